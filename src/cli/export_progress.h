/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `export` shows on a terminal's stderr while it works: a line that updates itself. */
#ifndef FOLLOWTRAIL_CLI_EXPORT_PROGRESS_H
#define FOLLOWTRAIL_CLI_EXPORT_PROGRESS_H

#include "export/exporter.h"

void export_progress_show(const struct export_progress *progress) __attribute__((nonnull));
void export_progress_end(void); /* clears the line */

#endif
