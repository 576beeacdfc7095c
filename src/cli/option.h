/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Command-line options from a table, which defines what is parsed, what --help prints, and what a
 * configuration file may set (cli/config.h). */
#ifndef FOLLOWTRAIL_CLI_OPTION_H
#define FOLLOWTRAIL_CLI_OPTION_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { OPTION_TABLE_MAX = 64 };

struct option_row {
    const char *name;     /* long option, without its dashes */
    const char *argument; /* its argument's name in the help; NULL: it takes none */
    const char *help;     /* one line, no full stop */
    /* Stores the value ("" for an option without argument). False with ERR_USAGE if it is wrong. */
    bool (*apply)(void *target, const char *value, struct err *err);
    size_t flag; /* without apply(): the offset in the target of a bool to set */
    /* Its name in a configuration file; NULL: not allowed there. An option without argument is
     * `no-NAME` with the setting NAME: --no-NAME applies "no", and --NAME, which exists too,
     * applies "yes". If both are NAME there is only --NAME, which applies "yes". */
    const char *setting;
    bool is_path; /* in a configuration file: absolute, or under ~/ */
    /* For a setting in a configuration file: its possible values and its default, for people; and
     * what it does, if the option has no argument and `help` describes only its opposite. */
    const char *range, *standard, *question;
    /* An example, if `standard` is not a value. */
    const char *example;
    /* This machine's default, if that may differ from `standard`; the caller frees it. */
    char *(*find_usual)(void);
};

/* Parses argv[1] and on, calling rows[].apply(target, …) for each option. Options and operands may
 * be mixed; -h and -V are --help and --version, if such rows exist. *first is the index of the
 * first operand (argv is reordered so that operands come last). False with ERR_USAGE, which names
 * the option. */
bool option_parse(const struct option_row *rows, size_t count, int argc, char **argv, void *target,
                  int *first, struct err *err)
    __attribute__((nonnull(1, 4, 6), warn_unused_result));

/* Whether the option without argument and without apply() was given. */
bool option_is_set(const struct option_row *rows, size_t count, const void *target,
                   const char *name) __attribute__((nonnull, warn_unused_result));

/* The last row of a command's table; its target has a bool `wants_help`. */
#define OPTION_HELP_ROW(type)                                                                      \
    { "help", NULL, "print this help and exit", .flag = offsetof(type, wants_help) }

/* Prints the rows, each folded at 80 columns. */
void option_help(FILE *out, const struct option_row *rows, size_t count)
    __attribute__((nonnull(1)));

/* Prints one row of such a table. */
void option_help_row(FILE *out, const char *name, const char *text) __attribute__((nonnull));

/* "yes" or "no"; ERR_USAGE otherwise. */
bool option_switch(const char *value, bool *is_on, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* A whole decimal number between `least` and `most`; ERR_USAGE otherwise. */
bool option_number(const char *value, int64_t least, int64_t most, int64_t *number, struct err *err)
    __attribute__((nonnull(1, 4), warn_unused_result));

/* A day or a time in UTC, `2026-11-29` or `2026-11-29T10:00:00Z`; *ms is its last millisecond since
 * 1970, 0 or more. ERR_USAGE otherwise. */
bool option_date(const char *value, int64_t *ms, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

#endif
