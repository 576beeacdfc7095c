/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is in the frontier, at which price, and that what is kept up to date is what would be made
 * from the beginning. */
#include "analysis/frontier.h"

#include "sandbox/prng.h"
#include "store/census.h"
#include "store/store_internal.h"
#include "tests/support/effort.h"
#include "tests/support/paid.h"
#include "tests/support/run.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ID_MAX = 24, PEOPLE = 40, PAGE_MAX = 8, STEPS = 60 };

static struct paid paid;
static struct store *reader;
static struct graph_index *the_index;
static struct frontier *frontier;
static int64_t now_ms;
static struct err err;

static void set_up(void) {
    paid_open(&paid);
    const struct store_config config = {.path = paid.path};
    reader = store_open_reader(&config, &err);
    ck_assert_msg(reader != NULL, "%s", err.text);
    the_index = graph_index_new(reader);
    frontier = frontier_new(reader, the_index);
    now_ms = 1000;
}

static void tear_down(void) {
    frontier_free(frontier);
    graph_index_free(the_index);
    store_close(reader);
    paid_close(&paid);
}

static struct account person(const char *id, int64_t following) {
    struct account account = paid_account(id, id, 5);
    account.following_count = following;
    return account;
}

static void enter_profile(const struct account *account) {
    paid_enter_profile(&paid, account->id, now_ms++, account);
}

static int64_t enter_list(const char *owner, const struct account *rows, size_t count,
                          const char *next) {
    int64_t snapshot = paid_snapshot(&paid, owner);
    paid_enter(&paid, snapshot, 0, now_ms++, paid_page(rows, count, next));
    return snapshot;
}

static void finish(void) {
    ck_assert_msg(graph_index_finish(the_index, &err), "%s", err.text);
    ck_assert_msg(frontier_finish(frontier, &err), "%s", err.text);
    ck_assert(frontier_is_ranked(frontier));
}

static void choose(const char *name) {
    struct ranking ranking;
    ck_assert(ranking_parse(name, &ranking, &err));
    frontier_choose(frontier, &ranking, FRONTIER_ROWS_MAX);
}

static void put_items(struct frontier *from, struct buf *out) {
    size_t count;
    const struct ranking_item *items = frontier_items(from, &count);
    struct frontier_sum sum = frontier_sum(from);
    for (size_t i = 0; i < count; i++) {
        ck_assert(census_put_id(paid.store, items[i].account, out, &err));
        buf_format(out, " %u/%d, ", items[i].lists, (int)items[i].price);
    }
    buf_format(out, "%d for %d, %d unknown", (int)sum.accounts, (int)sum.credits, (int)sum.unknown);
}

static void assert_items(const char *expected) {
    struct buf text;
    buf_init(&text, 4096);
    finish();
    put_items(frontier, &text);
    ck_assert_str_eq(buf_text(&text), expected);
    buf_fini(&text);
}

START_TEST(an_empty_store_has_no_frontier) {
    ck_assert(!frontier_is_ranked(frontier));
    assert_items("0 for 0, 0 unknown");
}
END_TEST

/* Two lists. Of their accounts, one follows nobody, one is private, one has no id, of one nobody
 * knows how many it follows. */
START_TEST(who_cannot_be_loaded_is_left_out) {
    struct account rows[] = {person("1", 5),  person("2", ACCOUNT_UNKNOWN),
                             person("3", 0),  person("4", 9),
                             person(NULL, 4), person("17", 8),
                             person("18", 3), person("6", 1)};
    rows[3].is_private = true;
    enter_list("17", rows, 8, NULL);
    enter_list("18", rows, 1, "next");
    assert_items("1 2/5, 6 1/1, 18 1/2, 3 for 8, 1 unknown");
}
END_TEST

