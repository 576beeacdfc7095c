/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/list.h"

#include "account/reference.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct list *list_new(const char *target, const char *label) {
    struct list *list = mem_zalloc(sizeof *list);
    arena_init(&list->arena);
    list->target = arena_dup(&list->arena, target);
    list->name = list->label = arena_dup(&list->arena, label);
    list->asked_ms = ACCOUNT_UNKNOWN;
    id_index_init(&list->ids);
    list->cursors = dict_new();
    list->first_ms = list->last_ms = ACCOUNT_UNKNOWN;
    return list;
}

struct list *list_new_local(const struct list_source *source, const char *step, const char *query) {
    /* No account has an empty id, so this matches nobody's list. */
    struct list *list = list_new("", "");
    list->source = source;
    list->is_unread = true;
    list->query = arena_dup(&list->arena, query);
    list->label = arena_format(&list->arena, "%s%s", step, query ? query : "");
    return list;
}

bool list_is_local(const struct list *list) {
    return list->source != NULL;
}

static void free_rows(struct list *list) {
    for (size_t i = 0; i < list->page_count; i++)
        page_free(list->pages[i]);
    id_index_fini(&list->ids);
    dict_free(list->cursors);
    free(list->pages);
    free(list->rows);
    free(list->row_facts);
    free(list->later);
}

void list_drop_rows(struct list *list) {
    struct list bare = *list;
    if (!list_awaits_rows(list))
        bare.stored =
            (struct list_stored){list->count, list->page_count, list->has_more || list->is_cut};
    free_rows(list);
    arena_init(&bare.arena);
    bare.target = arena_dup(&bare.arena, list->target);
    bare.name = arena_dup(&bare.arena, list->name);
    bare.label = arena_dup(&bare.arena, list->label);
    bare.query = arena_dup(&bare.arena, list->query);
    bare.owner = list->owner ? account_copy(&bare.arena, list->owner) : NULL;
    arena_fini(&list->arena); /* with all that was renewed */
    bare.pages = NULL;
    bare.rows = NULL;
    bare.row_facts = NULL;
    bare.page_count = bare.page_capacity = bare.count = bare.capacity = 0;
    bare.row_facts_capacity = 0;
    bare.repeats = bare.defects = bare.barren_pages = 0;
    bare.has_more = bare.is_cut = false;
    bare.first_ms = bare.last_ms = ACCOUNT_UNKNOWN;
    bare.next_cursor = NULL;
    bare.stop = LIST_STOP_NONE;
    bare.is_unread = true;
    bare.cursors = dict_new();
    id_index_init(&bare.ids);
    *list = bare;
}

void list_free(struct list *list) {
    if (!list)
        return;
    free_rows(list);
    list_clear_failure(list);
    arena_fini(&list->arena);
    free(list);
}

/* A handle equal to the owner's id is not used as the list's name: after an @ it would make the
 * list one that was requested by a handle. */
static void call_by(struct list *list, const char *handle) {
    bool is_id = list->owner->id && !strcasecmp(list->owner->id, handle);
    list->label = arena_format(&list->arena, "@%s", handle);
    list->name = is_id ? list->owner->id : list->label;
}

void list_set_owner(struct list *list, const struct account *owner) {
    list->owner = account_copy(&list->arena, owner);
    if (owner->id)
        list->target = list->owner->id;
    if (owner->username)
        call_by(list, owner->username);
    list->wants_profile = false;
}

void list_set_handle(struct list *list, const char *handle) {
    const char *then = list->owner ? list->owner->username : NULL;
    bool is_dated = list->page_count || list->is_unread;
    if (!then || !strcmp(list->name + (list->name[0] == '@'), handle))
        return;
    call_by(list, handle);
    if (is_dated && strcasecmp(then, handle) != 0)
        list->label = arena_format(&list->arena, "%s (then @%s)", list->label, then);
    if (is_dated)
        return;
    struct account *owner = account_copy(&list->arena, list->owner);
    owner->username = list->label + 1;
    list->owner = owner;
}

bool list_is_by_handle(const struct list *list) {
    struct reference reference;
    if (list_is_local(list))
        return false;
    reference_of_target(list->target, list->name, &reference);
    return reference.kind == REFERENCE_HANDLE;
}

