/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One snapshot of a following list while it is collected: its owner, its pages and its state.
 * Memory only; the session feeds it.
 *
 * A local list shows accounts of the store: search results, bookmarks. It has no owner, page or
 * snapshot, and nothing is requested for it.
 *
 * The state is always derived, never stored, so that it cannot say "complete" when a page is
 * missing.
 */
#ifndef FOLLOWTRAIL_MODEL_LIST_H
#define FOLLOWTRAIL_MODEL_LIST_H

#include "account/account.h"
#include "base/buf.h"
#include "base/dict.h"
#include "model/facts.h"
#include "model/id_index.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct list_source; /* session/source.h: the source of a local list, unknown to the model */

/* What a local list reports, in accounts. */
struct list_tally {
    size_t stored;     /* searched */
    size_t matched;    /* that match; the list keeps `count` of them */
    size_t unknown;    /* that may match, or have no record in the store */
    size_t incomplete; /* of stored lists: not complete */
    size_t gone;       /* rows that no longer belong to the list */
    int64_t credits;   /* that the lists of all `matched` cost */
};

enum list_state {
    LIST_NEW,      /* nothing was requested yet */
    LIST_LOADING,  /* a request is under way */
    LIST_PARTIAL,  /* the API says there is more */
    LIST_COMPLETE, /* the API said has_more: false, on a page not cut by balance; or the list is
                      local */
    LIST_EMPTY,    /* complete without an account: follows nobody, or hidden (see list_is_hidden) */
    LIST_CUT_BY_BALANCE, /* the last page was cut because the credits ran out */
    LIST_FAILED,         /* the last request brought no page */
    LIST_STOPPED,        /* a stop rule ended it: see enum list_stop */
};

/* Endless lists are stopped: a repeated cursor, or three pages in a row without a new id. */
enum list_stop {
    LIST_STOP_NONE,
    LIST_STOP_SAME_CURSOR,
    LIST_STOP_NOTHING_NEW,
    LIST_STOP_NO_CURSOR,
    LIST_STOP_UNSAID, /* the API did not say whether there is more */
    LIST_STOP_MOVED   /* its handle now belongs to another account; set by naming_stop_moved() */
};

enum { LIST_BARREN_PAGES_MAX = 3 };

/* Why the last request returned no page. Strings live in the list until the next request. */
struct list_failure {
    char *brief;     /* a few words for the title; NULL: no failure */
    char *text;      /* sentences: what happened, then what to press; outside text, unrevealed */
    size_t what_len; /* bytes of the text before the keys */
    int64_t records; /* at most, of the page whose price the text names; 0: it names none */
    bool is_maybe;   /* it may have been charged; set by the caller after list_fail() */
    bool is_charged; /* it certainly was; set likewise */
    bool is_profile; /* the request was for the owner's profile; set likewise */
    bool is_cursor;  /* the API refused the list's cursor; set likewise */
    bool is_capped;  /* nothing was sent, because a cap left nothing; set likewise */
    bool is_before;  /* it failed in an earlier session; set likewise */
};

/* What the store has of a list whose rows are not read yet. */
struct list_stored {
    size_t rows, pages;
    bool has_more; /* after the last of them */
};

/* A row of a local list whose account is still to be read from the store, by its id. */
struct list_later {
    const char *id;   /* NULL: nobody knows it */
    const char *name; /* then the handle */
    struct row_facts facts;
};

