/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Command-line options from a table: it is what is parsed, what --help prints, and what a
 * configuration file may set (cli/config.h). */
#ifndef FOLLOWTRAIL_CLI_OPTION_H
#define FOLLOWTRAIL_CLI_OPTION_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { OPTION_TABLE_MAX = 32 };

struct option_row {
    const char *name;     /* long option, without its dashes */
    const char *argument; /* what stands for its argument in the help; NULL: it takes none */
    const char *help;     /* one line, no full stop */
    /* Stores the value ("" for an option without argument); false with ERR_USAGE when it is wrong.
     */
    bool (*apply)(void *target, const char *value, struct err *err);
    size_t flag; /* without apply(): the offset in the target of the bool that it sets */
    /* Its name in a configuration file; NULL: it has no place there. An option without argument is
     * `no-NAME` and its setting NAME: --no-NAME applies "no", --NAME, which is there as well,
     * "yes". Where both are NAME there is only --NAME, which applies "yes". */
    const char *setting;
    bool is_path; /* in a configuration file: absolute, or under ~/ */
    /* Of a setting, for the file that is written of all of them: what it may be, for a person, and
     * what it is when it is not set; what yes and no decide, where the option takes no argument and
     * `help` tells of one of them alone. */
    const char *range, *standard, *question;
    /* Where `standard` is no value: one that could be. */
    const char *example;
    /* Where this machine's default may be another than `standard`: it, for the caller to free. */
    char *(*find_usual)(void);
};

/* Parses argv[1] and on: rows[].apply(target, …) for each option; options and operands may be
 * mixed; -h and -V are --help and --version, where there are such rows. *first becomes the index of
 * the first operand (argv is reordered so that the operands stand last). False with ERR_USAGE that
 * names the option. */
bool option_parse(const struct option_row *rows, size_t count, int argc, char **argv, void *target,
                  int *first, struct err *err)
    __attribute__((nonnull(1, 4, 6), warn_unused_result));

/* The same for a command that takes no operand: one is ERR_USAGE too. */
bool option_parse_alone(const struct option_row *rows, size_t count, int argc, char **argv,
                        void *target, struct err *err)
    __attribute__((nonnull(1, 4), warn_unused_result));

/* Prints a line a row. */
void option_help(FILE *out, const struct option_row *rows, size_t count) __attribute__((nonnull));

/* "yes" or "no"; ERR_USAGE otherwise. */
bool option_switch(const char *value, bool *is_on, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* A whole decimal number between `least` and `most`; ERR_USAGE otherwise. */
bool option_number(const char *value, int64_t least, int64_t most, int64_t *number, struct err *err)
    __attribute__((nonnull(1, 4), warn_unused_result));

#endif
