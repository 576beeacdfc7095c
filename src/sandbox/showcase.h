/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom the showcase account follows in its first rows, so that a demo meets every kind of account
 * within three screens. */
#ifndef FOLLOWTRAIL_SANDBOX_SHOWCASE_H
#define FOLLOWTRAIL_SANDBOX_SHOWCASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SHOWCASE_ROWS = 60 };

/* Whom row `row` (from 0) is reserved for; false if for nobody. */
bool showcase_wish(uint64_t seed, size_t row, uint32_t *index) __attribute__((nonnull));

#endif
