/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/crawl_plan.h"

#include "base/figure.h"
#include "base/mem.h"
#include "money/quote.h"
#include "session/counting.h"
#include "session/crawl_members.h"
#include "session/list_lookup.h"
#include "store/lookup.h"

#include <stdlib.h>
#include <string.h>

enum { STEPS_AT_A_TIME = 1000, PERCENT = 100 };

struct planning {
    struct crawl_plan *plan;
    struct session *session;
    struct crawl_order order;
    struct crawl_members *members;
    int64_t crawl; /* 0: a new one */
    int64_t left;  /* of the budget */
};

/* Seeds. */

/* About what is left of its list costs; 0 if that is not known. */
static int64_t price_rest(const struct list *list) {
    struct quote quote = quote_rest(list_length(list), (int64_t)list->stored.rows, RANKING_PAGE);
    return quote.is_known ? quote.credits : 0;
}

static void add_seed(struct planning *planning, const struct account *account) {
    struct crawl_plan *plan = planning->plan;
    const struct list *list = list_lookup_account(planning->session, account);
    crawl_members_add_seed(planning->members, account->no);
    if (plan->rest.label && account->no == plan->rest_no) {
        plan->seeds_begun++;
        return;
    }
    if (crawl_members_has_taken(planning->members, account->no) || list->is_unread ||
        list_reported(list) == 0) {
        plan->seeds_stored++;
        return;
    }
    plan->seed_credits = quote_add(plan->seed_credits, price_rest(list));
    crawl_members_take(planning->members, account->no, 0, false);
}

static bool take_seed(struct planning *planning, const char *word, struct err *err) {
    struct reference reference;
    struct account *account = NULL;
    struct arena arena;
    if (!reference_parse(*word == '@' ? word : word + strlen("tt"), &reference, err))
        return false;
    arena_init(&arena);
    bool is_read = lookup_account(planning->session->store, &reference, &arena, &account, err);
    planning->plan->seeds++;
    if (is_read && account && account->id)
        add_seed(planning, account);
    else
        planning->plan->seeds_unknown++;
    arena_fini(&arena);
    return is_read;
}

static bool take_seeds(struct planning *planning, struct err *err) {
    const char *at = planning->order.seeds;
    while (*at) {
        size_t len = strcspn(at, " ");
        char *word = mem_dup_n(at, len);
        bool is_read = take_seed(planning, word, err);
        free(word);
        if (!is_read)
            return false;
        at += len + (at[len] == ' ');
    }
    planning->plan->seed_credits += planning->plan->seeds_unknown;
    return true;
}

/* What it did before. */

/* A list whose step has not ended, or was partial. */
static bool take_rest(struct planning *planning, const struct crawl_step *step, struct err *err) {
    struct crawl_plan *plan = planning->plan;
    struct account *account = NULL;
    struct arena arena;
    arena_init(&arena);
    bool is_read =
        lookup_account_by_number(planning->session->store, step->no, &arena, &account, err);
    if (is_read && account) {
        plan->rest.label = step->handle ? arena_format(&plan->arena, "@%s", step->handle)
                                        : arena_dup(&plan->arena, step->account);
        plan->rest.price = price_rest(list_lookup_account(planning->session, account));
        plan->rest_no = step->no;
    }
    arena_fini(&arena);
    return is_read;
}

static bool take_step(struct planning *planning, const struct crawl_step *step, struct err *err) {
    struct crawl_plan *plan = planning->plan;
    bool goes_on = step->outcome == CRAWL_UNDER_WAY || step->outcome == CRAWL_PARTIAL;
    bool is_loaded = step->outcome != CRAWL_SKIPPED && step->outcome != CRAWL_UNDER_WAY;
    if (goes_on && !take_rest(planning, step, err))
        return false;
    crawl_members_take(planning->members, step->no, step->depth, is_loaded);
    if (plan->last_count < CRAWL_PLAN_ROWS || step->listed) {
        /* Whole lists: those before the last rows fall out again. */
        size_t at = plan->last_count++ % CRAWL_PLAN_ROWS;
        plan->last[at].rows = step->listed;
        plan->last[at].fresh = step->fresh;
    }
    return true;
}

static void sum_last_rows(struct crawl_plan *plan) {
    size_t kept = plan->last_count < CRAWL_PLAN_ROWS ? plan->last_count : CRAWL_PLAN_ROWS;
    for (size_t i = 1; i <= kept && plan->rows < CRAWL_PLAN_ROWS; i++) {
        size_t at = (plan->last_count - i) % CRAWL_PLAN_ROWS;
        plan->rows += plan->last[at].rows;
        plan->fresh += plan->last[at].fresh;
    }
}

