/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The exit status of `fetch` for every kind of failure, as the manual's table says. */
#include "tests/support/errand.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

enum { WORDS_MAX = 8, TIMEOUT_S = 90 };

static struct sandbox_child sandbox;
static struct errand errand;

static int run_at(const char *const *options, const struct errand_config *config) {
    ck_assert(sandbox_child_open(&sandbox, options));
    int status = errand_run(&errand, &sandbox, config);
    sandbox_child_close(&sandbox);
    return status;
}

static void expect(const char *what, int status, int wanted) {
    ck_assert_msg(status == wanted, "%s: %d: %s%s", what, status, errand.out, errand.err);
    ck_assert(wanted == EX_OK || *errand.err);
}

/* Faults from the second request on: the profile arrives, the list does not. */
static const struct {
    const char *option, *value;
    int status;
} ends[] = {
    {"--balance", "1000", EX_OK},
    {"--key", "another", EX_TEMPFAIL},
    {"--balance", "5", EX_TEMPFAIL},
    {"--balance", "0", EX_TEMPFAIL},
    {"--fault", "shape:9@2", EX_TEMPFAIL},
    {"--fault", "502:9@2", EX_TEMPFAIL},
    {"--fault", "redirect:9@2", EX_TEMPFAIL},
    {"--fault", "garbage:9@2", EX_TEMPFAIL},
    {"--fault", "cut:9@2", EX_TEMPFAIL},
    {"--fault", "timeout:9@2", EX_TEMPFAIL},
    {"--fault", "huge:9@2", EX_TEMPFAIL},
    {"--fault", "bomb:9@2", EX_TEMPFAIL},
    {"--fault", "charged-error:9@2", EX_TEMPFAIL},
    {"--fault", "empty-more:9@2", EX_TEMPFAIL},
    {"--fault", "repeat-cursor:9@2", EX_TEMPFAIL},
};

START_TEST(a_list_is_whole_or_not) {
    static const char *const words[] = {"fetch", "--timeout",  "1", "--cap",
                                        "200",   "@hui.house", NULL};
    const char *const options[] = {ends[_i].option, ends[_i].value, NULL};
    const struct errand_config config = {.words = words};
    expect(ends[_i].value, run_at(options, &config), ends[_i].status);
}
END_TEST

static const struct {
    const char *words[WORDS_MAX], *variable, *value, *url;
    int status;
} orders[] = {
    {{"fetch", "--cap", "9", "@hui.house"}, NULL, NULL, NULL, EX_TEMPFAIL},
    {{"fetch", "--cap", "0", "@hui.house"}, NULL, NULL, NULL, EX_TEMPFAIL},
    {{"fetch", "--threshold", "51", "@zoe.flores"}, NULL, NULL, NULL, EX_TEMPFAIL},
    {{"fetch", "--cap", "9", "@nobody.has.this"}, NULL, NULL, NULL, EX_TEMPFAIL},
    {{"fetch", "--cap", "9", "@hui.house"}, NULL, NULL, "http://127.0.0.1:1", EX_TEMPFAIL},
    {{"fetch", "--cap", "9", "@hui.house"}, NULL, NULL, "https://127.0.0.1:1", EX_TEMPFAIL},
    {{"fetch"}, NULL, NULL, NULL, EX_USAGE},
    {{"fetch", "zoe flores"}, NULL, NULL, NULL, EX_USAGE},
    {{"fetch", "--offline", "@zoe.flores"}, NULL, NULL, NULL, EX_USAGE},
    {{"fetch", "@zoe.flores"}, NULL, NULL, "http://example.com", EX_USAGE},
    {{"fetch", "--key-command", "false", "@zoe.flores"}, NULL, NULL, NULL, EX_CONFIG},
    {{"fetch", "--key-file", "/nonexistent", "@zoe.flores"}, NULL, NULL, NULL, EX_CONFIG},
    {{"fetch", "--ca-file", "/nonexistent", "@zoe.flores"},
     NULL,
     NULL,
     "https://127.0.0.2:1",
     EX_CONFIG},
    {{"fetch", "@zoe.flores"}, "https_proxy", "http://a:b:c@d", "https://api.invalid", EX_CONFIG},
    {{"fetch", "--config", "/nonexistent", "@zoe.flores"}, NULL, NULL, NULL, EX_CONFIG},
    {{"fetch", "--store", "/etc/passwd", "@zoe.flores"}, NULL, NULL, NULL, EX_DATAERR},
};

START_TEST(an_order_is_carried_out_or_not) {
    const struct errand_config config = {.words = orders[_i].words, .url = orders[_i].url};
    if (orders[_i].variable)
        setenv(orders[_i].variable, orders[_i].value, 1);
    expect(orders[_i].words[1] ? orders[_i].words[1] : "nothing", run_at(NULL, &config),
           orders[_i].status);
}
END_TEST

START_TEST(nobody_reads_its_output) {
    static const char *const words[] = {"fetch", "--cap", "1", "@hui.house", NULL};
    const struct errand_config config = {.words = words, .out = "/dev/full"};
    expect("a full output", run_at(NULL, &config), EX_IOERR);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("exit_status");
    TCase *tc = tcase_create("exit_status");
    tcase_set_timeout(tc, TIMEOUT_S);
    run_sample(tc, a_list_is_whole_or_not, 0, sizeof ends / sizeof *ends, 3);
    run_sample(tc, an_order_is_carried_out_or_not, 0, sizeof orders / sizeof *orders, 3);
    tcase_add_test(tc, nobody_reads_its_output);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
