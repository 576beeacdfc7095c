/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an export's datapackage.json says of its files: sizes, hashes, columns, keys. Nothing in it
 * is trusted: a name that is a path, or anything twice, is refused. */
#ifndef FOLLOWTRAIL_VERIFY_PACKAGE_H
#define FOLLOWTRAIL_VERIFY_PACKAGE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/sha256.h"
#include "verify/cell_type.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PACKAGE_NAME_OF_FILE "datapackage.json"

enum { PACKAGE_BYTES_MAX = 16 << 20, PACKAGE_FILES_MAX = 64, PACKAGE_COLUMNS_MAX = 128 };

struct package_column {
    const char *name;
    enum cell_type type;
    bool is_required;
};

/* Cells of `column` that are not empty are in a column of a file. */
struct package_reference {
    size_t column;
    size_t to_file, to_column;
};

struct package_file {
    const char *name; /* "follows" */
    const char *path; /* "follows.csv" */
    int64_t bytes;
    const char *hash; /* 64 digits */
    bool is_table;    /* the rest is valid */
    int64_t rows;
    struct package_column *columns;
    size_t column_count;
    size_t *key; /* columns */
    size_t key_count;
    struct package_reference *references;
    size_t reference_count;
};

struct package {
    struct arena arena;
    struct package_file *files;
    size_t count;
    const char *export_id;
};

/* Reads it. Call package_fini() in any case. ERR_DATA says what is wrong. */
bool package_read(struct package *package, const char *text, size_t len, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));
void package_fini(struct package *package) __attribute__((nonnull));

/* Whether the last line's SHA-256 is that of the lines before it. */
bool package_check_sum(const char *text, size_t len, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

#endif
