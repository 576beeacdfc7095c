/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The current list in lines: its title, its rows, the selected row, and the money. */
#ifndef FOLLOWTRAIL_PLAIN_PLAIN_LIST_H
#define FOLLOWTRAIL_PLAIN_PLAIN_LIST_H

#include "plain/plain_out.h"
#include "session/session.h"

/* The trail, the title and, for a list without rows, why it has none. */
void plain_list_title(struct plain_out *out, const struct session *session)
    __attribute__((nonnull));

/* The active filter and order; nothing without. */
void plain_list_sieve(struct plain_out *out, const struct session *session)
    __attribute__((nonnull));

/* The rows from one position to before another, then their range, the selected one, and the price
 * of the next page. */
void plain_list_rows(struct plain_out *out, const struct session *session, size_t from, size_t to)
    __attribute__((nonnull));

/* Says that there is no further row, and what m would load. */
void plain_list_end(struct plain_out *out, const struct session *session) __attribute__((nonnull));

/* The same for all loaded rows, without printing them. */
void plain_list_position(struct plain_out *out, const struct session *session)
    __attribute__((nonnull));

/* What is left, and what was spent. */
void plain_list_money(struct plain_out *out, const struct session *session)
    __attribute__((nonnull));

#endif