static void add_row(struct list *list, const struct account *account) {
    list->rows = mem_grow(list->rows, &list->capacity, list->count + 1, sizeof(struct account *));
    list->rows[list->count++] = account;
}

void list_add_account(struct list *list, const struct account *account) {
    if (account->id && list_find(list, account->id) != SIZE_MAX)
        return;
    add_row(list, account_copy(&list->arena, account));
    if (account->id)
        id_index_add(&list->ids, list->rows, list->count - 1);
}

static void note_facts(struct list *list, const struct row_facts *facts) {
    list->tells[ROW_FACT_RANK] |= facts->rank != ACCOUNT_UNKNOWN;
    list->tells[ROW_FACT_ROWS] |= facts->listed != ACCOUNT_UNKNOWN;
    list->tells[ROW_FACT_AGE] |= facts->at_ms != ACCOUNT_UNKNOWN;
    list->tells[ROW_FACT_CREDITS] |= facts->credits != ACCOUNT_UNKNOWN;
    list->tells[ROW_FACT_PRICE] |= facts->price != ACCOUNT_UNKNOWN;
    list->tells[ROW_FACT_EXCESS] |= facts->excess_d != 0;
    list->tells[ROW_FACT_CHANGE] |= facts->change != NULL;
    list->tells[ROW_FACT_IN] |= facts->in != VERDICT_YES;
}

void list_add_row(struct list *list, const struct account *account, const struct row_facts *facts) {
    size_t row = list->count;
    list_add_account(list, account);
    if (list->count == row)
        return;
    list->row_facts =
        mem_grow(list->row_facts, &list->row_facts_capacity, list->count, sizeof *list->row_facts);
    list->row_facts[row] = *facts;
    note_facts(list, facts);
}

void list_add_later(struct list *list, const char *id, const char *name,
                    const struct row_facts *facts) {
    list->later =
        mem_grow(list->later, &list->later_capacity, list->later_count + 1, sizeof *list->later);
    list->later[list->later_count++] =
        (struct list_later){arena_dup(&list->arena, id), arena_dup(&list->arena, name), *facts};
    note_facts(list, facts);
}

const struct list_later *list_next_later(const struct list *list) {
    return list->later_read < list->later_count ? &list->later[list->later_read] : NULL;
}

void list_take_later(struct list *list, const struct account *account) {
    const struct list_later *later = &list->later[list->later_read++];
    const struct account bare = {.id = later->id,
                                 .username = later->name,
                                 .is_bare = true,
                                 .follower_count = ACCOUNT_UNKNOWN,
                                 .following_count = ACCOUNT_UNKNOWN,
                                 .like_count = ACCOUNT_UNKNOWN,
                                 .video_count = ACCOUNT_UNKNOWN,
                                 .seen_ms = ACCOUNT_UNKNOWN};
    list_add_row(list, account ? account : &bare, &later->facts);
}

/* Returns how many rows of the page were new. A record without an id cannot be told from another,
 * so it always counts. */
static size_t add_rows(struct list *list, const struct page *page) {
    size_t before = list->count;
    for (size_t i = 0; i < page->count; i++) {
        const struct account *account = &page->records[i];
        if (account->id && list_find(list, account->id) != SIZE_MAX) {
            list->repeats++;
            continue;
        }
        add_row(list, account);
        if (account->id)
            id_index_add(&list->ids, list->rows, list->count - 1);
    }
    return list->count - before;
}

static enum list_stop stop_rule(struct list *list, const struct page *page) {
    if (!page->has_more)
        return LIST_STOP_NONE;
    if (!page->next_cursor || !*page->next_cursor)
        return page->is_unsaid ? LIST_STOP_UNSAID : LIST_STOP_NO_CURSOR;
    if (!dict_add(list->cursors, page->next_cursor, list)) /* a set: the value does not matter */
        return LIST_STOP_SAME_CURSOR;
    if (page->is_unsaid)
        return LIST_STOP_UNSAID;
    return list->barren_pages >= LIST_BARREN_PAGES_MAX ? LIST_STOP_NOTHING_NEW : LIST_STOP_NONE;
}

