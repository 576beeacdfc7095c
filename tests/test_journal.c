/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be sent, and what is written down of it. */
#include "base/clock.h"
#include "tests/bought.h"
#include "tests/paid.h"
#include "tests/run.h"

#include <check.h>

enum { NOW = 1750000000, DAY_S = 24 * 3600 };
#define NOW_MS (NOW * INT64_C(1000))

static struct store *open_second(const struct paid *paid) {
    struct err err;
    const struct store_config config = {.path = paid->path, .kind = STORE_KIND_SANDBOX};
    struct store *store = store_open(&config, NOW_MS, &err);
    ck_assert_msg(store != NULL, "%s", err.text);
    return store;
}

START_TEST(what_is_sent_is_written_down_before) {
    struct paid paid;
    paid_open(&paid);
    struct journal_ticket ticket;
    struct journal_order order = bought_page("nasa", 0);
    ck_assert_int_eq(bought_ask(paid.store, order, NOW_MS, &ticket), JOURNAL_SEND);
    ck_assert_int_eq(ticket.reserved, BOUGHT_LIMIT);
    ck_assert_int_gt(ticket.snapshot, 0);
    struct store *second = open_second(&paid);
    struct purse purse = bought_purse(second, NOW_MS);
    ck_assert_int_eq(purse.reserved, BOUGHT_LIMIT);
    ck_assert_int_eq(purse.used[PURSE_STORE], BOUGHT_LIMIT);
    ck_assert_int_eq(purse.used[PURSE_SESSION], 0);
    ck_assert_int_eq(purse.spent[PURSE_STORE], 0);
    ck_assert_int_eq(purse.balance, PURSE_UNKNOWN);
    ck_assert_int_eq(paid_number(&paid, "SELECT sent_ms FROM request WHERE state = 'under way'"
                                        " AND cursor_in IS NULL AND sent_no = 1"),
                     NOW_MS);
    store_close(second);
    paid_close(&paid);
}
END_TEST

START_TEST(a_page_is_bought_once) {
    struct paid paid;
    struct journal_ticket ticket, other;
    paid_open(&paid);
    struct store *second = open_second(&paid);
    ck_assert_int_eq(bought_ask(paid.store, bought_page("nasa", 0), NOW_MS, &ticket), JOURNAL_SEND);
    ck_assert_int_eq(bought_ask(second, bought_page("NASA", 0), NOW_MS, &other), JOURNAL_WAIT);
    ck_assert_int_eq(bought_ask(paid.store, bought_page("nasa", 0), NOW_MS, &other), JOURNAL_WAIT);
    bought_keep(paid.store, ticket.request, "{}", NOW_MS);
    ck_assert_int_eq(bought_ask(second, bought_page("nasa", 0), NOW_MS, &other), JOURNAL_WAIT);
    bought_enter(paid.store, ticket.request, 20, 980);
    ck_assert_int_eq(bought_ask(second, bought_page("nasa", 0), NOW_MS, &other), JOURNAL_HELD);
    ck_assert_int_eq(other.snapshot, ticket.snapshot);
    ck_assert_int_eq(bought_ask(second, bought_page("nasa", 1), NOW_MS, &other), JOURNAL_SEND);
    ck_assert_int_eq(other.snapshot, ticket.snapshot);
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM request"), 2);
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM snapshot"), 1);
    store_close(second);
    paid_close(&paid);
}
END_TEST

