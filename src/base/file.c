/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/file.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool file_write(int fd, const void *bytes, size_t len) {
    const char *rest = bytes;
    while (len) {
        ssize_t written = write(fd, rest, len);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        rest += written;
        len -= (size_t)written;
    }
    return true;
}

char *file_expand(const char *path) {
    const char *home = getenv("HOME");
    bool is_at_home = *path == '~' && (path[1] == '/' || !path[1]) && home;
    return is_at_home ? mem_format("%s%s", home, path + 1) : mem_dup(path);
}

bool file_replace(const char *path, const struct buf *content, struct err *err) {
    char *beside = mem_format("%s.XXXXXX", path);
    int fd = mkostemp(beside, O_CLOEXEC); /* 0600 */
    bool is_written = fd >= 0 && file_write(fd, buf_text(content), content->len);
    int failure = errno;
    if (fd >= 0 && close(fd) && is_written) {
        failure = errno;
        is_written = false;
    }
    if (is_written && rename(beside, path)) {
        failure = errno;
        is_written = false;
    }
    if (!is_written && fd >= 0)
        unlink(beside);
    free(beside);
    return is_written || err_set(err, ERR_IO, "%s", strerror(failure));
}

char *file_read(const char *path, size_t most, struct err *err) {
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    FILE *file = fd < 0 ? NULL : fdopen(fd, "r");
    struct buf content;
    char bytes[4096];
    size_t len;
    if (!file) {
        err_set(err, errno == ENOENT ? ERR_NONE : ERR_IO, "%s: %s", path, strerror(errno));
        if (fd >= 0)
            close(fd);
        return NULL;
    }
    buf_init(&content, most);
    while ((len = fread(bytes, 1, sizeof bytes, file)) > 0 && buf_put(&content, bytes, len))
        ;
    bool is_read = !ferror(file) && !content.overflowed;
    fclose(file);
    if (is_read)
        return buf_steal(&content, NULL);
    buf_fini(&content);
    err_set(err, ERR_IO, "cannot read %s", path);
    return NULL;
}

/* Returns the lock type that fcntl() reports; -1 on failure. */
static int call_lock(int fd, int command, short type, int64_t byte) {
    struct flock range = {.l_type = type, .l_whence = SEEK_SET};
    int result;
    if (byte != FILE_WHOLE) {
        range.l_start = byte;
        range.l_len = 1;
    }
    do
        result = fcntl(fd, command, &range);
    while (result != 0 && errno == EINTR);
    return result == 0 ? range.l_type : -1;
}

bool file_lock(int fd, int command, short type, int64_t byte) {
    return call_lock(fd, command, type, byte) >= 0;
}

int file_look_for_lock(int fd, int64_t byte) {
    return call_lock(fd, F_OFD_GETLK, F_WRLCK, byte);
}
