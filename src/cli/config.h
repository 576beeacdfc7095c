/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The configuration file: lines `name = value` or `name member = value`, empty lines, and comments
 * from a # at the beginning of a line or after a space to its end. UTF-8. A table of options
 * defines the settings. */
#ifndef FOLLOWTRAIL_CLI_CONFIG_H
#define FOLLOWTRAIL_CLI_CONFIG_H

#include "base/arena.h"
#include "cli/option.h"

enum { CONFIG_SIZE_MAX = 65536 }; /* bytes */

/* Settings with any number of members: `NAME MEMBER = value`. A member may contain "=", a value may
 * not. */
struct config_family {
    const char *name;
    const char *form; /* the form of a line, for people */
    /* Stores the value of a member. ERR_CONFIG if it is wrong, or another line set it already. */
    bool (*apply)(void *target, const char *member, const char *value, size_t line,
                  struct err *err);
    /* Prints the defaults, each line commented out, with an explanation. */
    void (*print)(FILE *out);
};

struct config_table {
    const struct option_row *rows; /* at most OPTION_TABLE_MAX */
    size_t count;
    const struct config_family *family; /* NULL: none */
    void *target;                       /* passed to their apply() */
    struct arena *texts;                /* owns the values that they store */
    /* NULL: reading stops at the first error. Otherwise it reports each error and continues with
     * the next line. */
    void (*tell)(void *context, const struct err *err);
    void *context;
};

/* Applies the file. ERR_CONFIG names the file, the line if there is one, and what is allowed. A
 * file that others can write is refused, because it holds caps. A missing file is an error only if
 * it must exist. */
bool config_read(const char *path, bool must_exist, const struct config_table *table,
                 struct err *err) __attribute__((nonnull(1, 3), warn_unused_result));

#endif
