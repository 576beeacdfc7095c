/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where files live (XDG Base Directory Specification): the store's default path, the session's
 * state, private folders, and the kind of disk. */
#ifndef FOLLOWTRAIL_STORE_HOME_H
#define FOLLOWTRAIL_STORE_HOME_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

/* $XDG_DATA_HOME/followtrail/KIND.db, with ~/.local/share if the variable is missing. Characters of
 * KIND that cannot be part of a host name become `_`. NULL and ERR_CONFIG without a home folder.
 * The caller frees it. Creates nothing. */
char *home_store_path(const char *kind, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* $XDG_STATE_HOME/followtrail/NAME, with ~/.local/state if the variable is missing. Otherwise as
 * above. */
char *home_state_path(const char *name, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* $XDG_STATE_HOME/followtrail/bookmarks-KIND, with KIND as in home_store_path(). Otherwise as
 * above. */
char *home_bookmarks_path(const char *kind, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* $XDG_CONFIG_HOME/followtrail/config, with ~/.config if the variable is missing. Otherwise as
 * above. */
char *home_config_path(struct err *err) __attribute__((warn_unused_result));

/* $XDG_CONFIG_HOME/followtrail/key. Otherwise as above. */
char *home_key_path(struct err *err) __attribute__((warn_unused_result));

/* Creates the missing folders of a path with mode 0700. ERR_IO or ERR_CONFIG. */
bool home_make_folder_of(const char *path, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* A path for a store in a new folder (0700) in $XDG_RUNTIME_DIR or the folder for temporary files,
 * the first with `bytes` free. home_remove_temporary() removes the store, all files next to it, and
 * the folder; then the caller frees the path. First removes such folders that killed programs of
 * the same user left: nobody holds a lock on the store's -alive file, it is older than an hour (a
 * younger program may just be starting), and the folder contains nothing but a store's files. */
char *home_temporary_path(int64_t bytes, struct err *err) __attribute__((warn_unused_result));
void home_remove_temporary(const char *path) __attribute__((nonnull));

/* Whether the folder of `path` is on a file system where a write-ahead log works: only the local
 * ones of a list (ext, XFS, Btrfs, F2FS, tmpfs, overlay, ZFS). */
bool home_is_local(const char *path) __attribute__((nonnull));

#endif
