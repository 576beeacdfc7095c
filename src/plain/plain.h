/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The browser without a screen: lines in, lines out. For screen readers, terminals that cannot
 * place their cursor, and transcripts. If the input is not a terminal, each command's line is
 * repeated after the prompt, each command waits for everything it started, and nothing printed
 * depends on time, so that a script always gives the same transcript. It needs no curses. The
 * worker's events and signals arrive by the mailbox, as for the screen.
 */
#ifndef FOLLOWTRAIL_PLAIN_PLAIN_H
#define FOLLOWTRAIL_PLAIN_PLAIN_H

#include "command/bindings.h"
#include "fetch/mailbox.h"
#include "session/session.h"

enum plain_end {
    PLAIN_QUIT,   /* quit, or the end of the input */
    PLAIN_SIGNAL, /* a signal (SIGHUP too); result->signal says which */
    PLAIN_HANGUP, /* the terminal is gone */
    PLAIN_FAILED  /* input or output failed; result->err says how (ERR_IO) */
};

struct plain_config {
    struct mailbox *mailbox;
    const struct bindings *keys;        /* NULL: the standard ones */
    const struct health_source *health; /* command/front.h */
    int in_fd, out_fd;
    /* Called with `context` when the current place changes. */
    void (*moved)(void *context);
    void *context;
};

struct plain_result {
    int signal;
    bool is_stalled; /* not everything was written: further output may block for ever */
    struct err err;
};

/* Runs until it ends for one of these reasons. */
enum plain_end plain_run(struct session *session, const struct plain_config *config,
                         struct plain_result *result) __attribute__((nonnull));

#endif
