/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The place in a session: opening, drilling in, coming back, moving. What is missing on the way
 * is asked for. */
#ifndef FOLLOWTRAIL_SESSION_NAVIGATE_H
#define FOLLOWTRAIL_SESSION_NAVIGATE_H

#include "account/reference.h"
#include "session/session.h"

/* Opens the list of what was typed: the one that is already here, or a new one that asks for its
 * profile and first page. */
bool navigate_open(struct session *session, const char *typed, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* Opens the account that has a handle now, asking for its profile whatever the store knows: 1
 * credit; none of its list is requested. ERR_USAGE where `typed` is no handle. */
bool navigate_whois(struct session *session, const char *typed, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* The same for the handle of the list that is looked at. */
void navigate_whois_owner(struct session *session) __attribute__((nonnull));

/* As navigate_open(), asking for nothing. */
bool navigate_visit(struct session *session, const char *typed, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* The same, and says where the handle may be another account's by now. */
bool navigate_look(struct session *session, const char *typed, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* Puts it where navigate_forward() finds it, asking for nothing. */
bool navigate_queue(struct session *session, const char *typed, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

void navigate_drill_in(struct session *session)
    __attribute__((nonnull)); /* into the account under the selection */
/* The most that drilling in would cost; 0 when it is free or not possible. */
int64_t navigate_drill_price(const struct session *session) __attribute__((nonnull));

/* Says that price where it is not shown; the same command again drills in, by the key that is named
 * `key`. False, and nothing was said, where there is none, or it was said and still holds. */
bool navigate_announce_drill_in(struct session *session, const char *key) __attribute__((nonnull));

/* The same for navigate_whois(). */
bool navigate_announce_whois(struct session *session) __attribute__((nonnull));

void navigate_back(struct session *session)
    __attribute__((nonnull)); /* to the parent in the trail */
void navigate_backward(struct session *session)
    __attribute__((nonnull)); /* over the places visited */
void navigate_forward(struct session *session) __attribute__((nonnull));

/* Moves the selection over what is shown of the list; `rows` of it are visible. Near the end of
 * what is loaded the next page is asked for, unless a filter or an order is on. */
void navigate_move_by(struct session *session, int64_t delta, size_t rows) __attribute__((nonnull));
void navigate_move_to(struct session *session, size_t position, size_t rows)
    __attribute__((nonnull));

/* Selects a position, asking for nothing; the last for one beyond the end. */
void navigate_go(struct session *session, size_t position) __attribute__((nonnull));

/* Moves the view without asking for anything, so that the selection is inside `rows` visible rows.
 */
void navigate_show_rows(struct session *session, size_t rows) __attribute__((nonnull));

#endif
