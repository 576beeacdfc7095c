/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all views in the list's place have: a heading, a title, a foot. */
#ifndef FOLLOWTRAIL_UI_FRAME_VIEW_PARTS_H
#define FOLLOWTRAIL_UI_FRAME_VIEW_PARTS_H

#include "ui/frame/scene.h"

/* What it is, in the trail's row, and the name of the place. */
void view_parts_heading(struct screen *screen, const struct scene *scene, const struct line *line)
    __attribute__((nonnull));

/* The title's row; then, where not all of `count` lines are shown, which are, from `top` on. */
void view_parts_title(struct screen *screen, const struct scene *scene, const struct line *line,
                      int64_t top, int64_t count) __attribute__((nonnull));

/* The message; a rule with what the keys or signs mean while there is none. */
void view_parts_foot(struct screen *screen, const struct scene *scene, const struct line *legend)
    __attribute__((nonnull));

#endif
