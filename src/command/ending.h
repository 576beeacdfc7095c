/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the program may end: not while a paid answer is on its way, or in memory only. */
#ifndef FOLLOWTRAIL_COMMAND_ENDING_H
#define FOLLOWTRAIL_COMMAND_ENDING_H

#include "session/session.h"

/* When the user asks to quit. True: it may end now. False: a paid answer is expected, and the
 * second time it may end anyway; or the store has not taken one, and a question says so. */
bool ending_quit(struct session *session) __attribute__((nonnull, warn_unused_result));

/* When the expected answer has come. False, with a message, if the store did not take it. */
bool ending_is_due(struct session *session) __attribute__((nonnull, warn_unused_result));

#endif
