/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sets of accounts, as sorted arrays of their numbers in the store, without repeats. Pure: a set
 * does not own its array. It searches a far larger set for the numbers of a small one
 * instead of merging both.
 */
#ifndef FOLLOWTRAIL_GRAPH_SET_H
#define FOLLOWTRAIL_GRAPH_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct set {
    const uint32_t *items;
    size_t count;
};

/* Sorts the numbers in place, removes repeats, and returns the set of them. */
struct set set_make(uint32_t *numbers, size_t count);

bool set_has(struct set set, uint32_t number);

/* How many numbers both have. */
size_t set_shared(struct set a, struct set b);

#endif
