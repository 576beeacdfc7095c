/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/bought.h"

#include <check.h>
#include <string.h>

struct journal_order bought_page(const char *target, int64_t seq) {
    return (struct journal_order){.kind = JOURNAL_FOLLOWING,
                                  .target = target,
                                  .label = target,
                                  .seq = seq,
                                  .cursor = seq ? "cursor" : NULL,
                                  .want = BOUGHT_LIMIT,
                                  .attempt = 1};
}

struct journal_order bought_profile(const char *target) {
    return (struct journal_order){
        .kind = JOURNAL_PROFILE, .target = target, .label = target, .want = 1, .attempt = 1};
}

struct journal_order bought_told(struct journal_order order) {
    order.is_told = true;
    return order;
}

enum journal_verdict bought_ask(struct store *store, struct journal_order order, int64_t now_ms,
                                struct journal_ticket *ticket) {
    struct err err = {0};
    enum journal_verdict verdict = journal_begin(store, &order, now_ms, ticket, &err);
    ck_assert_msg(verdict != JOURNAL_FAILED, "%s", err.text);
    return verdict;
}

int64_t bought_send(struct store *store, struct journal_order order, int64_t now_ms) {
    struct journal_ticket ticket;
    ck_assert_int_eq(bought_ask(store, order, now_ms, &ticket), JOURNAL_SEND);
    ck_assert_int_gt(ticket.request, 0);
    return ticket.request;
}

void bought_keep(struct store *store, int64_t request, const char *body, int64_t now_ms) {
    struct err err = {0};
    struct reply *reply = reply_new(strlen(body));
    reply->end = REPLY_WHOLE;
    reply->status = 200;
    ck_assert(buf_put(&reply->body, body, strlen(body)));
    ck_assert_msg(journal_keep(store, request, reply, now_ms, &err), "%s", err.text);
    reply_free(reply);
}

void bought_enter(struct store *store, int64_t request, int64_t credits, int64_t balance) {
    struct err err = {0};
    struct page *page = page_new();
    const struct finding finding = {
        .outcome = "ok", .credits = credits, .balance = balance, .page = page};
    ck_assert_msg(catalogue_take(store, request, &finding, &err), "%s", err.text);
    page_free(page);
}

void bought_answer(struct store *store, int64_t request, int64_t credits, int64_t balance,
                   int64_t now_ms) {
    bought_keep(store, request, "{}", now_ms);
    bought_enter(store, request, credits, balance);
}

void bought_abandon(struct store *store, int64_t request, bool is_sent, int64_t now_ms) {
    struct err err = {0};
    ck_assert_msg(journal_abandon(store, request, is_sent, now_ms, &err), "%s", err.text);
}

struct purse bought_purse(struct store *store, int64_t now_ms) {
    struct err err = {0};
    struct purse purse;
    ck_assert_msg(journal_read_purse(store, now_ms, &purse, &err), "%s", err.text);
    return purse;
}
