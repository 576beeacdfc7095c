/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/export_progress.h"

#include "base/figure.h"

#include <stdio.h>
#include <unistd.h>

/* Erases the rest of the line. */
#define ERASE "\033[K"

void export_progress_show(const struct export_progress *progress) {
    char rows[FIGURE_MAX];
    if (!isatty(STDERR_FILENO))
        return;
    if (progress->file)
        fprintf(stderr, "\r%s: %s in all" ERASE, progress->file,
                figure_counted(progress->rows, "row", rows));
    else
        fputs("\rreading the store" ERASE, stderr);
}

void export_progress_end(void) {
    if (isatty(STDERR_FILENO))
        fputs("\r" ERASE, stderr);
}
