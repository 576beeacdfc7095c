/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the screen looks, and what of it was changed in the program and is kept. What a flag says
 * wins over what is kept, and that over the configuration; what is kept is a file of lines `name =
 * value`, replaced at every change. Of several programs at work at the same time each sets what was
 * changed in it and leaves the rest of the file as the others made it.
 */
#ifndef FOLLOWTRAIL_COMMAND_SAVED_LOOK_H
#define FOLLOWTRAIL_COMMAND_SAVED_LOOK_H

#include "model/look.h"

struct saved_look {
    struct look now;        /* what is shown: change it, then saved_look_keep() */
    struct look configured; /* by flags and configuration */
    char *path;             /* NULL: nothing is kept */
    enum look_pane pane;    /* where the pane stood before it was hidden */
    bool is_zoomed;         /* it has the list's place; for now, not kept */
};

void saved_look_init(struct saved_look *looks)
    __attribute__((nonnull)); /* the standard look, nothing kept */
void saved_look_fini(struct saved_look *looks) __attribute__((nonnull));

/* Takes over a configured look, in which flags set the choices `told`, and from now on keeps what
 * is changed at `path` (copied; NULL: nowhere). ERR_DATA when the file is damaged: what can be read
 * of it counts and stays in it, and the file as it was is put aside. ERR_IO when it cannot be read:
 * the configured look stands then. */
bool saved_look_use(struct saved_look *looks, const struct look *configured, unsigned told,
                    const char *path, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* These choices of `now` were changed. ERR_IO when that cannot be written down; ERR_DATA when it
 * is, as far as it can be, but the file was found damaged, as above. */
bool saved_look_keep(struct saved_look *looks, unsigned choices, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Back to the configured look, in these choices. As above. */
bool saved_look_restore(struct saved_look *looks, unsigned choices, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

#endif
