/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For the bench: a long list out of a store. How it scrolls beside a short one, what memory a row
 * of it takes, and what it takes to find something there, in memory and at the screen.
 */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_LONG_LIST_H
#define FOLLOWTRAIL_TESTS_SUPPORT_LONG_LIST_H

#include "tests/support/hoard.h"

/* Prints tables. */
void long_list_measure(const struct hoard *hoard);

#endif
