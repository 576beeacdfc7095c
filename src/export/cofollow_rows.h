/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the table cofollow: which accounts the selected complete lists have together
 * (graph/cofollow.h), at least as often as the options say. Meanwhile 28 bytes an account that is
 * in so many lists, 4 bytes any other, and 8 a follow of these. */
#ifndef FOLLOWTRAIL_EXPORT_COFOLLOW_ROWS_H
#define FOLLOWTRAIL_EXPORT_COFOLLOW_ROWS_H

#include "export/export_internal.h"
#include "export/sink.h"

bool cofollow_rows_read(struct export *export, export_sink *sink, void *context, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

#endif
