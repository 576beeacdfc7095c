/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where things live on disk (XDG Base Directory Specification): the store's default path, the
 * session's state, folders that only their owner can enter; and what kind of disk it is.
 */
#ifndef FOLLOWTRAIL_STORE_HOME_H
#define FOLLOWTRAIL_STORE_HOME_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

/* $XDG_DATA_HOME/followtrail/KIND.db, ~/.local/share for a missing variable; characters of KIND
 * that are no part of a host's name become `_`. NULL and ERR_CONFIG without a home. The caller
 * frees. Makes nothing. */
char *home_store_path(const char *kind, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* $XDG_STATE_HOME/followtrail/NAME, ~/.local/state for a missing variable. As above. */
char *home_state_path(const char *name, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* $XDG_STATE_HOME/followtrail/bookmarks-KIND, KIND as in home_store_path(). As above. */
char *home_bookmarks_path(const char *kind, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* $XDG_CONFIG_HOME/followtrail/config, ~/.config for a missing variable. As above. */
char *home_config_path(struct err *err) __attribute__((warn_unused_result));

/* $XDG_CONFIG_HOME/followtrail/key. As above. */
char *home_key_path(struct err *err) __attribute__((warn_unused_result));

/* Makes the folders of a path, each 0700 where it is new. ERR_IO or ERR_CONFIG. */
bool home_make_folder_of(const char *path, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* A path for a store in a new folder of its own, 0700, in $XDG_RUNTIME_DIR or the folder for
 * temporary files, the first that has `bytes` free. The caller frees it, after
 * home_remove_temporary(), which removes the store with all that stands beside it, and the folder.
 * Folders there that a program of the same user left when it was killed are removed first: nobody
 * holds a lock on the store's -alive file, which is older than an hour (a younger one's program may
 * just be starting), and nothing but a store's files is in it. */
char *home_temporary_path(int64_t bytes, struct err *err) __attribute__((warn_unused_result));
void home_remove_temporary(const char *path) __attribute__((nonnull));

/* Whether the folder of `path` is on a file system where a write-ahead log works: the local ones of
 * a list (ext, XFS, Btrfs, F2FS, tmpfs, overlay, ZFS), nothing else. */
bool home_is_local(const char *path) __attribute__((nonnull));

#endif
