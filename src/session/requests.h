/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The session's requests: which job was asked for which list, and what its answer does to it. Used
 * by the session alone. */
#ifndef FOLLOWTRAIL_SESSION_REQUESTS_H
#define FOLLOWTRAIL_SESSION_REQUESTS_H

#include "session/session.h"

/* Asks for the list's next piece: its owner's profile where that is wanted, else its next page.
 * Does nothing while a request for it is under way. */
void requests_ask(struct session *session, struct list *list) __attribute__((nonnull));

/* Says why the list does not go on, where something is to be said and its rows are on the screen;
 * without rows the screen says it in their place. */
void requests_explain(struct session *session, const struct list *list) __attribute__((nonnull));

#endif
