/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of a table (view/table.h) in a line. */
#ifndef FOLLOWTRAIL_PLAIN_PLAIN_TABLE_H
#define FOLLOWTRAIL_PLAIN_PLAIN_TABLE_H

#include "plain/plain_out.h"
#include "view/table.h"

void plain_table_row(struct plain_out *out, const struct table *table, const void *row)
    __attribute__((nonnull));

#endif
