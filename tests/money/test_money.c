/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quotes, the purse, and what balances prove. */
#include "money/bill.h"
#include "money/proof.h"
#include "money/purse.h"
#include "money/quote.h"
#include "tests/support/run.h"

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

/* Amounts of any size, including the largest and their neighbours. */
static int64_t pick_amount(uint64_t *seed) {
    static const int64_t ends[] = {0, 1, 2, 49, 50, 51, INT64_MAX / 2, INT64_MAX - 1, INT64_MAX};
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    uint64_t chance = *seed >> 33;
    if (chance % 3 == 0)
        return ends[chance / 3 % (sizeof ends / sizeof *ends)];
    return (int64_t)((*seed ^ *seed >> 29) >> (1 + chance % 63));
}

static __int128 at_most(__int128 amount) {
    return amount > INT64_MAX ? INT64_MAX : amount;
}

/* Computed in 128 bits. */
START_TEST(quotes_hold_at_any_size) {
    uint64_t seed = 7;
    for (int round = 0; round < 20000; round++) {
        int64_t reported = pick_amount(&seed), held = pick_amount(&seed);
        int64_t page = 1 + pick_amount(&seed) % 50;
        struct quote quote = quote_rest(reported, held, page);
        __int128 rows = reported > held ? (__int128)reported - held : 0;
        __int128 credits = rows ? rows : 1;
        ck_assert(quote.is_known && quote.rows == (int64_t)rows);
        ck_assert(quote.calls == (int64_t)(rows ? (rows + page - 1) / page : 1));
        ck_assert(quote.credits == (int64_t)credits);
        ck_assert(quote.worst == (int64_t)at_most(credits + 1 + (credits + 49) / 50));
        int64_t next = quote_page(reported, held, page);
        ck_assert(next >= 1 && next <= page && (rows == 0 || next <= rows));
        ck_assert(quote_add(reported, held) == (int64_t)at_most((__int128)reported + held));
    }
}
END_TEST

/* At most what is wanted, what each cap leaves, and what the balance has. */
START_TEST(no_offer_exceeds_what_can_be_spent) {
    uint64_t seed = 11;
    for (int round = 0; round < 20000; round++) {
        struct purse purse;
        struct purse_limit limit;
        int64_t price = pick_amount(&seed), least;
        price = price ? price : 1;
        purse_init(&purse);
        purse.is_balance_current = round % 2;
        purse.balance = pick_amount(&seed);
        purse.reserved = pick_amount(&seed);
        least = purse.is_balance_current && purse.balance < price ? purse.balance : price;
        for (int i = 0; i < PURSE_SCOPE_COUNT; i++) {
            purse.caps.most[i] = round % 3 == i ? pick_amount(&seed) : PURSE_UNKNOWN;
            purse.used[i] = pick_amount(&seed);
            int64_t left = purse_left(&purse, (enum purse_scope)i);
            least = left < least ? left : least;
        }
        int64_t offer = purse_offer(&purse, price, &limit);
        ck_assert(offer >= 0 && offer <= least);
        ck_assert(limit.is_short == (offer < price));
        ck_assert(offer > 0 || least == 0);
        /* What is then sent costs no more than what was offered. */
        enum purse_scope scope;
        ck_assert(!offer || purse_allow(&purse, price, &scope) == offer);
    }
}
END_TEST

