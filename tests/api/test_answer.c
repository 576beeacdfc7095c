/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/answer.h"
#include "tests/support/run.h"

#include <check.h>
#include <string.h>

START_TEST(a_new_answer_knows_nothing) {
    struct answer *answer = answer_new(ANSWER_NOT_FOUND);
    ck_assert_int_eq(answer->outcome, ANSWER_NOT_FOUND);
    ck_assert_int_eq(answer->billing.credits_charged, ACCOUNT_UNKNOWN);
    ck_assert_int_eq(answer->billing.records_charged, ACCOUNT_UNKNOWN);
    ck_assert_int_eq(answer->billing.balance_remaining, ACCOUNT_UNKNOWN);
    ck_assert_int_eq(answer->billing.credits_required, ACCOUNT_UNKNOWN);
    ck_assert_int_eq(answer->retry_after_ms, ACCOUNT_UNKNOWN);
    ck_assert_int_eq(answer->rate_limit, ACCOUNT_UNKNOWN);
    ck_assert_int_eq(answer->rate_remaining, ACCOUNT_UNKNOWN);
    ck_assert_int_eq(answer->rate_reset_s, ACCOUNT_UNKNOWN);
    answer_free(answer);
    answer_free(NULL);
}
END_TEST

START_TEST(a_page_moves_out) {
    struct answer *answer = answer_new(ANSWER_OK);
    struct page *page = page_new();
    answer->page = page;
    ck_assert_ptr_eq(answer_take_page(answer), page);
    ck_assert_ptr_null(answer_take_page(answer));
    answer_free(answer);
    page_free(page);
}
END_TEST

START_TEST(every_outcome_has_words_of_its_own) {
    for (int a = ANSWER_OK; a <= ANSWER_CANCELLED; a++) {
        const char *name = answer_name((enum answer_outcome)a);
        const char *brief = answer_brief((enum answer_outcome)a);
        ck_assert_uint_gt(strlen(name), 0);
        ck_assert_uint_gt(strlen(brief), 0);
        ck_assert_uint_le(strlen(brief), 30);
        for (int b = ANSWER_OK; b < a; b++) {
            ck_assert_str_ne(name, answer_name((enum answer_outcome)b));
            ck_assert_str_ne(brief, answer_brief((enum answer_outcome)b));
        }
    }
    ck_assert_str_eq(answer_name(ANSWER_UPSTREAM_UNAVAILABLE), "upstream_unavailable");
    ck_assert_str_eq(answer_name(ANSWER_NO_ANSWER), "no answer");
    ck_assert_str_eq(answer_brief(ANSWER_RATE_LIMITED), "rate limit");
    ck_assert_str_eq(answer_brief(ANSWER_NO_ANSWER), "no answer: maybe charged");
}
END_TEST

static void assert_described(const struct answer *answer, const char *wanted) {
    struct buf out;
    buf_init(&out, 4096);
    answer_describe(answer, &out);
    ck_assert_str_eq(buf_text(&out), wanted);
    buf_fini(&out);
}

/* An answer with typical details; on the stack, nothing in its arena. */
static struct answer sample(enum answer_outcome outcome, enum answer_charge charge, long status,
                            const char *message) {
    return (struct answer){.outcome = outcome,
                           .charge = charge,
                           .status = status,
                           .message = message,
                           .request_id = status ? "unif_1" : NULL,
                           .billing = {.credits_required = ACCOUNT_UNKNOWN,
                                       .balance_remaining = ACCOUNT_UNKNOWN,
                                       .credits_charged = 3},
                           .retry_after_ms = ACCOUNT_UNKNOWN};
}

START_TEST(refusals_are_explained) {
    struct answer answer = sample(ANSWER_VALIDATION_ERROR, CHARGE_NONE, 400, "No.");
    answer.issues = "query.limit: too big";
    assert_described(&answer,
                     "The API does not accept the request (HTTP 400; “No.”; issues: query.limit: "
                     "too big; request unif_1). Sending the same request again would fail the same "
                     "way: change it first. Nothing was charged.");
    answer = sample(ANSWER_INVALID_ID, CHARGE_NONE, 0, "it is empty");
    assert_described(&answer, "The API does not accept this id or handle (“it is empty”). Check "
                              "the spelling: use a handle, a numeric id or a sec_uid. Nothing "
                              "was charged.");
    answer = sample(ANSWER_UNAUTHORIZED, CHARGE_NONE, 401, NULL);
    assert_described(&answer, "The API refused the key: it is missing, mistyped or revoked "
                              "(HTTP 401; request unif_1). Set a valid key of your workspace "
                              "(UNIFAPI_API_KEY, key-command or key-file). Nothing was charged.");
    answer = sample(ANSWER_NOT_FOUND, CHARGE_NONE, 404, "");
    assert_described(&answer,
                     "The API does not show this account: it is gone, or private by design "
                     "(HTTP 404; request unif_1). Check the spelling. Handles can change; ids do "
                     "not. Nothing was charged.");
}
END_TEST

START_TEST(a_short_balance_is_counted) {
    struct answer answer = sample(ANSWER_INSUFFICIENT_CREDITS, CHARGE_NONE, 402, "Short.");
    answer.billing.credits_required = 50;
    answer.billing.balance_remaining = 3;
    assert_described(&answer,
                     "The balance does not cover this request (HTTP 402; “Short.”; request "
                     "unif_1). Credits needed: 50, left: 3; add credits to the workspace, "
                     "or ask for fewer records. Nothing was charged.");
    answer.billing.credits_required = ACCOUNT_UNKNOWN;
    assert_described(&answer,
                     "The balance does not cover this request (HTTP 402; “Short.”; request "
                     "unif_1). Credits left: 3; add credits to the workspace, or ask for "
                     "fewer records. Nothing was charged.");
    answer.billing.balance_remaining = ACCOUNT_UNKNOWN;
    assert_described(&answer,
                     "The balance does not cover this request (HTTP 402; “Short.”; request "
                     "unif_1). Add credits to the workspace, or ask for fewer records. "
                     "Nothing was charged.");
}
END_TEST

