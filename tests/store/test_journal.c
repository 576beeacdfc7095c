/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be sent, and what is recorded about it. */
#include "base/clock.h"
#include "store/settle.h"
#include "tests/support/bought.h"
#include "tests/support/paid.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

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
    /* Until it has a page, the previous one is the newest. */
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

/* The account of a profile requested like this. */
static void enter_profile(struct paid *paid, const char *target, const char *label,
                          const struct account *profile) {
    struct journal_order order = bought_profile(target);
    struct err err;
    order.label = label;
    int64_t request = bought_send(paid->store, order, NOW_MS);
    bought_keep(paid->store, request, "{}", NOW_MS);
    const struct finding finding = {
        .outcome = "ok", .credits = 1, .balance = ACCOUNT_UNKNOWN, .profile = profile};
    ck_assert_msg(catalogue_take(paid->store, request, &finding, &err), "%s", err.text);
}

START_TEST(an_id_is_no_handle) {
    static const struct {
        const char *target, *label;
        enum journal_verdict verdict;
    } orders[] = {
        {"12345", "@12345", JOURNAL_HELD}, /* the handle that it has */
        {"77", "@77", JOURNAL_HELD},       /* the handle by which it was requested */
        {"999", "@12345", JOURNAL_HELD},   /* the id, labelled by a handle */
        {"999", "999", JOURNAL_HELD},      {"0099", "0099", JOURNAL_HELD},
        {"12345", "12345", JOURNAL_SEND},  {"77", "77", JOURNAL_SEND},
        {"999", "@999", JOURNAL_SEND},     {"old.name", "@old.name", JOURNAL_SEND},
    };
    struct paid paid;
    struct journal_ticket ticket;
    paid_open(&paid);
    const struct account named = paid_account("999", "12345", 1),
                         other = paid_account("5", "77", 1),
                         former = paid_account("6", "old.name", 1),
                         renamed = paid_account("6", "new.name", 1);
    enter_profile(&paid, "0099", "0099", &named);
    enter_profile(&paid, "77", "@77", &other);
    enter_profile(&paid, "6", "6", &former);
    paid.numbers = 100;
    paid_enter_profile(&paid, "6", NOW_MS + 1, &renamed);
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        struct journal_order order = bought_profile(orders[i].target);
        order.label = orders[i].label;
        enum journal_verdict verdict = bought_ask(paid.store, order, NOW_MS, &ticket);
        ck_assert_msg(verdict == orders[i].verdict, "%d: %s, %s", verdict, order.target,
                      order.label);
    }
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
    /* What was reserved and not charged is free again; what may have been charged is not. */
    bought_answer(paid.store, first, 12, 988, NOW_MS);
    ck_assert_int_eq(bought_ask(paid.store, bought_page("c", 0), NOW_MS, &ticket), JOURNAL_SEND);
    ck_assert_int_eq(ticket.reserved, 8);
    bought_abandon(paid.store, ticket.request, true, NOW_MS);
    ck_assert_int_eq(bought_ask(paid.store, bought_told(bought_page("c", 0)), NOW_MS, &ticket),
                     JOURNAL_CAPPED);
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

/* A clock that was ahead: what was sent then belongs to the day that it showed, and to no other. */
START_TEST(what_a_clock_dated_ahead_counts_on_that_day_alone) {
    struct paid paid;
    struct journal_ticket ticket;
    paid_open(&paid);
    int64_t day_ms = clock_day_start_ms(NOW_MS);
    int64_t ahead_ms = clock_day_start_ms(day_ms + INT64_C(400) * 86400000) + 1000;
    bought_answer(paid.store, bought_send(paid.store, bought_page("a", 0), ahead_ms), 20, 980,
                  ahead_ms);
    ck_assert_int_eq(bought_purse(paid.store, day_ms).used[PURSE_DAY], 0);
    ck_assert_int_eq(bought_purse(paid.store, ahead_ms).used[PURSE_DAY], 20);
    ck_assert_int_eq(bought_purse(paid.store, ahead_ms + 86400000).used[PURSE_DAY], 0);
    paid.store->caps.most[PURSE_DAY] = 20;
    ck_assert_int_eq(bought_ask(paid.store, bought_page("b", 0), ahead_ms, &ticket),
                     JOURNAL_CAPPED);
    ck_assert_int_eq(bought_ask(paid.store, bought_page("b", 0), day_ms, &ticket), JOURNAL_SEND);
    ck_assert_int_eq(ticket.reserved, 20);
    ck_assert_int_eq(bought_ask(paid.store, bought_page("c", 0), day_ms, &ticket), JOURNAL_CAPPED);
    paid_close(&paid);
}
END_TEST

