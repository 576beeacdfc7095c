/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a line says where there is no screen: a command by its name or one of its keys, with what
 * follows (`/tea`, `filter verified`), the number of a row, nothing (reads on), or the answer to
 * what was asked.
 */
#ifndef FOLLOWTRAIL_PLAIN_PLAIN_LINE_H
#define FOLLOWTRAIL_PLAIN_PLAIN_LINE_H

#include "plain/plain_front.h"

/* Does it, without waiting for what that asks for; plain_front_tell() tells what came of it. */
void plain_line_take(struct plain *plain, const char *line) __attribute__((nonnull));

/* What stands before the next line. */
const char *plain_line_prompt(const struct plain *plain) __attribute__((nonnull, returns_nonnull));

#endif
