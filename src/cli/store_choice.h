/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which store belongs to what: what came from one API never mixes with what came from another. */
#ifndef FOLLOWTRAIL_CLI_STORE_CHOICE_H
#define FOLLOWTRAIL_CLI_STORE_CHOICE_H

#include "cli/options.h"
#include "store/store.h"

struct store_choice {
    char *kind; /* of struct store_config; NULL: any */
    char *path; /* NULL: a demo's own, temporary */
};

/* STORE_KIND_LIVE for the API's own host; STORE_KIND_SANDBOX for a demo, and for plain http, which
 * goes to this machine only; else the https host, with its port where that is not the usual one.
 * ERR_CONFIG without a home folder. store_choice_fini() in any case. */
bool store_choice_make(const struct options *options, struct store_choice *choice, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* The same for commands that only look at a store, or mend it: the options that they share. First
 * member of their target. */
struct store_words {
    const char *store_path, *config_path;
    bool is_sandbox;
};

/* For their tables of options, where --sandbox sets `is_sandbox`. */
bool store_words_take_store(void *target, const char *value, struct err *err);
bool store_words_take_config(void *target, const char *value, struct err *err);

/* --store; else the sandbox's own place; else what the environment and the configuration say. */
bool store_words_choose(const struct store_words *words, struct store_choice *choice,
                        struct err *err) __attribute__((nonnull(1, 2), warn_unused_result));

/* The same, and opens that store for reading (upgrade_open_reader()); `who: …` on stderr says so
 * where a copy is read. Close it with store_close(). NULL when it cannot be; store_choice_fini() in
 * any case. */
struct store *store_words_open_reader(const struct store_words *words, const char *who,
                                      struct store_choice *choice, struct err *err)
    __attribute__((nonnull(1, 2, 3), warn_unused_result));

void store_choice_fini(struct store_choice *choice) __attribute__((nonnull));

#endif
