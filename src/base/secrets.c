/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/secrets.h"

#include "base/base64.h"
#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    UNIT_DIGITS = 4,
    BYTE_DIGITS = 2,
    REFERENCE_DIGITS_MAX = 6,
    BITS = 8,
    BASE64_BITS = 6,
    WRITING_MAX = 8 /* maximum bytes of one encoded character, unless it is escaped twice */
};

struct source {
    const char *at, *end;
};

void secrets_init(struct secrets *secrets) {
    *secrets = (struct secrets){.count = 0};
}

void secrets_fini(struct secrets *secrets) {
    for (size_t i = 0; i < secrets->count; i++) {
        explicit_bzero(secrets->forms[i].text, secrets->forms[i].len);
        free(secrets->forms[i].text);
    }
    secrets_init(secrets);
}

static void add_form(struct secrets *secrets, const char *text, size_t len,
                     enum secret_writing writing) {
    secrets->forms[secrets->count++] =
        (struct secret_form){.text = mem_dup_n(text, len), .len = len, .writing = writing};
}

static void add_hex(struct secrets *secrets, const char *secret, size_t len) {
    static const char digits[] = "0123456789abcdef";
    char *form = mem_alloc(len * BYTE_DIGITS);
    for (size_t i = 0; i < len; i++) {
        form[i * BYTE_DIGITS] = digits[(unsigned char)secret[i] >> 4];
        form[i * BYTE_DIGITS + 1] = digits[(unsigned char)secret[i] & 15];
    }
    add_form(secrets, form, len * BYTE_DIGITS, SECRET_HEX);
    explicit_bzero(form, len * BYTE_DIGITS);
    free(form);
}

/* Six bits of `secret` from bit `from` on (other bytes precede it). */
static unsigned six_bits(const char *secret, size_t from) {
    unsigned six = 0;
    for (size_t bit = from; bit < from + BASE64_BITS; bit++)
        six = six << 1 | ((unsigned char)secret[bit / BITS] >> (BITS - 1 - bit % BITS) & 1);
    return six;
}

/* The base64 characters that depend on the secret alone if `before` bytes of a group of three
 * precede it. */
static void add_base64(struct secrets *secrets, const char *secret, size_t len, size_t before) {
    const size_t skipped[] = {0, 4, 2}; /* bits of the secret in a character that it shares */
    char *form = mem_alloc(len * 2);
    size_t count = 0;
    for (size_t bit = skipped[before]; bit + BASE64_BITS <= len * BITS; bit += BASE64_BITS)
        form[count++] = base64_signs[six_bits(secret, bit)];
    add_form(secrets, form, count, SECRET_BASE64);
    explicit_bzero(form, len * 2);
    free(form);
}

bool secrets_add(struct secrets *secrets, const char *secret) {
    size_t len = secret ? strlen(secret) : 0;
    if (!len)
        return true;
    if (secrets->added == SECRETS_MAX)
        return false;
    secrets->added++;
    add_form(secrets, secret, len, SECRET_PLAIN);
    if (len / 2 >= SECRETS_PART_MIN)
        add_form(secrets, secret + len - len / 2, len / 2, SECRET_PLAIN);
    add_hex(secrets, secret, len);
    for (size_t before = 0; len >= SECRETS_BASE64_MIN && before < 3; before++)
        add_base64(secrets, secret, len, before);
    return true;
}

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static int digit(char c, int base) {
    int value = c >= '0' && c <= '9'                 ? c - '0'
                : lower(c) >= 'a' && lower(c) <= 'f' ? lower(c) - 'a' + 10
                                                     : base;
    return value < base ? value : -1;
}

/* Reads a number of up to `most` digits (exactly that many if `is_exact`). False if there is
 * none. */
static bool take_number(struct source *source, int base, int most, bool is_exact, unsigned *code) {
    int count = 0;
    *code = 0;
    while (count < most && source->at < source->end && digit(*source->at, base) >= 0) {
        *code = *code * (unsigned)base + (unsigned)digit(*source->at++, base);
        count++;
    }
    return is_exact ? count == most : count > 0;
}

static bool take(struct source *source, char c) {
    bool is_there = source->at < source->end && *source->at == c;
    source->at += is_there;
    return is_there;
}

