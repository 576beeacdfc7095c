/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main loop at a terminal: waits for keys, the worker's events and signals; sleeps while there
 * is none. */
#ifndef FOLLOWTRAIL_UI_BROWSER_LOOP_H
#define FOLLOWTRAIL_UI_BROWSER_LOOP_H

#include "fetch/mailbox.h"
#include "ui/browser/app.h"

enum loop_end {
    LOOP_QUIT,   /* asked for by a key */
    LOOP_SIGNAL, /* asked to by a signal; *signal says which */
    LOOP_HANGUP  /* the terminal is gone */
};

struct loop_config {
    struct mailbox *mailbox;
    int in_fd; /* the terminal's input */
    /* Called, with `context`, when another place is shown than before. */
    void (*moved)(void *context);
    void *context;
};

/* Runs until one of these. */
enum loop_end loop_run(struct app *app, const struct loop_config *config, int *signal)
    __attribute__((nonnull));

#endif
