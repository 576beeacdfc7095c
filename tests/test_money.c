/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quotes and the purse. */
#include "money/purse.h"
#include "money/quote.h"
#include "tests/run.h"

#include <check.h>

START_TEST(quote_counts_rows_calls_and_credits) {
    struct quote quote = quote_rest(245, 123, 50);
    ck_assert(quote.is_known);
    ck_assert_int_eq(quote.rows, 122);
    ck_assert_int_eq(quote.calls, 3);
    ck_assert_int_eq(quote.credits, 122);
    ck_assert_int_eq(quote.worst, 122 + 1 + 3);
    quote = quote_rest(100, 0, 50);
    ck_assert_int_eq(quote.calls, 2);
    ck_assert_int_eq(quote.worst, 100 + 1 + 2);
}
END_TEST

START_TEST(quote_of_nothing_is_one_call) {
    struct quote quote = quote_rest(20, 25, 20);
    ck_assert_int_eq(quote.rows, 0);
    ck_assert_int_eq(quote.calls, 1);
    ck_assert_int_eq(quote.credits, 1);
    ck_assert(!quote_rest(-1, 0, 20).is_known);
    ck_assert_int_eq(quote_page(-1, 0, 20), 20);
    ck_assert_int_eq(quote_page(25, 20, 20), 5);
    ck_assert_int_eq(quote_page(20, 20, 20), 20);
    ck_assert_int_eq(quote_page(2, 20, 20), 20);
    ck_assert_int_eq(quote_page(100, 20, 20), 20);
}
END_TEST

START_TEST(purse_books_what_was_charged) {
    struct purse purse;
    purse_init(&purse);
    ck_assert_int_eq(purse_allow(&purse, 20), 20);
    purse_reserve(&purse, 20);
    ck_assert_int_eq(purse.reserved, 20);
    purse_settle(&purse, 20, 12, 988);
    ck_assert_int_eq(purse.spent, 12);
    ck_assert_int_eq(purse.reserved, 0);
    ck_assert_int_eq(purse.balance, 988);
    ck_assert_int_eq(purse.maybe, 0);
}
END_TEST

START_TEST(purse_asks_for_no_more_than_is_left) {
    struct purse purse;
    purse_init(&purse);
    purse_reserve(&purse, 20);
    purse_settle(&purse, 20, 20, 30);
    ck_assert_int_eq(purse_allow(&purse, 50), 30);
    purse_reserve(&purse, 20);
    ck_assert_int_eq(purse_allow(&purse, 50), 10);
    purse_settle(&purse, 20, 20, 10);
    purse_reserve(&purse, 10);
    purse_settle(&purse, 10, 10, 0);
    ck_assert_int_eq(purse_allow(&purse, 50), 50);
}
END_TEST

/* Two calls at 1000 and 980; then one of 20 without an answer. */
static struct purse with_unanswered(void) {
    struct purse purse;
    purse_init(&purse);
    purse_reserve(&purse, 20);
    purse_settle(&purse, 20, 20, 980);
    purse_reserve(&purse, 20);
    purse_settle(&purse, 20, PURSE_UNKNOWN, PURSE_UNKNOWN);
    return purse;
}

START_TEST(purse_proves_a_charge) {
    struct purse purse = with_unanswered();
    ck_assert_int_eq(purse.maybe, 20);
    ck_assert_int_eq(purse.spent, 20);
    purse_reserve(&purse, 20);
    purse_settle(&purse, 20, 20, 940);
    ck_assert_int_eq(purse.maybe, 0);
    ck_assert_int_eq(purse.spent, 60);
}
END_TEST

START_TEST(purse_proves_no_charge) {
    struct purse purse = with_unanswered();
    purse_reserve(&purse, 20);
    purse_settle(&purse, 20, 20, 960);
    ck_assert_int_eq(purse.maybe, 0);
    ck_assert_int_eq(purse.spent, 40);
}
END_TEST

START_TEST(purse_proves_a_charge_by_an_error_with_a_balance) {
    struct purse purse = with_unanswered();
    purse_reserve(&purse, 20);
    purse_settle(&purse, 20, 0, 963);
    ck_assert_int_eq(purse.maybe, 0);
    ck_assert_int_eq(purse.spent, 37);
}
END_TEST

