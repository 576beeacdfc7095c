/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * datapackage.json: a Data Package of version 2 (datapackage.org), which names every file of an
 * export with its size and SHA-256, describes every column, and says under "followtrail" what the
 * export has and lacks. Its last line has the SHA-256 of all lines before it.
 */
#ifndef FOLLOWTRAIL_EXPORT_MANIFEST_H
#define FOLLOWTRAIL_EXPORT_MANIFEST_H

#include "export/export_report.h"

#define MANIFEST_NAME "datapackage.json"

struct manifest {
    const struct export_report *report;
    const struct export_options *options;
    const struct export_file *readme;
    const char *kind;   /* of the store: "live", "sandbox", or the host of another API */
    int64_t created_ms; /* the one thing in an export that a clock says */
};

/* Appends the file. */
void manifest_put(const struct manifest *manifest, struct buf *out) __attribute__((nonnull));

#endif
