/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A new folder that is either whole or absent: its files are written to DIR.part-XXXXXX beside it,
 * which is renamed at the end. Folders are 0700, files 0600, whatever the umask. A program that is
 * killed leaves the DIR.part-XXXXXX; a lock on it shows others whether its program still runs.
 */
#ifndef FOLLOWTRAIL_EXPORT_FOLDER_H
#define FOLLOWTRAIL_EXPORT_FOLDER_H

#include "base/err.h"

struct folder {
    char *name;    /* as the user calls it, without slashes at its end */
    char *base;    /* its last part */
    char *part;    /* the last part of DIR.part-XXXXXX; NULL: renamed or removed */
    int parent_fd; /* the folder that both are in; -1: none */
    int part_fd;
};

/* Begins the folder `name`. ERR_USAGE if that exists, whatever it is; ERR_IO. After a failure
 * folder_close() may be called, and does nothing. */
bool folder_open(struct folder *folder, const char *name, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* A new file in it, which the caller writes, syncs and closes; -1 with ERR_IO. */
int folder_create_file(struct folder *folder, const char *name, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* Syncs the folder and gives it its name, without replacing what has it. Errors as above; then
 * nothing has been renamed. */
bool folder_finish(struct folder *folder, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Removes a folder that was not finished, with its files, and frees. */
void folder_close(struct folder *folder) __attribute__((nonnull));

/* The path of a DIR.part-XXXXXX of the same DIR that no program is writing, so that one was killed;
 * the caller frees. NULL: there is none. */
char *folder_find_left(const struct folder *folder) __attribute__((nonnull, warn_unused_result));

#endif