/* %2F, %u002F, and %252F, where an address was embedded in another. */
static bool take_percent(struct source *source, unsigned *code) {
    if (!take(source, '%'))
        return false;
    while (source->end - source->at > BYTE_DIGITS && !strncmp(source->at, "25", BYTE_DIGITS) &&
           digit(source->at[BYTE_DIGITS], 16) >= 0)
        source->at += BYTE_DIGITS;
    return take_number(source, 16, take(source, 'u') ? UNIT_DIGITS : BYTE_DIGITS, true, code);
}

/* \u002f, \x2f and \/, also for JSON inside a JSON string. */
static bool take_escape(struct source *source, unsigned *code) {
    if (!take(source, '\\'))
        return false;
    while (take(source, '\\'))
        ;
    if (take(source, 'u'))
        return take_number(source, 16, UNIT_DIGITS, true, code);
    if (take(source, 'x'))
        return take_number(source, 16, BYTE_DIGITS, true, code);
    if (source->at == source->end)
        return false;
    *code = (unsigned char)*source->at++;
    return true;
}

/* &amp; and the others that HTML requires. */
static bool take_entity(struct source *source, unsigned *code) {
    static const struct {
        const char *name;
        char meant;
    } entities[] = {{"amp;", '&'}, {"lt;", '<'}, {"gt;", '>'}, {"quot;", '"'}, {"apos;", '\''}};
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
        size_t len = strlen(entities[i].name);
        if ((size_t)(source->end - source->at) < len ||
            memcmp(source->at, entities[i].name, len) != 0)
            continue;
        source->at += len;
        *code = (unsigned char)entities[i].meant;
        return true;
    }
    return false;
}

/* &#47;, &#x2f; and &amp; */
static bool take_reference(struct source *source, unsigned *code) {
    if (!take(source, '&'))
        return false;
    if (!take(source, '#'))
        return take_entity(source, code);
    int base = take(source, 'x') || take(source, 'X') ? 16 : 10;
    return take_number(source, base, REFERENCE_DIGITS_MAX, false, code) && take(source, ';');
}

static bool is_same(char wanted, char found, bool is_base64) {
    if (!is_base64)
        return lower(wanted) == lower(found);
    return wanted == found || (wanted == '+' && found == '-') || (wanted == '/' && found == '_');
}

static bool take_plain(struct source *source, char wanted, bool is_base64) {
    bool is_there = source->at < source->end && is_same(wanted, *source->at, is_base64);
    source->at += is_there;
    return is_there;
}

static bool take_written(struct source *source, char wanted, bool is_base64) {
    static bool (*const writings[])(struct source *, unsigned *) = {take_percent, take_escape,
                                                                    take_reference};
    if (source->at == source->end || !strchr("%\\&", *source->at))
        return false;
    for (size_t i = 0; i < sizeof writings / sizeof *writings; i++) {
        struct source tried = *source;
        unsigned code;
        if (!writings[i](&tried, &code) || code > INT8_MAX ||
            !is_same(wanted, (char)code, is_base64))
            continue;
        *source = tried;
        return true;
    }
    return false;
}

/* Base64 may be broken into lines (RFC 2045), inside JSON by escaped line breaks. */
static void skip_line_end(struct source *source) {
    for (;;) {
        size_t left = (size_t)(source->end - source->at);
        if (left && strchr("\r\n\t ", *source->at))
            source->at++;
        else if (left > 1 && source->at[0] == '\\' && strchr("rn", source->at[1]))
            source->at += 2;
        else
            return;
    }
}

/* A percent sign itself, if the digits after it belong to the secret. */
static bool take_percent_sign(struct source *source, char wanted) {
    bool is_there = wanted == '%' && source->end - source->at > BYTE_DIGITS &&
                    memcmp(source->at, "%25", 1 + BYTE_DIGITS) == 0;
    source->at += is_there ? 1 + BYTE_DIGITS : 0;
    return is_there;
}

/* A backslash may be doubled repeatedly: JSON within JSON. */
static bool take_backslashes(struct source *source, char wanted) {
    if (wanted != '\\' || !take(source, '\\'))
        return false;
    while (take(source, '\\'))
        ;
    return true;
}

/* Skips one character of a secret in any encoding. If the secret itself contains a sign that begins
 * one (%, \, &), the meaning is ambiguous: `is_written` reads it as an encoding. */
static bool take_character(struct source *source, char wanted, bool is_base64, bool is_written) {
    if (is_written)
        return take_percent_sign(source, wanted) || take_written(source, wanted, is_base64) ||
               take_backslashes(source, wanted) || take_plain(source, wanted, is_base64);
    return take_plain(source, wanted, is_base64) || take_written(source, wanted, is_base64);
}

