/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts that are marked, by their ids, so that a mark stays on its account whatever becomes of
 * its row. Pure. */
#ifndef FOLLOWTRAIL_MODEL_MARKS_H
#define FOLLOWTRAIL_MODEL_MARKS_H

#include "account/account.h"
#include "base/dict.h"

#include <stdbool.h>
#include <stddef.h>

/* All zero: none. */
struct marks {
    struct dict *ids;   /* NULL while none is */
    struct dict *swept; /* of these, those that were marked with all others; NULL while none is */
};

void marks_fini(struct marks *marks) __attribute__((nonnull)); /* takes all marks away */

/* False for an account without an id, which cannot be marked. */
bool marks_set(struct marks *marks, const struct account *account, bool is_on)
    __attribute__((nonnull));

/* Marks an account that is not marked yet as one of all that are shown; takes such a mark away, but
 * none that was set alone. False when nothing changed. */
bool marks_sweep(struct marks *marks, const struct account *account, bool is_on)
    __attribute__((nonnull));

bool marks_has(const struct marks *marks, const struct account *account) __attribute__((nonnull));
size_t marks_count(const struct marks *marks) __attribute__((nonnull));

#endif
