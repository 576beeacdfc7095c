/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/pause.h"

#include <errno.h>
#include <time.h>

void pause_init(struct pause *pause) {
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_mutex_init(&pause->lock, NULL);
    pthread_cond_init(&pause->ended, &attributes);
    pthread_condattr_destroy(&attributes);
    pause->is_over = false;
}

void pause_fini(struct pause *pause) {
    pthread_cond_destroy(&pause->ended);
    pthread_mutex_destroy(&pause->lock);
}

static struct timespec deadline_in(int64_t ms) {
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    at.tv_sec += (time_t)(ms / 1000);
    at.tv_nsec += (long)(ms % 1000) * 1000000;
    if (at.tv_nsec >= 1000000000) {
        at.tv_sec++;
        at.tv_nsec -= 1000000000;
    }
    return at;
}

bool pause_wait(struct pause *pause, int64_t ms) {
    struct timespec deadline = deadline_in(ms < 0 ? 0 : ms);
    int outcome = 0;
    pthread_mutex_lock(&pause->lock);
    while (!pause->is_over && outcome != ETIMEDOUT)
        outcome = ms < 0 ? pthread_cond_wait(&pause->ended, &pause->lock)
                         : pthread_cond_timedwait(&pause->ended, &pause->lock, &deadline);
    bool goes_on = !pause->is_over;
    pthread_mutex_unlock(&pause->lock);
    return goes_on;
}

void pause_end(struct pause *pause) {
    pthread_mutex_lock(&pause->lock);
    pause->is_over = true;
    pthread_cond_broadcast(&pause->ended);
    pthread_mutex_unlock(&pause->lock);
}
