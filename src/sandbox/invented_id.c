/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/invented_id.h"

#include "base/base64.h"
#include "sandbox/prng.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PURPOSE_ID = 33, TOKEN_BYTES = 32, NUMBER_LEN = 19, SCRAMBLE_ROUNDS = 4 };

#define TOKEN_PREFIX "MS4wLjABAAAA"

/* Numbers in TikTok's range, one stretch of STRIDE for each scrambled index: 6.0e18 to 7.44e18. */
static const uint64_t NUMBER_BASE = UINT64_C(6000000000000000000);
static const uint64_t NUMBER_STRIDE = UINT64_C(22000000000000);

/* A Feistel network on 16 bits: a bijection, so that the index can be recovered. */
static uint16_t scramble(uint64_t seed, uint16_t value, bool back) {
    uint8_t left = (uint8_t)(value >> 8), right = (uint8_t)value;
    for (unsigned i = 0; i < SCRAMBLE_ROUNDS; i++) {
        unsigned round = back ? SCRAMBLE_ROUNDS - 1 - i : i;
        uint8_t *keep = round % 2 ? &left : &right, *change = round % 2 ? &right : &left;
        *change = (uint8_t)(*change ^ prng_mix(seed ^ ((uint64_t)round << 56) ^ *keep));
    }
    return (uint16_t)(left << 8 | right);
}

static void write_token(uint64_t seed, uint32_t index, char id[INVENTED_ID_MAX + 1]) {
    struct prng prng;
    uint8_t bytes[TOKEN_BYTES];
    uint16_t slot = scramble(seed, (uint16_t)index, false);
    bytes[0] = (uint8_t)(slot >> 8);
    bytes[1] = (uint8_t)slot;
    prng_init(&prng, seed, PURPOSE_ID, index);
    for (size_t i = 2; i < TOKEN_BYTES; i++)
        bytes[i] = (uint8_t)prng_next(&prng);
    memcpy(id, TOKEN_PREFIX, sizeof TOKEN_PREFIX);
    base64url_encode(bytes, sizeof bytes, id + sizeof TOKEN_PREFIX - 1);
}

static void write_number(uint64_t seed, uint32_t index, char id[INVENTED_ID_MAX + 1]) {
    struct prng prng;
    prng_init(&prng, seed, PURPOSE_ID, index);
    uint64_t slot = scramble(seed, (uint16_t)index, false);
    uint64_t number = NUMBER_BASE + slot * NUMBER_STRIDE + prng_next(&prng) % NUMBER_STRIDE;
    snprintf(id, INVENTED_ID_MAX + 1, "%" PRIu64, number);
}

void invented_id_write(uint64_t seed, const struct persona *persona, char id[INVENTED_ID_MAX + 1]) {
    if (persona->has_sec_uid)
        write_token(seed, persona->index, id);
    else
        write_number(seed, persona->index, id);
}

static bool read_token(const char *id, uint16_t *slot) {
    uint8_t bytes[TOKEN_BYTES];
    size_t prefix = sizeof TOKEN_PREFIX - 1;
    if (strncmp(id, TOKEN_PREFIX, prefix) != 0 ||
        !base64url_decode(id + prefix, bytes, sizeof bytes))
        return false;
    *slot = (uint16_t)(bytes[0] << 8 | bytes[1]);
    return true;
}

static bool read_number(const char *id, uint16_t *slot) {
    if (strlen(id) != NUMBER_LEN || strspn(id, "0123456789") != NUMBER_LEN)
        return false;
    uint64_t number = strtoull(id, NULL, 10); /* 19 digits always fit */
    if (number < NUMBER_BASE || (number - NUMBER_BASE) / NUMBER_STRIDE > UINT16_MAX)
        return false;
    *slot = (uint16_t)((number - NUMBER_BASE) / NUMBER_STRIDE);
    return true;
}

bool invented_id_find(uint64_t seed, const char *id, uint32_t *index) {
    struct persona persona;
    char real[INVENTED_ID_MAX + 1];
    uint16_t slot;
    if (!read_token(id, &slot) && !read_number(id, &slot))
        return false;
    *index = scramble(seed, slot, true);
    if (*index >= PERSONA_COUNT)
        return false;
    persona_read(seed, *index, &persona);
    invented_id_write(seed, &persona, real);
    return strcmp(real, id) == 0;
}
