/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SHA-256 (FIPS 180-4), alone and with a key. The only libnettle file. */
#ifndef FOLLOWTRAIL_BASE_SHA256_H
#define FOLLOWTRAIL_BASE_SHA256_H

#include <stddef.h>
#include <stdint.h>

enum { SHA256_BYTES = 32, SHA256_HEX_MAX = 2 * SHA256_BYTES + 1, SHA256_LIBRARY_MAX = 32 };

void sha256(const void *bytes, size_t len, uint8_t digest[SHA256_BYTES])
    __attribute__((nonnull(3)));

/* The same for bytes that come in pieces. sha256_finish() frees. */
struct sha256_sum;
struct sha256_sum *sha256_new(void) __attribute__((returns_nonnull, warn_unused_result));
void sha256_add(struct sha256_sum *sum, const void *bytes, size_t len) __attribute__((nonnull(1)));
void sha256_finish(struct sha256_sum *sum, uint8_t digest[SHA256_BYTES]) __attribute__((nonnull));

/* HMAC-SHA-256 (RFC 2104, FIPS 198-1) of many texts under one key. sha256_key_free() forgets it. */
struct sha256_key;
struct sha256_key *sha256_key_new(const void *bytes, size_t len)
    __attribute__((nonnull, returns_nonnull, warn_unused_result));
void sha256_key_mac(struct sha256_key *key, const void *bytes, size_t len,
                    uint8_t digest[SHA256_BYTES]) __attribute__((nonnull(1, 4)));
void sha256_key_free(struct sha256_key *key);

/* A digest in 64 lower-case hexadecimal digits; returns `hex`. */
const char *sha256_hex(const uint8_t digest[SHA256_BYTES], char hex[SHA256_HEX_MAX])
    __attribute__((nonnull));

/* "nettle 3.8"; returns `name`. */
const char *sha256_library(char name[SHA256_LIBRARY_MAX]) __attribute__((nonnull));

#endif
