/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a request for an operation means, before credits are considered: whose record, or which part
 * of whose list, or why not. */
#ifndef FOLLOWTRAIL_SANDBOX_PLAN_H
#define FOLLOWTRAIL_SANDBOX_PLAN_H

#include "sandbox/cursor.h"
#include "sandbox/network.h"
#include "sandbox/refusal.h"
#include "sandbox/route.h"

#include <json-c/json.h>

enum { PLAN_LIMIT_MAX = 50, PLAN_LIMIT_DEFAULT = 20 }; /* records per page (contract) */

struct plan {
    enum refusal refusal;
    struct json_object *issues; /* REFUSAL_VALIDATION: what is wrong; NULL otherwise */
    uint32_t index;
    struct account owner;
    const uint32_t *list; /* the whole list; NULL for a profile */
    size_t length, position, limit;
    bool is_open; /* the list fails after its last row */
};

/* Text and list live in `arena`. */
void plan_init(struct plan *plan, const struct network *network, const struct cursor_key *key,
               const struct route *route, struct arena *arena) __attribute__((nonnull));
/* Adds the issue of a refused cursor, even if the cursor is valid. */
void plan_refuse_cursor(struct plan *plan) __attribute__((nonnull));
void plan_fini(struct plan *plan) __attribute__((nonnull));

/* Records on the page at the plan's position, and on the page before it. 1 for a profile. */
size_t plan_records(const struct plan *plan) __attribute__((nonnull));
size_t plan_records_before(const struct plan *plan) __attribute__((nonnull));

#endif
