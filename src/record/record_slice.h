/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One record within the body of an answer, as the bytes that came: a JSON reader would make its own
 * of numbers, escapes and keys that are given twice. Pure.
 */
#ifndef FOLLOWTRAIL_RECORD_RECORD_SLICE_H
#define FOLLOWTRAIL_RECORD_RECORD_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct record_slice {
    const char *text; /* within the body */
    size_t len;
};

/* The element `row` (from 0) of the body's member "data"; all of "data" when row is negative. False
 * when the body has no such element, or `id` (NULL: any) is not that of its
 * member "id". */
bool record_slice_find(const char *body, size_t len, int64_t row, const char *id,
                       struct record_slice *slice)
    __attribute__((nonnull(1, 5), warn_unused_result));

#endif
