/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text in UTF-16 or UTF-32 as UTF-8. Pure. */
#ifndef FOLLOWTRAIL_API_RECODE_H
#define FOLLOWTRAIL_API_RECODE_H

#include "base/buf.h"

#include <stdbool.h>

/* Whether the bytes are in UTF-16 or UTF-32: known by a byte order mark, else by the NUL bytes
 * beside the first two characters of JSON, which are ASCII (RFC 4627, 3). */
bool recode_is_wide(const struct buf *bytes) __attribute__((nonnull));

/* Puts the text into `out`, without its byte order mark. False, and nothing is put, when the bytes
 * are neither. What is no character (half a surrogate pair) becomes bytes
 * that are not UTF-8, so that readers see the damage; so does a last character that is cut off.
 * `out` has overflowed when its ceiling was too low. */
bool recode_to_utf8(const struct buf *bytes, struct buf *out) __attribute__((nonnull));

#endif
