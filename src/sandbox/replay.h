/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An export, served again: what it says of an account's own list (`list_state` and `listed` in
 * accounts.csv), and how the sandbox answers so that no list looks more complete than it was. */
#ifndef FOLLOWTRAIL_SANDBOX_REPLAY_H
#define FOLLOWTRAIL_SANDBOX_REPLAY_H

#include "account/account.h"
#include "sandbox/network.h"

enum replay_state {
    REPLAY_UNSAID, /* the network is not an export */
    REPLAY_COMPLETE,
    REPLAY_NOBODY, /* the owner's record says that it follows nobody */
    REPLAY_HIDDEN,
    REPLAY_NONE, /* nobody asked for it */
    REPLAY_INCOMPLETE,
};

/* What is known of an account's own list. */
struct replay {
    enum replay_state state;
    int64_t listed; /* accounts that the API listed; ACCOUNT_UNKNOWN */
};

/* Reads a `list_state`; "" is REPLAY_UNSAID. False if it is none. */
bool replay_read_state(const char *cell, enum replay_state *state) __attribute__((nonnull));

/* How the list ends if `rows` of it are in the export. */
enum network_end replay_end(const struct replay *replay, size_t rows, bool is_private)
    __attribute__((nonnull));

/* Makes of an account's counts what the API would say: those that a private account hides are 0. An
 * account that was later said to follow nobody although there is a list gets an unknown number of
 * follows, because a client would not ask for the list of nobody. */
void replay_settle_counts(const struct replay *replay, size_t rows, struct account *account)
    __attribute__((nonnull));

/* Whether `id` is one of an export with --pseudonyms. */
bool replay_is_pseudonym(const char *id) __attribute__((nonnull));

/* The cell without the apostrophe that --excel puts before what a spreadsheet takes for a
 * formula. */
const char *replay_undo_excel(const char *cell) __attribute__((nonnull, returns_nonnull));

#endif