struct list {
    struct arena arena;
    const struct list_source *source; /* of a local list; NULL: a following list */
    const char *query;                /* local: which of its source's lists it is; or NULL */
    struct list_tally tally;          /* local */
    bool is_stale;                    /* local: its rows are outdated */
    bool is_pending;                  /* local: its rows are still to be found */
    const char *target; /* what is sent to the API: the owner's id, or what was typed while that is
                           unknown */
    const char *name;   /* the owner's name: its handle after an @, or what was typed */
    const char
        *label; /* the name for the screen, with the handle at the time of the list if that was
                   another: "@new (then @old)"; of a local list, its label in the trail */
    const struct account *owner; /* the owner's record; NULL: unknown */
    int64_t asked_ms;   /* when an earlier session requested it by a handle without a proven owner;
                           ACCOUNT_UNKNOWN otherwise */
    bool wants_profile; /* request the owner's record before the first page */
    int64_t snapshot;   /* its number in the store; 0: nothing was requested yet */
    bool is_fresh;      /* refetch: ignore what the store has of its owner */
    bool is_doubted;    /* request the handle's owner again, though the store has an answer */
    bool is_old;        /* there is a newer snapshot; the newest one represents the owner */
    bool has_older;     /* there is an older snapshot */
    bool is_unread;     /* the store has pages that are not loaded */
    struct list_stored stored; /* zero if all of it is loaded, or the number is unknown */
    bool is_unkept; /* the store could not save all loaded pages: the list is never "complete"
                     * then */

    struct page **pages; /* owned */
    size_t page_count, page_capacity;
    const struct account *
        *rows; /* in the API's order; a repeated id is counted, not listed twice */
    size_t count, capacity;
    struct row_facts *row_facts; /* of each row; NULL: the list says nothing of its rows */
    size_t row_facts_capacity;
    struct list_later *later; /* local: rows after the others, once their accounts are read */
    size_t later_count, later_capacity, later_read;
    bool tells[ROW_FACT_COUNT];      /* of some row */
    const struct fact_reader *facts; /* borrowed; NULL: none, nothing is known of its accounts */
    size_t repeats, defects;

    bool has_more, is_cut;
    int64_t first_ms, last_ms; /* when its first and its last page came; ACCOUNT_UNKNOWN */
    const char *next_cursor;
    struct id_index ids;
    struct dict *cursors; /* seen so far */
    size_t barren_pages;  /* in a row, without a new id */
    enum list_stop stop;
    struct list_failure failure;
    bool is_told;     /* the user accepts paying again for what may be paid for: applies to the next
                         request */
    uint64_t job;     /* under way for this list; 0: none */
    const char *wait; /* why the job waits before it is sent, in a few words (static text); NULL: it
                         does not wait */
    bool is_elsewhere; /* it waits for another program that requests the same */
};

/* `label` is the owner's name on the screen while its record is unknown: "@handle", an id. */
struct list *list_new(const char *target, const char *label)
    __attribute__((returns_nonnull, nonnull));
/* A new local list, not read yet. Its label is `step` plus the query, if it has one. */
struct list *list_new_local(const struct list_source *source, const char *step, const char *query)
    __attribute__((returns_nonnull, nonnull(1, 2)));
void list_free(struct list *list);

/* Whether it is local: nothing can be requested for it, and it costs nothing. */
bool list_is_local(const struct list *list) __attribute__((nonnull));

/* Appends a copy of the account to a local list. */
void list_add_account(struct list *list, const struct account *account) __attribute__((nonnull));

/* The same with what the list says of the row. All rows of a list are added like this, or none. */
void list_add_row(struct list *list, const struct account *account, const struct row_facts *facts)
    __attribute__((nonnull));

/* Announces a row, after all others, whose account is read later. list_next_later() is the first of
 * these, NULL if none is left; list_take_later() adds its row, with that account or, if the store
 * has none (NULL), with what the announcement says. Texts are copied. */
void list_add_later(struct list *list, const char *id, const char *name,
                    const struct row_facts *facts) __attribute__((nonnull(1, 4)));
const struct list_later *list_next_later(const struct list *list) __attribute__((nonnull));
void list_take_later(struct list *list, const struct account *account) __attribute__((nonnull(1)));

/* What the store says of an account that is perhaps not in the list, and of a row of the list; what
 * the list itself says of the row. All unknown where nobody can say. */
