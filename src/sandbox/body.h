/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bodies of answers, in the contract's JSON. The caller frees them; *len excludes the NUL. */
#ifndef FOLLOWTRAIL_SANDBOX_BODY_H
#define FOLLOWTRAIL_SANDBOX_BODY_H

#include "account/account.h"
#include "sandbox/meter.h"

#include <json-c/json.h>

/* A page of `count` records; next_cursor is NULL at the end of the list. FAULT_TYPES and
 * FAULT_MISSING in the receipt spoil the records. */
char *body_page(const struct meter_receipt *receipt, const struct account *records, size_t count,
                const char *next_cursor, size_t *len) __attribute__((nonnull(1, 5)));

char *body_profile(const struct meter_receipt *receipt, const struct account *record, size_t *len)
    __attribute__((nonnull));

/* An error envelope; `issues` may be NULL and stays the caller's. */
char *body_error(const struct meter_receipt *receipt, struct json_object *issues, size_t *len)
    __attribute__((nonnull(1, 3)));

#endif
