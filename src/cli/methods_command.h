/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `followtrail methods`: how the stored lists were collected, as a paragraph for a paper. */
#ifndef FOLLOWTRAIL_CLI_METHODS_COMMAND_H
#define FOLLOWTRAIL_CLI_METHODS_COMMAND_H

/* argv[0] is “methods”. Returns the exit status. */
int methods_command(int argc, char **argv);

#endif
