/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands by name, as they are typed after a colon: `filter verified`, `order followers`, `120`
 * for a row. Pure. */
#ifndef FOLLOWTRAIL_COMMAND_PALETTE_H
#define FOLLOWTRAIL_COMMAND_PALETTE_H

#include "command/command.h"
#include "command/edit.h"

struct palette_input {
    enum command command; /* COMMAND_NONE: go to `row` */
    const char *argument; /* within the text that was parsed; empty when there is none */
    size_t row;           /* from 1 */
};

/* False for what is no command (ERR_USAGE, with one that may have been meant), and for an argument
 * to one that takes none. A name may be cut where it is the only one that begins so. */
bool palette_parse(const char *text, struct palette_input *order, struct err *err)
    __attribute__((nonnull(1, 2)));

/* Completes the name in an edited line, as far as what is typed decides. */
void palette_complete(struct edit *edit) __attribute__((nonnull));

/* Appends the commands that what is typed may become; of the only one, what it does. */
void palette_describe(const char *text, struct buf *out) __attribute__((nonnull));

#endif
