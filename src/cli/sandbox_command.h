/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `followtrail sandbox`: runs the sandbox until SIGINT or SIGTERM. */
#ifndef FOLLOWTRAIL_CLI_SANDBOX_COMMAND_H
#define FOLLOWTRAIL_CLI_SANDBOX_COMMAND_H

/* argv[0] is "sandbox". Prints the address as the first line on stdout, and the bill on stderr at
 * the end. Returns the exit status. Call it before any other thread starts. */
int sandbox_command(int argc, char **argv) __attribute__((nonnull));

#endif
