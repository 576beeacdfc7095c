/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For the bench: stores that `followtrail fetch` filled from a sandbox, in a folder of their own in
 * $FOLLOWTRAIL_TEST_BUILD ("." when that is not set), which is on a disk. Whatever fails says so on
 * stderr.
 */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_HOARD_H
#define FOLLOWTRAIL_TESTS_SUPPORT_HOARD_H

#include "tests/support/props.h"

#include <stddef.h>
#include <stdint.h>

enum { HOARD_PATH = PROPS_PATH + 16, HOARD_FOLLOWS_FEW = 100 };

struct hoard {
    char folder[PROPS_PATH], network[HOARD_PATH], out[HOARD_PATH];
    char few[HOARD_PATH];      /* the crowd's hub and owners, HOARD_FOLLOWS_FEW rows each */
    char many[HOARD_PATH];     /* the same with `follows` rows each */
    char long_one[HOARD_PATH]; /* the one list of everyone whom those follow */
    size_t follows;
};

struct hoard_run {
    double seconds, cpu_seconds; /* by the clock; of processor */
    int64_t peak_bytes; /* resident; -1: no more than this process, of which it began as a copy */
};

/* Makes the folder, and makes it the home of this process and of those that it starts. */
bool hoard_open(struct hoard *hoard, size_t follows);
void hoard_close(struct hoard *hoard); /* removes all of it */

/* Fills the three stores, and makes sure that they have every account. */
bool hoard_fill(struct hoard *hoard);

/* Accounts in `many`; whether they are all there. */
size_t hoard_accounts(const struct hoard *hoard);
bool hoard_is_whole(const struct hoard *hoard);

/* A run of the program that must end with status 0; words[0] is the program. */
bool hoard_run(const struct hoard *hoard, const char *const words[], struct hoard_run *run);

/* The number that a statement, a literal, reads from a store; -1 when it cannot be read. */
int64_t hoard_number(const char *path, const char *literal);

/* Says that something is not as it should be, and returns false. */
bool hoard_complain(const char *what);

#endif
