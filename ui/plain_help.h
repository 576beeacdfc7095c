/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands in lines, from the two tables, and what a line may be besides. */
#ifndef FOLLOWTRAIL_UI_PLAIN_HELP_H
#define FOLLOWTRAIL_UI_PLAIN_HELP_H

#include "session/bindings.h"
#include "ui/plain_out.h"

/* Those that a text finds (in name, keys and description); all for an empty one. */
void plain_help_tell(struct plain_out *out, const struct bindings *bindings, const char *text)
    __attribute__((nonnull));

#endif
