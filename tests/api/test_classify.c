/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/classify.h"
#include "tests/support/run.h"

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

/* Neither Content-Type nor the exact status decides what is a page. */
START_TEST(records_are_records_whatever_their_label) {
    static const long statuses[] = {200, 201, 202, 203, 206, 226};
    static const char *const types[] = {JSON, "Application/JSON; charset=utf-8", "text/html",
                                        "application/jsonp", NULL};
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
        for (size_t j = 0; j < sizeof types / sizeof *types; j++) {
            assert_outcome(statuses[i], types[j], PAGE, ANSWER_OK, CHARGE_KNOWN);
            assert_outcome(statuses[i], types[j], UNBILLED_PAGE, ANSWER_OK, CHARGE_UNKNOWN);
        }
    assert_outcome(200, JSON, "", ANSWER_UNREADABLE, CHARGE_UNKNOWN);
    assert_outcome(200, JSON, "<html>", ANSWER_UNREADABLE, CHARGE_UNKNOWN);
    assert_outcome(200, JSON, "{\"data\":7,\"billing\":{\"credits_charged\":5}}", ANSWER_UNREADABLE,
                   CHARGE_KNOWN);
    assert_outcome(204, JSON, "", ANSWER_UNREADABLE, CHARGE_UNKNOWN);
    /* With a failure status it is a page only if it has its bill. */
    assert_outcome(500, JSON, PAGE, ANSWER_OK, CHARGE_KNOWN);
    assert_outcome(302, NULL, PAGE, ANSWER_OK, CHARGE_KNOWN);
    assert_outcome(500, JSON, UNBILLED_PAGE, ANSWER_FOREIGN, CHARGE_UNKNOWN);
    assert_outcome(500, JSON, "{\"billing\":{\"credits_charged\":5}}", ANSWER_FOREIGN,
                   CHARGE_KNOWN);
}
END_TEST

START_TEST(an_envelope_under_success_is_the_error_that_it_names) {
#define ENVELOPE(type, more) "{\"error\":{\"type\":\"" type "\",\"message\":\"m\"}" more "}"
    assert_outcome(200, JSON, ENVELOPE("not_found", ""), ANSWER_NOT_FOUND, CHARGE_UNKNOWN);
    assert_outcome(202, NULL, ENVELOPE("rate_limited", ""), ANSWER_RATE_LIMITED, CHARGE_UNKNOWN);
    assert_outcome(200, JSON, ENVELOPE("upstream_error", ",\"billing\":{\"credits_charged\":7}"),
                   ANSWER_UPSTREAM_ERROR, CHARGE_KNOWN);
    assert_outcome(200, JSON, ENVELOPE("upstream_error", ",\"billing\":{\"credits_charged\":0}"),
                   ANSWER_UPSTREAM_ERROR, CHARGE_NONE);
    struct answer *answer = classify_end(REPLY_WHOLE, 200, JSON, ENVELOPE("quota", ""));
    ck_assert_int_eq(answer->outcome, ANSWER_OTHER_ERROR);
    ck_assert_int_eq(answer->charge, CHARGE_UNKNOWN);
    ck_assert_str_eq(answer->message, "quota: m");
    ck_assert(!answer_can_retry(answer));
    answer_free(answer);
}
END_TEST

static void assert_glimpse(long status, const char *body, const char *glimpse) {
    struct answer *answer = classify_end(REPLY_WHOLE, status, "text/html", body);
    ck_assert_pstr_eq(answer->glimpse, glimpse);
    answer_free(answer);
}

START_TEST(a_foreign_body_is_named) {
    assert_glimpse(200, "<!DOCTYPE html><title>Just a\n moment...</title>x",
                   "page title: “Just a moment...”");
    assert_glimpse(403, "<HTML><TITLE lang=en>403</TITLE>", "page title: “403”");
    assert_glimpse(502, "<html><body><h1>502 Bad Gateway</h1>\nnginx</body></html>",
                   "starts with “502 Bad Gateway nginx”");
    assert_glimpse(404, "{\"detail\":\"Not Found\"}", "starts with “{\"detail\":\"Not Found\"}”");
    assert_glimpse(503, "\r\n  upstream connect error\r\nsecond line",
                   "starts with “upstream connect error”");
    assert_glimpse(503, "a\xFF\x1b[31m", "starts with “a\xEF\xBF\xBD [31m”");
    assert_glimpse(500, "", NULL);
    assert_glimpse(500, " \n ", NULL);
}
END_TEST

static void assert_error(long status, const char *type, const char *bill,
                         enum answer_outcome outcome, enum answer_charge charge) {
    char body[256];
    snprintf(body, sizeof body, "{\"error\":{\"type\":\"%s\",\"message\":\"m\"%s%s}}", type,
             bill ? ",\"billing\":" : "", bill ? bill : "");
    assert_outcome(status, JSON, body, outcome, charge);
}

static struct answer *classify_packed(const char *bytes, size_t len, const char *encoding) {
    struct reply reply = {.end = REPLY_WHOLE,
                          .status = 200,
                          .encoding = encoding,
                          .retry_after_s = REPLY_UNKNOWN,
                          .reason = ""};
    buf_init(&reply.body, 1 << 20);
    buf_put(&reply.body, bytes, len);
    struct answer *answer = classify_reply(&reply, DECODE_PAGE);
    buf_fini(&reply.body);
    return answer;
}

/* Python's gzip of {"data":[],"billing":{"credits_charged":3}} with one bit of its checksum
 * changed. */
