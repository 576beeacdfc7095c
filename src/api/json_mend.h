/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turns a server's approximate JSON into strict JSON (RFC 8259) for json-c, without changing any
 * value that is read.
 *
 * Only members with the given names are copied; everything else in an object is skipped, so that it
 * cannot spoil the rest. Byte order marks and other spaces that JSON does not allow, comments,
 * extra commas, raw control characters in strings, values that are not JSON (NaN) and everything
 * after the end are ignored. What would be a guess is marked: in the result, a NUL in a string is
 * followed by one letter (enum json_mark) that says what was there. A string that begins with the
 * mark of a value is that value.
 *
 * Where reading stops, everything open is closed, a list with an additional item JSON_MARK_CUT, and
 * `is_cut` is set. Time and memory are linear in `len`. */
#ifndef FOLLOWTRAIL_API_JSON_MEND_H
#define FOLLOWTRAIL_API_JSON_MEND_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    JSON_MEND_DEPTH_MAX = 24,     /* nesting of lists and objects; deeper ones become empty */
    JSON_MEND_VALUES_MAX = 20000, /* values copied; a page of 50 records has about 650 */
    JSON_MEND_NAMES_MAX = 32
};

enum json_mark {
    /* in a string */
    JSON_MARK_NUL = 'n',    /* the character NUL */
    JSON_MARK_HALF = 'h',   /* half of a surrogate pair */
    JSON_MARK_BYTES = 'b',  /* bytes that are not UTF-8 */
    JSON_MARK_ESCAPE = 'e', /* an escape that JSON does not have */
    /* instead of a value */
    JSON_MARK_CUT = 'c',     /* it is not there to its end */
    JSON_MARK_ALIEN = 'x',   /* not a JSON value */
    JSON_MARK_WHOLE = 'w',   /* a whole number that json-c would round; its digits follow */
    JSON_MARK_DECIMAL = 'd', /* a decimal number of absurd length */
};

/* Follows the name of a member that appears twice with different values, in a member of its own. */
#define JSON_MEND_TWICE "\x01"

/* The members to read, by name; those in `whole` are copied with everything in them. */
struct json_names {
    const char *const *names; /* at most JSON_MEND_NAMES_MAX, ending with NULL */
    const char *whole;        /* one of them; NULL for none */
};

struct json_mend {
    struct buf text;
    const char *what; /* the first violation of RFC 8259, static; NULL if there is none */
    size_t at;        /* where that is */
    bool is_cut;      /* it was not readable to its end */
};

/* False with ERR_DATA if no JSON object begins it; then `text` is empty. Call json_mend_fini() in
 * any case. */
bool json_mend(struct json_mend *mend, const char *bytes, size_t len,
               const struct json_names *names, struct err *err)
    __attribute__((nonnull(1, 4), warn_unused_result));
void json_mend_fini(struct json_mend *mend) __attribute__((nonnull));

#endif
