/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record/record_print.h"

#include "base/codepoint.h"
#include "base/json_text.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/utf8.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { REPLACEMENT = 0xFFFD, ESCAPE_BYTES = 2, UNIT_BYTES = 6 };

/* The text still to be laid out. */
struct source {
    struct record_print *print;
    const char *at, *end;
    int depth;
    bool begins_line;
};

void record_print_init(struct record_print *print) {
    *print = (struct record_print){.count = 0};
    buf_init(&print->text, RECORD_PRINT_MAX);
}

void record_print_fini(struct record_print *print) {
    buf_fini(&print->text);
    free(print->pieces);
    *print = (struct record_print){.count = 0};
}

void record_print_clear(struct record_print *print) {
    buf_clear(&print->text);
    print->count = 0;
    print->is_cut = false;
}

static bool can_join(const struct source *source, enum record_piece_kind kind) {
    const struct record_print *print = source->print;
    return !source->begins_line && print->count && kind != RECORD_ESCAPE &&
           print->pieces[print->count - 1].kind == kind;
}

/* Makes a piece of the text added since `at`. */
static void end_piece(struct source *source, enum record_piece_kind kind, size_t at) {
    struct record_print *print = source->print;
    size_t len = print->text.len - at;
    if (can_join(source, kind)) {
        print->pieces[print->count - 1].len += len;
        return;
    }
    print->pieces =
        mem_grow(print->pieces, &print->capacity, print->count + 1, sizeof *print->pieces);
    print->pieces[print->count++] = (struct record_piece){.kind = kind,
                                                          .begins_line = source->begins_line,
                                                          .depth = source->depth,
                                                          .at = at,
                                                          .len = len};
    source->begins_line = false;
}

static void put(struct source *source, enum record_piece_kind kind, const char *bytes, size_t len) {
    size_t at = source->print->text.len;
    if (source->print->is_cut || !buf_put(&source->print->text, bytes, len))
        source->print->is_cut = true;
    else
        end_piece(source, kind, at);
}

static void put_escape(struct source *source, uint32_t code) {
    size_t at = source->print->text.len;
    if (source->print->is_cut ||
        !json_text_put_escape(&source->print->text, code == UTF8_BAD ? REPLACEMENT : code))
        source->print->is_cut = true;
    else
        end_piece(source, RECORD_ESCAPE, at);
}

/* A cluster that would not be shown as it is: its base as it is, if that can stand alone, and every
 * other code point as an escape. */
static void put_revealed(struct source *source, enum record_piece_kind kind, const char *bytes,
                         size_t len, bool has_base) {
    for (size_t at = 0; at < len;) {
        uint32_t code;
        size_t taken = utf8_decode(bytes + at, len - at, &code);
        enum codepoint_class class = code == UTF8_BAD ? CODEPOINT_HIDDEN : codepoint_class(code);
        bool is_picture = class == CODEPOINT_PICTURE && codepoint_width(code) > 0;
        if (has_base && (is_picture || (at == 0 && class == CODEPOINT_TEXT)))
            put(source, kind, bytes + at, taken);
        else
            put_escape(source, code);
        at += taken;
    }
}

/* A stretch of a string without an escape. */
static void put_plain(struct source *source, enum record_piece_kind kind, const char *bytes,
                      size_t len) {
    struct text_walk walk;
    struct text_piece piece;
    text_walk_init(&walk, bytes, len);
    while (!source->print->is_cut && text_walk_next(&walk, &piece)) {
        const char *at = bytes + piece.source;
        if (piece.kind == TEXT_PLAIN)
            put(source, kind, at, piece.source_len);
        else
            put_revealed(source, kind, at, piece.source_len, piece.kind == TEXT_REDUCED);
    }
}

static size_t left(const struct source *source) {
    return (size_t)(source->end - source->at);
}

/* The end of the current string, after its closing quote. */
static const char *string_end(const struct source *source) {
    const char *at = source->at + 1;
    while (at < source->end && *at != '"')
        at += *at == '\\' && source->end - at > 1 ? 2 : 1;
    return at < source->end ? at + 1 : source->end;
}

/* A mark after an escape has no base, so each stretch is walked by itself. */
static void put_inner(struct source *source, enum record_piece_kind kind, const char *at,
                      const char *end) {
    while (at < end) {
        const char *escape = memchr(at, '\\', (size_t)(end - at));
        put_plain(source, kind, at, (size_t)((escape ? escape : end) - at));
        if (!escape)
            return;
        ptrdiff_t len = end - escape > 1 && escape[1] == 'u' ? UNIT_BYTES : ESCAPE_BYTES;
        if (len > end - escape)
            len = end - escape;
        put(source, RECORD_ESCAPE, escape, (size_t)len);
        at = escape + len;
    }
}

