/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading a count as a person types it: 1500, 1,500, 10k, 1.5M, 0.5; units k, M, B (10^9) and T
 * (10^12) in any case. Pure.
 */
#ifndef FOLLOWTRAIL_MODEL_QUANTITY_H
#define FOLLOWTRAIL_MODEL_QUANTITY_H

#include <stddef.h>
#include <stdint.h>

struct buf;

/* No count comes near it, and one more still is an int64_t. */
#define QUANTITY_MAX INT64_C(1000000000000000000)

enum quantity_outcome {
    QUANTITY_READ,
    QUANTITY_SHORT,     /* nothing, or it ends where something must follow: "1,5", "1." */
    QUANTITY_WRONG,     /* no number */
    QUANTITY_AMBIGUOUS, /* 1.500 without a unit: 1.5, or 1,500 as much of Europe writes it */
    QUANTITY_TOO_FINE,  /* more than 6 digits after the point */
    QUANTITY_TOO_LARGE, /* QUANTITY_MAX or above */
};

/* The nearest whole numbers around what was typed: `floor` is not above it, `ceiling` not below. */
struct quantity {
    int64_t floor, ceiling;
};

/* Reads from the start of `text`; *len gets the bytes that belong to it, or those before the
 * mistake. ".." and all else that no quantity has ends it. */
enum quantity_outcome quantity_read(const char *text, size_t *len, struct quantity *quantity)
    __attribute__((nonnull));

/* Appends a number from 0 to below QUANTITY_MAX in the shortest form that is read as exactly it. */
void quantity_print(int64_t number, struct buf *out) __attribute__((nonnull));

#endif
