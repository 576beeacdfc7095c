/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading a count as a person types it: 1500, 1,500, 10k, 1.5M; units k, M, B (10^9) and T (10^12)
 * in any case, a fraction only where it comes out whole. Pure.
 */
#ifndef FOLLOWTRAIL_MODEL_QUANTITY_H
#define FOLLOWTRAIL_MODEL_QUANTITY_H

#include <stddef.h>
#include <stdint.h>

/* No count comes near it, and one more still is an int64_t. */
#define QUANTITY_MAX INT64_C(1000000000000000000)

enum quantity_outcome {
    QUANTITY_READ,
    QUANTITY_SHORT,     /* nothing, or it ends where something must follow: "1,5", "1." */
    QUANTITY_WRONG,     /* no number */
    QUANTITY_FRACTION,  /* not a whole one */
    QUANTITY_TOO_LARGE, /* above QUANTITY_MAX */
};

/* Reads from the start of `text`; *len gets the bytes that belong to it, or those before the
 * mistake. ".." and all else that no quantity has ends it. */
enum quantity_outcome quantity_read(const char *text, size_t *len, int64_t *number)
    __attribute__((nonnull));

#endif
