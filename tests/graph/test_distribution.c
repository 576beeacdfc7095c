/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decades, quartiles and shares of counts. */
#include "graph/distribution.h"
#include "tests/support/run.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 1000 };

/* Decades. */

START_TEST(a_bin_is_a_decade) {
    static const struct {
        int64_t count;
        size_t bin;
    } cases[] = {{0, 0},        {1, 1},         {9, 1},        {10, 2},      {99, 2},
                 {100, 3},      {9999, 4},      {10000, 5},    {9999999, 7}, {10000000, 8},
                 {99999999, 8}, {100000000, 9}, {INT64_MAX, 9}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_uint_eq(distribution_bin(cases[i].count), cases[i].bin);
}
END_TEST

START_TEST(bins_have_no_gap_and_no_overlap) {
    ck_assert_int_eq(distribution_from(0), 0);
    for (size_t bin = 0; bin < DISTRIBUTION_BINS; bin++) {
        ck_assert_int_le(distribution_from(bin), distribution_to(bin));
        ck_assert_uint_eq(distribution_bin(distribution_from(bin)), bin);
        ck_assert_uint_eq(distribution_bin(distribution_to(bin)), bin);
        if (bin)
            ck_assert_int_eq(distribution_from(bin), distribution_to(bin - 1) + 1);
    }
    ck_assert_int_eq(distribution_from(DISTRIBUTION_BINS - 1), 100000000);
    ck_assert_int_eq(distribution_to(DISTRIBUTION_BINS - 1), INT64_MAX);
}
END_TEST

/* Quantiles: numpy.quantile([3, 7, 8, …][:n], q, method="inverted_cdf"). */

START_TEST(quartiles_are_those_of_numpy) {
    static const int64_t sorted[] = {3, 7, 8, 12, 13, 14, 21, 22, 30, 41, 55, 89};
    static const struct {
        size_t count;
        int64_t lower, median, upper;
    } cases[] = {{1, 3, 3, 3},   {2, 3, 3, 7},    {3, 3, 7, 8},    {4, 3, 7, 8},
                 {5, 7, 8, 12},  {6, 7, 8, 13},   {7, 7, 12, 14},  {8, 7, 12, 14},
                 {9, 8, 13, 21}, {10, 8, 13, 22}, {11, 8, 14, 30}, {12, 8, 14, 30}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ck_assert_int_eq(distribution_quantile(sorted, cases[i].count, 1, 4), cases[i].lower);
        ck_assert_int_eq(distribution_quantile(sorted, cases[i].count, 2, 4), cases[i].median);
        ck_assert_int_eq(distribution_quantile(sorted, cases[i].count, 3, 4), cases[i].upper);
    }
    ck_assert_int_eq(distribution_quantile(sorted, 12, 0, 4), 3);
    ck_assert_int_eq(distribution_quantile(sorted, 12, 4, 4), 89);
}
END_TEST

static int64_t draw(uint64_t *state) {
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int64_t)(*state >> 33);
}

/* The least value that at least part/whole of all values do not exceed: the definition. */
static int64_t quantile_by_definition(const int64_t *sorted, size_t count, unsigned part,
                                      unsigned whole) {
    size_t nth = 1;
    while (nth * whole < count * part)
        nth++;
    return sorted[nth - 1];
}

START_TEST(quantiles_follow_the_definition) {
    uint64_t state = 12;
    int64_t values[MOST];
    for (size_t count = 1; count <= 240; count++) {
        for (size_t i = 0; i < count; i++)
            values[i] = draw(&state) % 50;
        distribution_make(values, count); /* sorts */
        for (unsigned whole = 1; whole <= 12; whole++)
            for (unsigned part = 0; part <= whole; part++)
                ck_assert_int_eq(distribution_quantile(values, count, part, whole),
                                 quantile_by_definition(values, count, part, whole));
    }
}
END_TEST

/* The whole. */

START_TEST(nothing_has_no_figure) {
    int64_t unknown[] = {-1, -1};
    struct distribution none = distribution_make(NULL, 0), made = distribution_make(unknown, 2);
    ck_assert_int_eq(none.known, 0);
    ck_assert_int_eq(none.unknown, 0);
    ck_assert_int_eq(made.unknown, 2);
    ck_assert_int_eq(made.known, 0);
    ck_assert_int_eq(made.sum, 0);
    ck_assert_int_eq(made.least, DISTRIBUTION_UNKNOWN);
    ck_assert_int_eq(made.median, DISTRIBUTION_UNKNOWN);
    ck_assert_int_eq(made.greatest, DISTRIBUTION_UNKNOWN);
    ck_assert_int_eq(made.tenth, DISTRIBUTION_UNKNOWN);
}
END_TEST

