/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies accounts by the terminal's clipboard, and says what happened. */
#ifndef FOLLOWTRAIL_UI_BROWSER_COPY_H
#define FOLLOWTRAIL_UI_BROWSER_COPY_H

#include "model/extract.h"
#include "session/session.h"
#include "ui/terminal/clipboard.h"

/* Sends them to the terminal, or says in a message why not. Between two frames. */
void copy_accounts(struct screen *screen, struct session *session, enum extract_kind kind,
                   const struct account *const *accounts, size_t count) __attribute__((nonnull));

/* Only the message: the result of sending `text`, which is not empty. */
void copy_say(struct session *session, enum extract_kind kind, const struct extract *extract,
              enum clipboard_outcome outcome, const char *text) __attribute__((nonnull));

#endif
