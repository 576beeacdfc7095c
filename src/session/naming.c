/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/naming.h"

#include "base/figure.h"
#include "store/lookup.h"

#include <strings.h>

enum { DAY_MS = 86400000 };

void naming_renew(struct session *session, struct list *list) {
    struct account *now = NULL;
    struct arena arena;
    if (!list->owner || !list->owner->id)
        return;
    arena_init(&arena);
    if (lookup_account_by_id(session->store, list->owner->id, &arena, &now, NULL) && now &&
        now->username)
        list_set_handle(list, now->username);
    arena_fini(&arena);
}

void naming_renew_trail(struct session *session) {
    for (struct place *place = session->trail.current; place; place = place->parent)
        naming_renew(session, place->list);
}

static bool find_namesake(const struct session *session, const struct list *list,
                          struct arena *arena, struct snapshot *snapshot, const char **handle) {
    *snapshot = (struct snapshot){0};
    if (list->page_count || list->is_unread || list->is_fresh || list_is_by_handle(list))
        return false;
    return lookup_namesake(session->store, list->target, arena, snapshot, handle, NULL) &&
           snapshot->id;
}

bool naming_put_namesake(const struct session *session, const struct list *list, struct buf *out) {
    struct snapshot snapshot;
    const char *handle;
    char date[FIGURE_MAX];
    struct arena arena;
    arena_init(&arena);
    bool is_found = find_namesake(session, list, &arena, &snapshot, &handle);
    if (is_found)
        buf_format(out,
                   "The store has a list requested as @%s on %s, which may be this one: "
                   "--no-profile @%s opens it, free.",
                   handle, figure_date(snapshot.started_ms, date), handle);
    arena_fini(&arena);
    return is_found;
}

bool naming_has_namesake(const struct session *session, const struct list *list) {
    struct snapshot snapshot;
    const char *handle;
    struct arena arena;
    arena_init(&arena);
    bool is_found = find_namesake(session, list, &arena, &snapshot, &handle);
    arena_fini(&arena);
    return is_found;
}

bool naming_stop_moved(const struct session *session, struct list *list) {
    bool has_moved = false;
    if (!list->page_count || !list->has_more || !list_is_by_handle(list))
        return false;
    if (!lookup_handle_moved(session->store, list->snapshot, list->target, &has_moved, NULL))
        return false;
    if (has_moved)
        list->stop = LIST_STOP_MOVED;
    return has_moved;
}

/* The account that the store knows by a handle; NULL if it knows none with an id. */
static struct account *find_holder(const struct session *session, const struct reference *reference,
                                   struct arena *arena) {
    struct account *account = NULL;
    if (reference->kind != REFERENCE_HANDLE ||
        !lookup_account(session->store, reference, arena, &account, NULL))
        return NULL;
    return account && account->id ? account : NULL;
}

static bool has_other_name(const struct account *account, const struct reference *reference) {
    return account && account->username && strcasecmp(account->username, reference->name) != 0;
}

bool naming_is_given_up(const struct session *session, const struct reference *reference) {
    struct arena arena;
    arena_init(&arena);
    bool is_given_up = has_other_name(find_holder(session, reference, &arena), reference);
    arena_fini(&arena);
    return is_given_up;
}

bool naming_put_doubt(const struct session *session, const struct reference *reference,
                      int64_t now_ms, struct buf *out) {
    char date[FIGURE_MAX];
    struct arena arena;
    arena_init(&arena);
    const struct account *account = find_holder(session, reference, &arena);
    bool is_other = has_other_name(account, reference);
    bool is_in_doubt =
        is_other || (account && now_ms - account->seen_ms > (int64_t)NAMING_DAYS_SURE * DAY_MS);
    if (is_in_doubt)
        buf_format(out,
                   is_other ? "The account once named @%s was last seen as @%s, on %s."
                            : "@%s was account %s when last seen, on %s.",
                   reference->name, is_other ? account->username : account->id,
                   figure_date(account->seen_ms, date));
    arena_fini(&arena);
    return is_in_doubt;
}
