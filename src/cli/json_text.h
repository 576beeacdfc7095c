/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text as a JSON string (RFC 8259). */
#ifndef FOLLOWTRAIL_CLI_JSON_TEXT_H
#define FOLLOWTRAIL_CLI_JSON_TEXT_H

#include "base/buf.h"

/* Appends `text` in its quotes, or null for NULL. Bad UTF-8 becomes U+FFFD, one a maximal bad
 * sequence. Controls, bidi controls and all else that does not show as itself is escaped, so that a
 * terminal may be where it goes. False when `out` is full. */
bool json_text_put(struct buf *out, const char *text) __attribute__((nonnull(1)));

#endif
