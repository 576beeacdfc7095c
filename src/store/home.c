/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/home.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <unistd.h>

#define TEMPORARY_PREFIX "followtrail-"
#define TEMPORARY_STORE  "store.db"

enum { PASSWD_TEXTS_MAX = 16384, TEMPORARY_SUFFIX_LEN = 6, TEMPORARY_AGE_S = 3600 };

/* Endings of a store's files. */
static const char *const endings[] = {"", "-wal", "-shm", "-journal", "-alive", "-lock", "-spill"};

static const size_t ending_count = sizeof endings / sizeof *endings;

static char *folder_of(const char *path) {
    char *copy = mem_dup(path); /* dirname() may modify its argument and return static text */
    char *folder = mem_dup(dirname(copy));
    free(copy);
    return folder;
}

/* The specification: a relative value is invalid and must be ignored. */
static const char *absolute_variable(const char *name) {
    const char *value = getenv(name);
    return value != NULL && value[0] == '/' ? value : NULL;
}

/* The caller frees it. */
static char *find_home(struct err *err) {
    const char *home = absolute_variable("HOME");
    if (home)
        return mem_dup(home);
    struct passwd entry, *user = NULL;
    char *texts = mem_alloc(PASSWD_TEXTS_MAX);
    bool is_found = !getpwuid_r(getuid(), &entry, texts, PASSWD_TEXTS_MAX, &user) && user &&
                    user->pw_dir && user->pw_dir[0] == '/';
    char *folder = is_found ? mem_dup(user->pw_dir) : NULL;
    free(texts);
    if (!folder)
        err_set(err, ERR_CONFIG, "no home folder: set HOME");
    return folder;
}

/* base/followtrail/name, where base is the variable's value, or `fallback` in the home folder. */
static char *place(const char *variable, const char *fallback, const char *name, struct err *err) {
    char *base;
    const char *value = absolute_variable(variable);
    if (value != NULL) {
        base = mem_dup(value);
    } else {
        char *home = find_home(err);
        if (!home)
            return NULL;
        base = mem_format("%s/%s", home, fallback);
        free(home);
    }
    char *path = mem_format("%s/followtrail/%s", base, name);
    free(base);
    return path;
}

