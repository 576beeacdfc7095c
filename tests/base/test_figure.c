/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/figure.h"
#include "tests/support/run.h"

#include <check.h>
#include <locale.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wchar.h>

struct figure_case {
    int64_t number;
    const char *expected;
};

typedef const char *figure_function(int64_t number, char out[static FIGURE_MAX]);

static void check_cases(figure_function *figure, const struct figure_case *cases, size_t count) {
    for (size_t i = 0; i < count; i++) {
        char out[FIGURE_MAX];
        ck_assert_str_eq(figure(cases[i].number, out), cases[i].expected);
    }
}

#define CHECK_CASES(figure, cases) check_cases(figure, cases, sizeof(cases) / sizeof *(cases))

START_TEST(groups_thousands) {
    static const struct figure_case cases[] = {
        {0, "0"},
        {7, "7"},
        {999, "999"},
        {1000, "1,000"},
        {12345, "12,345"},
        {100000, "100,000"},
        {1284331, "1,284,331"},
        {-347, "−347"},
        {-1000, "−1,000"},
        {INT64_MAX, "9,223,372,036,854,775,807"},
        {INT64_MIN, "−9,223,372,036,854,775,808"},
    };
    CHECK_CASES(figure_grouped, cases);
}
END_TEST

START_TEST(counts_may_be_unknown) {
    static const struct figure_case cases[] = {
        {-1, "–"}, {INT64_MIN, "–"}, {0, "0"}, {33910442, "33,910,442"}};
    CHECK_CASES(figure_count, cases);
}
END_TEST

START_TEST(credits_have_a_plural) {
    static const struct figure_case cases[] = {{0, "0 credits"},
                                               {1, "1 credit"},
                                               {1088, "1,088 credits"},
                                               {INT64_MAX, "9,223,372,036,854,775,807 credits"}};
    CHECK_CASES(figure_credits, cases);
}
END_TEST

START_TEST(shortens) {
    static const struct figure_case cases[] = {
        {-1, "–"},
        {0, "0"},
        {12, "12"},
        {7718, "7,718"},
        {9999, "9,999"},
        {10000, "10.0k"},
        {10049, "10.0k"},
        {10050, "10.1k"},
        {31402, "31.4k"},
        {99949, "99.9k"},
        {99950, "100k"},
        {902499, "902k"},
        {902500, "903k"},
        {999499, "999k"},
        {999500, "1.0M"},
        {999950, "1.0M"},
        {1284331, "1.3M"},
        {12345678, "12.3M"},
        {99949999, "99.9M"},
        {99950000, "100M"},
        {120000000, "120M"},
        {999499999, "999M"},
        {999500000, "1.0B"},
        {1234567890, "1.2B"},
        {999500000000, "1.0T"},
        {999499999999999, "999T"},
        {999500000000000, "999T+"},
        {INT64_MAX, "999T+"},
    };
    CHECK_CASES(figure_short, cases);
}
END_TEST

static size_t columns_of(const char *text) {
    wchar_t wide[FIGURE_MAX];
    ck_assert_int_ne((int)mbstowcs(wide, text, FIGURE_MAX), -1);
    return (size_t)wcswidth(wide, FIGURE_MAX);
}

/* Around every power of ten and of two, where digits and units change. */
START_TEST(short_stays_within_its_columns) {
    ck_assert_ptr_nonnull(setlocale(LC_CTYPE, "C.UTF-8"));
    uint64_t steps[] = {2, 10};
    for (size_t s = 0; s < 2; s++) {
        for (uint64_t power = 1; power < INT64_MAX / 10; power *= steps[s]) {
            for (int64_t near = -1000; near <= 1000; near++) {
                char out[FIGURE_MAX];
                int64_t step = (int64_t)(power / 1000000 + 1);
                int64_t number = (int64_t)power + step * near;
                figure_short(number, out);
                ck_assert_msg(columns_of(out) <= FIGURE_SHORT_COLUMNS, "%s", out);
                ck_assert_msg(!strstr(out, "1000"), "%s", out);
            }
        }
    }
}
END_TEST

START_TEST(short_never_falls) {
    /* A larger count never looks smaller: the text, read as a number, grows. */
    double last = 0;
    for (int64_t number = 0; number < 3000000; number += 7) {
        char out[FIGURE_MAX], *unit = NULL;
        figure_short(number, out);
        char *comma = strchr(out, ',');
        if (comma)
            memmove(comma, comma + 1, strlen(comma));
        double value = strtod(out, &unit);
        value *= *unit == 'k' ? 1e3 : *unit == 'M' ? 1e6 : 1;
        ck_assert_msg(value >= last, "%s after %f", out, last);
        last = value;
    }
}
END_TEST

