/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opens a store of any version for reading. */
#ifndef FOLLOWTRAIL_STORE_UPGRADE_H
#define FOLLOWTRAIL_STORE_UPGRADE_H

#include "store/store.h"

/* An older store is upgraded first, as store_open() does. If that is impossible in place (not
 * writable, two names, disk full), or a killed program left changes and nothing can be written
 * there, a temporary copy is upgraded and read, and removed before this returns: the store and the
 * files next to it stay unchanged, and *note says so in a sentence. Otherwise *note is empty and of
 * kind ERR_NONE. Fails as store_open() and store_open_reader() do. */
struct store *upgrade_open_reader(const struct store_config *config, int64_t now_ms,
                                  struct err *note, struct err *err)
    __attribute__((nonnull(1, 3), warn_unused_result));

#endif
