/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What --plain prints: after each command what it changed, and what happened meanwhile.
 */
#ifndef FOLLOWTRAIL_PLAIN_PLAIN_TELL_H
#define FOLLOWTRAIL_PLAIN_PLAIN_TELL_H

#include "plain/plain_out.h"
#include "session/session.h"

/* What a command wants to be printed, besides changes. */
enum plain_reading {
    PLAIN_READ_CHANGES,
    PLAIN_READ_ROW, /* the selected row */
    PLAIN_READ_HIT, /* the selected row, as a match of the search */
    PLAIN_READ_ON,  /* `wanted` rows after the last ones printed */
    PLAIN_READ_FROM /* `wanted` rows from `first` on */
};

struct plain_tell {
    enum plain_reading reading;
    size_t wanted;
    size_t first, next; /* of the last rows printed: the first, and the one after them */
    /* As it was printed. */
    const struct place *place;
    const struct list *list;
    size_t rows, selected, marks, loads;
    uint64_t last_job;
    bool had_job;
    char *filter;
    struct order order;
    struct purse purse;
    size_t waiting;     /* answers that the store could not take */
    bool has_crawl;     /* one runs, and is known */
    int64_t crawl_step; /* its last step */
    bool has_money;
    bool has_told; /* what the command itself said */
};

void plain_tell_init(struct plain_tell *tell) __attribute__((nonnull));
void plain_tell_fini(struct plain_tell *tell) __attribute__((nonnull));

/* Prints the current message and takes it away. */
void plain_tell_message(struct plain_out *out, struct session *session) __attribute__((nonnull));

/* The same, before waiting for the command's answer. */
void plain_tell_first(struct plain_tell *tell, struct plain_out *out, struct session *session)
    __attribute__((nonnull));

/* Prints how far several lists that are loaded together are. */
void plain_tell_progress(struct plain_out *out, const struct session *session)
    __attribute__((nonnull));

/* Prints everything that follows a command; `rows` at a time. */
void plain_tell_all(struct plain_tell *tell, struct plain_out *out, struct session *session,
                    size_t rows) __attribute__((nonnull));

/* Prints the steps of a crawl that ended since. */
void plain_tell_steps(struct plain_tell *tell, struct plain_out *out, const struct session *session)
    __attribute__((nonnull));

#endif
