/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/frontier.h"

#include "account/account.h"
#include "base/clock.h"
#include "base/mem.h"
#include "money/quote.h"
#include "store/census.h"
#include "store/holding.h"

#include <stdlib.h>

/* A slice ends when so much time has passed, and its steps are short. */
enum { SLICE_MS = 3, RECORDS_AT_A_TIME = 500, ACCOUNTS_AT_A_TIME = 1000 };

enum phase {
    FRONTIER_NEW,     /* nothing is read */
    FRONTIER_RECORDS, /* how many each account follows */
    FRONTIER_DRAWS,   /* hashes of ids, for a random order */
    FRONTIER_RANKING, /* which come first */
    FRONTIER_READY
};

/* Of an account, by its number. */
struct known {
    int64_t following; /* ACCOUNT_UNKNOWN; 0: nobody, or its list cannot be requested */
    int64_t followers;
};

struct frontier {
    struct store *store;
    const struct graph_index *index;
    enum phase phase;
    struct ranking ranking;
    size_t most;           /* to keep */
    frontier_admit *admit; /* NULL: everybody */
    void *context;
    struct known *known; /* [0] is nobody's */
    size_t count, capacity;
    int64_t generation, since; /* of the numbers of accounts; the newest record that is known */
    int64_t *draws;            /* of the accounts up to number `drawn` */
    size_t draw_capacity;
    int64_t drawn;
    /* What is being ranked. */
    struct ranking_top top;
    struct frontier_sum adding;
    size_t next;        /* account */
    size_t next_list;   /* of the index, the first with an owner from there on */
    uint64_t counted;   /* the index's version */
    struct err missing; /* an id could not be read */
    /* What is ranked. */
    struct ranking_item *items;
    size_t item_count;
    struct frontier_sum sum;
    bool is_ranked;
    uint64_t version;
    struct err err;
};

struct frontier *frontier_new(struct store *store, const struct graph_index *index) {
    struct frontier *frontier = mem_zalloc(sizeof *frontier);
    frontier->store = store;
    frontier->index = index;
    frontier->most = FRONTIER_SHOWN_MAX;
    return frontier;
}

static void drop_draws(struct frontier *frontier) {
    free(frontier->draws);
    frontier->draws = NULL;
    frontier->draw_capacity = 0;
    frontier->drawn = 0;
}

static void drop_items(struct frontier *frontier) {
    free(frontier->items);
    frontier->items = NULL;
    frontier->item_count = 0;
    frontier->sum = (struct frontier_sum){0};
    frontier->is_ranked = false;
    frontier->version++;
}

static void empty(struct frontier *frontier) {
    ranking_top_fini(&frontier->top);
    drop_draws(frontier);
    drop_items(frontier);
    free(frontier->known);
    frontier->known = NULL;
    frontier->count = frontier->capacity = 0;
    frontier->since = 0;
}

void frontier_free(struct frontier *frontier) {
    if (!frontier)
        return;
    empty(frontier);
    free(frontier);
}

static bool is_same(const struct ranking *one, const struct ranking *other) {
    return one->order == other->order && one->draw == other->draw;
}

void frontier_choose(struct frontier *frontier, const struct ranking *ranking, size_t most) {
    if (is_same(&frontier->ranking, ranking) && frontier->most == most)
        return;
    if (!is_same(&frontier->ranking, ranking))
        drop_draws(frontier);
    drop_items(frontier);
    frontier->ranking = *ranking;
    frontier->most = most;
    if (frontier->phase > FRONTIER_RECORDS)
        frontier->phase = FRONTIER_RECORDS;
}

void frontier_limit(struct frontier *frontier, frontier_admit *admit, void *context) {
    frontier->admit = admit;
    frontier->context = context;
    drop_items(frontier);
    if (frontier->phase > FRONTIER_RECORDS)
        frontier->phase = FRONTIER_RECORDS;
}

const struct ranking *frontier_order(const struct frontier *frontier) {
    return &frontier->ranking;
}

static bool begin(struct frontier *frontier, struct err *err) {
    empty(frontier);
    if (!holding_generation(frontier->store, &frontier->generation, err))
        return false;
    frontier->phase = FRONTIER_RECORDS;
    return true;
}

