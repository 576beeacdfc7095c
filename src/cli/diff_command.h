/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `followtrail diff`: what changed between two snapshots of a list, or in all lists between two
 * dates. */
#ifndef FOLLOWTRAIL_CLI_DIFF_COMMAND_H
#define FOLLOWTRAIL_CLI_DIFF_COMMAND_H

/* Returns the exit status. */
int diff_command(int argc, char **argv);

#endif
