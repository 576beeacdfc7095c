/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a later balance proves about requests that were never answered. */
#include "store/settle.h"

#include "base/clock.h"
#include "tests/support/bought.h"
#include "tests/support/paid.h"
#include "tests/support/run.h"

#define NOW_MS   INT64_C(1750000000000)
#define LATER_MS (NOW_MS + SETTLE_GRACE_MS) /* what was given up at NOW_MS is no longer charged */

static int64_t send(struct paid *paid, const char *target) {
    return bought_send(paid->store, bought_page(target, 0), NOW_MS);
}

/* One after the other, nothing else under way. */
static void buy_at(struct paid *paid, const char *target, int64_t credits, int64_t balance,
                   int64_t at_ms) {
    int64_t request = bought_send(paid->store, bought_page(target, 0), at_ms);
    bought_answer(paid->store, request, credits, balance, at_ms);
}

static void buy(struct paid *paid, const char *target, int64_t credits, int64_t balance) {
    buy_at(paid, target, credits, balance, NOW_MS);
}

static void buy_later(struct paid *paid, const char *target, int64_t credits, int64_t balance) {
    buy_at(paid, target, credits, balance, LATER_MS);
}

/* Closed groups without a jump. */
static void assert_anchors(struct paid *paid, int64_t count) {
    ck_assert_int_eq(paid_number(paid, "SELECT count(*) FROM anchor"), count);
    ck_assert_int_eq(paid_number(paid, "SELECT count(*) FROM anchor WHERE jump <> 0"), 0);
}

static void assert_money(struct paid *paid, int64_t spent, int64_t maybe) {
    struct purse purse = bought_purse(paid->store, NOW_MS);
    ck_assert_int_eq(purse.spent[PURSE_STORE], spent);
    ck_assert_int_eq(purse.maybe, maybe);
    /* Against a cap, what was proved counts at its reservation. */
    int64_t unproved = paid_number(paid, "SELECT coalesce(sum(reserved - credits), 0) FROM request"
                                         " WHERE is_proved");
    ck_assert_int_eq(purse.used[PURSE_STORE], spent + unproved + maybe + purse.reserved);
}

/* Two at 1000 and 980; then one of 20 without an answer. */
static void open_with_unanswered(struct paid *paid) {
    paid_open(paid);
    buy(paid, "first", 20, 980);
    bought_abandon(paid->store, send(paid, "lost"), true, NOW_MS);
    assert_money(paid, 20, 20);
}

START_TEST(a_charge_is_proved) {
    struct paid paid;
    open_with_unanswered(&paid);
    buy(&paid, "next", 20, 940);
    assert_money(&paid, 60, 0);
    ck_assert_int_eq(paid_number(&paid, "SELECT credits FROM request WHERE is_proved = 1"), 20);
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM request WHERE is_shared"), 0);
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM anchor WHERE jump = 0"), 2);
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM request WHERE anchor = 2"), 2);
    paid_close(&paid);
}
END_TEST

/* The wait for a late charge starts with the next request sent. */
START_TEST(a_clock_that_was_ahead_does_not_put_off_a_proof) {
    struct paid paid;
    const int64_t ahead_ms = NOW_MS + INT64_C(400) * 86400000;
    paid_open(&paid);
    buy(&paid, "first", 20, 980);
    bought_abandon(paid.store, bought_send(paid.store, bought_page("lost", 0), ahead_ms), true,
                   ahead_ms);
    buy(&paid, "early", 20, 960);
    assert_money(&paid, 40, 20);
    buy_later(&paid, "next", 20, 940);
    assert_money(&paid, 60, 0);
    paid_close(&paid);
}
END_TEST

/* The wall clock was put ahead after the request was lost: the charge may still come. */
START_TEST(a_clock_that_is_put_ahead_proves_nothing_early) {
    struct paid paid;
    open_with_unanswered(&paid);
    settle_note_loss(paid.store, clock_monotonic_ms());
    buy_later(&paid, "next", 20, 960);
    assert_money(&paid, 40, 20);
    buy_later(&paid, "charged by now", 20, 920);
    assert_money(&paid, 80, 0);
    paid_close(&paid);
    open_with_unanswered(&paid);
    settle_note_loss(paid.store, clock_monotonic_ms() - SETTLE_GRACE_MS);
    buy_later(&paid, "next", 20, 960);
    assert_money(&paid, 40, 0);
    paid_close(&paid);
}
END_TEST

