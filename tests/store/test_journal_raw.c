/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Raw answers: stored unchanged, and read back. */
#include "base/mem.h"
#include "tests/support/bought.h"
#include "tests/support/paid.h"
#include "tests/support/run.h"

#include <stdlib.h>
#include <string.h>

enum { LONG_BODY = 300000 };

static struct reply *make_reply(enum reply_end end, const char *body, size_t len) {
    struct reply *reply = reply_new(len);
    reply->end = end;
    ck_assert(buf_put(&reply->body, body, len));
    return reply;
}

static int64_t keep(struct paid *paid, const char *target, const struct reply *reply) {
    struct err err = {0};
    int64_t request = bought_send(paid->store, bought_page(target, 0), 1000);
    ck_assert_msg(journal_keep(paid->store, request, reply, 2000, &err), "%s", err.text);
    return request;
}

static struct journal_raw *next(struct paid *paid, int64_t after, bool only_pending) {
    struct err err = {0};
    struct journal_raw *raw;
    ck_assert_msg(journal_next_raw(paid->store, after, only_pending, &raw, &err), "%s", err.text);
    return raw;
}

static void assert_text(const char *is, const char *should_be) {
    if (should_be)
        ck_assert_str_eq(is, should_be);
    else
        ck_assert_ptr_null(is);
}

static void assert_same(const struct reply *is, const struct reply *should_be) {
    ck_assert_int_eq(is->end, should_be->end);
    ck_assert_int_eq(is->status, should_be->status);
    assert_text(is->content_type, should_be->content_type);
    assert_text(is->location, should_be->location);
    ck_assert_int_eq(is->retry_after_s, should_be->retry_after_s);
    ck_assert_int_eq(is->rate_limit, should_be->rate_limit);
    ck_assert_int_eq(is->rate_remaining, should_be->rate_remaining);
    ck_assert_int_eq(is->rate_reset_s, should_be->rate_reset_s);
    ck_assert_str_eq(is->reason, should_be->reason);
    ck_assert_int_eq(is->bar, should_be->bar);
    ck_assert_uint_eq(is->body.len, should_be->body.len);
    ck_assert_mem_eq(buf_text(&is->body), buf_text(&should_be->body), should_be->body.len);
}

static void assert_comes_back(struct paid *paid, const char *target, struct reply *reply) {
    int64_t request = keep(paid, target, reply);
    struct journal_raw *raw = next(paid, 0, false);
    ck_assert_ptr_nonnull(raw);
    int64_t last = 0;
    while (raw->request != request) {
        last = raw->no;
        journal_raw_free(raw);
        raw = next(paid, last, false);
        ck_assert_ptr_nonnull(raw);
        ck_assert_int_gt(raw->no, last);
    }
    ck_assert_int_eq(raw->kind, JOURNAL_FOLLOWING);
    ck_assert_int_eq(raw->received_ms, 2000);
    assert_same(raw->reply, reply);
    journal_raw_free(raw);
    reply_free(reply);
}

START_TEST(an_answer_comes_back_as_it_came) {
    struct paid paid;
    paid_open(&paid);
    struct reply *reply = make_reply(REPLY_WHOLE, "{\0\xff}", 4);
    reply->status = 429;
    reply->content_type = "application/json; charset=\xff\x1b";
    reply->location = "https://elsewhere.invalid/\xc3\xa9";
    reply->retry_after_s = 0;
    reply->rate_limit = 600;
    reply->rate_remaining = 0;
    reply->rate_reset_s = 1750000000;
    assert_comes_back(&paid, "all", reply);
    assert_comes_back(&paid, "nothing", make_reply(REPLY_WHOLE, "", 0));
    reply = make_reply(REPLY_BROKEN, "{\"data\": [", 10);
    reply->reason = "the connection broke";
    assert_comes_back(&paid, "broken", reply);
    reply = make_reply(REPLY_TOO_LARGE, "xxxxxxxx", 8);
    reply->reason = "too large";
    reply->bar = REPLY_BAR_CERTIFICATE;
    assert_comes_back(&paid, "large", reply);
    paid_close(&paid);
}
END_TEST

START_TEST(a_long_body_is_deflated) {
    struct paid paid;
    paid_open(&paid);
    char *body = mem_alloc(LONG_BODY);
    memset(body, 'a', LONG_BODY);
    assert_comes_back(&paid, "long", make_reply(REPLY_WHOLE, body, LONG_BODY));
    ck_assert_int_eq(paid_number(&paid, "SELECT size FROM answer"), LONG_BODY);
    ck_assert_int_lt(paid_number(&paid, "SELECT length(body) FROM answer"), LONG_BODY / 500);
    uint32_t noise = 1;
    for (int i = 0; i < 256; i++) {
        noise = noise * 1664525 + 1013904223;
        body[i] = (char)(noise >> 24);
    }
    assert_comes_back(&paid, "short", make_reply(REPLY_WHOLE, body, 256));
    ck_assert_int_eq(paid_number(&paid, "SELECT length(body) FROM answer WHERE size = 256"), 256);
    free(body);
    paid_close(&paid);
}
END_TEST

START_TEST(what_was_not_sent_cost_nothing) {
    struct paid paid;
    paid_open(&paid);
    struct reply *reply = make_reply(REPLY_NOT_SENT, "", 0);
    reply->reason = "no such host";
    keep(&paid, "kept", reply);
    bought_abandon(paid.store, bought_send(paid.store, bought_page("left", 0), 1), false, 2);
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM request WHERE state = 'not sent'"
                                        " AND outcome = 'not sent' AND credits = 0"),
                     2);
    ck_assert_int_eq(bought_purse(paid.store, 1).used[PURSE_STORE], 0);
    ck_assert_ptr_null(next(&paid, 0, false));
    ck_assert_ptr_null(next(&paid, 0, true));
    reply_free(reply);
    paid_close(&paid);
}
END_TEST

