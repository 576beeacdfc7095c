/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sql.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/percent.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    MESSAGE_MAX = 256,
    STEPS_BETWEEN_WATCHES = 100000 /* of SQLite's machine, which makes some 10^8 a second */
};

struct statement {
    struct sql *sql;
    const char *text;
    sqlite3_stmt *prepared; /* NULL if `text` could not be prepared */
    int code;               /* the first failure since it was used; SQLITE_OK */
    int reason;             /* errno at that time, if meaningful */
    char message[MESSAGE_MAX];
};

/* What a function of SQL calls. */
struct definition {
    sql_function *function; /* one of the three */
    sql_text_function *text_function;
    sql_map_function *map_function;
    void *context;
};

struct sql {
    sqlite3 *db;
    char *path;
    struct statement **statements;
    size_t count, capacity;
    int depth; /* of open transactions */
    sql_watch_function *watch;
    void *watch_context;
};

static bool is_about_room(int code, int reason) {
    if ((code & 0xff) == SQLITE_FULL || code == SQLITE_IOERR_SHMSIZE)
        return true;
    return (code & 0xff) == SQLITE_IOERR &&
           (reason == ENOSPC || reason == EDQUOT || reason == EFBIG);
}

static bool can_write_beside(const char *path) {
    char *copy = mem_dup(path); /* dirname() modifies its argument */
    bool can = access(dirname(copy), W_OK) == 0;
    free(copy);
    return can;
}

/* Once the file itself is open, SQLITE_CANTOPEN is about the files next to it. */
static bool is_about_leave(const char *path, int code, int reason) {
    int kind = code & 0xff;
    return kind == SQLITE_READONLY || kind == SQLITE_PERM || kind == SQLITE_AUTH ||
           (kind == SQLITE_CANTOPEN &&
            (reason == EACCES || reason == EPERM || reason == EROFS || !can_write_beside(path)));
}

static bool set_failure(struct err *err, const char *path, int code, int reason,
                        const char *message) {
    if (is_about_room(code, reason)) {
        return err_set(err, ERR_LIMIT,
                       "the disk is full: cannot write %s (%s). Free some space and start again",
                       path, reason == EFBIG ? "file size limit reached" : message);
    }
    if (is_about_leave(path, code, reason)) {
        return err_set(err, ERR_CONFIG,
                       "cannot write %s (%s). Check the permissions of the file and its folder",
                       path, message);
    }
    switch (code & 0xff) {
    case SQLITE_NOTADB:
        return err_set(err, ERR_DATA, "%s is not a store: %s", path, message);
    case SQLITE_CORRUPT:
        return err_set(
            err, ERR_DATA,
            "%s is damaged: %s. Keep the file, and restore a copy or run `sqlite3 FILE .recover`",
            path, message);
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
        return err_set(err, ERR_DATA, "%s: %s", path, message);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return err_set(err, ERR_IO, "another program has been writing to %s for %d s", path,
                       SQL_BUSY_MS / 1000);
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
        return err_set(err, ERR_IO, "%s: %s%s%s", path, message, reason != 0 ? ": " : "",
                       reason != 0 ? strerror(reason) : "");
    default:
        return err_set(err, ERR_IO, "%s: %s", path, message);
    }
}

/* SQLite's own copy of errno misses commits and may be from an earlier failure. So errno is set to
 * 0 before each call, and its value afterwards takes precedence. */
static int reason_now(const struct sql *sql) {
    return errno != 0 ? errno : sqlite3_system_errno(sql->db);
}

static bool set_failure_now(struct err *err, const struct sql *sql, int code) {
    return set_failure(err, sql->path, code, reason_now(sql), sqlite3_errmsg(sql->db));
}

/* Creates the file here, because SQLite would use mode 0644. Only a new file is opened and closed:
 * closing any other would drop this process's locks on it. */
static bool make_file(const char *path, struct err *err) {
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd >= 0) {
        close(fd);
        return true;
    }
    switch (errno) {
    case EEXIST:
        return true;
    case EACCES:
    case EPERM:
    case EROFS:
    case ENOENT:
    case ENOTDIR:
        return err_set(err, ERR_CONFIG, "cannot create %s: %s", path, strerror(errno));
    case ENOSPC:
    case EDQUOT:
        return err_set(err, ERR_LIMIT, "the disk is full: cannot create %s", path);
    default:
        return err_set(err, ERR_IO, "cannot create %s: %s", path, strerror(errno));
    }
}