START_TEST(no_charge_is_proved) {
    struct paid paid;
    open_with_unanswered(&paid);
    buy_at(&paid, "early", 20, 960, LATER_MS - 1);
    assert_money(&paid, 40, 20);
    buy_later(&paid, "next", 20, 940);
    assert_money(&paid, 60, 0);
    ck_assert_int_eq(paid_number(&paid, "SELECT credits FROM request WHERE is_proved = 1"), 0);
    assert_anchors(&paid, 2);
    paid_close(&paid);
}
END_TEST

/* The server processes it while others are answered, and charges it at the end. */
START_TEST(a_late_charge_is_proved) {
    struct paid paid;
    open_with_unanswered(&paid);
    buy(&paid, "early", 20, 960);
    buy_at(&paid, "still early", 20, 940, LATER_MS - 1);
    assert_money(&paid, 60, 20);
    assert_anchors(&paid, 1);
    buy_at(&paid, "next", 20, 910, LATER_MS - 1);
    assert_money(&paid, 90, 0);
    ck_assert_int_eq(paid_number(&paid, "SELECT credits FROM request WHERE is_proved = 1"), 10);
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM request WHERE anchor = 2"), 4);
    assert_anchors(&paid, 2);
    paid_close(&paid);
}
END_TEST

/* Part of what two may cost is visible, and the rest may come. */
START_TEST(a_part_of_two_charges_waits_for_the_rest) {
    struct paid paid;
    open_with_unanswered(&paid);
    bought_abandon(paid.store, send(&paid, "lost too"), true, NOW_MS);
    buy(&paid, "early", 20, 940);
    assert_money(&paid, 40, 40);
    assert_anchors(&paid, 1);
    buy(&paid, "next", 20, 900);
    assert_money(&paid, 100, 0);
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM request WHERE is_shared"), 0);
    assert_anchors(&paid, 2);
    paid_close(&paid);
}
END_TEST

/* Others have spent 500, which proves nothing; what the first lost one costs after that would be
 * taken for the second's charge, and they cost 7 and 20. */
START_TEST(a_late_charge_is_not_that_of_another) {
    struct paid paid;
    open_with_unanswered(&paid);
    buy(&paid, "early", 20, 460);
    assert_anchors(&paid, 1);
    bought_abandon(paid.store, send(&paid, "lost too"), true, NOW_MS);
    buy(&paid, "still early", 20, 433);
    assert_money(&paid, 60, 40);
    buy_later(&paid, "next", 20, 393);
    assert_money(&paid, 80, 40);
    ck_assert_int_eq(paid_number(&paid, "SELECT jump FROM anchor WHERE id = 2"), -487);
    paid_close(&paid);
}
END_TEST

START_TEST(a_first_balance_waits_for_a_late_charge) {
    struct paid paid;
    paid_open(&paid);
    bought_abandon(paid.store, send(&paid, "lost"), true, NOW_MS);
    buy(&paid, "early", 20, 980);
    buy(&paid, "still early", 20, 940);
    assert_money(&paid, 40, 20);
    assert_anchors(&paid, 0);
    buy_later(&paid, "first", 20, 920);
    buy_later(&paid, "next", 20, 900);
    assert_money(&paid, 80, 20);
    assert_anchors(&paid, 2);
    paid_close(&paid);
}
END_TEST

static void enter_error(struct paid *paid, const char *request_id) {
    int64_t request = send(paid, "error");
    struct err err = {0};
    const struct finding finding = {.outcome = "upstream_error",
                                    .request_id = request_id,
                                    .credits = ACCOUNT_UNKNOWN,
                                    .balance = ACCOUNT_UNKNOWN};
    bought_keep(paid->store, request, "{}", NOW_MS);
    ck_assert_msg(catalogue_take(paid->store, request, &finding, &err), "%s", err.text);
}

/* A gateway's error says nothing about its server; the server's own error is final. */
START_TEST(an_error_of_a_gateway_may_be_charged_late) {
    struct paid paid;
    paid_open(&paid);
    buy(&paid, "first", 20, 980);
    enter_error(&paid, _i ? "unif_1" : NULL);
    buy(&paid, "early", 20, 960);
    assert_money(&paid, 40, _i ? 0 : 20);
    buy_later(&paid, "next", 20, 940);
    assert_money(&paid, 60, 0);
    assert_anchors(&paid, _i ? 3 : 2);
    paid_close(&paid);
}
END_TEST

