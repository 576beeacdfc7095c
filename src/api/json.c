/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/json.h"

#include <errno.h>
#include <json-c/json_c_version.h>
#include <json-c/json_object.h>
#include <json-c/json_tokener.h>
#include <json-c/linkhash.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { JSON_DEPTH_MAX = 32, JSON_NOTES_MAX = 1024, JSON_NOTE_MAX = 128 };

_Static_assert(JSON_MEND_DEPTH_MAX + 2 < JSON_DEPTH_MAX, "json-c must go as deep as what it gets");

#define JSON_REPLACEMENT "\xEF\xBF\xBD" /* U+FFFD */

static bool build(struct json_body *body, const struct buf *text, struct err *err) {
    if (text->len > INT_MAX)
        return err_set(err, ERR_DATA, "the body is too long");
    struct json_tokener *tokener = json_tokener_new_ex(JSON_DEPTH_MAX);
    if (!tokener)
        return err_set(err, ERR_DATA, "the JSON reader could not start");
    json_tokener_set_flags(tokener, JSON_TOKENER_STRICT);
    body->root = json_tokener_parse_ex(tokener, buf_text(text), (int)text->len);
    if (!body->root)
        err_set(err, ERR_DATA, "json-c: %s",
                json_tokener_error_desc(json_tokener_get_error(tokener)));
    json_tokener_free(tokener);
    return body->root;
}

bool json_open(struct json_body *body, const char *text, size_t len, const struct json_names *names,
               struct err *err) {
    struct json_mend mend;
    *body = (struct json_body){0};
    bool is_open = json_mend(&mend, text, len, names, err) && build(body, &mend.text, err);
    body->what = mend.what;
    body->at = mend.at;
    body->is_cut = mend.is_cut;
    json_mend_fini(&mend);
    return is_open;
}

void json_close(struct json_body *body) {
    json_object_put(body->root);
    body->root = NULL;
}

void json_reader_init(struct json_reader *reader, struct arena *arena) {
    *reader = (struct json_reader){.arena = arena, .prefix = ""};
    buf_init(&reader->notes, JSON_NOTES_MAX);
}

const char *json_reader_fini(struct json_reader *reader) {
    const char *notes =
        reader->notes.len ? arena_dup(reader->arena, buf_text(&reader->notes)) : NULL;
    buf_fini(&reader->notes);
    return notes;
}

