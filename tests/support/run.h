/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The end of every test program. */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_RUN_H
#define FOLLOWTRAIL_TESTS_SUPPORT_RUN_H

#include <check.h>

enum { RUN_SHARED_BYTES = 4 << 20 };

/* Runs the suite, frees it, and returns the program's exit status: 0 when every test passed. */
int run_suite(Suite *suite);

/* As tcase_add_loop_test(), for cases that are alike: those that effort_takes(). */
void run_sample(TCase *tcase, const TTest *test, size_t from, size_t to, size_t share);

/* Memory that all tests of the program share, though each is a process of its own: 0 at first, then
 * what they leave there. */
void *run_shared(void);

#endif
