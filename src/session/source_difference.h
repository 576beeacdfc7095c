/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Some accounts of two snapshots of a list, as a list: those newly listed, those no longer listed,
 * those in both, and of these the ones that changed. What is not certain, because a snapshot is
 * incomplete, is drawn dim. Free.
 */
#ifndef FOLLOWTRAIL_SESSION_SOURCE_DIFFERENCE_H
#define FOLLOWTRAIL_SESSION_SOURCE_DIFFERENCE_H

#include "session/session.h"

/* In the order of the screen. */
enum source_difference_kind {
    SOURCE_DIFFERENCE_NEWLY,
    SOURCE_DIFFERENCE_NO_LONGER,
    SOURCE_DIFFERENCE_KEPT,
    SOURCE_DIFFERENCE_RENAMED,
    SOURCE_DIFFERENCE_CHANGED,
    SOURCE_DIFFERENCE_COUNTS,
    SOURCE_DIFFERENCE_KINDS
};

/* “no longer listed”; and the word by which it is typed, “no-longer”. The kind of such a word;
 * SOURCE_DIFFERENCE_KINDS: there is none. */
const char *source_difference_words(enum source_difference_kind kind)
    __attribute__((returns_nonnull));
const char *source_difference_name(enum source_difference_kind kind)
    __attribute__((returns_nonnull));
enum source_difference_kind source_difference_kind(const char *name) __attribute__((nonnull));

/* Opens the list of the accounts that differ so between the snapshot `from` and the later `to`. */
void source_difference_open(struct session *session, enum source_difference_kind kind, int64_t from,
                            int64_t to) __attribute__((nonnull));

/* The later snapshot of such a list; 0: the list is not one. */
int64_t source_difference_newer(const struct list *list) __attribute__((nonnull));

#endif
