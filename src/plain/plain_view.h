/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Views (view/view.h) in lines: head, then a table some rows at a time, or a document as a whole.
 * The same command again, or an empty line, reads on, until another one is given.
 */
#ifndef FOLLOWTRAIL_PLAIN_PLAIN_VIEW_H
#define FOLLOWTRAIL_PLAIN_PLAIN_VIEW_H

#include "plain/plain_out.h"
#include "view/view.h"

/* Opens the view of front->command, or goes on in it, and prints at most `rows` rows. False: it
 * cannot be opened. */
bool plain_view_show(struct view **top, struct front *front, struct plain_out *out, size_t rows)
    __attribute__((nonnull, warn_unused_result));

/* Runs a command that the view itself knows. False: it does not. */
bool plain_view_run(struct view *view, enum command command, struct plain_out *out, size_t rows)
    __attribute__((nonnull, warn_unused_result));

#endif
