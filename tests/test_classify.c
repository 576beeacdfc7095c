/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/classify.h"
#include "tests/run.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

#define JSON "application/json"
#define PAGE                                                                                       \
    "{\"request_id\":\"r\",\"data\":[],\"pagination\":{\"has_more\":false,\"next_cursor\":null},"  \
    "\"billing\":{\"credits_charged\":1,\"records_charged\":0,\"balance_remaining\":9,"            \
    "\"truncated_due_to_balance\":false}}"
#define UNBILLED_PAGE                                                                              \
    "{\"request_id\":\"r\",\"data\":[],\"pagination\":{\"has_more\":false,\"next_cursor\":null}}"

static struct answer *classify_end(enum reply_end end, long status, const char *type,
                                   const char *body) {
    struct reply reply = {.end = end,
                          .status = status,
                          .content_type = type,
                          .location = "https://elsewhere.example/",
                          .retry_after_s = 7,
                          .rate_limit = 600,
                          .rate_remaining = REPLY_UNKNOWN,
                          .rate_reset_s = 1800000000,
                          .reason = end == REPLY_WHOLE ? "" : "why"};
    buf_init(&reply.body, 1 << 20);
    buf_text_put(&reply.body, body);
    struct answer *answer = classify_reply(&reply, DECODE_PAGE);
    buf_fini(&reply.body);
    return answer;
}

static void assert_outcome(long status, const char *type, const char *body,
                           enum answer_outcome outcome, enum answer_charge charge) {
    struct answer *answer = classify_end(REPLY_WHOLE, status, type, body);
    ck_assert_msg(answer->outcome == outcome, "%ld %s: %s", status, body,
                  answer_name(answer->outcome));
    ck_assert_msg(answer->charge == charge, "%ld %s: charge %d", status, body, (int)answer->charge);
    ck_assert_int_eq(answer->status, status);
    ck_assert_int_eq(answer->retry_after_ms, 7000);
    ck_assert_int_eq(answer->rate_limit, 600);
    ck_assert_int_eq(answer->rate_remaining, ACCOUNT_UNKNOWN);
    ck_assert_int_eq(answer->rate_reset_s, 1800000000);
    ck_assert_int_eq(answer->page != NULL, outcome == ANSWER_OK);
    answer_free(answer);
}

START_TEST(a_page_needs_status_type_and_body) {
    assert_outcome(200, JSON, PAGE, ANSWER_OK, CHARGE_KNOWN);
    assert_outcome(200, "Application/JSON; charset=utf-8", PAGE, ANSWER_OK, CHARGE_KNOWN);
    assert_outcome(200, JSON, UNBILLED_PAGE, ANSWER_OK, CHARGE_UNKNOWN);
    assert_outcome(200, "text/html", PAGE, ANSWER_UNREADABLE, CHARGE_KNOWN);
    assert_outcome(200, "application/jsonp", PAGE, ANSWER_UNREADABLE, CHARGE_KNOWN);
    assert_outcome(200, NULL, PAGE, ANSWER_UNREADABLE, CHARGE_KNOWN);
    assert_outcome(200, JSON, "", ANSWER_UNREADABLE, CHARGE_UNKNOWN);
    assert_outcome(200, JSON, "<html>", ANSWER_UNREADABLE, CHARGE_UNKNOWN);
    assert_outcome(200, JSON, "{\"data\":7,\"billing\":{\"credits_charged\":5}}", ANSWER_UNREADABLE,
                   CHARGE_KNOWN);
    assert_outcome(200, JSON, "{\"error\":{\"type\":\"not_found\",\"message\":\"m\"}}",
                   ANSWER_UNREADABLE, CHARGE_UNKNOWN);
    assert_outcome(204, JSON, "", ANSWER_UNREADABLE, CHARGE_UNKNOWN);
    assert_outcome(206, JSON, PAGE, ANSWER_UNREADABLE, CHARGE_UNKNOWN);
}
END_TEST

