/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `followtrail reindex`: derives everything in a store again from the stored answers. */
#ifndef FOLLOWTRAIL_CLI_REINDEX_COMMAND_H
#define FOLLOWTRAIL_CLI_REINDEX_COMMAND_H

/* argv[0] is "reindex". Returns the exit status. */
int reindex_command(int argc, char **argv) __attribute__((nonnull));

#endif
