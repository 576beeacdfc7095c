/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the screen looks, and the changes made in the program, which are saved. A flag overrides a
 * saved change, which overrides the configuration. The file has lines `name = value` and is
 * replaced at every change. Several programs may run at the same time: each writes only its own
 * changes and keeps those of the others.
 */
#ifndef FOLLOWTRAIL_COMMAND_SAVED_LOOK_H
#define FOLLOWTRAIL_COMMAND_SAVED_LOOK_H

#include "model/look.h"

struct saved_look {
    struct look now;        /* the look shown: change it, then saved_look_save() */
    struct look configured; /* from flags and configuration */
    char *path;             /* NULL: nothing is saved */
    enum look_pane pane;    /* where the pane was before it was hidden */
    bool is_zoomed;         /* in the list's place; not saved */
};

void saved_look_init(struct saved_look *looks)
    __attribute__((nonnull)); /* the standard look, nothing saved */
void saved_look_fini(struct saved_look *looks) __attribute__((nonnull));

/* Adopts a configured look, in which flags set the choices `told`, and from now on saves changes at
 * `path` (copied; NULL: nowhere). ERR_DATA if the file is damaged: what can be read counts, and the
 * file stays as it is until a change is saved. ERR_IO if it cannot be read: the configured look
 * applies then. */
bool saved_look_use(struct saved_look *looks, const struct look *configured, unsigned told,
                    const char *path, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* Saves these changed choices of `now`. A damaged file is renamed first. ERR_IO if that fails, or
 * if they cannot be written. */
bool saved_look_save(struct saved_look *looks, unsigned choices, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Restores the configured look for these choices. Errors as above. */
bool saved_look_restore(struct saved_look *looks, unsigned choices, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

#endif
