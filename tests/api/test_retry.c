/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/retry.h"
#include "tests/support/run.h"

#include <check.h>

static struct answer answer_of(enum answer_outcome outcome, enum answer_charge charge,
                               int64_t retry_after_ms) {
    return (struct answer){.outcome = outcome, .charge = charge, .retry_after_ms = retry_after_ms};
}

START_TEST(only_what_was_certainly_free_is_repeated) {
    for (int outcome = ANSWER_OK; outcome <= ANSWER_CANCELLED; outcome++) {
        for (int charge = CHARGE_NONE; charge <= CHARGE_UNKNOWN; charge++) {
            struct answer answer =
                answer_of((enum answer_outcome)outcome, (enum answer_charge)charge, -1);
            bool wanted =
                charge == CHARGE_NONE &&
                (outcome == ANSWER_NOT_SENT || outcome == ANSWER_RATE_LIMITED ||
                 outcome == ANSWER_INTERNAL_ERROR || outcome == ANSWER_UPSTREAM_UNAVAILABLE);
            struct retry plan = retry_plan(&answer, 0, 12345);
            ck_assert_int_eq(plan.again, wanted);
            ck_assert_int_eq(plan.after_ms > 0, wanted);
        }
    }
}
END_TEST

START_TEST(three_times_at_most) {
    struct answer answer = answer_of(ANSWER_RATE_LIMITED, CHARGE_NONE, 1000);
    for (int repeats = 0; repeats < 10; repeats++)
        ck_assert_int_eq(retry_plan(&answer, repeats, 0).again, repeats < 3);
    ck_assert(!retry_plan(&answer, -1, 0).again);
}
END_TEST

START_TEST(a_rate_limit_waits_exactly) {
    static const struct {
        int64_t asked, wanted;
    } samples[] = {
        {7000, 7000},       {1000, 1000}, {0, 1000},
        {3600000, 3600000}, {3601000, 0}, {99999999999000, 0},
    };
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        struct answer answer = answer_of(ANSWER_RATE_LIMITED, CHARGE_NONE, samples[i].asked);
        for (int repeats = 0; repeats < RETRY_MAX; repeats++) {
            struct retry plan = retry_plan(&answer, repeats, 4000000000U);
            ck_assert_int_eq(plan.after_ms, samples[i].wanted);
            ck_assert_int_eq(plan.again, samples[i].wanted > 0);
        }
    }
}
END_TEST

START_TEST(back_off_doubles_with_jitter) {
    static const enum answer_outcome outcomes[] = {
        ANSWER_NOT_SENT, ANSWER_INTERNAL_ERROR, ANSWER_UPSTREAM_UNAVAILABLE, ANSWER_RATE_LIMITED};
    for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++) {
        struct answer answer = answer_of(outcomes[i], CHARGE_NONE, ACCOUNT_UNKNOWN);
        for (int repeats = 0; repeats < RETRY_MAX; repeats++) {
            int64_t base = outcomes[i] == ANSWER_RATE_LIMITED ? 15000 : 1000;
            int64_t middle = base << repeats, least = INT64_MAX, most = 0;
            for (uint32_t random = 0; random < 40000; random++) {
                int64_t wait = retry_plan(&answer, repeats, random).after_ms;
                least = wait < least ? wait : least;
                most = wait > most ? wait : most;
            }
            ck_assert_int_eq(least, middle * 3 / 4);
            ck_assert_int_eq(most, middle * 5 / 4);
        }
    }
}
END_TEST

/* X-RateLimit-Reset may say what Retry-After does not. */
START_TEST(a_rate_limit_waits_until_it_is_renewed) {
    struct answer answer = answer_of(ANSWER_RATE_LIMITED, CHARGE_NONE, ACCOUNT_UNKNOWN);
    answer.rate_wait_ms = 40000;
    for (int repeats = 0; repeats < RETRY_MAX; repeats++)
        ck_assert_int_eq(retry_plan(&answer, repeats, 7).after_ms, 40000);
    answer.retry_after_ms = 7000;
    ck_assert_int_eq(retry_plan(&answer, 0, 7).after_ms, 7000);
    answer = answer_of(ANSWER_UPSTREAM_UNAVAILABLE, CHARGE_NONE, ACCOUNT_UNKNOWN);
    answer.rate_wait_ms = 40000;
    ck_assert_int_lt(retry_plan(&answer, 0, 7).after_ms, 2000);
}
END_TEST

START_TEST(a_503_comes_back_no_sooner_than_asked) {
    struct answer answer = answer_of(ANSWER_UPSTREAM_UNAVAILABLE, CHARGE_NONE, 30000);
    ck_assert_int_eq(retry_plan(&answer, 0, 0).after_ms, 30000);
    answer.retry_after_ms = 1000;
    ck_assert_int_eq(retry_plan(&answer, 2, 0).after_ms, 3000);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("retry");
    TCase *tc = tcase_create("retry");
    tcase_add_test(tc, only_what_was_certainly_free_is_repeated);
    tcase_add_test(tc, three_times_at_most);
    tcase_add_test(tc, a_rate_limit_waits_exactly);
    tcase_add_test(tc, back_off_doubles_with_jitter);
    tcase_add_test(tc, a_rate_limit_waits_until_it_is_renewed);
    tcase_add_test(tc, a_503_comes_back_no_sooner_than_asked);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
