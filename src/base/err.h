/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Errors as values. A function that can fail for a reason outside the program takes `struct err
 * *err` last and fills it with err_set(); there is no global error text, because the worker thread
 * fails too.
 */
#ifndef FOLLOWTRAIL_BASE_ERR_H
#define FOLLOWTRAIL_BASE_ERR_H

#include <stdbool.h>

enum err_kind {
    ERR_NONE,
    ERR_USAGE,  /* the command line is wrong */
    ERR_CONFIG, /* the environment or a setting is wrong or missing */
    ERR_IO,     /* a file, socket or terminal failed */
    ERR_NET,    /* the network or the other side failed */
    ERR_DATA,   /* bytes from outside do not mean what they should */
    ERR_LIMIT,  /* a ceiling was reached */
};

enum { ERR_TEXT_MAX = 512 };

struct err {
    enum err_kind kind;
    char text[ERR_TEXT_MAX]; /* one sentence for a person, no newline at the end; may hold outside
                                text, unrevealed */
};

/* Fills *err (NULL is fine) and returns false, so that a caller can `return err_set(…)`. The text
 * is cut at ERR_TEXT_MAX. */
bool err_set(struct err *err, enum err_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4), nonnull(3)));

/* The process's exit status for a kind: the values of <sysexits.h>, 0 for ERR_NONE. */
int err_exit_status(enum err_kind kind);

#endif
