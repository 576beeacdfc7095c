/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a search or a filter has found, made to stand out. */
#ifndef FOLLOWTRAIL_UI_FRAME_HIGHLIGHT_H
#define FOLLOWTRAIL_UI_FRAME_HIGHLIGHT_H

#include "ui/frame/scene.h"

/* As screen_put(), but what of a field's text has what is searched for or filtered by stands in
 * ROLE_FOUND. `field` 0: in none. */
void highlight_put(struct screen *screen, const struct scene *scene, int row, int col, int cols,
                   enum role role, unsigned field, const char *text) __attribute__((nonnull));

#endif
