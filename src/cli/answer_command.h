/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `followtrail answer`: prints the stored bytes of one request's answer. Reads the store and sends
 * nothing. */
#ifndef FOLLOWTRAIL_CLI_ANSWER_COMMAND_H
#define FOLLOWTRAIL_CLI_ANSWER_COMMAND_H

/* argv[0] is "answer". Returns the exit status. */
int answer_command(int argc, char **argv) __attribute__((nonnull));

#endif