START_TEST(a_limit_is_told) {
    struct purse purse;
    struct purse_limit limit;
    struct buf words;
    purse_init(&purse);
    buf_init(&words, 256);
    purse.caps.most[PURSE_SESSION] = 500;
    purse.used[PURSE_SESSION] = 500;
    ck_assert_int_eq(purse_offer(&purse, 20, &limit), 0);
    purse_put_limit(&purse, &limit, &words);
    ck_assert_str_eq(buf_text(&words), "Session cap reached (500 of 500)");
    ck_assert_str_eq(purse_limit_brief(&limit), "session cap reached");
    purse.used[PURSE_SESSION] = 495;
    ck_assert_int_eq(purse_offer(&purse, 20, &limit), 5);
    ck_assert(limit.is_short && !limit.is_balance && limit.scope == PURSE_SESSION);
    purse.balance = 3;
    purse.is_balance_current = true;
    ck_assert_int_eq(purse_offer(&purse, 20, &limit), 3);
    ck_assert(limit.is_balance);
    purse.balance = 0;
    ck_assert_int_eq(purse_offer(&purse, 20, &limit), 0);
    ck_assert_str_eq(purse_limit_brief(&limit), "balance 0");
    buf_fini(&words);
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
    /* With nothing left, only a refusal, which is free, can report new credits. */
    purse.caps.most[PURSE_SESSION] = PURSE_UNKNOWN;
    purse.balance = 0;
    ck_assert_int_eq(purse_allow(&purse, 50, &scope), 50);
    /* What is reserved may not be charged in the end: the balance is still the maximum. */
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
    /* It is settled even if nothing is in doubt. */
    assert_proof(proof_make(980, 900, 20, 0), true, 0, -60);
    assert_proof(proof_make(980, 1960, 20, 0), true, 0, 1000);
}
END_TEST

START_TEST(a_bill_is_remarked_on_where_it_is_odd) {
    static const struct {
        int64_t credits, records, rows;
        const char *note, *remark;
    } samples[] = {
        {20, 20, 20, NULL, ""},
        {1, 0, 0, NULL, ""},
        {1, 1, 0, NULL, ""},
        {1, 1, 1, NULL, ""},
        {3, ACCOUNT_UNKNOWN, 3, NULL, ""},
        {0, 0, ACCOUNT_UNKNOWN, NULL, ""},
        {500, 20, 20, NULL, "500 credits charged, at most 20 announced"},
        {1000, 1000, 3, NULL,
         "1,000 credits charged, at most 20 announced; billed for 1,000 records, received 3"},
        {20, 20, 3, NULL, "20 credits charged for 3 records; billed for 20 records, received 3"},
        {2, 1, 1, NULL, "2 credits charged for 1 record"},
        {3, 2, 3, NULL, "billed for 2 records, received 3"},
        {21, ACCOUNT_UNKNOWN, ACCOUNT_UNKNOWN, NULL, "21 credits charged, at most 20 announced"},
        {ACCOUNT_UNKNOWN, ACCOUNT_UNKNOWN, 3, "billing is missing", "billing is missing"},
    };
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        const struct billing billing = {.credits_charged = samples[i].credits,
                                        .records_charged = samples[i].records};
        const struct bill_case bill = {&billing, samples[i].note, 20, samples[i].rows};
        struct buf words;
        buf_init(&words, 1024);
        bill_remark(&bill, &words);
        ck_assert_str_eq(buf_text(&words), samples[i].remark);
        buf_fini(&words);
    }
}
END_TEST

int main(void) {
    Suite *suite = suite_create("money");
    TCase *tc = tcase_create("money");
    tcase_add_test(tc, quote_counts_rows_calls_and_credits);
    tcase_add_test(tc, quote_of_nothing_is_one_call);
    tcase_add_test(tc, quotes_hold_at_any_size);
    tcase_add_test(tc, no_offer_exceeds_what_can_be_spent);
    tcase_add_test(tc, a_limit_is_told);
    tcase_add_test(tc, without_caps_and_balance_all_is_allowed);
    tcase_add_test(tc, a_cap_leaves_what_is_not_used);
    tcase_add_test(tc, the_tightest_cap_decides_and_is_told);
    tcase_add_test(tc, no_more_is_asked_for_than_the_balance_pays);
    tcase_add_test(tc, a_difference_proves_what_was_taken);
    tcase_add_test(tc, what_others_did_proves_nothing);
    tcase_add_test(tc, a_bill_is_remarked_on_where_it_is_odd);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
