/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bytes that a server calls JSON, made into strict JSON (RFC 8259) for json-c, without a change of
 * any value that is read.
 *
 * Only members of the given names are taken over; whatever else an object has is passed by, so that
 * nothing in it spoils the rest. Byte order marks and other blanks that JSON does not have,
 * comments, superfluous commas, raw control characters in strings, values that JSON does not have
 * (NaN) and what follows the end are overlooked. What would be a guess is marked: in the
 * mended text a NUL in a string stands before one letter (enum json_mark) that says what was there.
 * A string that begins with a mark of a value is that value.
 *
 * Where it cannot go on, what is open is closed, a list with one more item, JSON_MARK_CUT:
 * `is_cut`. Time and memory are linear in `len`.
 */
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
