/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/json_mend.h"

#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

/* The body's own list, such as the records, is not skipped when it is broken: the rest is
 * unknown. */
enum { OUTER_LISTS = 2 };

enum { UNIT_DIGITS = 4, WHOLE_DIGITS_MAX = 18, DECIMAL_BYTES_MAX = 64 };

static const char byte_order_mark[] = "\xEF\xBB\xBF";

struct scan {
    const char *text;
    size_t len, at;
    const struct json_names *names;
    struct json_mend *mend;
    size_t values;
    bool is_over; /* nothing after `at` is read */
};

/* A value within the source. */
struct stretch {
    size_t at, len;
};

/* The object being read: which names it had, and their values. */
struct members {
    uint32_t seen, told; /* bits; told: known to appear twice */
    struct stretch values[JSON_MEND_NAMES_MAX];
    bool is_whole; /* every name is copied */
    size_t count;  /* members written */
    size_t last;   /* where the last one's value begins in the mended text */
};

static void put(struct scan *scan, const char *text) {
    buf_text_put(&scan->mend->text, text);
}

static void put_mark(struct scan *scan, enum json_mark mark) {
    buf_format(&scan->mend->text, "\\u0000%c", mark);
}

static void put_marked(struct scan *scan, enum json_mark mark, const char *bytes, size_t len) {
    put(scan, "\"");
    put_mark(scan, mark);
    buf_put(&scan->mend->text, bytes, len);
    put(scan, "\"");
}

static void note(struct scan *scan, const char *what) {
    if (scan->mend->what)
        return;
    scan->mend->what = what;
    scan->mend->at = scan->at;
}

static void give_up(struct scan *scan, const char *what) {
    if (!scan->is_over)
        note(scan, what);
    scan->is_over = true;
    scan->mend->is_cut = true;
}

/* The current byte; '\0' at the end, which no rule below accepts. */
static char peek(const struct scan *scan) {
    return !scan->is_over && scan->at < scan->len ? scan->text[scan->at] : '\0';
}

static bool is_at_end(const struct scan *scan) {
    return scan->is_over || scan->at >= scan->len;
}

static bool skip(struct scan *scan, char c) {
    bool is_there = !is_at_end(scan) && scan->text[scan->at] == c;
    scan->at += is_there;
    return is_there;
}

static bool is_at(const struct scan *scan, const char *text) {
    size_t len = strlen(text);
    return !scan->is_over && scan->len - scan->at >= len &&
           memcmp(scan->text + scan->at, text, len) == 0;
}

/* As in JavaScript: to the end of the line, or of the comment. */
static bool skip_comment(struct scan *scan) {
    bool is_line = is_at(scan, "//");
    if (!is_line && !is_at(scan, "/*"))
        return false;
    note(scan, "a comment");
    const char *end = is_line ? "\n" : "*/", *from = scan->text + scan->at + 2;
    const char *found = memmem(from, scan->len - scan->at - 2, end, strlen(end));
    scan->at = found ? (size_t)(found - scan->text) + strlen(end) : scan->len;
    return true;
}

/* Skips a meaningless character between two tokens, which other readers accept as space. */
static bool skip_stray(struct scan *scan) {
    static const char *const strays[] = {byte_order_mark, "\v", "\f", "\xC2\xA0"};
    if (!is_at_end(scan) && !scan->text[scan->at]) {
        note(scan, "a NUL between two tokens");
        scan->at++;
        return true;
    }
    for (size_t i = 0; i < sizeof strays / sizeof *strays; i++) {
        if (!is_at(scan, strays[i]))
            continue;
        note(scan, i ? "a space that JSON does not allow" : "a byte order mark");
        scan->at += strlen(strays[i]);
        return true;
    }
    return false;
}

static void skip_space(struct scan *scan) {
    while (skip(scan, ' ') || skip(scan, '\t') || skip(scan, '\n') || skip(scan, '\r') ||
           skip_comment(scan) || skip_stray(scan))
        ;
}

/* Skips to after the closing quote, or to the end. */
static void skip_string(struct scan *scan) {
    scan->at++;
    while (scan->at < scan->len && scan->text[scan->at] != '"')
        scan->at += scan->text[scan->at] == '\\' && scan->len - scan->at > 1 ? 2 : 1;
    scan->at += scan->at < scan->len;
}

static bool ends_word(char c) {
    return memchr(",:]}[{\" \t\r\n", c, 11) != NULL;
}

