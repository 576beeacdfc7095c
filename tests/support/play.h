/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A script of keys in place of a keyboard, on the same path as a person's. The next key is taken
 * only when no answer is awaited, so that a script needs no pauses and always sees the same
 * screens.
 *
 * A script is text, read by line: empty lines and lines that begin with # are ignored;
 *   Down Down Enter     keys by name, a blank between them; NAME*N presses a key N times
 *   :type TEXT          every character of TEXT
 *   :shot NAME          hands the screen, written down, to the caller
 *   :size ROWSxCOLS     the screen takes another size
 * and, for what happens while answers are awaited,
 *   :press KEY          presses a key and waits for nothing
 *   :pages N            waits until the current list has N pages
 *   :still NAME         as :shot, but of the screen as it is
 */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_PLAY_H
#define FOLLOWTRAIL_TESTS_SUPPORT_PLAY_H

#include "fetch/mailbox.h"
#include "ui/browser/app.h"

/* Called for every :shot; `shot` lives during the call. */
typedef void play_shot(void *context, const char *name, const char *shot);

/* Plays to the script's end or until the app leaves. ERR_DATA, with the line's number, for a script
 * that cannot be read. */
bool play_run(struct app *app, struct mailbox *mailbox, const char *script, play_shot *take,
              void *context, struct err *err) __attribute__((nonnull(1, 2, 3), warn_unused_result));

#endif
