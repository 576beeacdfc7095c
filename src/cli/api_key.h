/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The API key: from the environment, out of which it is taken, so that neither a child nor /proc
 * shows it any longer; from a command that prints it; from a file only its owner can read. Never
 * from an argument. No message holds any part of it.
 */
#ifndef FOLLOWTRAIL_CLI_API_KEY_H
#define FOLLOWTRAIL_CLI_API_KEY_H

#include "base/err.h"

#include <stdint.h>

enum {
    API_KEY_OUTPUT_MAX = 4096,      /* bytes that a command may print, or a file hold */
    API_KEY_COMMAND_MS = 30 * 1000, /* a person may have to type a passphrase */
    API_KEY_WORDS_MAX = 32          /* of a command */
};

/* Where else it may be than in the environment. */
struct api_key_places {
    const char *command; /* as api_key_check_command() takes it; NULL: none */
    const char *file;    /* NULL: the usual one, which need not exist */
    bool is_first;       /* named on the command line: before the environment */
};

/* UNIFAPI_API_KEY, then UNIFAPI_KEY (the vendor's own clients use these two, in this order), then
 * the command, then the file; empty variables do not count. White space around it is taken off.
 * *key is NULL when there is none, else the caller's to wipe and free with api_key_free(); *from
 * names the place for a person. False with ERR_CONFIG when a place that is named fails, or what it
 * has can be no key. Both variables are wiped and removed in any case. Before any thread is
 * started. */
bool api_key_find(const struct api_key_places *places, char **key, const char **from,
                  struct err *err) __attribute__((nonnull(1, 2, 3), warn_unused_result));
void api_key_free(char *key);

/* Wipes and removes both variables. */
void api_key_forget_environment(void);

/* The variable that has a key; NULL for none. */
const char *api_key_variable(void);

/* $XDG_CONFIG_HOME/followtrail/key; NULL without a home. The caller frees it. */
char *api_key_usual_file(void) __attribute__((warn_unused_result));

/* A command is words with blanks between; in '…' and "…" a blank is a part of the word. Nothing is
 * expanded, because no shell runs. ERR_USAGE for an open quote, or too many words or none. */
bool api_key_check_command(const char *command, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* No core file, and nobody of the same user may look into the process: memory holds the key. */
void api_key_seal_process(void);

#endif
