/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/shared_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ASIDE_MAX = 999 };

static bool wait_for_lock(int fd) {
    struct flock range = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    int result;
    do
        result = fcntl(fd, F_OFD_SETLKW, &range);
    while (result < 0 && errno == EINTR);
    return result == 0;
}

int shared_file_lock(const char *path, struct err *err) {
    struct buf name;
    buf_init(&name, strlen(path) + sizeof ".lock");
    buf_format(&name, "%s.lock", path);
    int fd = open(buf_text(&name), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
    if (fd < 0 || !wait_for_lock(fd)) {
        err_set(err, ERR_IO, "%s: %s", buf_text(&name), strerror(errno));
        if (fd >= 0)
            close(fd);
        fd = -1;
    }
    buf_fini(&name);
    return fd;
}

void shared_file_unlock(int lock) {
    close(lock);
}

bool shared_file_is_whole(const char *path, const char *text) {
    struct stat status;
    return stat(path, &status) == 0 && (size_t)status.st_size == strlen(text);
}

bool shared_file_put_aside(const char *path, struct buf *aside) {
    struct stat status;
    struct buf name;
    bool is_taken = true;
    buf_init(&name, strlen(path) + sizeof ".damaged-" + 8);
    for (int number = 1; is_taken && number <= ASIDE_MAX; number++) {
        buf_clear(&name);
        buf_format(&name, "%s.damaged-%d", path, number);
        is_taken = lstat(buf_text(&name), &status) == 0;
    }
    bool is_aside = !is_taken && rename(path, buf_text(&name)) == 0;
    if (is_aside)
        buf_text_put(aside, buf_text(&name));
    buf_fini(&name);
    return is_aside;
}
