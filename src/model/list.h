/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One snapshot of a following list as it is collected: its owner, its pages, and in which state it
 * is. Memory only; the session feeds it.
 *
 * Accounts that the store has are listed, too: those that were looked for, and the bookmarks. Such
 * a list is local: it has no owner, no page and no snapshot, and nothing is fetched for it.
 *
 * The state is never stored, always derived, so that it cannot say "complete" when a page is
 * missing.
 */
#ifndef FOLLOWTRAIL_MODEL_LIST_H
#define FOLLOWTRAIL_MODEL_LIST_H

#include "account/account.h"
#include "base/buf.h"
#include "base/dict.h"
#include "model/id_index.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct list_source; /* session/source.h: what a list is of, which the model need not know */

/* What a local list tells of itself, in accounts. */
struct list_tally {
    size_t stored;  /* that were looked at */
    size_t matched; /* of those; `count` of the list are kept */
    size_t unknown; /* that do not show what decides, or have no record in the store */
    size_t gone;    /* rows that do not belong to it any more */
};

enum list_state {
    LIST_NEW,      /* nothing was asked for yet */
    LIST_LOADING,  /* a request is under way */
    LIST_PARTIAL,  /* the API says there is more */
    LIST_COMPLETE, /* the API said has_more: false, on a page not cut by balance; or the list is
                      local */
    LIST_EMPTY,    /* complete without an account: follows nobody, or hidden (see list_is_hidden) */
    LIST_CUT_BY_BALANCE, /* the last page was cut because the credits ran out */
    LIST_FAILED,         /* the last request brought no page */
    LIST_STOPPED,        /* a stop rule ended it: see enum list_stop */
};

/* Lists that never end are stopped: a cursor seen before, or three pages in a row without a new
 * id. */
enum list_stop {
    LIST_STOP_NONE,
    LIST_STOP_SAME_CURSOR,
    LIST_STOP_NOTHING_NEW,
    LIST_STOP_NO_CURSOR,
    LIST_STOP_UNSAID, /* the API did not say whether there is more */
    LIST_STOP_MOVED   /* the handle that it is asked for by is another account's by now; set by who
                         knows */
};

enum { LIST_BARREN_PAGES_MAX = 3 };

/* Why the last request brought nothing. Strings live in the list until the next request. */
struct list_failure {
    char *brief; /* a few words for the title; NULL when there is no failure */
    char *text;  /* sentences: what happened, then which key does what; outside text, unrevealed */
    size_t what_len; /* bytes of the text before it speaks of keys */
    bool is_maybe;   /* what failed may have been charged: set by who knows, behind list_fail() */
    bool is_charged; /* it certainly was; set likewise */
    bool is_profile; /* it was the owner's profile that was asked for; set likewise */
    bool is_cursor;  /* the API refused the place where the list was left; set likewise */
    bool is_capped;  /* nothing was sent, because a cap left nothing; set likewise */
    bool is_before;  /* and it failed before it was asked for here; set likewise */
};

/* What the store has of a list whose rows are still to be read. */
struct list_stored {
    size_t rows, pages;
    bool has_more; /* after the last of them */
};

struct list {
    struct arena arena;
    const struct list_source *source; /* of a local list; NULL: what an account follows */
    const char *query;                /* local: which of its source's lists it is; or NULL */
    struct list_tally tally;          /* local */
    bool is_stale;                    /* local: it would have other rows by now */
    const char *target; /* what the API is asked for: the owner's id, or what was typed while that
                           is not known */
    const char *name;   /* how the owner is called: its handle after an @, or what was typed */
    const char *label;  /* the same for the screen, with the handle that the owner had when the list
                           was fetched, if that was another: "@new (then @old)"; of a local list,
                           what it is called in the trail */
    const struct account *owner; /* the owner's record, NULL while not known */
    int64_t asked_ms;   /* when it was requested, in an earlier session, by a handle whose holder
                           is not proved; ACCOUNT_UNKNOWN for any other list */
    bool wants_profile; /* the owner's record is to be fetched before the first page */
    int64_t snapshot;   /* its number in the store; 0 while nothing was asked for */
    bool is_fresh;      /* refetch: ignore what the store has of its owner */
    bool is_doubted;    /* whose the handle is, is asked again, though the store has an answer */
    bool is_old;        /* a newer snapshot is known: a list that is not old represents its owner */
    bool has_older;     /* there is an older snapshot */
    bool is_unread;     /* the store has pages of it that are not here yet */
    struct list_stored stored; /* zero when all of it is here, or when it is not known */
    bool is_unkept; /* the store could not take all that is here yet: never "complete" then */

