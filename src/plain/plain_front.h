/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What commands do where there is no screen. */
#ifndef FOLLOWTRAIL_PLAIN_PLAIN_FRONT_H
#define FOLLOWTRAIL_PLAIN_PLAIN_FRONT_H

#include "command/bindings.h"
#include "command/prompt.h"
#include "plain/plain_out.h"
#include "plain/plain_tell.h"
#include "session/session.h"
#include "view/ledger_view.h"

struct plain {
    struct session *session; /* borrowed */
    struct bindings bindings;
    struct plain_out out;
    struct plain_tell tell;
    struct prompt prompt;
    struct ledger_view ledger;
    bool is_script;    /* the input is no terminal */
    size_t lines;      /* that were printed before the last command */
    bool is_in_ledger; /* the command before read it: the next one reads on */
    size_t rows;       /* at once; 0: as the terminal has room */
    bool is_leaving;   /* with session->is_finishing: when it is idle */
    bool wants_suspend;
};

/* `keys` NULL: the standard ones. */
void plain_front_init(struct plain *plain, struct session *session, const struct bindings *keys,
                      int out_fd) __attribute__((nonnull(1, 2)));
void plain_front_fini(struct plain *plain) __attribute__((nonnull));

/* Runs a command with what was typed after it, "" for nothing, without waiting for what it asks
 * for. */
void plain_front_run(struct plain *plain, enum command command, const char *argument)
    __attribute__((nonnull));

/* Prints what is to be taken of the accounts that are marked or selected: who reads lines copies
 * them himself. */
void plain_front_copy(struct plain *plain, enum extract_kind kind) __attribute__((nonnull));

/* Says that the selected row has what was searched for, where it has. */
void plain_front_hit(struct plain *plain) __attribute__((nonnull));

/* Rows from the selected one on; there is a list. */
void plain_front_read_again(struct plain *plain) __attribute__((nonnull));

/* Tells what has changed, and that nothing has. */
void plain_front_tell(struct plain *plain) __attribute__((nonnull));

/* As from the keys of the same meaning; out of a question first. */
void plain_front_escape(struct plain *plain) __attribute__((nonnull));
void plain_front_quit(struct plain *plain) __attribute__((nonnull));

#endif
