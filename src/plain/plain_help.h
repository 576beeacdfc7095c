/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands in lines, from the two tables, and what a line may be besides. */
#ifndef FOLLOWTRAIL_PLAIN_PLAIN_HELP_H
#define FOLLOWTRAIL_PLAIN_PLAIN_HELP_H

#include "command/bindings.h"
#include "plain/plain_out.h"

/* Those that a text finds (in name, keys and description); all for an empty one. */
void plain_help_tell(struct plain_out *out, const struct bindings *bindings, const char *text)
    __attribute__((nonnull));

#endif
