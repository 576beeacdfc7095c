/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RFC 4648: base64 with padding, and base64url without, in its only canonical form. */
#ifndef FOLLOWTRAIL_BASE_BASE64_H
#define FOLLOWTRAIL_BASE_BASE64_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Characters for `len` bytes, without the NUL. */
#define BASE64_LEN(len)    (((len) + (size_t)2) / 3 * 4)
#define BASE64URL_LEN(len) (((len)*4 + 2) / 3)

extern const char base64_signs[65]; /* by their values */

/* Writes BASE64_LEN(len) characters and a NUL. */
void base64_encode(const uint8_t *bytes, size_t len, char *text) __attribute__((nonnull));

/* Writes BASE64URL_LEN(len) characters and a NUL. */
void base64url_encode(const uint8_t *bytes, size_t len, char *text) __attribute__((nonnull));

/* Reads exactly `len` bytes. False if text has another length, an invalid character, or unused bits
 * that are not 0. */
bool base64url_decode(const char *text, uint8_t *bytes, size_t len) __attribute__((nonnull));

#endif
