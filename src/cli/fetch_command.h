/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `followtrail fetch`: loads complete lists into the store, without a screen. */
#ifndef FOLLOWTRAIL_CLI_FETCH_COMMAND_H
#define FOLLOWTRAIL_CLI_FETCH_COMMAND_H

/* argv[0] is the command's name. Returns the exit status. */
int fetch_command(int argc, char **argv);

#endif
