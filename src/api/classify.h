/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turns a reply into an answer: its outcome, and what it may have cost. Pure.
 *
 * The body decides, not its label: records are records whatever Content-Type and status say (with a
 * failure status, only if they come with a bill), and an error envelope is the error that it names.
 * Only an envelope of the contract, under its own status, means that nothing was charged. Anything
 * else may come from anywhere: its bill counts if it has one; otherwise its charge is unknown. */
#ifndef FOLLOWTRAIL_API_CLASSIFY_H
#define FOLLOWTRAIL_API_CLASSIFY_H

#include "account/reply.h"
#include "api/answer.h"
#include "api/decode.h"

/* The answer to a call that expected a body of that kind. */
struct answer *classify_reply(const struct reply *reply, enum decode_kind kind)
    __attribute__((nonnull, returns_nonnull, warn_unused_result));

#endif
