/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/source_lists.h"

#include "base/figure.h"
#include "session/owner_rows.h"
#include "session/source.h"

static void take(void *context, const struct holding *holding) {
    if (owner_rows_takes(holding))
        owner_rows_add(context, holding, ACCOUNT_UNKNOWN);
}

static size_t count_incomplete(const struct owner_rows *rows) {
    size_t incomplete = 0;
    for (size_t i = 0; i < rows->count; i++)
        incomplete += !rows->of[i].holding.is_complete;
    return incomplete;
}

static void read(struct session *session, struct list *list) {
    struct owner_rows rows;
    struct err err;
    owner_rows_init(&rows, session);
    list->is_unread = false;
    owner_rows_tell(list);
    bool is_read = holding_each(session->store, take, &rows, &err);
    owner_rows_sort_by_age(&rows);
    list->tally.stored = rows.count;
    for (size_t i = 0; i < rows.count; i++)
        owner_rows_date(list, rows.of[i].holding.first_ms, rows.of[i].holding.last_ms);
    list->tally.incomplete = count_incomplete(&rows);
    is_read = is_read && owner_rows_put(&rows, list, 0, rows.count, VERDICT_YES, &err);
    if (!is_read)
        source_fail(list, &err);
    owner_rows_fini(&rows);
    session->changes++;
}

static void open_list(struct session *session, struct list *list) {
    session_hush(session);
    trail_open(&session->trail, list);
    session->changes++;
}

void source_lists_open(struct session *session) {
    open_list(session, source_renew(session, source_list(session, &source_lists, NULL)));
}

bool source_lists_open_any(struct session *session) {
    struct list *list = source_renew(session, source_list(session, &source_lists, NULL));
    if (list->count)
        open_list(session, list);
    else
        session_free_list(session, list);
    return session->trail.current && session->trail.current->list->count;
}

static void describe(const struct list *list, struct buf *out) {
    char figure[FIGURE_MAX];
    buf_text_put(out, figure_counted((int64_t)list->tally.stored, "owner", figure));
    if (list->tally.incomplete)
        buf_format(out, ", %s incomplete",
                   figure_counted((int64_t)list->tally.incomplete, "list", figure));
}

static void explain_none(const struct session *session, const struct list *list, struct buf *out) {
    (void)session;
    (void)list;
    buf_text_put(out, "The store has no list yet. @ opens an account; [ goes back.");
}

const struct list_source source_lists = {.name = "lists",
                                         .step = "lists",
                                         .prefix = "",
                                         .title = "Lists",
                                         .order = "newest first",
                                         .columns = "number sign account lists state rows age "
                                                    "credits name",
                                         .is_counted = true,
                                         .read = read,
                                         .describe = describe,
                                         .explain_none = explain_none};
