/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a keyboard sends, byte by byte, as code points: UTF-8, or by iconv() another character set
 * in which a byte is never a part of an escape sequence (ISO-8859-1, EUC-JP, no ISO-2022). Bytes
 * come as they were typed or torn apart on the way, so that one may be only the beginning of a
 * character: nothing is waited for and nothing is lost. Bytes that make no character become U+FFFD:
 * in UTF-8 one a maximal bad sequence, elsewhere one a byte.
 */
#ifndef FOLLOWTRAIL_BASE_CHARSET_H
#define FOLLOWTRAIL_BASE_CHARSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CHARSET_CHARACTER_BYTES = 8, CHARSET_REPLACEMENT = 0xFFFD };

struct charset {
    void *converter;                     /* iconv's; NULL for UTF-8 */
    char bytes[CHARSET_CHARACTER_BYTES]; /* that no code point was made of yet */
    size_t len;
};

/* By the name that iconv() knows it by. One that it does not know is taken for UTF-8. */
void charset_init(struct charset *charset, const char *name) __attribute__((nonnull));
void charset_fini(struct charset *charset) __attribute__((nonnull));

/* Puts a byte; not before charset_take() has said that there is nothing left to take. */
void charset_put(struct charset *charset, unsigned char byte) __attribute__((nonnull));

/* The next code point of the bytes that were put; false when there is none, or it is not whole. */
bool charset_take(struct charset *charset, uint32_t *code) __attribute__((nonnull));

/* Whether a byte from 0x80 to 0x9F, coming next, is the control of that number and no part of a
 * character: so it is where the set has no other use for it. In UTF-8 it may come by itself or
 * behind 0xC2, which is to be forgotten then. */
bool charset_is_control(const struct charset *charset, unsigned char byte) __attribute__((nonnull));

/* No more bytes come of a character that was begun. True when there was one: it is dropped, and
 * U+FFFD stands for it. */
bool charset_end(struct charset *charset) __attribute__((nonnull));

#endif
