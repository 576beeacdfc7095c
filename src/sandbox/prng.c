/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/prng.h"

static const uint64_t GOLDEN_GAMMA = UINT64_C(0x9e3779b97f4a7c15);

uint64_t prng_mix(uint64_t value) {
    value = (value ^ (value >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    value = (value ^ (value >> 27)) * UINT64_C(0x94d049bb133111eb);
    return value ^ (value >> 31);
}

void prng_init(struct prng *prng, uint64_t seed, uint64_t purpose, uint64_t index) {
    prng->state = prng_mix(prng_mix(seed + GOLDEN_GAMMA * (purpose + 1)) + GOLDEN_GAMMA * index);
}

uint64_t prng_next(struct prng *prng) {
    prng->state += GOLDEN_GAMMA;
    return prng_mix(prng->state);
}

uint32_t prng_below(struct prng *prng, uint32_t bound) {
    return (uint32_t)(((prng_next(prng) >> 32) * bound) >> 32);
}

bool prng_chance(struct prng *prng, uint32_t percent) {
    return prng_below(prng, 100) < percent;
}
