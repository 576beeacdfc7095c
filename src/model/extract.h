/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Accounts as text for other programs, or a clipboard. Pure.
 *
 * Handles (without @), ids and addresses: one a line, without a line break at the end, so that
 * nothing runs when it is pasted into a shell. Only plain text on one line is taken. CSV is RFC
 * 4180 with a header line; JSON is an array with one object a line. Both use the API's field names,
 * and ids with ACCOUNT_ID_PREFIX; unknown values are empty or null, never 0 or false. Avatar
 * addresses are left out: they expire, and lists in memory do not hold them.
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
    EXTRACT_JSON,     /* invisible characters are escaped: nothing is lost */
    EXTRACT_CSV_SHOWN /* as EXTRACT_CSV, for display on a terminal: bidi controls, line breaks other
                         than LF and tags are written the same way */
};

struct extract {
    size_t taken;    /* accounts */
    size_t left_out; /* accounts without anything of that kind */
    size_t formulas; /* of CSV: cells that a spreadsheet might read as a formula */
    size_t size;     /* bytes of the whole, even if `out` has no room for it */
};

/* Appends one account as handle, id, line of CSV or object. False, and nothing is appended, if
 * there is none or `out` is full. */
bool extract_put(enum extract_kind kind, const struct account *account, struct buf *out)
    __attribute__((nonnull));

/* Appends all of them. If `out` overflowed, its content is useless. */
struct extract extract_accounts(enum extract_kind kind, const struct account *const *accounts,
                                size_t count, struct buf *out) __attribute__((nonnull));

#endif
