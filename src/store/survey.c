/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/survey.h"

#include "base/file.h"
#include "base/mem.h"
#include "store/check.h"
#include "store/home.h"
#include "store/journal.h"
#include "store/page_sums.h"
#include "store/schema.h"
#include "store/spent.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

/* -1: there is none, or errno says why it is unknown. */
static int64_t size_beside(const char *path, const char *ending) {
    struct stat status;
    char *file = mem_format("%s%s", path, ending);
    int64_t size = stat(file, &status) == 0 ? (int64_t)status.st_size : -1;
    int reason = errno;
    free(file);
    errno = reason;
    return size;
}

/* The folder of a path, or its nearest existing parent, with a name appended as the path of a
 * file. */
static char *place_of(const char *path) {
    char *folder = mem_dup(path);
    struct stat status;
    do {
        char *parent = mem_dup(dirname(folder)); /* may modify its argument, or be static */
        free(folder);
        folder = parent;
    } while (stat(folder, &status) != 0 && strcmp(folder, "/") != 0 && strcmp(folder, ".") != 0);
    char *place = mem_format("%s/x", folder);
    free(folder);
    return place;
}

static void look_at_disk(const char *path, struct survey *survey) {
    char *place = place_of(path);
    struct statvfs status;
    survey->is_local = home_is_local(place);
    *strrchr(place, '/') = '\0';
    const char *folder = *place ? place : "/";
    survey->can_write =
        access(folder, W_OK | X_OK) == 0 && (access(path, W_OK) == 0 || errno == ENOENT);
    survey->free_bytes = statvfs(folder, &status) == 0
                             ? (int64_t)((uintmax_t)status.f_bavail * status.f_frsize)
                             : PURSE_UNKNOWN;
    free(place);
}

/* Each program that writes holds its run's byte in STORE-alive, and except on a local disk also has
 * the lock file. */
