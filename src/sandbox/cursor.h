/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cursors: a position in the list of one owner, sealed with a key (SipHash-2-4), so that an altered
 * or truncated cursor, or one for another list, is refused. The same position of the same list has
 * the same cursor in every run with the same key. */
#ifndef FOLLOWTRAIL_SANDBOX_CURSOR_H
#define FOLLOWTRAIL_SANDBOX_CURSOR_H

#include <stdbool.h>
#include <stdint.h>

enum { CURSOR_BYTES = 16, CURSOR_LEN = 22 };

struct cursor_key {
    uint64_t words[2];
};

/* Writes the cursor of `position` in the list of `owner` (an id). Cursors with different `turn`
 * lead to the same position but differ; 0 is the normal one. */
void cursor_write(const struct cursor_key *key, const char *owner, uint32_t position, uint32_t turn,
                  char text[CURSOR_LEN + 1]) __attribute__((nonnull));

/* False if the text is not a cursor for this owner's list. */
bool cursor_read(const struct cursor_key *key, const char *owner, const char *text,
                 uint32_t *position) __attribute__((nonnull));

#endif
