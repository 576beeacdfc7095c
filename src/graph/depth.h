/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many accounts are in at least so many of some lists, where lists may be incomplete. Pure. */
#ifndef FOLLOWTRAIL_GRAPH_DEPTH_H
#define FOLLOWTRAIL_GRAPH_DEPTH_H

#include "graph/overlap.h"

#include <stddef.h>

/* Sets out[k] to how many accounts are in more than k of `count` lists: certainly, and at most,
 * whether they are listed yet or not (OVERLAP_NO_LIMIT).
 *
 * `members`, count + 1 rows of count + 1 figures: [certain][most] is how many listed accounts are
 * certainly in so many of the lists, and in so many at most. */
void depth_find(size_t count, const struct overlap_list *lists, const int64_t *members,
                struct overlap_range *out) __attribute__((nonnull));

#endif
