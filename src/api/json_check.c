/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/json_check.h"

#include <string.h>

struct scan {
    const char *text;
    size_t len, at;
    struct json_check *check;
    struct err *err;
};

static bool fail(struct scan *scan, const char *what) {
    return err_set(scan->err, ERR_DATA, "not JSON: %s at byte %zu", what, scan->at);
}

/* The byte at hand; '\0' at the end, which no rule below accepts. */
static char peek(const struct scan *scan) {
    return scan->at < scan->len ? scan->text[scan->at] : '\0';
}

static bool skip(struct scan *scan, char c) {
    bool is_there = scan->at < scan->len && scan->text[scan->at] == c;
    scan->at += is_there;
    return is_there;
}

static void skip_space(struct scan *scan) {
    while (skip(scan, ' ') || skip(scan, '\t') || skip(scan, '\n') || skip(scan, '\r'))
        ;
}

static bool scan_unit(struct scan *scan, unsigned *unit) {
    *unit = 0;
    for (int i = 0; i < 4; i++) {
        char c = peek(scan);
        if (c >= '0' && c <= '9')
            *unit = *unit * 16 + (unsigned)(c - '0');
        else if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))
            *unit = *unit * 16 + (unsigned)((c | 0x20) - 'a') + 10;
        else
            return fail(scan, "a bad \\u escape");
        scan->at++;
    }
    return true;
}

/* Halves of surrogate pairs: `high` says that a first half is waiting for its second. */
static void pair_unit(struct scan *scan, unsigned unit, bool *high) {
    bool is_low = unit >= 0xDC00 && unit <= 0xDFFF;
    if (*high != is_low)
        scan->check->has_lone_surrogate = true;
    *high = unit >= 0xD800 && unit <= 0xDBFF;
}

/* What stands behind a backslash; *unit is 1 for what is no \u escape. */
static bool scan_escape(struct scan *scan, bool is_key, unsigned *unit) {
    *unit = 1;
    if (skip(scan, 'u')) {
        if (!scan_unit(scan, unit))
            return false;
        return *unit || !is_key || fail(scan, "a NUL in a key");
    }
    char c = peek(scan);
    if (!c || !strchr("\"\\/bfnrt", c))
        return fail(scan, "a bad escape");
    scan->at++;
    return true;
}

static bool scan_string(struct scan *scan, bool is_key) {
    bool high = false;
    if (!skip(scan, '"'))
        return fail(scan, "no string where one must be");
    while (!skip(scan, '"')) {
        unsigned unit = 1;
        if (scan->at >= scan->len)
            return fail(scan, "a string without an end");
        if ((unsigned char)scan->text[scan->at] < 0x20)
            return fail(scan, "a control character in a string");
        if (!skip(scan, '\\'))
            scan->at++;
        else if (!scan_escape(scan, is_key, &unit))
            return false;
        pair_unit(scan, unit, &high);
    }
    pair_unit(scan, 1, &high);
    return true;
}

static bool skip_digits(struct scan *scan) {
    size_t start = scan->at;
    while (peek(scan) >= '0' && peek(scan) <= '9')
        scan->at++;
    return scan->at > start || fail(scan, "no digit where one must be");
}

static bool scan_number(struct scan *scan) {
    skip(scan, '-');
    if (!skip(scan, '0') && !skip_digits(scan))
        return false;
    if (skip(scan, '.') && !skip_digits(scan))
        return false;
    if (skip(scan, 'e') || skip(scan, 'E')) {
        if (!skip(scan, '+'))
            skip(scan, '-');
        return skip_digits(scan);
    }
    return true;
}

static bool scan_word(struct scan *scan, const char *word) {
    size_t len = strlen(word);
    if (scan->len - scan->at < len || memcmp(scan->text + scan->at, word, len) != 0)
        return fail(scan, "no value where one must be");
    scan->at += len;
    return true;
}

static bool scan_value(struct scan *scan, int depth);

static bool scan_member(struct scan *scan, int depth) {
    scan->check->members++;
    if (!scan_string(scan, true))
        return false;
    skip_space(scan);
    if (!skip(scan, ':'))
        return fail(scan, "no colon behind a key");
    return scan_value(scan, depth);
}

/* What stands behind the opening bracket, up to the closing one. */
static bool scan_items(struct scan *scan, bool is_object, int depth) {
    char end = is_object ? '}' : ']';
    if (depth > JSON_CHECK_DEPTH_MAX)
        return fail(scan, "too deep a nesting");
    skip_space(scan);
    if (skip(scan, end))
        return true;
    do {
        skip_space(scan);
        if (!(is_object ? scan_member(scan, depth) : scan_value(scan, depth)))
            return false;
        skip_space(scan);
    } while (skip(scan, ','));
    return skip(scan, end) || fail(scan, "no end of a list or object");
}

static bool scan_value(struct scan *scan, int depth) {
    if (++scan->check->values > JSON_CHECK_VALUES_MAX)
        return fail(scan, "too many values");
    skip_space(scan);
    switch (peek(scan)) {
    case '{':
    case '[':
        return scan_items(scan, scan->text[scan->at++] == '{', depth + 1);
    case '"':
        return scan_string(scan, false);
    case 't':
        return scan_word(scan, "true");
    case 'f':
        return scan_word(scan, "false");
    case 'n':
        return scan_word(scan, "null");
    default:
        return scan_number(scan);
    }
}

bool json_check(const char *text, size_t len, struct json_check *check, struct err *err) {
    struct scan scan = {.text = text, .len = len, .check = check, .err = err};
    *check = (struct json_check){0};
    if (!scan_value(&scan, 0))
        return false;
    skip_space(&scan);
    return scan.at == len || fail(&scan, "more than one value");
}
