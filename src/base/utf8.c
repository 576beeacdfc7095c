/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/utf8.h"

/* The Unicode Standard, table 3-7: which second byte a first byte allows, and how many follow. */
static const struct lead {
    unsigned char first, last;
    unsigned char second_low, second_high;
    unsigned char following;
} leads[] = {
    {0xC2, 0xDF, 0x80, 0xBF, 1}, {0xE0, 0xE0, 0xA0, 0xBF, 2}, {0xE1, 0xEC, 0x80, 0xBF, 2},
    {0xED, 0xED, 0x80, 0x9F, 2}, {0xEE, 0xEF, 0x80, 0xBF, 2}, {0xF0, 0xF0, 0x90, 0xBF, 3},
    {0xF1, 0xF3, 0x80, 0xBF, 3}, {0xF4, 0xF4, 0x80, 0x8F, 3},
};

static const struct lead *lead_of(unsigned char byte) {
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++)
        if (byte >= leads[i].first && byte <= leads[i].last)
            return &leads[i];
    return NULL;
}

size_t utf8_decode(const char *bytes, size_t len, uint32_t *code) {
    unsigned char first = (unsigned char)bytes[0];
    *code = first;
    if (first < 0x80)
        return 1;
    *code = UTF8_BAD;
    const struct lead *lead = lead_of(first);
    if (!lead)
        return 1;
    unsigned char low = lead->second_low, high = lead->second_high;
    uint32_t value = first & (0x3Fu >> lead->following);
    for (size_t i = 1; i <= lead->following; i++) {
        unsigned char byte = i < len ? (unsigned char)bytes[i] : 0;
        if (byte < low || byte > high)
            return i;
        value = value << 6 | (byte & 0x3Fu);
        low = 0x80;
        high = 0xBF;
    }
    *code = value;
    return lead->following + (size_t)1;
}

size_t utf8_encode(uint32_t code, char out[static UTF8_BYTES_MAX]) {
    static const unsigned char marks[UTF8_BYTES_MAX + 1] = {0, 0, 0xC0, 0xE0, 0xF0};
    size_t len = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t i = len - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (code & 0x3F));
        code >>= 6;
    }
    out[0] = (char)(marks[len] | code);
    return len;
}
