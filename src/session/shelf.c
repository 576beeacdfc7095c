/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/shelf.h"

#include "base/figure.h"
#include "session/bookmarks.h"
#include "session/find.h"
#include "session/requests.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { WORDS_MAX = 512 };

static void say_failure(struct session *session, const struct err *err) {
    session_say(session, TONE_ERROR, "The store could not be read: %s", err->text);
}

static bool is_meant(const struct reference *reference, const struct account *account) {
    if (reference->kind == REFERENCE_ID)
        return account->id && !strcmp(account->id, reference->name);
    return account->username && account->id && !strcasecmp(account->username, reference->name);
}

/* A record that is here already: no profile needs to be paid for then. The store knows best whose a
 * name is by now; where it does not, what an owner in memory is called counts, because that is on
 * the screen. */
static const struct account *find_record(struct session *session,
                                         const struct reference *reference) {
    struct account *account = NULL;
    struct err err;
    if (!lookup_account(session->store, reference, &session->arena, &account, &err))
        say_failure(session, &err);
    if (account)
        return account;
    for (size_t i = 0; i < session->list_count; i++) {
        const struct list *list = session->lists[i];
        if (!list->is_old && list->owner && is_meant(reference, list->owner))
            return list->owner;
    }
    return NULL;
}

static void take_page(void *context, struct page *page) {
    list_add_page(context, page);
}

/* What the store has of a list of which nothing is here. */
static void look_in_store(struct session *session, struct list *list, const char *username) {
    struct snapshot snapshot = {0};
    struct err err;
    if (!lookup_newest(session->store, list->target, username, &snapshot, &err))
        say_failure(session, &err);
    if (!snapshot.id)
        return;
    list->snapshot = snapshot.id;
    list->is_unread = true;
}

/* With what the store has of it. */
static struct list *add_list(struct session *session, const char *target, const char *label,
                             const char *username) {
    struct list *list = session_add_list(session, list_new(target, label));
    look_in_store(session, list, username);
    return list;
}

/* Nothing of it is here, and nothing is asked for: another program may have brought it since. */
static bool is_bare(const struct list *list) {
    return list->kind == LIST_FOLLOWING && !list->page_count && !list->is_unread &&
           !list->is_fresh && !list->is_old && !list->job;
}

static struct list *look_again(struct session *session, struct list *list) {
    if (!is_bare(list))
        return list;
    look_in_store(session, list, list->owner ? list->owner->username : NULL);
    if (list->is_unread)
        list_clear_failure(list);
    return list;
}

/* How many a list should have is what its owner was said to follow when it came, whatever is known
 * of the owner since. */
static void date_owner(struct session *session, struct list *list) {
    struct account *owner = NULL;
    struct err err;
    if (!list->owner || !list->owner->id || !list->page_count)
        return;
    if (!lookup_account_at(session->store, list->owner->id, list->last_ms, &session->arena, &owner,
                           &err))
        say_failure(session, &err);
    else if (owner)
        list_set_owner(list, owner);
}

struct list *shelf_list_of_account(struct session *session, const struct account *account) {
    struct list *list = session_find_list(session, account);
    if (!list)
        list = add_list(session, account->id, account->id, account->username);
    if (!list->owner) {
        list_set_owner(list, account);
        date_owner(session, list);
    }
    return look_again(session, list);
}

struct list *shelf_list_of_reference(struct session *session, const struct reference *reference) {
    char label[REFERENCE_MAX + 1];
    snprintf(label, sizeof label, "%s%s", reference->kind == REFERENCE_HANDLE ? "@" : "",
             reference->name);
    const struct account *record = find_record(session, reference);
    struct list *list =
        record ? shelf_list_of_account(session, record) : session_find_alias(session, label);
    if (list)
        return list;
    list = add_list(session, reference->name, label, NULL);
    list->wants_profile = session->config.wants_profile && !list->is_unread;
    session_add_alias(session, label, list);
    return list;
}