static void skip_space(struct source *source) {
    while (source->at < source->end && strchr(" \t\r\n", *source->at))
        source->at++;
}

static void put_string(struct source *source) {
    const char *start = source->at;
    source->at = string_end(source);
    const char *end = source->at;
    skip_space(source);
    bool is_key = source->at < source->end && *source->at == ':';
    enum record_piece_kind kind = is_key ? RECORD_KEY : RECORD_STRING;
    bool is_closed = end - start > 1 && end[-1] == '"';
    put(source, kind, "\"", 1);
    put_inner(source, kind, start + 1, end - is_closed);
    if (is_closed)
        put(source, kind, "\"", 1);
}

static void put_scalar(struct source *source) {
    static const char null[] = "null";
    const char *start = source->at++;
    while (source->at < source->end && !strchr(",]} \t\r\n", *source->at))
        source->at++;
    size_t len = (size_t)(source->at - start);
    bool is_null = len == strlen(null) && memcmp(start, null, len) == 0;
    put_plain(source, is_null ? RECORD_NULL : RECORD_VALUE, start, len);
}

static void put_opening(struct source *source) {
    char signs[2] = {*source->at++, '\0'};
    skip_space(source);
    signs[1] = left(source) ? *source->at : '\0';
    if (signs[1] == '}' || signs[1] == ']') {
        put(source, RECORD_SIGN, signs, 2);
        source->at++;
        return;
    }
    put(source, RECORD_SIGN, signs, 1);
    source->depth++;
    source->begins_line = true;
}

static void put_sign(struct source *source) {
    char sign = *source->at++;
    if (sign == '}' || sign == ']') {
        source->depth -= source->depth > 0;
        source->begins_line = true;
    }
    put(source, RECORD_SIGN, sign == ':' ? ": " : &sign, sign == ':' ? 2 : 1);
    if (sign == ',')
        source->begins_line = true;
}

void record_print_json(struct record_print *print, const char *json, size_t len) {
    struct source source = {.print = print, .at = json, .end = json + len, .begins_line = true};
    for (skip_space(&source); source.at < source.end && !print->is_cut; skip_space(&source)) {
        char c = *source.at;
        if (c == '"')
            put_string(&source);
        else if (c == '{' || c == '[')
            put_opening(&source);
        else if (c && strchr(":,}]", c))
            put_sign(&source);
        else
            put_scalar(&source);
    }
}

static void put_name(struct buf *json, const char *name) {
    buf_format(json, "%s\"%s\":", json->len > 1 ? "," : "", name);
}

static void put_text(struct buf *json, const char *name, const char *text) {
    if (!text)
        return;
    put_name(json, name);
    json_text_put(json, text);
}

static void put_flag(struct buf *json, const char *name, int flag) {
    if (flag == ACCOUNT_UNKNOWN)
        return;
    put_name(json, name);
    buf_text_put(json, flag ? "true" : "false");
}

static void put_count(struct buf *json, const char *name, int64_t count) {
    if (count == ACCOUNT_UNKNOWN)
        return;
    put_name(json, name);
    buf_format(json, "%" PRId64, count);
}

void record_print_account(struct record_print *print, const struct account *account) {
    struct buf json;
    buf_init(&json, RECORD_PRINT_MAX);
    buf_text_put(&json, "{");
    put_text(&json, "id", account->id);
    put_text(&json, "username", account->username);
    put_text(&json, "display_name", account->display_name);
    put_text(&json, "avatar_url", account->avatar_url);
    put_text(&json, "bio", account->bio);
    put_text(&json, "region", account->region);
    put_flag(&json, "is_verified", account_flag(account, ACCOUNT_FLAG_VERIFIED));
    put_flag(&json, "is_private", account_flag(account, ACCOUNT_FLAG_PRIVATE));
    put_count(&json, "follower_count", account->follower_count);
    put_count(&json, "following_count", account->following_count);
    put_count(&json, "like_count", account->like_count);
    put_count(&json, "video_count", account->video_count);
    buf_text_put(&json, "}");
    record_print_json(print, buf_text(&json), json.len);
    buf_fini(&json);
}
