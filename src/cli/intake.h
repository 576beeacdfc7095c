/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a start says of the paid answers that waited beside the store. */
#ifndef FOLLOWTRAIL_CLI_INTAKE_H
#define FOLLOWTRAIL_CLI_INTAKE_H

#include "store/spill.h"

/* As sentences in *note: how many are stored now, and what is damaged. False where none waited. */
bool intake_tell(const struct spill_intake *intake, struct err *note) __attribute__((nonnull));

/* `who: what` on stderr, where there is anything to say. */
void intake_print(const char *who, const struct spill_intake *intake) __attribute__((nonnull));

#endif
