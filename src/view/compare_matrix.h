/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A comparison laid out for a screen of any width: the matrix of Jaccard indices, a line a list,
 * with as many columns as fit around the selected cell; the membership patterns; and
 * in how many lists accounts are. Names are cut, figures never. Pure.
 */
#ifndef FOLLOWTRAIL_VIEW_COMPARE_MATRIX_H
#define FOLLOWTRAIL_VIEW_COMPARE_MATRIX_H

#include "view/compare_words.h"
#include "view/document.h"

/* In ASCII, the signs of patterns are `o . ?`. */
struct compare_look {
    int cols; /* of the document */
    bool is_ascii;
};

/* Where the selected cell is, in the columns of the document; how many cells are shown, and how
 * many columns from one to the next. */
struct compare_cell {
    int col, cols, shown, step;
};

/* Adds the titles and the lines; `cell` is the selected column, and `*first` the first one shown,
 * which moves as far as it must. */
struct compare_cell compare_matrix_put(const struct comparison *comparison,
                                       struct compare_look look, int cell, int *first,
                                       struct line *titles, struct document *out)
    __attribute__((nonnull));

void compare_patterns_titles(const struct comparison *comparison, struct compare_look look,
                             struct line *titles) __attribute__((nonnull));
void compare_patterns_put(const struct comparison *comparison, struct compare_look look,
                          struct document *out) __attribute__((nonnull));

void compare_depths_titles(const struct comparison *comparison, struct compare_look look,
                           struct line *titles) __attribute__((nonnull));
void compare_depths_put(const struct comparison *comparison, struct compare_look look,
                        struct document *out) __attribute__((nonnull));

#endif
