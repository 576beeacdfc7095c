/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ledger reads the journal; days are local, here those of a city. */
#include "store/ledger.h"

#include "base/clock.h"
#include "store/settle.h"
#include "tests/support/bought.h"
#include "tests/support/paid.h"
#include "tests/support/run.h"

#include <stdlib.h>
#include <time.h>

enum { ROWS = 16 };
#define NOW_MS   INT64_C(1750000000000)     /* 2025-06-15 15:06:40 UTC */
#define LATER_MS (NOW_MS + SETTLE_GRACE_MS) /* what was given up at NOW_MS is no longer charged */

static void set_zone(const char *zone) {
    setenv("TZ", zone, 1);
    tzset();
}

/* A profile; two pages, the first after a lost attempt; a request that was not sent; one under
 * way. */
static void open_filled(struct paid *paid) {
    set_zone("UTC");
    paid_open(paid);
    struct store *store = paid->store;
    bought_answer(store, bought_send(store, bought_profile("nasa"), NOW_MS), 1, 999, NOW_MS + 5);
    bought_abandon(store, bought_send(store, bought_page("7001", 0), NOW_MS + 10), true,
                   NOW_MS + 15);
    struct journal_order again = bought_told(bought_page("7001", 0));
    again.attempt = 2;
    again.label = "nasa";
    bought_answer(store, bought_send(store, again, LATER_MS + 20), 20, 900, LATER_MS + 25);
    bought_answer(store, bought_send(store, bought_page("7001", 1), LATER_MS + 30), 5, 895,
                  LATER_MS + 35);
    bought_abandon(store, bought_send(store, bought_page("esa", 0), LATER_MS + 40), false,
                   LATER_MS + 45);
    bought_send(store, bought_page("7001", 2), LATER_MS + 50);
}

static size_t read_rows(struct paid *paid, int64_t from, size_t most, struct arena *arena,
                        struct ledger_row *rows) {
    struct err err = {0};
    size_t count;
    ck_assert_msg(ledger_read(paid->store, from, most, arena, rows, &count, &err), "%s", err.text);
    return count;
}

START_TEST(rows_come_newest_first) {
    struct paid paid;
    struct ledger_row rows[ROWS];
    struct arena arena;
    int64_t count;
    open_filled(&paid);
    arena_init(&arena);
    ck_assert(ledger_count(paid.store, &count, NULL));
    ck_assert_int_eq(count, 6);
    ck_assert_uint_eq(read_rows(&paid, 0, ROWS, &arena, rows), 6);
    for (int i = 0; i < 5; i++)
        ck_assert_int_gt(rows[i].sent_ms, rows[i + 1].sent_ms);
    ck_assert_uint_eq(read_rows(&paid, 1, 2, &arena, rows + 8), 2);
    ck_assert_int_eq(rows[8].request, rows[1].request);
    ck_assert_int_eq(rows[9].request, rows[2].request);
    ck_assert_str_eq(rows[8].label, rows[1].label);
    ck_assert_uint_eq(read_rows(&paid, 5, 2, &arena, rows), 1);
    ck_assert_uint_eq(read_rows(&paid, 6, 2, &arena, rows), 0);
    ck_assert_uint_eq(read_rows(&paid, 0, 0, &arena, rows), 0);
    arena_fini(&arena);
    paid_close(&paid);
}
END_TEST

static void assert_bill(const struct ledger_row *row, enum ledger_state state, const char *outcome,
                        int64_t credits, int64_t balance) {
    ck_assert_int_eq(row->state, state);
    if (outcome)
        ck_assert_str_eq(row->outcome, outcome);
    else
        ck_assert_ptr_null(row->outcome);
    ck_assert_int_eq(row->credits, credits);
    ck_assert_int_eq(row->balance, balance);
}

