/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base64url without padding (RFC 4648, section 5), in its one canonical form. */
#ifndef FOLLOWTRAIL_SANDBOX_BASE64URL_H
#define FOLLOWTRAIL_SANDBOX_BASE64URL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Characters that `len` bytes take, NUL aside. */
#define BASE64URL_LEN(len) (((len)*4 + 2) / 3)

/* Writes BASE64URL_LEN(len) characters and a NUL. */
void base64url_encode(const uint8_t *bytes, size_t len, char *text) __attribute__((nonnull));

/* Reads exactly `len` bytes. False when text has another length, a foreign character, or bits set
 * that no byte uses. */
bool base64url_decode(const char *text, uint8_t *bytes, size_t len) __attribute__((nonnull));

#endif
