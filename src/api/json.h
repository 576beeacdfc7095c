/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading JSON by type, with notes on what was not as it should be. (The one file that knows
 * json-c, which gets a text that json_mend() has made strict.) A value is read when it is there, of
 * its type and unambiguous; everything else is "unknown" plus a note such as "bio is missing" or
 * "like_count is a string, not a whole number".
 */
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
    JSON_ALIEN, /* NaN and other things that JSON does not have */
    JSON_CUT,   /* the body ends within it */
};

enum { JSON_UNKNOWN = -1 };

struct json_object; /* a value in a tree; NULL is the value null */

/* A body, which must be an object. */
struct json_body {
    struct json_object *root;
    const char *what; /* why it is not strict JSON (RFC 8259), static; NULL: it is */
    size_t at;        /* the byte where that is */
    bool is_cut;      /* it could not be read to its end */
};

/* Reads the members of those names, as json_mend() says. ERR_DATA with the reason when there is no
 * object. */
bool json_open(struct json_body *body, const char *text, size_t len, const struct json_names *names,
               struct err *err) __attribute__((nonnull(1, 4), warn_unused_result));
void json_close(struct json_body *body) __attribute__((nonnull));

/* The reading of one object. */
struct json_reader {
    struct arena *arena; /* where texts go */
    const char *prefix;  /* of names in notes: "billing." */
    struct buf notes;
};

void json_reader_init(struct json_reader *reader, struct arena *arena) __attribute__((nonnull));
/* The notes in one line, in the reader's arena; NULL when there are none. */
const char *json_reader_fini(struct json_reader *reader) __attribute__((nonnull));
void json_note(struct json_reader *reader, const char *name, const char *format, ...)
    __attribute__((nonnull, format(printf, 3, 4)));

/* Adds notes that another reader made. */
void json_add_note(struct json_reader *reader, const char *notes) __attribute__((nonnull));

enum json_kind json_kind(struct json_object *value);
const char *json_kind_name(enum json_kind kind) __attribute__((returns_nonnull)); /* "a list" */

/* Whether `object` has the member, and has it as something else than null. */
bool json_has(struct json_object *object, const char *name) __attribute__((nonnull(2)));

/* Whether the member is there twice, with different values: then it is unknown. */
bool json_is_twice(struct json_object *object, const char *name) __attribute__((nonnull(2)));

/* Whether the member is there and null. */
bool json_has_null(struct json_object *object, const char *name) __attribute__((nonnull(2)));

/* The member when it is of that kind; otherwise NULL and a note. */
struct json_object *json_get(struct json_reader *reader, struct json_object *object,
                             const char *name, enum json_kind kind) __attribute__((nonnull(1, 3)));

/* A number of 0 or more that JSON writes as an integer and int64_t holds; or JSON_UNKNOWN. */
int64_t json_get_count(struct json_reader *reader, struct json_object *object, const char *name)
    __attribute__((nonnull(1, 3)));
bool json_get_flag(struct json_reader *reader, struct json_object *object, const char *name)
    __attribute__((nonnull(1, 3)));

/* A text for reading: U+FFFD stands for what cannot be had (a NUL, half a surrogate pair, bytes
 * that are not UTF-8, an escape that JSON does not have), with a note. */
const char *json_get_text(struct json_reader *reader, struct json_object *object, const char *name)
    __attribute__((nonnull(1, 3)));

/* A text that is worth nothing unless it is exact (an id, a cursor): NULL and a note when it is
 * empty or damaged. */
const char *json_get_token(struct json_reader *reader, struct json_object *object, const char *name)
    __attribute__((nonnull(1, 3)));

/* A token, or a whole number: its digits as they came. */
const char *json_get_id(struct json_reader *reader, struct json_object *object, const char *name)
    __attribute__((nonnull(1, 3)));

size_t json_length(struct json_object *list); /* 0 for what is no list */
struct json_object *json_item(struct json_object *list, size_t i);

/* The bare member, noting nothing; NULL when there is none. */
struct json_object *json_member(struct json_object *object, const char *name)
    __attribute__((nonnull(2)));

/* The text of a string, or any other value written as JSON. Lives as long as the value. */
const char *json_plain(struct json_object *value) __attribute__((returns_nonnull));

#endif
