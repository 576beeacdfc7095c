/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What changed in the lists of many owners between two dates, in words and as tables: for the
 * shell. */
#ifndef FOLLOWTRAIL_VIEW_DIFFERENCE_SUMS_H
#define FOLLOWTRAIL_VIEW_DIFFERENCE_SUMS_H

#include "analysis/difference_owners.h"
#include "view/line.h"
#include "view/sheet.h"

/* How many owners were compared, of how many, and as of when: the dates as the user wrote them. */
void difference_sums_add_scope(const struct difference_owners *owners, const char *from,
                               const char *to, struct line *line) __attribute__((nonnull));

/* Adds the tables: sums, the owners who were compared, and the others with the reason. Rows are in
 * `arena`. The owners outlive it. */
void difference_sums_add(const struct difference_owners *owners, struct arena *arena,
                         struct sheet *sheet) __attribute__((nonnull));

/* Of the parts that this added: the owners, compared (0) or not (1). Their columns for programs are
 * the same. */
enum { DIFFERENCE_SUMS_OWNERS = 2 };
const struct sheet_part *difference_sums_owners(const struct sheet *sheet, size_t at)
    __attribute__((nonnull, returns_nonnull));

#endif