START_TEST(a_row_tells_all_of_a_request) {
    struct paid paid;
    struct ledger_row rows[ROWS];
    struct arena arena;
    open_filled(&paid);
    arena_init(&arena);
    ck_assert_uint_eq(read_rows(&paid, 0, ROWS, &arena, rows), 6);
    assert_bill(&rows[0], LEDGER_UNDER_WAY, NULL, REPLY_UNKNOWN, REPLY_UNKNOWN);
    assert_bill(&rows[1], LEDGER_NOT_SENT, "not sent", 0, REPLY_UNKNOWN);
    assert_bill(&rows[2], LEDGER_ANSWERED, "ok", 5, 895);
    assert_bill(&rows[3], LEDGER_ANSWERED, "ok", 20, 900);
    assert_bill(&rows[4], LEDGER_UNANSWERED, "no answer", REPLY_UNKNOWN, REPLY_UNKNOWN);
    assert_bill(&rows[5], LEDGER_ANSWERED, "ok", 1, 999);
    ck_assert_int_eq(rows[0].ended_ms, REPLY_UNKNOWN);
    ck_assert_int_eq(rows[0].rows, REPLY_UNKNOWN);
    ck_assert_int_eq(rows[0].page, 3);
    ck_assert_int_eq(rows[0].reserved, BOUGHT_LIMIT);
    ck_assert_int_eq(rows[0].limit, BOUGHT_LIMIT);
    ck_assert_int_eq(rows[0].run, paid.store->run);
    ck_assert_int_eq(rows[3].attempt, 2);
    ck_assert_int_eq(rows[3].page, 1);
    ck_assert_int_eq(rows[3].rows, 0);
    ck_assert_int_eq(rows[3].sent_ms, LATER_MS + 20);
    ck_assert_int_eq(rows[3].ended_ms, LATER_MS + 25);
    ck_assert_int_eq(rows[3].snapshot, rows[4].snapshot);
    ck_assert_int_eq(rows[3].kind, JOURNAL_FOLLOWING);
    ck_assert_str_eq(rows[3].label, "nasa");
    /* 999 - 20 - 900 are 79; the lost one may have cost 20 of them. */
    ck_assert_int_eq(rows[3].jump, -59);
    ck_assert_int_eq(rows[4].jump, 0);
    ck_assert_int_eq(rows[5].kind, JOURNAL_PROFILE);
    ck_assert_int_eq(rows[5].page, 0);
    ck_assert_int_eq(rows[5].snapshot, 0);
    ck_assert_int_eq(rows[5].limit, REPLY_UNKNOWN);
    ck_assert_int_eq(rows[5].reserved, 1);
    arena_fini(&arena);
    paid_close(&paid);
}
END_TEST

START_TEST(what_was_proved_is_marked) {
    struct paid paid;
    struct ledger_row rows[ROWS];
    struct arena arena;
    set_zone("UTC");
    paid_open(&paid);
    arena_init(&arena);
    bought_answer(paid.store, bought_send(paid.store, bought_page("a", 0), NOW_MS), 20, 980,
                  NOW_MS);
    bought_abandon(paid.store, bought_send(paid.store, bought_page("b", 0), NOW_MS), true, NOW_MS);
    bought_answer(paid.store, bought_send(paid.store, bought_page("c", 0), NOW_MS), 20, 940,
                  NOW_MS);
    bought_abandon(paid.store, bought_send(paid.store, bought_page("d", 0), NOW_MS), true, NOW_MS);
    bought_abandon(paid.store, bought_send(paid.store, bought_page("e", 0), NOW_MS), true, NOW_MS);
    bought_answer(paid.store, bought_send(paid.store, bought_page("f", 0), LATER_MS), 20, 915,
                  LATER_MS);
    ck_assert_uint_eq(read_rows(&paid, 0, ROWS, &arena, rows), 6);
    static const struct {
        bool is_proved, is_shared;
        int64_t credits;
    } should_be[] = {{0, 0, 20}, {1, 1, 0}, {1, 1, 5}, {0, 0, 20}, {1, 0, 20}, {0, 0, 20}};
    for (int i = 0; i < 6; i++) {
        ck_assert_int_eq(rows[i].is_proved, should_be[i].is_proved);
        ck_assert_int_eq(rows[i].is_shared, should_be[i].is_shared);
        ck_assert_int_eq(rows[i].credits, should_be[i].credits);
    }
    arena_fini(&arena);
    paid_close(&paid);
}
END_TEST

