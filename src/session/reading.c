/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/reading.h"

#include "session/later_rows.h"
#include "session/lost.h"
#include "session/naming.h"
#include "session/requests.h"
#include "session/source.h"
#include "store/lookup.h"

/* Some 1,000 rows, in a millisecond or two. */
enum { PART_PAGES = 20 };

static void take_page(void *context, struct page *page) {
    list_add_page(context, page);
}

void reading_date_owner(struct session *session, struct list *list) {
    struct account *owner = NULL;
    struct arena arena;
    struct err err;
    if (!list->owner || !list->owner->id || !(list->page_count || list_awaits_rows(list)))
        return;
    arena_init(&arena);
    if (!lookup_owner(session->store, list->snapshot, list->owner->id, &arena, &owner, &err))
        session_say_unread(session, &err);
    else if (owner)
        list_set_owner(list, owner);
    arena_fini(&arena);
    naming_renew(session, list);
}

static void find_older(struct session *session, struct list *list) {
    struct snapshot older;
    struct err err;
    if (!lookup_neighbour(session->store, list->snapshot, -1, &older, &err))
        session_say_unread(session, &err);
    else
        list->has_older = older.id != 0;
}

void reading_pages(struct session *session, struct list *list) {
    struct err err;
    list->is_unread = false;
    if (!lookup_pages(session->store, list->snapshot, 0, take_page, list, &err))
        session_say_unread(session, &err);
    list->stored = (struct list_stored){0};
    reading_date_owner(session, list);
    find_older(session, list);
    (void)naming_stop_moved(session, list);
    lost_find(session, list);
}

/* All stored rows are loaded. */
static void end_reading(struct session *session, struct list *list) {
    const struct place *place = session->trail.current;
    list->stored = (struct list_stored){0};
    (void)naming_stop_moved(session, list);
    lost_find(session, list);
    session->changes++;
    if (!place || place->list != list)
        return;
    trail_refresh(&session->trail);
    if (!session->message)
        requests_explain(session, list);
}

/* The last part includes what another program added meanwhile. */
static void read_part(struct session *session, struct list *list) {
    struct err err;
    int64_t from = (int64_t)list->page_count;
    bool is_last = list->stored.pages - list->page_count <= PART_PAGES;
    bool is_read =
        lookup_some_pages(session->store, list->snapshot, from,
                          is_last ? INT64_MAX - from : PART_PAGES, take_page, list, &err);
    if (!is_read)
        session_say_unread(session, &err);
    if (!is_read || is_last || (int64_t)list->page_count == from)
        end_reading(session, list);
}

static void read_some_later(struct session *session, struct list *list) {
    struct err err;
    if (!later_rows_read_some(session, list, &err))
        source_fail(list, &err);
}

static void read_rest(struct session *session, struct list *list) {
    while (list_next_later(list))
        read_some_later(session, list);
    while (list_awaits_rows(list))
        read_part(session, list);
}

bool reading_go_on(struct session *session) {
    const struct place *place = session->trail.current;
    if (!place || place->list->is_unread || !list_awaits_rows(place->list))
        return true;
    if (list_next_later(place->list))
        read_some_later(session, place->list);
    else
        read_part(session, place->list);
    trail_refresh(&session->trail);
    return !list_awaits_rows(place->list);
}

bool reading_first_pages(struct session *session, struct list *list, size_t rows) {
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
    reading_date_owner(session, list);
    find_older(session, list);
    while (list_awaits_rows(list) && list->count < rows)
        read_part(session, list);
    session_use_list(session, list);
    return true;
}

void reading_open(struct session *session, const struct place *place) {
    struct list *list = place->list;
    const struct list_source *source = source_of(list);
    bool may_part = session->config.reads_in_parts && source->read_first;
    struct err err;
    if (list->is_unread &&
        (!may_part || !source->read_first(session, list, later_rows_shown(place)))) {
        source->read(session, list);
        session_use_list(session, list);
    }
    if (!later_rows_read_for(session, list, place, &err))
        source_fail(list, &err);
}

void reading_finish(struct session *session, struct list *list) {
    if (list->is_unread) {
        source_of(list)->read(session, list);
        session_use_list(session, list);
    }
    read_rest(session, list);
}
