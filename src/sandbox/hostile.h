/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What some people put into their names and bios to break the screens of others. All of it is valid
 * UTF-8; shown unfiltered, it moves the cursor, writes the clipboard or reverses the line. */
#ifndef FOLLOWTRAIL_SANDBOX_HOSTILE_H
#define FOLLOWTRAIL_SANDBOX_HOSTILE_H

enum { HOSTILE_COUNT = 20 };

struct hostile {
    const char *name; /* NULL: a normal name */
    const char *bio;  /* NULL: a normal bio */
    int repeat;       /* how often the bio is repeated */
};

extern const struct hostile hostile_table[HOSTILE_COUNT];

#endif
