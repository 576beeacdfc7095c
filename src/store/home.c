/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/home.h"

#include "base/mem.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <pwd.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

static char *join(const char *a, const char *b, const char *c) {
    size_t size = strlen(a) + strlen(b) + strlen(c) + 1;
    char *text = mem_alloc(size);
    snprintf(text, size, "%s%s%s", a, b, c);
    return text;
}

static char *folder_of(const char *path) {
    char *copy = mem_dup(path); /* dirname() writes on it, and may return static text */
    char *folder = mem_dup(dirname(copy));
    free(copy);
    return folder;
}

/* The specification: a relative value is invalid and to be ignored. */
static const char *absolute_variable(const char *name) {
    const char *value = getenv(name);
    return value != NULL && value[0] == '/' ? value : NULL;
}

static const char *find_home(struct err *err) {
    const char *home = absolute_variable("HOME");
    if (home != NULL) {
        return home;
    }
    const struct passwd *user = getpwuid(getuid());
    if (user != NULL && user->pw_dir != NULL && user->pw_dir[0] == '/') {
        return user->pw_dir;
    }
    err_set(err, ERR_CONFIG, "there is no home folder: set HOME");
    return NULL;
}

/* base/followtrail/name, base being the variable's value, or `fallback` in the home folder. */
static char *place(const char *variable, const char *fallback, const char *name, struct err *err) {
    char *base;
    const char *value = absolute_variable(variable);
    if (value != NULL) {
        base = mem_dup(value);
    } else {
        const char *home = find_home(err);
        if (home == NULL) {
            return NULL;
        }
        base = join(home, "/", fallback);
    }
    char *path = join(base, "/followtrail/", name);
    free(base);
    return path;
}

char *home_store_path(const char *kind, struct err *err) {
    static const char host[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.";
    char *name = join(kind, ".db", "");
    for (char *at = name; *at != '\0'; at++) {
        if (strchr(host, *at) == NULL) {
            *at = '_';
        }
    }
    char *path = place("XDG_DATA_HOME", ".local/share", name, err);
    free(name);
    return path;
}

char *home_state_path(const char *name, struct err *err) {
    return place("XDG_STATE_HOME", ".local/state", name, err);
}

char *home_config_path(struct err *err) {
    return place("XDG_CONFIG_HOME", ".config", "config", err);
}

static bool is_folder(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static bool make_folder(const char *path, struct err *err) {
    if (mkdir(path, 0700) == 0) {
        return true;
    }
    int reason = errno;
    if (is_folder(path)) {
        return true;
    }
    enum err_kind kind = ERR_CONFIG;
    if (reason == ENOSPC || reason == EDQUOT) {
        kind = ERR_LIMIT;
    } else if (reason == EIO || reason == EMLINK || reason == ENOENT) {
        kind = ERR_IO;
    }
    return err_set(err, kind, "the folder %s cannot be made: %s", path,
                   reason == EEXIST ? "there is a file of that name" : strerror(reason));
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
        if (!is_there) {
            break;
        }
        is_made = was == '\0';
    }
    free(folder);
    return is_made;
}

static char *temporary_in(const char *base) {
    char *folder = join(base, "/followtrail-", "XXXXXX");
    char *path = mkdtemp(folder) != NULL ? join(folder, "/", "store.db") : NULL;
    free(folder);
    return path;
}

char *home_temporary_path(struct err *err) {
    const char *bases[] = {absolute_variable("XDG_RUNTIME_DIR"), absolute_variable("TMPDIR"),
                           "/tmp"};
    for (size_t i = 0; i < sizeof bases / sizeof bases[0]; i++) {
        char *path = bases[i] != NULL ? temporary_in(bases[i]) : NULL;
        if (path != NULL) {
            return path;
        }
    }
    err_set(err, ERR_IO, "no temporary folder can be made: %s; set TMPDIR", strerror(errno));
    return NULL;
}

void home_remove_temporary(const char *path) {
    char *folder = folder_of(path);
    DIR *directory = opendir(folder);
    if (directory != NULL) {
        struct dirent *entry;
        while ((entry = readdir(directory)) != NULL) {
            unlinkat(dirfd(directory), entry->d_name, 0); /* `.` and `..` it refuses */
        }
        closedir(directory);
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
        /* f_type is signed, and of 32 bits on some machines. */
        if ((uint32_t)status.f_type == local[i]) {
            return true;
        }
    }
    return false;
}
