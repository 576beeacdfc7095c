/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The accounts of compared lists as a table, for the shell. */
#ifndef FOLLOWTRAIL_VIEW_MEMBER_TABLE_H
#define FOLLOWTRAIL_VIEW_MEMBER_TABLE_H

#include "analysis/members.h"
#include "view/sheet.h"

/* Adds them to the sheet, which borrows `members`; its rows are in `arena`. */
void member_table_add(const struct members *members, struct arena *arena, struct sheet *sheet)
    __attribute__((nonnull));

#endif
