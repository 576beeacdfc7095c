/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sandbox's configuration, and its bill. */
#ifndef FOLLOWTRAIL_SANDBOX_SANDBOX_CONFIG_H
#define FOLLOWTRAIL_SANDBOX_SANDBOX_CONFIG_H

#include <stddef.h>
#include <stdint.h>

#define SANDBOX_DEFAULT_KEY "sandbox"

enum {
    SANDBOX_DEFAULT_BALANCE = 100000, /* credits */
    SANDBOX_DEFAULT_RATE = 600,       /* requests a minute: those of the contract's pay-as-you-go
                                         plan */
    SANDBOX_FAULTS_MAX = 64
};

struct sandbox_config {
    uint16_t port;      /* 0 picks a free one */
    const char *key;    /* NULL for SANDBOX_DEFAULT_KEY */
    int64_t balance;    /* initial credits */
    int64_t latency_ms; /* before every answer */
    int64_t rate;       /* requests a minute; the token bucket is as large */
    uint64_t seed;      /* of the invented network */
    const char
        *network_dir; /* folder with accounts.csv and follows.csv; NULL for the invented network */
    const char *log_file;      /* gets a JSON line for each request; NULL for none */
    const char *const *faults; /* SPECs (sandbox/fault.h) */
    size_t fault_count;
};

/* The bill: totals of all requests since sandbox_open(). */
struct sandbox_bill {
    int64_t requests, records, credits, balance;
};

#endif
