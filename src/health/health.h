/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A report on the program and what it depends on, a check a row. The other modules of this folder
 * and cli/doctor add the rows, view/health_table describes them. Nothing is sent or changed, and no
 * row contains any part of a key or a password.
 */
#ifndef FOLLOWTRAIL_HEALTH_HEALTH_H
#define FOLLOWTRAIL_HEALTH_HEALTH_H

#include "base/arena.h"

#include <stdint.h>

/* HEALTH_SKIPPED: not checked; the words say how to. */
enum health_state { HEALTH_OK, HEALTH_NOTE, HEALTH_PROBLEM, HEALTH_SKIPPED, HEALTH_STATES };

struct health_check {
    enum health_state state;
    const char *subject;
    const char *words; /* for people; may contain outside text */
};

struct health {
    struct arena arena; /* of the words */
    struct health_check *checks;
    size_t count, capacity;
    int64_t sums[HEALTH_STATES];
};

void health_init(struct health *health) __attribute__((nonnull));
void health_fini(struct health *health) __attribute__((nonnull)); /* empty; can be used again */

/* Adds a check. `subject` is borrowed. */
void health_say(struct health *health, enum health_state state, const char *subject,
                const char *format, ...) __attribute__((format(printf, 4, 5), nonnull(1, 3, 4)));

/* Who fills a report on the running program. */
struct health_source {
    void (*examine)(void *context, struct health *health); /* quick */
    void *context;
};

/* `ok`, `note`, `problem`, `skipped`. */
const char *health_state_name(enum health_state state) __attribute__((returns_nonnull));

/* A variable of the environment; NULL if it is unset or empty. */
const char *health_variable(const char *name) __attribute__((nonnull));

#endif