static size_t read_sums(struct store *store, enum ledger_by by, struct arena *arena,
                        struct ledger_sum **sums) {
    struct err err = {0};
    size_t count;
    ck_assert_msg(ledger_sums(store, by, arena, sums, &count, &err), "%s", err.text);
    return count;
}

static void assert_sum(const struct ledger_sum *sum, const char *label, int64_t requests,
                       int64_t credits, int64_t maybe, int64_t first_ms, int64_t last_ms) {
    if (label)
        ck_assert_str_eq(sum->label, label);
    else
        ck_assert_ptr_null(sum->label);
    ck_assert_int_eq(sum->requests, requests);
    ck_assert_int_eq(sum->credits, credits);
    ck_assert_int_eq(sum->maybe, maybe);
    ck_assert_int_eq(sum->first_ms, first_ms);
    ck_assert_int_eq(sum->last_ms, last_ms);
}

static void assert_sum_of_list(struct store *store, const char *target, int64_t requests,
                               int64_t credits, int64_t maybe) {
    struct ledger_sum sum;
    struct err err = {0};
    ck_assert_msg(ledger_sum_of_list(store, target, &sum, &err), "%s", err.text);
    ck_assert_int_eq(sum.requests, requests);
    ck_assert_int_eq(sum.credits, credits);
    ck_assert_int_eq(sum.maybe, maybe);
}

static void name_account(struct store *store, const char *name, const char *key) {
    struct err err;
    struct statement *account = sql_use(store->sql, "INSERT INTO account (id, key) VALUES (1, ?1)");
    sql_bind_text(account, 1, key);
    ck_assert_msg(sql_do(account, &err), "%s", err.text);
    struct statement *alias =
        sql_use(store->sql, "INSERT INTO alias (name, account, seen_ms) VALUES (?1, 1, 0)");
    sql_bind_text(alias, 1, name);
    ck_assert_msg(sql_do(alias, &err), "%s", err.text);
}

START_TEST(sums_are_of_lists_and_sessions) {
    struct paid paid;
    struct ledger_sum *sums;
    struct arena arena;
    struct err err;
    open_filled(&paid);
    arena_init(&arena);
    ck_assert_uint_eq(read_sums(paid.store, LEDGER_BY_LIST, &arena, &sums), 3);
    assert_sum(&sums[0], "7001", 4, 25, 40, NOW_MS + 10, LATER_MS + 50);
    assert_sum(&sums[1], "esa", 1, 0, 0, LATER_MS + 40, LATER_MS + 45);
    assert_sum(&sums[2], "nasa", 1, 1, 0, NOW_MS, NOW_MS + 5);
    assert_sum_of_list(paid.store, "7001", 4, 25, 40);
    assert_sum_of_list(paid.store, "Nasa", 1, 1, 0);
    /* Once its profile's account is known, it belongs to her list. */
    name_account(paid.store, "NASA", "7001");
    ck_assert_uint_eq(read_sums(paid.store, LEDGER_BY_LIST, &arena, &sums), 2);
    assert_sum(&sums[0], "7001", 5, 26, 40, NOW_MS, LATER_MS + 50);
    assert_sum(&sums[1], "esa", 1, 0, 0, LATER_MS + 40, LATER_MS + 45);
    assert_sum_of_list(paid.store, "7001", 5, 26, 40);
    assert_sum_of_list(paid.store, "nasa", 0, 0, 0);
    int64_t first = paid.store->run;
    store_close(paid.store);
    const struct store_config config = {.path = paid.path, .kind = STORE_KIND_SANDBOX};
    paid.store = store_open(&config, LATER_MS + 100, &err);
    ck_assert_ptr_nonnull(paid.store);
    bought_answer(paid.store, bought_send(paid.store, bought_profile("x"), LATER_MS + 100), 1, 800,
                  LATER_MS + 101);
    ck_assert_uint_eq(read_sums(paid.store, LEDGER_BY_SESSION, &arena, &sums), 2);
    assert_sum(&sums[0], NULL, 1, 1, 0, LATER_MS + 100, LATER_MS + 101);
    ck_assert_int_eq(sums[0].id, paid.store->run);
    ck_assert_int_eq(sums[1].id, first);
    ck_assert_int_eq(sums[1].requests, 6);
    ck_assert_int_eq(sums[1].credits, 26);
    ck_assert_int_eq(sums[1].maybe, 40);
    arena_fini(&arena);
    paid_close(&paid);
}
END_TEST

