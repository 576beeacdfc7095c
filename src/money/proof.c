/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "money/proof.h"

struct proof proof_make(int64_t before, int64_t after, int64_t charged, int64_t maybe) {
    int64_t taken = before - charged - after;
    if (taken < 0)
        return (struct proof){.is_settled = maybe == 0, .jump = -taken};
    if (taken > maybe)
        return (struct proof){.is_settled = maybe == 0, .jump = maybe - taken};
    return (struct proof){.is_settled = true, .taken = taken};
}
