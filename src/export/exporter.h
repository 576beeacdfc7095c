/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An export: the tables of a store as files in a new folder, with a manifest (datapackage.json)
 * that names, describes and checks them. The data files depend on the store and the options alone.
 *
 * Everything is written to DIR.part-XXXXXX, synced, and renamed: DIR is either whole or absent.
 * On failure, or when the watch says so, what was written is removed; only a killed program
 * leaves a DIR.part-XXXXXX.
 *
 * All of it runs in the calling thread. The reader is closed in any case.
 */
#ifndef FOLLOWTRAIL_EXPORT_EXPORTER_H
#define FOLLOWTRAIL_EXPORT_EXPORTER_H

#include "base/err.h"
#include "export/export_options.h"
#include "export/export_report.h"
#include "store/store.h"

#include <stdbool.h>
#include <stdint.h>

enum { EXPORTER_WATCH_MS = 500 }; /* between two calls of the watch */

/* What is under way. */
struct export_progress {
    const char *file; /* "follows.csv"; NULL: the selection is being read */
    int64_t rows;     /* written so far, of all files */
};

/* Called about twice a second, and once before the end. False: stop and remove everything. NULL:
 * nobody watches. */
struct export_watch {
    bool (*tell)(void *context, const struct export_progress *progress);
    void *context;
};

/* Writes all files to the new folder `dir`. `command`: the command line for the manifest, without
 * anything secret; NULL: none. False: there is no `dir`. ERR_USAGE: options, a name, or `dir`
 * exists; ERR_DATA: the store or a file named by the options; ERR_IO; ERR_LIMIT: is_refused or
 * is_cancelled. */
bool exporter_write_folder(struct store *reader, const char *dir,
                           const struct export_options *options, const struct export_watch *watch,
                           struct export_report *report, struct err *err)
    __attribute__((nonnull(1, 2, 3, 5), warn_unused_result));

/* Writes one table, "follows", as CSV to the descriptor. Errors and report as above. */
bool exporter_write_table(struct store *reader, const char *table, int fd,
                          const struct export_options *options, struct export_report *report,
                          struct err *err) __attribute__((nonnull(1, 2, 4, 5), warn_unused_result));

#endif
