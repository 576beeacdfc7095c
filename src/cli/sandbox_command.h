/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `followtrail sandbox`: the sandbox on its own, until SIGINT or SIGTERM. */
#ifndef FOLLOWTRAIL_CLI_SANDBOX_COMMAND_H
#define FOLLOWTRAIL_CLI_SANDBOX_COMMAND_H

/* argv[0] is "sandbox". Prints the address as its first line on stdout, and the bill on stderr when
 * it ends. Returns the exit status. To be called before any other thread is started. */
int sandbox_command(int argc, char **argv) __attribute__((nonnull));

#endif
