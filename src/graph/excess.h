/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Excess: the share of the compared complete lists that have an account, less its share of the
 * other complete lists of the store. It ranks what is distinctive above what everybody follows.
 * Pure.
 */
#ifndef FOLLOWTRAIL_GRAPH_EXCESS_H
#define FOLLOWTRAIL_GRAPH_EXCESS_H

#include "graph/fraction.h"

enum { EXCESS_OTHERS_MIN = 10 }; /* with fewer other lists their share means too little */

/* Of the lists that are complete; without the account's own. */
struct excess {
    int64_t here, here_all;           /* compared lists that have it, of how many */
    int64_t elsewhere, elsewhere_all; /* the same of the others */
};

/* Without a value if there are too few lists. */
struct fraction excess_value(const struct excess *excess) __attribute__((nonnull));

#endif
