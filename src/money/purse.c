/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "money/purse.h"

void purse_init(struct purse *purse) {
    *purse = (struct purse){.balance = PURSE_UNKNOWN};
}

int64_t purse_allow(const struct purse *purse, int64_t want) {
    if (purse->balance == PURSE_UNKNOWN)
        return want;
    int64_t left = purse->balance - purse->reserved;
    return left > 0 && left < want ? left : want;
}

void purse_reserve(struct purse *purse, int64_t credits) {
    purse->is_overlapped = purse->under_way > 0;
    purse->under_way++;
    purse->reserved += credits;
}

/* What the unanswered requests took is what the balance lost beyond this request's own charge. */
static void prove_maybe(struct purse *purse, int64_t charged, int64_t balance) {
    int64_t taken = purse->balance - charged - balance;
    if (taken < 0 || taken > purse->maybe - purse->unprovable) {
        purse->unprovable = purse->maybe;
        return;
    }
    purse->spent += taken;
    purse->maybe = purse->unprovable;
}

void purse_settle(struct purse *purse, int64_t reserved, int64_t charged, int64_t balance) {
    bool was_alone = purse->under_way == 1 && !purse->is_overlapped;
    bool has_baseline = was_alone && purse->balance != PURSE_UNKNOWN;
    purse->under_way--;
    purse->reserved -= reserved;
    if (charged == PURSE_UNKNOWN) {
        purse->maybe += reserved;
        if (!has_baseline)
            purse->unprovable += reserved;
    } else {
        purse->spent += charged;
    }
    if (balance == PURSE_UNKNOWN)
        return;
    if (has_baseline)
        prove_maybe(purse, charged == PURSE_UNKNOWN ? 0 : charged, balance);
    else
        purse->unprovable = purse->maybe;
    /* Answers of requests that overlapped may arrive out of order: the lower balance is the later
     * one. */
    if (was_alone || purse->balance == PURSE_UNKNOWN || balance < purse->balance)
        purse->balance = balance;
}
