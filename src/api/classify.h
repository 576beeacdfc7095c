/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What came over the line to an answer: which outcome, and what it may have cost. Pure.
 *
 * The body decides, not its label: records are records whatever Content-Type and status say (of a
 * status that means failure only with their bill), and an error envelope is the error that it
 * names. Only an envelope of the contract, under its own status, means that nothing was charged.
 * Whatever else came from who knows where: its bill counts if it has one, else its charge is not
 * known.
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
