/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a line means: a command by its name or one of its keys, with its argument (`/tea`, `filter
 * verified`), the number of a row, nothing (reads on), or the answer to a question.
 */
#ifndef FOLLOWTRAIL_PLAIN_PLAIN_LINE_H
#define FOLLOWTRAIL_PLAIN_PLAIN_LINE_H

#include "plain/plain_front.h"

/* Runs it, without waiting for what it requests; plain_front_tell() prints the result. */
void plain_line_take(struct plain *plain, const char *line) __attribute__((nonnull));

/* Appends the prompt before the next line. */
void plain_line_put_prompt(const struct plain *plain, struct buf *out) __attribute__((nonnull));

#endif
