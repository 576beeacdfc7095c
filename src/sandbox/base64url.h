/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base64url without padding (RFC 4648, section 5), in its only canonical form. */
#ifndef FOLLOWTRAIL_SANDBOX_BASE64URL_H
#define FOLLOWTRAIL_SANDBOX_BASE64URL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Characters for `len` bytes, without the NUL. */
#define BASE64URL_LEN(len) (((len)*4 + 2) / 3)

/* Writes BASE64URL_LEN(len) characters and a NUL. */
void base64url_encode(const uint8_t *bytes, size_t len, char *text) __attribute__((nonnull));

/* Reads exactly `len` bytes. False if text has another length, an invalid character, or unused bits
 * that are not 0. */
bool base64url_decode(const char *text, uint8_t *bytes, size_t len) __attribute__((nonnull));

#endif
