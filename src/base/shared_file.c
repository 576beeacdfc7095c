/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/shared_file.h"

#include "base/file.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ASIDE_MAX = 999 };

int shared_file_lock(const char *path, struct err *err) {
    char *name = mem_format("%s.lock", path);
    int fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
    if (fd < 0 || !file_lock(fd, F_OFD_SETLKW, F_WRLCK, FILE_WHOLE)) {
        err_set(err, ERR_IO, "%s: %s", name, strerror(errno));
        if (fd >= 0)
            close(fd);
        fd = -1;
    }
    free(name);
    return fd;
}

void shared_file_unlock(int lock) {
    close(lock);
}

bool shared_file_is_whole(const char *path, const char *text) {
    struct stat status;
    return stat(path, &status) == 0 && (size_t)status.st_size == strlen(text);
}

char *shared_file_put_aside(const char *path) {
    struct stat status;
    for (int number = 1; number <= ASIDE_MAX; number++) {
        char *aside = mem_format("%s.damaged-%d", path, number);
        bool is_free = lstat(aside, &status) != 0;
        if (is_free && rename(path, aside) == 0)
            return aside;
        free(aside);
        if (is_free)
            break;
    }
    return NULL;
}