static void assert_error(long status, const char *type, const char *bill,
                         enum answer_outcome outcome, enum answer_charge charge) {
    char body[256];
    snprintf(body, sizeof body, "{\"error\":{\"type\":\"%s\",\"message\":\"m\"%s%s}}", type,
             bill ? ",\"billing\":" : "", bill ? bill : "");
    assert_outcome(status, JSON, body, outcome, charge);
}

START_TEST(each_error_of_the_contract) {
    static const struct {
        long status;
        const char *type;
        enum answer_outcome outcome;
        enum answer_charge charge;
    } samples[] = {
        {400, "validation_error", ANSWER_VALIDATION_ERROR, CHARGE_NONE},
        {400, "invalid_id", ANSWER_INVALID_ID, CHARGE_NONE},
        {401, "unauthorized", ANSWER_UNAUTHORIZED, CHARGE_NONE},
        {402, "insufficient_credits", ANSWER_INSUFFICIENT_CREDITS, CHARGE_NONE},
        {404, "not_found", ANSWER_NOT_FOUND, CHARGE_NONE},
        {429, "rate_limited", ANSWER_RATE_LIMITED, CHARGE_NONE},
        {500, "internal_error", ANSWER_INTERNAL_ERROR, CHARGE_NONE},
        {500, "response_shape_error", ANSWER_RESPONSE_SHAPE_ERROR, CHARGE_UNKNOWN},
        {502, "upstream_error", ANSWER_UPSTREAM_ERROR, CHARGE_UNKNOWN},
        {503, "upstream_unavailable", ANSWER_UPSTREAM_UNAVAILABLE, CHARGE_NONE},
    };
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        long status = samples[i].status;
        const char *type = samples[i].type;
        enum answer_outcome outcome = samples[i].outcome;
        assert_error(status, type, NULL, outcome, samples[i].charge);
        assert_error(status, type, "{\"credits_charged\":0}", outcome, CHARGE_NONE);
        assert_error(status, type, "{\"credits_charged\":3}", outcome, CHARGE_KNOWN);
        assert_error(status, type, "{\"credits_charged\":\"3\"}", outcome, CHARGE_UNKNOWN);
        assert_error(status, type, "{\"records_charged\":3}", outcome, CHARGE_UNKNOWN);
        assert_error(status, type, "{\"balance_remaining\":3}", outcome, samples[i].charge);
    }
}
END_TEST

START_TEST(a_type_counts_only_with_its_status) {
    assert_error(400, "not_found", NULL, ANSWER_VALIDATION_ERROR, CHARGE_NONE);
    assert_error(404, "internal_error", NULL, ANSWER_NOT_FOUND, CHARGE_NONE);
    assert_error(429, "internal_error", NULL, ANSWER_RATE_LIMITED, CHARGE_NONE);
    assert_error(500, "rate_limited", NULL, ANSWER_UNREADABLE, CHARGE_UNKNOWN);
    assert_error(500, "rate_limited", "{\"credits_charged\":0}", ANSWER_UNREADABLE, CHARGE_NONE);
    assert_error(503, "internal_error", NULL, ANSWER_UNREADABLE, CHARGE_UNKNOWN);
    assert_error(503, "of a later contract", NULL, ANSWER_UNREADABLE, CHARGE_UNKNOWN);
    assert_error(502, "no answer", NULL, ANSWER_UNREADABLE, CHARGE_UNKNOWN);
    assert_error(418, "teapot", NULL, ANSWER_UNREADABLE, CHARGE_NONE);
}
END_TEST