START_TEST(tells_dollars) {
    static const struct figure_case cases[] = {
        {0, "$0.00"},
        {1, "$0.001"},
        {4, "$0.004"},
        {9, "$0.009"},
        {10, "$0.01"},
        {14, "$0.01"},
        {15, "$0.02"},
        {412, "$0.41"},
        {994, "$0.99"},
        {995, "$1.00"},
        {99653, "$99.65"},
        {99655, "$99.66"},
        {1204000, "$1,204.00"},
        {-347, "−$0.35"},
        {-4, "−$0.004"},
        {INT64_MAX, "$9,223,372,036,854,775.81"},
        {INT64_MIN, "−$9,223,372,036,854,775.81"},
    };
    CHECK_CASES(figure_dollars, cases);
}
END_TEST

START_TEST(tells_a_duration) {
    static const struct figure_case cases[] = {
        {-5, "0 s"},
        {0, "0 s"},
        {12, "12 s"},
        {59, "59 s"},
        {60, "1 min"},
        {61, "2 min"},
        {120, "2 min"},
        {59 * 60, "59 min"},
        {59 * 60 + 1, "1 h"},
        {3600, "1 h"},
        {3601, "2 h"},
        {23 * 3600, "23 h"},
        {23 * 3600 + 1, "1 day"},
        {86400, "1 day"},
        {86401, "2 days"},
        {INT64_MAX, "106751991167301 days"},
    };
    CHECK_CASES(figure_duration, cases);
}
END_TEST

START_TEST(tells_an_age) {
    static const struct figure_case cases[] = {
        {INT64_MIN, ""},
        {-5, ""},
        {0, ""},
        {59, ""},
        {60, "1 min"},
        {179, "2 min"},
        {3599, "59 min"},
        {3600, "1 h"},
        {2 * 3600 - 1, "1 h"},
        {86399, "23 h"},
        {86400, "1 day"},
        {2 * 86400 - 1, "1 day"},
        {5 * 86400, "5 days"},
        {INT64_MAX, "106751991167300 days"},
    };
    CHECK_CASES(figure_age, cases);
}
END_TEST

START_TEST(says_how_many_days_ago) {
    static const int64_t hour = 3600000, day = 24 * hour;
    static const struct {
        int64_t then_ms, now_ms;
        const char *words;
    } cases[] = {
        {20 * day + hour, 20 * day + hour, "today"},
        {20 * day + hour, 20 * day + 23 * hour, "today"},
        {20 * day - hour / 2, 20 * day + hour / 4, "today"}, /* an hour has not passed */
        {20 * day - 2 * hour, 20 * day + hour, "yesterday"},
        {20 * day + hour, 21 * day, "yesterday"},
        {20 * day, 21 * day, "1 day ago"},
        {20 * day, 23 * day + hour, "3 days ago"},
        {23 * day, 20 * day, "today"}, /* the clock was set back */
    };
    char out[FIGURE_MAX];
    setenv("TZ", "UTC", 1);
    tzset();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_str_eq(figure_ago(cases[i].then_ms, cases[i].now_ms, out), cases[i].words);
}
END_TEST

START_TEST(fills_a_bar) {
    static const struct {
        int64_t part, whole;
        int cells, filled;
    } cases[] = {
        {0, 100, 8, 0},   {1, 100, 8, 1},   {50, 100, 8, 4},    {99, 100, 8, 7},
        {100, 100, 8, 8}, {120, 100, 8, 8}, {0, 0, 4, 4},       {-3, 100, 8, 0},
        {85, 100, 8, 7},  {80, 100, 4, 3},  {1250, 9871, 8, 1}, {INT64_MAX - 1, INT64_MAX, 8, 7},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_int_eq(figure_bar(cases[i].part, cases[i].whole, cases[i].cells),
                         cases[i].filled);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("figure");
    TCase *tc = tcase_create("figure");
    tcase_add_test(tc, groups_thousands);
    tcase_add_test(tc, counts_may_be_unknown);
    tcase_add_test(tc, credits_have_a_plural);
    tcase_add_test(tc, shortens);
    tcase_add_test(tc, short_stays_within_its_columns);
    tcase_add_test(tc, short_never_falls);
    tcase_add_test(tc, tells_dollars);
    tcase_add_test(tc, tells_a_duration);
    tcase_add_test(tc, tells_an_age);
    tcase_add_test(tc, says_how_many_days_ago);
    tcase_add_test(tc, fills_a_bar);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
