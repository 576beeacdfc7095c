/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a list has no rows, and what to do about it, in words. */
#ifndef FOLLOWTRAIL_SESSION_EMPTY_LIST_H
#define FOLLOWTRAIL_SESSION_EMPTY_LIST_H

#include "session/session.h"

/* Appends the sentences for a list without rows. */
void empty_list_describe(const struct session *session, const struct list *list, struct buf *out)
    __attribute__((nonnull));

#endif
