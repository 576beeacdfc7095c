/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The current place and the path to it. A place is a list with a position in it, and the place it
 * was opened from; the trail is the path from a place up to its root. The history is every place
 * visited, with back and forward, as in a web browser. Places live as long as the trail; the lists
 * belong to the caller.
 */
#ifndef FOLLOWTRAIL_MODEL_TRAIL_H
#define FOLLOWTRAIL_MODEL_TRAIL_H

#include "model/excerpt.h"
#include "model/marks.h"

#include <stddef.h>

struct place {
    struct place *parent; /* NULL for a root */
    struct place *from;   /* of a root: where it was opened; NULL: it was the first, or opened again
                             further on in what was opened from it */
    struct list *list;
    struct excerpt excerpt; /* the part of the list that is shown, and the selection */
    char *filter_text;      /* as typed; NULL without a filter */
    struct marks marks;     /* accounts that the next command acts on */
    size_t top;             /* the excerpt's first position on the screen */
    struct place *older;
};

struct trail {
    struct place *newest;  /* all places */
    struct place *current; /* NULL before the first */
    struct place **history;
    size_t visited, position, capacity; /* history[position] is current */
    struct place **queue;               /* roots queued after the end of the history */
    size_t queued, taken, queue_capacity;
    size_t visits; /* how often a place was visited, even the current one */
};

void trail_init(struct trail *trail) __attribute__((nonnull));
void trail_fini(struct trail *trail) __attribute__((nonnull));

/* Opens a list as a root, or inside the current place: the existing place, or a new one. Drops the
 * forward part of the history. */
struct place *trail_open(struct trail *trail, struct list *list)
    __attribute__((returns_nonnull, nonnull));
struct place *trail_drill_in(struct trail *trail, struct list *list)
    __attribute__((returns_nonnull, nonnull));

/* Queues a root after the end of the history, without going there; trail_forward() reaches it,
 * whatever is visited before. */
void trail_queue(struct trail *trail, struct list *list) __attribute__((nonnull));

/* Restore a trail: add a place, existing or new, and visit it. */
struct place *trail_add(struct trail *trail, struct place *parent, struct list *list)
    __attribute__((returns_nonnull, nonnull(1, 3)));
void trail_visit(struct trail *trail, struct place *place) __attribute__((nonnull));

/* Where leaving the place leads: to its parent, or from a root to where it was opened. NULL:
 * nowhere. It never leads in a circle. */
struct place *trail_way_out(const struct place *place) __attribute__((nonnull));

/* On the way out; back and forward in the history. False, and nothing happens, at the end. */
bool trail_leave(struct trail *trail) __attribute__((nonnull));
bool trail_backward(struct trail *trail) __attribute__((nonnull));
bool trail_forward(struct trail *trail) __attribute__((nonnull));

/* Shows another list (a snapshot, the same list read again) at a place: on the selected account, in
 * the same row of the screen if possible. */
void trail_show_list(struct place *place, struct list *list) __attribute__((nonnull));

/* Updates the current place after its list changed. */
void trail_refresh(struct trail *trail) __attribute__((nonnull));

/* Forgets what was derived from a list's rows, which are dropped. Selections stay, until
 * trail_refresh() finds rows again. */
void trail_drop_rows(struct trail *trail, const struct list *list) __attribute__((nonnull));

/* The account at a position of the place's excerpt, below its count. */
const struct account *trail_account(const struct place *place, size_t position)
    __attribute__((nonnull, returns_nonnull));

/* The place that trail_forward() would take from the queue; NULL if none. */
struct place *trail_next_queued(const struct trail *trail) __attribute__((nonnull));

/* Replaces `from` by `to` everywhere: two names turned out to mean one list. */
void trail_replace_list(struct trail *trail, const struct list *from, struct list *to)
    __attribute__((nonnull));

#endif