static void take_record(void *context, const struct census_row *row) {
    struct frontier *frontier = context;
    size_t number = (size_t)row->account;
    if (row->account < 1 || row->account >= UINT32_MAX)
        return;
    frontier->known =
        mem_grow(frontier->known, &frontier->capacity, number + 1, sizeof *frontier->known);
    while (frontier->count <= number)
        frontier->known[frontier->count++] = (struct known){0, ACCOUNT_UNKNOWN};
    frontier->known[number] = (struct known){
        .following = row->is_private || !row->has_id ? 0 : row->following,
        .followers = row->followers,
    };
}

static void begin_ranking(struct frontier *frontier);

static bool read_records(struct frontier *frontier, struct err *err) {
    bool is_end = false;
    if (!census_read(frontier->store, &frontier->since, RECORDS_AT_A_TIME, take_record, frontier,
                     &is_end, err))
        return false;
    if (!is_end)
        return true;
    if (frontier->ranking.order == RANKING_RANDOM)
        frontier->phase = FRONTIER_DRAWS;
    else
        begin_ranking(frontier);
    return true;
}

static void take_id(void *context, int64_t account, const char *id) {
    struct frontier *frontier = context;
    frontier->draws = mem_grow(frontier->draws, &frontier->draw_capacity, (size_t)account + 1,
                               sizeof *frontier->draws);
    frontier->draws[account] = ranking_draw(&frontier->ranking, id);
}

static bool read_draws(struct frontier *frontier, struct err *err) {
    bool is_end = false;
    if (!census_ids(frontier->store, &frontier->drawn, RECORDS_AT_A_TIME, take_id, frontier,
                    &is_end, err))
        return false;
    if (is_end)
        begin_ranking(frontier);
    return true;
}

static void put_id(void *context, uint32_t account, struct buf *out) {
    struct frontier *frontier = context;
    if (!frontier->missing.kind &&
        !census_put_id(frontier->store, account, out, &frontier->missing))
        buf_clear(out);
}

static void begin_ranking(struct frontier *frontier) {
    ranking_top_fini(&frontier->top);
    ranking_top_init(&frontier->top, &frontier->ranking, frontier->most, put_id, frontier);
    frontier->adding = (struct frontier_sum){0};
    frontier->missing = (struct err){0};
    frontier->next = 1;
    frontier->next_list = 0;
    frontier->counted = graph_index_version(frontier->index);
    frontier->phase = FRONTIER_RANKING;
}

/* The account's own list; NULL: none. Accounts and lists are both in order of numbers. */
static const struct chosen *own_list(struct frontier *frontier, const struct chosen *lists,
                                     size_t count, size_t account) {
    while (frontier->next_list < count && lists[frontier->next_list].owner < account)
        frontier->next_list++;
    const struct chosen *list = &lists[frontier->next_list];
    return frontier->next_list < count && list->owner == account ? list : NULL;
}

static bool can_go_on(const struct chosen *list) {
    return list->state == STANDING_NONE || list->state == STANDING_PARTIAL ||
           list->state == STANDING_CUT_BY_BALANCE || list->state == STANDING_FAILED;
}

/* What the account's list, or its rest, costs by the reported count. 0: it is not for sale.
 * ACCOUNT_UNKNOWN: nobody knows how much. */
static int64_t price_of(const struct known *known, const struct chosen *own) {
    bool is_begun = own && own->state != STANDING_NONE;
    int64_t held = is_begun ? own->held : 0;
    int64_t length = is_begun ? own->reported : known->following;
    if (!known->following || (own && !can_go_on(own)))
        return 0;
    if (length == ACCOUNT_UNKNOWN || (is_begun && length <= held))
        return ACCOUNT_UNKNOWN;
    return quote_rest(length, held, RANKING_PAGE).credits;
}

static void add(struct frontier *frontier, size_t account, uint32_t lists, int64_t price) {
    struct frontier_sum *sum = &frontier->adding;
    struct ranking_item item = {.account = (uint32_t)account, .lists = lists, .price = price};
    enum frontier_admission admission =
        frontier->admit ? frontier->admit(frontier->context, (int64_t)account, price) : FRONTIER_IN;
    if (admission == FRONTIER_OUT)
        return;
    if (price == ACCOUNT_UNKNOWN) {
        sum->unknown++;
        return;
    }
    sum->accounts++;
    sum->credits = quote_add(sum->credits, price);
    if (admission == FRONTIER_WAITS)
        return;
    if (frontier->ranking.order == RANKING_FOLLOWERS)
        item.value = frontier->known[account].followers;
    if (frontier->ranking.order == RANKING_RANDOM)
        item.value = frontier->draws[account];
    ranking_top_add(&frontier->top, &item);
}

