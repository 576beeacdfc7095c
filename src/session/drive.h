/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one driver of everything that loads lists to their ends: a single list, the lists of marked
 * accounts, `fetch`, and crawls. Lists come from an order: they are added together
 * (drive_add()), or the driver takes one after the other (drive_begin()). It requests the next
 * page of several lists at a time, the first ones first, and never two pages of one list at once.
 * What a list may cost is its budget, which is never exceeded. Main thread only.
 */
#ifndef FOLLOWTRAIL_SESSION_DRIVE_H
#define FOLLOWTRAIL_SESSION_DRIVE_H

#include "session/session.h"

/* Whether an order has another list. */
enum drive_next {
    DRIVE_LIST,  /* the load is filled in: list, budget, and what else the order wants to know */
    DRIVE_LATER, /* not now: asked again after the next answer, and by drive_go_on() */
    DRIVE_OVER   /* none will come */
};

/* What a list without a request under way does. */
enum drive_step {
    DRIVE_REST, /* requests the profile if that is wanted, else the next page within its budget; it
                   ends when it is complete, has failed, or has no budget */
    DRIVE_PAGE, /* requests that even if it has failed or stopped */
    DRIVE_WAIT, /* nothing: asked again after the next answer of any list */
    DRIVE_END   /* it ends */
};

/* Where lists come from, and who hears of them. Functions may be NULL where that is said. They may
 * call drive_stop() but nothing else of this file. */
struct drive_order {
    size_t width;        /* of its lists at a time; 0: as many as the rate allows */
    bool keeps_failures; /* an earlier failure of a list stays until step() has seen it */
    bool is_ranked; /* what caps and balance leave goes to the first lists first: the others wait
                       while those before them may need it */
    bool is_pooled; /* what one list leaves of its budget goes to the next ones */

    /* NULL: lists are only added. */
    enum drive_next (*next)(void *context, struct session *session, struct session_load *load);

    /* Before each request for a list, before it ends, and while DRIVE_REST or DRIVE_WAIT waits:
     * may change its budget, or
     * replace its list. What the store has of it is read by then. NULL: DRIVE_REST. */
    enum drive_step (*step)(void *context, struct session *session, struct session_load *load);

    /* It has ended and is no longer among the loads. The list may be freed if no other load has
     * it. `load` is a copy. */
    void (*ended)(void *context, struct session *session, const struct session_load *load);

    /* Once, when none of its lists is left and none will come. NULL: nobody wants to know. */
    void (*over)(void *context, struct session *session);
};

/* Adds a load of an order that must outlive it, as must `load->context`. Starts nothing before
 * drive_go_on(). An earlier failure of the list does not stop it, unless the order keeps_failures.
 */
void drive_add(struct session *session, const struct session_load *load) __attribute__((nonnull));

/* Takes lists from an order, one such order at a time, until it is over. */
void drive_begin(struct session *session, const struct drive_order *order, void *context)
    __attribute__((nonnull(1, 2)));

/* Whether such an order is not over. */
bool drive_runs(const struct session *session) __attribute__((nonnull));

/* Goes on with all loads, and takes further lists. */
void drive_go_on(struct session *session) __attribute__((nonnull));

/* Takes no further list. Those under way end after the request that was sent. */
void drive_stop(struct session *session) __attribute__((nonnull));

/* The same for one load; if it is of the order that gives lists, that stops too. */
void drive_stop_load(struct session *session, struct session_load *load) __attribute__((nonnull));

/* Counts what an answer cost its load. Call it before the answer is applied. */
void drive_count(struct session *session, const struct event *event) __attribute__((nonnull));

/* How far all loads are, from when nothing was loaded last. */
struct drive_progress {
    size_t ended, lists;
    int64_t rows;    /* that came */
    int64_t spent;   /* credits */
    int64_t about;   /* what all will have cost: lists that are not begun count like the others */
    int64_t left_ms; /* -1: unknown */
};

/* `lists`: how many there will be, if more than are known to the driver. */
struct drive_progress drive_progress(const struct session *session, size_t lists, int64_t now_ms)
    __attribute__((nonnull));

/* Whether the loads under way are several lists of a known number: their progress as a whole is
 * worth showing. */
bool drive_is_of_several(const struct session *session) __attribute__((nonnull));

/* Appends "3 of 14 lists · 1,190 rows · 1,204 of about 4,000 cr, 2 min left". */
void drive_put_progress(const struct drive_progress *progress, struct buf *out)
    __attribute__((nonnull));

#endif
