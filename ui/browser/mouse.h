/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the mouse does. It selects, sorts, scrolls and goes back; it never asks the API for
 * anything, so no click, double click or turn of the wheel costs a credit.
 */
#ifndef FOLLOWTRAIL_UI_BROWSER_MOUSE_H
#define FOLLOWTRAIL_UI_BROWSER_MOUSE_H

#include "ui/browser/state.h"

/* A key of the mouse's (base/key.h), where nothing is asked for at the prompt. */
void mouse_act(struct app *app, int key) __attribute__((nonnull));

#endif
