/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program with stdin, stdout or stderr closed: what needs them fails immediately with a
 * message, what does not works, and no file gets their numbers. */
#include "base/descriptors.h"

#include "tests/support/errand.h"
#include "tests/support/run.h"
#include "tests/support/server_log.h"

#include <check.h>
#include <fcntl.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

enum { TIMEOUT_S = 120, STANDARD = 3 };

/* Closed descriptors fail in the intended way; open ones stay as they were. */
START_TEST(closed_ones_are_filled) {
    struct err err;
    char byte = 'x';
    int kept = dup(_i);
    ck_assert_int_gt(kept, STDERR_FILENO);
    close(_i);
    bool is_filled = descriptors_fill_standard(&err);
    bool is_there = fcntl(_i, F_GETFD) >= 0;
    ssize_t moved = _i == STDIN_FILENO ? read(_i, &byte, 1) : write(_i, &byte, 1);
    dup2(kept, _i);
    close(kept);
    ck_assert(is_filled);
    ck_assert(is_there);
    ck_assert_int_eq(moved, -1);
}
END_TEST

/* `expected` for each closed descriptor. */
struct order {
    const char *words[6];
    int expected[STANDARD];
};

static const struct order orders[] = {
    {{"--plain", "@zoe.flores"}, {EX_IOERR, EX_IOERR, EX_OK}},
    {{"fetch", "--cap", "500", "zoe.flores"}, {EX_OK, EX_IOERR, EX_OK}},
    {{"ledger"}, {EX_OK, EX_IOERR, EX_OK}},
    {{"config", "--default"}, {EX_OK, EX_IOERR, EX_OK}},
    {{"--version"}, {EX_OK, EX_IOERR, EX_OK}},
};

enum { ORDERS = sizeof orders / sizeof *orders };

START_TEST(the_program_without_one) {
    static const char *const told[STANDARD] = {"cannot read stdin: Bad file descriptor",
                                               "cannot write to stdout: Bad file descriptor", ""};
    static const char *const look[] = {"ledger", NULL};
    const struct order *order = &orders[_i / STANDARD];
    int fd = _i % STANDARD, expected = order->expected[fd];
    struct sandbox_child sandbox;
    struct sandbox_child_bill bill;
    struct errand errand;
    ck_assert(sandbox_child_open(&sandbox, NULL));
    const struct errand_config opening = {.words = (const char *const[]){"--plain", NULL}};
    ck_assert_int_eq(errand_run(&errand, &sandbox, &opening), EX_OK);
    const struct errand_config config = {.words = order->words, .closed = 1U << fd};
    ck_assert_int_eq(errand_run(&errand, &sandbox, &config), expected);
    ck_assert_msg(expected == EX_OK || strstr(errand.err, told[fd]), "%s", errand.err);
    /* The store is intact and has what was paid for. */
    const struct errand_config ledger = {.words = look};
    ck_assert_int_eq(errand_run(&errand, &sandbox, &ledger), EX_OK);
    ck_assert(sandbox_child_read_bill(&sandbox, &bill));
    ck_assert_uint_eq(server_log_count(&sandbox), (size_t)bill.requests);
    sandbox_child_close(&sandbox);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("descriptors");
    TCase *tc = tcase_create("descriptors");
    tcase_set_timeout(tc, TIMEOUT_S);
    tcase_add_loop_test(tc, closed_ones_are_filled, 0, STANDARD);
    tcase_add_loop_test(tc, the_program_without_one, 0, ORDERS * STANDARD);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
