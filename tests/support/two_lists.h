/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A store of two lists with hostile texts, for commands that print what is stored, and a file of
 * groups beside it. */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_TWO_LISTS_H
#define FOLLOWTRAIL_TESTS_SUPPORT_TWO_LISTS_H

#include "tests/support/paid.h"

enum { TWO_LISTS_PATH = 256 };

struct two_lists {
    struct paid paid;
    char groups[TWO_LISTS_PATH]; /* the file's path */
};

/* 1 lists 2, 3 and 4; the list of 2 goes on after 1. In the file, account `stranger` is unknown. */
void two_lists_open(struct two_lists *lists, const char *stranger);
void two_lists_close(struct two_lists *lists);

#endif
