/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For the bench: the tables that it prints. */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_TALLY_H
#define FOLLOWTRAIL_TESTS_SUPPORT_TALLY_H

#include "tests/support/measure.h"

#include <stddef.h>

enum { TALLY_NAME = 128 };

void tally_head(const char *title, const char *last);

/* `last`: less than 0 when there is none. */
void tally_row(const char *name, struct measure_spread spread, double last, const char *aim);

/* A figure that could not be taken, and why. */
void tally_missing(const char *name, const char *why);

/* The words that stand on the screen when all rows of a list are there. */
const char *tally_complete(size_t rows, char words[static TALLY_NAME]);

#endif
