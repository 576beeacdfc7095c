/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the rows of an export go. */
#ifndef FOLLOWTRAIL_EXPORT_SINK_H
#define FOLLOWTRAIL_EXPORT_SINK_H

#include "base/err.h"
#include "export/tables.h"

/* Its text ends with a NUL, which may not be the first. NULL: missing, which an empty text is
 * too. */
struct export_cell {
    const char *text;
    size_t length;
};

/* A row, with a cell a column of the table. Texts are valid until it returns. False, with an error,
 * ends the reading. */
typedef bool export_sink(void *context, const struct export_table *table,
                         const struct export_cell *cells, struct err *err);

#endif
