/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two clocks, in milliseconds. Rules that depend on time take it as a parameter, so that tests
 * need not wait. */
#ifndef FOLLOWTRAIL_BASE_CLOCK_H
#define FOLLOWTRAIL_BASE_CLOCK_H

#include <stdint.h>

int64_t
clock_monotonic_ms(void); /* only differences mean something; goes on through a suspended process */
int64_t clock_wall_ms(void); /* since 1970-01-01 UTC */

/* When the local day of a wall clock's time began. */
int64_t clock_day_start_ms(int64_t wall_ms);

#endif