static bool is_in_use(const char *path) {
    char *alive = mem_format("%s-alive", path);
    int fd = open(alive, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    bool is_held = fd >= 0 && file_look_for_lock(fd, FILE_WHOLE) == F_WRLCK;
    if (fd >= 0)
        close(fd);
    free(alive);
    return is_held || (!home_is_local(path) && size_beside(path, "-lock") >= 0);
}

static bool read_about(struct store *store, struct survey *survey, struct err *err) {
    struct statement *select = sql_use(store->sql, "SELECT kind, name FROM about");
    enum sql_step step = sql_step(select, err);
    const char *kind = step == SQL_ROW ? sql_text(select, 0) : NULL;
    const char *name = step == SQL_ROW ? sql_text(select, 1) : NULL;
    if (kind)
        snprintf(survey->kind, sizeof survey->kind, "%s", kind);
    if (name)
        snprintf(survey->name, sizeof survey->name, "%s", name);
    sql_end(select);
    return kind || (step != SQL_FAILED &&
                    err_set(err, ERR_DATA, "%s is damaged: its kind is missing", store->path));
}

/* Accounts and requests are numbered from 1 without a gap: counting a million takes a disk long. */
static bool read_counts(struct store *store, struct survey *survey, struct err *err) {
    return sql_read(sql_use(store->sql, "SELECT coalesce(max(id), 0) FROM account"),
                    &survey->accounts, err) &&
           sql_read(sql_use(store->sql, "SELECT count(DISTINCT target COLLATE NOCASE) FROM snapshot"
                                        " WHERE EXISTS (SELECT 1 FROM page"
                                        "               WHERE page.snapshot = snapshot.id)"),
                    &survey->lists, err) &&
           sql_read(sql_use(store->sql, "SELECT coalesce(max(id), 0) FROM request"),
                    &survey->requests, err);
}

static bool look_at_pages(struct store *store, struct survey *survey, struct err *err) {
    if (!check_whole(store, &survey->damage)) {
        survey->are_pages_read = survey->damage.kind == ERR_DATA;
        return survey->are_pages_read ||
               err_set(err, survey->damage.kind, "%s", survey->damage.text);
    }
    survey->damage = (struct err){.kind = ERR_NONE};
    survey->are_pages_read = true;
    return spent_check(store, &survey->are_sums_right, err) &&
           page_sums_check(store->sql, &survey->are_pages_summed, err);
}

static bool read_store(struct store *store, enum sql_access access, int64_t now_ms,
                       struct survey *survey, struct err *err) {
    store->sql = sql_open(store->path, access, err);
    if (!store->sql || !schema_check(store->sql, store->path, &survey->version, err))
        return false;
    if (survey->version == 0) {
        survey->content = SURVEY_NOTHING;
        return true;
    }
    if (!read_about(store, survey, err) || !read_counts(store, survey, err))
        return false;
    survey->content = survey->version < SCHEMA_VERSION ? SURVEY_OLDER : SURVEY_READ;
    return survey->content == SURVEY_OLDER ||
           (journal_read_purse(store, now_ms, &survey->purse, err) &&
            look_at_pages(store, survey, err));
}

static void read_content(const char *path, int64_t now_ms, struct survey *survey) {
    int64_t log = size_beside(path, "-wal"), journal = size_beside(path, "-journal");
    /* SQLite would create a log's missing index. */
    bool can_share = log < 0 || size_beside(path, "-shm") >= 0;
    survey->bytes += log > 0 ? log : 0;
    if ((log > 0 || journal > 0) && !(survey->is_in_use && can_share)) {
        survey->content = SURVEY_LEFT;
        return;
    }
    char *copy = mem_dup(path);
    struct store store = {.path = copy, .alive_fd = -1, .lock_fd = -1};
    caps_init(&store.caps);
    enum sql_access access = survey->is_in_use && can_share ? SQL_READ : SQL_IMMUTABLE;
    if (!read_store(&store, access, now_ms, survey, &survey->wrong))
        survey->content = SURVEY_CLOSED;
    sql_close(store.sql);
    free(copy);
}

static bool is_dangling(const char *path) {
    struct stat status;
    return lstat(path, &status) == 0 && S_ISLNK(status.st_mode) && stat(path, &status) != 0 &&
           errno == ENOENT;
}

void survey_store(const char *path, int64_t now_ms, struct survey *survey) {
    *survey = (struct survey){.content = SURVEY_NOTHING};
    purse_init(&survey->purse);
    char *real = realpath(path, NULL); /* SQLite puts its files next to the real file */
    const char *file = real ? real : path;
    look_at_disk(file, survey);
    bool leads_nowhere = is_dangling(path);
    survey->bytes = size_beside(file, "");
    if (leads_nowhere) {
        survey->content = SURVEY_CLOSED;
        err_set(&survey->wrong, ERR_CONFIG, "%s is a link to a missing file", path);
    } else if (survey->bytes < 0 && errno != ENOENT && errno != ENOTDIR) {
        survey->content = SURVEY_CLOSED;
        err_set(&survey->wrong, ERR_CONFIG, "%s: %s", file, strerror(errno));
    } else if (survey->bytes >= 0) {
        survey->is_in_use = is_in_use(file);
        read_content(file, now_ms, survey);
    }
    free(real);
}

void survey_open_store(struct store *store, const char *path, const struct purse *purse,
                       struct survey *survey) {
    int64_t log = size_beside(path, "-wal"), bytes = size_beside(path, "");
    *survey = (struct survey){.content = SURVEY_READ, .purse = *purse};
    look_at_disk(path, survey);
    survey->bytes = (bytes > 0 ? bytes : 0) + (log > 0 ? log : 0);
    if (!schema_check(store->sql, path, &survey->version, &survey->wrong) ||
        !read_about(store, survey, &survey->wrong) || !read_counts(store, survey, &survey->wrong))
        survey->content = SURVEY_CLOSED;
}
