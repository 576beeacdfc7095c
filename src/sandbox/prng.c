/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/prng.h"

static const uint64_t GOLDEN_GAMMA = UINT64_C(0x9e3779b97f4a7c15);

uint64_t draw_mix(uint64_t value) {
    value = (value ^ (value >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    value = (value ^ (value >> 27)) * UINT64_C(0x94d049bb133111eb);
    return value ^ (value >> 31);
}

void draw_init(struct draw *draw, uint64_t seed, uint64_t purpose, uint64_t index) {
    draw->state = draw_mix(draw_mix(seed + GOLDEN_GAMMA * (purpose + 1)) + GOLDEN_GAMMA * index);
}

uint64_t draw_next(struct draw *draw) {
    draw->state += GOLDEN_GAMMA;
    return draw_mix(draw->state);
}

uint32_t draw_below(struct draw *draw, uint32_t bound) {
    return (uint32_t)(((draw_next(draw) >> 32) * bound) >> 32);
}

bool draw_chance(struct draw *draw, uint32_t percent) {
    return draw_below(draw, 100) < percent;
}