/* Checked before opening: opening a FIFO would wait for its other end. */
static bool check_file(const char *path, struct err *err) {
    struct stat status;
    if (stat(path, &status) != 0) {
        enum err_kind kind =
            errno == EACCES || errno == ENOENT || errno == ENOTDIR ? ERR_CONFIG : ERR_IO;
        return err_set(err, kind, "cannot open %s: %s", path,
                       lstat(path, &status) == 0 ? "it is a link to a missing file"
                                                 : strerror(errno));
    }
    if (S_ISDIR(status.st_mode))
        return err_set(err, ERR_CONFIG, "%s is a folder, not a store", path);
    if (!S_ISREG(status.st_mode))
        return err_set(err, ERR_CONFIG, "%s is not a regular file, so it cannot be a store", path);
    if (access(path, R_OK) != 0) {
        return err_set(err, errno == EACCES ? ERR_CONFIG : ERR_IO, "cannot read %s: %s", path,
                       strerror(errno));
    }
    return true;
}

/* Always a URI, so that every name (`:memory:`, `file:…`) means a file. */
static char *make_uri(const char *path, bool is_immutable) {
    struct buf uri;
    buf_init(&uri, SIZE_MAX / 2);
    buf_text_put(&uri, path[0] == '/' ? "file://" : "file:./");
    percent_encode(&uri, path, PERCENT_UNRESERVED "/");
    if (is_immutable)
        buf_text_put(&uri, "?immutable=1");
    return buf_steal(&uri, NULL);
}

static bool connect_file(struct sql *sql, enum sql_access access, struct err *err) {
    bool can_write = access == SQL_CREATE || access == SQL_WRITE;
    int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                (can_write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);
    char *uri = make_uri(sql->path, access == SQL_IMMUTABLE);
    errno = 0;
    int code = sqlite3_open_v2(uri, &sql->db, flags, NULL);
    bool is_open = code == SQLITE_OK || set_failure_now(err, sql, code);
    free(uri);
    if (!is_open)
        return false;
    /* SQLite silently opens files that are not writable for reading. */
    if (can_write && sqlite3_db_readonly(sql->db, "main") == 1)
        return set_failure(err, sql->path, SQLITE_READONLY, 0, "it is read-only");
    return true;
}

/* The file may come from anyone: its schema is not trusted, and its pages are checked. */
static bool set_rules(struct sql *sql, struct err *err) {
    static const struct {
        int option, value;
    } rules[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},   {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_ENABLE_FKEY, 1}, {SQLITE_DBCONFIG_DQS_DML, 0},
        {SQLITE_DBCONFIG_DQS_DDL, 0},
    };
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        int code = sqlite3_db_config(sql->db, rules[i].option, rules[i].value, NULL);
        if (code != SQLITE_OK)
            return set_failure_now(err, sql, code);
    }
    int code = sqlite3_busy_timeout(sql->db, SQL_BUSY_MS);
    if (code != SQLITE_OK)
        return set_failure_now(err, sql, code);
    return sql_run(sql, "PRAGMA cell_size_check = ON", err);
}

struct sql *sql_open(const char *path, enum sql_access access, struct err *err) {
    if (access == SQL_CREATE && !make_file(path, err))
        return NULL;
    if (!check_file(path, err))
        return NULL;
    struct sql *sql = mem_zalloc(sizeof *sql);
    sql->path = mem_dup(path);
    if (!connect_file(sql, access, err) || !set_rules(sql, err)) {
        sql_close(sql);
        return NULL;
    }
    return sql;
}

bool sql_was_busy(const struct sql *sql) {
    int kind = sqlite3_errcode(sql->db) & 0xff;
    return kind == SQLITE_BUSY || kind == SQLITE_LOCKED;
}

void sql_close(struct sql *sql) {
    if (sql == NULL)
        return;
    for (size_t i = 0; i < sql->count; i++) {
        sqlite3_finalize(sql->statements[i]->prepared);
        free(sql->statements[i]);
    }
    free(sql->statements);
    sqlite3_close(sql->db);
    free(sql->path);
    free(sql);
}

