/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lock file next to a store that is not on a local disk: it lets the programs of one machine
 * write. The file contains `NAME BOOT`, where BOOT is the random number that Linux generates at
 * boot, and each program holds a shared lock on it (on its open file, F_OFD_SETLK). Other machines
 * may not see the locks, but they see the file: its name keeps them out, and the locks show which
 * programs of this machine remain. The last one removes the file. Leftovers of killed programs on
 * another machine cannot be recognised, so a person has to remove the file.
 *
 * A file with this system's BOOT belongs to it under any name (as in containers). One with only its
 * name, and no lock, is from before its last boot. Two machines with the same name differ only
 * by their locks.
 */
#ifndef FOLLOWTRAIL_STORE_LOCK_H
#define FOLLOWTRAIL_STORE_LOCK_H

#include "base/err.h"
#include "store/sharing.h"

#include <stdbool.h>

/* Takes the lock of the store at `path`. Returns a descriptor, or -1: ERR_CONFIG names the machine
 * that holds it. Waits while another program of this machine is between lock_take() and
 * lock_share(), as the first one is until the store has the journal for such a disk. */
int lock_take(const char *path, const struct sharing *sharing, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));
bool lock_share(int fd, struct err *err) __attribute__((warn_unused_result));

/* Closes the descriptor, and removes the file if no other program of this machine holds it. */
void lock_drop(const char *path, int fd) __attribute__((nonnull));

#endif