START_TEST(a_renewal_is_a_snapshot_of_its_own) {
    struct paid paid;
    struct journal_ticket first, second, third;
    paid_open(&paid);
    ck_assert_int_eq(bought_ask(paid.store, bought_page("nasa", 0), NOW_MS, &first), JOURNAL_SEND);
    bought_answer(paid.store, first.request, 20, 980, NOW_MS);
    struct journal_order renewal = bought_page("nasa", 0);
    renewal.is_fresh = true;
    ck_assert_int_eq(bought_ask(paid.store, renewal, NOW_MS, &second), JOURNAL_SEND);
    ck_assert_int_ne(second.snapshot, first.snapshot);
    ck_assert_int_eq(bought_ask(paid.store, renewal, NOW_MS, &third), JOURNAL_SEND);
    ck_assert_int_ne(third.snapshot, second.snapshot);
    /* Until it has a page, the one before it is the newest. */
    ck_assert_int_eq(bought_ask(paid.store, bought_page("nasa", 0), NOW_MS, &third), JOURNAL_HELD);
    ck_assert_int_eq(third.snapshot, first.snapshot);
    bought_answer(paid.store, second.request, 20, 960, NOW_MS);
    ck_assert_int_eq(bought_ask(paid.store, bought_page("nasa", 1), NOW_MS, &third), JOURNAL_SEND);
    ck_assert_int_eq(third.snapshot, second.snapshot);
    struct journal_order older = bought_page("nasa", 1);
    older.snapshot = first.snapshot;
    ck_assert_int_eq(bought_ask(paid.store, older, NOW_MS, &third), JOURNAL_SEND);
    ck_assert_int_eq(third.snapshot, first.snapshot);
    paid_close(&paid);
}
END_TEST

START_TEST(a_profile_is_bought_once) {
    struct paid paid;
    struct journal_ticket ticket, other;
    paid_open(&paid);
    struct account nasa = paid_account("7001", "nasa.new", 5);
    ck_assert_int_eq(bought_ask(paid.store, bought_profile("nasa"), NOW_MS, &ticket), JOURNAL_SEND);
    ck_assert_int_eq(ticket.reserved, 1);
    ck_assert_int_eq(ticket.snapshot, 0);
    ck_assert_int_eq(bought_ask(paid.store, bought_profile("Nasa"), NOW_MS, &other), JOURNAL_WAIT);
    bought_keep(paid.store, ticket.request, "{}", NOW_MS);
    ck_assert_int_eq(bought_ask(paid.store, bought_profile("NASA"), NOW_MS, &other), JOURNAL_WAIT);
    const struct finding finding = {
        .outcome = "ok", .credits = 1, .balance = 999, .profile = &nasa};
    ck_assert(catalogue_take(paid.store, ticket.request, &finding, NULL));
    static const char *const held[] = {"nasa", "NASA", "7001", "nasa.new", "Nasa.New"};
    for (size_t i = 0; i < sizeof held / sizeof *held; i++)
        ck_assert_int_eq(bought_ask(paid.store, bought_profile(held[i]), NOW_MS, &other),
                         JOURNAL_HELD);
    struct journal_order renewal = bought_profile("nasa");
    renewal.is_fresh = true;
    ck_assert_int_eq(bought_ask(paid.store, renewal, NOW_MS, &other), JOURNAL_SEND);
    ck_assert_int_eq(bought_ask(paid.store, bought_profile("esa"), NOW_MS, &other), JOURNAL_SEND);
    paid_close(&paid);
}
END_TEST

START_TEST(caps_shrink_and_then_stop) {
    struct paid paid;
    struct journal_ticket ticket;
    paid_open(&paid);
    paid.store->caps.most[PURSE_STORE] = 25;
    int64_t first = bought_send(paid.store, bought_page("a", 0), NOW_MS);
    ck_assert_int_eq(bought_ask(paid.store, bought_page("b", 0), NOW_MS, &ticket), JOURNAL_SEND);
    ck_assert_int_eq(ticket.reserved, 5);
    ck_assert_int_eq(bought_ask(paid.store, bought_page("c", 0), NOW_MS, &ticket), JOURNAL_CAPPED);
    ck_assert_int_eq(ticket.scope, PURSE_STORE);
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM request"), 2);
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM snapshot"), 2);
    /* What was set aside and not taken is free again; what may have been taken is not. */
    bought_answer(paid.store, first, 12, 988, NOW_MS);
    ck_assert_int_eq(bought_ask(paid.store, bought_page("c", 0), NOW_MS, &ticket), JOURNAL_SEND);
    ck_assert_int_eq(ticket.reserved, 8);
    bought_abandon(paid.store, ticket.request, true, NOW_MS);
    ck_assert_int_eq(bought_ask(paid.store, bought_page("c", 0), NOW_MS, &ticket), JOURNAL_CAPPED);
    ck_assert_int_eq(bought_purse(paid.store, NOW_MS).maybe, 8);
    paid_close(&paid);
}
END_TEST

