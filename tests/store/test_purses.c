/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One store and the keys of two workspaces: two balances, and neither says anything about the
 * other. */
#include "store/settle.h"

#include "base/siphash.h"
#include "tests/support/bought.h"
#include "tests/support/paid.h"
#include "tests/support/run.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

#define NOW_MS   INT64_C(1750000000000)
#define LATER_MS (NOW_MS + SETTLE_GRACE_MS) /* what was given up at NOW_MS is no longer charged */
#define OURS     "unifapi_ours"
#define THEIRS   "unifapi_theirs"

/* NULL: an unknown purse. */
static int64_t send_at(struct paid *paid, const char *key, const char *target, int64_t at_ms) {
    if (key)
        store_use_key(paid->store, key);
    else
        paid->store->purse = 0;
    return bought_send(paid->store, bought_page(target, 0), at_ms);
}

static int64_t send(struct paid *paid, const char *key, const char *target) {
    return send_at(paid, key, target, NOW_MS);
}

static void buy(struct paid *paid, const char *key, const char *target, int64_t credits,
                int64_t balance) {
    bought_answer(paid->store, send(paid, key, target), credits, balance, NOW_MS);
}

static void buy_later(struct paid *paid, const char *key, const char *target, int64_t credits,
                      int64_t balance) {
    int64_t request = send_at(paid, key, target, LATER_MS);
    bought_answer(paid->store, request, credits, balance, LATER_MS);
}

static void lose(struct paid *paid, const char *key, const char *target) {
    bought_abandon(paid->store, send(paid, key, target), true, NOW_MS);
}

static void assert_money(struct paid *paid, int64_t spent, int64_t maybe, int64_t anchors) {
    struct purse purse = bought_purse(paid->store, NOW_MS);
    ck_assert_int_eq(purse.spent[PURSE_STORE], spent);
    ck_assert_int_eq(purse.maybe, maybe);
    ck_assert_int_eq(purse.used[PURSE_STORE], spent + maybe + purse.reserved);
    ck_assert_int_eq(paid_number(paid, "SELECT count(*) FROM anchor"), anchors);
    ck_assert_int_eq(paid_number(paid, "SELECT count(*) FROM anchor WHERE jump <> 0"), 0);
}

/* We have 980 left; then one of 20 without an answer. */
static void open_with_unanswered(struct paid *paid) {
    paid_open(paid);
    buy(paid, OURS, "first", 20, 980);
    lose(paid, OURS, "lost");
    assert_money(paid, 20, 20, 1);
}

START_TEST(a_key_is_told_from_another) {
    struct store store = {.name = "000102030405060708090a0b0c0d0e0f"};
    struct store other = {.name = "000102030405060708090a0b0c0d0e10"};
    const uint64_t words[2] = {UINT64_C(0x0706050403020100), UINT64_C(0x0f0e0d0c0b0a0908)};
    const uint64_t hash = siphash(words, (const uint8_t *)OURS, strlen(OURS));
    store_use_key(&store, OURS);
    ck_assert_int_eq(store.purse, (int64_t)(hash & UINT32_MAX));
    const int64_t ours = store.purse;
    store_use_key(&store, THEIRS);
    ck_assert_int_ne(store.purse, ours);
    store_use_key(&other, OURS);
    ck_assert_int_ne(other.purse, ours);
}
END_TEST

/* 0 means that none was given. The hash of this key ends in 32 zero bits. */
START_TEST(every_key_is_told) {
    struct store store = {.name = "000102030405060708090a0b0c0d0e0f"};
    store_use_key(&store, "foxyysq");
    ck_assert_int_eq(store.purse, 1);
}
END_TEST

/* Its balance fits as if it had paid for the lost one. */
START_TEST(another_balance_settles_nothing) {
    struct paid paid;
    open_with_unanswered(&paid);
    buy(&paid, THEIRS, "theirs", 20, 940);
    assert_money(&paid, 40, 20, 2);
    buy(&paid, THEIRS, "theirs too", 20, 920);
    assert_money(&paid, 60, 20, 3);
    buy(&paid, OURS, "next", 20, 940);
    assert_money(&paid, 100, 0, 4);
    ck_assert_int_eq(paid_number(&paid, "SELECT credits FROM request WHERE is_proved"), 20);
    paid_close(&paid);
}
END_TEST

START_TEST(a_fall_to_another_balance_is_no_jump) {
    struct paid paid;
    paid_open(&paid);
    for (int64_t i = 1; i < 4; i++) {
        char target[8];
        snprintf(target, sizeof target, "o%d", (int)i);
        buy(&paid, OURS, target, 20, 1000 - 20 * i);
        snprintf(target, sizeof target, "t%d", (int)i);
        buy(&paid, THEIRS, target, 20, 500 - 20 * i);
        assert_money(&paid, 40 * i, 0, 2 * i);
    }
    paid_close(&paid);
}
END_TEST

