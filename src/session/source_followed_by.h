/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose stored lists have an account, a root of the trail: those that have it, with its rank in
 * them; then, as possible rows, those that are incomplete and may have it. The account's own list
 * counts neither for nor against it. Main thread only. */
#ifndef FOLLOWTRAIL_SESSION_SOURCE_FOLLOWED_BY_H
#define FOLLOWTRAIL_SESSION_SOURCE_FOLLOWED_BY_H

#include "session/session.h"

/* Opens it for an account; free. ERR_USAGE if it has no id. */
bool source_followed_by_open(struct session *session, const struct account *account,
                             struct err *err) __attribute__((nonnull(1, 2), warn_unused_result));

/* The same for what was typed (account/reference.h). ERR_USAGE if the store does not know it. */
bool source_followed_by_open_typed(struct session *session, const char *typed, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

#endif
