/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/rate.h"
#include "tests/support/run.h"

#include <check.h>
#include <stdlib.h>

START_TEST(starts_full_and_empties) {
    struct rate rate;
    rate_init(&rate, 3, 1000);
    ck_assert_int_eq(rate_read(&rate, 1000).remaining, 3);
    ck_assert_int_eq(rate_read(&rate, 1000).full_in_ms, 0);
    for (int i = 0; i < 3; i++)
        ck_assert(rate_take(&rate, 1000));
    ck_assert(!rate_take(&rate, 1000));
    struct rate_reading reading = rate_read(&rate, 1000);
    ck_assert_int_eq(reading.limit, 3);
    ck_assert_int_eq(reading.remaining, 0);
    ck_assert_int_eq(reading.full_in_ms, 60000);
    ck_assert_int_eq(reading.retry_after_s, 20);
}
END_TEST

START_TEST(retry_after_is_exact) {
    struct rate rate;
    rate_init(&rate, 7, 0); /* a token in 8571.4 ms */
    while (rate_take(&rate, 0))
        ;
    ck_assert_int_eq(rate_read(&rate, 0).retry_after_s, 9);
    ck_assert_int_eq(rate_read(&rate, 571).retry_after_s, 9);
    ck_assert_int_eq(rate_read(&rate, 572).retry_after_s, 8);
    ck_assert(!rate_take(&rate, 8571));
    ck_assert(rate_take(&rate, 8572));
    ck_assert(!rate_take(&rate, 8572));
}
END_TEST

/* Waiting as long as announced is enough, whatever the rate. */
START_TEST(retry_after_suffices) {
    for (int64_t per_minute = 1; per_minute < 2000; per_minute += 13) {
        struct rate rate;
        rate_init(&rate, per_minute, 5);
        while (rate_take(&rate, 5))
            ;
        int64_t wait_s = rate_read(&rate, 5).retry_after_s;
        ck_assert_int_ge(wait_s, 1);
        ck_assert(rate_take(&rate, 5 + wait_s * 1000));
    }
}
END_TEST

START_TEST(never_holds_more_than_a_minute) {
    struct rate rate;
    rate_init(&rate, 2, 0);
    ck_assert(rate_take(&rate, 0));
    ck_assert_int_eq(rate_read(&rate, INT64_MAX / 2).remaining, 2);
    ck_assert_int_eq(rate_read(&rate, INT64_MAX / 2).full_in_ms, 0);
}
END_TEST

START_TEST(fills_evenly_in_small_steps) {
    struct rate rate;
    rate_init(&rate, 600, 0);
    while (rate_take(&rate, 0))
        ;
    int taken = 0;
    for (int64_t now = 1; now <= 60000; now++)
        taken += rate_take(&rate, now);
    ck_assert_int_eq(taken, 600);
}
END_TEST

START_TEST(survives_a_clock_that_steps_back_and_the_largest_rate) {
    struct rate rate;
    rate_init(&rate, RATE_MAX, 1000);
    ck_assert(rate_take(&rate, 1000));
    ck_assert_int_eq(rate_read(&rate, 0).remaining, RATE_MAX - 1);
    ck_assert_int_eq(rate_read(&rate, 61000).remaining, RATE_MAX);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("rate");
    TCase *tc = tcase_create("rate");
    tcase_add_test(tc, starts_full_and_empties);
    tcase_add_test(tc, retry_after_is_exact);
    tcase_add_test(tc, retry_after_suffices);
    tcase_add_test(tc, never_holds_more_than_a_minute);
    tcase_add_test(tc, fills_evenly_in_small_steps);
    tcase_add_test(tc, survives_a_clock_that_steps_back_and_the_largest_rate);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
