/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/lock.h"

#include "base/file.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAME_MAX_BYTES = 256, BOOT_MAX_BYTES = 64 };

struct machine {
    char name[NAME_MAX_BYTES];
    char boot[BOOT_MAX_BYTES]; /* random, from the system's start; empty: unknown */
};

enum entry { ENTRY_MADE, ENTRY_GONE, ENTRY_REFUSED };

static void read_text(int fd, char *text, size_t size) {
    ssize_t len = pread(fd, text, size - 1, 0);
    text[len > 0 ? len : 0] = '\0';
}

static void machine_self(struct machine *self) {
    *self = (struct machine){.name = ""};
    if (gethostname(self->name, sizeof self->name - 1) != 0 || self->name[0] == '\0')
        snprintf(self->name, sizeof self->name, "localhost");
    int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        read_text(fd, self->boot, sizeof self->boot);
        self->boot[strcspn(self->boot, " \n")] = '\0';
        close(fd);
    }
}

/* False for an empty file: it was never completed. */
static bool machine_read(struct machine *machine, int fd) {
    char text[sizeof *machine + sizeof " \n"];
    *machine = (struct machine){.name = ""};
    read_text(fd, text, sizeof text);
    size_t len = strcspn(text, " \n");
    const char *boot = text + len + strspn(text + len, " ");
    snprintf(machine->name, sizeof machine->name, "%.*s", (int)len, text);
    snprintf(machine->boot, sizeof machine->boot, "%.*s", (int)strcspn(boot, " \n"), boot);
    return len > 0;
}

static bool machine_write(const struct machine *machine, int fd) {
    char text[sizeof *machine + sizeof " \n"];
    int len = snprintf(text, sizeof text, "%s %s\n", machine->name, machine->boot);
    errno = 0;
    return ftruncate(fd, 0) == 0 && pwrite(fd, text, (size_t)len, 0) == len && fsync(fd) == 0;
}

static bool is_running_here(const struct machine *machine, const struct machine *self) {
    return self->boot[0] != '\0' && strcmp(machine->boot, self->boot) == 0;
}

/* Its last owner may have removed the file after we opened it. */
static bool is_same_file(int fd, const char *name) {
    struct stat by_fd;
    struct stat by_name;
    return fstat(fd, &by_fd) == 0 && stat(name, &by_name) == 0 && by_fd.st_ino == by_name.st_ino &&
           by_fd.st_dev == by_name.st_dev;
}

static enum entry refuse(struct err *err, const char *path, const char *name,
                         const struct machine *machine) {
    err_set(err, ERR_CONFIG,
            "%s is in use on %s (on this file system, only one machine at a time can write). Quit "
            "Followtrail there; if none is running, remove %s",
            path, machine->name[0] != '\0' ? machine->name : "another machine", name);
    return ENTRY_REFUSED;
}

static enum entry claim(int fd, const char *name, const struct machine *self, struct err *err) {
    if (machine_write(self, fd))
        return ENTRY_MADE;
    err_set(err, errno == ENOSPC || errno == EDQUOT ? ERR_LIMIT : ERR_IO, "cannot write %s: %s",
            name, strerror(errno));
    return ENTRY_REFUSED;
}

/* A program that holds the lock alone makes others wait until lock_share(). Only it may change the
 * file: if that names no machine, or this one before its last restart. */
static enum entry enter(int fd, const char *path, const char *name, struct err *err) {
    struct machine self;
    struct machine machine;
    bool is_alone = file_lock(fd, F_OFD_SETLK, F_WRLCK, FILE_WHOLE);
    if (!is_alone && !file_lock(fd, F_OFD_SETLKW, F_RDLCK, FILE_WHOLE)) {
        err_set(err, ERR_CONFIG, "cannot lock %s: %s", name, strerror(errno));
        return ENTRY_REFUSED;
    }
    if (!is_same_file(fd, name))
        return ENTRY_GONE;
    machine_self(&self);
    bool is_told = machine_read(&machine, fd);
    if (is_told && is_running_here(&machine, &self))
        return ENTRY_MADE;
    if (is_alone && (!is_told || strcmp(machine.name, self.name) == 0))
        return claim(fd, name, &self, err);
    return refuse(err, path, name, &machine);
}

static int take(const char *path, const char *name, const struct sharing *sharing,
                struct err *err) {
    for (;;) {
        int fd = sharing_open(sharing, name, O_CREAT);
        if (fd < 0) {
            err_set(err, ERR_CONFIG, "cannot create the lock file %s: %s", name, strerror(errno));
            return -1;
        }
        enum entry entry = enter(fd, path, name, err);
        if (entry == ENTRY_MADE)
            return fd;
        close(fd);
        if (entry == ENTRY_REFUSED)
            return -1;
    }
}

int lock_take(const char *path, const struct sharing *sharing, struct err *err) {
    char *name = mem_format("%s-lock", path);
    int fd = take(path, name, sharing, err);
    free(name);
    return fd;
}

bool lock_share(int fd, struct err *err) {
    return file_lock(fd, F_OFD_SETLK, F_RDLCK, FILE_WHOLE) ||
           err_set(err, ERR_IO, "cannot share the lock file: %s", strerror(errno));
}

/* Unlocked before locking exclusively: if two programs leave at the same time, one of them is then
 * the last. */
void lock_drop(const char *path, int fd) {
    char *name = mem_format("%s-lock", path);
    if (file_lock(fd, F_OFD_SETLK, F_UNLCK, FILE_WHOLE) &&
        file_lock(fd, F_OFD_SETLK, F_WRLCK, FILE_WHOLE) && is_same_file(fd, name))
        unlink(name);
    close(fd);
    free(name);
}