/* One is complete, one hidden, one partly loaded, one longer than reported. */
START_TEST(lists_that_ended_are_left_out) {
    const struct account rows[] = {person("1", 2), person("2", 7), person("3", 10), person("4", 1)};
    const struct account more[] = {person("8", 1), person("9", 1)};
    enter_list("17", rows, 4, NULL);
    enter_list("1", more, 2, NULL);
    enter_list("2", NULL, 0, NULL);
    enter_list("3", more, 2, "next");
    enter_list("4", more, 2, "next");
    assert_items("8 3/1, 9 3/1, 3 1/8, 3 for 10, 1 unknown");
}
END_TEST

START_TEST(another_list_or_record_ranks_again) {
    const struct account rows[] = {person("1", 40), person("2", 10), person("3", 10)};
    const struct account less = person("1", 4), none = person("3", 0);
    enter_list("17", rows, 3, NULL);
    assert_items("2 1/10, 3 1/10, 1 1/40, 3 for 60, 0 unknown");
    uint64_t version = frontier_version(frontier);
    finish();
    ck_assert_uint_eq(frontier_version(frontier), version);
    enter_list("18", rows, 1, NULL);
    assert_items("1 2/40, 2 1/10, 3 1/10, 3 for 60, 0 unknown");
    ck_assert_uint_ne(frontier_version(frontier), version);
    enter_profile(&less);
    assert_items("1 2/4, 2 1/10, 3 1/10, 3 for 24, 0 unknown");
    enter_profile(&none);
    assert_items("1 2/4, 2 1/10, 2 for 14, 0 unknown");
    enter_list("1", rows + 1, 1, NULL);
    assert_items("2 2/10, 1 for 10, 0 unknown");
}
END_TEST

/* Python: sorted("123", key=lambda i: hashlib.sha256(f"1:{i}".encode()).digest()). */
START_TEST(any_order_can_be_chosen) {
    struct account rows[] = {person("3", 40), person("2", 10), person("1", 10)};
    rows[0].follower_count = 9;
    rows[1].follower_count = ACCOUNT_UNKNOWN;
    enter_list("17", rows, 3, NULL);
    enter_list("18", rows, 1, NULL);
    assert_items("3 2/40, 1 1/10, 2 1/10, 3 for 60, 0 unknown");
    choose("first-found");
    ck_assert(!frontier_is_ranked(frontier));
    assert_items("3 2/40, 2 1/10, 1 1/10, 3 for 60, 0 unknown");
    choose("followers");
    assert_items("3 2/40, 1 1/10, 2 1/10, 3 for 60, 0 unknown");
    choose("seen");
    assert_items("3 2/40, 1 1/10, 2 1/10, 3 for 60, 0 unknown");
    choose("random:1");
    assert_items("2 1/10, 3 2/40, 1 1/10, 3 for 60, 0 unknown");
    choose("random:2");
    assert_items("2 1/10, 1 1/10, 3 2/40, 3 for 60, 0 unknown");
}
END_TEST

START_TEST(an_answer_while_ranking_is_not_lost) {
    const struct account rows[] = {person("1", 40), person("2", 10)};
    enter_list("17", rows, 1, NULL);
    ck_assert(graph_index_finish(the_index, &err));
    (void)frontier_go_on(frontier);
    enter_list("18", rows, 2, NULL);
    while (!graph_index_go_on(the_index) || !frontier_go_on(frontier))
        continue;
    assert_items("1 2/40, 2 1/10, 2 for 50, 0 unknown");
}
END_TEST

/* As reading every answer again ends if none of them can be read any more. */
static void read_nothing_again(void) {
    ck_assert_msg(catalogue_clear(paid.store, &err), "%s", err.text);
    ck_assert_msg(sql_run(paid.store->sql,
                          "UPDATE request SET outcome = 'unreadable' WHERE outcome IS NULL", &err),
                  "%s", err.text);
}

START_TEST(numbers_that_mean_others_are_read_again) {
    const struct account rows[] = {person("1", 40), person("2", 10)};
    enter_list("17", rows, 2, NULL);
    finish();
    read_nothing_again();
    assert_items("0 for 0, 0 unknown");
    enter_list("17", rows + 1, 1, NULL);
    assert_items("2 1/10, 1 for 10, 0 unknown");
}
END_TEST

