/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `followtrail ledger`: what every request cost, for people or for a grant's accounts. */
#ifndef FOLLOWTRAIL_CLI_LEDGER_COMMAND_H
#define FOLLOWTRAIL_CLI_LEDGER_COMMAND_H

/* argv[0] is "ledger". Prints to stdout; changes nothing. Returns the exit status. */
int ledger_command(int argc, char **argv) __attribute__((nonnull));

#endif
