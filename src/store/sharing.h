/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether a store belongs to one user (files 0600) or to the users of a group (0660).
 *
 * The permissions themselves say which: a store is shared if its group may read and write the file
 * and make files in the folder. SQLite gives its log and the log's index the mode of the store, but
 * not its group, which only a set-group-ID folder does. So the folder must be one, and also be
 * closed to others, without the sticky bit: otherwise a file of one user would stop the next one.
 */
#ifndef FOLLOWTRAIL_STORE_SHARING_H
#define FOLLOWTRAIL_STORE_SHARING_H

#include "base/err.h"

#include <stdbool.h>
#include <sys/types.h>

/* What the user wants of a store. One that exists stays shared in any case. */
enum sharing_wish {
    SHARING_NONE,   /* a new one is private */
    SHARING_FOLDER, /* a new one is shared in a set-group-ID folder that its group can write */
    SHARING_GROUP,  /* it is shared with the folder's group, also if it is private so far */
};

struct sharing {
    bool is_shared;
    bool is_due; /* it is still private, and sharing_settle() makes it shared */
    gid_t group; /* if shared */
};

/* What applies to the store at `path`, which need not exist. ERR_CONFIG if it is or should be
 * shared and its folder does not allow that; the text says what to do. Changes nothing. */
bool sharing_find(const char *path, enum sharing_wish wish, struct sharing *sharing,
                  struct err *err) __attribute__((nonnull(1, 3), warn_unused_result));

/* Whether this user may enter the store's folder and, if the file exists, read it; ERR_CONFIG names
 * whose it is and what to do. Reports only what belongs to another user. */
bool sharing_admits(const char *path, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Opens a file of a store for reading and writing, never through a link and without blocking. With
 * O_CREAT in `flags` a missing one is created, with the right mode and group from the start. -1
 * with errno. Do not open SQLite's files: closing one would drop this process's locks on it. */
int sharing_open(const struct sharing *sharing, const char *path, int flags)
    __attribute__((nonnull, warn_unused_result));

/* Creates the empty file of a shared store. False with errno, EEXIST if it exists. */
bool sharing_make(const struct sharing *sharing, const char *path)
    __attribute__((nonnull, warn_unused_result));

/* Gives the files of the shared store at a real path the right mode and group, as far as they are
 * this user's, the store last. ERR_CONFIG names a file that the group cannot use and that could not
 * be changed. */
bool sharing_settle(const struct sharing *sharing, const char *path, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* False if this user could write a store that its group may use, but permissions of a file or the
 * folder prevent it; ERR_CONFIG says which and what to do. Changes nothing. */
bool sharing_check(const struct sharing *sharing, const char *path, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* Lets SQLite create its files of a shared store with all permissions of the group, which the
 * process's file mode creation mask could withhold. Returns the mask, which the caller restores
 * with umask(). The mask is the process's: not for two threads at a time. */
mode_t sharing_open_mask(const struct sharing *sharing) __attribute__((nonnull));

#endif
