/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The place in a session: opening, drilling in, going back, moving. Requests what is missing on the
 * way. */
#ifndef FOLLOWTRAIL_SESSION_NAVIGATE_H
#define FOLLOWTRAIL_SESSION_NAVIGATE_H

#include "account/reference.h"
#include "session/session.h"

/* Opens the list of what was typed: the one already loaded or stored, or a new one that requests
 * its profile and first page. */
bool navigate_open(struct session *session, const char *typed, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* Opens the account that has a handle now, when that is agreed. Requests its profile, whatever the
 * store knows (1 credit), and nothing of its list. ERR_USAGE if `typed` is not a handle. */
bool navigate_whois(struct session *session, const char *typed, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* The same for the handle of the current list. */
void navigate_whois_owner(struct session *session) __attribute__((nonnull));

/* As navigate_open(), but requests nothing. */
bool navigate_visit(struct session *session, const char *typed, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* The same; also says if the handle may belong to another account now. */
bool navigate_look(struct session *session, const char *typed, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* Queues it for navigate_forward(); requests nothing. */
bool navigate_queue(struct session *session, const char *typed, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* Into the selected account. Asks first unless its price is shown. */
void navigate_drill_in(struct session *session, bool is_priced) __attribute__((nonnull));

/* The most that drilling in would cost; 0 if it is free or impossible. */
int64_t navigate_drill_price(const struct session *session) __attribute__((nonnull));

void navigate_back(struct session *session)
    __attribute__((nonnull)); /* to the parent in the trail */
void navigate_backward(struct session *session)
    __attribute__((nonnull)); /* over the places visited */
/* Asks before it opens a queued account that has to be bought. */
void navigate_forward(struct session *session) __attribute__((nonnull));

/* Moves the selection through the rows shown, `rows` of which are visible. Near the end of the
 * loaded rows it requests the next page, unless a filter or an order is on. */
void navigate_move_by(struct session *session, int64_t delta, size_t rows) __attribute__((nonnull));
void navigate_move_to(struct session *session, size_t position, size_t rows)
    __attribute__((nonnull));

/* A person made the last move, which was doubtful (PACE_DOUBTFUL): does what it left undone. */
void navigate_settle_move(struct session *session) __attribute__((nonnull));

/* Selects a position, the last one if it is beyond the end; requests nothing. */
void navigate_go(struct session *session, size_t position) __attribute__((nonnull));

/* Scrolls so that the selection is inside `rows` visible rows; requests nothing. */
void navigate_show_rows(struct session *session, size_t rows) __attribute__((nonnull));

#endif
