/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "verify/crawl_sums.h"

#include "tests/support/run.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

static struct package_column request_columns[] = {{.name = "request"},
                                                  {.name = "credits"},
                                                  {.name = "maybe_credits"},
                                                  {.name = "crawl"},
                                                  {.name = "step"}};
static struct package_column step_columns[] = {
    {.name = "crawl"}, {.name = "step"}, {.name = "credits"}, {.name = "maybe_credits"}};
static struct package_file files[] = {
    {.name = "requests", .is_table = true, .columns = request_columns, .column_count = 5},
    {.name = "crawl_steps", .is_table = true, .columns = step_columns, .column_count = 4}};
static struct crawl_sums sums;
static struct err err;

static void setup(void) {
    memset(&sums, 0, sizeof sums);
    err = (struct err){.text = ""};
}

static void teardown(void) {
    crawl_sums_fini(&sums);
}

static void take(const struct package_file *file, const char *const *texts) {
    char rooms[5][16], *cells[5];
    for (size_t i = 0; i < file->column_count; i++) {
        snprintf(rooms[i], sizeof rooms[i], "%s", texts[i]);
        cells[i] = rooms[i];
    }
    crawl_sums_take(&sums, file, cells);
}

static void request(const char *credits, const char *maybe, const char *crawl, const char *step) {
    take(&files[0], (const char *const[]){"r1", credits, maybe, crawl, step});
}

static void step(const char *crawl, const char *n, const char *credits, const char *maybe) {
    take(&files[1], (const char *const[]){crawl, n, credits, maybe});
}

static bool holds(size_t count) {
    const struct package package = {.files = &files[2 - count], .count = count};
    return crawl_sums_check(&sums, &package, &err);
}

/* In any order; what is of no step, or of a step that is not there, counts for nothing. */
static void put_requests(void) {
    request("50", "0", "c1", "1");
    request("1", "0", "c1", "");
    request("20", "0", "", "");
    request("", "50", "c1", "2");
    request("12", "0", "c1", "1");
    request("9", "0", "c2", "1");
}

START_TEST(what_holds_holds) {
    step("c1", "2", "0", "50");
    put_requests();
    step("c1", "1", "62", "0");
    step("c1", "3", "0", "0");
    ck_assert_msg(holds(2), "%s", err.text);
}
END_TEST

START_TEST(what_does_not_is_named) {
    put_requests();
    step("c1", "1", "61", "0");
    ck_assert(!holds(2));
    ck_assert_int_eq(err.kind, ERR_DATA);
    ck_assert_str_eq(err.text, "crawl_steps.csv: step 1 of crawl c1 cost 61 credits and maybe 0 "
                               "more, and by requests.csv 62 and maybe 0");
}
END_TEST

START_TEST(a_step_without_requests_cost_nothing) {
    step("c1", "4", "0", "1");
    ck_assert(!holds(2));
}
END_TEST

/* As for strangers. */
START_TEST(an_export_without_requests_says_nothing_against_it) {
    step("c1", "1", "10", "0");
    ck_assert(holds(1));
}
END_TEST

int main(void) {
    Suite *suite = suite_create("crawl_sums");
    TCase *tc = tcase_create("crawl_sums");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, what_holds_holds);
    tcase_add_test(tc, what_does_not_is_named);
    tcase_add_test(tc, a_step_without_requests_cost_nothing);
    tcase_add_test(tc, an_export_without_requests_says_nothing_against_it);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
