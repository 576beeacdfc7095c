/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/cursor.h"

#include "base/base64.h"
#include "base/siphash.h"

#include <string.h>

_Static_assert(BASE64URL_LEN(CURSOR_BYTES) == CURSOR_LEN, "a cursor fits its text");

static void put_word(uint8_t *bytes, uint64_t word, unsigned len) {
    for (unsigned i = 0; i < len; i++)
        bytes[i] = (uint8_t)(word >> (8 * (len - 1 - i)));
}

static uint32_t get_word(const uint8_t *bytes) {
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* The seal covers the list's owner and the cursor's content. */
static uint64_t seal(const struct cursor_key *key, const char *owner, const uint8_t place[8]) {
    uint8_t covered[16];
    put_word(covered, siphash(key->words, (const uint8_t *)owner, strlen(owner)), 8);
    memcpy(covered + 8, place, 8);
    return siphash(key->words, covered, sizeof covered);
}

/* Hides the position, so that clients do not compute with it. */
static void mask(uint8_t place[8], const uint8_t sealed[8]) {
    for (unsigned i = 0; i < 8; i++)
        place[i] ^= sealed[i];
}

void cursor_write(const struct cursor_key *key, const char *owner, uint32_t position, uint32_t turn,
                  char text[CURSOR_LEN + 1]) {
    uint8_t bytes[CURSOR_BYTES];
    put_word(bytes, position, 4);
    put_word(bytes + 4, turn, 4);
    put_word(bytes + 8, seal(key, owner, bytes), 8);
    mask(bytes, bytes + 8);
    base64url_encode(bytes, sizeof bytes, text);
}

bool cursor_read(const struct cursor_key *key, const char *owner, const char *text,
                 uint32_t *position) {
    uint8_t bytes[CURSOR_BYTES], sealed[8];
    if (!base64url_decode(text, bytes, sizeof bytes))
        return false;
    mask(bytes, bytes + 8);
    put_word(sealed, seal(key, owner, bytes), 8);
    *position = get_word(bytes);
    return memcmp(sealed, bytes + 8, sizeof sealed) == 0;
}
