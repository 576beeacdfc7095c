/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Looking through every account that the store has: free, and without the API. What is found is a
 * list of kind LIST_FOUND, a root of the trail. It shows the store as it was then, in the order in
 * which the store got to know the accounts. Main thread only.
 */
#ifndef FOLLOWTRAIL_SESSION_SOURCE_FOUND_H
#define FOLLOWTRAIL_SESSION_SOURCE_FOUND_H

#include "session/session.h"

enum {
    SOURCE_FOUND_ROWS_MAX = 100000
}; /* that are kept of what is found; the title tells of the rest */

/* Opens what `text`, in the language of model/filter, finds. False, and the place stays, for a
 * text that says nothing (ERR_USAGE), and when the store cannot be read. */
bool source_found_open(struct session *session, const char *text, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* The list of what a query finds: the loaded one, or a new one that is not read yet. */
struct list *source_found_list(struct session *session, const char *query)
    __attribute__((nonnull, returns_nonnull));

/* Looks for what such a list is of; where that fails, the list says so. */
void source_found_read(struct session *session, struct list *list) __attribute__((nonnull));

/* The same again, in place of what was found before. */
void source_found_again(struct session *session, struct list *list) __attribute__((nonnull));

#endif
