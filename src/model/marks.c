/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/marks.h"

#include <stdint.h>

/* How an account is or was marked; as values of marks->before. */
enum { UNMARKED = 1, MARKED, SWEPT };

void marks_fini(struct marks *marks) {
    dict_free(marks->ids);
    dict_free(marks->swept);
    dict_free(marks->before);
    *marks = (struct marks){NULL};
}

static bool has(const struct dict *dict, const char *id) {
    return dict && dict_get(dict, id);
}

static void remember(struct marks *marks, const char *id) {
    uintptr_t state = !has(marks->ids, id) ? UNMARKED : has(marks->swept, id) ? SWEPT : MARKED;
    if (marks->before)
        dict_add(marks->before, id, (void *)state);
}

static void add(struct dict **dict, const char *id, struct marks *marks) {
    if (!*dict)
        *dict = dict_new();
    dict_add(*dict, id, marks);
}

static void put(struct marks *marks, const char *id, uintptr_t state) {
    if (state != UNMARKED)
        add(&marks->ids, id, marks);
    else if (marks->ids)
        dict_remove(marks->ids, id);
    if (state == SWEPT)
        add(&marks->swept, id, marks);
    else if (marks->swept)
        dict_remove(marks->swept, id);
}

bool marks_set(struct marks *marks, const struct account *account, bool is_on) {
    if (!account->id)
        return false;
    remember(marks, account->id);
    put(marks, account->id, is_on ? MARKED : UNMARKED);
    return true;
}

bool marks_sweep(struct marks *marks, const struct account *account, bool is_on) {
    bool is_set = marks_has(marks, account);
    if (!account->id || (is_on && is_set) || (!is_on && !has(marks->swept, account->id)))
        return false;
    remember(marks, account->id);
    put(marks, account->id, is_on ? SWEPT : UNMARKED);
    return true;
}

static void remember_one(void *context, const char *id, void *value) {
    (void)value;
    remember(context, id);
}

void marks_clear(struct marks *marks) {
    if (marks->ids)
        dict_each(marks->ids, remember_one, marks);
    dict_free(marks->ids);
    dict_free(marks->swept);
    marks->ids = marks->swept = NULL;
}

bool marks_has(const struct marks *marks, const struct account *account) {
    return account->id && has(marks->ids, account->id);
}

size_t marks_count(const struct marks *marks) {
    return marks->ids ? dict_count(marks->ids) : 0;
}

void marks_record(struct marks *marks) {
    dict_free(marks->before);
    marks->before = dict_new();
}

struct dict *marks_end_record(struct marks *marks) {
    struct dict *before = marks->before;
    marks->before = NULL;
    if (before && dict_count(before))
        return before;
    dict_free(before);
    return NULL;
}

static void put_back(void *context, const char *id, void *value) {
    put(context, id, (uintptr_t)value);
}

void marks_put_back(struct marks *marks, const struct dict *before) {
    dict_each(before, put_back, marks);
}
