/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text_fold.h"

#include "base/ascii.h"
#include "base/codepoint.h"
#include "base/text.h"
#include "base/utf8.h"

#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

enum {
    UNIT_CODES_MAX = 32, /* hostile text stacks more marks on a letter: the rest is another unit */
    FOLDED_CODES_MAX = UNIT_CODES_MAX * 12, /* nothing folds and decomposes into more than 12 */
};

/* Characters that neither decompose nor compose with what precedes them (NFC_Quick_Check is Yes,
 * combining class 0), so a unit begins here. They are most of all text, so utf8proc is called only
 * for the rest. */
struct apart {
    uint32_t first, last;
    bool has_case;
    bool has_ascii; /* some of them have an ASCII form */
};

static const struct apart aparts[] = {
    {0x0080, 0x02FF, true, true},    /* Latin */
    {0x0391, 0x03CF, true, true},    /* Greek */
    {0x0400, 0x0482, true, true},    /* Cyrillic */
    {0x0620, 0x064A, false, false},  /* Arabic */
    {0x2002, 0x20CF, false, true},   /* punctuation, ZWJ */
    {0x2500, 0x27BF, false, true},   /* signs */
    {0x3041, 0x3096, false, false},  /* Hiragana */
    {0x30A1, 0x30FA, false, false},  /* Katakana */
    {0x3400, 0x9FFF, false, false},  /* Han */
    {0xAC00, 0xD7A3, false, false},  /* Hangul */
    {0xFE0F, 0xFE0F, false, false},  /* emoji selector */
    {0x1F000, 0x1FAFF, false, true}, /* emoji */
};

static bool is_ascii(char byte) {
    return (unsigned char)byte < 0x80;
}

static bool ignores_case(enum text_fold how) {
    return how == TEXT_FOLD_CASE || how == TEXT_FOLD_SPELT_CASE;
}

static bool is_spelt(enum text_fold how) {
    return how == TEXT_FOLD_SPELT_CASE || how == TEXT_FOLD_SPELT_FORM;
}

enum text_fold text_fold_shown(enum text_fold how) {
    if (!text_is_ascii())
        return how;
    return ignores_case(how) ? TEXT_FOLD_SPELT_CASE : TEXT_FOLD_SPELT_FORM;
}

static const struct apart *find_apart(uint32_t code) {
    size_t low = 0, high = sizeof aparts / sizeof *aparts;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (code > aparts[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    return low < sizeof aparts / sizeof *aparts && code >= aparts[low].first ? &aparts[low] : NULL;
}

/* The bytes of the unit whose first code point is `code`, `at` bytes long. */
static size_t unit_len(const char *text, size_t len, uint32_t code, size_t at) {
    int32_t state = 0;
    for (size_t codes = 1; at < len && codes < UNIT_CODES_MAX; codes++) {
        uint32_t next;
        if (is_ascii(text[at])) /* composes with nothing before it */
            break;
        size_t next_len = utf8_decode(text + at, len - at, &next);
        if (next == UTF8_BAD || find_apart(next) || codepoint_breaks(code, next, &state))
            break;
        at += next_len;
        code = next;
    }
    return at;
}

static size_t encode(const utf8proc_int32_t *codes, size_t count, size_t room, char *out) {
    size_t len = 0;
    for (size_t i = 0; i < count; i++) {
        char bytes[UTF8_BYTES_MAX];
        size_t bytes_len = utf8_encode((uint32_t)codes[i], bytes);
        if (len + bytes_len > room)
            return 0;
        memcpy(out + len, bytes, bytes_len);
        len += bytes_len;
    }
    return len;
}

/* 0 if the result would exceed the header's limits. */
static size_t fold_codes(enum text_fold how, const char *text, size_t len, char *out) {
    utf8proc_int32_t codes[FOLDED_CODES_MAX];
    const utf8proc_option_t options =
        UTF8PROC_STABLE | UTF8PROC_COMPOSE | (ignores_case(how) ? UTF8PROC_CASEFOLD : 0);
    utf8proc_ssize_t count = utf8proc_decompose(
        (const utf8proc_uint8_t *)text, (utf8proc_ssize_t)len, codes, FOLDED_CODES_MAX, options);
    if (count < 0 || count > FOLDED_CODES_MAX)
        return 0;
    count = utf8proc_normalize_utf32(codes, count, options);
    return count < 0 ? 0 : encode(codes, (size_t)count, len * TEXT_FOLD_GROWTH, out);
}

static char fold_ascii(enum text_fold how, char byte) {
    return ignores_case(how) && byte >= 'A' && byte <= 'Z' ? (char)(byte + 'a' - 'A') : byte;
}

/* 0 if there is no ASCII form, or it is too long. */
static size_t spell(enum text_fold how, const char *text, size_t len, char *out) {
    size_t spelt = ascii_spell(text, len, out, len * TEXT_FOLD_GROWTH);
    for (size_t i = 0; i < spelt; i++)
        out[i] = fold_ascii(how, out[i]);
    return spelt;
}

static size_t fold_first(enum text_fold how, const char *text, size_t len, char *out,
                         size_t *out_len) {
    uint32_t code;
    size_t first_len = utf8_decode(text, len, &code);
    size_t unit = code == UTF8_BAD ? first_len : unit_len(text, len, code, first_len);
    *out_len = unit;
    if (unit == 1 && is_ascii(*text)) {
        *out = fold_ascii(how, *text);
        return unit;
    }
    const struct apart *apart = unit == first_len ? find_apart(code) : NULL;
    if (is_spelt(how) && code != UTF8_BAD && (!apart || apart->has_ascii)) {
        size_t spelt = spell(how, text, unit, out);
        if (spelt) {
            *out_len = spelt;
            return unit;
        }
    }
    if (code != UTF8_BAD && (!apart || (apart->has_case && ignores_case(how)))) {
        size_t folded = fold_codes(how, text, unit, out);
        if (folded) {
            *out_len = folded;
            return unit;
        }
    }
    memcpy(out, text, unit);
    return unit;
}

size_t text_fold_unit(enum text_fold how, const char *text, size_t len,
                      char out[static TEXT_FOLD_UNIT_MAX], size_t *out_len) {
    return fold_first(how, text, len, out, out_len);
}

size_t text_fold(enum text_fold how, const char *text, size_t len, char *out) {
    size_t at = 0, used = 0;
    while (at < len) {
        size_t folded;
        /* A mark may follow the last byte of a run of ASCII. */
        for (; at < len && is_ascii(text[at]) && (at + 1 == len || is_ascii(text[at + 1])); at++)
            out[used++] = fold_ascii(how, text[at]);
        if (at == len)
            break;
        at += fold_first(how, text + at, len - at, out + used, &folded);
        used += folded;
    }
    return used;
}

bool text_has_upper(const char *text, size_t len) {
    uint32_t code;
    for (size_t at = 0; at < len;) {
        at += utf8_decode(text + at, len - at, &code);
        if (code == UTF8_BAD)
            continue;
        utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
        if (category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT)
            return true;
    }
    return false;
}
