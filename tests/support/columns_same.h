/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_COLUMNS_SAME_H
#define FOLLOWTRAIL_TESTS_SUPPORT_COLUMNS_SAME_H

#include "model/columns.h"

/* The same columns in the same order, with the same widths, shown or not. */
static inline bool columns_are_same(const struct columns *a, const struct columns *b) {
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        if (a->items[i].id != b->items[i].id || a->items[i].width != b->items[i].width ||
            a->items[i].is_shown != b->items[i].is_shown)
            return false;
    return true;
}

#endif
