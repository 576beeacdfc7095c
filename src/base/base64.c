/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/base64.h"

#include <string.h>

#define FIRST_62 "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

const char base64_signs[] = FIRST_62 "+/";
static const char base64url_signs[] = FIRST_62 "-_";

/* Returns the end of the text. */
static char *encode(const uint8_t *bytes, size_t len, const char *signs, char *text) {
    uint32_t bits = 0;
    unsigned held = 0;
    for (size_t i = 0; i < len; i++) {
        bits = (bits << 8) | bytes[i];
        for (held += 8; held >= 6; held -= 6)
            *text++ = signs[(bits >> (held - 6)) & 63];
    }
    if (held)
        *text++ = signs[(bits << (6 - held)) & 63];
    *text = '\0';
    return text;
}

void base64_encode(const uint8_t *bytes, size_t len, char *text) {
    char *end = encode(bytes, len, base64_signs, text);
    memset(end, '=', BASE64_LEN(len) - (size_t)(end - text));
    text[BASE64_LEN(len)] = '\0';
}

void base64url_encode(const uint8_t *bytes, size_t len, char *text) {
    encode(bytes, len, base64url_signs, text);
}

bool base64url_decode(const char *text, uint8_t *bytes, size_t len) {
    size_t chars = BASE64URL_LEN(len);
    if (strlen(text) != chars)
        return false;
    uint32_t bits = 0;
    unsigned held = 0;
    for (size_t i = 0; i < chars; i++) {
        const char *at = strchr(base64url_signs, text[i]);
        if (!at)
            return false;
        bits = (bits << 6) | (uint32_t)(at - base64url_signs);
        held += 6;
        if (held >= 8) {
            held -= 8;
            *bytes++ = (uint8_t)(bits >> held);
        }
    }
    return (bits & ((1U << held) - 1)) == 0;
}
