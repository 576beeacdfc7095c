/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tables of an export. Columns are those of the store's views (store/view_columns.h), where
 * each is described once: files, the manifest and the graph all read these. Pure.
 */
#ifndef FOLLOWTRAIL_EXPORT_TABLES_H
#define FOLLOWTRAIL_EXPORT_TABLES_H

#include <stdbool.h>
#include <stddef.h>

enum field_type {
    FIELD_STRING,
    FIELD_INTEGER,
    FIELD_BOOLEAN, /* "true", "false" */
    FIELD_TIME,    /* "2026-11-29T10:00:00Z" */
    FIELD_DATE     /* "2026-11-29" */
};

/* What becomes of a column in an export for strangers. */
enum field_fate {
    FATE_KEEP,
    FATE_ID,     /* becomes a pseudonym */
    FATE_IDS,    /* several, with a space between: the same */
    FATE_OUT,    /* is left out */
    FATE_DECADE, /* a count: its decade is kept */
    FATE_DATE,   /* a time: its day is kept */
    FATE_NUMBER  /* a number of the store: becomes one that says nothing about its order */
};

struct export_column {
    const char *name;
    enum field_type type;
    const char *about; /* a sentence */
    enum field_fate fate;
    bool is_required; /* no cell of it is missing */
};

enum { TABLE_KEY_MAX = 2 };

struct export_reference {
    const char *column;   /* NULL after the last */
    const char *table;    /* a cell that is not missing is in this table … */
    const char *referred; /* … in this column, which is its key */
};

struct export_table {
    const char *name;  /* "accounts" */
    const char *file;  /* "accounts.csv" */
    const char *about; /* a sentence */
    const struct export_column *columns;
    size_t column_count;
    const char *key[TABLE_KEY_MAX]; /* of a row: no two have the same; NULL: no more columns */
    const struct export_reference *references;
    bool is_out; /* left out of an export for strangers */
};

enum table_id {
    TABLE_ACCOUNTS,
    TABLE_NAMES,
    TABLE_FOLLOWS,
    TABLE_LISTS,
    TABLE_REQUESTS,
    TABLE_CRAWLS, /* only if there are any */
    TABLE_CRAWL_STEPS,
    TABLE_COFOLLOW, /* no view of the store; only with --cofollow */
    TABLES
};

/* In this order. */
extern const struct export_table export_tables[TABLES];

/* NULL: there is no such table. */
const struct export_table *export_table_find(const char *name) __attribute__((nonnull));

/* The place of a column; the table's column_count: it has none with that name. */
size_t export_table_column(const struct export_table *table, const char *name)
    __attribute__((nonnull));

#endif
