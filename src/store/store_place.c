/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether purchases can be stored, and found again. */
#include "store/store.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

bool store_has_one_name(const char *path, struct err *err) {
    struct stat status;
    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode) || status.st_nlink <= 1)
        return true;
    return err_set(err, ERR_CONFIG,
                   "%s has %ju names (hard links). SQLite's locks and log depend on the name, so "
                   "two programs could buy the same page. Nothing is bought: remove the other "
                   "names, or replace this one with a copy",
                   path, (uintmax_t)status.st_nlink);
}

bool store_is_in_place(const struct store *store, struct err *err) {
    struct stat status;
    if (stat(store->path, &status) == 0
            ? status.st_dev == store->device && status.st_ino == store->inode
            : errno != ENOENT && errno != ENOTDIR)
        return true;
    return err_set(err, ERR_IO,
                   "the store was moved or replaced while in use (%s). Nothing is bought: put it "
                   "back and start again",
                   store->path);
}

bool store_has_room(const struct store *store, int64_t bytes, struct err *err) {
    struct statvfs status;
    if (statvfs(store->path, &status) != 0)
        return err_set(err, ERR_IO, "%s: %s", store->path, strerror(errno));
    if ((uintmax_t)status.f_bavail * status.f_frsize >= STORE_FREE_MIN + (uintmax_t)bytes)
        return true;
    return err_set(err, ERR_LIMIT,
                   "the disk is full: less than %d MiB free for %s. Free some space first",
                   STORE_FREE_MIN / (1024 * 1024), store->path);
}
