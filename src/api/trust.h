/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which certificates are trusted, from the environment as curl reads it: CURL_CA_BUNDLE, else
 * SSL_CERT_FILE, and with the latter SSL_CERT_DIR. cli/options handles the option and the setting
 * ca-file. */
#ifndef FOLLOWTRAIL_API_TRUST_H
#define FOLLOWTRAIL_API_TRUST_H

#include "base/err.h"

struct trust {
    const char *file;      /* PEM, trusted instead of the system's; NULL: the system's */
    const char *folder;    /* of files with hashed names; NULL: none, or the system's */
    const char *file_from; /* the variable; NULL if an option or the configuration sets it */
};

/* Fills in what is not set yet. */
void trust_read_environment(struct trust *trust) __attribute__((nonnull));

/* ERR_CONFIG if they cannot be read. */
bool trust_check(const struct trust *trust, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

#endif
