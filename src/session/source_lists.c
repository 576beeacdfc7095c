/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/source_lists.h"

#include "base/figure.h"
#include "session/owner_rows.h"
#include "session/source.h"

static bool take_all(struct session *session, struct list *list, struct owner_rows *rows,
                     struct err *err) {
    size_t count;
    const struct chosen *lists = graph_index_lists(session->index, &count);
    for (size_t i = 0; i < count; i++) {
        if (!owner_rows_add_chosen(rows, &lists[i], err))
            return false;
        owner_rows_date(list, lists[i].first_ms, lists[i].last_ms);
        list->tally.incomplete += !lists[i].is_complete;
    }
    return true;
}

static void read(struct session *session, struct list *list) {
    struct owner_rows rows;
    struct err err;
    owner_rows_init(&rows, session);
    list->is_unread = false;
    owner_rows_tell(list);
    if (!graph_index_read_lists(session->index, &err) || !take_all(session, list, &rows, &err))
        source_fail(list, &err);
    owner_rows_sort_by_age(&rows);
    owner_rows_put(&rows, list, 0, rows.count, VERDICT_YES);
    list->tally.stored = rows.count;
    owner_rows_fini(&rows);
    session->changes++;
}

void source_lists_open(struct session *session) {
    source_visit(session, source_renew(session, source_list(session, &source_lists, NULL)));
}

bool source_lists_open_any(struct session *session) {
    struct list *list = source_renew(session, source_list(session, &source_lists, NULL));
    if (list_held(list))
        source_visit(session, list);
    else
        session_free_list(session, list);
    return session->trail.current && list_held(session->trail.current->list);
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
                                         .columns = LOOK_LIST_LISTS,
                                         .is_counted = true,
                                         .read = read,
                                         .describe = describe,
                                         .explain_none = explain_none};
