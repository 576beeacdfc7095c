/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a word on the command line means: an account, or a misspelt command or option, which must
 * not buy the list of whoever has that name. A bare word (without @, not digits only, not a
 * sec_uid, not an address) opens an account only if the store knows that name. `fetch`, whose
 * purpose is to spend, takes any bare word that is not close to a command or an option. */
#ifndef FOLLOWTRAIL_CLI_NAMES_H
#define FOLLOWTRAIL_CLI_NAMES_H

#include "base/err.h"
#include "cli/options.h"
#include "store/store.h"

#include <stdbool.h>

/* Whether it is a bare word, which is a handle only by its place on the command line. */
bool names_is_bare(const char *word) __attribute__((nonnull));

/* The command that `word` is, or is one slip away from; NULL if there is none. */
const char *names_find_command(const char *word, bool *is_exact) __attribute__((nonnull));

/* ERR_USAGE names the command that words[1] was probably meant to be; true if there is none. For a
 * command line that is otherwise invalid. */
bool names_check_command(int argc, char *const words[], struct err *err)
    __attribute__((nonnull(2), warn_unused_result));

/* Checks words[from] to words[count - 1]. ERR_USAGE says what was probably meant and how to name
 * the account. Reads the store that `options` select, if there is one, without changing it. If it
 * cannot be read and the answer depends on it, *is_open_question is true: call it again with
 * `store`. */
bool names_check(const struct options *options, struct store *store, int count, char *const words[],
                 bool *is_open_question, struct err *err)
    __attribute__((nonnull(1, 4, 5), warn_unused_result));

#endif
