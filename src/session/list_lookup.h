/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From names and accounts to their lists: the list in memory, else the one in the store, else a new
 * one. Finding a list costs nothing. Main thread only.
 */
#ifndef FOLLOWTRAIL_SESSION_LIST_LOOKUP_H
#define FOLLOWTRAIL_SESSION_LIST_LOOKUP_H

#include "account/reference.h"
#include "session/session.h"
#include "store/lookup.h"

/* The newest list of an account, which must have an id. Its rows are not read from the store
 * yet. */
struct list *list_lookup_account(struct session *session, const struct account *account)
    __attribute__((nonnull, returns_nonnull));

/* The list of what was typed. A handle also finds lists requested by that handle without an id: see
 * store/owner.h. A new list requests its owner's profile first if the session wants that. */
struct list *list_lookup_reference(struct session *session, const struct reference *reference)
    __attribute__((nonnull, returns_nonnull));

/* A new list of the account that has a handle now, whatever the store knows: it is to be requested
 * with its profile first. */
struct list *list_lookup_holder(struct session *session, const struct reference *reference)
    __attribute__((nonnull, returns_nonnull));

/* A following list that waits for its owner's profile may be resolved by a record that came since:
 * returns the list it then is, else itself. source_resolve() does this for any list. */
struct list *list_lookup_resolve(struct session *session, struct list *list)
    __attribute__((nonnull, returns_nonnull));

/* The list that is requested by `target` and whose owner is called `name`: for a place that was
 * left before anything of it came. */
struct list *list_lookup_names(struct session *session, const char *target, const char *name)
    __attribute__((nonnull, returns_nonnull));

/* The list of one snapshot; NULL if the store does not have it (any more). */
struct list *list_lookup_snapshot(struct session *session, int64_t id) __attribute__((nonnull));

/* What the store has of an account's list, without reading it. Id 0: nothing. */
struct snapshot list_lookup_stored(const struct session *session, const struct account *account)
    __attribute__((nonnull));

#endif
