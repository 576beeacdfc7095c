/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The session's cap, until the program ends. Main thread only. */
#ifndef FOLLOWTRAIL_SESSION_CAP_H
#define FOLLOWTRAIL_SESSION_CAP_H

#include "session/session.h"

enum { CAP_MOST = 1000000000 }; /* as for --cap */

/* Says what the cap is and how much is left. */
void cap_say(struct session *session) __attribute__((nonnull));

/* Sets the cap to what was typed: 0 to CAP_MOST credits, with or without commas, or "none".
 * ERR_USAGE for anything else. Credits already spent count against it; requests under way go on. */
bool cap_set(struct session *session, const char *typed, struct err *err) __attribute__((nonnull));

#endif
