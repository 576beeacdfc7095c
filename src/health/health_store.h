/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store, its contents, disk, balance, and what may have been charged. */
#ifndef FOLLOWTRAIL_HEALTH_HEALTH_STORE_H
#define FOLLOWTRAIL_HEALTH_HEALTH_STORE_H

#include "health/health.h"
#include "store/store.h"

struct health_store {
    const char *path;
    const char *kind;          /* that it must be of; NULL: any */
    struct store *open;        /* this program has it open: its pages are not read; NULL: all are */
    const struct purse *purse; /* with `open` */
    bool is_read_only, is_temporary; /* for this program */
    enum sharing_wish sharing;       /* of a store that this program may share */
};

void health_look_at_store(struct health *health, const struct health_store *facts)
    __attribute__((nonnull));

#endif
