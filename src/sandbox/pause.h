/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waits that the end of the server interrupts: latency, and faults that never answer. */
#ifndef FOLLOWTRAIL_SANDBOX_PAUSE_H
#define FOLLOWTRAIL_SANDBOX_PAUSE_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

struct pause {
    pthread_mutex_t lock;
    pthread_cond_t ended;
    bool is_over;
};

void pause_init(struct pause *pause) __attribute__((nonnull));
void pause_fini(struct pause *pause) __attribute__((nonnull)); /* nobody may be waiting */

/* Waits `ms` milliseconds, or for ever if negative. False once pause_end() was called. */
bool pause_wait(struct pause *pause, int64_t ms) __attribute__((nonnull));

/* Ends all present and future waits. */
void pause_end(struct pause *pause) __attribute__((nonnull));

#endif
