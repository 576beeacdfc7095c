/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sha256.h"

#include "base/mem.h"

#include <nettle/hmac.h>
#include <nettle/sha2.h>
#include <nettle/version.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct sha256_sum {
    struct sha256_ctx context;
};

void sha256(const void *bytes, size_t len, uint8_t digest[SHA256_BYTES]) {
    struct sha256_ctx context;
    sha256_init(&context);
    sha256_update(&context, len, bytes);
    sha256_digest(&context, SHA256_BYTES, digest);
}

struct sha256_sum *sha256_new(void) {
    struct sha256_sum *sum = mem_alloc(sizeof *sum);
    sha256_init(&sum->context);
    return sum;
}

void sha256_add(struct sha256_sum *sum, const void *bytes, size_t len) {
    sha256_update(&sum->context, len, bytes);
}

void sha256_finish(struct sha256_sum *sum, uint8_t digest[SHA256_BYTES]) {
    sha256_digest(&sum->context, SHA256_BYTES, digest);
    free(sum);
}

struct sha256_key {
    struct hmac_sha256_ctx context;
};

struct sha256_key *sha256_key_new(const void *bytes, size_t len) {
    struct sha256_key *key = mem_alloc(sizeof *key);
    hmac_sha256_set_key(&key->context, len, bytes);
    return key;
}

/* The digest leaves the context as the key made it. */
void sha256_key_mac(struct sha256_key *key, const void *bytes, size_t len,
                    uint8_t digest[SHA256_BYTES]) {
    hmac_sha256_update(&key->context, len, bytes);
    hmac_sha256_digest(&key->context, SHA256_BYTES, digest);
}

void sha256_key_free(struct sha256_key *key) {
    if (key)
        explicit_bzero(key, sizeof *key);
    free(key);
}

const char *sha256_hex(const uint8_t digest[SHA256_BYTES], char hex[SHA256_HEX_MAX]) {
    for (size_t i = 0; i < SHA256_BYTES; i++)
        snprintf(hex + 2 * i, SHA256_HEX_MAX - 2 * i, "%02x", digest[i]);
    return hex;
}

const char *sha256_library(char name[SHA256_LIBRARY_MAX]) {
    snprintf(name, SHA256_LIBRARY_MAX, "nettle %d.%d", nettle_version_major(),
             nettle_version_minor());
    return name;
}