    struct page **pages; /* owned */
    size_t page_count, page_capacity;
    const struct account *
        *rows; /* in the API's order; an id that comes a second time is counted, not listed twice */
    size_t count, capacity;
    size_t repeats, defects;

    bool has_more, is_cut;
    int64_t first_ms, last_ms; /* when its first and its last page came; ACCOUNT_UNKNOWN */
    const char *next_cursor;
    struct id_index ids;
    struct dict *cursors; /* seen so far */
    size_t barren_pages;  /* in a row, without a new id */
    enum list_stop stop;
    struct list_failure failure;
    bool is_told;      /* the user wants what may be paid for already: for the next request */
    uint64_t job;      /* under way for this list; 0 when none */
    const char *wait;  /* why the job waits before it is sent, in a few words (static text); NULL
                          while it does not */
    bool is_elsewhere; /* it waits for another program, which asks for the same */
};

/* `label` is how the owner is called on the screen while its record is not here: "@handle", an
 * id. */
struct list *list_new(const char *target, const char *label)
    __attribute__((returns_nonnull, nonnull));
/* A local one, which is not read yet. Its label is `step` with the query, where it has one. */
struct list *list_new_local(const struct list_source *source, const char *step, const char *query)
    __attribute__((returns_nonnull, nonnull(1, 2)));
void list_free(struct list *list);

/* Whether it shows what the store has: then nothing can be asked for it, and it costs nothing. */
bool list_is_local(const struct list *list) __attribute__((nonnull));

/* A copy of the account at the end of a local list. */
void list_add_account(struct list *list, const struct account *account) __attribute__((nonnull));

/* Makes a copy of `owner` the list's owner; its id, where it has one, becomes the target. */
void list_set_owner(struct list *list, const struct account *owner) __attribute__((nonnull));

/* What the owner, whose record is of the time of the list, is called by now. A list without a page
 * has no other time than now. */
void list_set_handle(struct list *list, const char *handle) __attribute__((nonnull));

/* Whether it is requested by a handle: nothing proves whose it is then. */
bool list_is_by_handle(const struct list *list) __attribute__((nonnull));

/* Takes the page (and its memory) to the end of the list. */
void list_add_page(struct list *list, struct page *page) __attribute__((nonnull));

/* Gives up the rows and what was derived from them: the list is unread, as the store has it. */
void list_drop_rows(struct list *list) __attribute__((nonnull));

/* An account was described again: where the list has it, the row shows it so from now on. */
void list_renew(struct list *list, const struct account *account) __attribute__((nonnull));

/* The row of the account with that id; SIZE_MAX when it is not there. */
size_t list_find(const struct list *list, const char *id) __attribute__((nonnull));

/* Copies the texts. */
void list_fail(struct list *list, const char *brief, const char *what, const char *keys)
    __attribute__((nonnull));
void list_clear_failure(struct list *list) __attribute__((nonnull));

/* Whether the store is known to have rows that are still to be read: until then nothing may be
 * asked for, and nothing be said of all rows but how many they are. */
bool list_awaits_rows(const struct list *list) __attribute__((nonnull));

/* Rows that are here, or known to be in the store. */
size_t list_held(const struct list *list) __attribute__((nonnull));

enum list_state list_state(const struct list *list) __attribute__((nonnull));

/* Whether all of it is here, and in the store. */
bool list_is_whole(const struct list *list) __attribute__((nonnull));

/* Records that the owner is said to follow; ACCOUNT_UNKNOWN when no record says it. */
int64_t list_reported(const struct list *list) __attribute__((nonnull));

/* How many records the list has, as far as that can be known: as reported, but ACCOUNT_UNKNOWN
 * where the report is too low, because as many are held already and the API announces more. Prices
 * go by this. */
int64_t list_length(const struct list *list) __attribute__((nonnull));

/* Empty although its owner is said to follow somebody. Not knowable without the owner's record. */
bool list_is_hidden(const struct list *list) __attribute__((nonnull));

/* Whether it can be loaded on to its end (after a failure too, except a refused cursor): no stop
 * rule has ended it. */
bool list_can_go_on(const struct list *list) __attribute__((nonnull));

/* Whether a further page can be requested at all: also of a list that was stopped because its last
 * pages brought no new account, one page at a time. Not where the API has refused its cursor. */
bool list_has_next(const struct list *list) __attribute__((nonnull));

/* Appends the state of a following list in words: "123 of 245 · more", "0 of 312 · hidden", "150 of
 * 245 · stopped: balance". */
void list_describe(const struct list *list, struct buf *out) __attribute__((nonnull));

/* Appends which stop rule ended it, as sentences with a blank after the last. */
void list_explain_stop(const struct list *list, struct buf *out) __attribute__((nonnull));

#endif
