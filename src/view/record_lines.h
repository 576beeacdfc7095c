/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The raw record of an account as lines of a given width: where it is from, then the JSON. Lines
 * break at blanks or between clusters; nothing is left out. */
#ifndef FOLLOWTRAIL_VIEW_RECORD_LINES_H
#define FOLLOWTRAIL_VIEW_RECORD_LINES_H

#include "record/record.h"
#include "view/style.h"

struct record_stretch {
    enum role role;
    const char *text;
};

struct record_line {
    int indent;
    size_t first, count; /* of its stretches */
};

struct record_lines {
    struct arena arena; /* of the texts */
    struct record_stretch *stretches;
    size_t stretch_count, stretch_capacity;
    struct record_line *lines;
    size_t count, capacity;
};

void record_lines_init(struct record_lines *lines) __attribute__((nonnull));
void record_lines_fini(struct record_lines *lines) __attribute__((nonnull));

/* Replaces the lines; `cols` is 1 or more. */
void record_lines_make(struct record_lines *lines, const struct record *record, int cols)
    __attribute__((nonnull));

#endif
