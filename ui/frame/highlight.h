/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Highlights matches of a search or a filter. */
#ifndef FOLLOWTRAIL_UI_FRAME_HIGHLIGHT_H
#define FOLLOWTRAIL_UI_FRAME_HIGHLIGHT_H

#include "ui/frame/scene.h"

/* As screen_put_outside(), with matches of the search or filter in ROLE_FOUND. `field` 0: no
 * matches. */
void highlight_put(struct screen *screen, const struct scene *scene, int row, int col, int cols,
                   enum role role, unsigned field, const char *text) __attribute__((nonnull));

#endif
