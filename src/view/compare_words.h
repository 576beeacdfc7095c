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

/* The same for how many accounts are in at least so many lists: `20`, `20–28`, `20+`. */
const char *compare_depth(struct overlap_range depth, char out[static COMPARE_FIGURE_MAX])
    __attribute__((returns_nonnull));

/* How far a bar goes for the accounts in more than `at` lists; without a limit to the end. */
int64_t compare_depth_most(const struct comparison *comparison, size_t at) __attribute__((nonnull));

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

/* Adds the lists that the figures are about: how many, of how many that are stored
 * (ACCOUNT_UNKNOWN: not counted yet), which are incomplete, from when, and a warning if they are
 * more than 30 days apart. */
void compare_add_scope(const struct comparison *comparison, int64_t stored, struct line *line)
    __attribute__((nonnull));

/* What counts of accounts are about where lists are incomplete; `end` says whether they count what
 * is not listed yet. Nothing if all lists are complete. */
void compare_put_open(const struct comparison *comparison, const char *end, struct buf *out)
    __attribute__((nonnull));
extern const char compare_open_patterns[], compare_open_depths[];

#endif
