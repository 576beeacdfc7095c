/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A store of whatever version, for one who only wants to read. */
#ifndef FOLLOWTRAIL_STORE_UPGRADE_H
#define FOLLOWTRAIL_STORE_UPGRADE_H

#include "store/store.h"

/* Opens a store for reading. One of an older version is brought up to date first, as store_open()
 * does. Where that cannot be done in its place (it may not be written, has two names, the disk is
 * full), or where a program that was killed left changes and nothing may be written there, a
 * temporary copy is brought up to date and read, which is gone when this returns: the store and all
 * beside it stay as they are, and *note says so in a sentence. *note is of kind ERR_NONE and empty
 * otherwise. Fails as store_open() and store_open_reader() do. */
struct store *upgrade_open_reader(const struct store_config *config, int64_t now_ms,
                                  struct err *note, struct err *err)
    __attribute__((nonnull(1, 3), warn_unused_result));

#endif
