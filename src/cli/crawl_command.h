/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `followtrail crawl`: loads lists by a rule, within a budget, without a screen. */
#ifndef FOLLOWTRAIL_CLI_CRAWL_COMMAND_H
#define FOLLOWTRAIL_CLI_CRAWL_COMMAND_H

/* argv[0] is the command's name. Returns the exit status. */
int crawl_command(int argc, char **argv);

#endif
