/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A comparison of lists in words and figures: the same in the matrix, in lines and in the shell. */
#ifndef FOLLOWTRAIL_VIEW_COMPARE_WORDS_H
#define FOLLOWTRAIL_VIEW_COMPARE_WORDS_H

#include "analysis/comparison.h"
#include "base/buf.h"
#include "view/line.h"

enum {
    COMPARE_LETTER_MAX = 4,
    COMPARE_FIGURE_MAX = 128,
    COMPARE_PATTERN_MAX = 6 * PATTERN_LISTS_MAX
};

/* Short for a list: A to Z, then AA. Returns `out`. */
const char *compare_letter(size_t list, char out[static COMPARE_LETTER_MAX])
    __attribute__((returns_nonnull));

/* Its owner's name on the screen. */
const char *compare_name(const struct compared *list) __attribute__((nonnull, returns_nonnull));

/* For a column: `.27`; with bounds that differ `.11–.20`, or `.12 [.11–.20]` if `is_full`. */
const char *compare_share(const struct overlap_share *share, bool is_full,
                          char out[static COMPARE_FIGURE_MAX])
    __attribute__((nonnull, returns_nonnull));

/* `398`; of an incomplete list `50/85`, or `50+` if its length has no limit. */
const char *compare_rows(const struct comparison *comparison, size_t list,
                         char out[static COMPARE_FIGURE_MAX])
    __attribute__((nonnull, returns_nonnull));

/* `11`, `0 to 243`, `3+`. */
const char *compare_range(struct overlap_range range, char out[static COMPARE_FIGURE_MAX])
    __attribute__((returns_nonnull));

/* The list's state in a few words. */
const char *compare_state(const struct holding *holding) __attribute__((nonnull, returns_nonnull));

/* What each list says of the accounts of a pattern, `● · ?`: in it, not in it, unknown; in ASCII
 * `o . ?`. And the letters above that. */
const char *compare_pattern(const struct comparison *comparison, uint32_t in, bool is_spaced,
                            bool is_ascii, char out[static COMPARE_PATTERN_MAX])
    __attribute__((nonnull, returns_nonnull));
const char *compare_letters(const struct comparison *comparison, bool is_spaced,
                            char out[static COMPARE_PATTERN_MAX])
    __attribute__((nonnull, returns_nonnull));

/* How much is said, where there is less room. */
enum compare_brevity { COMPARE_WHOLE, COMPARE_SHORT, COMPARE_BRIEF, COMPARE_BREVITIES };

/* Appends what two lists share, or, for a list and itself, what there is of it. */
void compare_put_words(const struct comparison *comparison, size_t a, size_t b,
                       enum compare_brevity brevity, struct buf *out) __attribute__((nonnull));

/* Adds the lists that the figures are about: how many, which are incomplete, from when, and a
 * warning if they are more than 30 days apart. */
void compare_add_scope(const struct comparison *comparison, struct line *line)
    __attribute__((nonnull));

#endif
