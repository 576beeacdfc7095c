/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SHA-256 (FIPS 180-4). The only libnettle file. */
#ifndef FOLLOWTRAIL_BASE_SHA256_H
#define FOLLOWTRAIL_BASE_SHA256_H

#include <stddef.h>
#include <stdint.h>

enum { SHA256_BYTES = 32, SHA256_LIBRARY_MAX = 32 };

void sha256(const void *bytes, size_t len, uint8_t digest[SHA256_BYTES])
    __attribute__((nonnull(3)));

/* "nettle 3.8"; returns `name`. */
const char *sha256_library(char name[SHA256_LIBRARY_MAX]) __attribute__((nonnull));

#endif
