/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the store's opening share: a folder that goes away, and a disk that is said to
 * be local or not. */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_SCRATCH_H
#define FOLLOWTRAIL_TESTS_SUPPORT_SCRATCH_H

#include "store/store.h"

#include <sys/types.h>

enum { SCRATCH_PATH_MAX = 128 };

struct scratch {
    char folder[SCRATCH_PATH_MAX / 2];
    char path[SCRATCH_PATH_MAX]; /* of a store in it, not made yet */
};

/* In memory where the system has such a place: syncs are free there. */
void scratch_init(struct scratch *scratch);
void scratch_fini(struct scratch *scratch);

/* The path with an ending; the caller frees. */
char *scratch_beside(const struct scratch *scratch, const char *ending);

/* How many answers wait beside the store, as spill_tell_waiting() says. */
int64_t scratch_count_waiting(const char *path);

/* What home_is_local() says from now on in this process. */
void scratch_move(bool is_local);

/* Ends the test when it fails. Opened at 1000 ms. */
struct store *scratch_open(const struct scratch *scratch, const char *kind);
struct store *scratch_read(const struct scratch *scratch);

/* Ends the test unless opening is refused so, with all of the words (NULL: none) in the text. */
void scratch_refuse(const struct scratch *scratch, const char *kind, enum err_kind wanted,
                    const char *word, const char *other);
void scratch_refuse_reader(const struct scratch *scratch, enum err_kind wanted, const char *word);

/* A literal that gives one number; -1 for none. */
int64_t scratch_number(struct store *store, const char *literal);

/* A request under way; false when it could not be entered. */
bool scratch_send(struct store *store, int64_t now_ms, struct err *err);

/* Runs `play` in a child process, which ends with its result. No store may be open here meanwhile
 * that the child opens, too: SQLite would take this process's locks for the child's. */
pid_t scratch_start(int (*play)(const struct scratch *scratch), const struct scratch *scratch);

/* Waits for it: its result, 0 to 255, or 1000 and the signal that ended it. */
int scratch_wait(pid_t child);

#endif
