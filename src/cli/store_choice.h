/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which store belongs to which API: data of two APIs never mix. */
#ifndef FOLLOWTRAIL_CLI_STORE_CHOICE_H
#define FOLLOWTRAIL_CLI_STORE_CHOICE_H

#include "cli/option.h"
#include "cli/options.h"
#include "store/store.h"

struct store_choice {
    char *kind; /* for struct store_config; NULL: any */
    char *path; /* NULL: a demo's own temporary store */
    enum sharing_wish sharing;
};

/* STORE_KIND_LIVE for the API's own host; STORE_KIND_SANDBOX for a demo and for plain http, which
 * only goes to this machine; otherwise the https host, with its port unless that is the default.
 * ERR_CONFIG without a home folder. Call store_choice_fini() in any case. */
bool store_choice_make(const struct options *options, struct store_choice *choice, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* The options shared by commands that only read or repair a store. Must be the first member of
 * their target. */
struct store_words {
    const char *store_path, *config_path;
    bool is_sandbox;
};

bool store_words_take_store(void *target, const char *value, struct err *err);
bool store_words_take_config(void *target, const char *value, struct err *err);

/* Their rows in the commands' tables. */
#define STORE_WORDS_ROWS                                                                           \
    {"store", "FILE", "use this store", store_words_take_store},                                   \
        {"sandbox", NULL, "use the sandbox's own store",                                           \
         .flag = offsetof(struct store_words, is_sandbox)},                                        \
    {                                                                                              \
        "config", "FILE", "read this configuration instead of the usual one",                      \
            store_words_take_config                                                                \
    }

/* --store; else the sandbox's own store; else what environment and configuration say. */
bool store_words_choose(const struct store_words *words, struct store_choice *choice,
                        struct err *err) __attribute__((nonnull(1, 2), warn_unused_result));

/* The same, and opens that store for reading (upgrade_open_reader()); if a copy is read, `who: …`
 * on stderr says so. Close it with store_close(). NULL if it cannot be opened; call
 * store_choice_fini() in any case. */
struct store *store_words_open_reader(const struct store_words *words, const char *who,
                                      struct store_choice *choice, struct err *err)
    __attribute__((nonnull(1, 2, 3), warn_unused_result));

void store_choice_fini(struct store_choice *choice) __attribute__((nonnull));

#endif
