/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `followtrail stats`: figures of the stored accounts and lists. */
#ifndef FOLLOWTRAIL_CLI_STATS_COMMAND_H
#define FOLLOWTRAIL_CLI_STATS_COMMAND_H

/* argv[0] is “stats”. Returns the exit status. */
int stats_command(int argc, char **argv);

#endif