struct list *shelf_resolve(struct session *session, struct list *list) {
    struct reference reference;
    if (list->kind == LIST_BOOKMARKS && list->is_stale)
        return bookmarks_renew(session, list);
    bool is_settled = !list->wants_profile && (list->owner || !is_bare(list));
    if (is_settled || list->is_fresh || list->job ||
        !reference_parse(list->label, &reference, NULL))
        return look_again(session, list);
    const struct account *record = find_record(session, &reference);
    if (!record)
        return look_again(session, list);
    struct list *known = shelf_list_of_account(session, record);
    if (known != list)
        session_replace_list(session, list, known);
    return known;
}

static const struct account *find_owner(struct session *session, const char *target,
                                        const char *label) {
    struct reference reference;
    if (reference_parse(target, &reference, NULL)) {
        const struct account *owner = find_record(session, &reference);
        if (owner)
            return owner;
    }
    return reference_parse(label, &reference, NULL) ? find_record(session, &reference) : NULL;
}

struct list *shelf_list_of_snapshot(struct session *session, int64_t id) {
    struct snapshot snapshot, newer;
    const char *target, *label;
    struct err err;
    for (size_t i = 0; i < session->list_count; i++)
        if (session->lists[i]->snapshot == id)
            return session->lists[i];
    if (!lookup_snapshot(session->store, id, &session->arena, &snapshot, &target, &label, &err) ||
        !lookup_neighbour(session->store, id, +1, &newer, &err)) {
        say_failure(session, &err);
        return NULL;
    }
    if (!snapshot.id)
        return NULL;
    struct list *list = session_add_list(session, list_new(target, label));
    const struct account *owner = find_owner(session, target, label);
    list->snapshot = id;
    list->is_old = newer.id != 0;
    list->is_unread = snapshot.pages > 0;
    if (owner)
        list_set_owner(list, owner);
    return list;
}

static void find_older(struct session *session, struct list *list) {
    struct snapshot older;
    struct err err;
    if (!lookup_neighbour(session->store, list->snapshot, -1, &older, &err))
        say_failure(session, &err);
    else
        list->has_older = older.id != 0;
}

/* A page that may be paid for already is not asked for by scrolling. */
static void find_maybe(struct session *session, struct list *list) {
    int64_t credits = 0;
    char lost[FIGURE_MAX], price[FIGURE_MAX], what[WORDS_MAX], keys[WORDS_MAX];
    struct err err;
    if (!lookup_maybe(session->store, list->snapshot, (int64_t)list->page_count, &credits, &err))
        say_failure(session, &err);
    if (!credits || !list_can_go_on(list))
        return;
    snprintf(
        what, sizeof what,
        "The next page was asked for in another session, and its answer never came. It may have "
        "been charged: up to %s.",
        figure_credits(credits, lost));
    snprintf(keys, sizeof keys, " m tries again: up to %s more.",
             figure_credits(requests_price(session, list), price));
    list_fail(list, "no answer: maybe charged", what, keys);
    list->failure.is_maybe = list->failure.is_before = true;
}

static void read_following(struct session *session, struct list *list) {
    struct err err;
    list->is_unread = false;
    if (!lookup_pages(session->store, list->snapshot, 0, take_page, list, &err))
        say_failure(session, &err);
    date_owner(session, list);
    find_older(session, list);
    find_maybe(session, list);
}

void shelf_read(struct session *session, struct list *list) {
    if (!list->is_unread)
        return;
    if (list->kind == LIST_FOUND)
        find_read(session, list);
    else if (list->kind == LIST_BOOKMARKS)
        bookmarks_read(session, list);
    else
        read_following(session, list);
}

struct snapshot shelf_look(const struct session *session, const struct account *account) {
    struct snapshot snapshot = {0};
    if (account->id &&
        !lookup_newest(session->store, account->id, account->username, &snapshot, NULL))
        snapshot.id = 0;
    return snapshot;
}
