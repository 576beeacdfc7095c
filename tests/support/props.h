/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For the bench: things for other programs to list, in a temporary folder. */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_PROPS_H
#define FOLLOWTRAIL_TESTS_SUPPORT_PROPS_H

#include <stdbool.h>

enum { PROPS_PATH = 256, PROPS_FILES = 2000, PROPS_LINES = 2000, PROPS_COMMITS = 500 };

struct props {
    char folder[PROPS_PATH / 2];
    char tree[PROPS_PATH];  /* PROPS_FILES files, flat */
    char text[PROPS_PATH];  /* PROPS_LINES lines */
    char table[PROPS_PATH]; /* PROPS_LINES lines of columns with tabs between, below a head */
    char repository[PROPS_PATH];
    bool has_repository;                          /* git made it */
    char feeds[PROPS_PATH], articles[PROPS_PATH]; /* newsboat's: which, and what it read of them */
    bool has_articles;                            /* PROPS_LINES of them in one feed */
};

bool props_open(struct props *props);
void props_close(struct props *props); /* removes all of it */

void props_remove(const char *folder); /* with all that is in it */

bool props_is_installed(const char *program);

#endif
