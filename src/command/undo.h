/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How marks, filter, order and look were before they changed: a small stack. Whoever runs a command
 * remembers before it and notes after it, whatever it was; so every way to change them can be
 * undone.
 */
#ifndef FOLLOWTRAIL_COMMAND_UNDO_H
#define FOLLOWTRAIL_COMMAND_UNDO_H

#include "model/look.h"
#include "session/session.h"

enum { UNDO_MAX = 50 }; /* steps; the oldest are forgotten */

enum undo_kind { UNDO_MARKS, UNDO_FILTER, UNDO_ORDER, UNDO_RANKING, UNDO_LOOK };

/* Only the member of its kind is set. */
struct undo_step {
    enum undo_kind kind;
    struct place *place; /* UNDO_LOOK: NULL */
    struct dict *marks;  /* for marks_put_back(); owned */
    char *filter;        /* owned */
    char *ranking;       /* of a frontier; owned */
    struct order order;
    struct look look;
};

struct undo {
    struct undo_step steps[UNDO_MAX];
    size_t count;
    struct undo_step before; /* of all kinds but marks, when it was remembered */
};

void undo_fini(struct undo *undo) __attribute__((nonnull)); /* may start zeroed */

/* Before a command, with the look (NULL: there is no screen). */
void undo_remember(struct undo *undo, struct session *session, const struct look *look)
    __attribute__((nonnull(1, 2)));

/* After it: keeps what has changed at the same place. */
void undo_note(struct undo *undo, struct session *session, const struct look *look)
    __attribute__((nonnull(1, 2)));

/* Keeps the marks that a command changed (marks_end_record(); NULL: none); owns them. */
void undo_note_marks(struct undo *undo, struct place *place, struct dict *marks)
    __attribute__((nonnull(1, 2)));

/* Takes the last step of this place, or of the look. False: there is none. The caller then calls
 * undo_step_fini(). */
bool undo_take(struct undo *undo, const struct place *place, struct undo_step *step)
    __attribute__((nonnull(1, 3)));
void undo_step_fini(struct undo_step *step) __attribute__((nonnull));

#endif
