/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `followtrail doctor`: checks the environment and prints one line for each check: ok, note or
 * problem. Sends nothing, opens no socket, creates and changes nothing on disk. */
#ifndef FOLLOWTRAIL_CLI_DOCTOR_COMMAND_H
#define FOLLOWTRAIL_CLI_DOCTOR_COMMAND_H

#include <stdbool.h>

/* The terminal, as found by the caller. */
struct doctor_terminal {
    bool is_terminal; /* input and output are terminals */
    bool is_known, can_place;
    const char *other;       /* the type that replaces an unknown $TERM; NULL: none */
    int colours, rows, cols; /* 0: none or unknown */
};

/* argv[0] is "doctor". Call text_use_locale() first. Returns the exit status: 0, or 1 with a
 * problem. */
int doctor_command(int argc, char **argv, const struct doctor_terminal *terminal)
    __attribute__((nonnull));

#endif
