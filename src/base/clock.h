/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two clocks, in milliseconds. Rules that depend on time take it as a parameter, so that tests
 * need not wait. */
#ifndef FOLLOWTRAIL_BASE_CLOCK_H
#define FOLLOWTRAIL_BASE_CLOCK_H

#include <stdint.h>

int64_t clock_monotonic_ms(void); /* only differences are meaningful; counts time while suspended */
int64_t clock_wall_ms(void);      /* since 1970-01-01 UTC */

/* The start of the local day that contains a wall-clock time. */
int64_t clock_day_start_ms(int64_t wall_ms);

#endif
