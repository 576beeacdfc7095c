/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text laid out in lines of a given width: what a view shows that is no table. Text that is said
 * or put breaks at blanks or between clusters, and nothing of it is left out. Pure.
 */
#ifndef FOLLOWTRAIL_VIEW_DOCUMENT_H
#define FOLLOWTRAIL_VIEW_DOCUMENT_H

#include "base/arena.h"
#include "view/style.h"

#include <stddef.h>

enum { DOCUMENT_INDENT = 2, DOCUMENT_COLS = 1000 }; /* COLS: where lines may be of any length */

struct document_stretch {
    enum role role;
    int col, cols; /* where it begins; the room it has; 0: to the end of the line */
    const char *text;
    bool is_given; /* not the program's own words */
};

struct document_line {
    size_t first, count; /* of its stretches */
};

struct document {
    struct arena arena; /* of the texts */
    struct document_stretch *stretches;
    size_t stretch_count, stretch_capacity;
    struct document_line *lines;
    size_t count, capacity;
    int cols, hang, used; /* of the line being built; hang: of its continuation lines */
    bool is_prose;        /* no continuation line begins with a blank */
};

void document_init(struct document *document) __attribute__((nonnull));
void document_fini(struct document *document) __attribute__((nonnull));

/* Removes all lines; the next ones are `cols` wide (0: DOCUMENT_COLS), and prose. */
void document_clear(struct document *document, int cols) __attribute__((nonnull));

/* Begins a line. Its continuation lines are indented by DOCUMENT_INDENT more. */
void document_begin(struct document *document, int indent) __attribute__((nonnull));

/* Adds words of the program to the line; or text that it was given, which may be `is_whole`: not
 * broken. */
void document_say(struct document *document, enum role role, const char *text)
    __attribute__((nonnull));
void document_put(struct document *document, enum role role, bool is_whole, const char *text,
                  size_t len) __attribute__((nonnull));

/* Adds text at a column, which is cut where it needs more than `cols` columns; 0: to the end. */
void document_place(struct document *document, int col, int cols, enum role role, const char *text)
    __attribute__((nonnull));

/* Adds a line of `─` as wide as the document. */
void document_rule(struct document *document) __attribute__((nonnull));

/* Adds a text in lines of its own, all with the same indent, broken as wrap_next() does. */
void document_wrap(struct document *document, int indent, enum role role, const char *text)
    __attribute__((nonnull));

/* The same, but unless `is_below`, its first line continues the one that was begun. */
void document_wrap_at(struct document *document, int col, bool is_below, enum role role,
                      const char *text) __attribute__((nonnull));

#endif
