/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "health/health.h"

#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void health_init(struct health *health) {
    *health = (struct health){.count = 0};
    arena_init(&health->arena);
}

void health_fini(struct health *health) {
    arena_fini(&health->arena);
    free(health->checks);
    health_init(health);
}

void health_say(struct health *health, enum health_state state, const char *subject,
                const char *format, ...) {
    va_list values;
    va_start(values, format);
    char *words = mem_format_args(format, values);
    va_end(values);
    if (health->count == health->capacity)
        health->checks =
            mem_grow(health->checks, &health->capacity, health->count + 1, sizeof *health->checks);
    health->checks[health->count++] =
        (struct health_check){state, subject, arena_dup(&health->arena, words)};
    health->sums[state]++;
    free(words);
}

const char *health_state_name(enum health_state state) {
    static const char *const names[HEALTH_STATES] = {"ok", "note", "problem", "skipped"};
    return names[state];
}

const char *health_variable(const char *name) {
    const char *value = getenv(name);
    return value && *value ? value : NULL;
}
