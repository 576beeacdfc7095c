/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Crawls (session/crawl.h) as the user runs them: what is asked before one begins or goes on, and
 * what is said when one has ended or was interrupted. Main thread only. Credits.
 */
#ifndef FOLLOWTRAIL_COMMAND_CRAWLING_H
#define FOLLOWTRAIL_COMMAND_CRAWLING_H

#include "base/buf.h"
#include "session/crawl.h"

/* What comes of the command. */
enum crawling_result {
    CRAWLING_TOLD,  /* a question, or a message */
    CRAWLING_BEGUN, /* what the user agreed to */
    CRAWLING_SHOWN  /* nothing is asked: there are crawls to show */
};

/* The command. "": asks for a new crawl's budget if the current list is a frontier, in its order
 * and with its filter, or for more credits for the newest crawl if that was interrupted.
 * "new": the former in any case. "continue" and "continue N": the latter, for the newest crawl or
 * number N. Anything else, and anything while a crawl runs, is a crawl to show. */
enum crawling_result crawling_command(struct session *session, const char *argument)
    __attribute__((nonnull));

/* While its question is open: says in the note how far that many credits go; 0: none are typed.
 * Does nothing where a quote takes so long that keys would wait for it. */
void crawling_preview(struct session *session, int64_t budget) __attribute__((nonnull));

bool crawling_runs(const struct session *session) __attribute__((nonnull));

/* After load_apply(): says how a crawl ended, once; only trouble if the rest `is_shown`. Then the
 * session is idle again. */
void crawling_look(struct session *session, bool is_shown) __attribute__((nonnull));

/* Ends it after the answer under way, unless the current list is loaded for its own sake. False:
 * none runs. */
bool crawling_stop(struct session *session) __attribute__((nonnull));

/* Says that the newest crawl was interrupted, if it was. */
void crawling_tell_interrupted(struct session *session) __attribute__((nonnull));

/* Whether its program ended before it did. */
bool crawling_is_interrupted(const struct crawl_record *crawl) __attribute__((nonnull));

/* Appends why it does not run: "The budget is spent.", "It was interrupted." */
void crawling_put_end(const struct crawl_record *crawl, struct buf *out) __attribute__((nonnull));

/* Lists that it loaded to their ends. */
int64_t crawling_lists(const struct crawl_record *crawl) __attribute__((nonnull));

#endif
