/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For the bench: how long a store takes to commit pages, step by step, and how long its disk takes
 * to sync a small file.
 */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_COMMITS_H
#define FOLLOWTRAIL_TESTS_SUPPORT_COMMITS_H

#include "account/reply.h"
#include "base/err.h"

enum { COMMITS_PAGES = 200, COMMITS_RECORDS = 50 };

enum commits_step {
    COMMITS_BEGIN,   /* journal_begin(), synced */
    COMMITS_KEEP,    /* journal_keep(), synced */
    COMMITS_READ,    /* keep_read(), in memory */
    COMMITS_MEANING, /* keep_meaning(), not synced */
    COMMITS_PAGE,    /* the four together */
    COMMITS_STEPS
};

/* Pages of one list, as bytes. */
struct commits_pages {
    struct reply *replies[COMMITS_PAGES];
    char *cursors[COMMITS_PAGES]; /* with which each was requested; NULL for the first */
};

/* Asks a sandbox on loopback for them. commits_forget() in any case. */
bool commits_fetch(struct commits_pages *pages, const char *url, const char *key, struct err *err);
void commits_forget(struct commits_pages *pages);

/* Commits them, as a new snapshot, to the store at `path`, which is made where there is none.
 * Milliseconds. False as well when the rows are not there afterwards. */
bool commits_measure(const struct commits_pages *pages, const char *path,
                     double ms[COMMITS_STEPS][COMMITS_PAGES], struct err *err);

/* pwrite() of 64 KB over the same place of a file, and fdatasync(): milliseconds. */
bool commits_measure_disk(const char *path, double ms[COMMITS_PAGES], struct err *err);

#endif
