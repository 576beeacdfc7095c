/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a word on the command line is: an account, or a command or an option with a slip in it,
 * which must not buy the list of whoever has that name. A bare word (no @, no digits alone, no
 * sec_uid, no address) opens an account only where the store knows that name; `fetch`, which is
 * there to spend, takes any bare word that is not near a command or an option.
 */
#ifndef FOLLOWTRAIL_CLI_NAMES_H
#define FOLLOWTRAIL_CLI_NAMES_H

#include "base/err.h"
#include "cli/options.h"
#include "store/store.h"

#include <stdbool.h>

/* Whether it is a handle that only its place on the command line makes one. */
bool names_is_bare(const char *word) __attribute__((nonnull));

/* The command that `word` is, or is a slip away from; NULL for none. */
const char *names_find_command(const char *word, bool *is_exact) __attribute__((nonnull));

/* ERR_USAGE that names the command which words[1] was meant to be; true where it is none. For a
 * command line that makes no sense otherwise. */
bool names_check_command(int argc, char *const words[], struct err *err)
    __attribute__((nonnull(2), warn_unused_result));

/* Checks words[from] to words[count - 1]. ERR_USAGE says what was meant and how the account is
 * named. Reads the store that `options` choose, where there is one, and leaves it as it is; where
 * it cannot be read, *is_open_question is true if the answer depends on it: ask again with
 * `store`. */
bool names_check(const struct options *options, struct store *store, int count, char *const words[],
                 bool *is_open_question, struct err *err)
    __attribute__((nonnull(1, 4, 5), warn_unused_result));

#endif
