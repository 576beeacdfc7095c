/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A page of tables (view/table.h), one below another, narrow ones side by side where there is room:
 * described once for the screen, --plain and the shell. The title of a table takes the place of its
 * first column's; a number wider than its column is shortened, `381M`. Rows, words and tables are
 * borrowed. Pure.
 */
#ifndef FOLLOWTRAIL_VIEW_SHEET_H
#define FOLLOWTRAIL_VIEW_SHEET_H

#include "view/document.h"
#include "view/table.h"

struct sheet_part {
    const struct table *table;
    const void *rows; /* an array: `count` rows of `size` bytes */
    size_t size, count;
    const char *name;  /* in JSON and CSV; NULL: for people only */
    size_t keys;       /* the first columns for programs, 1 or 2, that tell a row from others */
    const char *title; /* for people; NULL: for programs only. No part without a row is shown */
    const char *note;  /* sentences below it; NULL: none */
    bool is_block;     /* may be beside others */
};

struct sheet {
    const char *lead; /* sentences above all tables on a screen; NULL: none */
    struct sheet_part *parts;
    size_t count, capacity;
};

/* A zeroed struct has no part. */
void sheet_fini(struct sheet *sheet) __attribute__((nonnull));
void sheet_add(struct sheet *sheet, const struct sheet_part *part) __attribute__((nonnull));

const void *sheet_row(const struct sheet_part *part, size_t at) __attribute__((nonnull));

/* Replaces the document's lines: for a screen; in the widths of text; each row as a sentence. */
void sheet_lay_out(const struct sheet *sheet, struct document *document, int cols)
    __attribute__((nonnull));
void sheet_write(const struct sheet *sheet, struct document *document) __attribute__((nonnull));
void sheet_tell(const struct sheet *sheet, struct document *document) __attribute__((nonnull));

#endif
