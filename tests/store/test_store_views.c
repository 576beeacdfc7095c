/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The views say in SQL what the program decides in C, in stores of random lists: complete, partial,
 * cut, stopped, failed, hidden, with repeats and records without an id, of owners proved or not,
 * private, or said to follow nobody, with pages that come late. */
#include "model/list.h"
#include "store/edges.h"
#include "store/lookup.h"
#include "store/page_sums.h"
#include "tests/support/effort.h"
#include "tests/support/mixture.h"
#include "tests/support/paid.h"
#include "tests/support/run.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STORES = 40, MOST = 256, PLAN_MAX = 1 << 14 };

static struct paid paid;
static struct arena arena;
static struct err err;
static struct holding chosen[MOST];
static size_t chosen_count;

static int64_t number_or(struct statement *from, int column, int64_t otherwise) {
    return sql_is_null(from, column) ? otherwise : sql_number(from, column);
}

static void take_page(void *context, struct page *page) {
    list_add_page(context, page);
}

/* What the model makes of the same pages. */
static void assert_model(const struct holding *holding) {
    struct list *list = list_new("x", "x");
    ck_assert(lookup_pages(paid.store, holding->snapshot, 0, take_page, list, &err));
    ck_assert_int_eq((int64_t)list->page_count, holding->pages);
    ck_assert_int_eq((int64_t)list->count, holding->listed + holding->nameless);
    ck_assert_int_eq((int64_t)list->repeats, holding->repeats);
    ck_assert_int_eq(list->stop != LIST_STOP_NONE, holding->state == STANDING_STOPPED);
    list_free(list);
}

static void assert_standings(void) {
    struct statement *each = sql_use(
        paid.store->sql, "SELECT snapshot, state, is_complete, length_lo, length_hi, reported,"
                         " is_chosen FROM list_standing ORDER BY snapshot");
    size_t count = 0, is_chosen = 0;
    for (; sql_step(each, &err) == SQL_ROW; count++) {
        struct holding holding;
        ck_assert(holding_of_snapshot(paid.store, sql_number(each, 0), &holding, &arena, &err));
        ck_assert_str_eq(sql_text(each, 1), standing_name(holding.state));
        ck_assert_int_eq(sql_number(each, 2), holding.is_complete);
        ck_assert_int_eq(sql_number(each, 3), holding.length_lo);
        ck_assert_int_eq(number_or(each, 4, STANDING_NO_LIMIT), holding.length_hi);
        ck_assert_int_eq(number_or(each, 5, ACCOUNT_UNKNOWN), holding.reported);
        assert_model(&holding);
        if (!sql_number(each, 6))
            continue;
        is_chosen++;
        ck_assert(holding_chosen(paid.store, holding.snapshot, &holding, &arena, &err));
        ck_assert_int_eq(holding.snapshot, sql_number(each, 0));
        ck_assert_int_ne(holding.state, STANDING_NONE);
    }
    ck_assert_uint_eq(count, MIXTURE_SNAPSHOTS);
    size_t listed = 0;
    for (size_t i = 0; i < chosen_count; i++)
        listed += chosen[i].snapshot != 0;
    ck_assert_uint_eq(is_chosen, listed);
}

static void keep(void *context, const struct holding *holding) {
    (void)context;
    ck_assert_uint_lt(chosen_count, MOST);
    chosen[chosen_count] = *holding;
    chosen[chosen_count].id = arena_dup(&arena, holding->id);
    chosen[chosen_count++].label = NULL;
}

/* Counts as the program does: by the members of each chosen list. */
static void count_lists(int64_t account, int64_t *in, int64_t *most) {
    *in = *most = 0;
    for (size_t i = 0; i < chosen_count; i++) {
        uint32_t *members;
        size_t count;
        bool has = false;
        if (!chosen[i].snapshot || chosen[i].account == account)
            continue;
        ck_assert(edges_of(paid.store, chosen[i].snapshot, &members, &count, &err));
        for (size_t at = 0; at < count; at++)
            has = has || members[at] == account;
        free(members);
        *in += has;
        *most += has || !chosen[i].is_complete;
    }
}

static void assert_accounts(void) {
    struct statement *each = sql_use(
        paid.store->sql, "SELECT a.id, v.in_lists, v.in_lists_max, v.list_state, v.list_snapshot,"
                         " v.listed FROM accounts v JOIN account a ON 'tt' || a.key = v.id");
    while (sql_step(each, &err) == SQL_ROW) {
        struct holding holding;
        char name[32] = "";
        int64_t in, most;
        count_lists(sql_number(each, 0), &in, &most);
        ck_assert_int_eq(sql_number(each, 1), in);
        ck_assert_int_eq(sql_number(each, 2), most);
        ck_assert(holding_of(paid.store, sql_number(each, 0), &holding, &arena, &err));
        ck_assert_str_eq(sql_text(each, 3), standing_name(holding.state));
        snprintf(name, sizeof name, "s%d", (int)holding.snapshot);
        ck_assert_pstr_eq(sql_text(each, 4), holding.snapshot ? name : NULL);
        ck_assert_int_eq(number_or(each, 5, 0), holding.listed);
    }
}

