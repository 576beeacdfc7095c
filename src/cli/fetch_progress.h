/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `fetch` shows on stderr while it works: at a terminal, a line that updates itself, with a
 * countdown; elsewhere a line for each wait, because a long silence would look like a fault, and
 * for each list that something was requested for. */
#ifndef FOLLOWTRAIL_CLI_FETCH_PROGRESS_H
#define FOLLOWTRAIL_CLI_FETCH_PROGRESS_H

#include "session/session.h"

struct fetch_progress {
    const struct session *session; /* borrowed */
    size_t lists;                  /* in all */
    int64_t told_ms;               /* the end of the last wait for the rate that was told */
};

void fetch_progress_show(const struct fetch_progress *progress) __attribute__((nonnull));

/* A job waits before it is sent again. */
void fetch_progress_tell_wait(struct fetch_progress *progress, uint64_t job)
    __attribute__((nonnull));

/* A list has ended. */
void fetch_progress_tell_list(const struct fetch_progress *progress,
                              const struct session_load *load) __attribute__((nonnull));

/* Milliseconds until the line changes by itself; -1: never. For poll(). */
int fetch_progress_next_ms(const struct fetch_progress *progress) __attribute__((nonnull));

#endif
