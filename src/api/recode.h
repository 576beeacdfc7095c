/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Converts UTF-16 and UTF-32 to UTF-8. Pure. */
#ifndef FOLLOWTRAIL_API_RECODE_H
#define FOLLOWTRAIL_API_RECODE_H

#include "base/buf.h"

#include <stdbool.h>

/* Whether the bytes are UTF-16 or UTF-32, by their byte order mark, else by the NUL bytes around
 * the first two characters of JSON, which are ASCII (RFC 4627, 3). */
bool recode_is_wide(const struct buf *bytes) __attribute__((nonnull));

/* Appends the text to `out` without its byte order mark. False, appending nothing, if it is
 * neither. Invalid characters (half a surrogate pair, a truncated last one) become invalid UTF-8,
 * so that readers see the damage. `out` overflows if its limit is too low. */
bool recode_to_utf8(const struct buf *bytes, struct buf *out) __attribute__((nonnull));

#endif
