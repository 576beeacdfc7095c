/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cap of the session, while it runs. It holds until the program ends. Main thread only. */
#ifndef FOLLOWTRAIL_SESSION_CAP_H
#define FOLLOWTRAIL_SESSION_CAP_H

#include "session/session.h"

enum { CAP_MOST = 1000000000 }; /* as for --cap */

/* Says what the cap is, and what is left of it. */
void cap_say(struct session *session) __attribute__((nonnull));

/* Makes it what was typed: 0 to CAP_MOST credits, with or without commas, or "none". ERR_USAGE for
 * anything else. What is spent counts against it; what is under way goes on. */
bool cap_set(struct session *session, const char *typed, struct err *err) __attribute__((nonnull));

#endif
