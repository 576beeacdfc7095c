/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/list_lookup.h"

#include "base/figure.h"
#include "session/naming.h"
#include "session/reading.h"
#include "session/requests.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static bool is_meant(const struct reference *reference, const struct account *account) {
    if (reference->kind == REFERENCE_ID)
        return account->id && !strcmp(account->id, reference->name);
    return account->username && account->id && !strcasecmp(account->username, reference->name);
}

/* A loaded record, so that no profile needs to be paid for. The store knows best whose a handle is
 * now; if it does not know, the handle of an owner in memory counts, because that is on the screen.
 * The record lives in `arena` or in a list. */
static const struct account *find_record(struct session *session, const struct reference *reference,
                                         struct arena *arena) {
    struct account *account = NULL;
    struct err err;
    if (!lookup_account(session->store, reference, arena, &account, &err))
        session_say_unread(session, &err);
    if (account)
        return account;
    for (size_t i = 0; i < session->list_count; i++) {
        const struct list *list = session->lists[i];
        if (!list->is_old && list->owner && is_meant(reference, list->owner))
            return list->owner;
    }
    return NULL;
}

static bool find_newest(const struct session *session, const struct list *list,
                        struct snapshot *snapshot, struct err *err) {
    return list_is_by_handle(list) ? lookup_unbound(session->store, list->target, snapshot, err)
                                   : lookup_newest(session->store, list->target, snapshot, err);
}

static struct list *find_loaded(const struct session *session, int64_t snapshot) {
    for (size_t i = 0; snapshot && i < session->list_count; i++)
        if (session->lists[i]->snapshot == snapshot)
            return session->lists[i];
    return NULL;
}

static void set_snapshot(struct list *list, const struct snapshot *snapshot) {
    list->snapshot = snapshot->id;
    list->is_unread = snapshot->pages > 0;
    list->asked_ms = snapshot->is_bound ? ACCOUNT_UNKNOWN : snapshot->started_ms;
}

/* Reads what the store has of a list that is not loaded. Returns the list that already has it, if
 * there is one. */
static struct list *look_in_store(struct session *session, struct list *list) {
    struct snapshot snapshot = {0};
    struct err err;
    if (!find_newest(session, list, &snapshot, &err))
        session_say_unread(session, &err);
    struct list *loaded = find_loaded(session, snapshot.id);
    if (loaded && loaded != list)
        return loaded;
    if (snapshot.id)
        set_snapshot(list, &snapshot);
    return list;
}

/* The list, with what the store has of it. */
static struct list *add_list(struct session *session, const char *target, const char *name) {
    struct list *list = session_add_list(session, list_new(target, name));
    struct list *known = look_in_store(session, list);
    if (known != list)
        session_free_list(session, list);
    return known;
}

/* Nothing of it is loaded or requested: another program may have fetched it since. */
static bool is_bare(const struct list *list) {
    return !list->page_count && !list->is_unread && !list->is_fresh && !list->is_old && !list->job;
}

static struct list *look_again(struct session *session, struct list *list) {
    if (!is_bare(list))
        return list;
    (void)look_in_store(session, list);
    if (list->is_unread)
        list_clear_failure(list);
    return list;
}

struct list *list_lookup_account(struct session *session, const struct account *account) {
    struct list *list = session_find_list(session, account);
    if (!list)
        list = add_list(session, account->id, account->id);
    if (!list->owner) {
        list_set_owner(list, account);
        reading_date_owner(session, list);
    }
    return look_again(session, list);
}

/* Whether a handle means a list without a proven owner. The account that has the handle may have
 * its own list: then the newer one is meant or, if no profile is wanted, always the one requested
 * by handle. */
static bool is_unbound_meant(struct session *session, const struct reference *reference,
                             const struct account *record) {
    struct snapshot unbound = {0}, bound = {0};
    struct err err;
    const struct list *known = session_find_list(session, record);
    if (reference->kind != REFERENCE_HANDLE || (known && (known->is_fresh || known->job)))
        return false;
    if (!lookup_unbound(session->store, reference->name, &unbound, &err) ||
        !lookup_newest(session->store, record->id, &bound, &err)) {
        session_say_unread(session, &err);
        return false;
    }
    return unbound.id && (unbound.id > bound.id || !session->config.wants_profile);
}

