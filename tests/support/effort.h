/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How much is done by tests that could go on for ever, such as runs at random and every code point,
 * and by those of many cases that are alike. The environment's FOLLOWTRAIL_TEST_EFFORT says it:
 * `check` (also where it is unset) is what `make check` has time for, `ci` what .ci/run does once,
 * `long` what .ci/run --long does.
 */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_EFFORT_H
#define FOLLOWTRAIL_TESTS_SUPPORT_EFFORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum effort { EFFORT_CHECK, EFFORT_CI, EFFORT_LONG };

/* Ends the program where the environment names none of them. */
enum effort effort(void);

/* One of three numbers of runs. */
size_t effort_runs(size_t check, size_t ci, size_t all);

/* Whether a test of many cases that are alike takes the one with this index, of so many: from
 * EFFORT_CI on all of them; before, the first, each share-th after it, and the last. With
 * REGENERATE all. */
bool effort_takes(size_t index, size_t count, size_t share);

/* Whether a test of every code point takes this one: from EFFORT_CI on all of them; before, the
 * planes that Unicode has given characters to, and a sample of the others. */
bool effort_takes_code(uint32_t code);

#endif
