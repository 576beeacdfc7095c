/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sandbox: the API of the contract on 127.0.0.1, with an invented or a given account network, a
 * bill, a log and faults on order. Runs in threads of its own between sandbox_open() and
 * sandbox_close(); everything here may be called from any thread.
 */
#ifndef FOLLOWTRAIL_SANDBOX_SANDBOX_H
#define FOLLOWTRAIL_SANDBOX_SANDBOX_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

#define SANDBOX_DEFAULT_KEY "sandbox"

enum {
    SANDBOX_DEFAULT_BALANCE = 100000, /* credits */
    SANDBOX_DEFAULT_RATE = 600,       /* requests a minute: the contract's pay-as-you-go plan */
    SANDBOX_FAULTS_MAX = 64
};

struct sandbox;

struct sandbox_config {
    uint16_t port;      /* 0 picks a free one */
    const char *key;    /* NULL for SANDBOX_DEFAULT_KEY */
    int64_t balance;    /* credits at the start */
    int64_t latency_ms; /* before every answer */
    int64_t rate;       /* requests a minute; token bucket as large as the rate */
    uint64_t seed;      /* of the invented network */
    const char
        *network_dir; /* folder with accounts.csv and follows.csv; NULL for the invented network */
    const char *log_file;      /* a JSON line a request is appended; NULL for none */
    const char *const *faults; /* SPECs, see sandbox/fault.h */
    size_t fault_count;
};

/* The bill: what all requests since sandbox_open() came to. */
struct sandbox_bill {
    int64_t requests, records, credits, balance;
};

/* Fills *config with the defaults. */
void sandbox_config_init(struct sandbox_config *config) __attribute__((nonnull));

/* Loads or invents the network and starts to serve. NULL on failure: ERR_USAGE (a bad fault),
 * ERR_IO (files, port), ERR_DATA (the network's files, with file and line). */
struct sandbox *sandbox_open(const struct sandbox_config *config, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));
void sandbox_close(
    struct sandbox *sandbox); /* ends requests that are waiting or hanging; frees all */

const char *sandbox_url(const struct sandbox *sandbox)
    __attribute__((nonnull, returns_nonnull)); /* "http://127.0.0.1:PORT" */
struct sandbox_bill sandbox_read_bill(struct sandbox *sandbox) __attribute__((nonnull));

/* A handle of the invented network worth starting a demo at: a few hundred accounts of many kinds.
 * Of a given network: the account that follows most. */
const char *sandbox_showcase(const struct sandbox *sandbox)
    __attribute__((nonnull, returns_nonnull));

#endif
