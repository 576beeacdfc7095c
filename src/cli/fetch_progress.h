/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `fetch` shows on stderr while it works: at a terminal, a line that updates itself, with a
 * countdown; elsewhere a line for each wait, because a long silence would look like a fault. */
#ifndef FOLLOWTRAIL_CLI_FETCH_PROGRESS_H
#define FOLLOWTRAIL_CLI_FETCH_PROGRESS_H

#include "session/session.h"

void fetch_progress_show(const struct session *session) __attribute__((nonnull));
void fetch_progress_tell_wait(const struct session *session) __attribute__((nonnull));

/* Milliseconds until the line changes by itself; -1: never. For poll(). */
int fetch_progress_next_ms(const struct session *session) __attribute__((nonnull));

#endif
