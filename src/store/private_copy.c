/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/private_copy.h"

#include "base/file.h"
#include "base/mem.h"
#include "store/home.h"
#include "store/sql.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    PARTS = 3,
    PIECE = 1 << 20,
    GROWTH = 3 /* with a log, and room for what a newer version
                  adds */
};

/* The log first: what is moved from it to the file meanwhile is then copied twice instead of
 * never. */
static const char *const endings[PARTS] = {"-wal", "-journal", ""};

/* Shows whether a file changed; zeros if there is none. */
struct marks {
    ino_t inodes[PARTS];
    off_t sizes[PARTS];
    struct timespec changed[PARTS];
};

static void take_marks(const char *path, struct marks *marks) {
    memset(marks, 0, sizeof *marks); /* including padding: they are compared as bytes */
    for (int i = 0; i < PARTS; i++) {
        struct stat status;
        char *part = mem_format("%s%s", path, endings[i]);
        if (stat(part, &status) == 0) {
            marks->inodes[i] = status.st_ino;
            marks->sizes[i] = status.st_size;
            marks->changed[i] = status.st_mtim;
        }
        free(part);
    }
}

static bool copy_bytes(int from, int to) {
    ssize_t copied;
    while ((copied = sendfile(to, from, NULL, PIECE)) > 0 || (copied < 0 && errno == EINTR))
        ;
    return copied == 0;
}

static bool set_failure(const char *path, struct err *err) {
    bool is_full = errno == ENOSPC || errno == EDQUOT || errno == EFBIG;
    return err_set(err, is_full ? ERR_LIMIT : ERR_IO, "cannot copy %s to read it: %s", path,
                   strerror(errno));
}

static bool copy_part(const char *path, const char *copy, struct err *err) {
    int from = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (from < 0)
        return errno == ENOENT || set_failure(path, err);
    int to = open(copy, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool is_copied = to >= 0 && copy_bytes(from, to);
    if (!is_copied)
        set_failure(path, err);
    if (to >= 0)
        close(to);
    close(from);
    return is_copied;
}

static bool copy_all(const char *path, const char *copy, struct err *err) {
    bool is_copied = true;
    for (int i = 0; is_copied && i < PARTS; i++) {
        char *from = mem_format("%s%s", path, endings[i]),
             *to = mem_format("%s%s", copy, endings[i]);
        is_copied = copy_part(from, to, err);
        free(from);
        free(to);
    }
    return is_copied;
}

static int64_t room_for(const struct marks *marks) {
    int64_t bytes = PIECE;
    for (int i = 0; i < PARTS; i++)
        bytes += GROWTH * (int64_t)marks->sizes[i];
    return bytes;
}

static char *copy_as_marked(const char *path, const struct marks *before, struct err *err) {
    struct marks after;
    char *copy = home_temporary_path(room_for(before), err);
    if (!copy)
        return NULL;
    bool is_copied = copy_all(path, copy, err);
    take_marks(path, &after);
    if (is_copied && memcmp(before, &after, sizeof after) == 0)
        return copy;
    if (is_copied)
        err_set(err, ERR_IO, "another program is writing to %s; try again when it has ended", path);
    home_remove_temporary(copy);
    free(copy);
    return NULL;
}

/* A program that may write has it open. */
static bool is_in_use(const char *path) {
    char *alive = mem_format("%s-alive", path);
    int fd = open(alive, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    bool is_held = fd >= 0 && file_look_for_lock(fd, FILE_WHOLE) != F_UNLCK;
    if (fd >= 0)
        close(fd);
    free(alive);
    return is_held;
}

static bool copy_as_read(const char *path, const char *copy) {
    struct sql *sql = sql_open(path, SQL_READ, NULL);
    int fd = sql ? open(copy, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600) : -1;
    bool is_copied = false;
    if (fd >= 0) {
        struct statement *vacuum = sql_use(sql, "VACUUM INTO ?1"); /* into the empty file */
        close(fd);
        sql_bind_text(vacuum, 1, copy);
        is_copied = sql_do(vacuum, NULL);
    }
    sql_close(sql);
    return is_copied;
}

/* What one moment's reader sees, whatever others write meanwhile. NULL if it cannot be read like
 * this. */
static char *copy_moment(const char *path, const struct marks *marks) {
    char *copy = home_temporary_path(room_for(marks), NULL);
    if (!copy || copy_as_read(path, copy))
        return copy;
    home_remove_temporary(copy);
    free(copy);
    return NULL;
}

char *private_copy_make(const char *path, struct err *err) {
    struct marks before;
    char *real = realpath(path, NULL); /* SQLite puts its files next to the real file */
    if (!real) {
        set_failure(path, err);
        return NULL;
    }
    take_marks(real, &before);
    char *copy = is_in_use(real) ? copy_moment(real, &before) : NULL;
    if (!copy)
        copy = copy_as_marked(real, &before, err);
    free(real);
    return copy;
}

void private_copy_name_original(struct err *err, const char *copy, const char *path) {
    char text[sizeof err->text];
    const char *from = err->text, *at;
    size_t len = 0;
    while (len < sizeof text - 1 && (at = strstr(from, copy)) != NULL) {
        int added = snprintf(text + len, sizeof text - len, "%.*s%s", (int)(at - from), from, path);
        len += (size_t)added < sizeof text - len ? (size_t)added : sizeof text - 1 - len;
        from = at + strlen(copy);
    }
    snprintf(text + len, sizeof text - len, "%s", from);
    memcpy(err->text, text, sizeof text);
}