struct facts list_facts_of(const struct list *list, const struct account *account)
    __attribute__((nonnull));
struct facts list_facts(const struct list *list, size_t row) __attribute__((nonnull));
struct row_facts list_row_facts(const struct list *list, size_t row) __attribute__((nonnull));
bool list_tells(const struct list *list, enum row_fact fact) __attribute__((nonnull));

/* Sets a copy of `owner` as the list's owner; its id, if it has one, becomes the target. */
void list_set_owner(struct list *list, const struct account *owner) __attribute__((nonnull));

/* Sets the owner's current handle; the owner's record is from the time of the list. A list without
 * a page has no earlier time. */
void list_set_handle(struct list *list, const char *handle) __attribute__((nonnull));

/* Whether it is requested by a handle, so that nothing proves whose list it is. */
bool list_is_by_handle(const struct list *list) __attribute__((nonnull));

/* Appends the page and takes ownership of it. */
void list_add_page(struct list *list, struct page *page) __attribute__((nonnull));

/* Drops the rows and everything derived from them; the store still has them. */
void list_drop_rows(struct list *list) __attribute__((nonnull));

/* Updates the row of an account that was described again, if the list has it. */
void list_renew(struct list *list, const struct account *account) __attribute__((nonnull));

/* The row of the account with that id; SIZE_MAX if there is none. */
size_t list_find(const struct list *list, const char *id) __attribute__((nonnull));

/* Copies the texts. */
void list_fail(struct list *list, const char *brief, const char *what, const char *keys)
    __attribute__((nonnull));
void list_clear_failure(struct list *list) __attribute__((nonnull));

/* Whether stored rows are still to be read. Until then nothing may be requested, and nothing said
 * about all rows except how many there are. */
bool list_awaits_rows(const struct list *list) __attribute__((nonnull));

/* Rows that are loaded, or known to be in the store. */
size_t list_held(const struct list *list) __attribute__((nonnull));

enum list_state list_state(const struct list *list) __attribute__((nonnull));

/* Whether all of it is loaded and stored. */
bool list_is_whole(const struct list *list) __attribute__((nonnull));

/* How many accounts the owner follows according to its record; ACCOUNT_UNKNOWN without one. */
int64_t list_reported(const struct list *list) __attribute__((nonnull));

/* How many records the list has, as far as known: the reported count, but ACCOUNT_UNKNOWN if the
 * report is too low, because the list has as many and the API reports more. Prices are based on
 * this. */
int64_t list_length(const struct list *list) __attribute__((nonnull));

/* Empty although its owner is said to follow somebody. Unknown without the owner's record. */
bool list_is_hidden(const struct list *list) __attribute__((nonnull));

/* Whether loading can go on (after a failure too, unless the cursor was refused): no stop rule
 * ended it. */
bool list_can_go_on(const struct list *list) __attribute__((nonnull));

/* Whether another page can be requested at all: one at a time even if the list was stopped because
 * its last pages had no new account. Not if the API refused its cursor. */
bool list_has_next(const struct list *list) __attribute__((nonnull));

/* Appends the state of a following list in words: "123 of 245 loaded", "0 of 312 · hidden", "150 of
 * 245 · stopped: balance". */
void list_describe(const struct list *list, struct buf *out) __attribute__((nonnull));

/* Whether a list of `rows` records, some without an id, is complete when the API has no more
 * (graph/standing.h). `reported` may be ACCOUNT_UNKNOWN: nothing shows then that it is. */
bool list_ends_complete(int64_t rows, bool has_nameless, int64_t reported);

/* The same in words: "complete", "ended short", "ended, count unknown", "hidden" … */
const char *list_end_words(int64_t rows, bool has_nameless, int64_t reported)
    __attribute__((returns_nonnull));

/* Appends why a stop rule ended it, as sentences with a blank after the last. */
void list_explain_stop(const struct list *list, struct buf *out) __attribute__((nonnull));

#endif