void list_add_page(struct list *list, struct page *page) {
    page_pack(page);
    list->pages =
        mem_grow(list->pages, &list->page_capacity, list->page_count + 1, sizeof(struct page *));
    list->pages[list->page_count++] = page;
    list->defects += page->defects;
    list->barren_pages = add_rows(list, page) ? 0 : list->barren_pages + 1;
    list->has_more = page->has_more;
    list->is_cut = page->is_cut;
    if (list->page_count == 1)
        list->first_ms = page->received_ms;
    list->last_ms = page->received_ms;
    list->next_cursor = page->next_cursor;
    list->stop = stop_rule(list, page);
    list_clear_failure(list);
}

size_t list_find(const struct list *list, const char *id) {
    return id_index_find(&list->ids, list->rows, id);
}

void list_renew(struct list *list, const struct account *account) {
    size_t row = account->id ? list_find(list, account->id) : SIZE_MAX;
    if (row != SIZE_MAX && list->rows[row] != account)
        list->rows[row] = account_copy(&list->arena, account);
}

void list_fail(struct list *list, const char *brief, const char *what, const char *keys) {
    size_t what_len = strlen(what), keys_len = strlen(keys);
    list_clear_failure(list);
    list->failure.brief = mem_dup(brief);
    list->failure.text = mem_alloc(what_len + keys_len + 1);
    memcpy(list->failure.text, what, what_len);
    memcpy(list->failure.text + what_len, keys, keys_len + 1);
    list->failure.what_len = what_len;
}

void list_clear_failure(struct list *list) {
    free(list->failure.brief);
    free(list->failure.text);
    list->failure = (struct list_failure){0};
}

bool list_awaits_rows(const struct list *list) {
    return list->stored.pages > list->page_count || list_next_later(list);
}

size_t list_held(const struct list *list) {
    if (list_is_local(list))
        return list->count + list->later_count - list->later_read;
    bool is_more = list_awaits_rows(list) && list->stored.rows > list->count;
    return is_more ? list->stored.rows : list->count;
}

static enum list_state stored_state(const struct list *list) {
    if (list->stored.has_more)
        return LIST_PARTIAL;
    return list->stored.rows ? LIST_COMPLETE : LIST_EMPTY;
}

enum list_state list_state(const struct list *list) {
    if (list->job)
        return LIST_LOADING;
    if (list->failure.brief)
        return LIST_FAILED;
    if (list_is_local(list))
        return list_held(list) ? LIST_COMPLETE : LIST_EMPTY;
    if (list_awaits_rows(list))
        return stored_state(list);
    if (list->stop != LIST_STOP_NONE)
        return LIST_STOPPED;
    if (!list->page_count)
        return LIST_NEW;
    if (list->is_cut)
        return LIST_CUT_BY_BALANCE;
    if (list->has_more)
        return LIST_PARTIAL;
    return list->count ? LIST_COMPLETE : LIST_EMPTY;
}

bool list_is_whole(const struct list *list) {
    enum list_state state = list_state(list);
    bool is_all_here = state == LIST_COMPLETE || state == LIST_EMPTY ||
                       (state == LIST_NEW && list_reported(list) == 0);
    return is_all_here && !list->is_unkept;
}

int64_t list_reported(const struct list *list) {
    if (!list->owner || !account_has_counts(list->owner))
        return ACCOUNT_UNKNOWN;
    return list->owner->following_count;
}

int64_t list_length(const struct list *list) {
    int64_t reported = list_reported(list), held = (int64_t)list_held(list);
    bool is_said = list_awaits_rows(list) ? list->stored.has_more
                                          : list->has_more && list->stop != LIST_STOP_UNSAID;
    bool is_too_low = list->page_count && (is_said || list->is_cut) && reported <= held;
    return is_too_low ? ACCOUNT_UNKNOWN : reported;
}

bool list_is_hidden(const struct list *list) {
    return list->page_count && !list->has_more && !list->count && list_reported(list) > 0;
}

bool list_has_next(const struct list *list) {
    if (list_is_local(list) || list->job || list_awaits_rows(list) || list->failure.is_cursor)
        return false;
    if (list->stop == LIST_STOP_UNSAID)
        return list->next_cursor;
    if (list->stop != LIST_STOP_NONE && list->stop != LIST_STOP_NOTHING_NEW)
        return false;
    return !list->page_count || list->has_more || (list->is_cut && list->next_cursor);
}

bool list_can_go_on(const struct list *list) {
    return list_has_next(list) && list->stop == LIST_STOP_NONE;
}