START_TEST(purse_takes_foreign_spending_for_no_proof) {
    struct purse purse = with_unanswered();
    purse_reserve(&purse, 20);
    purse_settle(&purse, 20, 20, 900);
    ck_assert_int_eq(purse.maybe, 20);
    ck_assert_int_eq(purse.spent, 40);
    purse_reserve(&purse, 20);
    purse_settle(&purse, 20, 20, 880);
    ck_assert_int_eq(purse.maybe, 20);
    ck_assert_int_eq(purse.balance, 880);
}
END_TEST

START_TEST(purse_takes_more_credits_for_no_proof) {
    struct purse purse = with_unanswered();
    purse_reserve(&purse, 20);
    purse_settle(&purse, 20, 20, 5000);
    ck_assert_int_eq(purse.maybe, 20);
    ck_assert_int_eq(purse.balance, 5000);
}
END_TEST

START_TEST(purse_has_no_proof_before_a_first_balance) {
    struct purse purse;
    purse_init(&purse);
    purse_reserve(&purse, 20);
    purse_settle(&purse, 20, PURSE_UNKNOWN, PURSE_UNKNOWN);
    purse_reserve(&purse, 20);
    purse_settle(&purse, 20, 20, 980);
    purse_reserve(&purse, 20);
    purse_settle(&purse, 20, 20, 960);
    ck_assert_int_eq(purse.maybe, 20);
}
END_TEST

/* A is never answered; B, under way at the same time, is, and its balance may hold A's charge
 * already. */
START_TEST(purse_has_no_proof_from_requests_that_overlap) {
    struct purse purse;
    purse_init(&purse);
    purse_reserve(&purse, 20);
    purse_settle(&purse, 20, 20, 980);
    purse_reserve(&purse, 20);
    purse_reserve(&purse, 10);
    purse_settle(&purse, 10, 10, 950);
    purse_settle(&purse, 20, PURSE_UNKNOWN, PURSE_UNKNOWN);
    purse_reserve(&purse, 20);
    purse_settle(&purse, 20, 20, 930);
    ck_assert_int_eq(purse.maybe, 20);
    ck_assert_int_eq(purse.spent, 50);
}
END_TEST

START_TEST(purse_takes_the_lower_of_overlapping_balances) {
    struct purse purse;
    purse_init(&purse);
    purse_reserve(&purse, 20);
    purse_reserve(&purse, 20);
    purse_settle(&purse, 20, 20, 960);
    purse_settle(&purse, 20, 20, 980);
    ck_assert_int_eq(purse.balance, 960);
    purse_reserve(&purse, 20);
    purse_settle(&purse, 20, 20, 990);
    ck_assert_int_eq(purse.balance, 990);
}
END_TEST

START_TEST(purse_learns_the_charge_of_an_error_from_its_balance) {
    struct purse purse;
    purse_init(&purse);
    purse_reserve(&purse, 20);
    purse_settle(&purse, 20, 20, 980);
    purse_reserve(&purse, 20);
    purse_settle(&purse, 20, PURSE_UNKNOWN, 960);
    ck_assert_int_eq(purse.maybe, 0);
    ck_assert_int_eq(purse.spent, 40);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("money");
    TCase *tc = tcase_create("money");
    tcase_add_test(tc, quote_counts_rows_calls_and_credits);
    tcase_add_test(tc, quote_of_nothing_is_one_call);
    tcase_add_test(tc, purse_books_what_was_charged);
    tcase_add_test(tc, purse_asks_for_no_more_than_is_left);
    tcase_add_test(tc, purse_proves_a_charge);
    tcase_add_test(tc, purse_proves_no_charge);
    tcase_add_test(tc, purse_proves_a_charge_by_an_error_with_a_balance);
    tcase_add_test(tc, purse_takes_foreign_spending_for_no_proof);
    tcase_add_test(tc, purse_takes_more_credits_for_no_proof);
    tcase_add_test(tc, purse_has_no_proof_before_a_first_balance);
    tcase_add_test(tc, purse_has_no_proof_from_requests_that_overlap);
    tcase_add_test(tc, purse_takes_the_lower_of_overlapping_balances);
    tcase_add_test(tc, purse_learns_the_charge_of_an_error_from_its_balance);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
