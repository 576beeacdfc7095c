/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/folder.h"

#include "base/mem.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define PART_ENDING ".part-"
enum { PART_LETTERS = 6, FOLDER_MODE = 0700, FILE_MODE = 0600 };

static bool fail(const struct folder *folder, struct err *err) {
    return err_set(err, ERR_IO, "cannot write %s: %s", folder->name, strerror(errno));
}

static bool fail_because_it_exists(const struct folder *folder, struct err *err) {
    return err_set(err, ERR_USAGE, "%s exists; an export makes a new folder", folder->name);
}

/* Without the slashes at its end; "/" stays. */
static char *without_slashes(const char *name) {
    size_t len = strlen(name);
    while (len > 1 && name[len - 1] == '/')
        len--;
    return mem_dup_n(name, len);
}

static bool open_parent(struct folder *folder, struct err *err) {
    const char *slash = strrchr(folder->name, '/');
    char *parent = slash == folder->name ? mem_dup("/")
                   : slash               ? mem_dup_n(folder->name, (size_t)(slash - folder->name))
                                         : mem_dup(".");
    folder->base = mem_dup(slash && slash[1] ? slash + 1 : folder->name);
    folder->parent_fd = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(parent);
    return folder->parent_fd >= 0 || fail(folder, err);
}

static bool exists(const struct folder *folder) {
    struct stat status;
    return fstatat(folder->parent_fd, folder->base, &status, AT_SYMLINK_NOFOLLOW) == 0;
}

/* mkdtemp() knows no folder but the current one and obeys the umask, hence the rest. */
static bool make_part(struct folder *folder, struct err *err) {
    char *path = mem_format("%s" PART_ENDING "XXXXXX", folder->name);
    bool is_made = mkdtemp(path);
    if (is_made) {
        const char *slash = strrchr(path, '/');
        folder->part = mem_dup(slash ? slash + 1 : path);
        is_made = fchmodat(folder->parent_fd, folder->part, FOLDER_MODE, 0) == 0;
    }
    free(path);
    if (is_made)
        folder->part_fd =
            openat(folder->parent_fd, folder->part, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (!is_made || folder->part_fd < 0)
        return fail(folder, err);
    flock(folder->part_fd, LOCK_EX | LOCK_NB); /* where there are no locks, none is looked for */
    return true;
}

bool folder_open(struct folder *folder, const char *name, struct err *err) {
    *folder = (struct folder){.name = without_slashes(name), .parent_fd = -1, .part_fd = -1};
    if (!*folder->name) {
        err_set(err, ERR_USAGE, "the folder's name is missing");
    } else if (open_parent(folder, err)) {
        if (exists(folder))
            fail_because_it_exists(folder, err);
        else if (make_part(folder, err))
            return true;
    }
    folder_close(folder);
    return false;
}

int folder_create_file(struct folder *folder, const char *name, struct err *err) {
    int fd = openat(folder->part_fd, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, FILE_MODE);
    if (fd >= 0 && fchmod(fd, FILE_MODE) == 0)
        return fd;
    fail(folder, err);
    if (fd >= 0)
        close(fd);
    return -1;
}

/* Some file systems cannot sync a folder. */
static bool sync_folder(int fd) {
    return fsync(fd) == 0 || errno == EINVAL;
}

/* Where the file system cannot refuse to replace, rename() replaces an empty folder at most. */
static bool rename_new(int fd, const char *from, const char *to) {
    if (renameat2(fd, from, fd, to, RENAME_NOREPLACE) == 0)
        return true;
    return (errno == EINVAL || errno == ENOSYS) && renameat(fd, from, fd, to) == 0;
}

static bool is_taken(int reason) {
    return reason == EEXIST || reason == ENOTEMPTY || reason == ENOTDIR;
}

bool folder_finish(struct folder *folder, struct err *err) {
    if (!sync_folder(folder->part_fd))
        return fail(folder, err);
    if (exists(folder))
        return fail_because_it_exists(folder, err);
    if (!rename_new(folder->parent_fd, folder->part, folder->base))
        return is_taken(errno) ? fail_because_it_exists(folder, err) : fail(folder, err);
    if (!sync_folder(folder->parent_fd)) {
        fail(folder, err);
        rename_new(folder->parent_fd, folder->base, folder->part);
        return false;
    }
    free(folder->part);
    folder->part = NULL;
    return true;
}

static void remove_files(int fd) {
    int own = dup(fd);
    DIR *files = own < 0 ? NULL : fdopendir(own);
    const struct dirent *entry;
    if (!files) {
        if (own >= 0)
            close(own);
        return;
    }
    rewinddir(files);
    while ((entry = readdir(files)))
        unlinkat(fd, entry->d_name, 0); /* not "." and ".." */
    closedir(files);
}

void folder_close(struct folder *folder) {
    if (folder->part) {
        if (folder->part_fd >= 0)
            remove_files(folder->part_fd);
        unlinkat(folder->parent_fd, folder->part, AT_REMOVEDIR);
    }
    if (folder->part_fd >= 0)
        close(folder->part_fd);
    if (folder->parent_fd >= 0)
        close(folder->parent_fd);
    free(folder->name);
    free(folder->base);
    free(folder->part);
    *folder = (struct folder){.parent_fd = -1, .part_fd = -1};
}

/* Whether it is called so and nobody has its lock. */
static bool was_left(const struct folder *folder, const char *name) {
    size_t len = strlen(folder->base), ending = strlen(PART_ENDING);
    if (strncmp(name, folder->base, len) != 0 || strncmp(name + len, PART_ENDING, ending) != 0 ||
        strlen(name) != len + ending + PART_LETTERS)
        return false;
    int fd = openat(folder->parent_fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    bool is_free = fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0;
    if (fd >= 0)
        close(fd);
    return is_free;
}

char *folder_find_left(const struct folder *folder) {
    int fd = openat(folder->parent_fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *entries = fd < 0 ? NULL : fdopendir(fd);
    const struct dirent *entry;
    char *found = NULL;
    if (!entries) {
        if (fd >= 0)
            close(fd);
        return NULL;
    }
    while (!found && (entry = readdir(entries)))
        if (was_left(folder, entry->d_name))
            found = mem_format("%.*s%s", (int)(strlen(folder->name) - strlen(folder->base)),
                               folder->name, entry->d_name);
    closedir(entries);
    return found;
}
