/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints a table (view/table.h) to stdout: as text for people, as CSV or as JSON; as JSON lines,
 * a row is an object on a line of its own. */
#ifndef FOLLOWTRAIL_CLI_PRINT_TABLE_H
#define FOLLOWTRAIL_CLI_PRINT_TABLE_H

#include "base/err.h"
#include "cli/option.h"
#include "view/table_data.h"

enum print_form { PRINT_TEXT, PRINT_JSON, PRINT_JSON_LINES, PRINT_CSV };

/* A table being printed. */
struct print_table {
    const struct table *table;
    enum print_form form;
    struct table_csv csv;
    int64_t printed; /* rows */
    struct buf out;  /* to be printed: add what is not of the table */
};

/* The options that choose the form, and their rows in the table of a command whose target has one
 * as `print`. */
struct print_words {
    bool wants_json, wants_csv;
    bool wants_json_lines; /* for the commands that have a row for it */
};

#define PRINT_WORDS_ROWS(type)                                                                     \
    {"json", NULL, "one JSON object", .flag = offsetof(type, print.wants_json)}, {                 \
        "csv", NULL, "CSV with a header line", .flag = offsetof(type, print.wants_csv)             \
    }

/* ERR_USAGE if several were given. */
bool print_words_choose(const struct print_words *words, enum print_form *form, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

void print_table_init(struct print_table *print, const struct table *table, enum print_form form)
    __attribute__((nonnull));
void print_table_fini(struct print_table *print) __attribute__((nonnull));

/* A member of a JSON object. */
struct print_member {
    const char *name, *text;
};

/* Add the titles, or the names of CSV, in lines of the form; nothing for JSON. */
void print_table_titles(struct print_table *print) __attribute__((nonnull));

/* Add the beginning of the JSON object that has the rows: what the table is about, an object called
 * `name`; then the name of the array. */
void print_table_json_about(struct print_table *print, const char *name,
                            const struct print_member *members, size_t count)
    __attribute__((nonnull));
void print_table_json_rows(struct print_table *print, const char *name) __attribute__((nonnull));

/* The first of them, for what is no table. */
void print_json_about(struct buf *out, const char *name, const struct print_member *members,
                      size_t count) __attribute__((nonnull));

/* Adds a row as a line, or as an object of a JSON array, and prints all that was added. Times are
 * local as text, else UTC. ERR_IO; ERR_LIMIT. */
bool print_table_row(struct print_table *print, const void *row, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* Prints what was added. */
bool print_table_flush(struct print_table *print, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

#endif
