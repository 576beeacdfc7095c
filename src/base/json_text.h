/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text as a JSON string (RFC 8259). */
#ifndef FOLLOWTRAIL_BASE_JSON_TEXT_H
#define FOLLOWTRAIL_BASE_JSON_TEXT_H

#include "base/buf.h"

#include <stdint.h>

/* Appends `text` in its quotes, or null for NULL. Bad UTF-8 becomes U+FFFD, one a maximal bad
 * sequence. Controls, bidi controls, tags and all else that does not show as itself is escaped, so
 * that a terminal may be where it goes. False when `out` is full. */
bool json_text_put(struct buf *out, const char *text) __attribute__((nonnull(1)));

/* Appends a code point as an escape; beyond the basic plane it takes two, a surrogate pair. */
bool json_text_put_escape(struct buf *out, uint32_t code) __attribute__((nonnull));

#endif