static void rank(struct frontier *frontier, const struct chosen *lists, size_t count,
                 size_t account) {
    const struct chosen *own = own_list(frontier, lists, count, account);
    uint32_t lists_with = graph_index_lists_with(frontier->index, account);
    if (!lists_with)
        return;
    int64_t price = price_of(&frontier->known[account], own);
    if (price)
        add(frontier, account, lists_with, price);
}

static bool end_ranking(struct frontier *frontier, struct err *err) {
    if (frontier->missing.kind)
        return err_set(err, frontier->missing.kind, "%s", frontier->missing.text);
    drop_items(frontier);
    frontier->items = ranking_top_take(&frontier->top, &frontier->item_count);
    frontier->sum = frontier->adding;
    frontier->is_ranked = true;
    frontier->phase = FRONTIER_READY;
    return true;
}

static bool rank_some(struct frontier *frontier, struct err *err) {
    size_t count, end = frontier->next + ACCOUNTS_AT_A_TIME;
    if (frontier->counted != graph_index_version(frontier->index)) {
        frontier->phase = FRONTIER_RECORDS;
        return true;
    }
    const struct chosen *lists = graph_index_lists(frontier->index, &count);
    for (; frontier->next < frontier->count && frontier->next < end; frontier->next++)
        rank(frontier, lists, count, frontier->next);
    return frontier->next < frontier->count || end_ranking(frontier, err);
}

/* Any record may change a price. */
static bool look(struct frontier *frontier, struct err *err) {
    int64_t generation = 0, since = frontier->since;
    bool is_end = false;
    if (!holding_generation(frontier->store, &generation, err))
        return false;
    if (generation != frontier->generation) {
        frontier->phase = FRONTIER_NEW;
        return true;
    }
    if (!census_read(frontier->store, &frontier->since, RECORDS_AT_A_TIME, take_record, frontier,
                     &is_end, err))
        return false;
    if (since != frontier->since || frontier->counted != graph_index_version(frontier->index))
        frontier->phase = FRONTIER_RECORDS;
    return true;
}

static bool take_step(struct frontier *frontier, struct err *err) {
    switch (frontier->phase) {
    case FRONTIER_NEW:
        return begin(frontier, err);
    case FRONTIER_RECORDS:
        return read_records(frontier, err);
    case FRONTIER_DRAWS:
        return read_draws(frontier, err);
    case FRONTIER_RANKING:
        return rank_some(frontier, err);
    case FRONTIER_READY:
        return look(frontier, err);
    }
    return true;
}

/* It is tried again the next time. */
static void fail(struct frontier *frontier, const struct err *err) {
    empty(frontier);
    frontier->phase = FRONTIER_NEW;
    frontier->err = *err;
}

/* False when there is nothing to do, or it cannot be done. */
static bool go_on(struct frontier *frontier) {
    bool was_ready = frontier->phase == FRONTIER_READY;
    struct err err = {0};
    if (!take_step(frontier, &err)) {
        fail(frontier, &err);
        return false;
    }
    if (!was_ready && frontier->phase == FRONTIER_READY)
        frontier->err = (struct err){0};
    return !was_ready || frontier->phase != FRONTIER_READY;
}

bool frontier_go_on(struct frontier *frontier) {
    int64_t end_ms = clock_monotonic_ms() + SLICE_MS;
    if (!graph_index_is_ready(frontier->index))
        return true;
    while (go_on(frontier))
        if (clock_monotonic_ms() >= end_ms)
            return false;
    return true;
}

bool frontier_finish(struct frontier *frontier, struct err *err) {
    while (go_on(frontier))
        continue;
    return !frontier->err.kind || err_set(err, frontier->err.kind, "%s", frontier->err.text);
}

const struct err *frontier_error(const struct frontier *frontier) {
    return frontier->err.kind ? &frontier->err : NULL;
}

bool frontier_is_ranked(const struct frontier *frontier) {
    return frontier->is_ranked;
}

uint64_t frontier_version(const struct frontier *frontier) {
    return frontier->version;
}

const struct ranking_item *frontier_items(const struct frontier *frontier, size_t *count) {
    *count = frontier->item_count;
    return frontier->items;
}

struct frontier_sum frontier_sum(const struct frontier *frontier) {
    return frontier->sum;
}