bool sql_run(struct sql *sql, const char *script, struct err *err) {
    errno = 0;
    int code = sqlite3_exec(sql->db, script, NULL, NULL, NULL);
    return code == SQLITE_OK || set_failure_now(err, sql, code);
}

static void call(sqlite3_context *caller, int count, sqlite3_value **values) {
    const struct definition *of = sqlite3_user_data(caller);
    int64_t number = count > 0 ? sqlite3_value_int64(values[0]) : 0;
    if (of->function)
        sqlite3_result_int64(caller, of->function(of->context, number));
    else
        sqlite3_result_text(caller, of->text_function(of->context, number), -1, SQLITE_TRANSIENT);
}

static void call_map(sqlite3_context *caller, int count, sqlite3_value **values) {
    const struct definition *of = sqlite3_user_data(caller);
    const char *text = count > 0 ? (const char *)sqlite3_value_text(values[0]) : NULL;
    sqlite3_result_text(caller, text ? of->map_function(of->context, text) : NULL, -1,
                        SQLITE_TRANSIENT);
}

/* A view may call it: it only reads. */
static bool define(struct sql *sql, const char *name, const struct definition *definition,
                   struct err *err) {
    struct definition *own = mem_zalloc(sizeof *own);
    *own = *definition;
    int flags = SQLITE_UTF8 | SQLITE_INNOCUOUS;
    errno = 0;
    int code = sqlite3_create_function_v2(sql->db, name, 1, flags, own,
                                          own->map_function ? call_map : call, NULL, NULL, free);
    return code == SQLITE_OK || set_failure_now(err, sql, code);
}

bool sql_define(struct sql *sql, const char *name, sql_function *function, void *context,
                struct err *err) {
    return define(sql, name, &(struct definition){.function = function, .context = context}, err);
}

bool sql_define_text(struct sql *sql, const char *name, sql_text_function *function, void *context,
                     struct err *err) {
    return define(sql, name, &(struct definition){.text_function = function, .context = context},
                  err);
}

bool sql_define_map(struct sql *sql, const char *name, sql_map_function *function, void *context,
                    struct err *err) {
    return define(sql, name, &(struct definition){.map_function = function, .context = context},
                  err);
}

static int is_stopped(void *context) {
    const struct sql *sql = context;
    return !sql->watch(sql->watch_context);
}

void sql_watch(struct sql *sql, sql_watch_function *watch, void *context) {
    sql->watch = watch;
    sql->watch_context = context;
    sqlite3_progress_handler(sql->db, STEPS_BETWEEN_WATCHES, watch ? is_stopped : NULL, sql);
}

/* Keeps the first failure, which says more than those that follow from it. */
static void note_failure(struct statement *statement, int code) {
    if (code == SQLITE_OK || statement->code != SQLITE_OK)
        return;
    statement->code = code;
    statement->reason = reason_now(statement->sql);
    snprintf(statement->message, sizeof statement->message, "%s",
             sqlite3_errmsg(statement->sql->db));
}

static struct statement *find_statement(struct sql *sql, const char *text) {
    for (size_t i = 0; i < sql->count; i++)
        if (sql->statements[i]->text == text)
            return sql->statements[i];
    struct statement *statement = mem_zalloc(sizeof *statement);
    statement->sql = sql;
    statement->text = text;
    sql->statements =
        mem_grow(sql->statements, &sql->capacity, sql->count + 1, sizeof(struct statement *));
    sql->statements[sql->count++] = statement;
    return statement;
}

struct statement *sql_use(struct sql *sql, const char *text) {
    struct statement *statement = find_statement(sql, text);
    statement->code = SQLITE_OK;
    errno = 0;
    if (statement->prepared == NULL) {
        note_failure(statement, sqlite3_prepare_v3(sql->db, text, -1, SQLITE_PREPARE_PERSISTENT,
                                                   &statement->prepared, NULL));
        return statement;
    }
    sqlite3_reset(statement->prepared); /* would report the failure again */
    sqlite3_clear_bindings(statement->prepared);
    return statement;
}

void sql_bind(struct statement *statement, int parameter, int64_t number) {
    if (statement->code == SQLITE_OK)
        note_failure(statement, sqlite3_bind_int64(statement->prepared, parameter, number));
}

void sql_bind_text(struct statement *statement, int parameter, const char *text) {
    if (statement->code == SQLITE_OK) {
        note_failure(statement,
                     sqlite3_bind_text(statement->prepared, parameter, text, -1, SQLITE_STATIC));
    }
}

