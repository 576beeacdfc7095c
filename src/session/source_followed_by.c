/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/source_followed_by.h"

#include "base/figure.h"
#include "base/mem.h"
#include "base/percent.h"
#include "graph/set.h"
#include "session/owner_rows.h"
#include "session/source.h"
#include "store/edges.h"
#include "store/lookup.h"

#include <stdlib.h>

/* Owners who certainly follow the account, then those who may. */
struct owners {
    struct owner_rows rows;
    int64_t account;
    uint32_t *snapshots; /* of those who certainly do */
    size_t count, capacity;
};

static void take_in(void *context, const struct holding *holding, int64_t rank) {
    struct owners *owners = context;
    if (holding->account && holding->account == owners->account)
        return;
    owner_rows_add(&owners->rows, holding, rank);
    owners->snapshots = mem_grow(owners->snapshots, &owners->capacity, owners->count + 1,
                                 sizeof *owners->snapshots);
    owners->snapshots[owners->count++] = (uint32_t)holding->snapshot;
}

static bool read_in(struct session *session, struct list *list, struct owners *owners,
                    struct err *err) {
    bool is_read =
        lookup_number(session->store, list->query, &owners->account, err) &&
        (!owners->account || edges_owners(session->store, owners->account, take_in, owners, err));
    owner_rows_sort_by_lists(&owners->rows, 0);
    list->tally.matched = owners->count;
    return is_read;
}

/* Of lists that are not complete, those that are not known to have it. */
static bool read_rest(struct session *session, struct list *list, struct owners *owners,
                      struct err *err) {
    size_t count;
    const struct chosen *lists = graph_index_lists(session->index, &count);
    struct set in = set_make(owners->snapshots, owners->count);
    for (size_t i = 0; i < count; i++) {
        const struct chosen *chosen = &lists[i];
        if (chosen->owner && chosen->owner == owners->account)
            continue;
        list->tally.stored++;
        list->tally.incomplete += !chosen->is_complete;
        owner_rows_date(list, chosen->first_ms, chosen->last_ms);
        if (!chosen->is_complete && !set_has(in, chosen->snapshot) &&
            !owner_rows_add_chosen(&owners->rows, chosen, err))
            return false;
    }
    owner_rows_sort_by_lists(&owners->rows, list->tally.matched);
    list->tally.unknown = owners->rows.count - list->tally.matched;
    return true;
}

static void put_rows(struct list *list, const struct owners *owners) {
    size_t in = list->tally.matched;
    owner_rows_put(&owners->rows, list, 0, in, VERDICT_YES);
    owner_rows_put(&owners->rows, list, in, owners->rows.count, VERDICT_UNKNOWN);
}

/* The trail calls it by the handle; the query is the id, which stays. */
static void name(struct session *session, struct list *list) {
    struct account *account = NULL;
    struct arena arena;
    arena_init(&arena);
    if (lookup_account_by_id(session->store, list->query, &arena, &account, NULL) && account &&
        account->username)
        list->label = list->name =
            arena_format(&list->arena, "%s@%s", source_followed_by.step, account->username);
    arena_fini(&arena);
}

static void read(struct session *session, struct list *list) {
    struct owners owners = {.count = 0};
    struct err err;
    owner_rows_init(&owners.rows, session);
    list->is_unread = false;
    owner_rows_tell(list);
    list->tells[ROW_FACT_RANK] = list->tells[ROW_FACT_IN] = true;
    list->tally = (struct list_tally){0};
    name(session, list);
    if (graph_index_read_lists(session->index, &err) && read_in(session, list, &owners, &err) &&
        read_rest(session, list, &owners, &err))
        put_rows(list, &owners);
    else
        source_fail(list, &err);
    free(owners.snapshots);
    owner_rows_fini(&owners.rows);
    session->changes++;
}

bool source_followed_by_open(struct session *session, const struct account *account,
                             struct err *err) {
    if (!account->id)
        return err_set(err, ERR_USAGE,
                       "This record has no readable id, so no list can be searched for it.");
    source_visit(session,
                 source_renew(session, source_list(session, &source_followed_by, account->id)));
    return true;
}

bool source_followed_by_open_typed(struct session *session, const char *typed, struct err *err) {
    struct reference reference;
    struct account *account = NULL;
    struct arena arena;
    if (!reference_parse(typed, &reference, err))
        return false;
    arena_init(&arena);
    bool is_open = lookup_account(session->store, &reference, &arena, &account, err);
    if (is_open && !account)
        is_open = err_set(err, ERR_USAGE, "The store has no account %.80s. Nothing was requested.",
                          typed);
    is_open = is_open && source_followed_by_open(session, account, err);
    arena_fini(&arena);
    return is_open;
}

static struct list *restore(struct session *session, char *const *fields) {
    char *id = percent_read(fields[0]);
    struct list *list = id ? source_list(session, &source_followed_by, id) : NULL;
    if (list)
        name(session, list);
    free(id);
    return list;
}

static void describe(const struct list *list, struct buf *out) {
    const struct list_tally *tally = &list->tally;
    char in[FIGURE_MAX], stored[FIGURE_MAX], unknown[FIGURE_MAX];
    buf_format(out, "%s of %s", figure_grouped((int64_t)tally->matched, in),
               figure_counted((int64_t)tally->stored, "list", stored));
    if (tally->unknown)
        buf_format(out, ", %s unknown", figure_grouped((int64_t)tally->unknown, unknown));
}

static void explain_none(const struct session *session, const struct list *list, struct buf *out) {
    char stored[FIGURE_MAX];
    (void)session;
    if (!list->tally.stored)
        buf_text_put(out, "The store has no list that could have this account. ");
    else if (list->tally.stored == 1)
        buf_text_put(out, "The one other list in the store is complete and does not have this "
                          "account. ");
    else
        buf_format(out, "All %s in the store are complete, and none has this account. ",
                   figure_counted((int64_t)list->tally.stored, "list", stored));
    buf_text_put(out, "Nothing was requested. [ goes back.");
}

const struct list_source source_followed_by = {.name = "followed-by",
                                               .step = "who follows ",
                                               .prefix = "",
                                               .title = "Followed by, in your store",
                                               .order = "most listed first",
                                               .columns = LOOK_LIST_FOLLOWED_BY,
                                               .is_counted = true,
                                               .has_query = true,
                                               .read = read,
                                               .describe = describe,
                                               .explain_none = explain_none,
                                               .restore = restore};