static void skip_word(struct scan *scan) {
    while (scan->at < scan->len && !ends_word(scan->text[scan->at]))
        scan->at++;
}

/* Skips one value, whatever its contents and depth. Its end must match its beginning. */
static void skip_value(struct scan *scan) {
    size_t depth = 0;
    skip_space(scan);
    char first = peek(scan), c;
    do {
        c = peek(scan);
        if (c == '"') {
            skip_string(scan);
        } else if (depth && skip_comment(scan)) {
            continue;
        } else if (c == '{' || c == '[') {
            depth++;
            scan->at++;
        } else if (depth && (c == '}' || c == ']')) {
            depth--;
            scan->at++;
        } else if (depth) {
            scan->at++;
        } else {
            skip_word(scan);
        }
    } while (depth && !is_at_end(scan));
    if (depth || (first == '{' && c != '}') || (first == '[' && c != ']'))
        give_up(scan, "a list or object without an end");
}

static bool read_unit(struct scan *scan, unsigned *unit) {
    *unit = 0;
    for (int i = 0; i < UNIT_DIGITS; i++) {
        char c = peek(scan);
        if (c >= '0' && c <= '9')
            *unit = *unit * 16 + (unsigned)(c - '0');
        else if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))
            *unit = *unit * 16 + (unsigned)((c | 0x20) - 'a') + 10;
        else
            return false;
        scan->at++;
    }
    return true;
}

static bool is_high(unsigned unit) {
    return unit >= 0xD800 && unit <= 0xDBFF;
}

