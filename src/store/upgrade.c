/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/upgrade.h"

#include "base/mem.h"
#include "store/home.h"
#include "store/private_copy.h"
#include "store/schema.h"
#include "store/sharing.h"

#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum age { AGE_TODAY, AGE_OLDER, AGE_BUSY /* another program prevents reading it */ };

/* -1: unknown. */
static int64_t read_version(const char *path, enum sql_access access, bool *is_busy,
                            struct err *err) {
    int64_t version = -1;
    struct sql *sql = sql_open(path, access, err);
    bool is_read = sql && schema_check(sql, path, &version, err);
    *is_busy = sql && !is_read && sql_was_busy(sql);
    sql_close(sql);
    return is_read ? version : -1;
}

/* The path of the real file, next to which its log is. The caller frees it. */
static char *resolve(const char *path) {
    char *real = realpath(path, NULL);
    return real ? real : mem_dup(path);
}

static bool is_file(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

static bool can_write(const char *path) {
    char *folder = mem_dup(path); /* dirname() modifies its argument */
    bool can = access(path, W_OK) == 0 && access(dirname(folder), W_OK) == 0;
    free(folder);
    return can;
}

static bool has_left_over(const char *path) {
    static const char *const endings[] = {"-wal", "-journal"};
    bool has = false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        char *file = mem_format("%s%s", path, endings[i]);
        struct stat status;
        has = has || (stat(file, &status) == 0 && status.st_size > 0);
        free(file);
    }
    return has;
}

/* Half-finished changes of a killed program hide the version until a reader has undone them. */
static enum age find_age(const struct store_config *config, const char *path, struct err *err) {
    bool is_busy;
    struct sharing sharing;
    (void)!sharing_find(path, SHARING_NONE, &sharing, NULL);
    mode_t mask = sharing_open_mask(&sharing);
    int64_t version = read_version(path, SQL_READ, &is_busy, err);
    umask(mask);
    if (version < 0 && !is_busy) {
        store_close(store_open_reader(config, NULL));
        enum sql_access access = can_write(path) || has_left_over(path) ? SQL_READ : SQL_IMMUTABLE;
        version = read_version(path, access, &is_busy, err);
    }
    return is_busy ? AGE_BUSY : version > 0 && version < SCHEMA_VERSION ? AGE_OLDER : AGE_TODAY;
}

/* Upgrades any version, with what a killed program left, and turns the log off, so that the file
 * alone is complete. */
static bool bring_up_to_date(const struct store_config *config, const char *copy, int64_t now_ms,
                             struct err *err) {
    struct store_config own = *config;
    own.path = copy;
    own.is_temporary = true;
    struct store *store = store_open(&own, now_ms, err);
    bool is_done = store && sql_run(store->sql, "PRAGMA journal_mode = DELETE", err);
    store_close(store);
    return is_done;
}

static struct store *open_copy(const struct store_config *config, int64_t now_ms, struct err *err) {
    char *copy = private_copy_make(config->path, err);
    struct store *store = NULL;
    if (!copy)
        return NULL;
    struct err why = {.kind = ERR_NONE};
    if (bring_up_to_date(config, copy, now_ms, &why))
        store = store_open_image(config, copy, &why);
    if (!store) {
        private_copy_name_original(&why, copy, config->path);
        err_set(err, why.kind, "%s", why.text);
    }
    home_remove_temporary(copy);
    free(copy);
    return store;
}

/* Opens it in place, if possible. */
static struct store *open_in_place(const struct store_config *config, const char *path,
                                   int64_t now_ms, bool *can_copy, struct err *err) {
    bool is_free = can_write(path) && store_has_one_name(path, NULL);
    *can_copy = !is_free && is_file(path) && has_left_over(path);
    enum age age = find_age(config, path, err);
    if (age == AGE_BUSY)
        return NULL;
    if (age == AGE_OLDER) {
        struct store *store = is_free ? store_open(config, now_ms, err) : NULL;
        *can_copy = !is_free || (!store && err->kind == ERR_LIMIT);
        if (!store)
            return NULL;
        store_close(store);
    }
    return store_open_reader(config, err);
}

struct store *upgrade_open_reader(const struct store_config *config, int64_t now_ms,
                                  struct err *note, struct err *err) {
    struct err why = {.kind = ERR_NONE};
    bool can_copy = false;
    *note = (struct err){.kind = ERR_NONE};
    if (!sharing_admits(config->path, err))
        return NULL;
    char *path = resolve(config->path);
    struct store *store = open_in_place(config, path, now_ms, &can_copy, &why);
    free(path);
    if (store)
        return store;
    if (!can_copy) {
        err_set(err, why.kind, "%s", why.text);
        return NULL;
    }
    store = open_copy(config, now_ms, err);
    if (store)
        err_set(note, ERR_NONE,
                "%s cannot be upgraded in place: this is a temporary copy, and nothing can be "
                "bought with it",
                config->path);
    return store;
}
