/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The end of every test program. */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_RUN_H
#define FOLLOWTRAIL_TESTS_SUPPORT_RUN_H

#include <check.h>

enum { RUN_SHARED_BYTES = 4 << 20 };

/* Runs the suite, frees it, and returns the program's exit status: 0 when every test passed. */
int run_suite(Suite *suite);

/* Memory of all tests of the program, each of which is a process of its own: 0 at first, then what
 * they leave there. */
void *run_shared(void);

#endif
