/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record/record_slice.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { UNIT_DIGITS = 4, OBJECTS_MAX = 8 /* objects searched for one with data */ };

/* Skips any text; what is not closed ends with the text. */
struct cursor {
    const char *at, *end;
};

static char peek(const struct cursor *cursor) {
    return cursor->at < cursor->end ? *cursor->at : '\0';
}

static void skip_space(struct cursor *cursor) {
    while (cursor->at < cursor->end && strchr(" \t\r\n", *cursor->at))
        cursor->at++;
}

static bool skip(struct cursor *cursor, char c) {
    skip_space(cursor);
    bool is_there = cursor->at < cursor->end && *cursor->at == c;
    cursor->at += is_there;
    return is_there;
}

/* With its quotes. */
static struct record_slice take_string(struct cursor *cursor) {
    const char *start = cursor->at++;
    while (cursor->at < cursor->end && *cursor->at != '"')
        cursor->at += *cursor->at == '\\' && cursor->end - cursor->at > 1 ? 2 : 1;
    cursor->at += cursor->at < cursor->end;
    return (struct record_slice){start, (size_t)(cursor->at - start)};
}

static struct record_slice take_value(struct cursor *cursor) {
    skip_space(cursor);
    const char *start = cursor->at;
    size_t depth = 0;
    do {
        char c = peek(cursor);
        if (c == '"') {
            take_string(cursor);
        } else if (c == '{' || c == '[') {
            depth++;
            cursor->at++;
        } else if (c == '}' || c == ']') {
            depth -= depth > 0;
            cursor->at++;
        } else if (depth) {
            cursor->at++;
        } else {
            while (cursor->at < cursor->end && !strchr(",]} \t\r\n", *cursor->at))
                cursor->at++;
        }
    } while (depth && cursor->at < cursor->end);
    return (struct record_slice){start, (size_t)(cursor->at - start)};
}

/* The UTF-16 unit of an escape \uXXXX at `text`. */
static uint32_t read_unit(const char *text) {
    char digits[UNIT_DIGITS + 1] = "";
    memcpy(digits, text + 2, UNIT_DIGITS);
    return (uint32_t)strtoul(digits, NULL, 16);
}

static bool is_unit(const char *at, const char *end) {
    return end - at >= UNIT_DIGITS + 2 && at[0] == '\\' && at[1] == 'u';
}

/* The character of the escape at *at, as UTF-8; returns its length, 0 for half a pair. */
static size_t read_escape(const char **at, const char *end, char out[static UTF8_BYTES_MAX]) {
    static const char letters[] = "bfnrt", controls[] = "\b\f\n\r\t";
    if (!is_unit(*at, end)) {
        const char *letter = end - *at > 1 ? strchr(letters, (*at)[1]) : NULL;
        out[0] = letter ? controls[letter - letters] : (*at)[end - *at > 1];
        *at += 2;
        return 1;
    }
    uint32_t code = read_unit(*at);
    *at += UNIT_DIGITS + 2;
    if (code >= 0xD800 && code <= 0xDBFF && is_unit(*at, end)) {
        uint32_t low = read_unit(*at);
        if (low < 0xDC00 || low > 0xDFFF)
            return 0;
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        *at += UNIT_DIGITS + 2;
    }
    return code >= 0xD800 && code <= 0xDFFF ? 0 : utf8_encode(code, out);
}

/* Whether a string, with its quotes, means `text`. */
static bool means(struct record_slice string, const char *text) {
    const char *at = string.text + 1, *end = string.text + string.len - 1;
    if (string.len < 2 || *string.text != '"')
        return false;
    while (at < end) {
        char bytes[UTF8_BYTES_MAX];
        size_t len = 1;
        if (*at == '\\')
            len = read_escape(&at, end, bytes);
        else
            bytes[0] = *at++;
        if (!len || strncmp(text, bytes, len) != 0)
            return false;
        text += len;
    }
    return !*text;
}

/* An id may be a number: its digits are the id. */
static bool is_number(struct record_slice value, const char *id) {
    return value.len == strlen(id) && !memcmp(value.text, id, value.len);
}

/* Whether the list or object goes on; skips commas and its end. */
static bool goes_on(struct cursor *cursor, char end) {
    while (skip(cursor, ','))
        ;
    return !skip(cursor, end) && cursor->at < cursor->end;
}

/* The member's value; text NULL if there is none. */
static struct record_slice find_member(struct record_slice object, const char *name) {
    struct cursor cursor = {object.text, object.text + object.len};
    if (!skip(&cursor, '{'))
        return (struct record_slice){0};
    while (goes_on(&cursor, '}') && peek(&cursor) == '"') {
        struct record_slice key = take_string(&cursor);
        skip(&cursor, ':');
        struct record_slice value = take_value(&cursor);
        if (means(key, name))
            return value;
    }
    return (struct record_slice){0};
}

static struct record_slice find_item(struct record_slice list, int64_t row) {
    struct cursor cursor = {list.text, list.text + list.len};
    if (!skip(&cursor, '['))
        return (struct record_slice){0};
    while (goes_on(&cursor, ']')) {
        struct record_slice value = take_value(&cursor);
        if (row-- == 0)
            return value;
        if (!value.len)
            break;
    }
    return (struct record_slice){0};
}

/* "data" of the first object that has it: the answer may be nested in something else. */
static struct record_slice find_data(const char *body, size_t len) {
    const char *at = body, *end = body + len;
    struct record_slice found = {0};
    for (int i = 0; i < OBJECTS_MAX && !found.text && (at = memchr(at, '{', (size_t)(end - at)));
         i++, at++)
        found = find_member((struct record_slice){at, (size_t)(end - at)}, "data");
    return found;
}

bool record_slice_find(const char *body, size_t len, int64_t row, const char *id,
                       struct record_slice *slice) {
    *slice = (struct record_slice){0};
    struct record_slice found = find_data(body, len);
    if (found.text && row >= 0)
        found = find_item(found, row);
    if (!found.len)
        return false;
    struct record_slice own = find_member(found, "id");
    if (id && !(own.text && (means(own, id) || is_number(own, id))))
        return false;
    *slice = found;
    return true;
}
