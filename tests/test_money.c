/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quotes, the purse, and what balances prove. */
#include "money/proof.h"
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

START_TEST(without_caps_and_balance_all_is_allowed) {
    struct purse purse;
    enum purse_scope scope;
    purse_init(&purse);
    ck_assert_int_eq(purse.balance, PURSE_UNKNOWN);
    ck_assert_int_eq(purse_left(&purse, PURSE_DAY), INT64_MAX);
    purse.used[PURSE_STORE] = 1000000;
    ck_assert_int_eq(purse_allow(&purse, 50, &scope), 50);
}
END_TEST

START_TEST(a_cap_leaves_what_is_not_used) {
    struct purse purse;
    enum purse_scope scope;
    purse_init(&purse);
    purse.caps.most[PURSE_DAY] = 100;
    purse.used[PURSE_DAY] = 70;
    ck_assert_int_eq(purse_left(&purse, PURSE_DAY), 30);
    ck_assert_int_eq(purse_allow(&purse, 30, &scope), 30);
    ck_assert_int_eq(purse_allow(&purse, 31, &scope), 30);
    purse.used[PURSE_DAY] = 130;
    ck_assert_int_eq(purse_left(&purse, PURSE_DAY), 0);
    ck_assert_int_eq(purse_allow(&purse, 1, &scope), 0);
    ck_assert_int_eq(scope, PURSE_DAY);
}
END_TEST

START_TEST(the_tightest_cap_decides_and_is_told) {
    struct purse purse;
    enum purse_scope scope;
    purse_init(&purse);
    purse.caps = (struct caps){{30, 20, 10}};
    ck_assert_int_eq(purse_allow(&purse, 50, &scope), 10);
    purse.used[PURSE_STORE] = 10;
    ck_assert_int_eq(purse_allow(&purse, 50, &scope), 0);
    ck_assert_int_eq(scope, PURSE_STORE);
    purse.caps.most[PURSE_SESSION] = 0;
    ck_assert_int_eq(purse_allow(&purse, 50, &scope), 0);
    ck_assert_int_eq(scope, PURSE_SESSION);
    ck_assert_str_eq(purse_scope_name(PURSE_SESSION), "session");
    ck_assert_str_eq(purse_scope_name(PURSE_DAY), "day");
    ck_assert_str_eq(purse_scope_name(PURSE_STORE), "store");
}
END_TEST

START_TEST(no_more_is_asked_for_than_the_balance_pays) {
    struct purse purse;
    enum purse_scope scope;
    purse_init(&purse);
    purse.balance = 30;
    ck_assert_int_eq(purse_allow(&purse, 50, &scope), 50); /* it is an old one */
    purse.is_balance_current = true;
    ck_assert_int_eq(purse_allow(&purse, 50, &scope), 30);
    purse.reserved = 20;
    ck_assert_int_eq(purse_allow(&purse, 50, &scope), 10);
    ck_assert_int_eq(purse_allow(&purse, 5, &scope), 5);
    purse.caps.most[PURSE_SESSION] = 4;
    ck_assert_int_eq(purse_allow(&purse, 50, &scope), 4);
    /* With nothing left, only a refusal, which is free, tells of new credits. */
    purse.caps.most[PURSE_SESSION] = PURSE_UNKNOWN;
    purse.balance = 0;
    ck_assert_int_eq(purse_allow(&purse, 50, &scope), 50);
    /* What is set aside may not be charged in the end: the balance is still the most. */
    purse.balance = purse.reserved = 30;
    ck_assert_int_eq(purse_allow(&purse, 50, &scope), 30);
}
END_TEST

static void assert_proof(struct proof proof, bool is_settled, int64_t taken, int64_t jump) {
    ck_assert_int_eq(proof.is_settled, is_settled);
    ck_assert_int_eq(proof.taken, taken);
    ck_assert_int_eq(proof.jump, jump);
}

START_TEST(a_difference_proves_what_was_taken) {
    assert_proof(proof_make(980, 940, 20, 20), true, 20, 0);
    assert_proof(proof_make(980, 960, 20, 20), true, 0, 0);
    assert_proof(proof_make(980, 947, 20, 20), true, 13, 0);
    assert_proof(proof_make(980, 960, 20, 0), true, 0, 0);
}
END_TEST

START_TEST(what_others_did_proves_nothing) {
    assert_proof(proof_make(980, 900, 20, 20), false, 0, -40);
    assert_proof(proof_make(980, 1960, 20, 20), false, 0, 1000);
    /* With nothing in doubt it is settled all the same. */
    assert_proof(proof_make(980, 900, 20, 0), true, 0, -60);
    assert_proof(proof_make(980, 1960, 20, 0), true, 0, 1000);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("money");
    TCase *tc = tcase_create("money");
    tcase_add_test(tc, quote_counts_rows_calls_and_credits);
    tcase_add_test(tc, quote_of_nothing_is_one_call);
    tcase_add_test(tc, without_caps_and_balance_all_is_allowed);
    tcase_add_test(tc, a_cap_leaves_what_is_not_used);
    tcase_add_test(tc, the_tightest_cap_decides_and_is_told);
    tcase_add_test(tc, no_more_is_asked_for_than_the_balance_pays);
    tcase_add_test(tc, a_difference_proves_what_was_taken);
    tcase_add_test(tc, what_others_did_proves_nothing);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
