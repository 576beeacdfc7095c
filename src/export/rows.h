/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of an export's tables, one after the other, in the order of each table: accounts by id;
 * names by id and when they were first seen; follows by source and rank; lists by source and when
 * they were begun; requests by number; crawls by number, and their steps; cofollow by both
 * accounts. Ids are in byte order. For strangers (disguise.h), pseudonyms take the place of ids in
 * these orders, and tables that are out cannot be read. */
#ifndef FOLLOWTRAIL_EXPORT_ROWS_H
#define FOLLOWTRAIL_EXPORT_ROWS_H

#include "export/selection.h"
#include "export/sink.h"

/* Whether the export has it, by its options, and whether there are crawls. */
bool export_has_table(const struct export *export, const struct export_table *table)
    __attribute__((nonnull));

/* Of a table that it has. False: the store cannot be read, or the sink said so. */
bool export_read(struct export *export, const struct export_table *table, export_sink *sink,
                 void *context, struct err *err)
    __attribute__((nonnull(1, 2, 3), warn_unused_result));

#endif
