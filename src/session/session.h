/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One sitting at the browser, without its screen: the lists that are here, the trail through them,
 * what is under way, and the money. Commands change it or ask the worker for pages; the worker's
 * events are applied to it. Main thread only.
 */
#ifndef FOLLOWTRAIL_SESSION_SESSION_H
#define FOLLOWTRAIL_SESSION_SESSION_H

#include "account/reference.h"
#include "fetch/worker.h"
#include "model/trail.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct session_config {
    int page_size;          /* records a page while browsing, 1 to API_LIMIT_MAX */
    bool wants_profile;     /* a typed account's profile is asked for first (1 credit), so that the
                               title can say "of N" */
    bool has_prefetch;      /* moving near the end fetches the next page */
    const char *place_name; /* where the data comes from, for the screen: "SANDBOX", a host; NULL:
                               the live API */
};

enum session_tone { TONE_INFO, TONE_WARNING, TONE_ERROR };

/* What is under way for a list and not there yet. */
struct session_request {
    uint64_t job;
    struct list *list;
    enum job_kind kind;
    int64_t retry_at_ms; /* 0 while it is not waiting to be sent again */
    int attempt;
    enum answer_outcome reason;
};

struct session {
    struct session_config config;
    struct worker *worker; /* borrowed */
    struct trail trail;
    struct list **lists; /* owned */
    size_t list_count, list_capacity;
    struct session_request *requests;
    size_t request_count, request_capacity;
    uint64_t last_job;
    struct purse purse; /* a copy of the worker's */
    char *message;      /* for the message line; NULL when none; outside text, unrevealed */
    enum session_tone tone;
    uint64_t changes; /* counts up with whatever may change the screen */
};

void session_init(struct session *session, const struct session_config *config,
                  struct worker *worker) __attribute__((nonnull));
void session_fini(struct session *session) __attribute__((nonnull));

/* Opens the list of what was typed: the one that is already here, or a new one that asks for its
 * profile and first page. */
bool session_open_account(struct session *session, const char *typed, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* Puts it where session_forward() finds it, asking for nothing. */
bool session_queue_account(struct session *session, const char *typed, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* The account under the selection; NULL when there is none. */
const struct account *session_selected(const struct session *session) __attribute__((nonnull));

/* The list of `account` that is here already; NULL when none is. */
struct list *session_find_list(const struct session *session, const struct account *account)
    __attribute__((nonnull));

void session_drill_in(struct session *session)
    __attribute__((nonnull)); /* into the account under the selection */
void session_back(struct session *session)
    __attribute__((nonnull)); /* to the parent in the trail */
void session_backward(struct session *session)
    __attribute__((nonnull)); /* over where one has been */
void session_forward(struct session *session) __attribute__((nonnull));

/* Moves the selection; `rows` of the list are visible. Near the end of what is loaded the next page
 * is asked for. */
void session_move_by(struct session *session, int64_t delta, size_t rows) __attribute__((nonnull));
void session_move_to(struct session *session, size_t row, size_t rows) __attribute__((nonnull));

/* Moves the view without asking for anything, so that the selection is inside `rows` visible rows.
 */
void session_show_rows(struct session *session, size_t rows) __attribute__((nonnull));

/* Asks for the current list's next page (or its profile), also after a failure, and even when its
 * owner is said to follow nobody. */
void session_more(struct session *session) __attribute__((nonnull));
void session_toggle_prefetch(struct session *session) __attribute__((nonnull));

/* Takes back what waits to be sent for the current list; of what is sent already it says that the
 * answer is awaited. False when nothing is under way. */
bool session_cancel(struct session *session) __attribute__((nonnull));

/* Applies what the worker posted and frees it. Signals are not for the session. */
void session_apply(struct session *session, struct event *event) __attribute__((nonnull));

/* No answer is awaited: scripts take their next key then. */
bool session_is_idle(const struct session *session) __attribute__((nonnull));

/* The request under way for a list; NULL when none is. */
const struct session_request *session_request_of(const struct session *session,
                                                 const struct list *list) __attribute__((nonnull));

void session_say(struct session *session, enum session_tone tone, const char *format, ...)
    __attribute__((format(printf, 3, 4), nonnull(1, 3)));
void session_hush(struct session *session) __attribute__((nonnull)); /* takes the message away */

#endif
