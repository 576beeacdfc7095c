/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "verify/check_folder.h"

#include "base/figure.h"
#include "base/mem.h"
#include "verify/package.h"
#include "verify/row_chunks.h"
#include "verify/table_check.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define README_NAME "README.txt" /* says what the data are, and is none of them */

struct folder {
    int fd;
    struct package package;
};

/* Opens a regular file of the folder. */
static int open_file(const struct folder *folder, const char *path, struct stat *status,
                     struct err *err) {
    int fd = openat(folder->fd, path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0 && errno == ENOENT)
        err_set(err, ERR_DATA, "%s is missing", path);
    else if (fd < 0 && (errno == ELOOP || errno == EMLINK))
        err_set(err, ERR_DATA, "%s is a symbolic link", path);
    else if (fd < 0 || fstat(fd, status) != 0)
        err_set(err, ERR_IO, "cannot open %s: %s", path, strerror(errno));
    else if (!S_ISREG(status->st_mode))
        err_set(err, ERR_DATA, "%s is not a file", path);
    else
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

static bool read_whole(int fd, char *text, size_t len, struct err *err) {
    for (size_t at = 0; at < len;) {
        ssize_t got = read(fd, text + at, len - at);
        if (got == 0 || (got < 0 && errno != EINTR))
            return err_set(err, ERR_IO, "cannot read " PACKAGE_NAME_OF_FILE ": %s",
                           got ? strerror(errno) : "it became shorter");
        at += got > 0 ? (size_t)got : 0;
    }
    text[len] = '\0';
    return true;
}

static bool read_package(struct folder *folder, struct err *err) {
    struct stat status;
    int fd = open_file(folder, PACKAGE_NAME_OF_FILE, &status, err);
    if (fd < 0)
        return false;
    bool fits = status.st_size <= PACKAGE_BYTES_MAX;
    size_t len = fits ? (size_t)status.st_size : 0;
    char *text = mem_alloc(len + 1);
    bool is_read = fits ? read_whole(fd, text, len, err)
                        : err_set(err, ERR_DATA, PACKAGE_NAME_OF_FILE " has more than %d bytes",
                                  PACKAGE_BYTES_MAX);
    close(fd);
    is_read = is_read && package_check_sum(text, len, err) &&
              package_read(&folder->package, text, len, err);
    free(text);
    return is_read;
}

static bool is_known(const struct package *package, const char *name) {
    bool is_known = strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
                    strcmp(name, PACKAGE_NAME_OF_FILE) == 0;
    for (size_t i = 0; !is_known && i < package->count; i++)
        is_known = strcmp(package->files[i].path, name) == 0;
    return is_known;
}

/* The first in byte order, so that the message does not depend on the disk. */
static bool check_no_other(const struct folder *folder, struct err *err) {
    int fd = dup(folder->fd);
    DIR *files = fd >= 0 ? fdopendir(fd) : NULL;
    char *first = NULL;
    if (!files) {
        err_set(err, ERR_IO, "cannot list it: %s", strerror(errno));
        if (fd >= 0)
            close(fd);
        return false;
    }
    for (struct dirent *file; (file = readdir(files)) != NULL;) {
        if (is_known(&folder->package, file->d_name) || (first && strcmp(first, file->d_name) < 0))
            continue;
        free(first);
        first = mem_dup(file->d_name);
    }
    closedir(files);
    bool has_none = !first || err_set(err, ERR_DATA, "%s is not a file of this export", first);
    free(first);
    return has_none;
}

static bool check_hash(const struct package_file *file, int64_t bytes, const char *hex,
                       struct err *err) {
    if (bytes != file->bytes)
        return err_set(err, ERR_DATA,
                       "%s has %" PRId64 " bytes, and " PACKAGE_NAME_OF_FILE " says %" PRId64,
                       file->path, bytes, file->bytes);
    return memcmp(hex, file->hash, 2 * SHA256_BYTES) == 0 ||
           err_set(err, ERR_DATA,
                   "%s was changed: its SHA-256 is %s, and " PACKAGE_NAME_OF_FILE " says %.*s",
                   file->path, hex, 2 * SHA256_BYTES, file->hash);
}

static bool check_content(struct table_check *tables, const struct package *package, size_t i,
                          int fd, struct err *err) {
    const struct package_file *file = &package->files[i];
    struct row_chunks chunks;
    char hex[SHA256_HEX_MAX];
    row_chunks_init(&chunks, fd, file->path);
    bool is_fine =
        file->is_table ? table_check_read(tables, i, &chunks, err) : row_chunks_skip(&chunks, err);
    row_chunks_finish(&chunks, hex);
    return is_fine && check_hash(file, chunks.bytes, hex, err);
}

static bool check_file(const struct folder *folder, struct table_check *tables, size_t i,
                       struct err *err) {
    struct stat status;
    const struct package_file *file = &folder->package.files[i];
    int fd = open_file(folder, file->path, &status, err);
    if (fd < 0)
        return false;
    bool is_fine = check_content(tables, &folder->package, i, fd, err);
    close(fd);
    return is_fine;
}

static bool check_files(const struct folder *folder, struct err *err) {
    struct table_check *tables = table_check_new(&folder->package);
    bool is_fine = true;
    for (size_t i = 0; is_fine && i < folder->package.count; i++)
        is_fine = check_file(folder, tables, i, err);
    is_fine = is_fine && table_check_finish(tables, err);
    table_check_free(tables);
    return is_fine;
}

/* The first digits of the SHA-256 over `name SP sha256 LF` of the data files. */
static bool check_id(const struct package *package, struct err *err) {
    struct sha256_sum *sum = sha256_new();
    uint8_t digest[SHA256_BYTES];
    char hex[SHA256_HEX_MAX];
    for (size_t i = 0; i < package->count; i++) {
        const struct package_file *file = &package->files[i];
        if (strcmp(file->path, README_NAME) == 0)
            continue;
        char *line = mem_format("%s %.*s\n", file->path, 2 * SHA256_BYTES, file->hash);
        sha256_add(sum, line, strlen(line));
        free(line);
    }
    sha256_finish(sum, digest);
    return strncmp(sha256_hex(digest, hex), package->export_id, strlen(package->export_id)) == 0 ||
           err_set(err, ERR_DATA, PACKAGE_NAME_OF_FILE ": export_id is %s, and the files' is %.16s",
                   package->export_id, hex);
}

static void tell(const struct package *package, struct buf *out) {
    char figure[FIGURE_MAX];
    const char *between = "";
    int64_t bytes = 0;
    for (size_t i = 0; i < package->count; i++)
        bytes += package->files[i].bytes;
    buf_format(out, "%s, ", figure_counted((int64_t)package->count, "file", figure));
    buf_format(out, "%s. Rows: ", figure_counted(bytes, "byte", figure));
    for (size_t i = 0; i < package->count; i++) {
        const struct package_file *file = &package->files[i];
        if (!file->is_table)
            continue;
        buf_format(out, "%s%s %s", between, file->name, figure_grouped(file->rows, figure));
        between = ", ";
    }
    buf_format(out, ". All hashes, columns, types, keys and references hold. Export %s.",
               package->export_id);
}

static bool check_opened(struct folder *folder, struct buf *out, struct err *err) {
    bool is_fine = read_package(folder, err) && check_no_other(folder, err) &&
                   check_files(folder, err) && check_id(&folder->package, err);
    if (is_fine)
        tell(&folder->package, out);
    return is_fine;
}

bool check_folder(const char *dir, struct buf *out, struct err *err) {
    struct err why = {.kind = ERR_NONE};
    struct folder folder = {.fd = -1};
    folder.fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder.fd < 0)
        return err_set(err, ERR_IO, "cannot open the folder %s: %s", dir, strerror(errno));
    arena_init(&folder.package.arena);
    bool is_fine = check_opened(&folder, out, &why) ||
                   err_set(err, why.kind, why.kind == ERR_DATA ? "%s/%s" : "%s: %s", dir, why.text);
    package_fini(&folder.package);
    close(folder.fd);
    return is_fine;
}
