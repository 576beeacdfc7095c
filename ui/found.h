/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a search or a filter has found, made to stand out in what is drawn already. */
#ifndef FOLLOWTRAIL_UI_FOUND_H
#define FOLLOWTRAIL_UI_FOUND_H

#include "ui/scene.h"

/* Draws again, in ROLE_FOUND, what of a field's `text` has what is searched for or filtered by;
 * screen_put() has put the text there with the same arguments. */
void found_draw(struct screen *screen, const struct scene *scene, int row, int col, int cols,
                enum match_field field, const char *text) __attribute__((nonnull));

#endif
