/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a slow line tears off a report of the mouse, `ESC [ < 0 ; 10 ; 8 m`: it looks like keys, and
 * its last letter is one that could spend. Where the Escape came alone, the whole form of the rest
 * is known by; where more came, all to its end is taken. Pure.
 */
#ifndef FOLLOWTRAIL_UI_STRAY_H
#define FOLLOWTRAIL_UI_STRAY_H

#include <stdbool.h>

/* How much of one has come; all 0 at the beginning. */
struct stray {
    int len, separators;
    bool is_torn; /* KEY_CODE_TORN has come, and not yet the end */
};

/* To be told every key that was typed. Whether this one belongs to such a rest, and must not act.
 */
bool stray_takes(struct stray *stray, int key) __attribute__((nonnull));

#endif
