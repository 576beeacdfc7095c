/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which command a key means: the standard keys, and what the configuration makes of them. Loop,
 * views, help and the configuration's own command read one value. Pure.
 *
 * Messages name some of the standard keys ("m fetches the next page"). Those cannot be given to
 * another command, because a message would then lie about what a key does, and what it costs; and
 * so there is always a way out (Esc) and an end (Q). Any command can have more keys.
 */
#ifndef FOLLOWTRAIL_COMMAND_BINDINGS_H
#define FOLLOWTRAIL_COMMAND_BINDINGS_H

#include "base/buf.h"
#include "base/err.h"
#include "command/command.h"

enum { BINDINGS_MAX = 256 };

struct binding {
    int key; /* base/key.h */
    enum command command;
    bool is_named; /* by messages */
    size_t line;   /* of the configuration that gave it; 0: standard */
};

struct bindings {
    struct binding all[BINDINGS_MAX];
    size_t count;
};

/* The standard keys. */
void bindings_init(struct bindings *bindings) __attribute__((nonnull));

/* COMMAND_NONE for a key that means nothing. */
enum command bindings_command(const struct bindings *bindings, int key) __attribute__((nonnull));

/* The key that is meant where a key acts: one that has no meaning with what is held down, and would
 * have without, as key_as_command() has it. Alt and a character that mean nothing are no key at
 * all. */
int bindings_key(const struct bindings *bindings, int key) __attribute__((nonnull));

/* Appends the names of a command's keys, two blanks between them. */
void bindings_keys(const struct bindings *bindings, enum command command, struct buf *out)
    __attribute__((nonnull));

/* Appends the names of the keys that cannot be given to another command, a blank between them. */
void bindings_named_keys(const struct bindings *bindings, struct buf *out) __attribute__((nonnull));

/* Gives a key, by its name, to a command, by its whole name, or to `none`; `line` of the
 * configuration says so. ERR_CONFIG, and nothing has changed, for names that mean nothing, a key
 * that another line gave, one that messages name, and too many. */
bool bindings_set(struct bindings *bindings, const char *key, const char *command, size_t line,
                  struct err *err) __attribute__((nonnull(1, 2, 3), warn_unused_result));

#endif
