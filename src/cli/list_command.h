/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands of the shell that print a list of what is stored: `followtrail list`, `lists`,
 * `followed-by` and `frontier`. They return the exit status. */
#ifndef FOLLOWTRAIL_CLI_LIST_COMMAND_H
#define FOLLOWTRAIL_CLI_LIST_COMMAND_H

int list_command(int argc, char **argv);
int lists_command(int argc, char **argv);
int followed_by_command(int argc, char **argv);
int frontier_command(int argc, char **argv);

#endif
