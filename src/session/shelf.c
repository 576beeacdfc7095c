/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/shelf.h"

#include "base/figure.h"
#include "session/bookmarks.h"
#include "session/find.h"
#include "session/naming.h"
#include "session/requests.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* OPEN_ROWS: more than any screen shows. PART_PAGES: some 1,000 rows, in a millisecond or two. */
enum { WORDS_MAX = 512, OPEN_ROWS = 256, PART_PAGES = 20 };

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

/* What the store has of a list of which nothing is here. Returns the list that has it already, if
 * another one does. */
static struct list *look_in_store(struct session *session, struct list *list) {
    struct snapshot snapshot = {0};
    struct err err;
    if (!find_newest(session, list, &snapshot, &err))
        say_failure(session, &err);
    struct list *loaded = find_loaded(session, snapshot.id);
    if (loaded && loaded != list)
        return loaded;
    if (snapshot.id)
        set_snapshot(list, &snapshot);
    return list;
}

/* With what the store has of it. */
static struct list *add_list(struct session *session, const char *target, const char *name) {
    struct list *list = session_add_list(session, list_new(target, name));
    struct list *known = look_in_store(session, list);
    if (known != list)
        session_free_list(session, list);
    return known;
}

/* Nothing of it is here, and nothing is asked for: another program may have brought it since. */
static bool is_bare(const struct list *list) {
    return list->kind == LIST_FOLLOWING && !list->page_count && !list->is_unread &&
           !list->is_fresh && !list->is_old && !list->job;
}

static struct list *look_again(struct session *session, struct list *list) {
    if (!is_bare(list))
        return list;
    (void)look_in_store(session, list);
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
    if (!list->owner || !list->owner->id || !(list->page_count || list_awaits_rows(list)))
        return;
    arena_init(&arena);
    if (!lookup_owner(session->store, list->snapshot, list->owner->id, &arena, &owner, &err))
        say_failure(session, &err);
    else if (owner)
        list_set_owner(list, owner);
    arena_fini(&arena);
    naming_renew(session, list);
}

struct list *shelf_list_of_account(struct session *session, const struct account *account) {
    struct list *list = session_find_list(session, account);
    if (!list)
        list = add_list(session, account->id, account->id);
    if (!list->owner) {
        list_set_owner(list, account);
        date_owner(session, list);
    }
    return look_again(session, list);
}

/* Whether a handle means a list of which nothing proves whose it is. The account that has the
 * handle may have a list of its own: the newer one is meant, or, where no profile is wanted, always
 * the one that was asked for so. */
static bool is_unbound_meant(struct session *session, const struct reference *reference,
                             const struct account *record) {
    struct snapshot unbound = {0}, bound = {0};
    struct err err;
    const struct list *known = session_find_list(session, record);
    if (reference->kind != REFERENCE_HANDLE || (known && (known->is_fresh || known->job)))
        return false;
    if (!lookup_unbound(session->store, reference->name, &unbound, &err) ||
        !lookup_newest(session->store, record->id, &bound, &err)) {
        say_failure(session, &err);
        return false;
    }
    return unbound.id && (unbound.id > bound.id || !session->config.wants_profile);
}

/* Of a record without an id, which cannot be asked for by anything but the name. */
static struct list *name_owner(struct list *list, const struct account *record) {
    if (record && !list->owner)
        list_set_owner(list, record);
    return list;
}

/* Where no id is known, or it is not certain to be the owner's. */
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

struct list *shelf_list_of_reference(struct session *session, const struct reference *reference) {
    char label[REFERENCE_MAX + 1];
    struct arena arena;
    snprintf(label, sizeof label, "%s%s", reference->kind == REFERENCE_HANDLE ? "@" : "",
             reference->name);
    arena_init(&arena);
    const struct account *record = find_record(session, reference, &arena);
    struct list *list = record && record->id && !is_unbound_meant(session, reference, record)
                            ? shelf_list_of_account(session, record)
                            : list_of_name(session, reference, label, record);
    arena_fini(&arena);
    return list;
}

struct list *shelf_resolve(struct session *session, struct list *list) {
    struct reference reference;
    if (list->kind == LIST_BOOKMARKS && list->is_stale)
        return bookmarks_renew(session, list);
    bool is_settled = !list->wants_profile && (list->owner || !is_bare(list));
    if (list->kind != LIST_FOLLOWING || is_settled || list->is_fresh || list->job)
        return look_again(session, list);
    reference_of_target(list->target, list->name, &reference);
    struct arena arena;
    arena_init(&arena);
    const struct account *record = find_record(session, &reference, &arena);
    bool is_known = record && record->id;
    struct list *known =
        is_known ? shelf_list_of_account(session, record) : look_again(session, list);
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
        say_failure(session, &err);
    if (owner)
        list_set_owner(list, owner);
    arena_fini(&arena);
}

