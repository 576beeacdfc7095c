/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The snapshots of a list, a row each. Pure. */
#ifndef FOLLOWTRAIL_VIEW_TIMELINE_TABLE_H
#define FOLLOWTRAIL_VIEW_TIMELINE_TABLE_H

#include "analysis/timeline.h"
#include "view/table.h"

struct timeline_row {
    const struct timeline_step *step;
    bool is_shown; /* the list on the screen */
};

extern const struct table timeline_table;

/* `5`, `5+`, `≤5`, `?`: a count of changes, as certain as it is. Returns `out`. */
const char *timeline_figure(struct timeline_count count, char out[static CELL_BYTES])
    __attribute__((returns_nonnull));

/* The same in words: “5”, “5 or more”, “at most 5”, “an unknown number”. */
const char *timeline_words(struct timeline_count count, char out[static CELL_BYTES])
    __attribute__((returns_nonnull));

#endif
