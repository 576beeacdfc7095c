/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands in lines, and what else a line may be. */
#ifndef FOLLOWTRAIL_PLAIN_PLAIN_HELP_H
#define FOLLOWTRAIL_PLAIN_PLAIN_HELP_H

#include "command/bindings.h"
#include "plain/plain_out.h"

/* The commands that match a text (in name, keys and description); all for an empty one. */
void plain_help_tell(struct plain_out *out, const struct bindings *bindings, const char *text)
    __attribute__((nonnull));

#endif
