/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The types of cells, as a data package names them, in the one form that an export writes. */
#ifndef FOLLOWTRAIL_VERIFY_CELL_TYPE_H
#define FOLLOWTRAIL_VERIFY_CELL_TYPE_H

#include <stdbool.h>

enum cell_type {
    CELL_TYPE_STRING,   /* UTF-8 */
    CELL_TYPE_INTEGER,  /* that fits int64_t, without a plus sign or leading zeros */
    CELL_TYPE_BOOLEAN,  /* true, false */
    CELL_TYPE_DATETIME, /* 2026-11-29T10:00:00Z */
    CELL_TYPE_DATE,     /* 2026-11-29 */
};

/* The type with that name; false if there is none. */
bool cell_type_read(const char *name, enum cell_type *type) __attribute__((nonnull));

/* Whether a cell that is not empty is of that type. */
bool cell_type_has(enum cell_type type, const char *cell) __attribute__((nonnull));

/* What the cell is not: "a whole number". */
const char *cell_type_words(enum cell_type type) __attribute__((returns_nonnull));

#endif
