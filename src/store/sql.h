/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SQLite, as much of it as the store needs; the one file that knows it. A connection belongs to one
 * thread at a time. Statements are prepared once each and kept until the connection closes.
 *
 * A failure anywhere inside a statement (preparing, binding, stepping) shows in sql_step(), so one
 * place a statement is enough to look at it. What err says: ERR_LIMIT the disk is full, or the file
 * may grow no further; ERR_DATA the file is damaged, or is no database, or its rules do not allow
 * what was to be written; ERR_CONFIG it may not be written; ERR_IO everything else, and that
 * another program did not let go of it in time.
 */
#ifndef FOLLOWTRAIL_STORE_SQL_H
#define FOLLOWTRAIL_STORE_SQL_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sql;
struct statement;

enum sql_access {
    SQL_CREATE,    /* read and write; an empty file is made where there is none */
    SQL_WRITE,     /* read and write what is there */
    SQL_READ,      /* read what is there, beside others that write */
    SQL_IMMUTABLE, /* read what nobody can write (a read-only medium) */
};

enum { SQL_BUSY_MS = 10000 }; /* how long one waits for another program's transaction */

/* NULL on failure. */
struct sql *sql_open(const char *path, enum sql_access access, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));
/* Whether what failed last failed because another program did not let go in time. */
bool sql_was_busy(const struct sql *sql) __attribute__((nonnull));
void sql_close(struct sql *sql); /* rolls back what is open */

/* Runs statements that return nothing, of text that is a constant of ours. */
bool sql_run(struct sql *sql, const char *script, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* The statement for `text`, a string literal (its address is what it is found by), ready to be
 * bound and stepped from its beginning, all parameters NULL. */
struct statement *sql_use(struct sql *sql, const char *text)
    __attribute__((nonnull, returns_nonnull, warn_unused_result));

/* Parameters count from 1. What text and blobs point to must stay until the statement is done or
 * used again. */
void sql_bind(struct statement *statement, int parameter, int64_t number) __attribute__((nonnull));
void sql_bind_text(struct statement *statement, int parameter, const char *text)
    __attribute__((nonnull(1))); /* NULL binds NULL */
void sql_bind_blob(struct statement *statement, int parameter, const void *bytes, size_t len)
    __attribute__((nonnull(1)));

enum sql_step { SQL_ROW, SQL_DONE, SQL_FAILED };

/* On SQL_DONE and SQL_FAILED the statement has let go of the database. */
enum sql_step sql_step(struct statement *statement, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Steps a statement that returns no row. */
bool sql_do(struct statement *statement, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Steps a statement that returns one number: *number is left as it is where there is no row, or its
 * value is NULL. */
bool sql_read(struct statement *statement, int64_t *number, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* Ends a statement whose rows were not all wanted. */
void sql_end(struct statement *statement) __attribute__((nonnull));

/* Columns count from 0 and hold until the next step. */
bool sql_is_null(struct statement *statement, int column) __attribute__((nonnull));
int64_t sql_number(struct statement *statement, int column) __attribute__((nonnull));
const char *sql_text(struct statement *statement, int column)
    __attribute__((nonnull)); /* NULL for NULL */
const void *sql_blob(struct statement *statement, int column, size_t *len) __attribute__((nonnull));

/* BEGIN IMMEDIATE: the one way to write, so that one waits for another writer instead of failing
 * half way. sql_commit() rolls back when it fails.
 *
 * They nest: a transaction that is begun inside another one is a part of it, and nothing is written
 * before the outermost is committed. A rollback of any of them, or one that SQLite does on its own
 * when the disk is full, takes back all: until the outermost has ended, every further sql_begin()
 * and sql_commit() fails. Whoever sees a part fail ends its own with sql_rollback(). */
bool sql_begin(struct sql *sql, struct err *err) __attribute__((nonnull(1), warn_unused_result));
bool sql_commit(struct sql *sql, struct err *err) __attribute__((nonnull(1), warn_unused_result));
void sql_rollback(struct sql *sql) __attribute__((nonnull));

/* Whether one is begun and not ended: some settings cannot be changed then. */
bool sql_is_within(const struct sql *sql) __attribute__((nonnull));

int64_t sql_last_id(const struct sql *sql) __attribute__((nonnull)); /* of the last row inserted */
int64_t sql_changed(const struct sql *sql)
    __attribute__((nonnull)); /* rows by the last statement */

#endif