START_TEST(what_another_pays_for_disturbs_nothing) {
    struct paid paid;
    open_with_unanswered(&paid);
    int64_t beside = send(&paid, THEIRS, "beside");
    buy(&paid, OURS, "next", 20, 940);
    assert_money(&paid, 60, 0, 2);
    bought_keep(paid.store, beside, "{}", NOW_MS);
    lose(&paid, OURS, "lost again");
    buy(&paid, OURS, "last", 20, 900);
    assert_money(&paid, 100, 20, 3); /* 20: the one that is not entered yet */
    bought_enter(paid.store, beside, 20, 500);
    assert_money(&paid, 120, 0, 4);
    paid_close(&paid);
}
END_TEST

/* Its charge may be deducted from this balance, before or after it was reported. */
START_TEST(a_purse_that_is_not_known_disturbs) {
    struct paid paid;
    open_with_unanswered(&paid);
    int64_t beside = send(&paid, NULL, "beside");
    buy(&paid, OURS, "next", 20, 940);
    assert_money(&paid, 40, 20, 1);
    bought_answer(paid.store, beside, 20, ACCOUNT_UNKNOWN, NOW_MS);
    buy_later(&paid, OURS, "after", 20, 920);
    assert_money(&paid, 80, 20, 2);
    lose(&paid, OURS, "lost again");
    buy_later(&paid, OURS, "last", 20, 880);
    assert_money(&paid, 120, 20, 3);
    paid_close(&paid);
}
END_TEST

START_TEST(a_known_purse_disturbs_one_that_is_not) {
    struct paid paid;
    paid_open(&paid);
    buy(&paid, NULL, "first", 20, 980);
    lose(&paid, NULL, "lost");
    int64_t beside = send(&paid, OURS, "beside");
    buy(&paid, NULL, "next", 20, 940);
    assert_money(&paid, 40, 20, 1);
    bought_answer(paid.store, beside, 20, ACCOUNT_UNKNOWN, NOW_MS);
    buy_later(&paid, NULL, "after", 20, 920);
    assert_money(&paid, 80, 20, 2);
    paid_close(&paid);
}
END_TEST

/* Between the two balances is a purchase from an unknown purse. */
START_TEST(what_lies_between_two_balances_voids_them) {
    struct paid paid;
    open_with_unanswered(&paid);
    buy(&paid, NULL, "between", 20, ACCOUNT_UNKNOWN);
    buy_later(&paid, OURS, "next", 20, 940);
    assert_money(&paid, 60, 20, 2);
    paid_close(&paid);
}
END_TEST

/* A purchase from an unknown purse may be charged after the first balance; _i: no longer. */
START_TEST(what_is_charged_late_voids_them) {
    struct paid paid;
    paid_open(&paid);
    lose(&paid, NULL, "anybody's");
    if (_i)
        buy_later(&paid, OURS, "first", 20, 980);
    else
        buy(&paid, OURS, "first", 20, 980);
    lose(&paid, OURS, "lost");
    buy_later(&paid, OURS, "next", 20, 940);
    assert_money(&paid, _i ? 60 : 40, _i ? 20 : 40, 2);
    paid_close(&paid);
}
END_TEST

/* What was lost with one key waits only for that key's grace period. */
START_TEST(a_late_charge_is_of_its_purse) {
    struct paid paid;
    open_with_unanswered(&paid);
    buy(&paid, THEIRS, "theirs", 20, 480);
    lose(&paid, THEIRS, "lost theirs");
    buy(&paid, OURS, "early", 20, 960);
    buy(&paid, THEIRS, "theirs too", 20, 440);
    assert_money(&paid, 100, 20, 3);
    buy(&paid, OURS, "next", 20, 920);
    assert_money(&paid, 140, 0, 4);
    paid_close(&paid);
}
END_TEST

START_TEST(what_was_not_sent_voids_nothing) {
    struct paid paid;
    open_with_unanswered(&paid);
    bought_abandon(paid.store, send(&paid, NULL, "between"), false, NOW_MS);
    buy(&paid, OURS, "next", 20, 940);
    assert_money(&paid, 60, 0, 2);
    paid_close(&paid);
}
END_TEST

static void assert_balance(struct store *store, int64_t balance, bool is_current) {
    struct purse purse = bought_purse(store, NOW_MS);
    ck_assert_int_eq(purse.balance, balance);
    ck_assert_int_eq(purse.is_balance_current, is_current);
    ck_assert_int_eq(purse.spent[PURSE_STORE], 40);
}

static struct store *open_reader(const struct paid *paid) {
    struct err err;
    const struct store_config config = {.path = paid->path};
    struct store *reader = store_open_reader(&config, &err);
    ck_assert_msg(reader != NULL, "%s", err.text);
    return reader;
}

START_TEST(the_balance_is_that_of_the_key) {
    struct paid paid;
    paid_open(&paid);
    struct store *reader = open_reader(&paid);
    buy(&paid, OURS, "ours", 20, 980);
    ck_assert_int_eq(bought_purse(reader, NOW_MS).balance, 980);
    buy(&paid, THEIRS, "theirs", 20, 500);
    assert_balance(paid.store, 500, true);
    assert_balance(reader, 500, false);
    store_use_key(paid.store, OURS);
    assert_balance(paid.store, 980, true);
    store_use_key(paid.store, "unifapi_third");
    assert_balance(paid.store, PURSE_UNKNOWN, false);
    lose(&paid, OURS, "lost");
    assert_balance(reader, 980, false);
    store_close(reader);
    paid_close(&paid);
}
END_TEST