START_TEST(caps_are_of_the_session_and_of_the_local_day) {
    struct paid paid;
    struct journal_ticket ticket;
    paid_open(&paid);
    struct store *second = open_second(&paid);
    int64_t day_ms = clock_day_start_ms(NOW_MS);
    paid.store->caps.most[PURSE_SESSION] = 20;
    bought_answer(paid.store, bought_send(paid.store, bought_page("a", 0), day_ms - 1), 20, 980,
                  day_ms - 1);
    ck_assert_int_eq(bought_ask(paid.store, bought_page("b", 0), day_ms, &ticket), JOURNAL_CAPPED);
    ck_assert_int_eq(ticket.scope, PURSE_SESSION);
    second->caps.most[PURSE_SESSION] = 20;
    second->caps.most[PURSE_DAY] = 15;
    ck_assert_int_eq(bought_ask(second, bought_page("b", 0), day_ms - 1, &ticket), JOURNAL_CAPPED);
    ck_assert_int_eq(ticket.scope, PURSE_DAY);
    ck_assert_int_eq(bought_ask(second, bought_page("b", 0), day_ms, &ticket), JOURNAL_SEND);
    ck_assert_int_eq(ticket.reserved, 15);
    struct purse purse = bought_purse(second, day_ms);
    ck_assert_int_eq(purse.used[PURSE_SESSION], 15);
    ck_assert_int_eq(purse.used[PURSE_DAY], 15);
    ck_assert_int_eq(purse.used[PURSE_STORE], 35);
    ck_assert_int_eq(purse.spent[PURSE_STORE], 20);
    store_close(second);
    paid_close(&paid);
}
END_TEST

START_TEST(a_current_balance_shrinks_what_is_asked_for) {
    struct paid paid;
    struct journal_ticket ticket;
    paid_open(&paid);
    bought_answer(paid.store, bought_send(paid.store, bought_page("a", 0), NOW_MS), 20, 7, NOW_MS);
    struct purse purse = bought_purse(paid.store, NOW_MS);
    ck_assert_int_eq(purse.balance, 7);
    ck_assert_int_eq(purse.balance_ms, NOW_MS);
    ck_assert(purse.is_balance_current);
    ck_assert_int_eq(bought_ask(paid.store, bought_page("b", 0), NOW_MS, &ticket), JOURNAL_SEND);
    ck_assert_int_eq(ticket.reserved, 7);
    bought_abandon(paid.store, ticket.request, false, NOW_MS);
    const struct store_config config = {.path = paid.path, .kind = STORE_KIND_SANDBOX};
    struct store *later = store_open(&config, NOW_MS + 1, NULL);
    ck_assert_ptr_nonnull(later);
    purse = bought_purse(later, NOW_MS + 1);
    ck_assert_int_eq(purse.balance, 7);
    ck_assert(!purse.is_balance_current);
    ck_assert_int_eq(bought_ask(later, bought_page("c", 0), NOW_MS, &ticket), JOURNAL_SEND);
    ck_assert_int_eq(ticket.reserved, BOUGHT_LIMIT);
    store_close(later);
    paid_close(&paid);
}
END_TEST

