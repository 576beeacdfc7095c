/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a balance proves. Between two balances that the API reported while nothing was under way,
 * the difference is what was charged; what the known charges leave of it, the requests without an
 * answer took, or somebody else did (keys are shared in a workspace; credits are bought). Pure.
 */
#ifndef FOLLOWTRAIL_MONEY_PROOF_H
#define FOLLOWTRAIL_MONEY_PROOF_H

#include <stdbool.h>
#include <stdint.h>

struct proof {
    bool is_settled; /* the requests without an answer took `taken` together: 0 to what they may */
    int64_t taken;
    int64_t jump; /* by what the balance moved without this program: negative when credits went; the
                     least that it can be */
};

/* `before` and `after`: the balances; `charged`: known charges between them; `maybe`: the most that
 * the requests without an answer between them may have taken. */
struct proof proof_make(int64_t before, int64_t after, int64_t charged, int64_t maybe);

#endif
