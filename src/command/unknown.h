/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What to say of a key or a word without a meaning. Keys that less, vim, k9s, VisiData or mc have
 * for something name the command that does that here. Pure.
 */
#ifndef FOLLOWTRAIL_COMMAND_UNKNOWN_H
#define FOLLOWTRAIL_COMMAND_UNKNOWN_H

#include "command/bindings.h"

/* Appends "No command on F5. ? lists the keys." or, if another program has that key, which key does
 * that here: one line of 80 columns. `view`: in which view; NULL: in a list. */
void unknown_put_key(const struct bindings *bindings, int key, const char *view, struct buf *out)
    __attribute__((nonnull(1, 4)));

/* Appends the first key of the command, a sign in quotes: F5, “:”. Returns false if it has none. */
bool unknown_put_first_key(const struct bindings *bindings, enum command command, struct buf *out)
    __attribute__((nonnull));

/* The command that other programs call so: `q!`, `wq`, `e`. COMMAND_NONE for none. */
enum command unknown_find(const char *name) __attribute__((nonnull));

/* What does here what other programs do by that word, a sentence; NULL for none. */
const char *unknown_advice(const char *name) __attribute__((nonnull));

/* The first command with that hint or other word: `sort`, `export`. COMMAND_NONE for none. */
enum command unknown_nearby(const char *name) __attribute__((nonnull));

#endif
