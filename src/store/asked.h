/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose lists were asked for without a request, because their owners are known to follow nobody:
 * they count among the lists that were asked for. Nothing else shows it, so this is kept when
 * everything is derived again. */
#ifndef FOLLOWTRAIL_STORE_ASKED_H
#define FOLLOWTRAIL_STORE_ASKED_H

#include "store/store.h"

/* In SQL: whether the list of account a without a page was asked for, because its profile was, a
 * request for the list was sent, or none was needed. */
#define ASKED_SQL                                                                                  \
    "(EXISTS (SELECT 1 FROM alias WHERE alias.account = a.id)"                                     \
    " OR EXISTS (SELECT 1 FROM asked WHERE asked.owner = a.key)"                                   \
    " OR EXISTS (SELECT 1 FROM snapshot w JOIN request q ON q.snapshot = w.id"                     \
    " WHERE w.owner = a.key AND q.state <> 'not sent'))"

/* `owner` is an account's id. Not synced: nothing was paid for it. */
bool asked_note(struct store *store, const char *owner, int64_t now_ms, struct err *err)
    __attribute__((nonnull(1, 2)));

#endif