void sql_bind_blob(struct statement *statement, int parameter, const void *bytes, size_t len) {
    if (statement->code == SQLITE_OK) {
        /* No bytes are an empty blob, whatever the address; for SQLite, NULL would be NULL. */
        note_failure(statement, sqlite3_bind_blob64(statement->prepared, parameter,
                                                    len > 0 ? bytes : "", len, SQLITE_STATIC));
    }
}

enum sql_step sql_step(struct statement *statement, struct err *err) {
    if (statement->code == SQLITE_OK) {
        errno = 0;
        int code = sqlite3_step(statement->prepared);
        if (code == SQLITE_ROW)
            return SQL_ROW;
        if (code == SQLITE_DONE) {
            sqlite3_reset(statement->prepared);
            return SQL_DONE;
        }
        note_failure(statement, code);
    }
    set_failure(err, statement->sql->path, statement->code, statement->reason, statement->message);
    sql_end(statement);
    return SQL_FAILED;
}

bool sql_do(struct statement *statement, struct err *err) {
    enum sql_step step = sql_step(statement, err);
    sql_end(statement);
    return step != SQL_FAILED;
}

bool sql_read(struct statement *statement, int64_t *number, struct err *err) {
    enum sql_step step = sql_step(statement, err);
    if (step == SQL_ROW && !sql_is_null(statement, 0))
        *number = sql_number(statement, 0);
    sql_end(statement);
    return step != SQL_FAILED;
}

void sql_end(struct statement *statement) {
    sqlite3_reset(statement->prepared);
}

bool sql_is_null(struct statement *statement, int column) {
    return sqlite3_column_type(statement->prepared, column) == SQLITE_NULL;
}

int64_t sql_number(struct statement *statement, int column) {
    return sqlite3_column_int64(statement->prepared, column);
}

const char *sql_text(struct statement *statement, int column) {
    return (const char *)sqlite3_column_text(statement->prepared, column);
}

size_t sql_length(struct statement *statement, int column) {
    return (size_t)sqlite3_column_bytes(statement->prepared, column);
}

const void *sql_blob(struct statement *statement, int column, size_t *len) {
    const void *bytes = sqlite3_column_blob(statement->prepared, column);
    *len = (size_t)sqlite3_column_bytes(statement->prepared, column);
    return bytes;
}

/* Ours is open, but SQLite has none. */
static bool is_rolled_back(const struct sql *sql) {
    return sql->depth > 0 && sqlite3_get_autocommit(sql->db) != 0;
}

static bool set_rolled_back(const struct sql *sql, struct err *err) {
    return err_set(err, ERR_IO, "%s: the transaction was rolled back", sql->path);
}

bool sql_begin(struct sql *sql, struct err *err) {
    if (is_rolled_back(sql))
        return set_rolled_back(sql, err);
    if (sql->depth == 0 && !sql_do(sql_use(sql, "BEGIN IMMEDIATE"), err))
        return false;
    sql->depth++;
    return true;
}

bool sql_commit(struct sql *sql, struct err *err) {
    bool is_void = is_rolled_back(sql);
    if (sql->depth > 0)
        sql->depth--;
    if (is_void)
        return set_rolled_back(sql, err);
    if (sql->depth > 0 || sql_do(sql_use(sql, "COMMIT"), err))
        return true;
    sql_rollback(sql);
    return false;
}

void sql_rollback(struct sql *sql) {
    if (sql->depth > 0)
        sql->depth--;
    /* Some failures have rolled it back already. */
    if (sqlite3_get_autocommit(sql->db) == 0)
        sqlite3_exec(sql->db, "ROLLBACK", NULL, NULL, NULL);
}

bool sql_finish(struct sql *sql, bool is_fine, struct err *err) {
    if (is_fine)
        return sql_commit(sql, err);
    sql_rollback(sql);
    return false;
}

bool sql_is_within(const struct sql *sql) {
    return sql->depth > 0;
}

int64_t sql_last_id(const struct sql *sql) {
    return sqlite3_last_insert_rowid(sql->db);
}

int64_t sql_changed(const struct sql *sql) {
    return sqlite3_changes64(sql->db);
}

const char *sql_library_version(void) {
    return sqlite3_libversion();
}
