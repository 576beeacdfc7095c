/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An account in lines: as a row of a list, and in full. Words instead of signs and columns, for
 * listening. */
#ifndef FOLLOWTRAIL_PLAIN_PLAIN_ACCOUNT_H
#define FOLLOWTRAIL_PLAIN_PLAIN_ACCOUNT_H

#include "plain/plain_out.h"
#include "session/session.h"

/* The account at a position of the current list. */
void plain_account_row(struct plain_out *out, const struct session *session, size_t position)
    __attribute__((nonnull));

/* The selected account, as a row that matches the search. */
void plain_account_hit(struct plain_out *out, const struct session *session)
    __attribute__((nonnull));

/* The selected account, and the price of its list. */
void plain_account_detail(struct plain_out *out, const struct session *session)
    __attribute__((nonnull));

#endif
