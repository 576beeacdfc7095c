/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What balances prove about requests that were never answered. A request that was alone under way,
 * from its beginning to its end, and tells a balance, closes a group: all that ended since the one
 * before that did. Its balance holds all that the group was charged, whatever overlapped what in
 * it. Before a first balance nothing is proved.
 *
 * But the server may still be at work on a request that was given up a moment ago, by this program
 * or by a gateway before the server, and charge it after it reported that balance. So a request
 * that was sent within SETTLE_GRACE_MS of that closes the group only when its balance shows the
 * charge; else the group stays open for a later one, with whatever jump there is in it.
 *
 * All this is said of one purse (see store_use_key()), by its own balances: what another purse pays
 * for disturbs nothing. But what was bought from a purse that is not known may be of any: beside a
 * request it keeps that from closing a group, and between two balances it voids what they prove.
 * The writer's thread only.
 */
#ifndef FOLLOWTRAIL_STORE_SETTLE_H
#define FOLLOWTRAIL_STORE_SETTLE_H

#include "store/store.h"

/* The contract names no limit for how long the server works; pages take it seconds, and whoever
 * waits for one gives up after half a minute. */
enum { SETTLE_GRACE_MS = 120000 };

/* This program has just given up a request, or got an answer to it that tells no charge, by
 * clock_monotonic_ms(). Until SETTLE_GRACE_MS later nothing is taken for free, wherever the wall
 * clock, by which requests are dated, is put meanwhile. */
void settle_note_loss(struct store *store, int64_t monotonic_ms) __attribute__((nonnull));

/* After a request's outcome, credits, balance and rows were written, in the transaction of the
 * caller. Does nothing when the request closes no group. */
bool settle_request(struct store *store, int64_t request, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

#endif
