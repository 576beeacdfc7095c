/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A network whose accounts have the nastiest names, for tests: what drives terminals, what has no
 * width or too much of it, what turns round, stacks, joins, or looks like the screen itself.
 */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_NASTY_H
#define FOLLOWTRAIL_TESTS_SUPPORT_NASTY_H

#include <stddef.h>

/* The owner, and how many accounts the list has: more than one page. */
#define NASTY_OWNER "nasty.names"
enum { NASTY_ROWS = 64, NASTY_PATH = 64 };

struct nasty {
    char folder[NASTY_PATH]; /* for sandbox_config.network_dir */
};

void nasty_open(struct nasty *nasty); /* writes the network to a new folder */
void nasty_close(struct nasty *nasty);

#endif
