/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A bill beside what was announced and what came: 1 credit a record, 1 a request at least
 * (contract). Less for records that came is odd, too. Pure. */
#ifndef FOLLOWTRAIL_MONEY_BILL_H
#define FOLLOWTRAIL_MONEY_BILL_H

#include "account/account.h"
#include "base/buf.h"

struct bill_case {
    const struct billing *billing;
    const char *note;  /* what of the bill cannot be read or believed; NULL when nothing */
    int64_t announced; /* credits at most */
    int64_t rows;      /* records that came; ACCOUNT_UNKNOWN when none could be read */
};

/* Appends what is odd about it, in one line without a full stop: “500 credits charged, at most 20
 * announced”. Nothing for a bill that is as it should be. */
void bill_remark(const struct bill_case *bill, struct buf *out) __attribute__((nonnull));

#endif
