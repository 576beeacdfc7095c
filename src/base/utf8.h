/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UTF-8, one code point at a time, strict by RFC 3629: no overlong form, no surrogate, nothing
 * above U+10FFFF. Invalid bytes are grouped as the Unicode Standard recommends (section 3.9,
 * "maximal subpart"). */
#ifndef FOLLOWTRAIL_BASE_UTF8_H
#define FOLLOWTRAIL_BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

enum { UTF8_BYTES_MAX = 4 };

/* The result of utf8_decode() for invalid bytes; not a code point. */
#define UTF8_BAD UINT32_MAX

/* Decodes the first code point of `len` (1 or more) bytes and returns its length. For an invalid
 * sequence *code is UTF8_BAD and the return value is the number of bytes to skip, at least 1. */
size_t utf8_decode(const char *bytes, size_t len, uint32_t *code) __attribute__((nonnull));

/* Writes a code point (not a surrogate, at most U+10FFFF). Returns its length in bytes. */
size_t utf8_encode(uint32_t code, char out[static UTF8_BYTES_MAX]) __attribute__((nonnull));

#endif
