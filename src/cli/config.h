/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The configuration file: lines `name = value` or `name member = value`, blank lines, and comments
 * from a # at the beginning of a line or after a blank, to its end. UTF-8. What may be set is what
 * a table of options says.
 */
#ifndef FOLLOWTRAIL_CLI_CONFIG_H
#define FOLLOWTRAIL_CLI_CONFIG_H

#include "base/arena.h"
#include "cli/option.h"

enum { CONFIG_SIZE_MAX = 65536 }; /* bytes */

/* Settings without a fixed number: `NAME MEMBER = value`. A member may hold a "=", a value not. */
struct config_family {
    const char *name;
    const char *form; /* of a line, for a person */
    /* Stores what a line says of a member; ERR_CONFIG when it is wrong, also when another line said
     * it. */
    bool (*apply)(void *target, const char *member, const char *value, size_t line,
                  struct err *err);
    /* Prints what there is without a file, each line commented out, under what explains them. */
    void (*print)(FILE *out);
};

struct config_table {
    const struct option_row *rows; /* OPTION_TABLE_MAX at most */
    size_t count;
    const struct config_family *family; /* NULL: none */
    void *target;                       /* of their apply() */
    struct arena *texts;                /* where the values that they store live */
    /* NULL: the first mistake in the file ends its reading. Else it goes on after a line with one,
     * and tells of each. */
    void (*tell)(void *context, const struct err *err);
    void *context;
};

/* Applies what the file says. ERR_CONFIG that names the file and, where there is one, the line, and
 * what is allowed. A file that somebody else can write is not believed: it holds caps. A file that
 * is not there is fine unless it must be. */
bool config_read(const char *path, bool must_exist, const struct config_table *table,
                 struct err *err) __attribute__((nonnull(1, 3), warn_unused_result));

#endif
