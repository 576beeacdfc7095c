/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What balances prove about requests that were never answered. A request that overlapped no other
 * and reports a balance closes a group: everything that ended since the previous such request. Its
 * balance includes all charges of the group, however its requests overlapped. Nothing is proved
 * before a first balance.
 *
 * The server may still be working on a request that was given up a moment ago, by this program or
 * by a gateway, and charge it after it reported that balance. So a request sent within
 * SETTLE_GRACE_MS of that closes the group only if its balance shows the charge. Otherwise the
 * group stays open for a later balance, with any jump in it.
 *
 * All this applies to one purse (see store_use_key()) and its balances: purchases from another
 * purse do not matter. A purchase from an unknown purse may be from any: overlapping a request it
 * keeps that from closing a group, and between two balances it voids their proof. The writer's
 * thread only. */
#ifndef FOLLOWTRAIL_STORE_SETTLE_H
#define FOLLOWTRAIL_STORE_SETTLE_H

#include "store/store.h"

/* The contract sets no limit for the server's work. Pages take seconds, and clients give up after
 * half a minute. */
enum { SETTLE_GRACE_MS = 120000 };

/* This program has just given up a request, or got an answer without a known charge, at this
 * clock_monotonic_ms(). For SETTLE_GRACE_MS nothing counts as free, even if the wall clock, which
 * dates requests, changes meanwhile. */
void settle_note_loss(struct store *store, int64_t monotonic_ms) __attribute__((nonnull));

/* Call it after a request's outcome, credits, balance and rows were written, in the caller's
 * transaction. Does nothing if the request closes no group. */
bool settle_request(struct store *store, int64_t request, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

#endif
