/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/store.h"

#include "base/clock.h"
#include "base/mem.h"
#include "store/check.h"
#include "store/home.h"
#include "store/lock.h"
#include "store/schema.h"
#include "store/sharing.h"
#include "store/store_run.h"

#include <errno.h>
#include <inttypes.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SWITCH_TRIES = 8 };

static char *folder_of(const char *path) {
    char *copy = mem_dup(path); /* dirname() may modify its argument and return static text */
    char *folder = mem_dup(dirname(copy));
    free(copy);
    return folder;
}

/* One name for one file: SQLite puts its files next to the target of a symbolic link, and those by
 * which programs find each other must be there too. */
static char *resolve(const char *path) {
    char *resolved = realpath(path, NULL);
    if (resolved != NULL)
        return resolved;
    char *folder = folder_of(path);
    char *real = realpath(folder, NULL);
    const char *slash = strrchr(path, '/');
    resolved = mem_format("%s/%s", real != NULL ? real : folder, slash != NULL ? slash + 1 : path);
    free(real);
    free(folder);
    return resolved;
}

static struct store *store_new(const char *path) {
    struct store *store = mem_zalloc(sizeof *store);
    store->path = resolve(path);
    store->is_local = home_is_local(store->path);
    store->alive_fd = -1;
    store->lock_fd = -1;
    caps_init(&store->caps);
    return store;
}

/* Releases everything except the run. */
static struct store *store_abandon(struct store *store) {
    sql_close(store->sql);
    if (store->lock_fd >= 0)
        lock_drop(store->path, store->lock_fd);
    free(store->path);
    free(store);
    return NULL;
}

