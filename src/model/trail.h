/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The current place and the way to it. A place is a list with a position in it, and the place it
 * was drilled into from; the trail is the way from a place up to its root. The history is every
 * place that was visited, with a way back and forward, as in a browser of pages. Places live as
 * long as the trail; the lists belong to somebody else.
 */
#ifndef FOLLOWTRAIL_MODEL_TRAIL_H
#define FOLLOWTRAIL_MODEL_TRAIL_H

#include "model/excerpt.h"
#include "model/marks.h"

#include <stddef.h>

struct place {
    struct place *parent; /* NULL for a root */
    struct list *list;
    struct excerpt excerpt; /* what of the list is shown, and the selection */
    char *filter_text;      /* as it was typed; NULL without a filter */
    struct marks marks;     /* accounts that the next action is about */
    size_t top;             /* first position of the excerpt on the screen */
    struct place *older;
};

struct trail {
    struct place *newest;  /* all places */
    struct place *current; /* NULL before the first */
    struct place **history;
    size_t visited, position, capacity; /* history[position] is current */
    struct place **queue;               /* roots that wait after the end of the history */
    size_t queued, taken, queue_capacity;
};

void trail_init(struct trail *trail) __attribute__((nonnull));
void trail_fini(struct trail *trail) __attribute__((nonnull));

/* Opens a list at a root, or inside the current place: the place that already is there, or a new
 * one. Forgets the forward part of the history. */
struct place *trail_open(struct trail *trail, struct list *list)
    __attribute__((returns_nonnull, nonnull));
struct place *trail_drill_in(struct trail *trail, struct list *list)
    __attribute__((returns_nonnull, nonnull));

/* Puts a root after the end of the history, without going there: trail_forward() reaches it,
 * whatever is visited before. */
void trail_queue(struct trail *trail, struct list *list) __attribute__((nonnull));

/* Goes to a place that is there already, or to a new one, as a trail is rebuilt from what was
 * written down of it. */
struct place *trail_add(struct trail *trail, struct place *parent, struct list *list)
    __attribute__((returns_nonnull, nonnull(1, 3)));
void trail_visit(struct trail *trail, struct place *place) __attribute__((nonnull));

/* To the parent; along the history. False, and nothing happens, at the end of the way. */
bool trail_up(struct trail *trail) __attribute__((nonnull));
bool trail_backward(struct trail *trail) __attribute__((nonnull));
bool trail_forward(struct trail *trail) __attribute__((nonnull));

/* Shows another list (a snapshot, the same read again) at a place: on the account that was
 * selected, in the same row of the screen where that can be. */
void trail_show_list(struct place *place, struct list *list) __attribute__((nonnull));

/* Takes in what has changed in the current place's list. */
void trail_refresh(struct trail *trail) __attribute__((nonnull));

/* The list's rows are given up: what was derived from them is forgotten, and the selections stay,
 * until trail_refresh() finds rows again. */
void trail_drop_rows(struct trail *trail, const struct list *list) __attribute__((nonnull));

/* The account at a position of the place's excerpt, below its count. */
const struct account *trail_account(const struct place *place, size_t position)
    __attribute__((nonnull, returns_nonnull));

/* The place that trail_forward() would take from the queue; NULL when it would not. */
struct place *trail_next_queued(const struct trail *trail) __attribute__((nonnull));

/* Puts `to` in the place of `from` everywhere: two names turned out to mean one list. */
void trail_replace_list(struct trail *trail, const struct list *from, struct list *to)
    __attribute__((nonnull));

#endif
