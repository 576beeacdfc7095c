/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The configuration file: lines `name = value`, blank lines, and comments from a # at the beginning
 * of a line or behind a blank to its end. UTF-8. What may be set is what a table of options says.
 */
#ifndef FOLLOWTRAIL_CLI_CONFIG_H
#define FOLLOWTRAIL_CLI_CONFIG_H

#include "base/arena.h"
#include "cli/option.h"

enum { CONFIG_SIZE_MAX = 65536 }; /* bytes */

struct config_table {
    const struct option_row *rows; /* OPTION_TABLE_MAX at most */
    size_t count;
    void *target;        /* of their apply() */
    struct arena *texts; /* where the values that they store live */
    /* NULL: the first mistake in the file ends its reading. Else it goes on behind a line with one,
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
