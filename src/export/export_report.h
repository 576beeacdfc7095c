/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an export has, and what it lacks: for the user, the manifest and README.txt. */
#ifndef FOLLOWTRAIL_EXPORT_EXPORT_REPORT_H
#define FOLLOWTRAIL_EXPORT_EXPORT_REPORT_H

#include "base/buf.h"
#include "base/sha256.h"
#include "export/export_options.h"
#include "export/tables.h"
#include "graph/standing.h"

enum { EXPORT_FILES_MAX = 12, EXPORT_ID_MAX = 16 + 1, EXPORT_TIME_MAX = 32 };

struct export_file {
    const char *name, *about;         /* "follows.csv", and a sentence */
    const struct export_table *table; /* NULL: it is not a table */
    int64_t rows, bytes;              /* rows without the header */
    char hash[SHA256_HEX_MAX];        /* SHA-256 in hexadecimal digits */
};

/* A crawl, in short: texts as in crawls.csv. */
struct export_crawl {
    int64_t budget, credits, maybe, steps;
    char *name, *started_at, *ended_at, *state, *order; /* ended_at: NULL if it did not end */
};

struct export_report {
    struct export_file files[EXPORT_FILES_MAX]; /* of data */
    size_t file_count;
    char id[EXPORT_ID_MAX];                  /* the same for the same files of data */
    int64_t accounts, follows;               /* people who are named, and follows among them */
    int64_t lists;                           /* chosen lists that were asked for */
    int64_t lists_by_state[STANDING_STATES]; /* of those */
    int64_t incomplete;                      /* of those */
    int64_t missing_max;      /* follows that incomplete lists may lack, at most … */
    int64_t unlimited;        /* … except in these lists, where nobody knows */
    int64_t filtered_unknown; /* targets left out because the filter cannot tell */
    int64_t withheld;         /* people of the --without file, who would be in it */
    int64_t withheld_steps;   /* of crawls, that are left out with them */
    struct export_crawl *crawls;
    size_t crawl_count, crawl_capacity;
    int64_t formula_cells;     /* cells that a spreadsheet would take for formulas */
    int64_t xml_replaced;      /* characters that XML cannot have */
    int64_t requests, credits; /* of the lists and profiles in it */
    char first_request[EXPORT_TIME_MAX], last_request[EXPORT_TIME_MAX]; /* ""; else ISO 8601 */
    bool is_refused;   /* it had to be complete, and is not */
    bool is_cancelled; /* by the watch */
    struct buf notes;  /* for the user only: whole lines */
};

void export_report_init(struct export_report *report) __attribute__((nonnull));
void export_report_fini(struct export_report *report) __attribute__((nonnull));

/* Computes the id from the files. */
void export_report_identify(struct export_report *report) __attribute__((nonnull));

/* Appends "3 of 15 lists are not complete; up to 812 follows are missing". */
void export_report_describe_lists(const struct export_report *report,
                                  const struct export_options *options, struct buf *out)
    __attribute__((nonnull));

/* Appends sentences, a line each, on what a reader of the export must know: "3 of 15 lists are not
 * complete; up to 812 follows are missing (see lists.csv)." */
void export_report_describe(const struct export_report *report,
                            const struct export_options *options, struct buf *out)
    __attribute__((nonnull));

#endif
