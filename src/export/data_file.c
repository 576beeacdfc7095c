/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/data_file.h"

#include "base/file.h"
#include "base/mem.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BUFFER_BYTES = 64 * 1024 };

static bool fail(const struct data_file *file, struct err *err) {
    return err_set(err, ERR_IO, "cannot write %s: %s", file->name, strerror(errno));
}

static void start(struct data_file *file, int fd, const char *name, bool is_borrowed) {
    *file = (struct data_file){.name = name,
                               .fd = fd,
                               .is_borrowed = is_borrowed,
                               .buffer = mem_alloc(BUFFER_BYTES),
                               .sum = sha256_new()};
}

bool data_file_create(struct data_file *file, struct folder *folder, const char *name,
                      struct err *err) {
    int fd = folder_create_file(folder, name, err);
    *file = (struct data_file){.name = name, .fd = -1};
    if (fd < 0)
        return false;
    start(file, fd, name, false);
    return true;
}

void data_file_borrow(struct data_file *file, int fd, const char *name) {
    start(file, fd, name, true);
}

static bool flush(struct data_file *file, struct err *err) {
    if (!file_write(file->fd, file->buffer, file->used))
        return fail(file, err);
    sha256_add(file->sum, file->buffer, file->used);
    file->used = 0;
    return true;
}

bool data_file_put(struct data_file *file, const void *bytes, size_t len, struct err *err) {
    const char *rest = bytes;
    file->bytes += (int64_t)len;
    while (len) {
        size_t part = len < BUFFER_BYTES - file->used ? len : BUFFER_BYTES - file->used;
        memcpy(file->buffer + file->used, rest, part);
        file->used += part;
        rest += part;
        len -= part;
        if (file->used == BUFFER_BYTES && !flush(file, err))
            return false;
    }
    return true;
}

bool data_file_finish(struct data_file *file, char hash[SHA256_HEX_MAX], struct err *err) {
    uint8_t digest[SHA256_BYTES];
    if (!flush(file, err))
        return false;
    if (!file->is_borrowed && fsync(file->fd) != 0)
        return fail(file, err);
    sha256_finish(file->sum, digest);
    file->sum = NULL;
    sha256_hex(digest, hash);
    int fd = file->fd;
    file->fd = -1;
    return file->is_borrowed || close(fd) == 0 || fail(file, err);
}

void data_file_close(struct data_file *file) {
    uint8_t digest[SHA256_BYTES];
    if (file->sum)
        sha256_finish(file->sum, digest);
    if (file->fd >= 0 && !file->is_borrowed)
        close(file->fd);
    free(file->buffer);
    *file = (struct data_file){.fd = -1};
}
