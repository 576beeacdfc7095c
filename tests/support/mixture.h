/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stores of random lists, for what must hold of any: complete, partial, cut, stopped, failed,
 * hidden, with repeats and records without an id, of owners proved or not, private, or said to
 * follow nobody, with pages that come late, and handles that change hands. */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_MIXTURE_H
#define FOLLOWTRAIL_TESTS_SUPPORT_MIXTURE_H

#include "base/arena.h"
#include "tests/support/paid.h"

enum { MIXTURE_PEOPLE = 24, MIXTURE_SNAPSHOTS = 30 };

/* Fills an empty store; the same seed gives the same. Texts are in the arena. */
void mixture_fill(struct paid *paid, struct arena *arena, uint64_t seed);

/* The same, list by list, and as clocks that are right would date it: a second for each answer.
 * Everybody is described first. */
void mixture_begin(struct paid *paid, struct arena *arena, uint64_t seed);
void mixture_add_list(void);
int64_t mixture_now_ms(void); /* of the last answer */

#endif
