/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list that is read again while it is shown. */
#ifndef FOLLOWTRAIL_SESSION_SWAP_H
#define FOLLOWTRAIL_SESSION_SWAP_H

#include "session/session.h"

/* Puts `to`, which the session comes to own, in the place of `from`, which is freed. Places stay on
 * the account that was selected, or as near to its row as they can. */
void swap_list(struct session *session, struct list *from, struct list *to)
    __attribute__((nonnull));

#endif
