/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table, described once: the screen draws it (ui/frame/draw_table), --plain prints a row as a
 * line (plain/plain_table), and the shell prints it as text, CSV and JSON (cli/print_table). A cell
 * has a value for programs and words for people: brief under a title, full without one. Pure.
 */
#ifndef FOLLOWTRAIL_VIEW_TABLE_H
#define FOLLOWTRAIL_VIEW_TABLE_H

#include "base/buf.h"
#include "view/style.h"

#include <stddef.h>
#include <stdint.h>

/* The width of the screen; TABLE_TEXT: no screen, lines of any length. */
enum table_class { TABLE_TINY, TABLE_NARROW, TABLE_MEDIUM, TABLE_WIDE, TABLE_TEXT, TABLE_CLASSES };

enum {
    TABLE_COLUMNS_MAX = 16, /* columns for people */
    TABLE_REST = -1,        /* a width: in the rest of the row, one after another */
    TABLE_GAP_DOT = 3,      /* a gap: ` · ` in the rest of the row */
    TABLE_TIME_COLS = 19,   /* of a full time, `2026-07-21 14:03:22` */
    TABLE_BAR_COLS = 24,    /* of a bar */
    CELL_BYTES = 128
};

/* CELL_HANDLE: programs get the text without the @, or as CELL_ID if it is digits without one.
 * CELL_ID: an account's id, which programs get with its prefix. CELL_DECIMAL: a number or a flag,
 * as programs write it. */
enum cell_kind {
    CELL_NOTHING,
    CELL_NUMBER,
    CELL_DECIMAL,
    CELL_TEXT,
    CELL_HANDLE,
    CELL_ID,
    CELL_TIME
};

/* Do not copy it: its words may be inside it. */
struct cell {
    enum cell_kind kind;      /* of the value; CELL_NOTHING: unknown or impossible */
    int64_t number;           /* CELL_TIME: wall clock milliseconds */
    const char *text;         /* borrowed from the row */
    enum role role;           /* of the brief words */
    const char *brief, *full; /* NULL: the value; "": nothing */
    char brief_room[CELL_BYTES], full_room[CELL_BYTES];
};

struct table_column {
    const char *name;    /* in CSV and JSON, never changed; NULL: for people only */
    const char *title;   /* above the column; NULL: none */
    const char *lead;    /* without a title: put before the words, `page ` */
    const char *noun;    /* or the noun of a count, in the singular: `20 rows` */
    enum cell_kind kind; /* CELL_NUMBER: aligned right */
    size_t offset;       /* without cell(): offset in the row of an int64_t or a const char * */
    enum role role;
    int gap, widths[TABLE_CLASSES];                   /* 0: not shown */
    int widest;                                       /* grows on a wide screen up to this; or 0 */
    void (*cell)(const void *row, struct cell *cell); /* NULL: the value at `offset` */
};

struct table {
    const char *name;                         /* what its rows are, in the plural */
    const struct table_column *const *data;   /* for CSV and JSON, in order, then NULL */
    const struct table_column *const *people; /* for the screen, lines and text, likewise */
    int rest_cols;                            /* on a wide screen: kept for the rest of the row */
};

/* Where the columns for people stand; a width of 0: not shown. The row ends before rest_col. */
struct table_plan {
    const struct table *table;
    enum table_class class;
    struct {
        int col, width;
    } places[TABLE_COLUMNS_MAX];
    int rest_col;
};

/* `cols`: of the screen; the first column is for the selection's mark. */
struct table_plan table_plan_make(const struct table *table, int cols) __attribute__((nonnull));

/* The same with the widths of a class, whatever the screen. */
struct table_plan table_plan_of_class(const struct table *table, enum table_class class)
    __attribute__((nonnull));

/* Adds the titles of the columns in the rest of the row, as many as fit. */
void table_rest_title(const struct table *table, enum table_class class, struct buf *out)
    __attribute__((nonnull));

void table_cell(const struct table_column *column, const void *row, struct cell *cell)
    __attribute__((nonnull));

/* The cell's words; they live as long as cell and row. */
const char *table_brief(const struct table_column *column, const void *row, int width,
                        struct cell *cell) __attribute__((nonnull, returns_nonnull));
const char *table_full(const struct table_column *column, const void *row, struct cell *cell)
    __attribute__((nonnull, returns_nonnull));

/* For cell functions. REPLY_UNKNOWN and NULL are CELL_NOTHING. */
void cell_count(struct cell *cell, int64_t count) __attribute__((nonnull));
void cell_text(struct cell *cell, const char *text) __attribute__((nonnull(1)));
void cell_brief(struct cell *cell, const char *format, ...)
    __attribute__((format(printf, 2, 3), nonnull));
void cell_full(struct cell *cell, const char *format, ...)
    __attribute__((format(printf, 2, 3), nonnull));

/* A bar, for the eye only: floor(24 * v / most + 1/2) cells, at least one if v > 0. `possible`:
 * what may come to `sure`, drawn `░`. Values are far below INT64_MAX / 48. */
void cell_bar(struct cell *cell, int64_t sure, int64_t possible, int64_t most)
    __attribute__((nonnull));

/* How columns are described. */

/* A column: its name for programs, its title for people (NULL: none), and other members. */
#define TABLE_COLUMN(id, name, title, ...)                                                         \
    static const struct table_column id = {name, title, __VA_ARGS__}

/* The columns of a table, each with its &. */
#define TABLE_COLUMNS(...)                                                                         \
    (const struct table_column *const[]) {                                                         \
        __VA_ARGS__, NULL                                                                          \
    }

/* By enum table_class: tiny, narrow, medium, wide, as text. */
#define TABLE_WIDTHS(...) .widths = {__VA_ARGS__}

#endif
