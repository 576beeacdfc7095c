/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the mouse does: it selects, sorts, scrolls and goes back. It never requests anything, so no
 * click or turn of the wheel costs a credit.
 */
#ifndef FOLLOWTRAIL_UI_BROWSER_MOUSE_H
#define FOLLOWTRAIL_UI_BROWSER_MOUSE_H

#include "ui/browser/state.h"

/* Handles a mouse key (base/key.h) while no question is open. */
void mouse_act(struct app *app, int key) __attribute__((nonnull));

#endif
