/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sandbox: the contract's API on 127.0.0.1, with an invented or a given account network, a
 * bill, a log and injected faults. Runs in its own threads between sandbox_open() and
 * sandbox_close(); everything here is thread-safe. */
#ifndef FOLLOWTRAIL_SANDBOX_SANDBOX_H
#define FOLLOWTRAIL_SANDBOX_SANDBOX_H

#include "base/err.h"
#include "sandbox/sandbox_config.h"

struct sandbox;

/* Fills *config with the defaults. */
void sandbox_config_init(struct sandbox_config *config) __attribute__((nonnull));

/* Loads or invents the network and starts serving. NULL on failure: ERR_USAGE (an invalid fault),
 * ERR_IO (files, port), ERR_DATA (the network's files, with file and line). */
struct sandbox *sandbox_open(const struct sandbox_config *config, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));
void sandbox_close(
    struct sandbox *sandbox); /* ends waiting and hanging requests; frees everything */

const char *sandbox_url(const struct sandbox *sandbox)
    __attribute__((nonnull, returns_nonnull)); /* "http://127.0.0.1:PORT" */
struct sandbox_bill sandbox_read_bill(struct sandbox *sandbox) __attribute__((nonnull));

/* A handle of the invented network that suits the start of a demo: a few hundred accounts of many
 * kinds. In a given network: the account that follows most. */
const char *sandbox_showcase(const struct sandbox *sandbox)
    __attribute__((nonnull, returns_nonnull));

#endif
