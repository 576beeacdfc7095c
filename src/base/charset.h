/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Converts keyboard bytes to code points: UTF-8 directly, other character sets by iconv(), if their
 * bytes can never be part of an escape sequence (ISO-8859-1 and EUC-JP, but not ISO-2022). Bytes
 * arrive one at a time, so a character may be incomplete: nothing blocks and nothing is lost.
 * Invalid bytes become U+FFFD, one for each maximal bad sequence in UTF-8, one for each byte
 * elsewhere. */
#ifndef FOLLOWTRAIL_BASE_CHARSET_H
#define FOLLOWTRAIL_BASE_CHARSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CHARSET_CHARACTER_BYTES = 8, CHARSET_REPLACEMENT = 0xFFFD };

struct charset {
    void *converter;                     /* for iconv(); NULL for UTF-8 */
    char bytes[CHARSET_CHARACTER_BYTES]; /* not yet converted */
    size_t len;
};

/* `name` as iconv() knows it. An unknown name means UTF-8. */
void charset_init(struct charset *charset, const char *name) __attribute__((nonnull));
void charset_fini(struct charset *charset) __attribute__((nonnull));

/* Adds a byte. First call charset_take() until it returns false. */
void charset_put(struct charset *charset, unsigned char byte) __attribute__((nonnull));

/* Returns the next code point; false if there is none or it is incomplete. */
bool charset_take(struct charset *charset, uint32_t *code) __attribute__((nonnull));

/* Whether a byte from 0x80 to 0x9F, if it came next, would be that C1 control rather than part of a
 * character, which is so where the set has no other use for it. In UTF-8 it may come alone or after
 * 0xC2, which the caller then discards. */
bool charset_is_control(const struct charset *charset, unsigned char byte) __attribute__((nonnull));

/* No more bytes follow. Returns true if a character was incomplete: it is dropped, and U+FFFD takes
 * its place. */
bool charset_end(struct charset *charset) __attribute__((nonnull));

#endif
