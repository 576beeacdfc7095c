/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What came over the line to an answer: which outcome, and what it may have cost. Pure.
 *
 * error.type decides where it belongs to the HTTP status; without a proper envelope the status
 * alone does, and then a 5xx may have cost something: it came from who knows where.
 */
#ifndef FOLLOWTRAIL_API_CLASSIFY_H
#define FOLLOWTRAIL_API_CLASSIFY_H

#include "account/reply.h"
#include "api/answer.h"
#include "api/decode.h"

/* The answer to a call that expected a body of that kind. */
struct answer *classify_reply(const struct reply *reply, enum decode_kind kind)
    __attribute__((nonnull, returns_nonnull, warn_unused_result));

#endif
