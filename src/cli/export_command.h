/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `followtrail export`: the store's tables as files in a new folder, or one of them on stdout. */
#ifndef FOLLOWTRAIL_CLI_EXPORT_COMMAND_H
#define FOLLOWTRAIL_CLI_EXPORT_COMMAND_H

int export_command(int argc, char **argv);

#endif
