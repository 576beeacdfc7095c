/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What "load" means: the rest of the current list (session/load.h), or, while accounts of it are
 * marked, the lists of these accounts, to their ends. One price for all of them is shown before
 * anything is asked for, and all of them together take no more than it. Main thread only.
 */
#ifndef FOLLOWTRAIL_SESSION_LOAD_BATCH_H
#define FOLLOWTRAIL_SESSION_LOAD_BATCH_H

#include "session/load.h"

enum { LOAD_BATCH_MAX = 1000 }; /* that are begun at once */

/* The lists of the marked accounts that can be loaded, and what that would come to. */
struct load_batch {
    struct list **lists; /* for the caller to free; in the order in which they are shown */
    size_t count;
    int64_t credits, calls;
    struct load_limit limit;
    size_t whole;   /* lists left out, because all of them is here */
    size_t unknown; /* because nobody has said how long they are, or whose they are */
    size_t missing; /* because the list does not have them */
    size_t maybe;   /* because their next page may be paid for already */
    size_t refused; /* because the API refused their next page */
    size_t held;    /* because the store may have them under a handle: see naming.h */
};
struct load_batch load_batch(struct session *session) __attribute__((nonnull));

/* As load_ask() and load_confirm(), for what is meant. */
bool load_batch_ask(struct session *session) __attribute__((nonnull, warn_unused_result));
bool load_batch_confirm(struct session *session, const char *typed)
    __attribute__((nonnull, warn_unused_result));

#endif
