/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Linux counts of a running process. -1 where it does not tell. */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_GAUGE_H
#define FOLLOWTRAIL_TESTS_SUPPORT_GAUGE_H

#include <stdint.h>
#include <sys/types.h>

int64_t gauge_cpu_us(pid_t pid);     /* used so far */
int64_t gauge_wake_ups(pid_t pid);   /* of all threads: how often one waited and was woken */
int64_t gauge_peak_bytes(pid_t pid); /* resident at most so far */
pid_t gauge_child(pid_t pid);        /* the first that it has */

#endif
