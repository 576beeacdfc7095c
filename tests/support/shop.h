/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a screen shows, for tests: a sandbox on loopback, a store, the worker between them.
 * shop_close() holds the client's books against the server's bill.
 */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_SHOP_H
#define FOLLOWTRAIL_TESTS_SUPPORT_SHOP_H

#include "fetch/worker.h"
#include "sandbox/sandbox.h"

struct shop_config {
    struct sandbox_config sandbox;
    struct caps caps;
    const char *key;        /* what the client sends; NULL: the sandbox's own */
    const char *url;        /* where it is sent; NULL: to the sandbox */
    long silence_s;         /* until a call is given up */
    const char *store_path; /* NULL: a temporary store */
};

struct shop {
    struct sandbox *sandbox;
    char *temporary_path; /* NULL for a store of the test's own */
    struct store *writer, *reader;
    struct mailbox *mailbox;
    struct worker *worker;
    struct purse purse; /* at the start */
};

void shop_config_init(struct shop_config *config); /* no cap, no rate limit to speak of */
void shop_open(struct shop *shop, const struct shop_config *config);

/* The books of this session must show `maybe` credits as uncertain; of what the server charged,
 * `lost` is among those. */
void shop_close(struct shop *shop, int64_t maybe, int64_t lost);

#endif
