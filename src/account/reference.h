/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person types or pastes to name an account: a handle with or without @, a numeric id, a
 * sec_uid, a profile's address. */
#ifndef FOLLOWTRAIL_ACCOUNT_REFERENCE_H
#define FOLLOWTRAIL_ACCOUNT_REFERENCE_H

#include "base/err.h"

#include <stdbool.h>

enum reference_kind { REFERENCE_HANDLE, REFERENCE_ID };

enum { REFERENCE_MAX = 256 };

struct reference {
    enum reference_kind kind; /* REFERENCE_ID: numeric, or a sec_uid ("MS4wLjABAAAA…") */
    char name[REFERENCE_MAX]; /* a handle: without @, lower case (TikTok's handles do not tell case
                              apart); an id: as given */
};

/* ERR_USAGE with what is accepted when `typed` names nothing. Outer white space is passed over. */
bool reference_parse(const char *typed, struct reference *reference, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* Whom the API is asked for by `target`: the one with that handle where `label` calls it so (with
 * @, where it is all digits), else the one with that id, whatever it is called. */
void reference_of_target(const char *target, const char *label, struct reference *reference)
    __attribute__((nonnull));

#endif
