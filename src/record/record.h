/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The raw records of an account: what an answer said about it, as received, and which answer that
 * was. One of all stored records at a time. Main thread only; requests nothing.
 */
#ifndef FOLLOWTRAIL_RECORD_RECORD_H
#define FOLLOWTRAIL_RECORD_RECORD_H

#include "record/record_print.h"
#include "session/session.h"
#include "store/sighting.h"

enum record_state {
    RECORD_HERE,
    RECORD_UNREADABLE, /* the store cannot be read: err says why */
    RECORD_UNSTORED,   /* the store has no answer about the account */
    RECORD_GONE,       /* the answer is not in the store (any more) */
    RECORD_DAMAGED,    /* its bytes are damaged */
    RECORD_MISPLACED,  /* the answer does not contain the account at its place */
};

struct record {
    struct store *store;         /* borrowed */
    struct arena subject_arena;  /* of `subject` */
    struct account *subject;     /* as on the screen; NULL before record_open() */
    int64_t snapshot, seq, row;  /* the place of a subject without an id */
    struct arena arena;          /* of the rest */
    struct sighting *sightings;  /* all of them, oldest first */
    size_t count, at;            /* at: the one shown */
    enum record_state state;     /* of that one */
    const struct account *known; /* what the store has from it */
    long status;                 /* HTTP; 0: not known */
    struct record_print print;   /* RECORD_HERE: as received; else what is known */
    size_t size;                 /* RECORD_HERE: bytes of the record */
    struct buf unread; /* the answer that stopped the list, as stored, in lines that are safe for a
                          terminal (answer_print.h); empty if there is none */
    int64_t answer; /* the number of the request whose answer is in `unread`, instead of a record;
                       0: a record */
    struct err err;
};

void record_init(struct record *record) __attribute__((nonnull));
void record_fini(struct record *record) __attribute__((nonnull));

/* Opens the newest record of the selected account, or of the owner of a list without rows; and the
 * answer that stopped the list, if it had no readable records. False if there is none of these. */
bool record_open(struct record *record, const struct session *session)
    __attribute__((nonnull, warn_unused_result));

/* Opens the stored answer to a request, by its number or the API's request id. False, and `err`
 * says why, if there is none. */
bool record_open_answer(struct record *record, struct store *store, const char *request,
                        struct err *err) __attribute__((nonnull, warn_unused_result));

/* The record shown; NULL for an answer, in RECORD_UNSTORED, and in RECORD_UNREADABLE if nothing
 * could be read. */
const struct sighting *record_sighting(const struct record *record) __attribute__((nonnull));

/* Goes to the record before (-1) or after (+1); false, and no change, if there is none. */
bool record_step(struct record *record, int direction) __attribute__((nonnull));

/* Adds records that arrived since; the one shown stays. */
void record_refresh(struct record *record) __attribute__((nonnull));

#endif