/* Lost under a clock that was ahead; the next session's clock is right. */
START_TEST(a_clock_does_not_tell_what_was_lost_before) {
    struct paid paid;
    struct journal_ticket ticket;
    paid_open(&paid);
    int64_t ahead_ms = NOW_MS + INT64_C(400) * 86400000;
    bought_abandon(paid.store, bought_send(paid.store, bought_page("a", 0), ahead_ms), true,
                   ahead_ms);
    struct store *second = open_second(&paid);
    ck_assert_int_eq(bought_ask(second, bought_page("a", 0), NOW_MS, &ticket), JOURNAL_LOST);
    ck_assert(ticket.is_before);
    ck_assert_int_eq(bought_ask(paid.store, bought_page("a", 0), NOW_MS, &ticket), JOURNAL_LOST);
    ck_assert(!ticket.is_before);
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
    /* Once nothing else was under way, a higher one is certain. */
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
    order.snapshot = 77; /* which does not exist */
    ck_assert_int_eq(journal_begin(paid.store, &order, NOW_MS, &ticket, &err), JOURNAL_FAILED);
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM request"), 0);
    bought_send(paid.store, bought_page("a", 0), NOW_MS);
    ck_assert(!bought_purse(reader, NOW_MS).is_balance_current);
    ck_assert_int_eq(bought_purse(reader, NOW_MS).reserved, BOUGHT_LIMIT);
    store_close(reader);
    paid_close(&paid);
}
END_TEST

/* By its other name a second program would lock other files. */
START_TEST(a_store_with_two_names_buys_nothing) {
    struct paid paid;
    struct err err = {0};
    struct journal_ticket ticket;
    char other[sizeof paid.path + 8];
    const struct journal_order order = bought_page("a", 0);
    paid_open(&paid);
    snprintf(other, sizeof other, "%s-other", paid.path);
    ck_assert_int_eq(link(paid.path, other), 0);
    ck_assert_int_eq(journal_begin(paid.store, &order, NOW_MS, &ticket, &err), JOURNAL_FAILED);
    ck_assert_int_eq(err.kind, ERR_CONFIG);
    ck_assert_ptr_nonnull(strstr(err.text, "has 2 names (hard links)"));
    const struct store_config again = {.path = other, .kind = "live"};
    ck_assert_ptr_null(store_open(&again, NOW_MS, &err)); /* nor is it opened for buying */
    ck_assert_int_eq(err.kind, ERR_CONFIG);
    ck_assert_int_eq(unlink(other), 0);
    bought_send(paid.store, order, NOW_MS);
    paid_close(&paid);
}
END_TEST

/* Another file in its place is not accepted, nor is one created there. */
START_TEST(a_store_that_was_moved_buys_nothing) {
    struct paid paid;
    struct err err = {0};
    struct journal_ticket ticket;
    char away[sizeof paid.path + 8];
    const struct journal_order order = bought_page("a", 0);
    paid_open(&paid);
    snprintf(away, sizeof away, "%s-away", paid.path);
    for (int is_replaced = 0; is_replaced < 2; is_replaced++) {
        ck_assert_int_eq(rename(paid.path, away), 0);
        FILE *file = is_replaced ? fopen(paid.path, "we") : NULL;
        ck_assert_int_eq(journal_begin(paid.store, &order, NOW_MS, &ticket, &err), JOURNAL_FAILED);
        ck_assert_msg(err.kind == ERR_IO && strstr(err.text, "was moved or replaced") &&
                          strstr(err.text, paid.path),
                      "%s", err.text);
        ck_assert_int_eq(access(paid.path, F_OK), is_replaced ? 0 : -1);
        if (file)
            fclose(file);
        ck_assert_int_eq(rename(away, paid.path), 0);
    }
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM request"), 0);
    bought_send(paid.store, order, NOW_MS);
    paid_close(&paid);
}
END_TEST

