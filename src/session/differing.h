/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose snapshots are to be compared: those of the account that the user named, of the current
 * list's owner, or of the selected account of a local list. Free. Main thread only. */
#ifndef FOLLOWTRAIL_SESSION_DIFFERING_H
#define FOLLOWTRAIL_SESSION_DIFFERING_H

#include "session/session.h"

struct differing {
    struct arena arena;
    const char *owner;      /* the account's id */
    const char *name;       /* for the screen: its handle after an @, or the id */
    int64_t shown;          /* the snapshot on the screen; 0: none */
    int64_t newer;          /* the snapshot to compare with the one before it; 0: the newest */
    const char *kind;       /* what was named of a difference (session/source_difference.h); NULL */
    const struct list *own; /* the account's list, where it is the current one; NULL */
};

void differing_init(struct differing *differing) __attribute__((nonnull));
void differing_fini(struct differing *differing) __attribute__((nonnull));

/* `words`, between blanks: an account, a snapshot (s12), a kind of change; all may be missing.
 * ERR_USAGE: complete sentences that say what is missing. */
bool differing_choose(struct session *session, const char *words, struct differing *differing,
                      struct err *err) __attribute__((nonnull(1, 2, 3), warn_unused_result));

#endif