void json_note(struct json_reader *reader, const char *name, const char *format, ...) {
    char what[JSON_NOTE_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    buf_format(&reader->notes, "%s%s%s %s", reader->notes.len ? "; " : "", reader->prefix, name,
               what);
}

void json_add_note(struct json_reader *reader, const char *notes) {
    buf_format(&reader->notes, "%s%s", reader->notes.len ? "; " : "", notes);
}

/* The mark of a string that replaces a value; '\0' for a plain string. */
static char mark_of(struct json_object *value) {
    static const char marks[] = {JSON_MARK_CUT, JSON_MARK_ALIEN, JSON_MARK_WHOLE,
                                 JSON_MARK_DECIMAL};
    if (!json_object_is_type(value, json_type_string) || json_object_get_string_len(value) < 2)
        return '\0';
    const char *text = json_object_get_string(value);
    return !text[0] && memchr(marks, text[1], sizeof marks) ? text[1] : '\0';
}

static enum json_kind marked_kind(char mark) {
    switch (mark) {
    case JSON_MARK_CUT:
        return JSON_CUT;
    case JSON_MARK_WHOLE:
        return JSON_WHOLE;
    case JSON_MARK_DECIMAL:
        return JSON_DECIMAL;
    default:
        return JSON_ALIEN;
    }
}

enum json_kind json_kind(struct json_object *value) {
    static const enum json_kind kinds[] = {
        [json_type_null] = JSON_NULL,      [json_type_boolean] = JSON_FLAG,
        [json_type_double] = JSON_DECIMAL, [json_type_int] = JSON_WHOLE,
        [json_type_object] = JSON_OBJECT,  [json_type_array] = JSON_LIST,
        [json_type_string] = JSON_TEXT,
    };
    char mark = mark_of(value);
    return mark ? marked_kind(mark) : kinds[json_object_get_type(value)];
}

const char *json_kind_name(enum json_kind kind) {
    static const char *const names[] = {
        [JSON_NULL] = "null",
        [JSON_FLAG] = "true or false",
        [JSON_WHOLE] = "a whole number",
        [JSON_DECIMAL] = "a decimal number",
        [JSON_TEXT] = "a string",
        [JSON_LIST] = "a list",
        [JSON_OBJECT] = "an object",
        [JSON_ALIEN] = "no JSON value",
        [JSON_CUT] = "cut off",
    };
    return names[kind];
}

struct json_object *json_member(struct json_object *object, const char *name) {
    struct json_object *value;
    return json_object_object_get_ex(object, name, &value) ? value : NULL;
}

bool json_has(struct json_object *object, const char *name) {
    return json_member(object, name);
}

bool json_is_twice(struct json_object *object, const char *name) {
    char twice[JSON_NOTE_MAX];
    snprintf(twice, sizeof twice, "%s" JSON_MEND_TWICE, name);
    return json_object_object_get_ex(object, twice, NULL);
}

bool json_has_null(struct json_object *object, const char *name) {
    return json_object_object_get_ex(object, name, NULL) && !json_member(object, name) &&
           !json_is_twice(object, name);
}

/* Notes a member that appears twice with different values. */
static bool is_ambiguous(struct json_reader *reader, struct json_object *object, const char *name) {
    if (!json_is_twice(object, name))
        return false;
    json_note(reader, name, "appears twice, with different values");
    return true;
}

struct json_object *json_get(struct json_reader *reader, struct json_object *object,
                             const char *name, enum json_kind kind) {
    struct json_object *value = json_member(object, name);
    if (is_ambiguous(reader, object, name))
        return NULL;
    if (value && json_kind(value) == kind)
        return value;
    if (value || json_has_null(object, name))
        json_note(reader, name, "is %s, not %s", json_kind_name(json_kind(value)),
                  json_kind_name(kind));
    else
        json_note(reader, name, "is missing");
    return NULL;
}

/* The digits of a whole number, as received. */
static const char *json_digits(struct json_object *value) {
    return json_object_get_string(value) + (mark_of(value) ? 2 : 0);
}

int64_t json_get_count(struct json_reader *reader, struct json_object *object, const char *name) {
    struct json_object *value = json_get(reader, object, name, JSON_WHOLE);
    if (!value)
        return JSON_UNKNOWN;
    if (!mark_of(value)) {
        int64_t count = json_object_get_int64(value);
        if (count >= 0)
            return count;
    }
    /* Marked numbers are exact too, up to INT64_MAX. */
    const char *digits = json_digits(value);
    errno = 0;
    long long count = strtoll(digits, NULL, 10);
    if (*digits != '-' && !errno)
        return count;
    if (*digits == '-' && !count)
        return 0;
    json_note(reader, name, *digits == '-' ? "is negative" : "is too large");
    return JSON_UNKNOWN;
}

bool json_get_flag(struct json_reader *reader, struct json_object *object, const char *name) {
    struct json_object *value = json_get(reader, object, name, JSON_FLAG);
    return value && json_object_get_boolean(value);
}

/* What a mark inside a string means, for people. */
static const char *mark_words(char mark) {
    switch (mark) {
    case JSON_MARK_NUL:
        return "contains a NUL";
    case JSON_MARK_HALF:
        return "contains half a character";
    case JSON_MARK_BYTES:
        return "contains bytes that are not UTF-8";
    default:
        return "contains an escape that is not JSON";
    }
}

/* Notes each kind of damage once. */
static bool is_damaged(struct json_reader *reader, const char *name, const char *text, size_t len) {
    static const char marks[] = {JSON_MARK_NUL, JSON_MARK_HALF, JSON_MARK_BYTES, JSON_MARK_ESCAPE};
    bool is_any = false;
    for (size_t i = 0; i < sizeof marks; i++) {
        const char pair[] = {'\0', marks[i]};
        if (!memmem(text, len, pair, sizeof pair))
            continue;
        json_note(reader, name, "%s", mark_words(marks[i]));
        is_any = true;
    }
    return is_any;
}

/* Replaces every mark by U+FFFD. */
static const char *replace_marks(struct arena *arena, const char *text, size_t len) {
    struct buf kept;
    buf_init(&kept, SIZE_MAX);
    for (size_t i = 0; i < len; i++) {
        if (text[i]) {
            buf_put(&kept, &text[i], 1);
            continue;
        }
        buf_text_put(&kept, JSON_REPLACEMENT);
        i++; /* its letter */
    }
    const char *copy = arena_dup_n(arena, kept.data, kept.len);
    buf_fini(&kept);
    return copy;
}

const char *json_get_text(struct json_reader *reader, struct json_object *object,
                          const char *name) {
    struct json_object *value = json_get(reader, object, name, JSON_TEXT);
    if (!value)
        return NULL;
    const char *text = json_object_get_string(value);
    size_t len = (size_t)json_object_get_string_len(value);
    return is_damaged(reader, name, text, len) ? replace_marks(reader->arena, text, len)
                                               : arena_dup_n(reader->arena, text, len);
}

const char *json_get_token(struct json_reader *reader, struct json_object *object,
                           const char *name) {
    struct json_object *value = json_get(reader, object, name, JSON_TEXT);
    if (!value)
        return NULL;
    const char *text = json_object_get_string(value);
    size_t len = (size_t)json_object_get_string_len(value);
    if (!len)
        json_note(reader, name, "is empty");
    else if (!is_damaged(reader, name, text, len))
        return arena_dup_n(reader->arena, text, len);
    return NULL;
}

const char *json_get_id(struct json_reader *reader, struct json_object *object, const char *name) {
    struct json_object *value = json_member(object, name);
    if (!value || json_kind(value) != JSON_WHOLE || json_is_twice(object, name))
        return json_get_token(reader, object, name);
    return arena_dup(reader->arena, json_digits(value));
}

size_t json_length(struct json_object *list) {
    return json_object_is_type(list, json_type_array) ? json_object_array_length(list) : 0;
}

struct json_object *json_item(struct json_object *list, size_t i) {
    return json_object_array_get_idx(list, i);
}

const char *json_plain(struct json_object *value) {
    const char *text = json_object_get_string(value);
    return text ? text : "null";
}

const char *json_library_version(void) {
    return json_c_version();
}
