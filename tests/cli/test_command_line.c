/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the words of a command line mean: commands, options, slips, accounts; nothing is bought for
 * a word that is none of them. */
#include "tests/support/errand.h"
#include "tests/support/run.h"

#include <check.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

enum { WORDS_MAX = 8, TIMEOUT_S = 60 };

static struct sandbox_child sandbox;
static struct errand errand;

static void open_sandbox(void) {
    ck_assert(sandbox_child_open(&sandbox, NULL));
}

static void close_sandbox(void) {
    sandbox_child_close(&sandbox);
}

static int run(const char *const words[]) {
    return errand_run(&errand, &sandbox, &(const struct errand_config){.words = words});
}

static void expect_requests(int64_t wanted) {
    struct sandbox_child_bill bill = {0};
    ck_assert(sandbox_child_read_bill(&sandbox, &bill));
    ck_assert_int_eq(bill.requests, wanted);
}

static const struct {
    const char *words[WORDS_MAX];
    const char *said;
} slips[] = {
    {{"ledgr"}, "no command “ledgr”; did you mean “ledger”?"},
    {{"leddger"}, "did you mean “ledger”?"},
    {{"leger"}, "did you mean “ledger”?"},
    {{"LEDGER"}, "did you mean “ledger”?"},
    {{"fecth", "@zoe.flores"}, "did you mean “fetch”?"},
    {{"ftech"}, "did you mean “fetch”?"},
    {{"fetc"}, "did you mean “fetch”?"},
    {{"fetchh"}, "did you mean “fetch”?"},
    {{"doctro"}, "did you mean “doctor”?"},
    {{"hlep"}, "did you mean “help”?"},
    {{"ledgr", "--json"}, "did you mean “ledger”?"},
    {{"--plain", "ledgr"}, "did you mean “ledger”?"},
    {{"--plain", "ledger"}, "“ledger” is a command, and commands come first: followtrail ledger"},
    {{"ls"}, "no command and no stored account “ls”. For the account, use @ls;"},
    {{"--plain", "zoe.flores"}, "use @zoe.flores;"},
    {{"@zoe.flores", "omarpaw"}, "use @omarpaw;"},
    {{"ofline"}, "did you mean the option --offline?"},
    {{"--ofline"}, "no option “--ofline”; did you mean --offline?"},
    {{"--offilne"}, "did you mean --offline?"},
    {{"--OFFLINE"}, "no option “--OFFLINE”; did you mean --offline?"},
    {{"--CPA=5"}, "no option “--CPA”; did you mean --cap?"},
    {{"-ofline"}, "did you mean --offline?"},
    {{"--laod-page=5"}, "did you mean --load-page?"},
    {{"--xyzzy"}, "no option “--xyzzy”; see --help"},
    {{"fetch", "--ofline"}, "did you mean --offline?"},
    {{"fetch", "ledgr"}, "did you mean “ledger”?"},
    {{"fetch", "caps", "99", "@zoe.flores"}, "did you mean the option --cap?"},
    {{"ledger", "--jsno"}, "did you mean --json?"},
    {{"help", "fecth"}, "no command “fecth”; did you mean “fetch”?"},
    {{"help", "xyzzy"}, "no command “xyzzy”; followtrail help lists them"},
    {{"help", "fetch", "more"}, "unexpected “more”"},
    {{"version", "more"}, "unexpected “more”"},
};

START_TEST(a_slip_buys_nothing) {
    struct stat status;
    char path[SANDBOX_CHILD_PATH + 32];
    int ended = run(slips[_i].words);
    ck_assert_msg(ended == EX_USAGE, "%d: %s%s", ended, errand.out, errand.err);
    ck_assert_str_eq(errand.out, "");
    ck_assert_msg(strstr(errand.err, slips[_i].said) != NULL, "“%s” is not in: %s", slips[_i].said,
                  errand.err);
    expect_requests(0);
    snprintf(path, sizeof path, "%s/followtrail", sandbox.folder);
    ck_assert_int_ne(stat(path, &status), 0); /* nor is a store created for it */
}
END_TEST

START_TEST(help_and_version_are_commands) {
    static const struct {
        const char *words[WORDS_MAX], *printed;
    } orders[] = {
        {{"help"}, "usage: followtrail [OPTION...] [ACCOUNT...]\n"},
        {{"-h"}, "usage: followtrail [OPTION...] [ACCOUNT...]\n"},
        {{"help", "help"}, "usage: followtrail [OPTION...] [ACCOUNT...]\n"},
        {{"help", "fetch"}, "usage: followtrail fetch "},
        {{"fetch", "-h"}, "usage: followtrail fetch "},
        {{"help", "doctor"}, "usage: followtrail doctor "},
        {{"help", "ledger"}, "usage: followtrail ledger "},
        {{"ledger", "-h"}, "usage: followtrail ledger "},
        {{"version"}, PACKAGE_STRING "\n"},
        {{"-V"}, PACKAGE_STRING "\n"},
        {{"fetch", "--version", "@zoe.flores"}, PACKAGE_STRING "\n"},
    };
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        ck_assert_int_eq(run(orders[i].words), EX_OK);
        ck_assert_msg(strstr(errand.out, orders[i].printed) == errand.out, "%s: %s",
                      orders[i].words[0], errand.out);
        ck_assert_str_eq(errand.err, "");
    }
    expect_requests(0);
}
END_TEST