static bool take_steps(struct planning *planning, struct err *err) {
    size_t count = planning->crawl ? STEPS_AT_A_TIME : 0;
    for (int64_t from = 1; count == STEPS_AT_A_TIME; from += STEPS_AT_A_TIME) {
        struct crawl_step *steps;
        struct arena arena;
        arena_init(&arena);
        bool is_read = crawl_log_steps(planning->session->store, planning->crawl, from,
                                       STEPS_AT_A_TIME, &arena, &steps, &count, err);
        for (size_t i = 0; is_read && i < count; i++)
            is_read = take_step(planning, &steps[i], err);
        arena_fini(&arena);
        if (!is_read)
            return false;
    }
    sum_last_rows(planning->plan);
    return true;
}

/* The frontier. */

static bool rank(struct planning *planning, struct err *err) {
    bool is_fine = true;
    crawl_members_begin(planning->members, INT64_MAX, FRONTIER_ROWS_MAX);
    while (!crawl_members_go_on(planning->members, &is_fine, err))
        continue;
    return is_fine;
}

static bool put_first(struct planning *planning, const struct ranking_item *item, struct err *err) {
    struct crawl_plan *plan = planning->plan;
    struct account *account = NULL;
    struct arena arena;
    arena_init(&arena);
    bool is_read =
        lookup_account_by_number(planning->session->store, item->account, &arena, &account, err);
    struct crawl_plan_row *row = &plan->first[plan->first_count];
    if (is_read && account) {
        row->label = account->username ? arena_format(&plan->arena, "@%s", account->username)
                                       : arena_dup(&plan->arena, account->id);
        row->lists = item->lists;
        row->price = item->price;
        plan->first_count++;
    }
    arena_fini(&arena);
    return is_read;
}

static bool put_frontier(struct planning *planning, struct err *err) {
    struct crawl_plan *plan = planning->plan;
    struct frontier_sum sum = crawl_members_sum(planning->members);
    int64_t left = planning->left - plan->rest.price - plan->seed_credits;
    size_t count;
    const struct ranking_item *items = crawl_members_items(planning->members, &count);
    plan->frontier = sum.accounts;
    plan->credits = sum.credits;
    plan->unknown = sum.unknown;
    for (size_t i = 0; i < count; i++) {
        bool is_dear = crawl_members_is_dear(planning->members, items[i].price);
        if (!is_dear && plan->first_count < CRAWL_PLAN_FIRST &&
            !put_first(planning, &items[i], err))
            return false;
        bool fits = !is_dear && items[i].price <= left;
        plan->about += fits;
        left -= fits ? items[i].price : 0;
        if (!fits && !is_dear && crawl_members_is_random(planning->members))
            break;
    }
    bool is_bound = planning->order.lists != CRAWL_NO_BOUND && plan->about > planning->order.lists;
    plan->about = is_bound ? planning->order.lists : plan->about;
    return true;
}

/* What lists of this store brought. */
static void put_experience(struct crawl_plan *plan, const struct graph_index *index) {
    size_t count;
    const struct chosen *lists = graph_index_lists(index, &count);
    for (size_t i = 0; i < count; i++) {
        if (!lists[i].snapshot)
            continue;
        plan->lists++;
        plan->hidden += lists[i].state == STANDING_HIDDEN;
        plan->failed += lists[i].state == STANDING_FAILED;
        if (lists[i].reported == ACCOUNT_UNKNOWN)
            continue;
        plan->listed += lists[i].listed;
        plan->reported += lists[i].reported;
    }
}

/* Which rule, and what it may still cost. */
static bool begin(struct planning *planning, const struct crawl_order *order, int64_t more,
                  struct err *err) {
    struct crawl_plan *plan = planning->plan;
    struct crawl_record record = {0};
    plan->is_continued = !order;
    if (!order &&
        !crawl_log_read(planning->session->store, planning->crawl, &plan->arena, &record, err))
        return false;
    if (!order && !record.id)
        return err_set(err, ERR_USAGE, "the store has no crawl to go on with");
    planning->crawl = plan->crawl = record.id;
    planning->order = order ? *order : record.order;
    plan->spent = record.counted;
    plan->budget = order ? order->budget : more ? more : crawl_left(&record);
    planning->left = plan->budget;
    plan->is_random = !strncmp(planning->order.sort, "random", strlen("random"));
    plan->is_bounded = planning->order.per_list != CRAWL_NO_BOUND;
    return true;
}

bool crawl_plan_make(struct crawl_plan *plan, struct session *session,
                     const struct crawl_order *order, int64_t crawl, int64_t more,
                     struct err *err) {
    struct planning planning = {.plan = plan, .session = session, .crawl = crawl};
    *plan = (struct crawl_plan){.budget = 0};
    arena_init(&plan->arena);
    if (!begin(&planning, order, more, err))
        return false;
    planning.members = crawl_members_new(session, &planning.order, err);
    bool is_made = planning.members && counting_finish(session, err) &&
                   take_steps(&planning, err) && take_seeds(&planning, err) &&
                   rank(&planning, err) && put_frontier(&planning, err);
    if (is_made)
        put_experience(plan, session->index);
    crawl_members_free(planning.members);
    return is_made;
}

