/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One answer as the bytes that a spill file holds of it: little-endian numbers, texts with their
 * lengths, a checksum over all. */
#ifndef FOLLOWTRAIL_STORE_SPILL_ANSWER_H
#define FOLLOWTRAIL_STORE_SPILL_ANSWER_H

#include "account/reply.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SPILL_ANSWER_HEAD = 32 }; /* what tells that an answer begins, its length, the checksums */

/* Which request it answers. A store that was replaced by an older copy of itself may give a number
 * a second time; not in a run that began in the same millisecond. */
struct spill_request {
    int64_t no, run, run_ms;
};

/* Appends it. False when the buffer's ceiling does not allow that. */
bool spill_answer_put(struct buf *out, const struct spill_request *request, int64_t received_ms,
                      const struct reply *reply) __attribute__((nonnull));

/* How many bytes follow the head; 0: no answer begins here. */
size_t spill_answer_length(const uint8_t head[static SPILL_ANSWER_HEAD]) __attribute__((nonnull));

/* Whether the head is, or once was, that of an answer: what is damaged in it left half of the words
 * that it begins with. */
bool spill_answer_is_begun(const uint8_t head[static SPILL_ANSWER_HEAD]) __attribute__((nonnull));

/* Where in the `len` bytes a head stands that is whole; `len` where none does. */
size_t spill_answer_find(const uint8_t *bytes, size_t len) __attribute__((nonnull));

/* Reads the `len` bytes that follow the head. NULL when they are not those that were written: a
 * torn write. */
struct reply *spill_answer_read(const uint8_t head[static SPILL_ANSWER_HEAD], const uint8_t *bytes,
                                size_t len, struct spill_request *request, int64_t *received_ms)
    __attribute__((nonnull, warn_unused_result));

#endif
