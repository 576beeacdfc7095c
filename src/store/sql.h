/* SPDX-License-Identifier: GPL-3.0-or-later */
/* As much of SQLite as the store needs. The only file that uses it. A connection belongs to one
 * thread at a time. Statements are prepared once and kept until the connection closes.
 *
 * A failure anywhere in a statement (preparing, binding, stepping) shows in sql_step(), so one
 * check for each statement is enough. Errors: ERR_LIMIT the disk is full or the file cannot grow;
 * ERR_DATA the file is damaged, not a database, or refuses the data; ERR_CONFIG it is not writable;
 * ERR_IO anything else, including another program that held its lock too long. */
#ifndef FOLLOWTRAIL_STORE_SQL_H
#define FOLLOWTRAIL_STORE_SQL_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sql;
struct statement;

enum sql_access {
    SQL_CREATE,    /* read and write; creates an empty file if there is none */
    SQL_WRITE,     /* read and write an existing file */
    SQL_READ,      /* read while others write */
    SQL_IMMUTABLE, /* read what nobody can write (read-only media) */
};

enum { SQL_BUSY_MS = 10000 }; /* how long to wait for another program's transaction */

const char *sql_library_version(void) __attribute__((returns_nonnull));

/* NULL on failure. */
struct sql *sql_open(const char *path, enum sql_access access, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));
/* Whether the last failure was another program that held its lock too long. */
bool sql_was_busy(const struct sql *sql) __attribute__((nonnull));
void sql_close(struct sql *sql); /* rolls back an open transaction */

/* Runs constant statements that return nothing. */
bool sql_run(struct sql *sql, const char *script, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* The statement for `text`, a string literal (it is found by address), reset, with all parameters
 * NULL. */
struct statement *sql_use(struct sql *sql, const char *text)
    __attribute__((nonnull, returns_nonnull, warn_unused_result));

/* Parameters count from 1. Texts and blobs must stay valid until the statement is done or used
 * again. */
void sql_bind(struct statement *statement, int parameter, int64_t number) __attribute__((nonnull));
void sql_bind_text(struct statement *statement, int parameter, const char *text)
    __attribute__((nonnull(1))); /* NULL binds NULL */
void sql_bind_blob(struct statement *statement, int parameter, const void *bytes, size_t len)
    __attribute__((nonnull(1)));

/* Makes NAME(number) a function in statements of this connection: of the number of an account, say.
 * Functions must not use the connection. A text is valid until the next call; NULL is NULL. */
typedef int64_t sql_function(void *context, int64_t number);
typedef const char *sql_text_function(void *context, int64_t number);
bool sql_define(struct sql *sql, const char *name, sql_function *function, void *context,
                struct err *err) __attribute__((nonnull(1, 2, 3), warn_unused_result));
bool sql_define_text(struct sql *sql, const char *name, sql_text_function *function, void *context,
                     struct err *err) __attribute__((nonnull(1, 2, 3), warn_unused_result));

/* Makes NAME(text) such a function; a text that is NULL gives NULL. */
typedef const char *sql_map_function(void *context, const char *text);
bool sql_define_map(struct sql *sql, const char *name, sql_map_function *function, void *context,
                    struct err *err) __attribute__((nonnull(1, 2, 3), warn_unused_result));

/* Calls `watch` every few milliseconds of a statement's work. False: the statement fails (ERR_IO).
 * NULL: not any more. */
typedef bool sql_watch_function(void *context);
void sql_watch(struct sql *sql, sql_watch_function *watch, void *context)
    __attribute__((nonnull(1)));

enum sql_step { SQL_ROW, SQL_DONE, SQL_FAILED };

/* On SQL_DONE and SQL_FAILED the statement holds no lock any more. */
enum sql_step sql_step(struct statement *statement, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Runs a statement that returns no row. */
bool sql_do(struct statement *statement, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Runs a statement that returns one number. *number is unchanged if there is no row or its value is
 * NULL. */
bool sql_read(struct statement *statement, int64_t *number, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* Ends a statement before its last row. */
void sql_end(struct statement *statement) __attribute__((nonnull));

/* Columns count from 0 and are valid until the next step. */
bool sql_is_null(struct statement *statement, int column) __attribute__((nonnull));
int64_t sql_number(struct statement *statement, int column) __attribute__((nonnull));
const char *sql_text(struct statement *statement, int column)
    __attribute__((nonnull)); /* NULL for NULL */
const void *sql_blob(struct statement *statement, int column, size_t *len) __attribute__((nonnull));
size_t sql_length(struct statement *statement, int column) /* of a text, after sql_text() */
    __attribute__((nonnull));

/* BEGIN IMMEDIATE: the only way to write, so that one waits for another writer instead of failing
 * half-way. sql_commit() rolls back if it fails.
 *
 * They nest: an inner transaction is part of the outer one, and nothing is written before the
 * outermost commits. A rollback of any of them, or one by SQLite when the disk is full, undoes
 * everything: until the outermost has ended, every further sql_begin() and sql_commit() fails. Code
 * that sees a part fail ends its own transaction with sql_rollback(). */
bool sql_begin(struct sql *sql, struct err *err) __attribute__((nonnull(1), warn_unused_result));
bool sql_commit(struct sql *sql, struct err *err) __attribute__((nonnull(1), warn_unused_result));
void sql_rollback(struct sql *sql) __attribute__((nonnull));

/* Commits if `is_fine`, otherwise rolls back and returns false; *err stays then. */
bool sql_finish(struct sql *sql, bool is_fine, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Whether a transaction is open: some settings cannot be changed then. */
bool sql_is_within(const struct sql *sql) __attribute__((nonnull));

int64_t sql_last_id(const struct sql *sql) __attribute__((nonnull)); /* of the last row inserted */
int64_t sql_changed(const struct sql *sql)
    __attribute__((nonnull)); /* rows by the last statement */

#endif
