/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An open store, for the modules of this folder. store.h opens and closes it. */
#ifndef FOLLOWTRAIL_STORE_STORE_INTERNAL_H
#define FOLLOWTRAIL_STORE_STORE_INTERNAL_H

#include "base/err.h"
#include "money/purse.h"
#include "store/sharing.h"
#include "store/sql.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum {
    STORE_APPLICATION_ID = 0x466f5472, /* "FoTr", in the file's header */
    STORE_NAME_MAX = 33                /* bytes of a store's own name, including the NUL */
};

struct store {
    struct sql *sql;
    char *path;
    dev_t device; /* of the opened file */
    ino_t inode;
    char kind[256];
    char name[STORE_NAME_MAX]; /* random, created with the store; identifies it in other files */
    int64_t run;               /* this program's number, as in its requests; 0 for a reader */
    int64_t run_ms;            /* when it began */
    int alive_fd;              /* shows other programs that this one is running; -1 for a reader */
    int lock_fd; /* the lock file of a store that is not on a local disk; -1 otherwise */
    struct sharing sharing;
    bool is_local;
    bool is_temporary; /* deleted after the session */
    bool is_relaxed;   /* commits are currently not synced (synced.h) */
    bool owes_sync;    /* a paid answer is committed but may not be on the disk yet */
    int64_t purse;     /* whose balance pays (store_use_key()); 0 if not set */
    struct caps caps;
    bool has_lost; /* since `lost_ms` of the monotonic clock (settle_note_loss()) */
    int64_t lost_ms;
};

#endif
