/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What balances prove. The difference of two balances that the API reported while nothing was under
 * way is what was charged in between. What known charges do not explain was charged for requests
 * without an answer, or by somebody else (a workspace shares keys; credits can be bought). Pure. */
#ifndef FOLLOWTRAIL_MONEY_PROOF_H
#define FOLLOWTRAIL_MONEY_PROOF_H

#include <stdbool.h>
#include <stdint.h>

struct proof {
    bool is_settled; /* the requests without an answer cost `taken` together, from 0 to their
                        maximum */
    int64_t taken;
    int64_t jump; /* the part of the balance change that this program did not cause, at least;
                     negative if credits were spent */
};

/* `before` and `after` are the balances, `charged` the known charges between them, and `maybe` the
 * most that requests without an answer may have cost. */
struct proof proof_make(int64_t before, int64_t after, int64_t charged, int64_t maybe);

#endif
