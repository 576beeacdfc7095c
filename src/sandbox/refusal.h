/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answers that are not a 200: status, error.type and message of each (contract, table of
 * statuses). */
#ifndef FOLLOWTRAIL_SANDBOX_REFUSAL_H
#define FOLLOWTRAIL_SANDBOX_REFUSAL_H

enum refusal {
    REFUSAL_NONE,
    REFUSAL_PATH,
    REFUSAL_METHOD,
    REFUSAL_KEY_MISSING,
    REFUSAL_KEY_MALFORMED,
    REFUSAL_KEY_UNKNOWN,
    REFUSAL_VALIDATION,
    REFUSAL_ID,
    REFUSAL_NOT_FOUND,
    REFUSAL_PRIVATE,
    REFUSAL_CREDITS,
    REFUSAL_RATE,
    REFUSAL_INTERNAL,
    REFUSAL_SHAPE,
    REFUSAL_UPSTREAM,
    REFUSAL_UNAVAILABLE,
    REFUSAL_REDIRECT, /* has no body */
    REFUSAL_LOG,      /* the log cannot be written, so there would be no bill to compare with */
    REFUSAL_COUNT
};

struct refusal_entry {
    int status;
    const char *type, *message;
};

/* By enum refusal; REFUSAL_NONE is a 200. */
extern const struct refusal_entry refusal_table[REFUSAL_COUNT];

#endif
