/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What lists are of: one row a source, in a file of its own, source_NAME.c. The row says what such
 * lists are called, how they are read, and what they answer to the keys of a list. Only what an
 * account follows comes from the API; every other source shows what the store has, and nothing
 * in a row can change that: see list_is_local(). Main thread only.
 */
#ifndef FOLLOWTRAIL_SESSION_SOURCE_H
#define FOLLOWTRAIL_SESSION_SOURCE_H

#include "session/session.h"

struct list_source {
    const char *name;        /* in the file of places: see session/resume.h */
    const char *step;        /* local: the label, before the query */
    const char *prefix;      /* stands before the label in titles */
    const char *title;       /* for titles that need not say the query; NULL: the label */
    const char *order;       /* of the rows, in words; NULL: as the API lists them */
    const char *again_words; /* local: what R does, "searches again"; NULL: it costs something */
    bool is_dated;           /* rows stay as they were when the list was read */
    bool has_query;

    /* Reads all rows out of the store; a failure is the list's. */
    void (*read)(struct session *session, struct list *list);

    /* Reads the first `rows` of a long list. False: it is to be read whole. NULL: every list is. */
    bool (*read_first)(struct session *session, struct list *list, size_t rows);

    /* The list that has taken the place of this one by now, or itself. NULL: always itself. */
    struct list *(*resolve)(struct session *session, struct list *list);

    /* R: reads it again, or announces what that costs. */
    void (*again)(struct session *session, struct list *list);

    /* Appends the state in words: of a local list that is read. */
    void (*describe)(const struct list *list, struct buf *out);

    /* Appends why there is no row, though nothing failed, and what to do about it. */
    void (*explain_none)(const struct session *session, const struct list *list, struct buf *out);

    /* What the file of places says of a list, in `fields` words. NULL: its query, if it has one.
     * restore() returns NULL for words that save() does not write. */
    size_t fields;
    void (*save)(const struct list *list, struct buf *out);
    struct list *(*restore)(struct session *session, char *const *fields);
};

/* All of them; an account's following list is the first. */
#define LIST_SOURCES(ROW) ROW(following) ROW(found) ROW(bookmarks)

#define SOURCE_DECLARE(NAME) extern const struct list_source source_##NAME;
LIST_SOURCES(SOURCE_DECLARE)
#undef SOURCE_DECLARE

/* One after the other; NULL behind the last. */
const struct list_source *source_at(size_t index);

const struct list_source *source_of(const struct list *list)
    __attribute__((nonnull, returns_nonnull));

/* A local list that is not read yet. `query` is NULL where the source has none. */
struct list *source_new_list(const struct list_source *source, const char *query)
    __attribute__((nonnull(1), returns_nonnull));

/* The session's, in memory: NULL when it has none; or else a new one, which is not read yet. */
struct list *source_find_list(const struct session *session, const struct list_source *source,
                              const char *query) __attribute__((nonnull(1, 2)));
struct list *source_list(struct session *session, const struct list_source *source,
                         const char *query) __attribute__((nonnull(1, 2), returns_nonnull));

/* As the rows have it, for every list. */
struct list *source_resolve(struct session *session, struct list *list)
    __attribute__((nonnull, returns_nonnull));
void source_describe(const struct list *list, struct buf *out) __attribute__((nonnull));
void source_explain_none(const struct session *session, const struct list *list, struct buf *out)
    __attribute__((nonnull));

/* A line of the file of places, and back. NULL: these are no such words. */
void source_save(const struct list *list, struct buf *out) __attribute__((nonnull));
struct list *source_restore(struct session *session, char *const *words, size_t count)
    __attribute__((nonnull));

#endif
