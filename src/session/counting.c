/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/counting.h"

#include "session/source.h"

/* Lists that count something show it as of when they were read, until they are visited again. What
 * was read before anything was counted is read again now. */
static void renew_lists(struct session *session, bool is_first) {
    struct list *current = session->trail.current ? session->trail.current->list : NULL;
    for (size_t i = 0; i < session->list_count; i++) {
        struct list *list = session->lists[i];
        list->is_stale = list->is_stale || source_of(list)->is_counted;
    }
    if (is_first && current && !current->is_unread && source_of(current)->is_counted)
        source_renew(session, current);
}

/* An answer makes the index count again, for as long as that takes: only after a failure is it the
 * first time again. */
static void renew(struct session *session, uint64_t version) {
    if (graph_index_version(session->index) == version)
        return;
    bool is_ready = graph_index_is_ready(session->index);
    bool is_first = is_ready && !session->has_counts;
    graph_facts_renew(session->graph_facts);
    session->has_counts = is_ready || (session->has_counts && !graph_index_error(session->index));
    renew_lists(session, is_first);
    session->changes++;
}

bool counting_go_on(struct session *session) {
    uint64_t version = graph_index_version(session->index);
    bool is_done = graph_index_go_on(session->index);
    renew(session, version);
    return is_done;
}

bool counting_finish(struct session *session, struct err *err) {
    uint64_t version = graph_index_version(session->index);
    bool is_done = graph_index_finish(session->index, err);
    renew(session, version);
    return is_done;
}
