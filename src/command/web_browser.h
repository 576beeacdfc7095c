/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A profile in the web browser of whoever sits here: $BROWSER, a list of commands with colons
 * between; the first that starts is taken (E. S. Raymond's BROWSER convention, as xdg-open
 * reads it). A command's words are parted at blanks, without quoting; `%s` in one stands for the
 * address and `%%` for a percent sign, and without a `%s` the address is the last word. No shell
 * sees any of it.
 */
#ifndef FOLLOWTRAIL_COMMAND_WEB_BROWSER_H
#define FOLLOWTRAIL_COMMAND_WEB_BROWSER_H

#include "session/session.h"

enum { WEB_BROWSER_ACCOUNTS_MAX = 10 };

/* Opens the accounts' profiles, or says in a message why not, and what to do. Addresses are made
 * from handles; none comes from the API. Does not wait for the browser. */
void web_browser_open(struct session *session, const struct account *const *accounts, size_t count)
    __attribute__((nonnull));

#endif