START_TEST(of_overlapping_balances_the_lowest_counts) {
    struct paid paid;
    paid_open(&paid);
    int64_t a = bought_send(paid.store, bought_page("a", 0), NOW_MS);
    int64_t b = bought_send(paid.store, bought_page("b", 0), NOW_MS);
    int64_t c = bought_send(paid.store, bought_page("c", 0), NOW_MS);
    bought_answer(paid.store, a, 20, 960, NOW_MS + 1);
    bought_answer(paid.store, b, 20, 980, NOW_MS + 2);
    ck_assert_int_eq(bought_purse(paid.store, NOW_MS).balance, 960);
    ck_assert_int_eq(bought_purse(paid.store, NOW_MS).balance_ms, NOW_MS + 1);
    /* Begun after both, while c is still under way: those two are out of date. */
    bought_answer(paid.store, bought_send(paid.store, bought_page("x", 0), NOW_MS), 20, 5000,
                  NOW_MS + 2);
    ck_assert_int_eq(bought_purse(paid.store, NOW_MS).balance, 5000);
    bought_abandon(paid.store, c, false, NOW_MS + 3);
    bought_answer(paid.store, bought_send(paid.store, bought_page("d", 0), NOW_MS), 20, 940,
                  NOW_MS + 4);
    ck_assert_int_eq(bought_purse(paid.store, NOW_MS).balance, 940);
    /* Once nothing else was under way, a higher one is a fact. */
    bought_answer(paid.store, bought_send(paid.store, bought_page("e", 0), NOW_MS), 20, 9920,
                  NOW_MS + 5);
    ck_assert_int_eq(bought_purse(paid.store, NOW_MS).balance, 9920);
    paid_close(&paid);
}
END_TEST

START_TEST(a_store_that_cannot_take_it_lets_nothing_be_sent) {
    struct paid paid;
    struct err err = {0};
    struct journal_ticket ticket;
    struct journal_order order = bought_page("a", 0);
    paid_open(&paid);
    const struct store_config config = {.path = paid.path, .kind = STORE_KIND_SANDBOX};
    struct store *reader = store_open_reader(&config, &err);
    ck_assert_msg(reader != NULL, "%s", err.text);
    ck_assert_int_eq(journal_begin(reader, &order, NOW_MS, &ticket, &err), JOURNAL_FAILED);
    ck_assert_int_ne(err.kind, ERR_NONE);
    ck_assert_int_eq(ticket.request, 0);
    order.snapshot = 77; /* which there is not */
    ck_assert_int_eq(journal_begin(paid.store, &order, NOW_MS, &ticket, &err), JOURNAL_FAILED);
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM request"), 0);
    bought_send(paid.store, bought_page("a", 0), NOW_MS);
    ck_assert(!bought_purse(reader, NOW_MS).is_balance_current);
    ck_assert_int_eq(bought_purse(reader, NOW_MS).reserved, BOUGHT_LIMIT);
    store_close(reader);
    paid_close(&paid);
}
END_TEST

START_TEST(what_a_dead_program_asked_for_is_free_to_ask) {
    struct paid paid;
    struct journal_ticket ticket;
    paid_open(&paid);
    struct store *second = open_second(&paid);
    bought_send(second, bought_page("a", 0), NOW_MS);
    ck_assert_int_eq(bought_ask(paid.store, bought_page("a", 0), NOW_MS, &ticket), JOURNAL_WAIT);
    store_close(second);
    ck_assert_int_eq(bought_ask(paid.store, bought_page("a", 0), NOW_MS, &ticket), JOURNAL_SEND);
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM request WHERE state = 'unanswered'"
                                        " AND credits IS NULL AND sent_no = 1 AND ended_no = 2"),
                     1);
    ck_assert_int_eq(paid_number(&paid, "SELECT sent_no FROM request WHERE state = 'under way'"),
                     3);
    ck_assert_int_eq(bought_purse(paid.store, NOW_MS).maybe, BOUGHT_LIMIT);
    ck_assert_int_eq(bought_purse(paid.store, NOW_MS).reserved, BOUGHT_LIMIT);
    paid_close(&paid);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("journal");
    TCase *tc = tcase_create("journal");
    tcase_add_test(tc, what_is_sent_is_written_down_before);
    tcase_add_test(tc, a_page_is_bought_once);
    tcase_add_test(tc, a_renewal_is_a_snapshot_of_its_own);
    tcase_add_test(tc, a_profile_is_bought_once);
    tcase_add_test(tc, caps_shrink_and_then_stop);
    tcase_add_test(tc, caps_are_of_the_session_and_of_the_local_day);
    tcase_add_test(tc, a_current_balance_shrinks_what_is_asked_for);
    tcase_add_test(tc, of_overlapping_balances_the_lowest_counts);
    tcase_add_test(tc, a_store_that_cannot_take_it_lets_nothing_be_sent);
    tcase_add_test(tc, what_a_dead_program_asked_for_is_free_to_ask);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
