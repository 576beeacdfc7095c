/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `followtrail answer`: the bytes that were kept of one request's answer. Reads the store, asks for
 * nothing. */
#ifndef FOLLOWTRAIL_CLI_ANSWER_COMMAND_H
#define FOLLOWTRAIL_CLI_ANSWER_COMMAND_H

/* argv[0] is "answer". Returns the exit status. */
int answer_command(int argc, char **argv) __attribute__((nonnull));

#endif
