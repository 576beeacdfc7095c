/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What commands do that need no screen, but words: an argument typed after the name, or a message
 * that names a key. */
#ifndef FOLLOWTRAIL_COMMAND_ACTION_H
#define FOLLOWTRAIL_COMMAND_ACTION_H

#include "command/command.h"

/* Runs a command with what was typed after its name; what is wrong with that becomes the message.
 * False, and nothing was done, for a command that takes no argument. */
bool action_with_argument(struct session *session, enum command command, const char *argument)
    __attribute__((nonnull));

/* One step out of whatever is nearest to the eye: a countdown, a message, a load, a search, a
 * filter. */
void action_escape(struct session *session) __attribute__((nonnull));

/* Whether an answer is awaited before something is sent again: it is counted down. */
bool action_has_countdown(const struct session *session) __attribute__((nonnull));

/* Opens the profiles of what is marked or selected in a web browser. */
void action_browse(struct session *session) __attribute__((nonnull));

void action_leave(struct session *session)
    __attribute__((nonnull)); /* back, or says that it ends */

/* True: the program may end now. False: an answer that may be paid for is awaited, or the store has
 * not taken one, which the message says; the second time that is not asked. */
bool action_quit(struct session *session) __attribute__((nonnull, warn_unused_result));

/* Whether what was awaited before leaving is here, so that the program ends; where the store did
 * not take it, it goes on, and asks as above. */
bool action_can_end(struct session *session) __attribute__((nonnull, warn_unused_result));

#endif
