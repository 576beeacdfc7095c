/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The browser's command line with its environment and configuration file: flags override the
 * environment, which overrides the file. */
#ifndef FOLLOWTRAIL_CLI_OPTIONS_H
#define FOLLOWTRAIL_CLI_OPTIONS_H

#include "api/trust.h"
#include "base/arena.h"
#include "base/err.h"
#include "cli/config.h"
#include "model/look.h"
#include "money/purse.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct bindings;

enum {
    OPTIONS_THRESHOLD_DEFAULT = 200, /* credits */
    OPTIONS_THRESHOLD_MIN = 51       /* a single page never asks */
};

struct options {
    bool is_demo, is_offline, wants_help, wants_version, has_profile, has_colour, has_prefetch,
        is_ascii, has_title, has_mouse, is_plain, is_refetch, is_shared;
    const char *api_url;    /* NULL: the live API */
    const char *store_path; /* NULL: the kind's default */
    struct trust trust;
    const char *key_command, *key_file; /* NULL: none, and the usual one */
    bool is_key_told;                   /* one of the two was given on the command line */
    const char *groups;                 /* a file of groups; NULL: none */
    const char *config_path;            /* NULL: the default one, which need not exist */
    bool takes_bare_names; /* cli/names: the command is for spending; set after parsing */
    bool may_lack_store;   /* a missing store counts as an empty one, and is not made; likewise */
    struct caps caps;
    bool is_cap_told;  /* --cap was given on the command line */
    int64_t threshold; /* an action above this many credits asks first */
    int64_t page_size; /* 0: auto */
    int64_t load_page, silence_s;
    struct look look;
    unsigned look_told;    /* the choices that the command line makes */
    struct bindings *keys; /* from the file, in `texts`; NULL: the defaults */
    int first_account;     /* index in argv */
    struct arena texts;    /* of the file */
    void *more;            /* what a command's own options are for: options_parse_more() */
};

/* If set, text is ASCII from then on (base/text.h), so call it before any thread starts. Moves
 * accounts to the end of argv. ERR_USAGE, or ERR_CONFIG for the configuration file, which is not
 * read for --help and --version. Call options_fini() in any case. */
bool options_parse(int argc, char **argv, struct options *options, struct err *err)
    __attribute__((nonnull(2, 3), warn_unused_result));

/* The same with options of a command's own, `count` rows: their apply() gets the struct options,
 * and finds `more` in it. They are applied twice. */
bool options_parse_more(int argc, char **argv, const struct option_row *more_rows, size_t count,
                        void *more, struct options *options, struct err *err)
    __attribute__((nonnull(2, 3, 5, 6), warn_unused_result));

/* The same without a command line, for commands that have their own. `config_path` as above. */
bool options_read(const char *config_path, struct options *options, struct err *err)
    __attribute__((nonnull(2), warn_unused_result));

/* Also frees texts of the configuration file. A zeroed struct is fine. */
void options_fini(struct options *options) __attribute__((nonnull));

/* The table, for help and documentation. Its targets are struct options. */
const struct option_row *options_rows(size_t *count) __attribute__((nonnull, returns_nonnull));

/* The keys, which only the configuration file sets. */
extern const struct config_family options_keys;

void options_help(FILE *out) __attribute__((nonnull));

#endif