START_TEST(a_store_that_cannot_be_read_is_an_error) {
    const struct account rows[] = {person("1", 40), person("2", 10)};
    enter_list("17", rows, 2, NULL);
    finish();
    ck_assert_msg(sql_run(paid.store->sql, "DROP TABLE record", &err), "%s", err.text);
    ck_assert(frontier_go_on(frontier));
    ck_assert_ptr_nonnull(frontier_error(frontier));
    ck_assert(!frontier_is_ranked(frontier));
    ck_assert(!frontier_finish(frontier, &err));
}
END_TEST

/* People who change, and lists that end, go on, or are begun again. */
static void enter_anything(struct prng *prng) {
    static char ids[PEOPLE][ID_MAX];
    struct account rows[PAGE_MAX];
    size_t count = prng_below(prng, PAGE_MAX + 1);
    for (size_t i = 0; i < PEOPLE; i++)
        snprintf(ids[i], ID_MAX, "%zu", 100 + i * 7);
    for (size_t i = 0; i < count; i++) {
        rows[i] = person(ids[prng_below(prng, PEOPLE)], (int64_t)prng_below(prng, 12) - 1);
        rows[i].is_private = prng_chance(prng, 5);
        rows[i].follower_count = prng_below(prng, 3);
    }
    if (count && prng_chance(prng, 20))
        enter_profile(&rows[0]);
    else
        enter_list(ids[prng_below(prng, PEOPLE)], rows, count,
                   prng_chance(prng, 50) ? "next" : NULL);
}

static void assert_same_as_from_the_beginning(const char *order) {
    struct graph_index *other_index = graph_index_new(reader);
    struct frontier *other = frontier_new(reader, other_index);
    struct buf kept, made;
    frontier_choose(other, frontier_order(frontier), FRONTIER_ROWS_MAX);
    ck_assert(graph_index_finish(other_index, &err) && frontier_finish(other, &err));
    buf_init(&kept, 1 << 16);
    buf_init(&made, 1 << 16);
    put_items(frontier, &kept);
    put_items(other, &made);
    ck_assert_msg(!strcmp(buf_text(&kept), buf_text(&made)), "%s: %s\nis not: %s", order,
                  buf_text(&kept), buf_text(&made));
    buf_fini(&kept);
    buf_fini(&made);
    frontier_free(other);
    graph_index_free(other_index);
}

START_TEST(changes_are_followed_exactly) {
    static const char *const orders[] = {"per-credit", "seen", "first-found", "followers",
                                         "random:3"};
    struct prng prng;
    prng_init(&prng, 12, (uint64_t)_i, 0);
    for (size_t step = 0; step < STEPS; step++) {
        enter_anything(&prng);
        choose(orders[prng_below(&prng, 5)]);
        finish();
        assert_same_as_from_the_beginning(orders[frontier_order(frontier)->order]);
    }
}
END_TEST

int main(void) {
    Suite *suite = suite_create("frontier");
    TCase *all = tcase_create("all");
    tcase_add_checked_fixture(all, set_up, tear_down);
    tcase_add_test(all, an_empty_store_has_no_frontier);
    tcase_add_test(all, who_cannot_be_loaded_is_left_out);
    tcase_add_test(all, lists_that_ended_are_left_out);
    tcase_add_test(all, another_list_or_record_ranks_again);
    tcase_add_test(all, any_order_can_be_chosen);
    tcase_add_test(all, an_answer_while_ranking_is_not_lost);
    tcase_add_test(all, numbers_that_mean_others_are_read_again);
    tcase_add_test(all, a_store_that_cannot_be_read_is_an_error);
    tcase_add_loop_test(all, changes_are_followed_exactly, 0, (int)effort_runs(3, 30, 300));
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