void crawl_plan_make_first(struct crawl_plan *plan, const struct crawl_order *order) {
    *plan = (struct crawl_plan){.budget = order->budget};
    arena_init(&plan->arena);
    for (const char *at = order->seeds; *at; at += *at == ' ') {
        at += strcspn(at, " ");
        plan->seeds++;
    }
    plan->seeds_unknown = plan->seed_credits = plan->seeds;
}

void crawl_plan_fini(struct crawl_plan *plan) {
    arena_fini(&plan->arena);
}

static void put_budget(const struct crawl_plan *plan, struct buf *out) {
    char budget[FIGURE_MAX], dollars[FIGURE_MAX], spent[FIGURE_MAX];
    buf_format(out, "At most %s (%s)%s", figure_credits(plan->budget, budget),
               figure_dollars(plan->budget, dollars), plan->is_continued ? " from now on" : "");
    if (plan->is_continued)
        buf_format(out, "; %s before", figure_grouped(plan->spent, spent));
    buf_text_put(out, ".\n");
}

static void put_seeds(const struct crawl_plan *plan, struct buf *out) {
    char seeds[FIGURE_MAX], credits[FIGURE_MAX];
    int64_t loaded = plan->seeds - plan->seeds_stored - plan->seeds_begun;
    if (plan->rest.label && plan->rest.price)
        buf_format(out, "The rest of %s's list comes first, for about %s.\n", plan->rest.label,
                   figure_credits(plan->rest.price, credits));
    else if (plan->rest.label)
        buf_format(out, "The rest of %s's list comes first; its length is not known.\n",
                   plan->rest.label);
    if (!plan->seeds)
        return;
    buf_format(out, "%s, %lld stored", figure_counted(plan->seeds, "seed", seeds),
               (long long)plan->seeds_stored);
    if (plan->seeds_begun)
        buf_format(out, ", %lld begun", (long long)plan->seeds_begun);
    if (loaded)
        buf_format(out, "; those to load come first, for %s%s",
                   figure_credits(plan->seed_credits, credits),
                   plan->seeds_unknown ? " and lists of unknown length" : "");
    buf_text_put(out, ".\n");
}

static void put_accounts(const struct crawl_plan *plan, struct buf *out) {
    char accounts[FIGURE_MAX], credits[FIGURE_MAX], unknown[FIGURE_MAX], about[FIGURE_MAX];
    buf_format(out, "The frontier has %s: %s for all.",
               figure_counted(plan->frontier, "account", accounts),
               figure_credits(plan->credits, credits));
    if (plan->unknown)
        buf_format(out, " %s without a price stay out.", figure_grouped(plan->unknown, unknown));
    if (plan->seeds > plan->seeds_stored)
        buf_text_put(out, " The seeds' lists will add to it.");
    buf_text_put(out, "\n");
    for (size_t i = 0; i < plan->first_count; i++)
        buf_format(out, "%4zu. %s: in %s, %s\n", i + 1, plan->first[i].label,
                   figure_counted(plan->first[i].lists, "list", accounts),
                   figure_credits(plan->first[i].price, credits));
    if (plan->frontier && !plan->about)
        buf_text_put(out, "None of them fits in the budget.\n");
    else if (plan->about)
        buf_format(out,
                   "About %s fit in the budget as the frontier is now; each one changes the "
                   "order.\n",
                   figure_counted(plan->about, "list", about));
}

static void put_store(const struct crawl_plan *plan, struct buf *out) {
    char lists[FIGURE_MAX], listed[FIGURE_MAX], reported[FIGURE_MAX], fresh[FIGURE_MAX],
        rows[FIGURE_MAX];
    if (plan->lists)
        buf_format(out,
                   "This store so far: %s, %s of %s reported rows listed, %lld hidden, %lld "
                   "failed.\n",
                   figure_counted(plan->lists, "list", lists), figure_grouped(plan->listed, listed),
                   figure_grouped(plan->reported, reported), (long long)plan->hidden,
                   (long long)plan->failed);
    if (plan->rows)
        buf_format(out, "Of the last %s that this crawl listed, %s were new (%lld %%).\n",
                   figure_counted(plan->rows, "row", rows), figure_grouped(plan->fresh, fresh),
                   (long long)(plan->fresh * PERCENT / plan->rows));
}

void crawl_plan_put(const struct crawl_plan *plan, struct buf *out) {
    put_budget(plan, out);
    put_seeds(plan, out);
    put_accounts(plan, out);
    put_store(plan, out);
    if (plan->is_random && plan->is_bounded)
        buf_text_put(out, "Short lists preferred: those above the most per list are skipped, so "
                          "this is no random sample of the frontier.\n");
}
