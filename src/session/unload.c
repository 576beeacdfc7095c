/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/unload.h"

static bool is_busy(const struct session *session, const struct list *list) {
    return list->job || list->is_unkept || list == session->kept || list->failure.brief ||
           session_load_of(session, list);
}

static bool is_spare(const struct session *session, const struct list *list) {
    const struct place *place = session->trail.current;
    return !list_is_local(list) && !(list->page_count && !list->snapshot) &&
           !(place && place->list == list) && !is_busy(session, list);
}

static void drop_rows(struct session *session, struct list *list) {
    trail_drop_rows(&session->trail, list);
    list_drop_rows(list);
}

static bool is_too_much(const struct session *session) {
    size_t rows = 0;
    for (size_t i = 0; i < session->used_count; i++)
        rows += session->used[i]->count;
    return session->used_count > UNLOAD_LISTS_MAX || rows > UNLOAD_ROWS_MAX;
}

void unload_spare(struct session *session) {
    size_t i = 0;
    while (i < session->used_count && is_too_much(session)) {
        struct list *list = session->used[i];
        if (!is_spare(session, list)) {
            i++;
            continue;
        }
        if (list->page_count)
            drop_rows(session, list);
        session_disuse_list(session, list);
    }
}

void unload_all(struct session *session) {
    session_hush(session);
    trail_fini(&session->trail);
    for (size_t i = session->list_count; i-- > 0;)
        if (!is_busy(session, session->lists[i]))
            session_free_list(session, session->lists[i]);
}
