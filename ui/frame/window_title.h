/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The current place as the terminal's title. */
#ifndef FOLLOWTRAIL_UI_FRAME_WINDOW_TITLE_H
#define FOLLOWTRAIL_UI_FRAME_WINDOW_TITLE_H

#include "session/session.h"
#include "ui/terminal/screen.h"

/* "@nasa › @spacex - followtrail": as many of the last steps as fit. Sent with the next frame if it
 * changed. */
void window_title_set(struct screen *screen, const struct session *session)
    __attribute__((nonnull));

#endif
