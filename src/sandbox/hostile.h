/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What some people put into their names and bios to break the screens of others. Everything is
 * valid UTF-8; a program that shows it unfiltered moves the cursor, writes the clipboard or turns
 * the line around.
 */
#ifndef FOLLOWTRAIL_SANDBOX_HOSTILE_H
#define FOLLOWTRAIL_SANDBOX_HOSTILE_H

enum { HOSTILE_COUNT = 20 };

struct hostile {
    const char *name; /* NULL: an ordinary name */
    const char *bio;  /* NULL: an ordinary bio */
    int repeat;       /* how often the bio stands in a row */
};

extern const struct hostile hostile_table[HOSTILE_COUNT];

#endif
