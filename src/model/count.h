/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The counts of an account, by number and by name; and `lists`, which its record does not have
 * (model/facts.h). Pure. */
#ifndef FOLLOWTRAIL_MODEL_COUNT_H
#define FOLLOWTRAIL_MODEL_COUNT_H

#include "account/account.h"

#include <stddef.h>
#include <stdint.h>

enum count { COUNT_FOLLOWERS, COUNT_FOLLOWING, COUNT_LIKES, COUNT_VIDEOS, COUNT_LISTS };

enum { COUNT_KINDS = 5 };

/* ACCOUNT_UNKNOWN when it could not be read, or is hidden because the account is private; and for
 * COUNT_LISTS. */
int64_t count_of(const struct account *account, enum count count) __attribute__((nonnull));

/* "followers". */
const char *count_name(enum count count) __attribute__((returns_nonnull));

/* The count with that name of `len` bytes, in any case; -1 when there is none. */
int count_find(const char *name, size_t len) __attribute__((nonnull));

#endif