/* Except on a local disk, too. */
START_TEST(two_programs_buy_a_page_once) {
    struct paid paid;
    struct journal_ticket ticket;
    scratch_move(_i == 0);
    paid_open(&paid);
    struct store *second = open_second(&paid);
    for (int64_t seq = 0; seq < 4; seq++) {
        struct store *buyer = seq % 2 ? second : paid.store, *other = seq % 2 ? paid.store : second;
        const struct journal_order order = bought_page("a", seq);
        int64_t request = bought_send(buyer, order, NOW_MS);
        ck_assert_int_eq(bought_ask(other, order, NOW_MS, &ticket), JOURNAL_WAIT);
        bought_keep(buyer, request, "{}", NOW_MS);
        ck_assert_int_eq(bought_ask(other, order, NOW_MS, &ticket), JOURNAL_WAIT);
        bought_enter(buyer, request, 20, 980 - 20 * seq);
        ck_assert_int_eq(bought_ask(other, order, NOW_MS, &ticket), JOURNAL_HELD);
    }
    bought_send(second, bought_page("b", 0), NOW_MS);
    ck_assert_int_eq(bought_ask(paid.store, bought_page("b", 0), NOW_MS, &ticket), JOURNAL_WAIT);
    store_close(second);
    ck_assert_int_eq(bought_ask(paid.store, bought_page("b", 0), NOW_MS, &ticket), JOURNAL_LOST);
    paid_close(&paid);
}
END_TEST

