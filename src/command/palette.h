/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands by name, as they are typed after a colon: `filter verified`, `order followers`, `120`
 * for a row. Pure. */
#ifndef FOLLOWTRAIL_COMMAND_PALETTE_H
#define FOLLOWTRAIL_COMMAND_PALETTE_H

#include "command/command.h"
#include "command/edit.h"

struct palette_input {
    enum command command; /* COMMAND_NONE: go to `row` */
    const char *argument; /* within the parsed text; empty: none */
    size_t row;           /* from 1 */
};

/* False for an unknown command (ERR_USAGE, with a suggestion), and for an argument to a command
 * that takes none. A name may be shortened to a unique prefix. */
bool palette_parse(const char *text, struct palette_input *order, struct err *err)
    __attribute__((nonnull(1, 2)));

/* Completes the name in an edited line, as far as the typed text decides. */
void palette_complete(struct edit *edit) __attribute__((nonnull));

/* Appends the commands that the typed text may become; if there is only one, what it does. */
void palette_describe(const char *text, struct buf *out) __attribute__((nonnull));

#endif
