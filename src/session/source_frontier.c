/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/source_frontier.h"

#include "base/clock.h"
#include "base/figure.h"
#include "base/percent.h"
#include "session/source.h"
#include "store/lookup.h"

#include <stdlib.h>
#include <string.h>

/* WAIT_MS: how long a key may wait for a ranking; after that the rows come later. */
enum { WAIT_MS = 40, DAY_MS = 86400000, DAYS_APART_MAX = 30 };

bool source_frontier_is(const struct list *list) {
    return list->source == &source_frontier;
}

/* Nobody waits for more than a short ranking while the session is shown. */
static bool rank(struct session *session, struct err *err) {
    int64_t end_ms = clock_monotonic_ms() + WAIT_MS;
    const struct err *failure = graph_index_error(session->index);
    if (failure)
        return err_set(err, failure->kind, "%s", failure->text);
    if (!graph_index_is_ready(session->index))
        return true;
    if (!session->config.reads_in_parts)
        return frontier_finish(session->frontier, err);
    while (!frontier_go_on(session->frontier))
        if (clock_monotonic_ms() >= end_ms)
            break;
    failure = frontier_error(session->frontier);
    return !failure || err_set(err, failure->kind, "%s", failure->text);
}

static bool put_row(struct session *session, struct list *list, const struct ranking_item *item,
                    struct err *err) {
    struct row_facts facts = ROW_FACTS_NONE;
    struct account *account = NULL;
    struct arena arena;
    arena_init(&arena);
    bool is_read = lookup_account_by_number(session->store, item->account, &arena, &account, err);
    facts.price = item->price;
    if (account)
        list_add_row(list, account, &facts);
    arena_fini(&arena);
    return is_read;
}

static bool put_rows(struct session *session, struct list *list, struct err *err) {
    size_t count;
    const struct ranking_item *items = frontier_items(session->frontier, &count);
    for (size_t i = 0; i < count; i++)
        if (!put_row(session, list, &items[i], err))
            return false;
    return true;
}

static void sum_up(const struct session *session, struct list *list) {
    struct frontier_sum sum = frontier_sum(session->frontier);
    struct fact_scope scope = graph_index_scope(session->index);
    list->tally = (struct list_tally){.matched = (size_t)sum.accounts,
                                      .unknown = (size_t)sum.unknown,
                                      .stored = (size_t)scope.lists,
                                      .incomplete = (size_t)scope.incomplete,
                                      .credits = sum.credits};
    list->first_ms = scope.oldest_ms;
    list->last_ms = scope.newest_ms;
}

static bool fill(struct session *session, struct list *list, struct err *err) {
    struct ranking ranking;
    if (!ranking_parse(list->query, &ranking, err))
        return false;
    frontier_choose(session->frontier, &ranking,
                    session->config.reads_in_parts ? FRONTIER_SHOWN_MAX : FRONTIER_ROWS_MAX);
    if (!rank(session, err))
        return false;
    list->is_pending = !frontier_is_ranked(session->frontier);
    list->is_stale = list->is_pending || !frontier_go_on(session->frontier);
    sum_up(session, list);
    return list->is_pending || put_rows(session, list, err);
}

static void read(struct session *session, struct list *list) {
    struct err err;
    list->is_unread = false;
    list->tells[ROW_FACT_PRICE] = true;
    if (!fill(session, list, &err))
        source_fail(list, &err);
    session->changes++;
}

/* The name as it is shown: of its draw, of the last frontier. */
static bool name(const struct session *session, const char *order, char out[RANKING_NAME_MAX],
                 struct err *err) {
    struct ranking ranking = *frontier_order(session->frontier);
    if (*order && !ranking_parse(order, &ranking, err))
        return false;
    ranking_name(&ranking, out);
    return true;
}

bool source_frontier_open(struct session *session, const char *order, struct err *err) {
    char query[RANKING_NAME_MAX];
    if (!name(session, order, query, err))
        return false;
    source_visit(session, source_renew(session, source_list(session, &source_frontier, query)));
    return true;
}

