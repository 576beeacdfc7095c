/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sha256.h"

#include <nettle/sha2.h>
#include <nettle/version.h>
#include <stdio.h>

void sha256(const void *bytes, size_t len, uint8_t digest[SHA256_BYTES]) {
    struct sha256_ctx context;
    sha256_init(&context);
    sha256_update(&context, len, bytes);
    sha256_digest(&context, SHA256_BYTES, digest);
}

const char *sha256_library(char name[SHA256_LIBRARY_MAX]) {
    snprintf(name, SHA256_LIBRARY_MAX, "nettle %d.%d", nettle_version_major(),
             nettle_version_minor());
    return name;
}
