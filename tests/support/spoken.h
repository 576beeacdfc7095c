/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a command says: run in a process of its own, its stdout and stderr kept. */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_SPOKEN_H
#define FOLLOWTRAIL_TESTS_SUPPORT_SPOKEN_H

enum { SPOKEN_MAX = 32768, SPOKEN_WORDS = 12 };

struct spoken {
    int status; /* of exit(); 1000 and the signal's number when one ended it */
    char out[SPOKEN_MAX], err[SPOKEN_MAX];
};

/* `words` end with NULL; the first is the command's name. Ends the test when it says more than is
 * kept. */
void spoken_run(struct spoken *spoken, int (*command)(int argc, char **argv),
                const char *const words[]);

/* The same of a program; words[0] is its path. */
void spoken_exec(struct spoken *spoken, const char *const words[]);

#endif