bool source_frontier_order(struct session *session, const char *order, struct err *err) {
    char query[RANKING_NAME_MAX];
    struct place *place = session->trail.current;
    if (!name(session, order, query, err))
        return false;
    struct list *list = source_list(session, &source_frontier, query);
    list = source_renew(session, list);
    excerpt_set_order(&place->excerpt, &(struct order){0});
    if (list != place->list)
        trail_show_list(place, list);
    excerpt_select(&place->excerpt, 0); /* whom to open next is what was asked */
    session->changes++;
    return true;
}

/* No row moves under the cursor: only a list without rows yet gets them. */
static void renew(struct session *session) {
    struct list *current = session->trail.current ? session->trail.current->list : NULL;
    for (size_t i = 0; i < session->list_count; i++)
        if (source_frontier_is(session->lists[i]))
            session->lists[i]->is_stale = true;
    if (current && source_frontier_is(current) && current->is_pending)
        source_renew(session, current);
    session->changes++;
}

bool source_frontier_go_on(struct session *session) {
    uint64_t version = frontier_version(session->frontier);
    if (!source_find_list(session, &source_frontier, NULL))
        return true;
    bool is_done = frontier_go_on(session->frontier);
    if (version != frontier_version(session->frontier) && frontier_is_ranked(session->frontier))
        renew(session);
    return is_done;
}

static struct list *restore(struct session *session, char *const *fields) {
    char *query = percent_read(fields[0]);
    struct ranking ranking;
    struct list *list = query && ranking_parse(query, &ranking, NULL)
                            ? source_list(session, &source_frontier, query)
                            : NULL;
    free(query);
    return list;
}

static void put_scope(const struct list *list, struct buf *out) {
    char figure[FIGURE_MAX];
    int64_t days = (list->last_ms - list->first_ms) / DAY_MS;
    buf_format(out, " · %s", figure_counted((int64_t)list->tally.stored, "list", figure));
    if (list->tally.incomplete)
        buf_format(out, ", %s incomplete", figure_grouped((int64_t)list->tally.incomplete, figure));
    if (list->first_ms >= 0 && days > DAYS_APART_MAX)
        buf_format(out, ", %s apart", figure_counted(days, "day", figure));
}

static void describe(const struct list *list, struct buf *out) {
    const struct list_tally *tally = &list->tally;
    char figure[FIGURE_MAX], shown[FIGURE_MAX];
    if (list->is_pending) {
        buf_text_put(out, "ranking …");
        return;
    }
    if (tally->matched > list->count)
        buf_format(out, "first %s of %s · ", figure_grouped((int64_t)list->count, shown),
                   figure_grouped((int64_t)tally->matched, figure));
    else
        buf_format(out, "%s, ", figure_counted((int64_t)tally->matched, "account", figure));
    buf_format(out, "%s for all", figure_credits(tally->credits, figure));
    if (tally->unknown)
        buf_format(out, " · %s without a price", figure_grouped((int64_t)tally->unknown, figure));
    put_scope(list, out);
    if (list->is_stale)
        buf_text_put(out, " · outdated: R");
}

static void explain_none(const struct session *session, const struct list *list, struct buf *out) {
    const struct list_tally *tally = &list->tally;
    char figure[FIGURE_MAX];
    (void)session;
    if (list->is_pending)
        buf_text_put(out, "Ranking every account of the store. The rows appear when that is done; "
                          "all keys work meanwhile.");
    else if (!tally->stored)
        buf_text_put(out, "The store has no list yet, so there is nobody to open next. @ opens an "
                          "account. ");
    else
        buf_format(out, "Nobody in your %s has a list that is left to load. ",
                   figure_counted((int64_t)tally->stored, "list", figure));
    if (tally->unknown)
        buf_format(out, "Of %s it is not known how many they follow, so neither is the price. ",
                   figure_grouped((int64_t)tally->unknown, figure));
    if (!list->is_pending)
        buf_text_put(out, "Nothing was requested. [ goes back.");
}

const struct list_source source_frontier = {.name = "frontier",
                                            .step = "frontier ",
                                            .prefix = "",
                                            .title = "Frontier",
                                            .order = "",
                                            .again_words = "ranks again",
                                            .columns = LOOK_LIST_FRONTIER,
                                            .is_counted = true,
                                            .has_query = true,
                                            .read = read,
                                            .describe = describe,
                                            .explain_none = explain_none,
                                            .restore = restore};
