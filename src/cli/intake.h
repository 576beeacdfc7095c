/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports paid answers that waited next to the store when the program starts. */
#ifndef FOLLOWTRAIL_CLI_INTAKE_H
#define FOLLOWTRAIL_CLI_INTAKE_H

#include "store/spill.h"

/* Writes to *note how many were stored and what is damaged. False if none waited. */
bool intake_tell(const struct spill_intake *intake, struct err *note) __attribute__((nonnull));

/* Prints `who: what` on stderr if there is anything to report. */
void intake_print(const char *who, const struct spill_intake *intake) __attribute__((nonnull));

#endif
