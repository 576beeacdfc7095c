/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charges for requests: each one is checked, priced, charged and logged here under one lock, so
 * that balance, bill and log agree whatever arrives at the same time. */
#ifndef FOLLOWTRAIL_SANDBOX_METER_H
#define FOLLOWTRAIL_SANDBOX_METER_H

#include "base/err.h"
#include "sandbox/fault.h"
#include "sandbox/rate.h"
#include "sandbox/refusal.h"
#include "sandbox/sandbox_config.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { METER_REQUEST_ID_LEN = 37 }; /* unif_ and 32 hex digits */

struct meter;

/* A request, before credits are considered. */
struct meter_request {
    const char *path, *query;
    bool is_counted; /* authorised, and for an operation: rate limit and faults apply */
    bool is_list;
    bool has_cursor;
    enum refusal refusal;  /* REFUSAL_NONE: it is served, and charged */
    size_t records;        /* in a 200 */
    size_t records_before; /* on the page before it */
};

struct meter_receipt {
    int64_t serial; /* the request's number among all, from 1 */
    char request_id[METER_REQUEST_ID_LEN + 1];
    enum refusal refusal; /* REFUSAL_NONE: a 200 */
    enum fault fault;     /* that applies */
    int64_t records, credits, balance, required;
    bool is_truncated; /* the balance did not cover all records */
    struct rate_reading rate;
    int64_t rate_reset_s; /* since 1970-01-01 UTC */
};

/* Reads the faults and opens the log. NULL with ERR_USAGE or ERR_IO on failure. */
struct meter *meter_open(const struct sandbox_config *config, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));
void meter_close(struct meter *meter);

/* Settles a request; the receipt says how to answer it. */
void meter_settle(struct meter *meter, const struct meter_request *request,
                  struct meter_receipt *receipt) __attribute__((nonnull));

struct sandbox_bill meter_read_bill(struct meter *meter) __attribute__((nonnull));

#endif
