/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lays the lines of a document out in columns side by side, as in a newspaper: down the first, then
 * down the next. Pure. */
#ifndef FOLLOWTRAIL_VIEW_DOCUMENT_FLOW_H
#define FOLLOWTRAIL_VIEW_DOCUMENT_FLOW_H

#include "view/document.h"

struct document_flow {
    const size_t *blocks; /* the first line of each; a block is never divided */
    size_t count;
    int columns; /* at most */
    int step;    /* from one column to the next */
    size_t gap;  /* empty lines between blocks of a column */
};

/* Appends the lines of `in`, in no more lines than needed. */
void document_flow(struct document *out, const struct document *in,
                   const struct document_flow *flow) __attribute__((nonnull));

#endif
