/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random numbers that are the same on every machine: splitmix64, integers only. Each draw starts
 * for one purpose and one account, so that no number depends on earlier draws. */
#ifndef FOLLOWTRAIL_SANDBOX_PRNG_H
#define FOLLOWTRAIL_SANDBOX_PRNG_H

#include <stdbool.h>
#include <stdint.h>

struct prng {
    uint64_t state;
};

/* splitmix64's finisher: a bijection on 64 bits that looks random. */
uint64_t prng_mix(uint64_t value);

/* `purpose` separates the draws of one index: any constant, used for one thing only. */
void prng_init(struct prng *prng, uint64_t seed, uint64_t purpose, uint64_t index)
    __attribute__((nonnull));
uint64_t prng_next(struct prng *prng) __attribute__((nonnull));

/* 0 to bound - 1; bound is 1 or more. */
uint32_t prng_below(struct prng *prng, uint32_t bound) __attribute__((nonnull));

/* True in `percent` of 100 draws. */
bool prng_chance(struct prng *prng, uint32_t percent) __attribute__((nonnull));

#endif
