/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the screen looks, and what of it was changed in the program and is kept. What a flag says
 * wins over what is kept, and that over the configuration; what is kept is a file of lines `name =
 * value`, replaced at every change. Programs at work at the same time each keep theirs: the last
 * one wins.
 */
#ifndef FOLLOWTRAIL_UI_LOOKS_H
#define FOLLOWTRAIL_UI_LOOKS_H

#include "model/look.h"

struct looks {
    struct look now;        /* what is shown: change it, then looks_keep() */
    struct look configured; /* by flags and configuration */
    struct look kept;
    unsigned kept_choices; /* those of `kept` that stand in the file */
    char *path;            /* NULL: nothing is kept */
    enum look_pane pane;   /* where the pane stood before it was hidden */
    bool is_zoomed;        /* it has the list's place; for now, not kept */
};

void looks_init(struct looks *looks) __attribute__((nonnull)); /* the standard look, nothing kept */
void looks_fini(struct looks *looks) __attribute__((nonnull));

/* Takes over a configured look, of which flags said the choices `told`, and from now on keeps what
 * is changed at `path` (copied; NULL: nowhere). ERR_DATA or ERR_IO when what is kept there cannot
 * be read: the configured look stands then, and the next change replaces the file. */
bool looks_use(struct looks *looks, const struct look *configured, unsigned told, const char *path,
               struct err *err) __attribute__((nonnull(1, 2), warn_unused_result));

/* These choices of `now` were changed. ERR_IO when that cannot be written down. */
bool looks_keep(struct looks *looks, unsigned choices, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Back to the configured look, in these choices. As above. */
bool looks_restore(struct looks *looks, unsigned choices, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

#endif
