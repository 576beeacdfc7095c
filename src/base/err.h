/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Errors as values. A function that can fail for an outside reason takes `struct err *err` last and
 * fills it with err_set(). There is no global error text, because the worker thread fails too. */
#ifndef FOLLOWTRAIL_BASE_ERR_H
#define FOLLOWTRAIL_BASE_ERR_H

#include <stdbool.h>

enum err_kind {
    ERR_NONE,
    ERR_USAGE,  /* the command line is wrong */
    ERR_CONFIG, /* the environment or a setting is wrong or missing */
    ERR_IO,     /* a file, socket or terminal failed */
    ERR_NET,    /* the network or the server failed */
    ERR_DATA,   /* outside data is invalid */
    ERR_LIMIT,  /* a limit was reached */
};

enum { ERR_TEXT_MAX = 512 };

struct err {
    enum err_kind kind;
    char text[ERR_TEXT_MAX]; /* for a person, no newline at the end; may contain outside text, so
                                reveal it (text.h) */
};

/* Fills *err (may be NULL) and returns false, so that callers can `return err_set(…)`. Text longer
 * than ERR_TEXT_MAX is cut. */
bool err_set(struct err *err, enum err_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4), nonnull(3)));

/* The exit status for a kind, from <sysexits.h>; 0 for ERR_NONE. */
int err_exit_status(enum err_kind kind);

#endif