/* The characters that a form needs for that many bytes of a secret. */
static size_t length_of(const struct secret_form *form, size_t bytes) {
    switch (form->writing) {
    case SECRET_HEX:
        return bytes * BYTE_DIGITS;
    case SECRET_BASE64:
        return bytes * BITS / BASE64_BITS;
    case SECRET_PLAIN:
        break;
    }
    return bytes;
}

/* This much of a secret's beginning counts as the secret whatever follows: an error message may
 * shorten it. */
static size_t part_of(const struct secret_form *form) {
    size_t half = (form->len + 1) / 2, least = length_of(form, SECRETS_PART_MIN);
    return half > least ? half : least;
}

/* Skips what may separate two characters: the other half of a UTF-16 unit, or a sign between
 * bytes. */
static void skip_between(struct source *source, const struct secret_form *form, size_t i) {
    while (take(source, '\0'))
        ;
    if (form->writing == SECRET_HEX && i % BYTE_DIGITS == 0)
        (void)(take(source, ':') || take(source, ' ') || take(source, '-'));
    else if (form->writing == SECRET_BASE64)
        skip_line_end(source);
}

/* Whether the bytes end within an escape. */
static bool is_cut_writing(const struct source *source) {
    return source->end - source->at < WRITING_MAX && strchr("%\\&", *source->at);
}

/* The number of bytes at `at` that are this form or enough of its beginning; 0 if none. */
static size_t match_as(const struct secret_form *form, const char *at, const char *end,
                       bool is_written) {
    struct source source = {at, end};
    for (size_t i = 0; i < form->len; i++) {
        struct source before = source;
        if (i)
            skip_between(&source, form, i);
        if (source.at == end && i >= length_of(form, SECRETS_IN_ANSWERS))
            break;
        if (is_written && i && form->text[i] == '\\' && form->text[i - 1] == '\\')
            continue; /* included in the first one */
        if (take_character(&source, form->text[i], form->writing == SECRET_BASE64, is_written))
            continue;
        if (i >= part_of(form)) {
            source = before;
            break;
        }
        if (i < length_of(form, SECRETS_IN_ANSWERS) || !is_cut_writing(&source))
            return 0;
        source.at = end;
        break;
    }
    return (size_t)(source.at - at);
}

static size_t match(const struct secret_form *form, const char *at, const char *end) {
    size_t matched = match_as(form, at, end, false);
    bool is_ambiguous = form->writing == SECRET_PLAIN && strpbrk(form->text, "%\\&");
    return matched || !is_ambiguous ? matched : match_as(form, at, end, true);
}

static bool is_looked_for(const struct secret_form *form, size_t shortest) {
    return form->writing == SECRET_BASE64 || form->len >= length_of(form, shortest);
}

_Static_assert(SECRETS_MAX *SECRETS_FORMS_A_SECRET <= 32, "a bit for each form");

/* Finds, for each byte, the forms that may begin with it, one bit each, so that most positions need
 * no closer look. */
static void find_starts(const struct secrets *secrets, uint32_t starts[static UINT8_MAX + 1]) {
    for (size_t i = 0; i < secrets->count; i++) {
        const struct secret_form *form = &secrets->forms[i];
        for (int c = 1; c <= INT8_MAX; c++)
            if (strchr("%\\&", c) ||
                is_same(form->text[0], (char)c, form->writing == SECRET_BASE64))
                starts[c] |= UINT32_C(1) << i;
    }
}

/* The number of bytes that the secret at `at` takes, in any form; 0 if there is none. */
static size_t match_any(const struct secrets *secrets, uint32_t forms, const char *at,
                        const char *end, size_t shortest) {
    size_t matched = 0;
    for (size_t i = 0; i < secrets->count && !matched; i++)
        if (forms >> i & 1 && is_looked_for(&secrets->forms[i], shortest))
            matched = match(&secrets->forms[i], at, end);
    return matched;
}

size_t secrets_hide(const struct secrets *secrets, char *bytes, size_t len, size_t shortest) {
    size_t found = 0;
    uint32_t starts[UINT8_MAX + 1] = {0};
    find_starts(secrets, starts);
    for (size_t at = 0; at < len; at++) {
        uint32_t forms = starts[(unsigned char)bytes[at]];
        if (!forms)
            continue;
        size_t matched = match_any(secrets, forms, bytes + at, bytes + len, shortest);
        memset(bytes + at, '*', matched);
        found += matched > 0;
    }
    return found;
}
