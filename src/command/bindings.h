/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which command a key runs: the standard keys, and those of the configuration. Loop, views, help
 * and the configuration's own command read the same value. Pure.
 *
 * Messages name some of the standard keys ("m loads the next page"). Those cannot be given to
 * another command, because a message would then be wrong about what a key does, and what it costs;
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
    bool is_named; /* named by messages */
    size_t line;   /* line of the configuration; 0: standard */
};

struct bindings {
    struct binding all[BINDINGS_MAX];
    size_t count;
};

/* The standard keys. */
void bindings_init(struct bindings *bindings) __attribute__((nonnull));

/* COMMAND_NONE for a key without a meaning. */
enum command bindings_command(const struct bindings *bindings, int key) __attribute__((nonnull));

/* The key to act on: a key that has no meaning with its modifiers, but has one without, counts
 * without them, as in key_as_command(). Alt and a character without a meaning count as no key. */
int bindings_key(const struct bindings *bindings, int key) __attribute__((nonnull));

/* Appends the names of a command's keys, separated by two blanks. */
void bindings_keys(const struct bindings *bindings, enum command command, struct buf *out)
    __attribute__((nonnull));

/* Appends the names of the keys that cannot be given to another command, separated by blanks. */
void bindings_named_keys(const struct bindings *bindings, struct buf *out) __attribute__((nonnull));

/* Binds a key, by name, to a command, by its whole name, or to `none`; `line` is the
 * configuration's. ERR_CONFIG, and no change, for unknown names, a key that another line binds, a
 * key that messages name, and too many keys. */
bool bindings_set(struct bindings *bindings, const char *key, const char *command, size_t line,
                  struct err *err) __attribute__((nonnull(1, 2, 3), warn_unused_result));

#endif
