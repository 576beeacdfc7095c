/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is printed without a screen: after each command what it has changed, and what happened
 * meanwhile and was not printed yet.
 */
#ifndef FOLLOWTRAIL_PLAIN_PLAIN_TELL_H
#define FOLLOWTRAIL_PLAIN_PLAIN_TELL_H

#include "plain/plain_out.h"
#include "session/session.h"

/* What a command wants to be read, besides what has changed. */
enum plain_reading {
    PLAIN_READ_CHANGES,
    PLAIN_READ_ROW, /* that is selected */
    PLAIN_READ_HIT, /* that is selected, as one that has what was searched for */
    PLAIN_READ_ON,  /* `wanted` rows after those that were read last */
    PLAIN_READ_FROM /* `wanted` rows from `first` on */
};

struct plain_tell {
    enum plain_reading reading;
    size_t wanted;
    size_t first, next; /* of the rows that were read last: the first, and the one after them */
    /* As it was printed. */
    const struct place *place;
    const struct list *list;
    size_t rows, selected, marks, loads;
    uint64_t last_job;
    bool had_job;
    char *filter;
    struct order order;
    struct purse purse;
    size_t waiting; /* answers that the store did not take */
    bool has_money;
    bool is_announced; /* the message that announces something was printed and is still in force */
    bool has_told;     /* what the command itself said */
};

void plain_tell_init(struct plain_tell *tell) __attribute__((nonnull));
void plain_tell_fini(struct plain_tell *tell) __attribute__((nonnull));

/* Prints the present message. It stays only where it announces something. */
void plain_tell_message(struct plain_tell *tell, struct plain_out *out, struct session *session)
    __attribute__((nonnull));

/* The same before the answer to the command is awaited. */
void plain_tell_first(struct plain_tell *tell, struct plain_out *out, struct session *session)
    __attribute__((nonnull));

/* Prints all that follows a command; `rows` at once. */
void plain_tell_all(struct plain_tell *tell, struct plain_out *out, struct session *session,
                    size_t rows) __attribute__((nonnull));

#endif