static bool is_low(unsigned unit) {
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

/* The first half of a pair needs its second half right after it. */
static void put_pair(struct scan *scan, unsigned high) {
    size_t behind = scan->at;
    unsigned low = 0;
    if (skip(scan, '\\') && skip(scan, 'u') && read_unit(scan, &low) && is_low(low)) {
        buf_format(&scan->mend->text, "\\u%04x\\u%04x", high, low);
        return;
    }
    scan->at = behind;
    put_mark(scan, JSON_MARK_HALF);
}

static void put_unit(struct scan *scan) {
    unsigned unit;
    if (!read_unit(scan, &unit)) {
        note(scan, "a bad \\u escape");
        put_mark(scan, JSON_MARK_ESCAPE);
    } else if (!unit) {
        put_mark(scan, JSON_MARK_NUL);
    } else if (is_high(unit)) {
        put_pair(scan, unit);
    } else if (is_low(unit)) {
        put_mark(scan, JSON_MARK_HALF);
    } else {
        buf_format(&scan->mend->text, "\\u%04x", unit);
    }
}

/* What follows a backslash. */
static void put_escape(struct scan *scan) {
    char c = peek(scan);
    if (skip(scan, 'u')) {
        put_unit(scan);
    } else if (c && strchr("\"\\/bfnrt", c)) {
        buf_format(&scan->mend->text, "\\%c", c);
        scan->at++;
    } else {
        note(scan, "a bad escape");
        put_mark(scan, JSON_MARK_ESCAPE);
        /* Skips all bytes of the character. */
        uint32_t code;
        if (!is_at_end(scan))
            scan->at += utf8_decode(scan->text + scan->at, scan->len - scan->at, &code);
    }
}

static void put_control(struct scan *scan, char c) {
    note(scan, "a control character in a string");
    if (c)
        buf_format(&scan->mend->text, "\\u%04x", (unsigned)(unsigned char)c);
    else
        put_mark(scan, JSON_MARK_NUL);
    scan->at++;
}

/* Whether a byte of a string is copied unchanged. */
static bool is_plain(char c) {
    return c >= ' ' && c <= '~' && c != '"' && c != '\\';
}

static bool put_run(struct scan *scan) {
    size_t from = scan->at;
    while (scan->at < scan->len && is_plain(scan->text[scan->at]))
        scan->at++;
    return scan->at > from && buf_put(&scan->mend->text, scan->text + from, scan->at - from);
}

static void put_character(struct scan *scan) {
    const char *at = scan->text + scan->at;
    uint32_t code;
    if ((unsigned char)*at < 0x20) {
        put_control(scan, *at);
        return;
    }
    size_t taken = utf8_decode(at, scan->len - scan->at, &code);
    if (code == UTF8_BAD) {
        note(scan, "bytes that are not UTF-8");
        put_mark(scan, JSON_MARK_BYTES);
    } else {
        buf_put(&scan->mend->text, at, taken);
    }
    scan->at += taken;
}

/* Replaces the output since `from`. */
static void put_instead(struct scan *scan, size_t from, enum json_mark mark) {
    scan->mend->text.len = from;
    put_marked(scan, mark, "", 0);
}

/* Whether the next byte may follow a value. */
static bool is_followed(const struct scan *scan) {
    struct scan ahead = *scan;
    skip_space(&ahead);
    return is_at_end(&ahead) || strchr(",]}", peek(&ahead));
}

static void put_string(struct scan *scan) {
    size_t from = scan->mend->text.len;
    scan->at++;
    put(scan, "\"");
    while (!skip(scan, '"')) {
        if (is_at_end(scan)) {
            give_up(scan, "a string without an end");
            put_instead(scan, from, JSON_MARK_CUT);
            return;
        }
        if (put_run(scan))
            continue;
        if (skip(scan, '\\'))
            put_escape(scan);
        else
            put_character(scan);
    }
    put(scan, "\"");
    /* A lost or extra quote produces strings that were never meant. */
    if (!is_followed(scan))
        put_instead(scan, from, JSON_MARK_ALIEN);
}

static size_t digits(const char *text, size_t len) {
    size_t count = 0;
    while (count < len && text[count] >= '0' && text[count] <= '9')
        count++;
    return count;
}

/* The length of the exponent, 0 if there is none; SIZE_MAX if it is malformed. */
static size_t exponent(const char *text, size_t len) {
    if (!len || (*text != 'e' && *text != 'E'))
        return 0;
    size_t sign = len > 1 && (text[1] == '+' || text[1] == '-'),
           count = digits(text + 1 + sign, len - 1 - sign);
    return count ? 1 + sign + count : SIZE_MAX;
}

/* Whether all of it is an RFC 8259 number; *is_whole: no fraction and no exponent. */
static bool is_number(const char *text, size_t len, bool *is_whole) {
    size_t at = len && *text == '-', count = digits(text + at, len - at);
    if (!count || (count > 1 && text[at] == '0'))
        return false;
    at += count;
    *is_whole = at == len;
    if (at < len && text[at] == '.') {
        count = digits(text + at + 1, len - at - 1);
        if (!count)
            return false;
        at += 1 + count;
    }
    size_t rest = exponent(text + at, len - at);
    return rest != SIZE_MAX && at + rest == len;
}

static void put_number(struct scan *scan, const char *text, size_t len, bool is_whole) {
    if (is_whole && (len > WHOLE_DIGITS_MAX || (len > 1 && !memcmp(text, "-0", 2))))
        put_marked(scan, JSON_MARK_WHOLE, text, len);
    else if (!is_whole && len > DECIMAL_BYTES_MAX)
        put_marked(scan, JSON_MARK_DECIMAL, "", 0);
    else
        buf_put(&scan->mend->text, text, len);
}

static bool is_word(const char *text, size_t len, const char *word) {
    return len == strlen(word) && memcmp(text, word, len) == 0;
}

/* Numbers, true, false, null, and anything else. */
static void put_word(struct scan *scan) {
    const char *text = scan->text + scan->at;
    bool is_whole;
    skip_word(scan);
    size_t len = (size_t)(scan->text + scan->at - text);
    if (is_at_end(scan)) {
        give_up(scan, "a value without an end");
        put_marked(scan, JSON_MARK_CUT, "", 0);
    } else if (is_word(text, len, "true") || is_word(text, len, "false") ||
               is_word(text, len, "null")) {
        buf_put(&scan->mend->text, text, len);
    } else if (is_number(text, len, &is_whole)) {
        put_number(scan, text, len, is_whole);
    } else {
        scan->at -= len;
        note(scan, "a missing value");
        scan->at += len ? len : peek(scan) == ':';
        put_marked(scan, JSON_MARK_ALIEN, "", 0);
    }
}

/* Whether a list or object has another item; skips its end. */
static bool goes_on(struct scan *scan, char end) {
    for (skip_space(scan); skip(scan, ','); skip_space(scan))
        note(scan, "an extra comma");
    if (skip(scan, end))
        return false;
    if (is_at_end(scan))
        give_up(scan, "a list or object without an end");
    return !is_at_end(scan);
}

/* Skips the separator of two items. False if there is none and the first is a string, which may
 * have ended elsewhere. */
static bool skip_comma(struct scan *scan, char end) {
    bool is_string = scan->at && scan->text[scan->at - 1] == '"';
    skip_space(scan);
    bool is_parted = skip(scan, ',');
    skip_space(scan);
    if (is_at_end(scan))
        return true;
    bool is_last = peek(scan) == end;
    if (is_parted && is_last)
        note(scan, "an extra comma");
    else if (!is_parted && !is_last)
        note(scan, "a missing comma");
    return is_parted || is_last || !is_string;
}

/* Skips the rest of a broken list or object that begins at `start`. For the outermost ones that is
 * everything, also if what follows may not follow it. */
static void pass_over(struct scan *scan, size_t start, bool is_outer, const char *what) {
    if (is_outer) {
        give_up(scan, what);
        return;
    }
    note(scan, what);
    scan->at = start;
    skip_value(scan);
    if (!is_followed(scan))
        give_up(scan, what);
}

static void put_value(struct scan *scan, int depth, bool is_whole);

static void put_list(struct scan *scan, int depth, bool is_whole) {
    size_t count = 0, start = scan->at++;
    put(scan, "[");
    while (goes_on(scan, ']')) {
        if (peek(scan) == '}') {
            pass_over(scan, start, depth <= OUTER_LISTS, "a list or object without an end");
            break;
        }
        if (count++)
            put(scan, ",");
        put_value(scan, depth, is_whole);
        if (!skip_comma(scan, ']')) {
            pass_over(scan, start, depth <= OUTER_LISTS, "a missing comma");
            break;
        }
    }
    if (scan->is_over) {
        put(scan, count ? "," : "");
        put_marked(scan, JSON_MARK_CUT, "", 0);
    }
    put(scan, "]");
}

/* Skips spaces; returns whether something is left. */
static bool skip_blanks(const struct scan *scan, struct stretch *rest) {
    while (rest->len && strchr(" \t\r\n", scan->text[rest->at])) {
        rest->at++;
        rest->len--;
    }
    return rest->len;
}

/* Whether two stretches are equal except for spaces between tokens. */
static bool is_same(const struct scan *scan, struct stretch one, struct stretch other) {
    bool is_string = false, is_escaped = false;
    for (;;) {
        bool has_one = is_string ? one.len > 0 : skip_blanks(scan, &one);
        bool has_other = is_string ? other.len > 0 : skip_blanks(scan, &other);
        if (!has_one || !has_other)
            return has_one == has_other;
        char c = scan->text[one.at];
        if (c != scan->text[other.at])
            return false;
        is_string = is_string != (c == '"' && !is_escaped);
        is_escaped = is_string && c == '\\' && !is_escaped;
        one = (struct stretch){one.at + 1, one.len - 1};
        other = (struct stretch){other.at + 1, other.len - 1};
    }
}

/* The current key as plain text, as far as any name is long. False if it is none of the names. */
static bool read_key(struct scan *scan, char *key, size_t size) {
    size_t len = 0, start = scan->at + 1;
    skip_string(scan);
    if (is_at_end(scan) || scan->text[scan->at - 1] != '"')
        return false;
    struct scan inner = *scan;
    inner.at = start;
    inner.len = scan->at - 1;
    while (!is_at_end(&inner)) {
        unsigned unit = (unsigned char)inner.text[inner.at++];
        if (unit == '\\' && (!skip(&inner, 'u') || !read_unit(&inner, &unit)))
            return false;
        if (unit < ' ' || unit > '~' || len + 1 >= size)
            return false;
        key[len++] = (char)unit;
    }
    key[len] = '\0';
    return true;
}

/* Its number among the names; JSON_MEND_NAMES_MAX when it is none. */
static size_t find_name(const struct scan *scan, const char *key) {
    size_t i = 0;
    const char *const *names = scan->names->names;
    while (names[i] && (*names[i] != *key || strcmp(names[i], key) != 0))
        i++;
    return scan->names->names[i] ? i : JSON_MEND_NAMES_MAX;
}

static void put_key(struct scan *scan, struct members *members, const char *key,
                    const char *behind) {
    put(scan, members->count++ ? ",\"" : "\"");
    put(scan, key);
    put(scan, behind);
    put(scan, "\":");
}

/* A member that was there before: overlooked where it says the same. */
static void put_again(struct scan *scan, struct members *members, size_t name) {
    struct stretch again = {.at = scan->at};
    skip_value(scan);
    again.len = scan->at - again.at;
    note(scan, "a repeated key");
    if (members->told & (uint32_t)1 << name || is_same(scan, members->values[name], again))
        return;
    members->told |= (uint32_t)1 << name;
    members->last = 0;
    put_key(scan, members, scan->names->names[name], "\\u0001");
    put(scan, "true");
}

static void put_named(struct scan *scan, struct members *members, size_t name, int depth) {
    const char *text = scan->names->names[name];
    skip_space(scan);
    if (members->seen & (uint32_t)1 << name) {
        put_again(scan, members, name);
        return;
    }
    members->seen |= (uint32_t)1 << name;
    put_key(scan, members, text, "");
    size_t start = scan->at;
    members->last = scan->mend->text.len;
    put_value(scan, depth, scan->names->whole && !strcmp(text, scan->names->whole));
    members->values[name] = (struct stretch){start, scan->at - start};
}

/* False when it has no colon. */
static bool put_member(struct scan *scan, struct members *members, int depth) {
    size_t start = scan->at;
    char key[64];
    bool is_plain = read_key(scan, key, sizeof key);
    size_t end = scan->at;
    skip_space(scan);
    if (!skip(scan, ':'))
        return false;
    size_t name = is_plain ? find_name(scan, key) : JSON_MEND_NAMES_MAX;
    if (members->is_whole && is_plain && end - start == strlen(key) + 2 && !strpbrk(key, "\"\\")) {
        put_key(scan, members, key, "");
        put_value(scan, depth, true);
    } else if (!members->is_whole && name < JSON_MEND_NAMES_MAX) {
        put_named(scan, members, name, depth);
    } else {
        skip_value(scan);
    }
    return true;
}

/* Why it cannot be read on; NULL when it can. */
static const char *put_next_member(struct scan *scan, struct members *members, int depth) {
    if (peek(scan) != '"')
        return "a missing key";
    if (!put_member(scan, members, depth))
        return "a missing colon";
    return skip_comma(scan, '}') ? NULL : "a missing comma";
}

static void put_object(struct scan *scan, int depth, bool is_whole) {
    struct members members = {.is_whole = is_whole};
    size_t start = scan->at++;
    put(scan, "{");
    while (goes_on(scan, '}')) {
        const char *what = put_next_member(scan, &members, depth);
        if (!what)
            continue;
        /* A string that came before may have ended elsewhere. */
        if (members.last && buf_text(&scan->mend->text)[members.last] == '"')
            put_instead(scan, members.last, JSON_MARK_ALIEN);
        pass_over(scan, start, depth <= 1, what);
        break;
    }
    put(scan, "}");
}

static void put_value(struct scan *scan, int depth, bool is_whole) {
    skip_space(scan);
    char c = peek(scan);
    bool is_object = c == '{';
    if (++scan->values > JSON_MEND_VALUES_MAX)
        give_up(scan, "too many values");
    if (scan->is_over) {
        put_marked(scan, JSON_MARK_CUT, "", 0);
    } else if ((is_object || c == '[') && depth >= JSON_MEND_DEPTH_MAX) {
        note(scan, "nesting too deep");
        put(scan, is_object ? "{}" : "[]");
        skip_value(scan);
    } else if (is_object) {
        put_object(scan, depth + 1, is_whole);
    } else if (c == '[') {
        put_list(scan, depth + 1, is_whole);
    } else if (c == '"') {
        put_string(scan);
    } else {
        put_word(scan);
    }
}

bool json_mend(struct json_mend *mend, const char *bytes, size_t len,
               const struct json_names *names, struct err *err) {
    struct scan scan = {.text = bytes, .len = len, .names = names, .mend = mend};
    *mend = (struct json_mend){.what = NULL};
    buf_init(&mend->text, SIZE_MAX);
    if (!len)
        return err_set(err, ERR_DATA, "the body is empty");
    skip_space(&scan);
    if (peek(&scan) != '{')
        return err_set(err, ERR_DATA, "the body is not a JSON object");
    put_value(&scan, 0, false);
    skip_space(&scan);
    if (!is_at_end(&scan))
        note(&scan, "more than one value");
    return true;
}

void json_mend_fini(struct json_mend *mend) {
    buf_fini(&mend->text);
}
