/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text as a JSON string (RFC 8259). */
#ifndef FOLLOWTRAIL_BASE_JSON_TEXT_H
#define FOLLOWTRAIL_BASE_JSON_TEXT_H

#include "base/buf.h"

#include <stdint.h>

/* Appends `text` quoted, or null for NULL. Invalid UTF-8 becomes U+FFFD, one for each maximal bad
 * sequence. Controls, bidi controls, tags and everything else invisible is escaped, so that the
 * output is safe on a terminal. False if `out` is full. */
bool json_text_put(struct buf *out, const char *text) __attribute__((nonnull(1)));

/* Appends a code point as an escape, or as two (a surrogate pair) beyond the basic plane. */
bool json_text_put_escape(struct buf *out, uint32_t code) __attribute__((nonnull));

#endif
