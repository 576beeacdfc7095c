/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lock file beside a store that is not on a local disk: the programs of one machine may write.
 * The file holds `NAME BOOT`, BOOT being the random number that Linux makes when it starts, and
 * each program holds a shared lock of it (of its open file, F_OFD_SETLK). Those may be invisible to
 * other machines, the file is not: so the name in it keeps the others out, and the locks say who is
 * left of this one. The last to leave removes the file. Nothing is known of what another machine's
 * killed programs left, so a person has to remove that.
 *
 * Whose BOOT is that of this system are its programs, under whatever name (as containers are); who
 * has its name only, and no lock, was this machine before it was restarted. Two machines of one
 * name are told apart by the locks alone.
 */
#ifndef FOLLOWTRAIL_STORE_LOCK_H
#define FOLLOWTRAIL_STORE_LOCK_H

#include "base/err.h"

#include <stdbool.h>

/* Takes the lock of the store at `path`. Returns a descriptor, or -1: ERR_CONFIG names the machine
 * that holds it. Waits while another program of this machine is between lock_take() and
 * lock_share(), as the first one is until the store has the journal for such a disk. */
int lock_take(const char *path, struct err *err) __attribute__((nonnull(1), warn_unused_result));
bool lock_share(int fd, struct err *err) __attribute__((warn_unused_result));

/* Closes the descriptor, and removes the file if no other program of this machine holds it. */
void lock_drop(const char *path, int fd) __attribute__((nonnull));

#endif
