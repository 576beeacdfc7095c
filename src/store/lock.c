/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/lock.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    HOST_MAX = 256,
    LINE_MAX_BYTES = HOST_MAX + 64,
    STAT_MAX = 1024,
    START_FIELD = 22, /* of /proc/PID/stat, proc(5) */
};

struct owner {
    char host[HOST_MAX];
    intmax_t pid;
    uintmax_t start; /* clock ticks since the machine started; 0: no such process */
};

static char *lock_path(const char *path) {
    size_t size = strlen(path) + sizeof "-lock";
    char *text = mem_alloc(size);
    snprintf(text, size, "%s-lock", path);
    return text;
}

static size_t read_text(int fd, char *text, size_t size) {
    ssize_t len = pread(fd, text, size - 1, 0);
    text[len > 0 ? len : 0] = '\0';
    return len > 0 ? (size_t)len : 0;
}

static uintmax_t start_of(intmax_t pid) {
    char name[64];
    char text[STAT_MAX];
    snprintf(name, sizeof name, "/proc/%jd/stat", pid);
    int fd = open(name, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return 0;
    }
    read_text(fd, text, sizeof text);
    close(fd);
    const char *at = strrchr(text, ')'); /* field 2, a name in brackets, may hold anything */
    for (int field = 2; at != NULL && field < START_FIELD; field++) {
        at = strchr(at + 1, ' ');
    }
    return at != NULL ? strtoumax(at, NULL, 10) : 0;
}

static void owner_self(struct owner *owner) {
    memset(owner, 0, sizeof *owner);
    if (gethostname(owner->host, sizeof owner->host - 1) != 0 || owner->host[0] == '\0') {
        snprintf(owner->host, sizeof owner->host, "localhost");
    }
    owner->pid = getpid();
    owner->start = start_of(owner->pid);
}

/* False for a file that holds nothing: it is being made just now, or was never finished. */
static bool owner_read(struct owner *owner, int fd) {
    char text[LINE_MAX_BYTES];
    memset(owner, 0, sizeof *owner);
    read_text(fd, text, sizeof text);
    size_t len = strcspn(text, " \n");
    if (len == 0 || len >= sizeof owner->host || text[len] != ' ') {
        return false;
    }
    memcpy(owner->host, text, len);
    char *end;
    owner->pid = strtoimax(text + len, &end, 10);
    owner->start = strtoumax(end, NULL, 10);
    return owner->pid > 0;
}

static bool owner_write(const struct owner *owner, int fd) {
    char text[LINE_MAX_BYTES];
    int len = snprintf(text, sizeof text, "%s %jd %ju\n", owner->host, owner->pid, owner->start);
    return ftruncate(fd, 0) == 0 && pwrite(fd, text, (size_t)len, 0) == len && fsync(fd) == 0;
}

static bool owner_is_gone(const struct owner *owner, const struct owner *self) {
    if (strcmp(owner->host, self->host) != 0) {
        return false;
    }
    if (kill((pid_t)owner->pid, 0) != 0 && errno == ESRCH) {
        return true;
    }
    uintmax_t start = start_of(owner->pid);
    return start != 0 && start != owner->start;
}

/* Among the programs of this machine, so that only one of them takes over. */
static bool hold(int fd) {
    struct flock range = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    return fcntl(fd, F_OFD_SETLK, &range) == 0;
}

/* Its last owner may have removed the file after it was opened here. */
static bool is_same_file(int fd, const char *name) {
    struct stat by_fd;
    struct stat by_name;
    return fstat(fd, &by_fd) == 0 && stat(name, &by_name) == 0 && by_fd.st_ino == by_name.st_ino &&
           by_fd.st_dev == by_name.st_dev;
}

static bool set_held(struct err *err, const char *path, const char *name,
                     const struct owner *owner) {
    if (owner->pid == 0) {
        return err_set(err, ERR_CONFIG, "another program is just opening %s; if none is, remove %s",
                       path, name);
    }
    return err_set(err, ERR_CONFIG,
                   "%s is held by process %jd on %s (on this file system one program at a time can "
                   "write); end that program, or, if it is gone, remove %s",
                   path, owner->pid, owner->host, name);
}

/* A file that is there: 1 taken over, 0 gone meanwhile, -1 held. */
static int take_over(int fd, const char *path, const char *name, struct err *err) {
    struct owner self;
    struct owner owner;
    owner_self(&self);
    bool is_held = !hold(fd);
    if (!is_held && !is_same_file(fd, name)) {
        return 0;
    }
    bool is_owned = owner_read(&owner, fd);
    if (is_held || !is_owned || !owner_is_gone(&owner, &self)) {
        set_held(err, path, name, &owner);
        return -1;
    }
    if (!owner_write(&self, fd)) {
        err_set(err, ERR_IO, "%s cannot be written: %s", name, strerror(errno));
        return -1;
    }
    return 1;
}

static int make(const char *name, struct err *err) {
    struct owner self;
    owner_self(&self);
    int fd = open(name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0) {
        return -1;
    }
    hold(fd); /* where locks do not work, the file alone has to do */
    if (owner_write(&self, fd)) {
        return fd;
    }
    err_set(err, errno == ENOSPC || errno == EDQUOT ? ERR_LIMIT : ERR_IO,
            "%s cannot be written: %s", name, strerror(errno));
    unlink(name);
    close(fd);
    errno = 0;
    return -1;
}

static int take(const char *path, const char *name, struct err *err) {
    for (;;) {
        int fd = make(name, err);
        if (fd >= 0) {
            return fd;
        }
        if (errno == 0) {
            return -1;
        }
        if (errno == EEXIST) {
            fd = open(name, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
        }
        if (fd < 0 && errno == ENOENT && access(path, F_OK) == 0) {
            continue; /* removed between the two */
        }
        if (fd < 0) {
            err_set(err, ERR_CONFIG, "the lock file %s cannot be made: %s", name, strerror(errno));
            return -1;
        }
        int result = take_over(fd, path, name, err);
        if (result > 0) {
            return fd;
        }
        close(fd);
        if (result < 0) {
            return -1;
        }
    }
}

int lock_take(const char *path, struct err *err) {
    char *name = lock_path(path);
    int fd = take(path, name, err);
    free(name);
    return fd;
}

void lock_drop(const char *path, int fd) {
    char *name = lock_path(path);
    if (is_same_file(fd, name)) {
        unlink(name);
    }
    close(fd);
    free(name);
}
