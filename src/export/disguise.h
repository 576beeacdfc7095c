/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An export for strangers: whoever is in it has a pseudonym, and what would tell who that is is
 * left out or made coarse, by the fate of each column (store/view_columns.h). A count becomes the
 * least number with as many digits, 1000 for 1,000 to 9,999; a time becomes its day in UTC; a
 * snapshot gets a number by the pseudonym of its owner.
 *
 * A pseudonym is "p" and the first 20 hexadecimal digits of HMAC-SHA-256 of the account's id under
 * the key of the store (store/pseudonym_key.h). Who follows whom stays as it is, and can identify
 * people.
 */
#ifndef FOLLOWTRAIL_EXPORT_DISGUISE_H
#define FOLLOWTRAIL_EXPORT_DISGUISE_H

#include "export/selection.h"
#include "export/sink.h"

struct disguise;

/* Of an export that is_pseudonymous, which must outlive it. NULL: the store cannot be read, or has
 * no key. */
struct disguise *disguise_new(struct export *export, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));
void disguise_free(struct disguise *disguise);

/* The table as strangers get it; NULL: they do not. Lives as long as the disguise. */
const struct export_table *disguise_table(const struct disguise *disguise,
                                          const struct export_table *table)
    __attribute__((nonnull));

/* Where its rows go, which are of disguise_table(). */
void disguise_pass_to(struct disguise *disguise, export_sink *sink, void *context)
    __attribute__((nonnull(1, 2)));

/* A sink, whose context is the disguise. ERR_DATA: two accounts have one pseudonym. */
bool disguise_take_row(void *context, const struct export_table *table,
                       const struct export_cell *cells, struct err *err)
    __attribute__((nonnull(1, 2, 3), warn_unused_result));

#endif
