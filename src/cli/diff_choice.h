/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which two snapshots of an account's list the user means. */
#ifndef FOLLOWTRAIL_CLI_DIFF_CHOICE_H
#define FOLLOWTRAIL_CLI_DIFF_CHOICE_H

#include "store/store.h"

/* A snapshot as the user names it: `s12`, `12`, or a date, for the newest that was begun by then.
 * Zeroed: not named. */
struct diff_word {
    const char *text;
    bool is_date;
    int64_t snapshot, ms;
};

/* ERR_USAGE. */
bool diff_word_parse(const char *text, struct diff_word *word, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* The snapshots with a page of an account that was named on the command line; without words the two
 * newest. ERR_USAGE; ERR_NONE with a text, and *from 0, if there are no two of them. */
bool diff_choose(struct store *store, const char *account, const struct diff_word *from_word,
                 const struct diff_word *to_word, int64_t *from, int64_t *to, struct err *err)
    __attribute__((nonnull(1, 2, 3, 4, 5, 6), warn_unused_result));

#endif
