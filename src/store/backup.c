/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/backup.h"

#include "base/file.h"
#include "base/mem.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    RANDOM_LEN = 6,        /* of mkostemp() */
    JOURNAL_PAGES_AT = 16, /* in a rollback journal: the size of the file in pages before the
                              change (SQLite's file format, section 3) */
    JOURNAL_PAGES_LEN = 4
};

static char *copy_path(const char *path, int64_t version, const char *ending) {
    return mem_format("%s.v%" PRId64 "%s", path, version, ending);
}

/* The journal first: it is useless without its file, and SQLite would play it back into a new
 * one. */
static void remove_part(const char *part) {
    char *journal = mem_format("%s-journal", part);
    unlink(journal);
    unlink(part);
    free(journal);
}

/* Whether the name is `STORE.v<version>.XXXXXX`, the name of unfinished copies up to version
 * 0.3.0. */
static bool is_old_part_name(const char *name, const char *store) {
    size_t len = strlen(store);
    if (strncmp(name, store, len) != 0 || strncmp(name + len, ".v", 2) != 0)
        return false;
    const char *at = name + len + 2, *digits = at;
    while (isdigit((unsigned char)*at))
        at++;
    if (at == digits || *at != '.' || strlen(at + 1) != RANDOM_LEN)
        return false;
    while (isalnum((unsigned char)*++at))
        ;
    return *at == '\0';
}

/* A copy is made in one transaction, whose journal is removed at its end. */
static bool has_unfinished_journal(const char *part) {
    static const unsigned char none[JOURNAL_PAGES_LEN];
    unsigned char pages[JOURNAL_PAGES_LEN];
    char *journal = mem_format("%s-journal", part);
    int fd = open(journal, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    bool is_unfinished = fd >= 0 &&
                         pread(fd, pages, sizeof pages, JOURNAL_PAGES_AT) == sizeof pages &&
                         memcmp(pages, none, sizeof none) == 0;
    if (fd >= 0)
        close(fd);
    free(journal);
    return is_unfinished;
}

/* If in doubt, it is not. */
static bool is_left_unfinished(const char *part) {
    struct stat status;
    int fd = open(part, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    bool is_left = fd >= 0 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode) &&
                   status.st_uid == geteuid() && file_look_for_lock(fd, FILE_WHOLE) == F_UNLCK &&
                   (status.st_size == 0 || has_unfinished_journal(part));
    if (fd >= 0)
        close(fd);
    return is_left;
}

/* A person may have made a copy with such a name: only what is certainly incomplete is removed. */
static void remove_old_parts(const char *path) {
    char *copy = mem_dup(path); /* dirname() may modify its argument and return static text */
    char *folder = mem_dup(dirname(copy));
    const char *slash = strrchr(path, '/'), *store = slash ? slash + 1 : path;
    DIR *files = opendir(folder);
    struct dirent *file;
    while (files && (file = readdir(files)) != NULL) {
        if (!is_old_part_name(file->d_name, store))
            continue;
        char *part = mem_format("%s/%s", folder, file->d_name);
        if (is_left_unfinished(part))
            remove_part(part);
        free(part);
    }
    if (files)
        closedir(files);
    free(folder);
    free(copy);
}

static bool set_failure(const char *copy, struct err *err) {
    enum err_kind kind = errno == ENOSPC || errno == EDQUOT                    ? ERR_LIMIT
                         : errno == EACCES || errno == EPERM || errno == EROFS ? ERR_CONFIG
                                                                               : ERR_IO;
    return err_set(err, kind, "cannot make a copy of the store at %s: %s", copy, strerror(errno));
}

static bool sync_file(const char *path) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool is_synced = fd >= 0 && fsync(fd) == 0;
    int reason = errno;
    if (fd >= 0)
        close(fd);
    errno = reason;
    return is_synced;
}

/* So that the copy's name is as durable as the upgrade that follows. */
static bool sync_folder_of(const char *path) {
    char *copy = mem_dup(path); /* dirname() may modify its argument and return static text */
    bool is_synced = sync_file(dirname(copy));
    free(copy);
    return is_synced;
}

/* The users of a shared store share its copy, too. */
static bool take_mode(int fd, const char *path) {
    struct stat status;
    const mode_t group = S_IRGRP | S_IWGRP;
    if (stat(path, &status) != 0 || (status.st_mode & group) != group)
        return true;
    return fchmod(fd, S_IRUSR | S_IWUSR | group) == 0 && fchown(fd, (uid_t)-1, status.st_gid) == 0;
}

/* SQLite fills an existing empty file and keeps its mode. */
static bool copy_to(struct sql *sql, const char *path, const char *part, const char *copy,
                    struct err *err) {
    int fd = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool is_ready = fd >= 0 && take_mode(fd, path);
    if (fd >= 0)
        close(fd);
    if (!is_ready)
        return set_failure(copy, err);
    struct statement *vacuum = sql_use(sql, "VACUUM INTO ?1");
    sql_bind_text(vacuum, 1, part);
    bool is_made = sql_do(vacuum, err) &&
                   ((sync_file(part) && rename(part, copy) == 0 && sync_folder_of(copy)) ||
                    set_failure(copy, err));
    if (!is_made)
        remove_part(part);
    return is_made;
}

bool backup_make(struct sql *sql, const char *path, int64_t version, struct err *err) {
    char *copy = copy_path(path, version, ""), *part = copy_path(path, version, "-partial");
    remove_part(part);
    remove_old_parts(path);
    bool is_kept = access(copy, F_OK) == 0 || copy_to(sql, path, part, copy, err);
    free(part);
    free(copy);
    return is_kept;
}
