/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bodies to values, by the API's contract.
 *
 * The body decides, not its label: what can be read of it without a guess is read (json_mend.h).
 * Strict about types: a count is a JSON integer, an id a JSON string or the digits of an integer.
 * Tolerant of fields that it does not know. A record with something unreadable stays, with its
 * `defect`; a page without a readable `pagination` keeps its records, `is_unsaid`. Where there are
 * no records, the bill is looked for alone.
 */
#ifndef FOLLOWTRAIL_API_DECODE_H
#define FOLLOWTRAIL_API_DECODE_H

#include "api/answer.h"

#include <stdbool.h>
#include <stddef.h>

enum { DECODE_CURSOR_MAX = 8192 }; /* bytes of a cursor that can be sent back in an address */

/* A later version that reads more of the same bytes counts one up: what earlier ones could not read
 * is then read again (keep.h). */
enum { DECODE_READER = 1 };

/* A request costs 50 credits at most (contract: 1 a record, 50 records). A bill above these is no
 * bill: it is noted, and the charge is unknown, so that no sum of bills can overflow. */
#define DECODE_CREDITS_MAX INT64_C(1000000)
#define DECODE_BALANCE_MAX INT64_C(1000000000000000)

enum decode_kind { DECODE_PAGE, DECODE_PROFILE };

/* Reads a body for its records: fills request_id, billing, bill_note and page or profile. False
 * when there are none that can be used: `message` says what was wrong, page and profile are NULL,
 * billing is what there is of it. When true, `message` says what was amiss outside of the records,
 * or is NULL. has_more with a next_cursor of NULL means that no cursor came that could be sent
 * back. */
bool decode_body(struct answer *answer, enum decode_kind kind, const char *text, size_t len)
    __attribute__((nonnull(1), warn_unused_result));

/* Looks for a whole bill alone, in text of which nothing else is to be believed. */
void decode_bill(struct answer *answer, const char *text, size_t len) __attribute__((nonnull(1)));

/* Whether the body is one JSON object by RFC 8259, to its end, or has a whole one with records and
 * a bill. */
bool decode_is_whole(const char *text, size_t len);

/* Reads an error envelope: fills request_id, message, issues and billing (the error's own, else
 * that of the body). *type gets error.type, in the answer's arena. *is_doubtful: there is a bill,
 * and what it says of a charge cannot be read. False when there is no envelope (no error object
 * with a type and a message); nothing is filled then but perhaps *type. */
bool decode_error(struct answer *answer, const char *text, size_t len, const char **type,
                  bool *is_doubtful) __attribute__((nonnull(1, 4, 5), warn_unused_result));

#endif
