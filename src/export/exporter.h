/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An export: the tables of a store as files in a new folder, with a manifest (datapackage.json)
 * that names, describes and checks them. The data files depend on the store and the options alone.
 *
 * Everything is written to DIR.part-XXXXXX, synced, and renamed: DIR is either whole or absent.
 * On failure, or when the watch says so, what was written is removed; only a killed program
 * leaves a DIR.part-XXXXXX.
 *
 * All of it runs in the calling thread, which owns the reader.
 */
#ifndef FOLLOWTRAIL_EXPORT_EXPORTER_H
#define FOLLOWTRAIL_EXPORT_EXPORTER_H

#include "base/buf.h"
#include "base/err.h"
#include "base/sha256.h"
#include "export/export_options.h"
#include "graph/standing.h"
#include "store/store.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    EXPORTER_FILES_MAX = 12, /* data files; the manifest and README.txt are not among them */
    EXPORTER_ID_MAX = 16 + 1,
    EXPORTER_WATCH_MS = 500 /* between two calls of the watch */
};

/* What is under way. */
struct export_progress {
    const char *file; /* "follows.csv"; NULL: the selection is being read */
    int64_t rows;     /* written so far, of all files */
};

/* Called about twice a second. False: stop and remove everything. NULL: nobody watches. */
struct export_watch {
    bool (*tell)(void *context, const struct export_progress *progress);
    void *context;
};

struct export_file {
    const char *name;                 /* "follows.csv" */
    const struct export_table *table; /* NULL: it is not a table */
    int64_t rows, bytes;              /* rows without the header */
    char hash[SHA256_HEX_MAX];        /* SHA-256 in hexadecimal digits */
};

/* What an export has, and what it lacks. */
struct export_report {
    struct export_file files[EXPORTER_FILES_MAX];
    size_t file_count;
    int64_t accounts, follows;               /* people who are named, and follows among them */
    int64_t lists;                           /* chosen lists that were asked for */
    int64_t lists_by_state[STANDING_STATES]; /* of those */
    int64_t incomplete;                      /* of those */
    int64_t missing_max;       /* follows that incomplete lists may lack, at most … */
    int64_t unlimited;         /* … but nobody knows how many these lists lack */
    int64_t filtered_unknown;  /* targets left out because the filter cannot tell */
    int64_t withheld;          /* people of the --without file, in the selection */
    int64_t formula_cells;     /* cells that a spreadsheet takes for formulas */
    int64_t xml_replaced;      /* characters that XML cannot have */
    int64_t requests, credits; /* of the lists and profiles in it */
    int64_t first_request_ms, last_request_ms; /* ACCOUNT_UNKNOWN: none */
    char id[EXPORTER_ID_MAX];                  /* the same for the same data files */
    bool is_refused;                           /* it had to be complete, and is not */
    bool is_cancelled;                         /* by the watch */
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

/* Appends sentences, a line each, on what a reader of the export must know: "3 of 15 lists are not
 * complete; up to 812 follows are missing (see lists.csv)." */
void exporter_describe(const struct export_report *report, const struct export_options *options,
                       struct buf *out) __attribute__((nonnull));

#endif
