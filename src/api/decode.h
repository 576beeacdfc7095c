/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bodies to values, by the API's contract.
 *
 * Strict about JSON and about types: a count is a JSON integer, an id a JSON string. Tolerant of
 * fields that it does not know. A record with something unreadable stays, with its `defect`; a body
 * whose records or whose pagination cannot be read is refused whole, but what its bill says is
 * kept.
 */
#ifndef FOLLOWTRAIL_API_DECODE_H
#define FOLLOWTRAIL_API_DECODE_H

#include "api/answer.h"

#include <stdbool.h>
#include <stddef.h>

enum { DECODE_CURSOR_MAX = 8192 }; /* bytes of a cursor that can be sent back in an address */

enum decode_kind { DECODE_PAGE, DECODE_PROFILE };

/* Reads the body of a 200: fills request_id, billing and page or profile. False when the records
 * cannot be used: `message` says what was wrong, page and profile are NULL. When true, `message`
 * says what was amiss outside of the records, or is NULL. has_more with a next_cursor of NULL means
 * that the API announced more and gave no cursor that could be sent back. */
bool decode_body(struct answer *answer, enum decode_kind kind, const char *text, size_t len)
    __attribute__((nonnull(1), warn_unused_result));

/* Reads an error envelope: fills request_id, message, issues and billing. *type gets error.type, in
 * the answer's arena. *is_doubtful: there is a bill, and what it says of a charge cannot be read.
 * False when there is no envelope (no error object with a type and a message); nothing is filled
 * then but perhaps *type. */
bool decode_error(struct answer *answer, const char *text, size_t len, const char **type,
                  bool *is_doubtful) __attribute__((nonnull(1, 4, 5), warn_unused_result));

#endif
