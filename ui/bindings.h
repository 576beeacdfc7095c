/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one table of keys: which command a key means. Help reads it too. */
#ifndef FOLLOWTRAIL_UI_BINDINGS_H
#define FOLLOWTRAIL_UI_BINDINGS_H

#include "base/buf.h"
#include "session/command.h"

enum command bindings_command(int key); /* COMMAND_NONE for a key that means nothing */

/* Appends the names of a command's keys, two blanks between them. */
void bindings_keys(enum command command, struct buf *out) __attribute__((nonnull));

#endif
