/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The accounts that the sandbox serves, by index: one interface for the invented and the loaded
 * network. Nothing changes after opening, so all of this is thread-safe. */
#ifndef FOLLOWTRAIL_SANDBOX_NETWORK_H
#define FOLLOWTRAIL_SANDBOX_NETWORK_H

#include "account/account.h"
#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct network;

/* What comes after the last row of an account's list. */
enum network_end {
    NETWORK_LIST_ENDS,    /* nothing: that is all */
    NETWORK_LIST_FAILS,   /* there is more, and the API cannot get it */
    NETWORK_LIST_PRIVATE, /* the API refuses the whole list */
};

/* The operations of one kind of network; `struct network` is its first member. */
struct network_kind {
    uint32_t (*count)(const struct network *network);
    bool (*find)(const struct network *network, const char *id, uint32_t *index);
    void (*describe)(const struct network *network, uint32_t index, struct arena *arena,
                     struct account *account);
    const uint32_t *(*follows)(const struct network *network, uint32_t index, struct arena *arena,
                               size_t *count);
    enum network_end (*end)(const struct network *network, uint32_t index,
                            const struct account *account);
    uint32_t (*showcase)(const struct network *network);
    void (*close)(struct network *network);
};

struct network {
    const struct network_kind *kind;
};

uint32_t network_count(const struct network *network) __attribute__((nonnull));

/* Finds an account by its exact id, or by its handle in any ASCII case. */
bool network_find(const struct network *network, const char *id, uint32_t *index)
    __attribute__((nonnull));

/* Fills *account; its text lives in `arena` or with the network. What is unknown is NULL or
 * ACCOUNT_UNKNOWN, and named by `defect`, where that is so. */
void network_describe(const struct network *network, uint32_t index, struct arena *arena,
                      struct account *account) __attribute__((nonnull));

/* The indices that the API lists for an account, in order; in `arena` or with the network; never
 * NULL. *count is 0 if the list is hidden, private or empty. */
const uint32_t *network_follows(const struct network *network, uint32_t index, struct arena *arena,
                                size_t *count) __attribute__((nonnull));

/* How that list ends; `account` is what network_describe() says of its owner. */
enum network_end network_end(const struct network *network, uint32_t index,
                             const struct account *account) __attribute__((nonnull));

/* An account that suits the start of a demo. */
uint32_t network_showcase(const struct network *network) __attribute__((nonnull));

void network_close(struct network *network);

#endif
