/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One record in the body of an answer, as the bytes received: a JSON reader would change numbers,
 * escapes and repeated keys. Pure.
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

/* The element `row` (from 0) of the body's member "data"; all of "data" if row is negative. False
 * if there is no such element, or its member "id" is not `id` (NULL: any). */
bool record_slice_find(const char *body, size_t len, int64_t row, const char *id,
                       struct record_slice *slice)
    __attribute__((nonnull(1, 5), warn_unused_result));

#endif
