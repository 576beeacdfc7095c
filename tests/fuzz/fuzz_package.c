/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fuzzing of the description of an export, and of a table by it: the description ends at the first
 * NUL byte. What is read has only names of this folder, and columns that are there. */
#include "verify/table_check.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds) {
    if (!holds)
        abort();
}

static void require_sound(const struct package *package) {
    for (size_t i = 0; i < package->count; i++) {
        const struct package_file *file = &package->files[i];
        require(*file->path && *file->path != '.' && !strchr(file->path, '/') && file->bytes >= 0);
        for (size_t j = 0; j < file->key_count; j++)
            require(file->key[j] < file->column_count);
        for (size_t j = 0; j < file->reference_count; j++) {
            const struct package_reference *to = &file->references[j];
            require(to->column < file->column_count && to->to_file < package->count &&
                    to->to_column < package->files[to->to_file].column_count);
        }
    }
}

static void read_table(struct table_check *check, size_t file, const uint8_t *rows, size_t len) {
    struct row_chunks chunks;
    char hex[SHA256_HEX_MAX];
    int fd = memfd_create("rows", MFD_CLOEXEC);
    require(fd >= 0 && write(fd, rows, len) == (ssize_t)len && lseek(fd, 0, SEEK_SET) == 0);
    row_chunks_init(&chunks, fd, "rows");
    (void)!table_check_read(check, file, &chunks, NULL);
    row_chunks_finish(&chunks, hex);
    close(fd);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct package package;
    const uint8_t *end = size ? memchr(data, '\0', size) : NULL;
    size_t len = end ? (size_t)(end - data) : size;
    char *text = malloc(len + 1);
    require(text != NULL);
    memcpy(text, data, len);
    text[len] = '\0';
    (void)!package_check_sum(text, len, NULL);
    if (package_read(&package, text, len, NULL)) {
        struct table_check *check = table_check_new(&package);
        require_sound(&package);
        for (size_t i = 0; i < package.count; i++)
            if (package.files[i].is_table && end)
                read_table(check, i, end + 1, size - len - 1);
        (void)!table_check_finish(check, NULL);
        table_check_free(check);
    }
    package_fini(&package);
    free(text);
    return 0;
}
