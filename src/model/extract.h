/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Accounts as text that is taken elsewhere: a clipboard, another program. Pure.
 *
 * Handles (without @), ids and addresses stand one on a line, the last without a line break: what
 * is pasted to a shell must not run by itself. Only what is plain text on one line is taken so.
 * CSV is RFC 4180 with a line of names; JSON is an array with an object a line. Both have the names
 * of the API's records; what is not known is empty there, or null, and never 0 or false. Addresses
 * of avatars are not among it: they expire, and lists in memory do not hold them.
 */
#ifndef FOLLOWTRAIL_MODEL_EXTRACT_H
#define FOLLOWTRAIL_MODEL_EXTRACT_H

#include "account/account.h"
#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

enum extract_kind {
    EXTRACT_HANDLE,
    EXTRACT_ID,
    EXTRACT_ADDRESS,  /* https://www.tiktok.com/@HANDLE, of ASCII letters, digits, dot and
                         underscore, 64 at most */
    EXTRACT_CSV,      /* a control is written as <U+001B> */
    EXTRACT_JSON,     /* what does not show as itself is escaped: nothing is lost */
    EXTRACT_CSV_SHOWN /* as EXTRACT_CSV, for a terminal that shows it: bidi controls, line breaks
                         other than LF and tags are written so, too */
};

struct extract {
    size_t taken;    /* accounts */
    size_t left_out; /* accounts without anything of that kind */
    size_t size;     /* bytes of the whole, whether `out` has room for it or not */
};

/* Appends one account's handle, id or address, line of CSV or object. False, and nothing is
 * appended, when there is none, or `out` is full. */
bool extract_put(enum extract_kind kind, const struct account *account, struct buf *out)
    __attribute__((nonnull));

/* Appends all of them. Of no use in `out` is what does not fit: it has overflowed then. */
struct extract extract_accounts(enum extract_kind kind, const struct account *const *accounts,
                                size_t count, struct buf *out) __attribute__((nonnull));

#endif