struct list *shelf_list_of_names(struct session *session, const char *target, const char *name) {
    struct list *list = add_list(session, target, name);
    if (!list->owner && !list_is_by_handle(list))
        find_owner(session, list, target);
    if (!list->owner && !list->page_count)
        list->wants_profile = session->config.wants_profile && !list->is_unread;
    return shelf_resolve(session, list);
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

struct list *shelf_list_of_snapshot(struct session *session, int64_t id) {
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
        say_failure(session, &err);
    else if (snapshot.id)
        list = add_snapshot(session, &snapshot, &names, newer.id != 0);
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

/* Why a page is not there that was paid for, or may have been. */
static void put_lost(const struct lookup_lost *lost, struct buf *what) {
    char credits[FIGURE_MAX];
    figure_credits(lost->credits, credits);
    if (lost->arrived)
        buf_format(
            what,
            "The next page was paid for in an earlier session (%s), and its answer came, but no "
            "records could be read from it. followtrail answer %" PRId64
            " shows its bytes; a later version may read it without paying.",
            credits, lost->arrived);
    else
        buf_format(what,
                   "The next page was requested in an earlier session, and its answer %s. It may "
                   "have been charged: up to %s.",
                   lost->has_come ? "was not a page" : "never came", credits);
}

static const char *brief_of(const struct lookup_lost *lost) {
    if (lost->arrived)
        return answer_brief(ANSWER_ARRIVED);
    return lost->has_come ? "no page: maybe charged" : "no answer: maybe charged";
}

/* A page that may be paid for already is not asked for by scrolling. */
static void find_maybe(struct session *session, struct list *list) {
    struct lookup_lost lost;
    char price[FIGURE_MAX], keys[WORDS_MAX];
    struct buf what;
    struct err err;
    if (!lookup_lost(session->store, list->snapshot, (int64_t)list->page_count, &lost, &err))
        say_failure(session, &err);
    if (!lost.credits || !list_can_go_on(list))
        return;
    buf_init(&what, WORDS_MAX);
    put_lost(&lost, &what);
    snprintf(keys, sizeof keys, " m tries again: up to %s more.",
             figure_credits(requests_price(session, list), price));
    list_fail(list, brief_of(&lost), buf_text(&what), keys);
    list->failure.is_maybe = true;
    list->failure.is_before = !lost.arrived;
    buf_fini(&what);
}

static void read_following(struct session *session, struct list *list) {
    struct err err;
    list->is_unread = false;
    if (!lookup_pages(session->store, list->snapshot, 0, take_page, list, &err))
        say_failure(session, &err);
    list->stored = (struct list_stored){0};
    date_owner(session, list);
    find_older(session, list);
    (void)naming_stop_moved(session, list);
    find_maybe(session, list);
}

/* All that the store has is here. */
static void end_reading(struct session *session, struct list *list) {
    const struct place *place = session->trail.current;
    list->stored = (struct list_stored){0};
    (void)naming_stop_moved(session, list);
    find_maybe(session, list);
    session->changes++;
    if (!place || place->list != list)
        return;
    trail_refresh(&session->trail);
    if (!session->message)
        requests_explain(session, list);
}

/* The last part takes in what another program has added meanwhile. */
static void read_part(struct session *session, struct list *list) {
    struct err err;
    int64_t from = (int64_t)list->page_count;
    bool is_last = list->stored.pages - list->page_count <= PART_PAGES;
    bool is_read =
        lookup_some_pages(session->store, list->snapshot, from,
                          is_last ? INT64_MAX - from : PART_PAGES, take_page, list, &err);
    if (!is_read)
        say_failure(session, &err);
    if (!is_read || is_last || (int64_t)list->page_count == from)
        end_reading(session, list);
}

static void read_rest(struct session *session, struct list *list) {
    while (list_awaits_rows(list))
        read_part(session, list);
}

bool shelf_read_on(struct session *session) {
    const struct place *place = session->trail.current;
    if (!place || place->list->is_unread || !list_awaits_rows(place->list))
        return true;
    read_part(session, place->list);
    trail_refresh(&session->trail);
    return !list_awaits_rows(place->list);
}

/* Rows that must be here before the place can be shown. */
static size_t rows_to_show(const struct place *place) {
    const struct excerpt *excerpt = &place->excerpt;
    bool is_by_id = excerpt->kept_id && excerpt->kept_row == SIZE_MAX;
    if (!excerpt_is_all(excerpt) || excerpt->is_searched || is_by_id)
        return SIZE_MAX;
    size_t row = excerpt->kept_row == SIZE_MAX ? excerpt->selected : excerpt->kept_row;
    return (row > place->top ? row : place->top) + OPEN_ROWS;
}

/* False where it is read all the same. */
static bool begin_reading(struct session *session, struct list *list, size_t rows) {
    struct snapshot snapshot;
    struct arena arena;
    struct snapshot_names names;
    arena_init(&arena);
    bool is_long =
        lookup_snapshot(session->store, list->snapshot, &arena, &snapshot, &names, NULL) &&
        snapshot.pages > PART_PAGES && (size_t)snapshot.rows / 2 > rows;
    arena_fini(&arena);
    if (!is_long)
        return false;
    list->is_unread = false;
    list->stored =
        (struct list_stored){(size_t)snapshot.rows, (size_t)snapshot.pages, snapshot.has_more};
    date_owner(session, list);
    find_older(session, list);
    while (list_awaits_rows(list) && list->count < rows)
        read_part(session, list);
    session_use_list(session, list);
    return true;
}

void shelf_open(struct session *session, const struct place *place) {
    struct list *list = place->list;
    bool may_part = session->config.reads_in_parts && list->kind == LIST_FOLLOWING;
    if (list->is_unread && (!may_part || !begin_reading(session, list, rows_to_show(place))))
        shelf_read(session, list);
}

void shelf_read(struct session *session, struct list *list) {
    if (!list->is_unread) {
        read_rest(session, list);
        return;
    }
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
    if (account->id && !lookup_newest(session->store, account->id, &snapshot, NULL))
        snapshot.id = 0;
    return snapshot;
}
