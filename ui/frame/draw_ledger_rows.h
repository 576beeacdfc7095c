/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tables of the ledger: their columns at every width, a line a request or a sum. Signs: `≤` at
 * most that, the charge is not known (`?` behind it: and never will be by an answer), `*` a later
 * balance shows it, `~` a share of a sum that is shown so.
 */
#ifndef FOLLOWTRAIL_UI_FRAME_DRAW_LEDGER_ROWS_H
#define FOLLOWTRAIL_UI_FRAME_DRAW_LEDGER_ROWS_H

#include "ui/frame/scene.h"

/* Column titles, and the lines that scene->ledger holds. */
void draw_ledger_rows(struct screen *screen, const struct scene *scene) __attribute__((nonnull));

/* Whether there is room for whole sentences in the last column. */
bool draw_ledger_rows_is_wide(const struct scene *scene) __attribute__((nonnull));

#endif
