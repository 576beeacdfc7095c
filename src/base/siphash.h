/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SipHash-2-4, the keyed hash of Aumasson and Bernstein ("SipHash: a fast short-input PRF", 2012).
 */
#ifndef FOLLOWTRAIL_BASE_SIPHASH_H
#define FOLLOWTRAIL_BASE_SIPHASH_H

#include <stddef.h>
#include <stdint.h>

uint64_t siphash(const uint64_t key[2], const uint8_t *bytes, size_t len) __attribute__((nonnull));

#endif
