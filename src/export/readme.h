/* SPDX-License-Identifier: GPL-3.0-or-later */
/* README.txt: what the files of an export are, for whoever gets them. */
#ifndef FOLLOWTRAIL_EXPORT_README_H
#define FOLLOWTRAIL_EXPORT_README_H

#include "export/export_report.h"

#define README_NAME "README.txt"

/* Appends the file. */
void readme_put(const struct export_report *report, const struct export_options *options,
                const char *kind, struct buf *out) __attribute__((nonnull));

#endif
