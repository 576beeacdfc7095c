/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bookmarked accounts and their list, newest first, a root of the trail. They are kept in
 * session->bookmarks; a session without it has none. Nothing here asks the API. Main thread only.
 */
#ifndef FOLLOWTRAIL_SESSION_SOURCE_BOOKMARKS_H
#define FOLLOWTRAIL_SESSION_SOURCE_BOOKMARKS_H

#include "session/bookmark_file.h"
#include "session/session.h"

bool source_bookmarks_has(const struct session *session, const struct account *account)
    __attribute__((nonnull));

/* Bookmarks the accounts; if all of them are bookmarked, removes the bookmarks. Says what
 * changed. */
void source_bookmarks_toggle(struct session *session, const struct account *const *accounts,
                             size_t count) __attribute__((nonnull));

/* Opens the list of bookmarks, with those that other programs added meanwhile. */
void source_bookmarks_open(struct session *session) __attribute__((nonnull));

#endif
