/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a store says what its raw answers say: everything is derived from them again in a copy
 * and compared, and the ledger is added up. The store is only read, and may be on a read-only disk;
 * the copy goes to the folder for temporary files. */
#ifndef FOLLOWTRAIL_VERIFY_CHECK_STORE_H
#define FOLLOWTRAIL_VERIFY_CHECK_STORE_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

enum check_step { CHECK_COPYING, CHECK_READING, CHECK_COMPARING };

struct check_progress {
    enum check_step step;
    int64_t done, all; /* CHECK_READING: answers */
    const char *table; /* CHECK_COMPARING: what of */
};

struct check_watch {
    void (*tell)(void *context, const struct check_progress *progress); /* often */
    void *context;
};

struct check_report {
    int64_t answers; /* read again */
    int64_t accounts, records, lists, follows;
    int64_t requests, credits, maybe; /* of the ledger; maybe: perhaps charged besides */
    int64_t jumps, jump;              /* balances that changed otherwise, and by how much */
    int64_t remarks;                  /* bills with something odd */
};

/* ERR_DATA: the first difference, damage, or a file that is no store.
 * ERR_CONFIG: there is none. */
bool check_store(const char *path, const struct check_watch *watch, struct check_report *report,
                 struct err *err) __attribute__((nonnull(1, 2, 3), warn_unused_result));

#endif
