/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/json.h"

#include "api/json_check.h"
#include "base/text.h"

#include <json-c/json_object.h>
#include <json-c/json_tokener.h>
#include <json-c/linkhash.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { JSON_DEPTH_MAX = 32, JSON_NOTES_MAX = 1024, JSON_NOTE_MAX = 128 };

_Static_assert(JSON_CHECK_DEPTH_MAX + 2 < JSON_DEPTH_MAX, "json-c must go deeper than the check");

#define JSON_REPLACEMENT "\xEF\xBF\xBD" /* U+FFFD, also json-c's stand-in for half a pair */

static size_t count_members(struct json_object *value) {
    size_t members = 0;
    for (size_t i = 0; i < json_length(value); i++)
        members += count_members(json_object_array_get_idx(value, i));
    if (!json_object_is_type(value, json_type_object))
        return members;
    json_object_object_foreach(value, key, member) {
        (void)key;
        members += 1 + count_members(member);
    }
    return members;
}

static bool build(struct json_body *body, const char *text, size_t len, struct err *err) {
    struct json_tokener *tokener = json_tokener_new_ex(JSON_DEPTH_MAX);
    if (!tokener)
        return err_set(err, ERR_DATA, "the JSON reader could not start");
    json_tokener_set_flags(tokener, JSON_TOKENER_STRICT);
    body->root = json_tokener_parse_ex(tokener, text, (int)len);
    if (!body->root)
        err_set(err, ERR_DATA, "json-c: %s",
                json_tokener_error_desc(json_tokener_get_error(tokener)));
    json_tokener_free(tokener);
    return body->root;
}

bool json_open(struct json_body *body, const char *text, size_t len, struct err *err) {
    struct json_check check;
    *body = (struct json_body){0};
    if (!len)
        return err_set(err, ERR_DATA, "the body is empty");
    if (len > INT_MAX || !text_is_utf8(text, len))
        return err_set(err, ERR_DATA, "the body is not UTF-8");
    if (!json_check(text, len, &check, err))
        return false;
    if (text[strspn(text, " \t\r\n")] != '{')
        return err_set(err, ERR_DATA, "the body is not a JSON object");
    if (!build(body, text, len, err))
        return false;
    body->has_lone_surrogate = check.has_lone_surrogate;
    if (count_members(body->root) == check.members)
        return true;
    json_close(body);
    return err_set(err, ERR_DATA, "an object of the body has a key twice");
}

void json_close(struct json_body *body) {
    json_object_put(body->root);
    body->root = NULL;
}

void json_reader_init(struct json_reader *reader, struct arena *arena,
                      const struct json_body *body) {
    *reader = (struct json_reader){
        .arena = arena, .prefix = "", .has_lone_surrogate = body->has_lone_surrogate};
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

enum json_kind json_kind(struct json_object *value) {
    static const enum json_kind kinds[] = {
        [json_type_null] = JSON_NULL,      [json_type_boolean] = JSON_FLAG,
        [json_type_double] = JSON_DECIMAL, [json_type_int] = JSON_WHOLE,
        [json_type_object] = JSON_OBJECT,  [json_type_array] = JSON_LIST,
        [json_type_string] = JSON_TEXT,
    };
    return kinds[json_object_get_type(value)];
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

bool json_has_null(struct json_object *object, const char *name) {
    return json_object_object_get_ex(object, name, NULL) && !json_member(object, name);
}

struct json_object *json_get(struct json_reader *reader, struct json_object *object,
                             const char *name, enum json_kind kind) {
    struct json_object *value = json_member(object, name);
    if (value && json_kind(value) == kind)
        return value;
    if (value || json_has_null(object, name))
        json_note(reader, name, "is %s, not %s", json_kind_name(json_kind(value)),
                  json_kind_name(kind));
    else
        json_note(reader, name, "is missing");
    return NULL;
}

int64_t json_get_count(struct json_reader *reader, struct json_object *object, const char *name) {
    struct json_object *value = json_get(reader, object, name, JSON_WHOLE);
    if (!value)
        return JSON_UNKNOWN;
    int64_t count = json_object_get_int64(value);
    /* Above INT64_MAX json-c keeps an unsigned number, and the signed reading stops there. */
    if (count >= 0 && json_object_get_uint64(value) <= INT64_MAX)
        return count;
    json_note(reader, name, count < 0 ? "is negative" : "is too large");
    return JSON_UNKNOWN;
}

bool json_get_flag(struct json_reader *reader, struct json_object *object, const char *name) {
    struct json_object *value = json_get(reader, object, name, JSON_FLAG);
    return value && json_object_get_boolean(value);
}

static const char *replace_nul(struct arena *arena, const char *text, size_t len) {
    struct buf kept;
    buf_init(&kept, SIZE_MAX);
    for (size_t i = 0; i < len; i++)
        buf_put(&kept, text[i] ? &text[i] : JSON_REPLACEMENT, text[i] ? 1 : 3);
    const char *copy = arena_dup_n(arena, kept.data, kept.len);
    buf_fini(&kept);
    return copy;
}

/* Whether the text cannot be had as the other side meant it; notes that. */
static bool is_damaged(struct json_reader *reader, const char *name, const char *text, size_t len) {
    bool has_nul = memchr(text, '\0', len) != NULL;
    bool has_half = reader->has_lone_surrogate && memmem(text, len, JSON_REPLACEMENT, 3) != NULL;
    if (has_nul)
        json_note(reader, name, "holds a NUL");
    if (has_half)
        json_note(reader, name, "holds half a character");
    return has_nul || has_half;
}

const char *json_get_text(struct json_reader *reader, struct json_object *object,
                          const char *name) {
    struct json_object *value = json_get(reader, object, name, JSON_TEXT);
    if (!value)
        return NULL;
    const char *text = json_object_get_string(value);
    size_t len = (size_t)json_object_get_string_len(value);
    return is_damaged(reader, name, text, len) ? replace_nul(reader->arena, text, len)
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