START_TEST(sums_of_days_are_local) {
    struct paid paid;
    struct ledger_sum *sums;
    struct arena arena;
    set_zone("NST-12:45");
    paid_open(&paid);
    arena_init(&arena);
    int64_t day_ms = clock_day_start_ms(NOW_MS);
    ck_assert_uint_eq(read_sums(paid.store, LEDGER_BY_DAY, &arena, &sums), 0);
    bought_answer(paid.store, bought_send(paid.store, bought_page("a", 0), day_ms - 1), 7, 900,
                  day_ms - 1);
    bought_answer(paid.store, bought_send(paid.store, bought_page("b", 0), day_ms), 8, 892, day_ms);
    ck_assert_uint_eq(read_sums(paid.store, LEDGER_BY_DAY, &arena, &sums), 2);
    assert_sum(&sums[0], "2025-06-16", 1, 8, 0, day_ms, day_ms);
    assert_sum(&sums[1], "2025-06-15", 1, 7, 0, day_ms - 1, day_ms - 1);
    arena_fini(&arena);
    paid_close(&paid);
}
END_TEST

static void assert_day(const char *zone, int64_t at_s, int64_t start_s) {
    set_zone(zone);
    ck_assert_int_eq(clock_day_start_ms(at_s * 1000 + 999), start_s * 1000);
    ck_assert_int_eq(clock_day_start_ms(start_s * 1000), start_s * 1000);
    ck_assert_int_lt(clock_day_start_ms(start_s * 1000 - 1), start_s * 1000);
}

START_TEST(a_day_begins_with_its_first_second) {
    assert_day("UTC", 1750000000, 1749945600);
    assert_day("UTC", -1, -86400);
    assert_day("NST-12:45", 1750000000, 1749986100);
    /* Central Europe: 23 h on 2025-03-30, 25 h on 2025-10-26. */
    assert_day("CET-1CEST,M3.5.0,M10.5.0/3", 1743371999, 1743289200);
    assert_day("CET-1CEST,M3.5.0,M10.5.0/3", 1761519599, 1761429600);
    /* Clocks that skip midnight: 2025-03-30 begins at 01:00. */
    assert_day("ABC-2DEF,M3.5.0/0,M10.5.0/0", 1743300000, 1743285600);
    /* Clocks that go back from 01:00 to 00:00: 2025-10-26 has two midnights, the first counts. */
    assert_day("ABC1DEF,M3.5.0/0,M10.5.0/1", 1761490000, 1761436800);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("ledger");
    TCase *tc = tcase_create("ledger");
    tcase_add_test(tc, rows_come_newest_first);
    tcase_add_test(tc, a_row_tells_all_of_a_request);
    tcase_add_test(tc, what_was_proved_is_marked);
    tcase_add_test(tc, sums_are_of_lists_and_sessions);
    tcase_add_test(tc, sums_of_days_are_local);
    tcase_add_test(tc, a_day_begins_with_its_first_second);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