START_TEST(without_an_envelope_the_status_decides) {
    static const struct {
        long status;
        enum answer_outcome outcome;
        enum answer_charge charge;
        bool can_retry;
    } samples[] = {
        {400, ANSWER_VALIDATION_ERROR, CHARGE_NONE, false},
        {401, ANSWER_UNAUTHORIZED, CHARGE_NONE, false},
        {402, ANSWER_INSUFFICIENT_CREDITS, CHARGE_NONE, false},
        {403, ANSWER_UNREADABLE, CHARGE_NONE, false},
        {404, ANSWER_NOT_FOUND, CHARGE_NONE, false},
        {429, ANSWER_RATE_LIMITED, CHARGE_NONE, true},
        {500, ANSWER_INTERNAL_ERROR, CHARGE_UNKNOWN, false},
        {502, ANSWER_UPSTREAM_ERROR, CHARGE_UNKNOWN, false},
        {503, ANSWER_UPSTREAM_UNAVAILABLE, CHARGE_UNKNOWN, false},
        {504, ANSWER_UNREADABLE, CHARGE_UNKNOWN, false},
        {599, ANSWER_UNREADABLE, CHARGE_UNKNOWN, false},
    };
    static const char envelope[] = "{\"error\":{\"type\":\"internal_error\",\"message\":\"m\"}}";
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        long status = samples[i].status;
        assert_outcome(status, "text/html", "<html>", samples[i].outcome, samples[i].charge);
        assert_outcome(status, JSON, "<html>", samples[i].outcome, samples[i].charge);
        assert_outcome(status, NULL, "", samples[i].outcome, samples[i].charge);
        assert_outcome(status, "text/html", envelope, samples[i].outcome, samples[i].charge);
        struct answer *answer = classify_end(REPLY_WHOLE, status, "text/html", "");
        ck_assert_int_eq(answer_can_retry(answer), samples[i].can_retry);
        answer_free(answer);
    }
}
END_TEST

START_TEST(what_never_became_an_answer) {
    static const struct {
        enum reply_end end;
        enum answer_outcome outcome;
        enum answer_charge charge;
    } samples[] = {
        {REPLY_NOT_SENT, ANSWER_NOT_SENT, CHARGE_NONE},
        {REPLY_BROKEN, ANSWER_NO_ANSWER, CHARGE_UNKNOWN},
        {REPLY_TOO_LARGE, ANSWER_TOO_LARGE, CHARGE_UNKNOWN},
    };
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        struct answer *answer = classify_end(samples[i].end, 0, NULL, "");
        ck_assert_int_eq(answer->outcome, samples[i].outcome);
        ck_assert_int_eq(answer->charge, samples[i].charge);
        ck_assert_str_eq(answer->message, "why");
        answer_free(answer);
        /* A whole page behind a broken connection is still no whole answer. */
        answer = classify_end(samples[i].end, 200, JSON, PAGE);
        ck_assert_int_eq(answer->outcome, samples[i].outcome);
        ck_assert_ptr_null(answer->page);
        answer_free(answer);
    }
}
END_TEST

START_TEST(a_redirect_is_one_whatever_its_body) {
    static const long statuses[] = {300, 301, 302, 303, 304, 307, 308};
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
        for (int end = REPLY_WHOLE; end <= REPLY_TOO_LARGE; end++) {
            struct answer *answer = classify_end((enum reply_end)end, statuses[i], JSON, PAGE);
            ck_assert_int_eq(answer->outcome, ANSWER_REDIRECTED);
            ck_assert_int_eq(answer->charge, CHARGE_NONE);
            ck_assert_str_eq(answer->location, "https://elsewhere.example/");
            ck_assert(!answer_can_retry(answer));
            answer_free(answer);
        }
    struct answer *answer = classify_end(REPLY_WHOLE, 200, JSON, PAGE);
    ck_assert_ptr_null(answer->location);
    answer_free(answer);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("classify");
    TCase *tc = tcase_create("classify");
    tcase_add_test(tc, a_page_needs_status_type_and_body);
    tcase_add_test(tc, each_error_of_the_contract);
    tcase_add_test(tc, a_type_counts_only_with_its_status);
    tcase_add_test(tc, without_an_envelope_the_status_decides);
    tcase_add_test(tc, what_never_became_an_answer);
    tcase_add_test(tc, a_redirect_is_one_whatever_its_body);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
