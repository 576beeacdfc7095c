/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marked accounts, by id, so that a mark stays on its account wherever its row goes. Pure. */
#ifndef FOLLOWTRAIL_MODEL_MARKS_H
#define FOLLOWTRAIL_MODEL_MARKS_H

#include "account/account.h"
#include "base/dict.h"

#include <stdbool.h>
#include <stddef.h>

/* A zeroed struct has no marks. */
struct marks {
    struct dict *ids;    /* NULL: no marks */
    struct dict *swept;  /* those that were marked with all others; NULL: none */
    struct dict *before; /* how changed accounts were marked before; NULL: not recorded */
};

void marks_fini(struct marks *marks) __attribute__((nonnull));
void marks_clear(struct marks *marks) __attribute__((nonnull)); /* removes all marks */

/* False for an account without an id, which cannot be marked. */
bool marks_set(struct marks *marks, const struct account *account, bool is_on)
    __attribute__((nonnull));

/* Marks an unmarked account as one of all shown, or removes such a mark, but never a mark that was
 * set alone. False if nothing changed. */
bool marks_sweep(struct marks *marks, const struct account *account, bool is_on)
    __attribute__((nonnull));

bool marks_has(const struct marks *marks, const struct account *account) __attribute__((nonnull));
size_t marks_count(const struct marks *marks) __attribute__((nonnull));

/* From now on, records how accounts are marked before that changes; the end of it returns the
 * record, NULL if nothing changed, which the caller frees (dict_free()). marks_put_back() makes all
 * as it was, and records nothing. */
void marks_record(struct marks *marks) __attribute__((nonnull));
struct dict *marks_end_record(struct marks *marks) __attribute__((nonnull));
void marks_put_back(struct marks *marks, const struct dict *before) __attribute__((nonnull));

#endif
