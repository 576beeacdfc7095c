/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads JSON by type and notes what is wrong. Only this file and the sandbox use json-c, here on
 * text that json_mend() has made strict. A value is read if it exists, has its type and is
 * unambiguous; everything else is "unknown" with a note such as "bio is missing" or "like_count is
 * a string, not a whole number". */
#ifndef FOLLOWTRAIL_API_JSON_H
#define FOLLOWTRAIL_API_JSON_H

#include "api/json_mend.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum json_kind {
    JSON_NULL,
    JSON_FLAG,
    JSON_WHOLE,
    JSON_DECIMAL,
    JSON_TEXT,
    JSON_LIST,
    JSON_OBJECT,
    JSON_ALIEN, /* NaN and other things that are not JSON */
    JSON_CUT,   /* the body ends inside it */
};

enum { JSON_UNKNOWN = -1 };

struct json_object; /* a value in a tree; NULL is JSON's null */

/* A body, which must be an object. */
struct json_body {
    struct json_object *root;
    const char *what; /* why it is not strict JSON (RFC 8259), static; NULL if it is */
    size_t at;        /* the byte where that happens */
    bool is_cut;      /* it could not be read to its end */
};

/* Reads the members with those names, as json_mend() says. ERR_DATA with the reason if there is no
 * object. */
bool json_open(struct json_body *body, const char *text, size_t len, const struct json_names *names,
               struct err *err) __attribute__((nonnull(1, 4), warn_unused_result));
void json_close(struct json_body *body) __attribute__((nonnull));

/* The reading of one object. */
struct json_reader {
    struct arena *arena; /* where texts are stored */
    const char *prefix;  /* for names in notes: "billing." */
    struct buf notes;
};

void json_reader_init(struct json_reader *reader, struct arena *arena) __attribute__((nonnull));
/* The notes in one line, in the reader's arena; NULL if there are none. */
const char *json_reader_fini(struct json_reader *reader) __attribute__((nonnull));
void json_note(struct json_reader *reader, const char *name, const char *format, ...)
    __attribute__((nonnull, format(printf, 3, 4)));

/* Adds the notes of another reader. */
void json_add_note(struct json_reader *reader, const char *notes) __attribute__((nonnull));

const char *json_library_version(void) __attribute__((returns_nonnull));

enum json_kind json_kind(struct json_object *value);
const char *json_kind_name(enum json_kind kind) __attribute__((returns_nonnull)); /* "a list" */

/* Whether `object` has the member, not null. */
bool json_has(struct json_object *object, const char *name) __attribute__((nonnull(2)));

/* Whether the member appears twice with different values, which makes it unknown. */
bool json_is_twice(struct json_object *object, const char *name) __attribute__((nonnull(2)));

/* Whether the member exists and is null. */
bool json_has_null(struct json_object *object, const char *name) __attribute__((nonnull(2)));

/* The member if it is of that kind; otherwise NULL and a note. */
struct json_object *json_get(struct json_reader *reader, struct json_object *object,
                             const char *name, enum json_kind kind) __attribute__((nonnull(1, 3)));

/* A number from 0 up, written as a JSON integer, that fits int64_t; or JSON_UNKNOWN. */
int64_t json_get_count(struct json_reader *reader, struct json_object *object, const char *name)
    __attribute__((nonnull(1, 3)));
bool json_get_flag(struct json_reader *reader, struct json_object *object, const char *name)
    __attribute__((nonnull(1, 3)));

/* Text for people: U+FFFD, with a note, replaces a NUL, half a surrogate pair, invalid UTF-8 and
 * invalid escapes. */
const char *json_get_text(struct json_reader *reader, struct json_object *object, const char *name)
    __attribute__((nonnull(1, 3)));

/* Text that must be exact (an id, a cursor): NULL and a note if it is empty or damaged. */
const char *json_get_token(struct json_reader *reader, struct json_object *object, const char *name)
    __attribute__((nonnull(1, 3)));

/* A token, or a whole number as its digits. */
const char *json_get_id(struct json_reader *reader, struct json_object *object, const char *name)
    __attribute__((nonnull(1, 3)));

size_t json_length(struct json_object *list); /* 0 if it is not a list */
struct json_object *json_item(struct json_object *list, size_t i);

/* The member itself, without notes; NULL if there is none. */
struct json_object *json_member(struct json_object *object, const char *name)
    __attribute__((nonnull(2)));

/* The text of a string, or any other value as JSON. Lives as long as the value. */
const char *json_plain(struct json_object *value) __attribute__((returns_nonnull));

#endif
