/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/stray.h"

#include "base/key.h"

enum { START_LEN = 2, SEPARATORS = 2 };

static bool goes_on(const struct stray *stray, int key) {
    static const char start[START_LEN] = {'[', '<'};
    if (stray->len < START_LEN)
        return key == start[stray->len];
    return (key >= '0' && key <= '9') || (key == ';' && stray->separators < SEPARATORS);
}

/* As all sequences: to the first character of these. */
static bool ends(int key) {
    return key < ' ' || key >= '@';
}

static bool takes_torn(struct stray *stray, int key) {
    stray->is_torn = !ends(key);
    return key >= ' ' && key <= '~';
}

bool stray_takes(struct stray *stray, int key) {
    if (key == KEY_CODE_TORN) {
        *stray = (struct stray){.is_torn = true};
        return true;
    }
    if (stray->is_torn)
        return takes_torn(stray, key);
    bool is_end = stray->separators == SEPARATORS && (key == 'm' || key == 'M');
    if (is_end || !goes_on(stray, key)) {
        *stray = (struct stray){.len = key == '['};
        return is_end;
    }
    stray->len++;
    stray->separators += key == ';';
    return false;
}
