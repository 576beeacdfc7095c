/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One line of the screen, made of stretches with roles. If there is no room, stretches with the
 * highest rank are left out first; rank 0 never is. Pure.
 */
#ifndef FOLLOWTRAIL_VIEW_LINE_H
#define FOLLOWTRAIL_VIEW_LINE_H

#include "view/style.h"

#include <stddef.h>
#include <stdint.h>

enum { LINE_STRETCHES_MAX = 32, LINE_STRETCH_BYTES = 128, LINE_RANK_MAX = 12 };

struct line_stretch {
    enum role role;
    int rank;
    char text[LINE_STRETCH_BYTES];
};

struct line {
    struct line_stretch stretches[LINE_STRETCHES_MAX];
    size_t count;
};

void line_init(struct line *line) __attribute__((nonnull));

/* Text too long for a stretch is cut with `…`; stretches beyond the line's capacity are dropped. */
void line_add(struct line *line, enum role role, int rank, const char *format, ...)
    __attribute__((format(printf, 4, 5), nonnull));

/* Adds a bar of `cells` (at most 8), filled to `part` of `whole`, in `role`. */
void line_add_bar(struct line *line, enum role role, int rank, int64_t part, int64_t whole,
                  int cells) __attribute__((nonnull));

/* Columns of the stretches up to `rank`. */
int line_width(const struct line *line, int rank) __attribute__((nonnull));

/* The highest rank at which the line fits into `cols`; 0 if none does. */
int line_fit(const struct line *line, int cols) __attribute__((nonnull));

#endif
