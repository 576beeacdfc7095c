/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The raw record of an account, or an answer, as a document: where it is from, then the JSON. */
#ifndef FOLLOWTRAIL_VIEW_RECORD_LINES_H
#define FOLLOWTRAIL_VIEW_RECORD_LINES_H

#include "record/record.h"
#include "view/document.h"

/* Replaces the lines; `cols` is as in document_clear(). */
void record_lines_make(struct document *lines, const struct record *record, int cols)
    __attribute__((nonnull));

#endif