START_TEST(a_rate_limit_says_how_long) {
    struct answer answer = sample(ANSWER_RATE_LIMITED, CHARGE_NONE, 429, NULL);
    answer.retry_after_ms = 12000;
    assert_described(&answer, "The API's rate limit is reached (HTTP 429; request unif_1). It asks "
                              "to wait 12 s before the next request. Nothing was charged.");
    answer.retry_after_ms = INT64_C(7200500);
    assert_described(&answer, "The API's rate limit is reached (HTTP 429; request unif_1). It asks "
                              "to wait 2 h before the next request, too long for an automatic "
                              "retry. Nothing was charged.");
    answer.retry_after_ms = ACCOUNT_UNKNOWN;
    assert_described(&answer, "The API's rate limit is reached (HTTP 429; request unif_1). It did "
                              "not say how long to wait: try again in a minute. Nothing was "
                              "charged.");
    answer.rate_wait_ms = 40000;
    assert_described(&answer, "The API's rate limit is reached (HTTP 429; request unif_1). The "
                              "limit resets in 40 s. Nothing was charged.");
}
END_TEST

START_TEST(failures_say_what_they_may_have_cost) {
    struct answer answer = sample(ANSWER_INTERNAL_ERROR, CHARGE_NONE, 500, NULL);
    assert_described(&answer, "The API had an internal error (HTTP 500; request unif_1). It is "
                              "safe to try again later. Nothing was charged.");
    answer.charge = CHARGE_UNKNOWN;
    assert_described(
        &answer,
        "The API had an internal error (HTTP 500; request unif_1). It may have been charged, so it "
        "is not retried automatically. If you try again, you may be charged again.");
    answer.charge = CHARGE_KNOWN;
    assert_described(&answer, "The API had an internal error (HTTP 500; request unif_1). Credits "
                              "charged: 3.");
    answer = sample(ANSWER_UPSTREAM_UNAVAILABLE, CHARGE_NONE, 503, NULL);
    assert_described(&answer, "The API's source is temporarily unavailable (HTTP 503; request "
                              "unif_1). It is safe to try again later. Nothing was "
                              "charged.");
    answer = sample(ANSWER_UPSTREAM_ERROR, CHARGE_NONE, 502, NULL);
    assert_described(&answer, "The API's source failed (HTTP 502; request unif_1). Try again "
                              "later. Nothing was charged.");
    answer = sample(ANSWER_RESPONSE_SHAPE_ERROR, CHARGE_KNOWN, 500, NULL);
    assert_described(&answer,
                     "The API could not read what TikTok sent: its source has changed (HTTP 500; "
                     "request unif_1). Only UnifAPI can fix this: report the request id to its "
                     "support. Credits charged: 3.");
}
END_TEST

START_TEST(the_line_is_explained) {
    struct answer answer =
        sample(ANSWER_NOT_SENT, CHARGE_NONE, 0, "Could not resolve host: api.unifapi.com");
    assert_described(&answer, "The request could not be sent (“Could not resolve host: "
                              "api.unifapi.com”). Check the network, the API's address and any "
                              "proxy, then try again. Nothing was charged.");
    answer = sample(ANSWER_NO_ANSWER, CHARGE_UNKNOWN, 0, NULL);
    assert_described(
        &answer,
        "The request was sent, but no complete answer came back. It may have been charged, "
        "so it is not retried automatically. If you try again, you may be charged again.");
    answer = sample(ANSWER_TOO_LARGE, CHARGE_UNKNOWN, 200, NULL);
    assert_described(&answer,
                     "The answer is larger than any page of the API, so it was not read to its end "
                     "(HTTP 200; request unif_1). It may have been charged, so it is not retried "
                     "automatically. If you try again, you may be charged again.");
    answer = sample(ANSWER_UNREADABLE, CHARGE_KNOWN, 200, "data is missing");
    assert_described(&answer, "The answer does not match the API's contract (HTTP 200; "
                              "“data is missing”; request unif_1). Credits charged: 3.");
    answer = sample(ANSWER_REDIRECTED, CHARGE_NONE, 302, NULL);
    answer.location = "https://evil.example/";
    assert_described(&answer,
                     "The API sent a redirect; it was not followed, because the key is sent to no "
                     "other address (HTTP 302; to https://evil.example/; request unif_1). Check "
                     "the API's address in your settings. Nothing was charged.");
    answer = sample(ANSWER_CANCELLED, CHARGE_NONE, 0, NULL);
    assert_described(&answer, "The request was cancelled; there is no further attempt. Nothing was "
                              "charged.");
    answer = sample(ANSWER_OK, CHARGE_KNOWN, 200, NULL);
    assert_described(&answer, "The API answered (request unif_1). Credits charged: 3.");
}
END_TEST

int main(void) {
    Suite *suite = suite_create("answer");
    TCase *tc = tcase_create("answer");
    tcase_add_test(tc, a_new_answer_knows_nothing);
    tcase_add_test(tc, a_page_moves_out);
    tcase_add_test(tc, every_outcome_has_words_of_its_own);
    tcase_add_test(tc, refusals_are_explained);
    tcase_add_test(tc, a_short_balance_is_counted);
    tcase_add_test(tc, a_rate_limit_says_how_long);
    tcase_add_test(tc, failures_say_what_they_may_have_cost);
    tcase_add_test(tc, the_line_is_explained);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
