/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An account in lines: as a row of a list, and all that is known of it. Words in the place of
 * signs and columns, so that it can be listened to. */
#ifndef FOLLOWTRAIL_PLAIN_PLAIN_ACCOUNT_H
#define FOLLOWTRAIL_PLAIN_PLAIN_ACCOUNT_H

#include "plain/plain_out.h"
#include "session/session.h"

/* The account at a position of the current list. */
void plain_account_row(struct plain_out *out, const struct session *session, size_t position)
    __attribute__((nonnull));

/* The one under the selection, as a row that has what was searched for. */
void plain_account_hit(struct plain_out *out, const struct session *session)
    __attribute__((nonnull));

/* The account under the selection, and what opening its list costs. */
void plain_account_detail(struct plain_out *out, const struct session *session)
    __attribute__((nonnull));

#endif
