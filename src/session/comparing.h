/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which lists are to be compared: those of the accounts that the user named or marked, or of the
 * trail. Free. Main thread only. */
#ifndef FOLLOWTRAIL_SESSION_COMPARING_H
#define FOLLOWTRAIL_SESSION_COMPARING_H

#include "session/session.h"

enum { COMPARING_MAX = 12 }; /* lists, on a screen */

struct comparing {
    const char *ids[COMPARING_MAX]; /* in `arena`; no id twice */
    size_t count;
    const char *members; /* typed as in=MEMBERS: accounts to list; NULL: none */
    struct arena arena;
};

void comparing_init(struct comparing *comparing) __attribute__((nonnull));
void comparing_fini(struct comparing *comparing) __attribute__((nonnull));

/* The accounts that `names` has, between blanks, and perhaps in=MEMBERS; if it is empty the marked
 * accounts, and if none is marked the owners of the trail's lists. ERR_USAGE: complete sentences
 * that say what is missing; so is every list if none of them is stored.
 */
bool comparing_choose(struct session *session, const char *names, struct comparing *comparing,
                      struct err *err) __attribute__((nonnull(1, 2, 3), warn_unused_result));

/* Whether the marked accounts are few enough to be compared, and the lists of two are stored. */
bool comparing_has_marked(const struct session *session) __attribute__((nonnull));

#endif
