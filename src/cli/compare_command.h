/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `followtrail compare`: prints what stored lists have in common. */
#ifndef FOLLOWTRAIL_CLI_COMPARE_COMMAND_H
#define FOLLOWTRAIL_CLI_COMPARE_COMMAND_H

/* Returns the exit status. */
int compare_command(int argc, char **argv);

#endif
