/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An arena: many small allocations that are freed together. A page of records owns one, which moves
 * with it from the worker to the main thread. Not thread-safe. */
#ifndef FOLLOWTRAIL_BASE_ARENA_H
#define FOLLOWTRAIL_BASE_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
    struct arena_block *newest;
};

void arena_init(struct arena *arena) __attribute__((nonnull));
void arena_fini(struct arena *arena)
    __attribute__((nonnull)); /* frees everything; the arena can be used again */

/* Reserves room for `size` bytes, for callers that know what they will need. */
void arena_reserve(struct arena *arena, size_t size) __attribute__((nonnull));

/* Returns zeroed memory, aligned for any type, that lives until arena_fini(). */
void *arena_alloc(struct arena *arena, size_t size)
    __attribute__((returns_nonnull, warn_unused_result, nonnull));

/* Copy text into the arena and add a NUL. arena_dup(arena, NULL) returns NULL. */
char *arena_dup(struct arena *arena, const char *text) __attribute__((nonnull(1)));
char *arena_dup_n(struct arena *arena, const char *bytes, size_t len)
    __attribute__((returns_nonnull, nonnull(1)));
char *arena_format(struct arena *arena, const char *format, ...)
    __attribute__((returns_nonnull, format(printf, 2, 3), nonnull(1, 2)));

#endif
