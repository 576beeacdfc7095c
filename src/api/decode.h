/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decodes bodies by the API's contract.
 *
 * The body decides, not its label: everything that can be read without guessing is read
 * (json_mend.h). Strict about types: a count is a JSON integer, an id a JSON string or the digits
 * of an integer. Unknown fields are ignored. A record with something unreadable is kept with its
 * `defect`; a page without a readable `pagination` keeps its records and is `is_unsaid`. If there
 * are no records, only the bill is looked for. */
#ifndef FOLLOWTRAIL_API_DECODE_H
#define FOLLOWTRAIL_API_DECODE_H

#include "api/answer.h"

#include <stdbool.h>
#include <stddef.h>

enum { DECODE_CURSOR_MAX = 8192 }; /* bytes of a cursor that can be sent back in an address */

/* A version that can read more of the same bytes increments this; then everything that was
 * unreadable is read again (keep.h). */
enum { DECODE_READER = 1 };

/* A request costs at most 50 credits (contract: 1 per record, 50 records). A bill above these
 * limits is not believed: it is noted, and the charge is unknown, so that no sum of bills can
 * overflow. */
#define DECODE_CREDITS_MAX INT64_C(1000000)
#define DECODE_BALANCE_MAX INT64_C(1000000000000000)

enum decode_kind { DECODE_PAGE, DECODE_PROFILE };

/* Reads the records of a body: fills request_id, billing, bill_note and page or profile. False if
 * there are no usable records: `message` says why, page and profile are NULL, billing has what was
 * readable. If true, `message` says what was repaired outside the records, or is NULL. has_more
 * with a next_cursor of NULL means that no usable cursor was received. */
bool decode_body(struct answer *answer, enum decode_kind kind, const char *text, size_t len)
    __attribute__((nonnull(1), warn_unused_result));

/* Looks only for a complete bill, in text that is otherwise not trusted. */
void decode_bill(struct answer *answer, const char *text, size_t len) __attribute__((nonnull(1)));

/* Whether the body is one complete JSON object (RFC 8259), or contains one with records and a
 * bill. */
bool decode_is_whole(const char *text, size_t len);

/* Reads an error envelope: fills request_id, message, issues and billing (the error's own, else the
 * body's). *type is error.type, in the answer's arena. *is_doubtful: there is a bill whose charge
 * is unreadable. False if there is no envelope (an error object with a type and a message); then at
 * most *type is set. */
bool decode_error(struct answer *answer, const char *text, size_t len, const char **type,
                  bool *is_doubtful) __attribute__((nonnull(1, 4, 5), warn_unused_result));

#endif
