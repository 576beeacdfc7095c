/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The browser's own command line. */
#ifndef FOLLOWTRAIL_CLI_OPTIONS_H
#define FOLLOWTRAIL_CLI_OPTIONS_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct options {
    bool is_demo, wants_help, wants_version, has_profile, has_colour, has_prefetch;
    const char *api_url; /* NULL: FOLLOWTRAIL_API_URL, then the live API */
    int64_t page_size, silence_s;
    int first_account; /* index in argv */
};

/* ERR_USAGE with what is wrong. Accounts stand last in argv afterwards. */
bool options_parse(int argc, char **argv, struct options *options, struct err *err)
    __attribute__((nonnull(2, 3), warn_unused_result));

void options_help(FILE *out) __attribute__((nonnull));

#endif