START_TEST(an_error_with_a_balance_proves) {
    struct paid paid;
    open_with_unanswered(&paid);
    buy(&paid, "next", 0, 963);
    assert_money(&paid, 37, 0);
    paid_close(&paid);
}
END_TEST

START_TEST(what_others_spent_or_bought_proves_nothing_and_is_told) {
    struct paid paid;
    open_with_unanswered(&paid);
    buy_later(&paid, "next", 20, 900);
    assert_money(&paid, 40, 20);
    ck_assert_int_eq(paid_number(&paid, "SELECT jump FROM anchor WHERE id = 2"), -40);
    buy_later(&paid, "another", 20, 5000);
    assert_money(&paid, 60, 20);
    ck_assert_int_eq(paid_number(&paid, "SELECT jump FROM anchor WHERE id = 3"), 4120);
    ck_assert_int_eq(bought_purse(paid.store, NOW_MS).balance, 5000);
    paid_close(&paid);
}
END_TEST

START_TEST(before_a_first_balance_there_is_no_proof) {
    struct paid paid;
    paid_open(&paid);
    bought_abandon(paid.store, send(&paid, "lost"), true, NOW_MS);
    buy_later(&paid, "first", 20, 980);
    buy_later(&paid, "next", 20, 960);
    assert_money(&paid, 40, 20);
    assert_anchors(&paid, 2);
    paid_close(&paid);
}
END_TEST

/* The balance of one that overlapped the lost one may already include its charge, or not. */
START_TEST(an_overlap_waits_for_one_that_is_alone) {
    struct paid paid;
    paid_open(&paid);
    buy(&paid, "first", 20, 980);
    int64_t lost = send(&paid, "lost");
    buy(&paid, "beside", 20, 960);
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM anchor"), 1);
    bought_abandon(paid.store, lost, true, NOW_MS);
    assert_money(&paid, 40, 20);
    buy(&paid, "next", 20, 920);
    assert_money(&paid, 80, 0);
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM anchor"), 2);
    paid_close(&paid);
}
END_TEST

/* The server did b, then a; a's answer came last, and does not show what it charged for b since. */
START_TEST(a_balance_told_beside_another_proves_nothing) {
    struct paid paid;
    paid_open(&paid);
    buy(&paid, "first", 20, 980);
    int64_t b = send(&paid, "b");
    int64_t a = send(&paid, "a");
    bought_abandon(paid.store, b, true, NOW_MS);
    bought_answer(paid.store, a, 20, 960, NOW_MS);
    assert_money(&paid, 40, 20);
    buy(&paid, "next", 20, 920);
    assert_money(&paid, 80, 0);
    paid_close(&paid);
}
END_TEST

/* Credits were bought in between: the lower balance proves nothing. */
START_TEST(credits_bought_beside_requests_prove_nothing) {
    struct paid paid;
    open_with_unanswered(&paid);
    int64_t a = send(&paid, "a");
    int64_t b = send(&paid, "b");
    bought_answer(paid.store, a, 20, 940, NOW_MS);
    bought_answer(paid.store, b, 20, 1920, NOW_MS);
    buy_later(&paid, "next", 20, 1900);
    assert_money(&paid, 80, 20);
    ck_assert_int_eq(paid_number(&paid, "SELECT jump FROM anchor WHERE id = 2"), 980);
    paid_close(&paid);
}
END_TEST

START_TEST(an_answer_without_a_bill_is_settled_by_its_balance) {
    struct paid paid;
    paid_open(&paid);
    buy(&paid, "first", 20, 980);
    buy(&paid, "error", ACCOUNT_UNKNOWN, 973);
    assert_money(&paid, 27, 0);
    buy(&paid, "silent", ACCOUNT_UNKNOWN, ACCOUNT_UNKNOWN);
    assert_money(&paid, 27, 20);
    paid_close(&paid);
}
END_TEST

START_TEST(several_share_what_was_taken) {
    struct paid paid;
    open_with_unanswered(&paid);
    bought_abandon(paid.store, send(&paid, "lost too"), true, NOW_MS);
    bought_abandon(paid.store, send(&paid, "never left"), false, NOW_MS);
    bought_abandon(paid.store, send(&paid, "lost as well"), true, NOW_MS);
    assert_money(&paid, 20, 60);
    buy_later(&paid, "next", 20, 980 - 20 - 25);
    assert_money(&paid, 65, 0);
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM request WHERE is_shared"), 3);
    ck_assert_int_eq(paid_number(&paid, "SELECT credits FROM request WHERE target = 'lost'"), 20);
    ck_assert_int_eq(paid_number(&paid, "SELECT credits FROM request WHERE target = 'lost too'"),
                     5);
    ck_assert_int_eq(
        paid_number(&paid, "SELECT credits FROM request WHERE target = 'lost as well'"), 0);
    ck_assert_int_eq(paid_number(&paid, "SELECT is_proved + credits FROM request"
                                        " WHERE target = 'never left'"),
                     0);
    paid_close(&paid);
}
END_TEST

