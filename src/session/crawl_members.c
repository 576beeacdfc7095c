/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/crawl_members.h"

#include "analysis/reach.h"
#include "base/mem.h"
#include "model/filter.h"
#include "session/counting.h"
#include "session/source.h"
#include "store/census.h"
#include "store/lookup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is known of an account, by its number. */
enum { IS_TAKEN = 1, IS_TESTED = 2, IS_ADMITTED = 4 };

enum { RECORDS_AT_A_TIME = 10000 };

struct crawl_members {
    struct session *session;
    const struct crawl_order *order;
    struct ranking ranking;
    struct frontier *frontier;
    struct reach *reach;
    struct filter filter;
    bool has_filter;
    struct list *context; /* of the filter */
    struct dict *frame;   /* NULL: none */
    uint8_t *known;       /* by number */
    size_t count, capacity;
    int64_t since;           /* the newest record that is tested */
    size_t most;             /* to keep */
    int64_t left;            /* of the budget, for this ranking */
    bool is_ranking, is_far; /* of it */
    struct err failure;      /* of the store, while it ranked */
};

static bool read_filter(struct crawl_members *members, struct err *err) {
    const char *text = members->order->filter;
    members->has_filter = text != NULL;
    if (!text)
        return true;
    members->context = list_new_local(&source_frontier, source_frontier.step, NULL);
    members->context->facts = members->session->facts;
    return filter_parse_whole(&members->filter, text, err) &&
           filter_check(&members->filter, text, members->context, err);
}

/* Handles ignore case; ids do not. */
static void lower(char *word) {
    for (; *word; word++)
        if (*word >= 'A' && *word <= 'Z')
            *word = (char)(*word - 'A' + 'a');
}

static void add_frame(struct crawl_members *members, const char *word, size_t len) {
    char *key = mem_dup_n(word, len);
    if (*key == '@')
        lower(key);
    dict_add(members->frame, key, members);
    free(key);
}

static void read_frame(struct crawl_members *members) {
    const char *at = members->order->frame;
    members->frame = at ? dict_new() : NULL;
    while (at && *at) {
        size_t len = strcspn(at, " ");
        add_frame(members, at, len);
        at += len + (at[len] == ' ');
    }
}

struct crawl_members *crawl_members_new(struct session *session, const struct crawl_order *order,
                                        struct err *err) {
    struct crawl_members *members = mem_zalloc(sizeof *members);
    members->session = session;
    members->order = order;
    filter_init(&members->filter);
    members->frontier = frontier_new(session->store, session->index);
    members->reach = reach_new(session->store, session->index, *order->seeds != '\0');
    read_frame(members);
    if (ranking_parse(order->sort, &members->ranking, err) && read_filter(members, err))
        return members;
    crawl_members_free(members);
    return NULL;
}

void crawl_members_free(struct crawl_members *members) {
    if (!members)
        return;
    if (members->context)
        list_free(members->context);
    filter_fini(&members->filter);
    frontier_free(members->frontier);
    reach_free(members->reach);
    dict_free(members->frame);
    free(members->known);
    free(members);
}

static uint8_t *known_of(struct crawl_members *members, int64_t account) {
    size_t number = (size_t)account;
    if (number >= members->count) {
        members->known = mem_grow(members->known, &members->capacity, number + 1, 1);
        memset(members->known + members->count, 0, number + 1 - members->count);
        members->count = number + 1;
    }
    return &members->known[number];
}

void crawl_members_add_seed(struct crawl_members *members, int64_t account) {
    reach_add_root(members->reach, account);
}

void crawl_members_take(struct crawl_members *members, int64_t account, int64_t depth,
                        bool is_loaded) {
    *known_of(members, account) |= IS_TAKEN;
    if (is_loaded)
        reach_add_list(members->reach, account, depth);
}

bool crawl_members_has_taken(const struct crawl_members *members, int64_t account) {
    return (size_t)account < members->count && members->known[account] & IS_TAKEN;
}

static bool is_in_frame(const struct crawl_members *members, const struct account *account) {
    char key[REFERENCE_MAX + 2];
    if (!members->frame)
        return true;
    snprintf(key, sizeof key, "tt%s", account->id);
    if (dict_get(members->frame, key))
        return true;
    if (!account->username)
        return false;
    snprintf(key, sizeof key, "@%s", account->username);
    lower(key);
    return dict_get(members->frame, key) != NULL;
}