/* The same head, folded lines and the same last option; fetch has the options of the browser. */
START_TEST(helps_look_alike) {
    static const char *const commands[] = {"fetch",   "ledger",  "config", "doctor", "answer",
                                           "reindex", "sandbox", "help",   "version"};
    char head[WORDS_MAX * 8];
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        ck_assert_int_eq(run((const char *const[]){commands[i], "--help", NULL}), EX_OK);
        snprintf(head, sizeof head, "usage: followtrail %s", commands[i]);
        ck_assert_msg(strstr(errand.out, head) == errand.out, "%s", errand.out);
        ck_assert(!strcmp(commands[i], "fetch") ||
                  strstr(errand.out, "\n  --help                print this help and exit\n"));
        for (const char *line = errand.out; *line; line += strspn(line, "\n")) {
            size_t len = strcspn(line, "\n");
            ck_assert_msg(len <= 90, "%s: %.*s", commands[i], (int)len, line);
            ck_assert_msg(strncmp(line, "  --", 4) || (line[len - 1] != '.' && len <= 80),
                          "%s: %.*s", commands[i], (int)len, line);
            line += len;
        }
    }
    expect_requests(0);
}
END_TEST

/* A bare word opens an account that another spelling brought into the store; every other account
 * stays unbought. */
START_TEST(a_name_that_the_store_knows_is_enough) {
    static const char *const bare[] = {"--plain", "--offline", "zoe.flores", NULL};
    static const char *const other[] = {"--plain", "zoe.flors", NULL};
    ck_assert_int_eq(run((const char *const[]){"fetch", "--cap", "1", "zoe.flores", NULL}),
                     EX_TEMPFAIL);
    ck_assert_ptr_nonnull(strstr(errand.out, "@zoe.flores\t"));
    expect_requests(1);
    ck_assert_int_eq(run(bare), EX_OK);
    ck_assert_int_eq(run(other), EX_USAGE);
    expect_requests(1);
}
END_TEST

START_TEST(a_name_without_a_profile_is_known_too) {
    ck_assert_int_eq(
        run((const char *const[]){"fetch", "--no-profile", "--cap", "2", "zoe.flores", NULL}),
        EX_TEMPFAIL);
    ck_assert_int_eq(run((const char *const[]){"--plain", "zoe.flores", NULL}), EX_OK);
}
END_TEST

START_TEST(the_first_request_is_announced_and_told) {
    ck_assert_int_eq(run((const char *const[]){"--plain", "@zoe.flores", NULL}), EX_OK);
    const char *asks =
        strstr(errand.out, "Requesting @zoe.flores, named on the command line: up to 21 "
                           "credits.\n");
    ck_assert_msg(asks != NULL, "%s", errand.out);
    const char *cost =
        strstr(asks, "@zoe.flores, named on the command line, cost 21 credits ($0.02).\n");
    ck_assert_msg(cost != NULL, "%s", errand.out);
    ck_assert(cost < strstr(asks, "\n1. "));
    expect_requests(2);
    ck_assert_int_eq(run((const char *const[]){"--plain", "zoe.flores", NULL}), EX_OK);
    ck_assert_ptr_null(strstr(errand.out, "named on the command line"));
    expect_requests(2);
}
END_TEST

/* The profile arrives and is paid for; the page does not. */
START_TEST(what_came_before_a_failure_is_told) {
    static const char *const faults[] = {"--fault", "shape@2", NULL};
    struct sandbox_child failing;
    ck_assert(sandbox_child_open(&failing, faults));
    const struct errand_config config = {.words =
                                             (const char *const[]){"--plain", "@zoe.flores", NULL}};
    ck_assert_int_eq(errand_run(&errand, &failing, &config), EX_OK);
    ck_assert_msg(
        strstr(errand.out, "@zoe.flores, named on the command line, cost 1 credit ($0.001)."), "%s",
        errand.out);
    sandbox_child_close(&failing);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("command_line");
    TCase *tc = tcase_create("command_line");
    tcase_set_timeout(tc, TIMEOUT_S);
    tcase_add_checked_fixture(tc, open_sandbox, close_sandbox);
    run_sample(tc, a_slip_buys_nothing, 0, sizeof slips / sizeof *slips, 5);
    tcase_add_test(tc, help_and_version_are_commands);
    tcase_add_test(tc, helps_look_alike);
    tcase_add_test(tc, a_name_that_the_store_knows_is_enough);
    tcase_add_test(tc, a_name_without_a_profile_is_known_too);
    tcase_add_test(tc, the_first_request_is_announced_and_told);
    tcase_add_test(tc, what_came_before_a_failure_is_told);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
