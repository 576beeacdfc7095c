/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From names and accounts to their lists: what the session has in memory, else what the store has,
 * else a new one. Whatever is found costs nothing. Main thread only.
 */
#ifndef FOLLOWTRAIL_SESSION_LIST_LOOKUP_H
#define FOLLOWTRAIL_SESSION_LIST_LOOKUP_H

#include "account/reference.h"
#include "session/session.h"
#include "store/lookup.h"

/* The newest list of an account (which has an id). What the store has of it is not read yet. */
struct list *list_lookup_account(struct session *session, const struct account *account)
    __attribute__((nonnull, returns_nonnull));

/* The list of what was typed. A handle also finds what was asked for by it without an id: see
 * store/owner.h. A new one asks for its owner's profile first, where the session wants
 * that. */
struct list *list_lookup_reference(struct session *session, const struct reference *reference)
    __attribute__((nonnull, returns_nonnull));

/* A following list that waits for its owner's profile may find the record here by now: the list
 * that it then is, else itself. source_resolve() does this for any list. */
struct list *list_lookup_resolve(struct session *session, struct list *list)
    __attribute__((nonnull, returns_nonnull));

/* The list of what the API is asked for by `target`, whose owner is called `name`: of a place that
 * was left before anything of it came. */
struct list *list_lookup_names(struct session *session, const char *target, const char *name)
    __attribute__((nonnull, returns_nonnull));

/* The list of one snapshot; NULL when the store does not have it (any longer). */
struct list *list_lookup_snapshot(struct session *session, int64_t id) __attribute__((nonnull));

/* What the store has of an account's list without reading it: id 0 for nothing. */
struct snapshot list_lookup_stored(const struct session *session, const struct account *account)
    __attribute__((nonnull));

#endif