START_TEST(unknown_counts_are_no_part_of_it) {
    int64_t values[] = {-1, 100, 0, -1, 5, 12, 7, -1};
    struct distribution made = distribution_make(values, sizeof values / sizeof *values);
    ck_assert_int_eq(made.known, 5);
    ck_assert_int_eq(made.unknown, 3);
    ck_assert_int_eq(made.bins[0], 1);
    ck_assert_int_eq(made.bins[1], 2);
    ck_assert_int_eq(made.bins[2], 1);
    ck_assert_int_eq(made.bins[3], 1);
    ck_assert_int_eq(made.least, 0);
    ck_assert_int_eq(made.lower, 5);
    ck_assert_int_eq(made.median, 7);
    ck_assert_int_eq(made.upper, 12);
    ck_assert_int_eq(made.greatest, 100);
    ck_assert_int_eq(made.sum, 124);
}
END_TEST

static struct distribution first_numbers(size_t count) {
    int64_t values[MOST];
    for (size_t i = 0; i < count; i++)
        values[i] = (int64_t)(count - i);
    return distribution_make(values, count);
}

START_TEST(shares_need_enough_counts) {
    struct distribution made = first_numbers(9);
    ck_assert_int_eq(made.tenth, DISTRIBUTION_UNKNOWN);
    ck_assert_int_eq(made.tenth_sum, DISTRIBUTION_UNKNOWN);
    made = first_numbers(10);
    ck_assert_int_eq(made.tenth, 1);
    ck_assert_int_eq(made.tenth_sum, 10);
    made = first_numbers(11);
    ck_assert_int_eq(made.tenth, 2);
    ck_assert_int_eq(made.tenth_sum, 21);
    made = first_numbers(99);
    ck_assert_int_eq(made.hundredth, DISTRIBUTION_UNKNOWN);
    made = first_numbers(101);
    ck_assert_int_eq(made.hundredth, 2);
    ck_assert_int_eq(made.hundredth_sum, 201);
    made = first_numbers(517);
    ck_assert_int_eq(made.tenth, 52);
}
END_TEST

START_TEST(a_sum_that_does_not_fit_is_unknown) {
    int64_t values[12] = {INT64_MAX, 1};
    struct distribution made = distribution_make(values, 12);
    ck_assert_int_eq(made.sum, DISTRIBUTION_UNKNOWN);
    ck_assert_int_eq(made.tenth_sum, DISTRIBUTION_UNKNOWN);
    ck_assert_int_eq(made.greatest, INT64_MAX);
}
END_TEST

START_TEST(bins_add_up_to_what_is_known) {
    uint64_t state = 7;
    int64_t values[MOST];
    for (int run = 0; run < 200; run++) {
        size_t count = (size_t)draw(&state) % MOST;
        int64_t known = 0, sum = 0;
        for (size_t i = 0; i < count; i++) {
            values[i] = (draw(&state) >> draw(&state) % 31) - 1;
            known += values[i] >= 0;
            sum += values[i] >= 0 ? values[i] : 0;
        }
        struct distribution made = distribution_make(values, count);
        int64_t binned = 0;
        for (size_t bin = 0; bin < DISTRIBUTION_BINS; bin++)
            binned += made.bins[bin];
        ck_assert_int_eq(made.known, known);
        ck_assert_int_eq(made.known + made.unknown, (int64_t)count);
        ck_assert_int_eq(binned, known);
        ck_assert_int_eq(made.sum, sum);
        ck_assert_int_le(made.hundredth_sum, made.tenth_sum);
    }
}
END_TEST

int main(void) {
    Suite *suite = suite_create("distribution");
    TCase *decades = tcase_create("decades"), *quantiles = tcase_create("quantiles"),
          *whole = tcase_create("whole");
    tcase_add_test(decades, a_bin_is_a_decade);
    tcase_add_test(decades, bins_have_no_gap_and_no_overlap);
    tcase_add_test(quantiles, quartiles_are_those_of_numpy);
    tcase_add_test(quantiles, quantiles_follow_the_definition);
    tcase_add_test(whole, nothing_has_no_figure);
    tcase_add_test(whole, unknown_counts_are_no_part_of_it);
    tcase_add_test(whole, shares_need_enough_counts);
    tcase_add_test(whole, a_sum_that_does_not_fit_is_unknown);
    tcase_add_test(whole, bins_add_up_to_what_is_known);
    suite_add_tcase(suite, decades);
    suite_add_tcase(suite, quantiles);
    suite_add_tcase(suite, whole);
    return run_suite(suite);
}
