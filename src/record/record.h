/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The raw record of an account: what an answer said of it, as it came, and which answer that was.
 * Of all that the store has, one at a time. Main thread only; nothing is asked for.
 */
#ifndef FOLLOWTRAIL_RECORD_RECORD_H
#define FOLLOWTRAIL_RECORD_RECORD_H

#include "record/record_print.h"
#include "session/session.h"
#include "store/sighting.h"

enum record_state {
    RECORD_HERE,
    RECORD_UNREADABLE, /* the store cannot be read: err says why */
    RECORD_UNSTORED,   /* the store has no answer that describes the account */
    RECORD_GONE,       /* the answer is not kept (any longer) */
    RECORD_DAMAGED,    /* its bytes are damaged */
    RECORD_MISPLACED,  /* its bytes do not have the account where it was */
};

struct record {
    struct store *store;         /* borrowed */
    struct arena subject_arena;  /* of `subject` */
    struct account *subject;     /* as it was on the screen; NULL before record_open() */
    int64_t snapshot, seq, row;  /* where a subject without an id is */
    struct arena arena;          /* of the rest */
    struct sighting *sightings;  /* all of them, oldest first */
    size_t count, at;            /* at: the one that is shown */
    enum record_state state;     /* of that one */
    const struct account *known; /* what the store took from it */
    long status;                 /* HTTP; 0: not known */
    struct record_print print;   /* RECORD_HERE: as it came; else what is known */
    size_t size;                 /* RECORD_HERE: bytes of the record */
    struct buf unread; /* the answer that stopped the list, as it was kept, in lines that are
                          safe for a terminal (answer_print.h); empty when none did */
    int64_t answer;    /* the number of the request whose answer alone is in `unread`, in place of a
                          record; 0: a record */
    struct err err;
};

void record_init(struct record *record) __attribute__((nonnull));
void record_fini(struct record *record) __attribute__((nonnull));

/* The newest record of the account under the selection, or of the owner of a list without rows; and
 * the answer that stopped the list, where one came and had no records that could be read. False
 * when there is none of these. */
bool record_open(struct record *record, const struct session *session)
    __attribute__((nonnull, warn_unused_result));

/* The kept answer to a request, by its number or the API's request id. False, and `err` says why,
 * where there is none. */
bool record_open_answer(struct record *record, struct store *store, const char *request,
                        struct err *err) __attribute__((nonnull, warn_unused_result));

/* What is shown; NULL for an answer, in RECORD_UNSTORED and, where nothing could be read,
 * RECORD_UNREADABLE. */
const struct sighting *record_sighting(const struct record *record) __attribute__((nonnull));

/* To the record before (-1) or after (+1); false, and nothing happens, where there is none. */
bool record_step(struct record *record, int direction) __attribute__((nonnull));

/* Takes up what came since; what is shown stays the same. */
void record_refresh(struct record *record) __attribute__((nonnull));

#endif