START_TEST(a_request_ends_once) {
    struct paid paid;
    struct err err = {0};
    paid_open(&paid);
    struct reply *reply = make_reply(REPLY_WHOLE, "{}", 2);
    int64_t request = keep(&paid, "once", reply);
    ck_assert(!journal_keep(paid.store, request, reply, 3000, &err));
    ck_assert_int_eq(err.kind, ERR_DATA);
    ck_assert(!journal_keep(paid.store, request + 1, reply, 3000, NULL));
    ck_assert(!journal_abandon(paid.store, request, true, 3000, NULL));
    ck_assert_int_eq(paid_number(&paid, "SELECT ended_ms FROM request"), 2000);
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM answer"), 1);
    bought_abandon(paid.store, bought_send(paid.store, bought_page("lost", 0), 1), true, 4000);
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM request WHERE state = 'unanswered'"
                                        " AND outcome = 'no answer' AND credits IS NULL"
                                        " AND sent_no = 3 AND ended_no = 4 AND ended_ms = 4000"),
                     1);
    reply_free(reply);
    paid_close(&paid);
}
END_TEST

/* As if locks were lost: another program took this one for dead. */
START_TEST(a_late_answer_is_kept_all_the_same) {
    struct paid paid;
    paid_open(&paid);
    int64_t late = bought_send(paid.store, bought_page("late", 0), 1);
    bought_abandon(paid.store, late, true, 2);
    bought_answer(paid.store, bought_send(paid.store, bought_page("a", 0), 3), 20, 960, 4);
    bought_answer(paid.store, late, 20, 980, 5);
    struct purse purse = bought_purse(paid.store, 6);
    ck_assert_int_eq(purse.spent[PURSE_STORE], 40);
    ck_assert_int_eq(purse.maybe, 0);
    ck_assert_int_eq(paid_number(&paid, "SELECT ended_no FROM request WHERE target = 'late'"), 2);
    struct journal_raw *raw = next(&paid, 0, false);
    ck_assert_int_eq(raw->request, late);
    journal_raw_free(raw);
    paid_close(&paid);
}
END_TEST

START_TEST(pending_is_what_a_dead_program_left) {
    struct paid paid;
    struct journal_ticket ticket;
    paid_open(&paid);
    const struct store_config config = {.path = paid.path, .kind = STORE_KIND_SANDBOX};
    struct store *second = store_open(&config, 1, NULL);
    ck_assert_ptr_nonnull(second);
    bought_answer(second, bought_send(second, bought_page("entered", 0), 1), 20, 980, 2);
    int64_t left = bought_send(second, bought_page("left", 0), 1);
    bought_keep(second, left, "{\"left\":1}", 2);
    bought_keep(paid.store, bought_send(paid.store, bought_page("mine", 0), 1), "{}", 2);
    ck_assert_ptr_null(next(&paid, 0, true));
    store_close(second);
    struct journal_raw *raw = next(&paid, 0, true);
    ck_assert_ptr_nonnull(raw);
    ck_assert_int_eq(raw->request, left);
    ck_assert_str_eq(buf_text(&raw->reply->body), "{\"left\":1}");
    ck_assert_ptr_null(next(&paid, raw->no, true));
    journal_raw_free(raw);
    /* Paid for, and stored: buying it again would be useless. */
    ck_assert_int_eq(bought_ask(paid.store, bought_page("left", 0), 3, &ticket), JOURNAL_WAIT);
    bought_enter(paid.store, left, 20, 960);
    ck_assert_ptr_null(next(&paid, 0, true));
    ck_assert_int_eq(bought_ask(paid.store, bought_page("left", 0), 3, &ticket), JOURNAL_HELD);
    paid_close(&paid);
}
END_TEST

START_TEST(a_damaged_body_is_said_to_be_so) {
    static const char *const damages[] = {
        "UPDATE answer SET size = size + 1",
        "UPDATE answer SET size = size - 2",
        "UPDATE answer SET size = -1",
        "UPDATE answer SET size = 1 << 40",
        "UPDATE answer SET size = 1000, body = x'789c0102'",
        "UPDATE answer SET body = x''",
    };
    struct paid paid;
    paid_open(&paid);
    char body[1000];
    memset(body, 'a', sizeof body);
    struct reply *reply = make_reply(REPLY_WHOLE, body, sizeof body);
    keep(&paid, "damaged", reply);
    reply_free(reply);
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        ck_assert(sql_run(paid.store->sql, damages[i], NULL));
        struct journal_raw *raw = next(&paid, 0, false);
        ck_assert_ptr_nonnull(raw);
        ck_assert_msg(raw->reply == NULL, "%s", damages[i]);
        ck_assert_str_eq(raw->label, "damaged");
        ck_assert(!raw->was_damaged);
        ck_assert_ptr_null(next(&paid, raw->no, false));
        journal_raw_free(raw);
    }
    paid_close(&paid);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("journal_raw");
    TCase *tc = tcase_create("journal_raw");
    tcase_add_test(tc, an_answer_comes_back_as_it_came);
    tcase_add_test(tc, a_long_body_is_deflated);
    tcase_add_test(tc, what_was_not_sent_cost_nothing);
    tcase_add_test(tc, a_request_ends_once);
    tcase_add_test(tc, a_late_answer_is_kept_all_the_same);
    tcase_add_test(tc, pending_is_what_a_dead_program_left);
    tcase_add_test(tc, a_damaged_body_is_said_to_be_so);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