/* If in doubt, it exists. */
static bool has_file(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

static bool set_missing(const struct store *store, struct err *err) {
    struct stat status;
    if (lstat(store->path, &status) == 0 && S_ISLNK(status.st_mode))
        return err_set(err, ERR_CONFIG, "%s is a link to a missing file", store->path);
    return err_set(err, ERR_CONFIG, "no store at %s yet", store->path);
}

static bool read_about(struct store *store, const char *kind, struct err *err) {
    struct statement *select = sql_use(store->sql, "SELECT kind, name FROM about");
    enum sql_step step = sql_step(select, err);
    if (step == SQL_FAILED)
        return false;
    const char *texts[] = {step == SQL_ROW ? sql_text(select, 0) : NULL,
                           step == SQL_ROW ? sql_text(select, 1) : NULL};
    bool is_whole = texts[0] != NULL && texts[1] != NULL;
    if (is_whole) {
        snprintf(store->kind, sizeof store->kind, "%s", texts[0]);
        snprintf(store->name, sizeof store->name, "%s", texts[1]);
    }
    sql_end(select);
    if (!is_whole)
        return err_set(err, ERR_DATA, "%s is damaged: its kind is missing", store->path);
    if (kind != NULL && strcmp(kind, store->kind) != 0) {
        bool is_sandbox = strcmp(store->kind, STORE_KIND_SANDBOX) == 0;
        return err_set(err, ERR_CONFIG,
                       "%s contains data from \"%s\", and this would add data from \"%s\". The two "
                       "never mix: name another store with --store FILE%s",
                       store->path, store->kind, kind,
                       is_sandbox ? ", --demo --store opens this one" : "");
    }
    return true;
}

/* KiB of pages that a connection caches. A reader reads a list once: more would only duplicate the
 * system's cache. A writer returns to the same indexes with each page of records. */
#define READER_CACHE "PRAGMA cache_size = -512"
#define WRITER_CACHE "PRAGMA cache_size = -16384"

/* Pages of the log (64 MB) before it is copied into the file: a page of records touches pages all
 * over a large file. SQLite's default of 1,000 is full after ten of them, and pages that many
 * touched are copied once. */
#define STORE_LOG "; PRAGMA wal_autocheckpoint = 16000"

/* New logs and journals get the store's mode, but those that a killed program left may be older.
 * Files that are not ours keep their mode: others may read them on purpose. */
static void make_private(const struct store *store) {
    static const char *const files[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        char *path = mem_format("%s%s", store->path, files[i]);
        struct stat status;
        if (stat(path, &status) == 0 && status.st_uid == geteuid() &&
            (status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
            chmod(path, status.st_mode & S_IRWXU);
        free(path);
    }
}

/* A store that is about to be shared is private until no other program uses it. */
static bool set_permissions(const struct store *store, struct err *err) {
    if (store->sharing.is_shared && !store->sharing.is_due)
        return sharing_settle(&store->sharing, store->path, err);
    make_private(store);
    return true;
}

/* A program that began while the store was private would go on to make private files beside it. */
static bool share(struct store *store, struct err *err) {
    if (!store->sharing.is_due)
        return true;
    store->sharing.is_due = false;
    return store_run_check_alone(store, err) && sharing_settle(&store->sharing, store->path, err);
}

/* A pragma that returns its result. */
static bool set_mode(struct store *store, const char *pragma, const char *wanted, struct err *err) {
    struct statement *statement = sql_use(store->sql, pragma);
    enum sql_step step = sql_step(statement, err);
    if (step == SQL_FAILED)
        return false;
    const char *mode = step == SQL_ROW ? sql_text(statement, 0) : NULL;
    bool is_set = mode != NULL && strcmp(mode, wanted) == 0;
    sql_end(statement);
    return is_set ||
           err_set(err, ERR_CONFIG, "%s cannot be used: its file system does not allow `%s`",
                   store->path, pragma);
}

/* Before the first read, except on a local disk: otherwise a file with a write-ahead log is read
 * through memory shared with other programs, which cannot work across
 * machines. */
static bool avoid_log(struct store *store, struct err *err) {
    return store->is_local || set_mode(store, "PRAGMA locking_mode = EXCLUSIVE", "exclusive", err);
}

/* The EXCLUSIVE lock is released by the next read. */
static bool share_again(struct store *store, struct err *err) {
    int64_t ignored;
    return set_mode(store, "PRAGMA locking_mode = NORMAL", "normal", err) &&
           sql_read(sql_use(store->sql, "SELECT count(*) FROM sqlite_schema"), &ignored, err);
}

static bool leave_log(struct store *store, struct err *err) {
    struct err why = {.kind = ERR_NONE};
    if (set_mode(store, "PRAGMA journal_mode = TRUNCATE", "truncate", &why))
        return share_again(store, err);
    return err_set(err, why.kind == ERR_IO ? ERR_CONFIG : why.kind,
                   "%s is not on a local disk and needs another kind of journal. Quit every other "
                   "program that uses it (%s)",
                   store->path, why.text);
}

/* Only the switch itself does not wait for others: SQLite fails immediately if two try. A
 * transaction waits, so after one the other program's switch is done. */
static bool enter_log(struct store *store, struct err *err) {
    for (int tries = 1;; tries++) {
        struct err why = {.kind = ERR_NONE};
        if (set_mode(store, "PRAGMA journal_mode = WAL", "wal", &why))
            return true;
        if (why.kind != ERR_IO || tries == SWITCH_TRIES)
            return err_set(err, why.kind, "%s", why.text);
        if (!sql_begin(store->sql, err))
            return false;
        sql_rollback(store->sql);
    }
}

static bool set_journal(struct store *store, bool is_temporary, struct err *err) {
    if (!(store->is_local ? enter_log(store, err) : leave_log(store, err)))
        return false;
    return sql_run(store->sql,
                   is_temporary ? "PRAGMA synchronous = OFF; " WRITER_CACHE STORE_LOG
                                : "PRAGMA synchronous = FULL; " WRITER_CACHE STORE_LOG,
                   err);
}

static bool next_unended(struct store *store, int64_t after, int64_t *run, struct err *err) {
    struct statement *select =
        sql_use(store->sql,
                "SELECT id FROM sitting WHERE ended_ms IS NULL AND id > ?1 ORDER BY id LIMIT 1");
    sql_bind(select, 1, after);
    *run = 0;
    return sql_read(select, run, err);
}

/* The next run after `after` of a killed program; 0: none. */
static bool next_dead(struct store *store, int64_t after, int64_t *run, struct err *err) {
    do {
        if (!next_unended(store, after, run, err))
            return false;
        after = *run;
    } while (*run != 0 && store_run_is_alive(store, *run));
    return true;
}

static bool end_dead(struct store *store, int64_t now_ms, struct err *err) {
    for (int64_t run = 0;;) {
        if (!next_dead(store, run, &run, err))
            return false;
        if (run == 0)
            return true;
        struct statement *update =
            sql_use(store->sql, "UPDATE sitting SET ended_ms = ?2 WHERE id = ?1");
        sql_bind(update, 1, run);
        sql_bind(update, 2, now_ms);
        if (!sql_do(update, err))
            return false;
    }
}

static bool has_open_request(struct store *store, bool *has, struct err *err) {
    int64_t count = 0;
    bool is_read = sql_read(
        sql_use(store->sql, "SELECT count(*) FROM request WHERE state = 'under way'"), &count, err);
    *has = count > 0;
    return is_read;
}

static bool settle_dead(struct store *store, int64_t now_ms, struct err *err) {
    if (!sql_begin(store->sql, err))
        return false;
    bool is_fine = store_run_bury_dead(store, now_ms, NULL, err) && end_dead(store, now_ms, err);
    return sql_finish(store->sql, is_fine, err);
}

/* If the machine crashed too, pages may be torn. */
static bool take_over_dead(struct store *store, int64_t now_ms, struct err *err) {
    int64_t dead;
    bool has_request;
    if (!next_dead(store, 0, &dead, err) || (dead != 0 && !check_whole(store, err)) ||
        !has_open_request(store, &has_request, err))
        return false;
    return (dead == 0 && !has_request) || settle_dead(store, now_ms, err);
}

static size_t size_beside(const struct store *store, const char *ending) {
    char *path = mem_format("%s%s", store->path, ending);
    struct stat status;
    size_t size = stat(path, &status) == 0 ? (size_t)status.st_size : 0;
    free(path);
    return size;
}

/* SQLite would delete the leftovers of a missing file. A log or journal exists only if its file
 * does, except the journal of a file that is still empty: so the leftovers are checked first. */
static bool check_left_over(const struct store *store, struct err *err) {
    bool has_log = size_beside(store, "-wal") > 0, has_journal = size_beside(store, "-journal") > 0;
    bool is_made = has_file(store->path);
    if ((has_journal && !is_made) || (has_log && size_beside(store, "") == 0)) {
        return err_set(err, ERR_CONFIG,
                       "%s is %s, but its %s%s contains changes that are nowhere else. Put the "
                       "store back next to it, or move that file away too",
                       store->path, is_made ? "empty" : "missing", store->path,
                       has_log ? "-wal" : "-journal");
    }
    return true;
}

static bool connect_file(struct store *store, enum sql_access access, struct err *err) {
    struct stat status = {.st_ino = 0};
    sql_close(store->sql);
    store->sql = sql_open(store->path, access, err);
    if (store->sql != NULL && stat(store->path, &status) == 0) {
        store->device = status.st_dev;
        store->inode = status.st_ino;
    }
    return store->sql != NULL && avoid_log(store, err);
}

/* Nothing is written to a file before it is known to be a store of this kind, or empty. */
static bool open_file(struct store *store, const struct store_config *config, struct err *err) {
    int64_t version;
    if (!check_left_over(store, err) || !store_has_one_name(store->path, err))
        return false;
    if (config->kind == NULL && !has_file(store->path))
        return set_missing(store, err);
    if (!store->is_local && (store->lock_fd = lock_take(store->path, &store->sharing, err)) < 0)
        return false;
    /* If that fails, the next step says why. */
    if (config->kind != NULL && store->sharing.is_shared && !has_file(store->path))
        (void)!sharing_make(&store->sharing, store->path);
    if (!connect_file(store, config->kind != NULL ? SQL_CREATE : SQL_WRITE, err) ||
        !schema_check(store->sql, store->path, &version, err))
        return false;
    if (version == 0)
        return config->kind != NULL || set_missing(store, err);
    return read_about(store, config->kind, err);
}

/* A program of an older version would continue to write in its own format. */
static bool may_change(void *context, struct err *err) {
    struct store *store = context;
    return store_run_check_alone(store, err);
}

static bool migrate(struct store *store, const char *kind, int64_t now_ms, struct err *err) {
    const struct schema_birth birth = {.kind = kind,
                                       .now_ms = now_ms,
                                       .has_no_copy = store->is_temporary,
                                       .may_change = may_change,
                                       .context = store};
    return schema_migrate(store->sql, store->path, &birth, err);
}

static bool bring_up_to_date(struct store *store, const struct store_config *config, int64_t now_ms,
                             struct err *err) {
    if (!migrate(store, config->kind != NULL ? config->kind : store->kind, now_ms, err) ||
        !read_about(store, config->kind, err) || !take_over_dead(store, now_ms, err))
        return false;
    if (!share(store, err))
        return false;
    if (config->catch_up)
        config->catch_up(store);
    return store_run_begin(store, now_ms, err);
}

static bool open_writer(struct store *store, const struct store_config *config, int64_t now_ms,
                        struct err *err) {
    if (!open_file(store, config, err) || !set_permissions(store, err) ||
        !set_journal(store, config->is_temporary, err) ||
        (store->lock_fd >= 0 && !lock_share(store->lock_fd, err)))
        return false;
    int turn = store_run_take_turn(store, err);
    bool is_open = turn >= 0 && bring_up_to_date(store, config, now_ms, err);
    if (turn >= 0)
        close(turn);
    return is_open;
}

/* SQLite's reason alone does not say which file of whom is in the way. */
static void explain(const struct store *store, struct err *err) {
    struct err why;
    if (err->kind == ERR_CONFIG && !sharing_check(&store->sharing, store->path, &why))
        *err = why;
}

static bool open_as_shared(struct store *store, const struct store_config *config, int64_t now_ms,
                           struct err *err) {
    struct err why = {.kind = ERR_NONE};
    if (!sharing_find(store->path, config->sharing, &store->sharing, err))
        return false;
    mode_t mask = sharing_open_mask(&store->sharing);
    bool is_open = open_writer(store, config, now_ms, &why);
    umask(mask);
    if (is_open)
        return true;
    explain(store, &why);
    return err_set(err, why.kind, "%s", why.text);
}

/* A group's folder is made by a person. */
static bool make_folder(const struct store_config *config, struct err *err) {
    struct sharing ignored;
    if (config->kind == NULL)
        return true;
    return config->sharing == SHARING_GROUP
               ? sharing_find(config->path, SHARING_GROUP, &ignored, err)
               : home_make_folder_of(config->path, err);
}

struct store *store_open(const struct store_config *config, int64_t now_ms, struct err *err) {
    if (!sharing_admits(config->path, err) || !make_folder(config, err))
        return NULL;
    struct store *store = store_new(config->path);
    store->is_temporary = config->is_temporary;
    return open_as_shared(store, config, now_ms, err) ? store : store_abandon(store);
}

static bool has_beside(const struct store *store, const char *ending) {
    char *path = mem_format("%s%s", store->path, ending);
    struct stat status;
    bool has = stat(path, &status) == 0 ? status.st_size > 0
                                        : errno != ENOENT && errno != ENOTDIR && errno != EACCES;
    free(path);
    return has;
}

/* The ending of the file with changes of a killed program; NULL: none. */
static const char *left_over(const struct store *store) {
    return has_beside(store, "-wal") ? "-wal" : has_beside(store, "-journal") ? "-journal" : NULL;
}

static bool can_write_beside(const struct store *store) {
    char *folder = folder_of(store->path);
    bool can_write = access(folder, W_OK) == 0;
    free(folder);
    return can_write;
}

/* A missing log cannot be created there, and SQLite needs one even for reading. */
static bool is_unchanging(const struct store *store) {
    return !can_write_beside(store) && !left_over(store);
}

static bool read_as(struct store *store, enum sql_access access, int64_t *version,
                    struct err *err) {
    return connect_file(store, access, err) && schema_check(store->sql, store->path, version, err);
}

static bool can_write(const struct store *store) {
    return access(store->path, W_OK) == 0 && can_write_beside(store);
}

/* A half-finished change of a killed program is undone, which only a writer may do. */
static bool undo_half(struct store *store, int64_t *version, struct err *err) {
    if (!store->is_local && (store->lock_fd = lock_take(store->path, &store->sharing, err)) < 0)
        return false;
    bool is_undone = read_as(store, SQL_WRITE, version, err);
    sql_close(store->sql);
    store->sql = NULL;
    if (store->lock_fd >= 0) {
        lock_drop(store->path, store->lock_fd);
        store->lock_fd = -1;
    }
    return is_undone;
}

/* If there is no room for SQLite's shared memory next to the file, exclusive access needs none.
 * While another program has the file open, that memory exists, and this is refused. */
static bool read_alone(struct store *store, int64_t *version, struct err *err) {
    return connect_file(store, SQL_WRITE, err) &&
           set_mode(store, "PRAGMA locking_mode = EXCLUSIVE", "exclusive", err) &&
           schema_check(store->sql, store->path, version, err);
}

/* In whatever way is possible. */
static bool read_somehow(struct store *store, int64_t *version, struct err *err) {
    struct err why = {.kind = ERR_NONE};
    if (read_as(store, SQL_READ, version, err))
        return true;
    if (store->sql && sql_was_busy(store->sql))
        return false;
    if (is_unchanging(store) && read_as(store, SQL_IMMUTABLE, version, err))
        return true;
    if (err->kind == ERR_CONFIG && can_write(store))
        return undo_half(store, version, err) && read_as(store, SQL_READ, version, err);
    bool has_no_room = err->kind == ERR_LIMIT || err->kind == ERR_IO;
    return store->is_local && has_no_room && can_write(store) && read_alone(store, version, &why);
}

/* Except on a local disk, SQLite opens a file with a write-ahead log only exclusively and for
 * writing. */
static bool set_unreadable(const struct store *store, const struct err *why, struct err *err) {
    const char *left = left_over(store);
    if (why->kind == ERR_CONFIG && !can_write(store) && left && access(store->path, R_OK) == 0) {
        return err_set(err, ERR_CONFIG,
                       "cannot read %s as it is: a killed program left changes in %s%s. Open the "
                       "store once where it is writable",
                       store->path, store->path, left);
    }
    if (store->is_local || why->kind != ERR_IO)
        return err_set(err, why->kind, "%s", why->text);
    return err_set(
        err, ERR_CONFIG,
        "%s is not on a local disk and must be opened once for writing before it can be read (%s)",
        store->path, why->text);
}

static bool open_reader(struct store *store, const struct store_config *config, struct err *err) {
    int64_t version;
    if (!check_left_over(store, err))
        return false;
    if (!has_file(store->path))
        return set_missing(store, err);
    struct err why = {.kind = ERR_NONE};
    if (!read_somehow(store, &version, &why))
        return set_unreadable(store, &why, err);
    if (version == 0)
        return set_missing(store, err);
    if (version < SCHEMA_VERSION) {
        return err_set(
            err, ERR_CONFIG,
            "%s is version %" PRId64
            ", and this program reads version %d. Open it once for writing to upgrade it",
            store->path, version, SCHEMA_VERSION);
    }
    return (store->is_local || share_again(store, err)) &&
           sql_run(store->sql, "PRAGMA query_only = ON; " READER_CACHE, err) &&
           read_about(store, config->kind, err);
}

struct store *store_open_reader(const struct store_config *config, struct err *err) {
    if (!sharing_admits(config->path, err))
        return NULL;
    struct store *store = store_new(config->path);
    if (!sharing_find(store->path, SHARING_NONE, &store->sharing, err))
        return store_abandon(store);
    mode_t mask = sharing_open_mask(&store->sharing);
    bool is_open = open_reader(store, config, err);
    umask(mask);
    return is_open ? store : store_abandon(store);
}

struct store *store_open_image(const struct store_config *config, const char *image,
                               struct err *err) {
    struct store *store = store_new(config->path);
    store->sql = sql_open(image, SQL_IMMUTABLE, err);
    bool is_open = store->sql &&
                   sql_run(store->sql, "PRAGMA query_only = ON; " READER_CACHE, err) &&
                   read_about(store, config->kind, err);
    return is_open ? store : store_abandon(store);
}

void store_close(struct store *store) {
    if (store == NULL)
        return;
    sql_rollback(store->sql);
    bool is_writer = store->alive_fd >= 0;
    store_run_end(store, clock_wall_ms());
    /* The log of a store that was moved stays at the old name, where it belongs to no store or to
     * another one: so its content is moved into the open file, as far as possible. */
    if (is_writer && !store_is_in_place(store, NULL))
        (void)!sql_run(store->sql, "PRAGMA wal_checkpoint(TRUNCATE)", NULL);
    store_abandon(store);
}

bool store_version(struct store *store, int64_t *version, struct err *err) {
    *version = 0;
    return sql_read(sql_use(store->sql, "PRAGMA data_version"), version, err);
}
