/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An open store, as the modules of this folder know it. store.h opens and closes it. */
#ifndef FOLLOWTRAIL_STORE_STORE_INTERNAL_H
#define FOLLOWTRAIL_STORE_STORE_INTERNAL_H

#include "base/err.h"
#include "money/purse.h"
#include "store/sql.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum {
    STORE_APPLICATION_ID = 0x466f5472, /* "FoTr", in the file's header */
    STORE_NAME_MAX = 33                /* bytes of a store's own name, NUL included */
};

struct store {
    struct sql *sql;
    char *path;
    dev_t device; /* of the file that was opened under that path */
    ino_t inode;
    char kind[256];
    char name[STORE_NAME_MAX]; /* random, made with the store: what is kept elsewhere about it is
                                  filed under this */
    int64_t run;               /* this program's, as the requests name it; 0 for a reader */
    int64_t run_ms;            /* when it began */
    int alive_fd;              /* tells other programs that this one lives; -1 for a reader */
    int lock_fd; /* the lock file of a store that is not on a local disk; -1 otherwise */
    bool is_local;
    bool is_temporary; /* gone after the session */
    bool is_relaxed;   /* commits are not synced just now: synced.h */
    bool owes_sync;    /* a paid answer is committed, and may not be on the disk yet */
    int64_t purse;     /* whose balance pays: see store_use_key(); 0 when that was not given */
    struct caps caps;
    bool has_lost; /* since `lost_ms` of the monotonic clock: see settle_note_loss() */
    int64_t lost_ms;
};

#endif
