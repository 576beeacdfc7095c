/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compares a bill with what was announced and received: 1 credit per record, at least 1 per request
 * (contract). A smaller charge is odd, too. Pure. */
#ifndef FOLLOWTRAIL_MONEY_BILL_H
#define FOLLOWTRAIL_MONEY_BILL_H

#include "account/account.h"
#include "base/buf.h"

struct bill_case {
    const struct billing *billing;
    const char *note;  /* what is unreadable or implausible in the bill; NULL if nothing */
    int64_t announced; /* maximum credits */
    int64_t rows;      /* records received; ACCOUNT_UNKNOWN if none was readable */
};

/* Appends what is odd about it, in one line without a full stop: “500 credits charged, at most 20
 * announced”. Nothing for a correct bill. */
void bill_remark(const struct bill_case *bill, struct buf *out) __attribute__((nonnull));

#endif
