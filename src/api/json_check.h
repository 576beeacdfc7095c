/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether bytes are one JSON text, to the letter of RFC 8259. json-c in its strict mode still lets
 * pass NaN, raw control characters, keys cut by a NUL and members given twice, and an empty object
 * of two bytes costs it close to a kilobyte; so every body passes here first.
 */
#ifndef FOLLOWTRAIL_API_JSON_CHECK_H
#define FOLLOWTRAIL_API_JSON_CHECK_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    JSON_CHECK_DEPTH_MAX = 24,    /* lists and objects inside one another */
    JSON_CHECK_VALUES_MAX = 20000 /* a page of 50 records has about 650 */
};

struct json_check {
    size_t values;  /* of every kind, at every depth */
    size_t members; /* of all objects: fewer in the parsed tree means a key was given twice */
    bool has_lone_surrogate; /* an escape \uD800 to \uDFFF without its other half */
};

/* The bytes must be UTF-8 already. ERR_DATA with what is wrong and where; *check is not to be used
 * then. */
bool json_check(const char *text, size_t len, struct json_check *check, struct err *err)
    __attribute__((nonnull(1, 3), warn_unused_result));

#endif
