/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Retry-After in every form that servers and proxies send; never too early. */
#include "api/retry_after.h"
#include "tests/support/run.h"

#include <check.h>
#include <stddef.h>

#define NOW_MS INT64_C(1800000000999) /* Fri, 15 Jan 2027 08:00:00 GMT, and 999 ms */
#define NOW    "Fri, 15 Jan 2027 08:00:00 GMT"
#define AHEAD  "Fri, 15 Jan 2027 10:00:00 GMT"

static const struct {
    const char *value, *date;
    int64_t seconds;
} samples[] = {
    {"7", NULL, 7},
    {"0", NULL, 0},
    {"2.493", NULL, 3},
    {"2.000", NULL, 2},
    {"2.", NULL, 2},
    {".001", NULL, 1},
    {"2, 2", NULL, 2},
    {"2,9 , 3.1", NULL, 9},
    {" 12\t", NULL, 12},
    {"99999999999999999999999999", NULL, RETRY_AFTER_MAX_S},
    {"999999999999.5", NULL, RETRY_AFTER_MAX_S},
    {"", NULL, -1},
    {".", NULL, -1},
    {",", NULL, -1},
    {"2,", NULL, 2},
    {" , 2 ,, 3", NULL, 3},
    {"-5", NULL, -1},
    {"+5", NULL, -1},
    {"0x10", NULL, -1},
    {"1e3", NULL, -1},
    {"2 3", NULL, -1},
    {"soon", NULL, -1},
    /* by the answer's own clock */
    {"Fri, 15 Jan 2027 10:00:03 GMT", AHEAD, 3},
    {"Friday, 15-Jan-27 10:00:03 GMT", AHEAD, 3},
    {"Fri Jan 15 10:00:03 2027", AHEAD, 3},
    {"Fri, 15 Jan 2027 07:00:03 GMT", "Fri, 15 Jan 2027 07:00:00 GMT", 3},
    {"Fri, 15 Jan 2027 10:00:00 GMT", AHEAD, 0},
    {"Thu, 01 Jan 1998 00:00:00 GMT", AHEAD, 0},
    /* by ours, if it has none */
    {"Fri, 15 Jan 2027 08:00:03 GMT", NULL, 3},
    {"Fri, 15 Jan 2027 08:00:03 GMT", "yesterday", 3},
    {"Fri, 15 Jan 2027 08:00:03 PST", NULL, -1},
    {"Fri, 15 Jan 2027 10:00:03 PST", AHEAD, -1},
    /* how some servers write the zone */
    {"Fri, 15 Jan 2027 10:00:03 gmt", AHEAD, 3},
    {"Fri, 15 Jan 2027 10:00:03 UTC", AHEAD, 3},
    {"Fri, 15 Jan 2027 10:00:03 +0000", AHEAD, 3},
    {"Fri, 15 Jan 2027 10:00:03 +0100", AHEAD, -1},
    {"Fri, 15 Jan 2027 10:00:03", AHEAD, -1},
    /* joined by a proxy */
    {"Fri, 15 Jan 2027 10:00:03 GMT, 5", AHEAD, 5},
    {"2, Fri, 15 Jan 2027 10:00:03 GMT", AHEAD, 3},
    {"Fri Jan 15 10:00:03 2027, Fri, 15 Jan 2027 10:00:09 GMT", AHEAD, 9},
    {"Fri, 15 Jan 2027 10:00:03 GMT 5", AHEAD, -1},
};

START_TEST(a_wait_is_read) {
    int64_t seconds = retry_after_read(samples[_i].value, samples[_i].date, NOW_MS);
    ck_assert_msg(seconds == samples[_i].seconds, "“%s”: %lld", samples[_i].value,
                  (long long)seconds);
}
END_TEST

START_TEST(a_renewal_is_read) {
    static const struct {
        int64_t reset_s;
        const char *date;
        int64_t seconds;
    } renewals[] = {
        {1800000040, NULL, 40},   {1800007240, AHEAD, 40}, {1800000040, "yesterday", 40},
        {1800003600, NULL, 3600}, {1800003601, NULL, 0},   {1800000000, NULL, 0},
        {1800000040, AHEAD, 0},   {30, NULL, 0},           {-1, NULL, 0},
        {INT64_MAX, NULL, 0},
    };
    for (size_t i = 0; i < sizeof renewals / sizeof *renewals; i++)
        ck_assert_int_eq(retry_after_reset(renewals[i].reset_s, renewals[i].date, NOW_MS),
                         renewals[i].seconds);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("retry_after");
    TCase *tc = tcase_create("retry_after");
    tcase_add_loop_test(tc, a_wait_is_read, 0, sizeof samples / sizeof *samples);
    tcase_add_test(tc, a_renewal_is_read);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
