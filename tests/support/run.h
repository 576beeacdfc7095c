/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The end of every test program. */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_RUN_H
#define FOLLOWTRAIL_TESTS_SUPPORT_RUN_H

#include <check.h>

/* Runs the suite, frees it, and returns the program's exit status: 0 when every test passed. */
int run_suite(Suite *suite);

#endif
