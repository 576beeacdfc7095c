/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where lists come from. Each source has a file of its own, source_NAME.c, with one row: what its
 * lists are called, how they are read, and how they answer the keys of a list. Only the lists of
 * whom an account follows come from the API. The lists of every other source are local: they show
 * what the store has and cost nothing, whatever the row says (list_is_local()). Main thread only.
 */
#ifndef FOLLOWTRAIL_SESSION_SOURCE_H
#define FOLLOWTRAIL_SESSION_SOURCE_H

#include "model/look.h"
#include "session/session.h"

/* A local source needs name, step, prefix, title and read(). */
struct list_source {
    const char *name;        /* the word for it in the file that session/resume.h describes */
    const char *step;        /* local: start of the label in the trail; the query follows */
    const char *prefix;      /* put before the label in titles */
    const char *title;       /* the title where the trail shows the label */
    const char *order;       /* how rows are ordered, in words; NULL: in the API's order */
    const char *again_words; /* local: what R does; NULL: "reads it again" */
    enum look_list columns;  /* that its lists have */
    bool is_dated;           /* rows keep the records that they were read with */
    bool is_counted;         /* local: it counts lists, so every answer may change it */
    bool has_query;          /* the source has many lists, told apart by list->query */

    /* Reads all rows from the store. On failure calls list_fail(). */
    void (*read)(struct session *session, struct list *list);

    /* Reads the first `rows` of a long list; false if read() must read it. NULL: never in parts. */
    bool (*read_first)(struct session *session, struct list *list, size_t rows);

    /* Returns the list that replaces this one, or itself. NULL: always itself. */
    struct list *(*resolve)(struct session *session, struct list *list);

    /* R: reads the list again, or announces what that costs. NULL: read() into a new list. */
    void (*again)(struct session *session, struct list *list);

    /* Appends the state in words. A local list has been read, and did not fail. NULL: how many
     * accounts it has. */
    void (*describe)(const struct list *list, struct buf *out);

    /* Appends why the list has no rows, and what to press. Not called after a failure. NULL: only
     * that it is empty. */
    void (*explain_none)(const struct session *session, const struct list *list, struct buf *out);

    /* Writes and reads `fields` words after the name; NULL: the query, if any, is enough. restore()
     * returns NULL for words that save() does not write. */
    size_t fields;
    void (*save)(const struct list *list, struct buf *out);
    struct list *(*restore)(struct session *session, char *const *fields);
};

/* All sources. The first is what an account follows. */
#define LIST_SOURCES(ROW)                                                                          \
    ROW(following)                                                                                 \
    ROW(found) ROW(bookmarks) ROW(lists) ROW(followed_by) ROW(members) ROW(frontier) ROW(difference)

#define SOURCE_DECLARE(NAME) extern const struct list_source source_##NAME;
LIST_SOURCES(SOURCE_DECLARE)
#undef SOURCE_DECLARE

/* The source at that index; NULL after the last. */
const struct list_source *source_at(size_t index);

const struct list_source *source_of(const struct list *list)
    __attribute__((nonnull, returns_nonnull));

/* A new local list, not yet read, owned by the caller. `query` is NULL where the source has
 * none. */
struct list *source_new_list(const struct list_source *source, const char *query)
    __attribute__((nonnull(1), returns_nonnull));

/* The session's list with that query; NULL if it has none. source_list() adds one that is not yet
 * read. */
struct list *source_find_list(const struct session *session, const struct list_source *source,
                              const char *query) __attribute__((nonnull(1, 2)));
struct list *source_list(struct session *session, const struct list_source *source,
                         const char *query) __attribute__((nonnull(1, 2), returns_nonnull));

/* Reads a local list again, into one that takes its place. */
struct list *source_renew(struct session *session, struct list *list)
    __attribute__((nonnull, returns_nonnull));

/* Goes to a local list that has just been read, from anywhere in the trail. */
void source_visit(struct session *session, struct list *list) __attribute__((nonnull));

/* The list could not be read from the store. */
void source_fail(struct list *list, const struct err *err) __attribute__((nonnull));

/* What the row says, for any list. */
void source_again(struct session *session, struct list *list) __attribute__((nonnull));
struct list *source_resolve(struct session *session, struct list *list)
    __attribute__((nonnull, returns_nonnull));
void source_describe(const struct list *list, struct buf *out) __attribute__((nonnull));
void source_explain_none(const struct session *session, const struct list *list, struct buf *out)
    __attribute__((nonnull));

/* The columns of a list in that look, without those that it has nothing for. */
void source_columns(const struct list *list, const struct look *look, struct columns *columns)
    __attribute__((nonnull));

/* Whether its columns are its source's: then the list's own words say what figures cover. */
bool source_has_columns(const struct list *list) __attribute__((nonnull));

/* Appends the list's line of the resume file, and finds the list of such a line, split into words;
 * NULL if it is not one. */
void source_save(const struct list *list, struct buf *out) __attribute__((nonnull));
struct list *source_restore(struct session *session, char *const *words, size_t count)
    __attribute__((nonnull));

#endif
