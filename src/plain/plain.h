/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The browser without a screen: lines in, lines out, nothing placed and nothing drawn over. For
 * screen readers, terminals that cannot place their cursor, and transcripts: where the input is no
 * terminal, each command's line is repeated after the prompt, each command waits for all that it
 * has set off, and nothing is printed that depends on time, so that one script gives one
 * transcript.
 *
 * It needs no curses. The worker's events and the signals come by the mailbox, as for the screen.
 */
#ifndef FOLLOWTRAIL_PLAIN_PLAIN_H
#define FOLLOWTRAIL_PLAIN_PLAIN_H

#include "command/bindings.h"
#include "fetch/mailbox.h"
#include "session/session.h"

enum plain_end {
    PLAIN_QUIT,   /* asked for, or the input's end */
    PLAIN_SIGNAL, /* asked to by a signal (SIGHUP too); result->signal says which */
    PLAIN_HANGUP, /* the terminal is gone */
    PLAIN_FAILED  /* the input or the output; result->err says how (ERR_IO) */
};

struct plain_config {
    struct mailbox *mailbox;
    const struct bindings *keys; /* NULL: the standard ones */
    int in_fd, out_fd;
    /* Called, with `context`, when another place is shown than before. */
    void (*moved)(void *context);
    void *context;
};

struct plain_result {
    int signal;
    bool is_stalled; /* not all was written: whatever more is written there may wait for ever */
    struct err err;
};

/* Runs until one of these. */
enum plain_end plain_run(struct session *session, const struct plain_config *config,
                         struct plain_result *result) __attribute__((nonnull));

#endif
