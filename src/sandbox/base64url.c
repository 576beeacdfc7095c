/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/base64url.h"

#include <string.h>

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

void base64url_encode(const uint8_t *bytes, size_t len, char *text) {
    uint32_t bits = 0;
    unsigned held = 0;
    for (size_t i = 0; i < len; i++) {
        bits = (bits << 8) | bytes[i];
        for (held += 8; held >= 6; held -= 6)
            *text++ = alphabet[(bits >> (held - 6)) & 63];
    }
    if (held)
        *text++ = alphabet[(bits << (6 - held)) & 63];
    *text = '\0';
}

bool base64url_decode(const char *text, uint8_t *bytes, size_t len) {
    size_t chars = BASE64URL_LEN(len);
    if (strlen(text) != chars)
        return false;
    uint32_t bits = 0;
    unsigned held = 0;
    for (size_t i = 0; i < chars; i++) {
        const char *at = strchr(alphabet, text[i]);
        if (!at)
            return false;
        bits = (bits << 6) | (uint32_t)(at - alphabet);
        held += 6;
        if (held >= 8) {
            held -= 8;
            *bytes++ = (uint8_t)(bits >> held);
        }
    }
    return (bits & ((1U << held) - 1)) == 0;
}
