/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/recode.h"

#include "base/utf8.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { CODE_MAX = 0x10FFFF, PLANE = 0x10000, BYTE_BITS = 8, HALF_BITS = 10 };

#define NO_CODE "\xFF" /* never occurs in UTF-8 */

struct source {
    const uint8_t *at;
    size_t len;
    size_t width; /* bytes of a unit */
    bool is_big;  /* most significant byte first */
};

static bool begins(const struct buf *bytes, const char *mark, size_t len) {
    return bytes->len >= len && memcmp(bytes->data, mark, len) == 0;
}

/* The longer marks first, because UTF-32's begins with UTF-16's. */
static bool read_mark(const struct buf *bytes, struct source *source) {
    static const struct {
        char mark[4];
        size_t len;
        bool is_big;
    } marks[] = {{"\xFF\xFE\0\0", 4, false},
                 {"\0\0\xFE\xFF", 4, true},
                 {"\xFF\xFE", 2, false},
                 {"\xFE\xFF", 2, true}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (!begins(bytes, marks[i].mark, marks[i].len))
            continue;
        *source = (struct source){(const uint8_t *)bytes->data + marks[i].len,
                                  bytes->len - marks[i].len, marks[i].len, marks[i].is_big};
        return true;
    }
    return false;
}

/* Which of the first four bytes are NUL, the first one in the lowest bit. */
static bool read_zeros(const struct buf *bytes, struct source *source) {
    enum { BIG_16 = 0x5, LITTLE_16 = 0xA, BIG_32 = 0x7, LITTLE_32 = 0xE, LOOKED_AT = 4 };
    unsigned zeros = 0;
    if (bytes->len < LOOKED_AT)
        return false;
    for (size_t i = 0; i < LOOKED_AT; i++)
        zeros |= (unsigned)!bytes->data[i] << i;
    bool is_16 = zeros == BIG_16 || zeros == LITTLE_16;
    bool is_32 = zeros == BIG_32 || zeros == LITTLE_32;
    *source = (struct source){(const uint8_t *)bytes->data, bytes->len, is_32 ? 4 : 2,
                              zeros == BIG_16 || zeros == BIG_32};
    return is_16 || is_32;
}

static bool take_unit(struct source *source, uint32_t *unit) {
    if (source->len < source->width)
        return false;
    *unit = 0;
    for (size_t i = 0; i < source->width; i++) {
        size_t place = source->is_big ? source->width - 1 - i : i;
        *unit |= (uint32_t)source->at[i] << place * BYTE_BITS;
    }
    source->at += source->width;
    source->len -= source->width;
    return true;
}

static bool is_half(uint32_t unit, uint32_t first) {
    return unit >= first && unit < first + (1 << HALF_BITS);
}

/* Both halves of a surrogate pair; UTF8_BAD for a single one. */
static uint32_t take_pair(struct source *source, uint32_t high) {
    struct source ahead = *source;
    uint32_t low;
    if (source->width != 2 || !is_half(high, 0xD800) || !take_unit(&ahead, &low) ||
        !is_half(low, 0xDC00))
        return UTF8_BAD;
    *source = ahead;
    return PLANE + ((high - 0xD800) << HALF_BITS) + (low - 0xDC00);
}

static bool put_code(struct buf *out, uint32_t code) {
    char encoded[UTF8_BYTES_MAX];
    return code > CODE_MAX ? buf_text_put(out, NO_CODE)
                           : buf_put(out, encoded, utf8_encode(code, encoded));
}

static bool find_source(const struct buf *bytes, struct source *source) {
    return read_mark(bytes, source) || read_zeros(bytes, source);
}

bool recode_is_wide(const struct buf *bytes) {
    struct source source;
    return find_source(bytes, &source);
}

bool recode_to_utf8(const struct buf *bytes, struct buf *out) {
    struct source source;
    uint32_t unit;
    if (!find_source(bytes, &source))
        return false;
    while (take_unit(&source, &unit)) {
        bool is_surrogate = is_half(unit, 0xD800) || is_half(unit, 0xDC00);
        if (!put_code(out, is_surrogate ? take_pair(&source, unit) : unit))
            return true;
    }
    if (source.len)
        buf_text_put(out, NO_CODE);
    return true;
}
