/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads a count as people type it: 1500, 1,500, 10k, 1.5M, 0.5; units k, M, B (10^9) and T (10^12)
 * in any case. Pure.
 */
#ifndef FOLLOWTRAIL_MODEL_QUANTITY_H
#define FOLLOWTRAIL_MODEL_QUANTITY_H

#include <stddef.h>
#include <stdint.h>

struct buf;

/* Larger than any count; one more is still an int64_t. */
#define QUANTITY_MAX INT64_C(1000000000000000000)

enum quantity_outcome {
    QUANTITY_READ,
    QUANTITY_SHORT,     /* empty, or unfinished: "1,5", "1." */
    QUANTITY_WRONG,     /* not a number */
    QUANTITY_AMBIGUOUS, /* 1.500 without a unit: 1.5, or 1,500 as in much of Europe */
    QUANTITY_TOO_FINE,  /* more than 6 digits after the point */
    QUANTITY_TOO_LARGE, /* QUANTITY_MAX or above */
};

/* The whole numbers around what was typed: `floor` is not above it, `ceiling` not below. */
struct quantity {
    int64_t floor, ceiling;
};

/* Reads from the start of `text`; *len is the bytes read, up to the mistake if there is one. Ends
 * at ".." and at anything else that is not part of a count. */
enum quantity_outcome quantity_read(const char *text, size_t *len, struct quantity *quantity)
    __attribute__((nonnull));

/* Appends a number from 0 to below QUANTITY_MAX in the shortest form that reads back exactly. */
void quantity_print(int64_t number, struct buf *out) __attribute__((nonnull));

#endif