static const char damaged[] =
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xab\x56\x4a\x49\x2c\x49\x54\xb2\x8a\x8e"
    "\xd5\x51\x4a\xca\xcc\xc9\xc9\xcc\x4b\x57\xb2\xaa\x56\x4a\x2e\x4a\x4d\xc9\x2c\x29"
    "\x8e\x4f\xce\x48\x2c\x4a\x4f\x4d\x51\xb2\x32\xae\xad\x05\x00\x53\x95\x9b\xcd\x2b"
    "\x00\x00\x00";

START_TEST(of_a_damaged_body_the_bill_alone_counts) {
    struct answer *answer = classify_packed(damaged, sizeof damaged - 1, "gzip");
    ck_assert_int_eq(answer->outcome, ANSWER_UNREADABLE);
    ck_assert_int_eq(answer->charge, CHARGE_KNOWN);
    ck_assert_int_eq(answer->billing.credits_charged, 3);
    ck_assert_ptr_null(answer->page);
    ck_assert_str_eq(
        answer->message,
        "the body cannot be unpacked: its bytes are damaged; what was received is stored");
    answer_free(answer);
    answer = classify_packed(damaged, 20, "gzip");
    ck_assert_int_eq(answer->charge, CHARGE_UNKNOWN);
    answer_free(answer);
}
END_TEST

START_TEST(a_packing_that_is_not_known_is_named) {
    struct answer *answer = classify_packed("\x28\xb5\x2f\xfd\x04", 5, "zstd");
    ck_assert_int_eq(answer->outcome, ANSWER_UNREADABLE);
    ck_assert_int_eq(answer->charge, CHARGE_UNKNOWN);
    ck_assert_str_eq(answer->message, "the body cannot be unpacked: its Content-Encoding is not "
                                      "supported (zstd); what was received is stored");
    answer_free(answer);
}
END_TEST

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

/* It is the error that it names, but only its own status proves that nothing was charged. */
START_TEST(a_type_is_free_only_under_its_status) {
    assert_error(400, "not_found", NULL, ANSWER_NOT_FOUND, CHARGE_UNKNOWN);
    assert_error(404, "internal_error", NULL, ANSWER_INTERNAL_ERROR, CHARGE_UNKNOWN);
    assert_error(500, "rate_limited", NULL, ANSWER_RATE_LIMITED, CHARGE_UNKNOWN);
    assert_error(500, "rate_limited", "{\"credits_charged\":0}", ANSWER_RATE_LIMITED, CHARGE_NONE);
    assert_error(503, "of a later contract", NULL, ANSWER_OTHER_ERROR, CHARGE_UNKNOWN);
    assert_error(502, "no answer", NULL, ANSWER_OTHER_ERROR, CHARGE_UNKNOWN);
    assert_error(418, "teapot", NULL, ANSWER_OTHER_ERROR, CHARGE_UNKNOWN);
    assert_error(418, "teapot", "{\"credits_charged\":0}", ANSWER_OTHER_ERROR, CHARGE_NONE);
}
END_TEST

START_TEST(without_an_envelope_the_charge_is_unknown) {
    static const long statuses[] = {300, 304, 400, 401, 402, 403, 404, 407, 408, 418,
                                    429, 500, 502, 503, 504, 511, 520, 530, 599};
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        long status = statuses[i];
        assert_outcome(status, "text/html", "<html>", ANSWER_FOREIGN, CHARGE_UNKNOWN);
        assert_outcome(status, JSON, "{\"error\":\"not_found\"}", ANSWER_FOREIGN, CHARGE_UNKNOWN);
        assert_outcome(status, NULL, "", ANSWER_FOREIGN, CHARGE_UNKNOWN);
        struct answer *answer = classify_end(REPLY_WHOLE, status, "text/html", "");
        ck_assert(!answer_can_retry(answer));
        answer_free(answer);
    }
    /* An envelope counts under any Content-Type. */
    assert_outcome(503, "text/html",
                   "{\"error\":{\"type\":\"upstream_unavailable\",\"message\":\"m\"}}",
                   ANSWER_UPSTREAM_UNAVAILABLE, CHARGE_NONE);
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
        answer = classify_end(samples[i].end, 200, JSON, "{\"data\":[{\"id\":\"1\"}");
        ck_assert_int_eq(answer->outcome, samples[i].outcome);
        ck_assert_ptr_null(answer->page);
        answer_free(answer);
    }
    /* Framing that broke after a complete page lost nothing. */
    struct answer *answer = classify_end(REPLY_BROKEN, 200, JSON, PAGE);
    ck_assert_int_eq(answer->outcome, ANSWER_OK);
    answer_free(answer);
    answer = classify_end(REPLY_TOO_LARGE, 200, JSON, PAGE);
    ck_assert_int_eq(answer->outcome, ANSWER_TOO_LARGE);
    answer_free(answer);
}
END_TEST

START_TEST(a_redirect_may_have_cost_something) {
    static const long statuses[] = {301, 302, 303, 307, 308};
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        struct answer *answer = classify_end(REPLY_WHOLE, statuses[i], NULL, "");
        ck_assert_int_eq(answer->outcome, ANSWER_REDIRECTED);
        ck_assert_int_eq(answer->charge, CHARGE_UNKNOWN);
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
    tcase_add_test(tc, records_are_records_whatever_their_label);
    tcase_add_test(tc, an_envelope_under_success_is_the_error_that_it_names);
    tcase_add_test(tc, a_foreign_body_is_named);
    tcase_add_test(tc, of_a_damaged_body_the_bill_alone_counts);
    tcase_add_test(tc, a_packing_that_is_not_known_is_named);
    tcase_add_test(tc, each_error_of_the_contract);
    tcase_add_test(tc, a_type_is_free_only_under_its_status);
    tcase_add_test(tc, without_an_envelope_the_charge_is_unknown);
    tcase_add_test(tc, what_never_became_an_answer);
    tcase_add_test(tc, a_redirect_may_have_cost_something);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
