/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What commands do where there is no screen. */
#ifndef FOLLOWTRAIL_PLAIN_PLAIN_FRONT_H
#define FOLLOWTRAIL_PLAIN_PLAIN_FRONT_H

#include "command/front.h"
#include "plain/plain_out.h"
#include "plain/plain_tell.h"
#include "session/session.h"
#include "view/ledger_view.h"

struct plain {
    struct front front;
    struct plain_out out;
    struct plain_tell tell;
    struct ledger_view ledger;
    size_t lines;                 /* that were printed before the last command */
    bool reads_ledger;            /* the command that runs reads it */
    bool is_in_ledger;            /* the one before did: the next one reads on */
    size_t rows;                  /* at once; 0: as the terminal has room */
    const struct list *seen_list; /* what was shown before the present line was typed */
    int64_t seen_price;           /* of its next page */
};

/* `keys` NULL: the standard ones. */
void plain_front_init(struct plain *plain, struct session *session, const struct bindings *keys,
                      int out_fd) __attribute__((nonnull(1, 2)));
void plain_front_fini(struct plain *plain) __attribute__((nonnull));

/* Runs a command with what was typed after it, "" for nothing, without waiting for what it asks
 * for. */
void plain_front_run(struct plain *plain, enum command command, const char *argument)
    __attribute__((nonnull));

/* Says that the selected row has what was searched for, where it has. */
void plain_front_hit(struct plain *plain) __attribute__((nonnull));

/* Rows from the selected one on; there is a list. */
void plain_front_read_again(struct plain *plain) __attribute__((nonnull));

/* Tells what has changed, and that nothing has. */
void plain_front_tell(struct plain *plain) __attribute__((nonnull));

/* Everything that was told could be read before the next line was typed. */
void plain_front_see(struct plain *plain) __attribute__((nonnull));

/* Out of a question, or as the command. */
void plain_front_escape(struct plain *plain) __attribute__((nonnull));

#endif