/* The file name for a kind of store. */
static char *name_of_kind(const char *before, const char *kind, const char *behind) {
    static const char host[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.";
    char *name = mem_format("%s%s%s", before, kind, behind);
    for (char *at = name; *at != '\0'; at++)
        if (strchr(host, *at) == NULL)
            *at = '_';
    return name;
}

char *home_store_path(const char *kind, struct err *err) {
    char *name = name_of_kind("", kind, ".db");
    char *path = place("XDG_DATA_HOME", ".local/share", name, err);
    free(name);
    return path;
}

char *home_state_path(const char *name, struct err *err) {
    return place("XDG_STATE_HOME", ".local/state", name, err);
}

char *home_bookmarks_path(const char *kind, struct err *err) {
    char *name = name_of_kind("bookmarks-", kind, "");
    char *path = home_state_path(name, err);
    free(name);
    return path;
}

char *home_config_path(struct err *err) {
    return place("XDG_CONFIG_HOME", ".config", "config", err);
}

char *home_key_path(struct err *err) {
    return place("XDG_CONFIG_HOME", ".config", "key", err);
}

static bool is_folder(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static bool make_folder(const char *path, struct err *err) {
    if (mkdir(path, 0700) == 0)
        return true;
    int reason = errno;
    if (is_folder(path))
        return true;
    enum err_kind kind = ERR_CONFIG;
    if (reason == ENOSPC || reason == EDQUOT)
        kind = ERR_LIMIT;
    else if (reason == EIO || reason == EMLINK || reason == ENOENT)
        kind = ERR_IO;
    return err_set(err, kind, "cannot create the folder %s: %s", path,
                   reason == EEXIST ? "a file has that name" : strerror(reason));
}

bool home_make_folder_of(const char *path, struct err *err) {
    char *folder = folder_of(path);
    bool is_made = is_folder(folder);
    for (char *at = folder; !is_made; at++) {
        at += strspn(at, "/");
        at += strcspn(at, "/");
        char was = *at;
        *at = '\0';
        bool is_there = make_folder(folder, err);
        *at = was;
        if (!is_there)
            break;
        is_made = was == '\0';
    }
    free(folder);
    return is_made;
}

static bool is_temporary_name(const char *name) {
    size_t len = strlen(TEMPORARY_PREFIX);
    return strncmp(name, TEMPORARY_PREFIX, len) == 0 && strlen(name) == len + TEMPORARY_SUFFIX_LEN;
}

static bool is_store_name(const char *name) {
    size_t len = strlen(TEMPORARY_STORE);
    bool is_known = strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
    for (size_t i = 0; !is_known && i < ending_count; i++)
        is_known = strncmp(name, TEMPORARY_STORE, len) == 0 && strcmp(name + len, endings[i]) == 0;
    return is_known;
}

/* Owned by this user, private, and contains one store's files only. */
static bool is_temporary_folder(const char *folder) {
    struct stat status;
    if (lstat(folder, &status) != 0 || !S_ISDIR(status.st_mode) || status.st_uid != geteuid() ||
        (status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return false;
    DIR *files = opendir(folder);
    struct dirent *file;
    bool is_store = files != NULL;
    while (is_store && (file = readdir(files)) != NULL)
        is_store = is_store_name(file->d_name);
    if (files)
        closedir(files);
    return is_store;
}

/* If in doubt, it is in use. */
static bool is_left_behind(const char *path) {
    struct stat status;
    char *alive = mem_format("%s-alive", path);
    int fd = open(alive, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    bool is_left = fd >= 0 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode) &&
                   clock_wall_ms() / 1000 - status.st_mtime > TEMPORARY_AGE_S &&
                   file_look_for_lock(fd, FILE_WHOLE) == F_UNLCK;
    if (fd >= 0)
        close(fd);
    free(alive);
    return is_left;
}

static void remove_left_in(const char *base) {
    DIR *folders = opendir(base);
    struct dirent *entry;
    while (folders && (entry = readdir(folders)) != NULL) {
        if (!is_temporary_name(entry->d_name))
            continue;
        char *folder = mem_format("%s/%s", base, entry->d_name);
        char *path = mem_format("%s/%s", folder, TEMPORARY_STORE);
        if (is_temporary_folder(folder) && is_left_behind(path))
            home_remove_temporary(path);
        free(path);
        free(folder);
    }
    if (folders)
        closedir(folders);
}

static bool has_free(const char *base, int64_t bytes) {
    struct statvfs status;
    if (statvfs(base, &status) != 0)
        return false;
    errno = ENOSPC;
    return (uintmax_t)status.f_bavail * status.f_frsize >= (uintmax_t)bytes;
}

/* The -alive file exists from the start, so that leftovers of a killed program are found by it. */
static bool make_alive(const char *path) {
    char *alive = mem_format("%s-alive", path);
    int fd = open(alive, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd >= 0)
        close(fd);
    free(alive);
    return fd >= 0;
}

static char *temporary_in(const char *base, int64_t bytes) {
    remove_left_in(base);
    if (!has_free(base, bytes))
        return NULL;
    char *folder = mem_format("%s/%sXXXXXX", base, TEMPORARY_PREFIX);
    char *path = mkdtemp(folder) != NULL ? mem_format("%s/%s", folder, TEMPORARY_STORE) : NULL;
    free(folder);
    if (!path || make_alive(path))
        return path;
    int reason = errno;
    home_remove_temporary(path);
    free(path);
    errno = reason;
    return NULL;
}

char *home_temporary_path(int64_t bytes, struct err *err) {
    const char *bases[] = {absolute_variable("XDG_RUNTIME_DIR"), absolute_variable("TMPDIR"),
                           "/tmp"};
    for (size_t i = 0; i < sizeof bases / sizeof bases[0]; i++) {
        char *path = bases[i] != NULL ? temporary_in(bases[i], bytes) : NULL;
        if (path != NULL)
            return path;
    }
    err_set(err, errno == ENOSPC ? ERR_LIMIT : ERR_IO,
            "cannot create a temporary folder: %s. Set TMPDIR", strerror(errno));
    return NULL;
}

void home_remove_temporary(const char *path) {
    char *folder = folder_of(path);
    for (size_t i = 0; i < ending_count; i++) {
        char *file = mem_format("%s%s", path, endings[i]);
        unlink(file);
        free(file);
    }
    rmdir(folder);
    free(folder);
}

bool home_is_local(const char *path) {
    static const uint32_t local[] = {
        0xef53,     /* ext2, ext3, ext4 */
        0x58465342, /* XFS */
        0x9123683e, /* Btrfs */
        0xf2f52010, /* F2FS */
        0x01021994, /* tmpfs */
        0x794c7630, /* overlay */
        0x2fc12fc1, /* ZFS */
    };
    char *folder = folder_of(path);
    struct statfs status;
    bool is_known = statfs(folder, &status) == 0;
    free(folder);
    for (size_t i = 0; is_known && i < sizeof local / sizeof local[0]; i++) {
        /* f_type is signed, and 32 bits wide on some machines. */
        if ((uint32_t)status.f_type == local[i])
            return true;
    }
    return false;
}
