/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/new_file.h"

#include "base/file.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool fail(const struct new_file *file, struct err *err) {
    return err_set(err, ERR_IO, "Cannot write %.160s: %s.", file->path, strerror(errno));
}

/* What the program did not make is replaced only if it is a file. */
static bool check_place(const struct new_file *file, struct err *err) {
    struct stat at;
    if (lstat(file->path, &at) != 0)
        return errno == ENOENT || fail(file, err);
    if (!S_ISREG(at.st_mode))
        return err_set(err, ERR_IO, "%.160s exists, and is not a file.", file->path);
    return file->may_replace || err_set(err, ERR_IO, "%.160s exists already.", file->path);
}

bool new_file_open(struct new_file *file, const char *path, bool may_replace, struct err *err) {
    *file = (struct new_file){.path = file_expand(path), .fd = -1, .may_replace = may_replace};
    if (!check_place(file, err))
        return false;
    file->beside = mem_format("%s.XXXXXX", file->path);
    file->fd = mkostemp(file->beside, O_CLOEXEC); /* 0600 */
    return file->fd >= 0 || fail(file, err);
}

bool new_file_put(struct new_file *file, const char *bytes, size_t len, struct err *err) {
    return file_write(file->fd, bytes, len) || fail(file, err);
}

/* Where the file system cannot refuse to replace, what came meanwhile is looked for. */
static bool rename_it(const struct new_file *file) {
    struct stat at;
    if (file->may_replace)
        return rename(file->beside, file->path) == 0;
    if (renameat2(AT_FDCWD, file->beside, AT_FDCWD, file->path, RENAME_NOREPLACE) == 0)
        return true;
    if (errno != EINVAL && errno != ENOSYS)
        return false;
    if (lstat(file->path, &at) == 0)
        errno = EEXIST;
    return errno != EEXIST && rename(file->beside, file->path) == 0;
}

/* Its name must survive, too. Some file systems cannot sync a folder. */
static bool sync_folder(const struct new_file *file) {
    char *folder = mem_dup(file->path), *slash = strrchr(folder, '/');
    if (slash)
        slash[slash == folder] = '\0';
    int fd = open(slash ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool is_synced = fd >= 0 && (fsync(fd) == 0 || errno == EINVAL);
    if (fd >= 0)
        close(fd);
    free(folder);
    return is_synced;
}

bool new_file_finish(struct new_file *file, struct err *err) {
    bool is_synced = fsync(file->fd) == 0 || errno == EINVAL;
    bool is_closed = close(file->fd) == 0;
    file->fd = -1;
    if (!is_synced || !is_closed || !rename_it(file))
        return fail(file, err);
    free(file->beside);
    file->beside = NULL;
    return sync_folder(file) || fail(file, err);
}

void new_file_close(struct new_file *file) {
    if (file->fd >= 0)
        close(file->fd);
    if (file->beside)
        unlink(file->beside);
    free(file->beside);
    free(file->path);
    *file = (struct new_file){.fd = -1};
}
