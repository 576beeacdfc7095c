/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Some accounts of compared lists, as a list: those of a cell or a pattern of the comparison, or
 * those in at least so many of the lists. Its column `lists` counts the compared lists only.
 * Main thread only.
 */
#ifndef FOLLOWTRAIL_SESSION_SOURCE_MEMBERS_H
#define FOLLOWTRAIL_SESSION_SOURCE_MEMBERS_H

#include "session/session.h"

/* Whether `members` says something about that many lists. */
bool source_members_can_read(const char *members, size_t count) __attribute__((nonnull));

/* Opens the accounts as a list. `ids`: whose lists are compared. `members`: a character a list, `o`
 * for accounts that are among its rows, `.` for those that are not, `*` for both; or a number k,
 * for accounts in at least k lists. */
void source_members_open(struct session *session, const char *const *ids, size_t count,
                         const char *members) __attribute__((nonnull));

#endif
