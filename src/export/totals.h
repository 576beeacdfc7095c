/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the selection of an export adds up to. */
#ifndef FOLLOWTRAIL_EXPORT_TOTALS_H
#define FOLLOWTRAIL_EXPORT_TOTALS_H

#include "export/export_report.h"
#include "export/selection.h"

/* Fills in all figures of the report but those of files. ERR_IO, ERR_DATA. */
bool totals_read(struct export *export, struct export_report *report, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

#endif
