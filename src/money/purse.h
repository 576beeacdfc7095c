/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The money of one session: reserve, send, settle. One owner (the worker); others see copies.
 * Credits throughout. Pure.
 *
 * A request that was sent and never answered stays "maybe charged" until a later balance proves it
 * either way: when a request that was alone under way comes back with a balance, the difference to
 * the balance before it, less its own charge, is what the unanswered ones took. A difference that
 * they cannot explain (keys are shared in a workspace) proves nothing.
 */
#ifndef FOLLOWTRAIL_MONEY_PURSE_H
#define FOLLOWTRAIL_MONEY_PURSE_H

#include <stdbool.h>
#include <stdint.h>

enum { PURSE_UNKNOWN = -1 };

struct purse {
    int64_t balance;    /* as the API last said; PURSE_UNKNOWN before it did */
    int64_t spent;      /* charged to this session for certain */
    int64_t maybe;      /* at most charged besides: sent and never answered */
    int64_t unprovable; /* the part of `maybe` that no later balance can settle: no lone balance
                           stands before it */
    int64_t reserved;   /* at most to be charged for what is under way */
    int64_t under_way;  /* requests reserved and not settled */
    bool is_overlapped; /* more than one has been under way since none was */
};

void purse_init(struct purse *purse) __attribute__((nonnull));

/* How many records to ask for when `want` are wanted: no more than the balance, less what is
 * reserved, can pay, where the balance is known. When nothing is left it is `want`: the API refuses
 * that without a charge, and only so does one learn of new credits. */
int64_t purse_allow(const struct purse *purse, int64_t want) __attribute__((nonnull));

/* Before sending: sets `credits` aside. */
void purse_reserve(struct purse *purse, int64_t credits) __attribute__((nonnull));

/* After it: `reserved` as set aside; `charged` as the API said, 0 when certainly nothing,
 * PURSE_UNKNOWN when sent and never billed; `balance` as the API said, or PURSE_UNKNOWN. */
void purse_settle(struct purse *purse, int64_t reserved, int64_t charged, int64_t balance)
    __attribute__((nonnull));

#endif
