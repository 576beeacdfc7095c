/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/marks.h"

void marks_fini(struct marks *marks) {
    dict_free(marks->ids);
    dict_free(marks->swept);
    *marks = (struct marks){NULL};
}

bool marks_set(struct marks *marks, const struct account *account, bool is_on) {
    if (!account->id)
        return false;
    if (is_on && !marks->ids)
        marks->ids = dict_new();
    if (is_on)
        dict_add(marks->ids, account->id, marks);
    else if (marks->ids)
        dict_remove(marks->ids, account->id);
    if (marks->swept)
        dict_remove(marks->swept, account->id);
    return true;
}

bool marks_sweep(struct marks *marks, const struct account *account, bool is_on) {
    if (!account->id || (is_on && marks_has(marks, account)))
        return false;
    if (!is_on)
        return marks->swept && dict_get(marks->swept, account->id) &&
               marks_set(marks, account, false);
    marks_set(marks, account, true);
    if (!marks->swept)
        marks->swept = dict_new();
    return dict_add(marks->swept, account->id, marks);
}

bool marks_has(const struct marks *marks, const struct account *account) {
    return marks->ids && account->id && dict_get(marks->ids, account->id);
}

size_t marks_count(const struct marks *marks) {
    return marks->ids ? dict_count(marks->ids) : 0;
}
