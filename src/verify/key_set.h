/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A set of keys, each a row's cells, by 128 bits of hash: 32 bytes a key at most. */
#ifndef FOLLOWTRAIL_VERIFY_KEY_SET_H
#define FOLLOWTRAIL_VERIFY_KEY_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct key {
    uint64_t high, low; /* never both 0 */
};

struct key_set {
    struct key *slots;
    size_t capacity, count; /* a power of two, or 0 */
};

/* The key of some cells in order. */
struct key key_of(const char *const *cells, size_t count) __attribute__((nonnull));

/* The set starts as zeros. False if it has the key already. */
bool key_set_add(struct key_set *set, struct key key) __attribute__((nonnull));
bool key_set_has(const struct key_set *set, struct key key) __attribute__((nonnull));
void key_set_clear(struct key_set *set) __attribute__((nonnull)); /* keeps the memory */
void key_set_fini(struct key_set *set) __attribute__((nonnull));

#endif