/* All follows, in order, against the members of each chosen list. */
static void assert_follows(void) {
    size_t expected = 0;
    for (size_t i = 0; i < chosen_count; i++) {
        uint32_t *members;
        size_t count;
        if (!chosen[i].snapshot || !chosen[i].account)
            continue;
        ck_assert(edges_of(paid.store, chosen[i].snapshot, &members, &count, &err));
        struct statement *each = sql_use(
            paid.store->sql, "SELECT t.id, f.rank, f.list_state FROM follows f JOIN account t"
                             " ON 'tt' || t.key = f.target WHERE f.source = 'tt' || ?1"
                             " ORDER BY f.rank");
        sql_bind_text(each, 1, chosen[i].id);
        for (size_t at = 0; at < count; at++, expected++) {
            ck_assert_int_eq(sql_step(each, &err), SQL_ROW);
            ck_assert_int_eq(sql_number(each, 0), members[at]);
            ck_assert_int_eq(sql_number(each, 1), (int64_t)at + 1);
            ck_assert_str_eq(sql_text(each, 2), standing_name(chosen[i].state));
        }
        sql_end(each);
        free(members);
    }
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM follows"), (int64_t)expected);
}

static void count_owner(void *context, const struct holding *holding, int64_t rank) {
    ck_assert_int_gt(rank, 0);
    *(int64_t *)context += 1000 * (holding->account != 0) * rank + 1;
}

static void assert_owners(void) {
    struct statement *each =
        sql_use(paid.store->sql, "SELECT t.id, coalesce((SELECT sum(f.rank) FROM follows f"
                                 " WHERE f.target = 'tt' || t.key AND f.source <> f.target), 0)"
                                 " FROM account t WHERE t.key <> ''");
    while (sql_step(each, &err) == SQL_ROW) {
        int64_t seen = 0, in, most;
        count_lists(sql_number(each, 0), &in, &most);
        ck_assert(edges_owners(paid.store, sql_number(each, 0), count_owner, &seen, &err));
        ck_assert_int_eq(seen, 1000 * sql_number(each, 1) + in);
    }
}

START_TEST(views_and_rules_agree) {
    bool are_right = false;
    paid_open(&paid);
    arena_init(&arena);
    chosen_count = 0;
    mixture_fill(&paid, &arena, (uint64_t)_i);
    ck_assert_msg(page_sums_check(paid.store->sql, &are_right, &err), "%s", err.text);
    ck_assert(are_right);
    paid_each_holding(paid.store, keep, NULL);
    assert_standings();
    assert_accounts();
    assert_follows();
    assert_owners();
    arena_fini(&arena);
    paid_close(&paid);
}
END_TEST

/* So that the stores above have what they are for. */
START_TEST(every_state_is_among_them) {
    int64_t seen[STANDING_STATES] = {0};
    for (uint64_t seed = 0; seed < STORES; seed++) {
        paid_open(&paid);
        arena_init(&arena);
        chosen_count = 0;
        mixture_fill(&paid, &arena, seed);
        paid_each_holding(paid.store, keep, NULL);
        for (size_t i = 0; i < chosen_count; i++)
            seen[chosen[i].state]++;
        arena_fini(&arena);
        paid_close(&paid);
    }
    for (int state = STANDING_COMPLETE; state < STANDING_STATES; state++)
        ck_assert_msg(seen[state] > 0, "%s", standing_name((enum standing_state)state));
}
END_TEST

/* No statement about one account reads them all. */
START_TEST(an_account_is_found_by_its_index) {
    static const struct {
        const char *select, *steps[2];
    } cases[] = {
        {"SELECT * FROM accounts WHERE id = 'tt1'", {"SEARCH a USING INDEX account_tt (", ""}},
        {"SELECT * FROM follows WHERE target = 'tt1'",
         {"SEARCH t USING INDEX account_tt (", "SEARCH e USING COVERING INDEX edge_account ("}},
    };
    paid_open(&paid);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf text, plan;
        buf_init(&text, PLAN_MAX);
        buf_init(&plan, PLAN_MAX);
        buf_format(&text, "EXPLAIN QUERY PLAN %s", cases[i].select);
        struct statement *explain = sql_use(paid.store->sql, buf_text(&text));
        while (sql_step(explain, &err) == SQL_ROW)
            buf_format(&plan, "%s\n", sql_text(explain, 3));
        for (size_t step = 0; step < 2; step++)
            ck_assert_msg(strstr(buf_text(&plan), cases[i].steps[step]) != NULL, "%s: %s",
                          cases[i].select, buf_text(&plan));
        buf_fini(&plan);
        buf_fini(&text);
    }
    paid_close(&paid);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("store views");
    TCase *tc = tcase_create("views");
    tcase_set_timeout(tc, 120);
    tcase_add_loop_test(tc, views_and_rules_agree, 0, (int)effort_runs(STORES / 2, 400, 4000));
    tcase_add_test(tc, every_state_is_among_them);
    tcase_add_test(tc, an_account_is_found_by_its_index);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
