/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An older store, for one who only wants to read. */
#ifndef FOLLOWTRAIL_STORE_UPGRADE_H
#define FOLLOWTRAIL_STORE_UPGRADE_H

#include "store/store.h"

/* Brings an older store up to date, as store_open() does, and fails as that does; does nothing to
 * any other file, readable or not. */
bool upgrade_if_older(const struct store_config *config, int64_t now_ms, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

#endif
