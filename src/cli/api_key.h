/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The API key: from the environment, from which it is then removed, so that neither a child nor
 * /proc shows it; from a command that prints it; or from a file that only its owner can read. Never
 * from an argument. No message contains any part of it. */
#ifndef FOLLOWTRAIL_CLI_API_KEY_H
#define FOLLOWTRAIL_CLI_API_KEY_H

#include "base/err.h"

#include <stdint.h>

enum {
    API_KEY_OUTPUT_MAX = 4096,      /* maximum bytes that a command may print or a file contain */
    API_KEY_COMMAND_MS = 30 * 1000, /* a person may have to type a passphrase */
    API_KEY_WORDS_MAX = 32          /* of a command */
};

/* Where it may be besides the environment. */
struct api_key_places {
    const char *command; /* as api_key_check_command() accepts it; NULL: none */
    const char *file;    /* NULL: the usual one, which need not exist */
    bool is_first;       /* named on the command line: precedes the environment */
};

/* Looks in UNIFAPI_API_KEY, then UNIFAPI_KEY (the vendor's own clients use these two in this
 * order), then the command, then the file. Empty variables count as unset; surrounding white space
 * is removed. *key is NULL if there is none; otherwise the caller wipes and frees it with
 * api_key_free(), and *from names its source for people. False with ERR_CONFIG if a configured
 * source fails or what it contains cannot be a key. Both variables are wiped and removed in any
 * case. Call it before any thread starts. */
bool api_key_find(const struct api_key_places *places, char **key, const char **from,
                  struct err *err) __attribute__((nonnull(1, 2, 3), warn_unused_result));
void api_key_free(char *key);

/* Wipes and removes both variables. */
void api_key_forget_environment(void);

/* The variable that contains a key; NULL if none does. */
const char *api_key_variable(void);

/* $XDG_CONFIG_HOME/followtrail/key; NULL without a home folder. The caller frees it. */
char *api_key_usual_file(void) __attribute__((warn_unused_result));

/* A command is words separated by spaces; inside '…' and "…" a space is part of the word. Nothing
 * is expanded, because no shell runs. ERR_USAGE for an open quote, too many words, or none. */
bool api_key_check_command(const char *command, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Disables core files and access by other processes of the same user, because memory contains the
 * key. */
void api_key_seal_process(void);

#endif
