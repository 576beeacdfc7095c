/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `followtrail config`: prints a configuration file with every setting, or checks one. */
#ifndef FOLLOWTRAIL_CLI_CONFIG_COMMAND_H
#define FOLLOWTRAIL_CLI_CONFIG_COMMAND_H

/* argv[0] is "config". Changes nothing. Returns the exit status. */
int config_command(int argc, char **argv) __attribute__((nonnull));

#endif
