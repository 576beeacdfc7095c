/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command `followtrail verify`. Returns the exit status. */
#ifndef FOLLOWTRAIL_CLI_VERIFY_COMMAND_H
#define FOLLOWTRAIL_CLI_VERIFY_COMMAND_H

int verify_command(int argc, char **argv);

#endif
