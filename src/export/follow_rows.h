/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the table follows. They are those of the view, but are read list by list: most
 * columns are the same for all rows of a page. */
#ifndef FOLLOWTRAIL_EXPORT_FOLLOW_ROWS_H
#define FOLLOWTRAIL_EXPORT_FOLLOW_ROWS_H

#include "export/export_internal.h"
#include "export/sink.h"

bool follow_rows_read(struct export *export, export_sink *sink, void *context, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

#endif
