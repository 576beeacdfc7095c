/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which certificates are trusted, from the environment as curl reads it: CURL_CA_BUNDLE, else
 * SSL_CERT_FILE, and beside the latter SSL_CERT_DIR. The option and the setting ca-file are
 * cli/options'.
 */
#ifndef FOLLOWTRAIL_CLI_TRUST_H
#define FOLLOWTRAIL_CLI_TRUST_H

#include "base/err.h"

struct trust {
    const char *file;      /* PEM, trusted in place of the system's; NULL: the system's */
    const char *folder;    /* of files with hashed names; NULL: none, or the system's */
    const char *file_from; /* the variable; NULL where an option or the configuration names it */
};

/* Over what is there already. */
void trust_read_environment(struct trust *trust) __attribute__((nonnull));

/* Whether they can be read. ERR_CONFIG otherwise. */
bool trust_check(const struct trust *trust, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

#endif
