/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ledger in lines: sums, then a screen's worth of the table that the pane shows. */
#ifndef FOLLOWTRAIL_PLAIN_PLAIN_LEDGER_H
#define FOLLOWTRAIL_PLAIN_PLAIN_LEDGER_H

#include "plain/plain_out.h"
#include "view/ledger_view.h"

/* Reads and tells at most `rows` lines of the pane's table; the next call goes on after them. */
void plain_ledger_tell(struct plain_out *out, struct ledger_view *pane,
                       const struct session *session, size_t rows) __attribute__((nonnull));

#endif