START_TEST(what_a_dead_program_asked_for_is_asked_for_when_told) {
    struct paid paid;
    struct journal_ticket ticket;
    paid_open(&paid);
    struct store *second = open_second(&paid);
    bought_send(second, bought_page("a", 0), NOW_MS);
    ck_assert_int_eq(bought_ask(paid.store, bought_page("a", 0), NOW_MS, &ticket), JOURNAL_WAIT);
    store_close(second);
    ck_assert_int_eq(bought_ask(paid.store, bought_page("a", 0), NOW_MS, &ticket), JOURNAL_LOST);
    ck_assert_int_eq(ticket.maybe, BOUGHT_LIMIT);
    ck_assert_int_eq(ticket.request, 0);
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM request"), 1);
    bought_send(paid.store, bought_told(bought_page("a", 0)), NOW_MS);
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

/* A page, or a profile: by the program that lost it, by another one at the same time, and by a
 * later one; each from the start. */
START_TEST(what_was_lost_is_asked_for_when_told) {
    struct paid paid;
    struct journal_ticket ticket;
    const struct journal_order order = _i ? bought_profile("nasa") : bought_page("nasa", 0),
                               again = _i ? bought_profile("NASA") : bought_page("NASA", 0),
                               another = _i ? bought_profile("esa") : bought_page("nasa", 1);
    int64_t most = _i ? 1 : BOUGHT_LIMIT;
    paid_open(&paid);
    struct store *second = open_second(&paid);
    bought_abandon(paid.store, bought_send(paid.store, order, NOW_MS), false, NOW_MS);
    bought_abandon(paid.store, bought_send(paid.store, order, NOW_MS), true, NOW_MS);
    ck_assert_int_eq(bought_ask(paid.store, order, NOW_MS, &ticket), JOURNAL_LOST);
    ck_assert_int_eq(ticket.maybe, most);
    ck_assert_int_eq(ticket.request, 0);
    ck_assert_int_eq(bought_ask(second, again, NOW_MS, &ticket), JOURNAL_LOST);
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM request"), 2);
    bought_abandon(second, bought_send(second, bought_told(again), NOW_MS), true, NOW_MS);
    store_close(second);
    second = open_second(&paid);
    ck_assert_int_eq(bought_ask(second, order, NOW_MS, &ticket), JOURNAL_LOST);
    ck_assert_int_eq(ticket.maybe, 2 * most);
    bought_send(second, another, NOW_MS);
    struct journal_order renewal = order;
    renewal.is_fresh = true;
    bought_send(second, renewal, NOW_MS);
    store_close(second);
    paid_close(&paid);
}
END_TEST

START_TEST(an_answer_of_unknown_price_is_lost_too) {
    struct paid paid;
    struct journal_ticket ticket;
    const struct finding finding = {
        .outcome = "upstream_error", .credits = ACCOUNT_UNKNOWN, .balance = ACCOUNT_UNKNOWN};
    paid_open(&paid);
    int64_t request = bought_send(paid.store, bought_page("a", 0), NOW_MS);
    bought_keep(paid.store, request, "{}", NOW_MS);
    ck_assert_int_eq(bought_ask(paid.store, bought_page("a", 0), NOW_MS, &ticket), JOURNAL_WAIT);
    ck_assert(catalogue_take(paid.store, request, &finding, NULL));
    ck_assert_int_eq(bought_ask(paid.store, bought_page("a", 0), NOW_MS, &ticket), JOURNAL_LOST);
    ck_assert_int_eq(ticket.maybe, BOUGHT_LIMIT);
    bought_send(paid.store, bought_told(bought_page("a", 0)), NOW_MS);
    paid_close(&paid);
}
END_TEST

/* Once a balance shows that it was free, there is nothing to report. */
START_TEST(what_is_settled_is_not_lost) {
    struct paid paid;
    struct journal_ticket ticket;
    int64_t later_ms = NOW_MS + SETTLE_GRACE_MS;
    paid_open(&paid);
    bought_answer(paid.store, bought_send(paid.store, bought_page("a", 0), NOW_MS), 20, 980,
                  NOW_MS);
    bought_abandon(paid.store, bought_send(paid.store, bought_page("a", 1), NOW_MS), true, NOW_MS);
    ck_assert_int_eq(bought_ask(paid.store, bought_page("a", 1), later_ms, &ticket), JOURNAL_LOST);
    bought_answer(paid.store, bought_send(paid.store, bought_page("b", 0), later_ms), 20,
                  _i ? 940 : 960, later_ms);
    ck_assert_int_eq(bought_purse(paid.store, later_ms).maybe, 0);
    if (_i) /* it was charged, and is missing */
        ck_assert_int_eq(bought_ask(paid.store, bought_page("a", 1), later_ms, &ticket),
                         JOURNAL_LOST);
    else
        bought_send(paid.store, bought_page("a", 1), later_ms);
    paid_close(&paid);
}
END_TEST

/* The balance of a proof may hide a charge under bought credits: the reservation still counts,
 * while the spending shown is what was proved. */
START_TEST(a_cap_counts_what_was_set_aside_for_the_proved) {
    struct paid paid;
    struct journal_ticket ticket;
    int64_t later_ms = NOW_MS + SETTLE_GRACE_MS, proved = _i ? 7 : 0;
    paid_open(&paid);
    for (int i = 0; i < PURSE_SCOPE_COUNT; i++)
        paid.store->caps.most[i] = 65;
    bought_answer(paid.store, bought_send(paid.store, bought_page("a", 0), NOW_MS), 20, 980,
                  NOW_MS);
    bought_abandon(paid.store, bought_send(paid.store, bought_page("b", 0), NOW_MS), true, NOW_MS);
    bought_answer(paid.store, bought_send(paid.store, bought_page("c", 0), later_ms), 20,
                  960 - proved, later_ms);
    struct purse purse = bought_purse(paid.store, later_ms);
    ck_assert_int_eq(purse.maybe, 0);
    for (int i = 0; i < PURSE_SCOPE_COUNT; i++) {
        ck_assert_int_eq(purse.spent[i], 40 + proved);
        ck_assert_int_eq(purse.used[i], 60);
    }
    ck_assert_int_eq(bought_ask(paid.store, bought_page("d", 0), later_ms, &ticket), JOURNAL_SEND);
    ck_assert_int_eq(ticket.reserved, 5);
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
    tcase_add_test(tc, an_id_is_no_handle);
    tcase_add_test(tc, caps_shrink_and_then_stop);
    tcase_add_test(tc, caps_are_of_the_session_and_of_the_local_day);
    tcase_add_test(tc, what_a_clock_dated_ahead_counts_on_that_day_alone);
    tcase_add_test(tc, a_clock_does_not_tell_what_was_lost_before);
    tcase_add_test(tc, a_current_balance_shrinks_what_is_asked_for);
    tcase_add_test(tc, of_overlapping_balances_the_lowest_counts);
    tcase_add_test(tc, a_store_that_cannot_take_it_lets_nothing_be_sent);
    tcase_add_test(tc, a_store_with_two_names_buys_nothing);
    tcase_add_test(tc, a_store_that_was_moved_buys_nothing);
    tcase_add_loop_test(tc, two_programs_buy_a_page_once, 0, 2);
    tcase_add_test(tc, what_a_dead_program_asked_for_is_asked_for_when_told);
    tcase_add_loop_test(tc, what_was_lost_is_asked_for_when_told, 0, 2);
    tcase_add_test(tc, an_answer_of_unknown_price_is_lost_too);
    tcase_add_loop_test(tc, what_is_settled_is_not_lost, 0, 2);
    tcase_add_loop_test(tc, a_cap_counts_what_was_set_aside_for_the_proved, 0, 2);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
