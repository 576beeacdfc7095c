/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every command that uses the API needs, connected as the options say: key, store, worker,
 * session, and a demo's own sandbox. Order of calls: options_parse() into runtime.options, then
 * runtime_prepare(), runtime_open(), runtime_close(), the last in any case. Start with a zeroed
 * struct. */
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
    const char *key_from; /* for people; NULL without a key, and in a demo */
    bool has_key_log;     /* SSLKEYLOGFILE was set, until http_open() */
    struct mailbox *mailbox;
    struct store_choice choice;
    char *store_path;
    bool is_temporary;    /* the store is deleted after the session */
    struct store *writer; /* owned by the worker; NULL if offline */
    struct store *reader;
    char *state_path;           /* where the user left off; NULL for a temporary store */
    struct sandbox *sandbox;    /* a demo's */
    struct purse purse;         /* at the start; after runtime_close(), at the end */
    struct worker *worker;      /* NULL if offline */
    struct spill_intake intake; /* answers that waited next to the store when it was opened */
    struct session session;
    bool has_session;
    struct bookmark_file *bookmarks; /* for the store's kind; only in memory for a temporary
                                        store */
    char **words;                    /* argv, with accounts to look up once the store is open */
    int word_count;
    bool has_open_question; /* of them (cli/names) */
    struct err copy_note;   /* empty, or says that the store is read from a copy */
    char place[320];        /* where the data comes from, for the screen */
};

/* Reports in the shell, before anything is opened: unknown names (ERR_USAGE), and a missing or
 * impossible key (ERR_CONFIG). */
bool runtime_prepare(struct runtime *runtime, int argc, char **argv, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

bool runtime_open(struct runtime *runtime, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Call it before runtime_come_back(). Errors in them (session/bookmark_file) are reported, but do
 * not prevent browsing. */
bool runtime_read_bookmarks(struct runtime *runtime, struct err *err)
    __attribute__((nonnull, warn_unused_result));

/* Goes to where the user left off; false if unknown. */
bool runtime_come_back(struct runtime *runtime) __attribute__((nonnull, warn_unused_result));
/* Saves the place in the lists; does nothing for a temporary store. ERR_IO. */
bool runtime_save_place(const struct runtime *runtime, struct err *err) __attribute__((nonnull(1)));

/* Reports on stderr what was spent and what went wrong. False if not all paid answers are in the
 * store. */
bool runtime_close(struct runtime *runtime) __attribute__((nonnull));

#endif
