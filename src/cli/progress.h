/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a command shows on stderr while it works: at a terminal one line that updates itself, with a
 * bar and the time left; elsewhere nothing but the lines that are worth reading later.
 */
#ifndef FOLLOWTRAIL_CLI_PROGRESS_H
#define FOLLOWTRAIL_CLI_PROGRESS_H

#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>

/* Whether stderr is a terminal: the line is shown. */
bool progress_is_live(void);

/* Appends a bar and a space: "▓▓▓░░░░░ ". Nothing if `all` is not known (below 1). */
void progress_put_bar(struct buf *line, int64_t done, int64_t all) __attribute__((nonnull));

/* Appends ", 2 min left"; nothing if that is unknown (negative). */
void progress_put_left(struct buf *line, int64_t left_ms) __attribute__((nonnull));

/* Shows the line, cut to the terminal's width, in place of the last one. Outside text is
 * revealed. Nothing elsewhere. */
void progress_show(const char *line) __attribute__((nonnull));

/* Writes a line "who: line" that stays, except at a terminal. */
void progress_tell(const char *who, const char *line) __attribute__((nonnull));

/* Clears the line and writes what is odd about a bill, once for consecutive pages; NULL: nothing
 * is. *last is what was written last, NULL at first; the caller frees it. */
void progress_tell_remark(const char *who, const char *remark, char **last)
    __attribute__((nonnull(1, 3)));

/* Clears the line. Call it before anything else is written to stderr or stdout. */
void progress_end(void);

#endif
