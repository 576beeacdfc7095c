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
 * the screen. Lives in `arena` or in a list. */
static const struct account *find_record(struct session *session, const struct reference *reference,
                                         struct arena *arena) {
    struct account *account = NULL;
    struct err err;
    if (!lookup_account(session->store, reference, arena, &account, &err))
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
    struct arena arena;
    struct err err;
    if (!list->owner || !list->owner->id || !list->page_count)
        return;
    arena_init(&arena);
    if (!lookup_account_at(session->store, list->owner->id, list->last_ms, &arena, &owner, &err))
        say_failure(session, &err);
    else if (owner)
        list_set_owner(list, owner);
    arena_fini(&arena);
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

/* The list of the account that the reference means by what is known here; NULL when nothing is. */
static struct list *find_known(struct session *session, const struct reference *reference) {
    struct arena arena;
    arena_init(&arena);
    const struct account *record = find_record(session, reference, &arena);
    struct list *list = record ? shelf_list_of_account(session, record) : NULL;
    arena_fini(&arena);
    return list;
}

struct list *shelf_list_of_reference(struct session *session, const struct reference *reference) {
    char label[REFERENCE_MAX + 1];
    snprintf(label, sizeof label, "%s%s", reference->kind == REFERENCE_HANDLE ? "@" : "",
             reference->name);
    struct list *list = find_known(session, reference);
    if (!list)
        list = session_find_alias(session, label);
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
    struct list *known = find_known(session, &reference);
    if (!known)
        return look_again(session, list);
    if (known != list)
        session_replace_list(session, list, known);
    return known;
}

static void set_owner(struct session *session, struct list *list, const char *target,
                      const char *label) {
    const char *const names[] = {target, label};
    const struct account *owner = NULL;
    struct reference reference;
    struct arena arena;
    arena_init(&arena);
    for (size_t i = 0; !owner && i < sizeof names / sizeof *names; i++)
        if (reference_parse(names[i], &reference, NULL))
            owner = find_record(session, &reference, &arena);
    if (owner)
        list_set_owner(list, owner);
    arena_fini(&arena);
}

static struct list *add_snapshot(struct session *session, const struct snapshot *snapshot,
                                 const char *target, const char *label, bool is_old) {
    struct list *list = session_add_list(session, list_new(target, label));
    list->snapshot = snapshot->id;
    list->is_old = is_old;
    list->is_unread = snapshot->pages > 0;
    set_owner(session, list, target, label);
    return list;
}

struct list *shelf_list_of_snapshot(struct session *session, int64_t id) {
    struct snapshot snapshot, newer;
    const char *target, *label;
    struct list *list = NULL;
    struct arena arena;
    struct err err;
    for (size_t i = 0; i < session->list_count; i++)
        if (session->lists[i]->snapshot == id)
            return session->lists[i];
    arena_init(&arena);
    if (!lookup_snapshot(session->store, id, &arena, &snapshot, &target, &label, &err) ||
        !lookup_neighbour(session->store, id, +1, &newer, &err))
        say_failure(session, &err);
    else if (snapshot.id)
        list = add_snapshot(session, &snapshot, target, label, newer.id != 0);
    arena_fini(&arena);
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
    session_use_list(session, list);
}

struct snapshot shelf_look(const struct session *session, const struct account *account) {
    struct snapshot snapshot = {0};
    if (account->id &&
        !lookup_newest(session->store, account->id, account->username, &snapshot, NULL))
        snapshot.id = 0;
    return snapshot;
}
