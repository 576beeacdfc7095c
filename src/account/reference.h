/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people type or paste to name an account: a handle with or without @, a numeric id, a
 * sec_uid, or a profile's address. */
#ifndef FOLLOWTRAIL_ACCOUNT_REFERENCE_H
#define FOLLOWTRAIL_ACCOUNT_REFERENCE_H

#include "base/err.h"

#include <stdbool.h>

#define REFERENCE_SEC_UID "MS4wLjAB" /* how every sec_uid begins */

enum reference_kind { REFERENCE_HANDLE, REFERENCE_ID };

enum { REFERENCE_MAX = 256 };

struct reference {
    enum reference_kind kind; /* REFERENCE_ID: numeric, or a sec_uid ("MS4wLjABAAAA…") */
    char name[REFERENCE_MAX]; /* a handle: without @, in lower case (TikTok's handles ignore
                                 case); an id: as typed */
};

/* ERR_USAGE with the accepted forms if `typed` is none of them. Ignores white space around it. */
bool reference_parse(const char *typed, struct reference *reference, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* Which account a request for `target` means: the one with that handle if `label` is that handle
 * (with @, if it is all digits), else the one with that id. */
void reference_of_target(const char *target, const char *label, struct reference *reference)
    __attribute__((nonnull));

#endif