/* Unknown is out. */
static bool passes(struct crawl_members *members, int64_t number) {
    struct account *account = NULL;
    struct arena arena;
    arena_init(&arena);
    bool is_read = lookup_account_by_number(members->session->store, number, &arena, &account,
                                            &members->failure);
    bool is_in = is_read && account && account->id && is_in_frame(members, account) &&
                 (!members->has_filter ||
                  filter_test_account(&members->filter, members->context, account) == VERDICT_YES);
    arena_fini(&arena);
    return is_in;
}

static bool is_admitted(struct crawl_members *members, int64_t account) {
    uint8_t *known = known_of(members, account);
    if (!members->has_filter && !members->frame)
        return true;
    if (!(*known & IS_TESTED)) {
        *known &= (uint8_t)~IS_ADMITTED;
        *known |= passes(members, account) ? IS_TESTED | IS_ADMITTED : IS_TESTED;
    }
    return *known & IS_ADMITTED;
}

static bool is_near(struct crawl_members *members, int64_t account) {
    int depth = reach_of(members->reach, account);
    if (depth == REACH_NOWHERE)
        return false;
    if (members->order->depth == CRAWL_NO_BOUND || depth <= members->order->depth)
        return true;
    members->is_far = true;
    return false;
}

static enum frontier_admission admit(void *context, int64_t account, int64_t price) {
    struct crawl_members *members = context;
    if (members->failure.kind || *known_of(members, account) & IS_TAKEN ||
        !is_admitted(members, account) || !is_near(members, account))
        return FRONTIER_OUT;
    bool is_wanted = crawl_members_is_random(members) || price <= members->left ||
                     crawl_members_is_dear(members, price);
    return is_wanted ? FRONTIER_IN : FRONTIER_WAITS;
}

static void forget_test(void *context, const struct census_row *row) {
    *known_of(context, row->account) &= (uint8_t)~IS_TESTED;
}

static void forget_all_tests(struct crawl_members *members) {
    for (size_t i = 0; i < members->count; i++)
        members->known[i] &= (uint8_t)~IS_TESTED;
}

/* What is said of lists changes with every list; of accounts, with their records. */
static bool renew_tests(struct crawl_members *members, struct err *err) {
    bool is_end = !members->has_filter && !members->frame;
    if (members->has_filter && filter_asks_lists(&members->filter))
        forget_all_tests(members);
    while (!is_end)
        if (!census_read(members->session->store, &members->since, RECORDS_AT_A_TIME, forget_test,
                         members, &is_end, err))
            return false;
    return true;
}

void crawl_members_begin(struct crawl_members *members, int64_t left, size_t most) {
    members->most = most;
    members->left = left;
    members->is_ranking = false;
}

/* Everything is counted: what accounts are in is certain now. */
static bool begin_ranking(struct crawl_members *members, struct err *err) {
    members->is_ranking = true;
    members->is_far = false;
    members->failure = (struct err){0};
    if (!renew_tests(members, err) || !reach_read(members->reach, err))
        return false;
    frontier_choose(members->frontier, &members->ranking, members->most);
    frontier_limit(members->frontier, admit, members);
    return true;
}

static bool fail(bool *is_fine, const struct err *failure, struct err *err) {
    *is_fine = false;
    err_set(err, failure->kind, "%s", failure->text);
    return true;
}

bool crawl_members_go_on(struct crawl_members *members, bool *is_fine, struct err *err) {
    struct session *session = members->session;
    *is_fine = true;
    if (!counting_go_on(session))
        return false;
    if (graph_index_error(session->index))
        return fail(is_fine, graph_index_error(session->index), err);
    if (!members->is_ranking && !begin_ranking(members, err))
        return !(*is_fine = false);
    bool is_done = frontier_go_on(members->frontier);
    if (members->failure.kind)
        return fail(is_fine, &members->failure, err);
    if (frontier_error(members->frontier))
        return fail(is_fine, frontier_error(members->frontier), err);
    return is_done && frontier_is_ranked(members->frontier);
}

const struct ranking_item *crawl_members_items(const struct crawl_members *members, size_t *count) {
    return frontier_items(members->frontier, count);
}

struct frontier_sum crawl_members_sum(const struct crawl_members *members) {
    return frontier_sum(members->frontier);
}

bool crawl_members_are_far(const struct crawl_members *members) {
    return members->is_far;
}

int64_t crawl_members_depth(const struct crawl_members *members, int64_t account) {
    return reach_of(members->reach, account);
}

bool crawl_members_is_dear(const struct crawl_members *members, int64_t price) {
    return members->order->per_list != CRAWL_NO_BOUND && price > members->order->per_list;
}

bool crawl_members_is_random(const struct crawl_members *members) {
    return members->ranking.order == RANKING_RANDOM;
}
