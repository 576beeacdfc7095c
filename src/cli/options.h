/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The browser's own command line, and what the environment and the configuration file say of it: a
 * flag wins over the environment, and that over the file. */
#ifndef FOLLOWTRAIL_CLI_OPTIONS_H
#define FOLLOWTRAIL_CLI_OPTIONS_H

#include "base/arena.h"
#include "base/err.h"
#include "cli/config.h"
#include "cli/trust.h"
#include "model/look.h"
#include "money/purse.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct bindings;

enum {
    OPTIONS_THRESHOLD_DEFAULT = 200, /* credits */
    OPTIONS_THRESHOLD_MIN = 51       /* one page is never asked about */
};

struct options {
    bool is_demo, is_offline, wants_help, wants_version, has_profile, has_colour, has_prefetch,
        is_ascii, has_title, has_mouse, is_plain, is_refetch;
    const char *api_url;    /* NULL: the live API */
    const char *store_path; /* NULL: the kind's own place */
    struct trust trust;
    const char *key_command, *key_file; /* NULL: none, and the usual one */
    bool is_key_told;                   /* one of the two stands on the command line */
    const char *config_path;            /* NULL: the default one, which need not exist */
    bool takes_bare_names; /* cli/names: the command is there to spend; set after the parsing */
    struct caps caps;
    bool is_cap_told;  /* --cap stands on the command line */
    int64_t threshold; /* an action above so many credits asks first */
    int64_t page_size, load_page, silence_s;
    struct look look;
    unsigned look_told;    /* of these choices of it the command line speaks */
    struct bindings *keys; /* as the file makes them, in `texts`; NULL: the standard ones */
    int first_account;     /* index in argv */
    struct arena texts;    /* of the file */
};

/* Text is in ASCII from then on (base/text.h) where that is set: before any thread starts.
 * Accounts stand last in argv afterwards. ERR_USAGE or, for the configuration file, ERR_CONFIG. The
 * file is not read when only the help or the version is wanted. options_fini() in any case. */
bool options_parse(int argc, char **argv, struct options *options, struct err *err)
    __attribute__((nonnull(2, 3), warn_unused_result));

/* The same without a command line: for commands that have one of their own. `config_path` as above.
 */
bool options_read(const char *config_path, struct options *options, struct err *err)
    __attribute__((nonnull(2), warn_unused_result));

/* Texts of the configuration file go with it. A zeroed struct is fine. */
void options_fini(struct options *options) __attribute__((nonnull));

/* The table itself, for what is made of it: its targets are struct options. */
const struct option_row *options_rows(size_t *count) __attribute__((nonnull, returns_nonnull));

/* The keys, which only the configuration file sets. */
extern const struct config_family options_keys;

void options_help(FILE *out) __attribute__((nonnull));

#endif
