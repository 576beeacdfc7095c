/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What every command that asks the API works with, joined as the options say: key, store, worker,
 * session, and a demo's own sandbox. Order of calls: options_parse() into runtime.options, then
 * runtime_prepare(), runtime_open(), runtime_close(), the last in any case. Begin with a zeroed
 * one.
 */
#ifndef FOLLOWTRAIL_CLI_RUNTIME_H
#define FOLLOWTRAIL_CLI_RUNTIME_H

#include "cli/options.h"
#include "cli/store_choice.h"
#include "fetch/signals.h"
#include "fetch/worker.h"
#include "sandbox/sandbox.h"
#include "session/session.h"

struct runtime {
    struct options options;
    char *key;
    struct mailbox *mailbox;
    struct signals *signals;
    struct store_choice choice;
    char *store_path;
    bool is_temporary;    /* the store goes with the session */
    struct store *writer; /* the worker's; NULL when offline */
    struct store *reader;
    char *state_path;           /* where the user left off; NULL for a temporary store */
    struct sandbox *sandbox;    /* a demo's */
    struct purse purse;         /* at the start; after runtime_close(), at the end */
    struct worker *worker;      /* NULL when offline */
    struct spill_intake intake; /* what waited beside the store when it was opened */
    struct session session;
    bool has_session;
    struct bookmark_file *bookmarks; /* of the store's kind; in memory for a temporary store */
    char **words; /* argv, whose accounts the store is asked of once it can be read */
    int word_count;
    bool has_open_question; /* of them (cli/names) */
    struct err copy_note;   /* empty, or that the store is read from a copy */
    char place[320];        /* where the data comes from, for the screen */
};

/* What can be reported in the shell before anything is opened: names that mean nothing (ERR_USAGE),
 * and no key, or one that cannot be one (ERR_CONFIG). */
bool runtime_prepare(struct runtime *runtime, int argc, char **argv, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

bool runtime_open(struct runtime *runtime, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Before one comes back to them. What is wrong with them (session/bookmark_file) is reported, and
 * keeps nobody from looking around. */
bool runtime_read_bookmarks(struct runtime *runtime, struct err *err)
    __attribute__((nonnull, warn_unused_result));

/* To where one left off; false where that is not known. */
bool runtime_come_back(struct runtime *runtime) __attribute__((nonnull, warn_unused_result));
/* Writes down the place in the lists; does nothing where the store goes with the session. ERR_IO.
 */
bool runtime_save_place(const struct runtime *runtime, struct err *err) __attribute__((nonnull(1)));

/* Says on stderr what was spent, and what went wrong. False: what was paid for is not all in the
 * store. */
bool runtime_close(struct runtime *runtime) __attribute__((nonnull));

#endif
