/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What "load" does: loads the rest of the current list (session/load.h) or, if accounts are marked
 * in it, the whole lists of those accounts. One price for all of them is shown before anything is
 * requested, and together they cost no more than that. Main thread only.
 */
#ifndef FOLLOWTRAIL_SESSION_LOAD_BATCH_H
#define FOLLOWTRAIL_SESSION_LOAD_BATCH_H

#include "session/load.h"

enum { LOAD_BATCH_MAX = 1000 }; /* lists started by one command */

/* The lists of the marked accounts that can be loaded, and their price. */
struct load_batch {
    struct list **lists; /* the caller frees it; in the order shown */
    size_t count;
    struct quote quote; /* of all of them */
    struct load_limit limit;
    size_t whole;   /* lists skipped because they are complete or already loading */
    size_t unknown; /* because their length or owner is unknown */
    size_t missing; /* because the current list does not have the account */
    size_t maybe;   /* because their next page may already be paid for */
    size_t refused; /* because the API refused their next page */
    size_t held;    /* because the store may have them under a handle: see naming.h */
};
struct load_batch load_batch(struct session *session) __attribute__((nonnull));

/* Whether a marked account's list seems to have more; quick, so true where that takes long to
 * know. */
bool load_batch_is_possible(const struct session *session) __attribute__((nonnull));

/* As load_ask(), for the list or the marked accounts. */
void load_batch_ask(struct session *session) __attribute__((nonnull));

#endif
