/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `followtrail doctor`: what the program finds where it is started, a line each: ok, note (worth
 * knowing) or problem. Nothing is asked of the API, no socket is opened, nothing on disk is made or
 * changed.
 */
#ifndef FOLLOWTRAIL_CLI_DOCTOR_COMMAND_H
#define FOLLOWTRAIL_CLI_DOCTOR_COMMAND_H

#include <stdbool.h>

/* The terminal, as the caller found it. */
struct doctor_terminal {
    bool is_terminal; /* input and output are */
    bool is_known, can_place;
    const char *other;       /* the type that stands in for an unknown $TERM; NULL: none */
    int colours, rows, cols; /* 0: none, or not known */
};

/* argv[0] is "doctor". After text_use_locale(). Returns the exit status: 0, or 1 with a problem. */
int doctor_command(int argc, char **argv, const struct doctor_terminal *terminal)
    __attribute__((nonnull));

#endif
