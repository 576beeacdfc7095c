/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The format of one answer in a spill file: little-endian numbers, texts with their lengths, a
 * checksum over everything. */
#ifndef FOLLOWTRAIL_STORE_SPILL_ANSWER_H
#define FOLLOWTRAIL_STORE_SPILL_ANSWER_H

#include "account/reply.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SPILL_ANSWER_HEAD = 32 }; /* the mark of an answer, its length, the checksums */

/* Which request it answers. A store that was replaced by an older copy may reuse a number, but not
 * in a run that began in the same millisecond. */
struct spill_request {
    int64_t no, run, run_ms;
};

/* Appends it. False if the buffer's limit is exceeded. */
bool spill_answer_put(struct buf *out, const struct spill_request *request, int64_t received_ms,
                      const struct reply *reply) __attribute__((nonnull));

/* The bytes that follow the head; 0: not an answer. */
size_t spill_answer_length(const uint8_t head[static SPILL_ANSWER_HEAD]) __attribute__((nonnull));

/* Whether the head is, or was, that of an answer: damage left half of its mark intact. */
bool spill_answer_is_begun(const uint8_t head[static SPILL_ANSWER_HEAD]) __attribute__((nonnull));

/* The position of an intact head in `len` bytes; `len` if there is none. */
size_t spill_answer_find(const uint8_t *bytes, size_t len) __attribute__((nonnull));

/* Reads the `len` bytes after the head. NULL if they are not what was written: a torn write. */
struct reply *spill_answer_read(const uint8_t head[static SPILL_ANSWER_HEAD], const uint8_t *bytes,
                                size_t len, struct spill_request *request, int64_t *received_ms)
    __attribute__((nonnull, warn_unused_result));

#endif
