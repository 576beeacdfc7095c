/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A screen as text. */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_SCREEN_SHOT_H
#define FOLLOWTRAIL_TESTS_SUPPORT_SCREEN_SHOT_H

#include "ui/terminal/screen.h"

/* Appends a line a row, without trailing blanks, then the letters of the roles likewise. After
 * screen_flush(). */
void screen_shot(const struct screen *screen, struct buf *out);
char screen_shot_letter(enum role role);

#endif
