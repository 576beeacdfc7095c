/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A set of accounts, by their numbers in the store: a bit each. Pure. */
#ifndef FOLLOWTRAIL_EXPORT_NUMBER_SET_H
#define FOLLOWTRAIL_EXPORT_NUMBER_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Starts as {0}. */
struct number_set {
    uint8_t *bytes;
    size_t size;
};

void number_set_fini(struct number_set *set) __attribute__((nonnull));
void number_set_clear(struct number_set *set) __attribute__((nonnull)); /* keeps its room */

/* False: it was there. Numbers are not negative. */
bool number_set_add(struct number_set *set, int64_t number) __attribute__((nonnull));
void number_set_add_all(struct number_set *set, const struct number_set *other)
    __attribute__((nonnull));
bool number_set_has(const struct number_set *set, int64_t number) __attribute__((nonnull));

#endif
