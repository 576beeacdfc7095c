/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What commands do where there is no screen. */
#ifndef FOLLOWTRAIL_PLAIN_PLAIN_FRONT_H
#define FOLLOWTRAIL_PLAIN_PLAIN_FRONT_H

#include "command/front.h"
#include "plain/plain_out.h"
#include "plain/plain_tell.h"
#include "plain/plain_view.h"
#include "session/session.h"

struct plain {
    struct front front;
    struct plain_out out;
    struct plain_tell tell;
    struct view *view; /* what the previous command printed or read on in; NULL: a list */
    size_t lines;      /* that were printed before the last command */
    bool reads_view;   /* the running command reads it: it stays open */
    size_t rows;       /* rows at a time; 0: as many as fit the terminal */
    const struct list *seen_list; /* what was shown before the current line was typed */
    int64_t seen_price;           /* of its next page */
};

/* `keys` NULL: the standard ones. */
void plain_front_init(struct plain *plain, struct session *session, const struct bindings *keys,
                      int out_fd) __attribute__((nonnull(1, 2)));
void plain_front_fini(struct plain *plain) __attribute__((nonnull));

/* Runs a command with the text typed after it ("": none), without waiting for what it requests. */
void plain_front_run(struct plain *plain, enum command command, const char *argument)
    __attribute__((nonnull));

/* Says that the selected row matches the search, if it does. */
void plain_front_hit(struct plain *plain) __attribute__((nonnull));

/* Prints rows from the selected one on; there must be a list. */
void plain_front_read_again(struct plain *plain) __attribute__((nonnull));

/* Prints what changed, or that nothing did. */
void plain_front_tell(struct plain *plain) __attribute__((nonnull));

/* Everything printed could be read before the next line was typed. */
void plain_front_see(struct plain *plain) __attribute__((nonnull));

/* After a question was left without an answer. */
void plain_front_say_cancelled(struct plain *plain, enum prompt_question question)
    __attribute__((nonnull));

/* Cancels a question, or runs escape. */
void plain_front_escape(struct plain *plain) __attribute__((nonnull));

#endif
