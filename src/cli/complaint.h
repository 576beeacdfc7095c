/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a command that failed reports it. */
#ifndef FOLLOWTRAIL_CLI_COMPLAINT_H
#define FOLLOWTRAIL_CLI_COMPLAINT_H

#include "analysis/groups.h"
#include "base/err.h"

#include <stdint.h>

/* Prints `who: what` on stderr with outside text revealed; line breaks stay. Returns the exit
 * status. */
int complaint_print(const char *who, const struct err *err) __attribute__((nonnull));

/* The same for text that may be longer than an err, such as a description of an answer. */
void complaint_write(const char *who, const char *text) __attribute__((nonnull));

/* Likewise whom of a file of groups the store does not have; nothing if it has all. */
void complaint_groups(const char *who, const struct groups *groups) __attribute__((nonnull));

/* Likewise how many cells of CSV a spreadsheet might read as a formula; nothing if none. */
void complaint_formulas(const char *who, int64_t cells) __attribute__((nonnull));

#endif
