/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `followtrail doctor`: checks the environment and prints one line for each check: ok, note or
 * problem. Sends nothing, opens no socket, creates and changes nothing on disk. */
#ifndef FOLLOWTRAIL_CLI_DOCTOR_COMMAND_H
#define FOLLOWTRAIL_CLI_DOCTOR_COMMAND_H

#include "health/health_terminal.h"

/* argv[0] is "doctor". Call text_use_locale() first. Returns the exit status: 0, or 1 with a
 * problem. */
int doctor_command(int argc, char **argv, const struct health_terminal *terminal)
    __attribute__((nonnull));

#endif