/* They overlap, so neither closes a group. */
START_TEST(balances_that_no_group_has_are_told_apart) {
    struct paid paid;
    paid_open(&paid);
    int64_t requests[] = {send(&paid, OURS, "a"), send(&paid, OURS, "b"), send(&paid, THEIRS, "c"),
                          send(&paid, THEIRS, "d")};
    static const int64_t balances[] = {980, 960, 480, 460};
    for (size_t i = 0; i < 4; i++)
        bought_answer(paid.store, requests[i], 10, balances[i], NOW_MS);
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM anchor"), 0);
    assert_balance(paid.store, 460, true);
    store_use_key(paid.store, OURS);
    assert_balance(paid.store, 960, true);
    paid_close(&paid);
}
END_TEST

START_TEST(what_is_asked_for_is_what_this_key_can_pay) {
    struct paid paid;
    struct journal_ticket ticket;
    paid_open(&paid);
    buy(&paid, OURS, "ours", 20, 5);
    buy(&paid, THEIRS, "theirs", 20, 500);
    ck_assert_int_eq(bought_ask(paid.store, bought_page("more", 0), NOW_MS, &ticket), JOURNAL_SEND);
    ck_assert_int_eq(ticket.reserved, BOUGHT_LIMIT);
    bought_abandon(paid.store, ticket.request, false, NOW_MS);
    store_use_key(paid.store, OURS);
    ck_assert_int_eq(bought_ask(paid.store, bought_page("less", 0), NOW_MS, &ticket), JOURNAL_SEND);
    ck_assert_int_eq(ticket.reserved, 5);
    paid_close(&paid);
}
END_TEST

START_TEST(a_cap_is_over_all_keys) {
    struct paid paid;
    struct journal_ticket ticket;
    paid_open(&paid);
    paid.store->caps.most[PURSE_STORE] = 40;
    buy(&paid, OURS, "ours", 20, 980);
    buy(&paid, THEIRS, "theirs", 20, 500);
    ck_assert_int_eq(bought_ask(paid.store, bought_page("more", 0), NOW_MS, &ticket),
                     JOURNAL_CAPPED);
    ck_assert_int_eq(ticket.scope, PURSE_STORE);
    paid_close(&paid);
}
END_TEST

static void enter_story(struct paid *paid) {
    static const int64_t balances[] = {0, 980, -1, 480, 940, 460};
    for (int64_t request = 1; request <= 5; request++)
        if (balances[request] > 0)
            bought_enter(paid->store, request, 20, balances[request]);
}

START_TEST(a_rebuild_keeps_who_paid) {
    struct paid paid;
    struct buf before, after;
    struct err err;
    static const char payers[] = "SELECT (SELECT sum(id * purse) FROM request)"
                                 " + (SELECT sum(id * purse) FROM anchor)";
    open_with_unanswered(&paid);
    buy(&paid, THEIRS, "theirs", 20, 480);
    buy(&paid, OURS, "next", 20, 940);
    buy(&paid, THEIRS, "theirs too", 20, 460);
    assert_money(&paid, 100, 0, 4);
    paid_dump(&paid, &before);
    const int64_t paid_by = paid_number(&paid, payers);
    ck_assert_int_gt(paid_by, 0);
    ck_assert_msg(catalogue_clear(paid.store, &err), "%s", err.text);
    enter_story(&paid);
    paid_dump(&paid, &after);
    ck_assert_str_eq(buf_text(&after), buf_text(&before));
    ck_assert_int_eq(paid_number(&paid, payers), paid_by);
    buf_fini(&before);
    buf_fini(&after);
    paid_close(&paid);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("purses");
    TCase *tc = tcase_create("purses");
    tcase_add_test(tc, a_key_is_told_from_another);
    tcase_add_test(tc, every_key_is_told);
    tcase_add_test(tc, another_balance_settles_nothing);
    tcase_add_test(tc, a_fall_to_another_balance_is_no_jump);
    tcase_add_test(tc, what_another_pays_for_disturbs_nothing);
    tcase_add_test(tc, a_purse_that_is_not_known_disturbs);
    tcase_add_test(tc, a_known_purse_disturbs_one_that_is_not);
    tcase_add_test(tc, what_lies_between_two_balances_voids_them);
    tcase_add_loop_test(tc, what_is_charged_late_voids_them, 0, 2);
    tcase_add_test(tc, a_late_charge_is_of_its_purse);
    tcase_add_test(tc, what_was_not_sent_voids_nothing);
    tcase_add_test(tc, the_balance_is_that_of_the_key);
    tcase_add_test(tc, balances_that_no_group_has_are_told_apart);
    tcase_add_test(tc, what_is_asked_for_is_what_this_key_can_pay);
    tcase_add_test(tc, a_cap_is_over_all_keys);
    tcase_add_test(tc, a_rebuild_keeps_who_paid);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
