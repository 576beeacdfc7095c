/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the commands of the shell begin: reads their words, prints their help, reports errors. */
#ifndef FOLLOWTRAIL_CLI_SHELL_H
#define FOLLOWTRAIL_CLI_SHELL_H

#include "cli/option.h"

struct shell_help {
    const char *usage; /* what may follow “followtrail”, a line each */
    const char *about; /* what it does: whole lines */
    const struct option_row *rows;
    size_t row_count;
    void (*put_more)(FILE *out); /* prints what comes after the options; NULL: nothing */
};

struct shell_command {
    const char *who;        /* “followtrail NAME”, for messages */
    struct shell_help help; /* one of its rows is OPTION_HELP_ROW() */
    bool has_operands;
    /* Does it. `arguments` is what the options were applied to. */
    bool (*run)(void *arguments, int count, char **operands, struct err *err);
};

/* Prints usage, description, options and the rest, with an empty line between them. */
void shell_help_print(FILE *out, const struct shell_help *help) __attribute__((nonnull));

/* Applies the words after argv[0] to `arguments`, then runs the command or prints its help. An
 * error is reported on stderr. Returns the exit status. */
int shell_run(const struct shell_command *command, int argc, char **argv, void *arguments)
    __attribute__((nonnull));

#endif
