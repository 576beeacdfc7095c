/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main loop at a terminal: waits for keys, the worker's events and signals; sleeps while there
 * is none. */
#ifndef FOLLOWTRAIL_UI_BROWSER_LOOP_H
#define FOLLOWTRAIL_UI_BROWSER_LOOP_H

#include "fetch/mailbox.h"
#include "ui/browser/app.h"

enum loop_end {
    LOOP_QUIT,   /* quit by a key */
    LOOP_SIGNAL, /* quit by a signal; *signal says which */
    LOOP_HANGUP  /* the terminal is gone */
};

struct loop_config {
    struct mailbox *mailbox;
    int in_fd; /* the terminal's input */
    /* Called with `context` when the current place changes. */
    void (*moved)(void *context);
    void *context;
};

/* Runs until it ends for one of these reasons. */
enum loop_end loop_run(struct app *app, const struct loop_config *config, int *signal)
    __attribute__((nonnull));

#endif