/* It is unknown which of the two was charged: freeing one day of it could exceed the other's
 * cap. */
START_TEST(what_is_of_two_days_is_not_shared) {
    struct paid paid;
    paid_open(&paid);
    int64_t day_ms = clock_day_start_ms(NOW_MS);
    buy(&paid, "first", 20, 980);
    bought_abandon(paid.store, bought_send(paid.store, bought_page("x", 0), day_ms - 1), true,
                   day_ms);
    bought_abandon(paid.store, bought_send(paid.store, bought_page("y", 0), day_ms), true, day_ms);
    buy_later(&paid, "next", 20, 950);
    assert_money(&paid, 40, 40);
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM anchor WHERE jump = 0"), 2);
    paid_close(&paid);
}
END_TEST

START_TEST(all_or_nothing_is_settled_over_two_runs) {
    struct paid paid;
    struct err err;
    open_with_unanswered(&paid);
    store_close(paid.store);
    const struct store_config config = {.path = paid.path, .kind = STORE_KIND_SANDBOX};
    paid.store = store_open(&config, NOW_MS, &err);
    ck_assert_ptr_nonnull(paid.store);
    bought_abandon(paid.store, send(&paid, "lost too"), true, NOW_MS);
    buy(&paid, "next", 20, 920);
    assert_money(&paid, 80, 0);
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM request WHERE is_shared"), 0);
    paid_close(&paid);
}
END_TEST

/* b's answer is entered before a's, which came first: it closes nothing until a is known. */
START_TEST(a_later_answer_waits_for_an_earlier_one) {
    struct paid paid;
    open_with_unanswered(&paid);
    int64_t a = send(&paid, "a");
    bought_keep(paid.store, a, "{}", NOW_MS);
    int64_t b = send(&paid, "b");
    bought_keep(paid.store, b, "{}", NOW_MS);
    bought_enter(paid.store, b, 20, 920);
    assert_money(&paid, 40, 40);
    bought_enter(paid.store, a, 20, 940);
    assert_money(&paid, 80, 0);
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM anchor"), 3);
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM anchor JOIN request"
                                        " ON request.id = anchor.request AND target = 'b'"),
                     1);
    paid_close(&paid);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("settle");
    TCase *tc = tcase_create("settle");
    tcase_add_test(tc, a_charge_is_proved);
    tcase_add_test(tc, a_clock_that_was_ahead_does_not_put_off_a_proof);
    tcase_add_test(tc, a_clock_that_is_put_ahead_proves_nothing_early);
    tcase_add_test(tc, no_charge_is_proved);
    tcase_add_test(tc, a_late_charge_is_proved);
    tcase_add_test(tc, a_part_of_two_charges_waits_for_the_rest);
    tcase_add_test(tc, a_late_charge_is_not_that_of_another);
    tcase_add_test(tc, a_first_balance_waits_for_a_late_charge);
    tcase_add_loop_test(tc, an_error_of_a_gateway_may_be_charged_late, 0, 2);
    tcase_add_test(tc, an_error_with_a_balance_proves);
    tcase_add_test(tc, what_others_spent_or_bought_proves_nothing_and_is_told);
    tcase_add_test(tc, before_a_first_balance_there_is_no_proof);
    tcase_add_test(tc, an_overlap_waits_for_one_that_is_alone);
    tcase_add_test(tc, a_balance_told_beside_another_proves_nothing);
    tcase_add_test(tc, credits_bought_beside_requests_prove_nothing);
    tcase_add_test(tc, an_answer_without_a_bill_is_settled_by_its_balance);
    tcase_add_test(tc, several_share_what_was_taken);
    tcase_add_test(tc, what_is_of_two_days_is_not_shared);
    tcase_add_test(tc, all_or_nothing_is_settled_over_two_runs);
    tcase_add_test(tc, a_later_answer_waits_for_an_earlier_one);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