/* For a record without an id, which can be requested only by its name. */
static struct list *name_owner(struct list *list, const struct account *record) {
    if (record && !list->owner)
        list_set_owner(list, record);
    return list;
}

/* For lists whose owner has no id, or no certain one. */
static struct list *list_of_name(struct session *session, const struct reference *reference,
                                 const char *label, const struct account *record) {
    const struct account *nameless = record && !record->id ? record : NULL;
    struct list *list = session_find_alias(session, label);
    if (list && (!record || list_is_by_handle(list)))
        return name_owner(look_again(session, list), nameless);
    list = add_list(session, reference->name, label);
    if (!list->owner && !list->page_count)
        list->wants_profile = session->config.wants_profile && !list->is_unread;
    session_add_alias(session, label, list);
    return name_owner(list, nameless);
}

struct list *list_lookup_reference(struct session *session, const struct reference *reference) {
    char label[REFERENCE_MAX + 1];
    struct arena arena;
    snprintf(label, sizeof label, "%s%s", reference->kind == REFERENCE_HANDLE ? "@" : "",
             reference->name);
    arena_init(&arena);
    const struct account *record = find_record(session, reference, &arena);
    struct list *list = record && record->id && !is_unbound_meant(session, reference, record)
                            ? list_lookup_account(session, record)
                            : list_of_name(session, reference, label, record);
    arena_fini(&arena);
    return list;
}

struct list *list_lookup_holder(struct session *session, const struct reference *reference) {
    char label[REFERENCE_MAX + 1];
    snprintf(label, sizeof label, "@%s", reference->name);
    struct list *list = session_add_list(session, list_new(reference->name, label));
    list->is_doubted = true;
    return list;
}

struct list *list_lookup_resolve(struct session *session, struct list *list) {
    struct reference reference;
    bool is_settled = !list->wants_profile && (list->owner || !is_bare(list));
    if (is_settled || list->is_fresh || list->job)
        return look_again(session, list);
    reference_of_target(list->target, list->name, &reference);
    struct arena arena;
    arena_init(&arena);
    const struct account *record = find_record(session, &reference, &arena);
    bool is_known = record && record->id;
    struct list *known =
        is_known ? list_lookup_account(session, record) : look_again(session, list);
    arena_fini(&arena);
    if (is_known && known != list)
        session_replace_list(session, list, known);
    return known;
}

static void find_owner(struct session *session, struct list *list, const char *id) {
    struct account *owner = NULL;
    struct arena arena;
    struct err err;
    arena_init(&arena);
    if (!lookup_account_by_id(session->store, id, &arena, &owner, &err))
        session_say_unread(session, &err);
    if (owner)
        list_set_owner(list, owner);
    arena_fini(&arena);
}

struct list *list_lookup_names(struct session *session, const char *target, const char *name) {
    struct list *list = add_list(session, target, name);
    if (!list->owner && !list_is_by_handle(list))
        find_owner(session, list, target);
    if (!list->owner && !list->page_count)
        list->wants_profile = session->config.wants_profile && !list->is_unread;
    return list_lookup_resolve(session, list);
}

static struct list *add_snapshot(struct session *session, const struct snapshot *snapshot,
                                 const struct snapshot_names *names, bool is_old) {
    struct list *list = session_add_list(session, list_new(names->target, names->label));
    set_snapshot(list, snapshot);
    list->is_old = is_old;
    if (names->owner)
        find_owner(session, list, names->owner);
    return list;
}

struct list *list_lookup_snapshot(struct session *session, int64_t id) {
    struct snapshot snapshot, newer;
    struct snapshot_names names;
    struct list *list = find_loaded(session, id);
    struct arena arena;
    struct err err;
    if (list && list_is_by_handle(list) && list->page_count)
        list->asked_ms = list->first_ms;
    if (list)
        return list;
    arena_init(&arena);
    if (!lookup_snapshot(session->store, id, &arena, &snapshot, &names, &err) ||
        !lookup_neighbour(session->store, id, +1, &newer, &err))
        session_say_unread(session, &err);
    else if (snapshot.id)
        list = add_snapshot(session, &snapshot, &names, newer.id != 0);
    arena_fini(&arena);
    return list;
}

struct snapshot list_lookup_stored(const struct session *session, const struct account *account) {
    struct snapshot snapshot = {0};
    if (account->id && !lookup_newest(session->store, account->id, &snapshot, NULL))
        snapshot.id = 0;
    return snapshot;
}
