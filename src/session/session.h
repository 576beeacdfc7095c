/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One run of the browser, without its screen: the loaded lists, the trail through them, requests
 * under way, and money. Commands change it or submit jobs to the worker; the worker's events are
 * applied to it. Main thread only.
 */
#ifndef FOLLOWTRAIL_SESSION_SESSION_H
#define FOLLOWTRAIL_SESSION_SESSION_H

#include "analysis/frontier.h"
#include "analysis/graph_facts.h"
#include "analysis/groups.h"
#include "fetch/worker.h"
#include "model/trail.h"
#include "session/summary.h"
#include "store/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bookmark_file;
struct crawl;       /* session/crawl.h */
struct drive_order; /* session/drive.h */

struct session_config {
    int page_size; /* records a page while browsing, 1 to API_LIMIT_MAX; 0: what the window shows,
                      see requests_fit_window() */
    bool wants_profile; /* request a typed account's profile first (1 credit), so that the title can
                           say "of N" */
    bool has_prefetch;  /* moving near the end fetches the next page */
    int load_page_size; /* records a page when loading the rest, 1 to API_LIMIT_MAX */
    bool reads_in_parts;    /* show a long stored list once its first rows are read; reading_go_on()
                               reads the others */
    int64_t threshold;      /* credits above which an action asks first */
    const char *place_name; /* where the data comes from, for the screen: "SANDBOX", a host; NULL:
                               the live API */
};

enum session_tone { TONE_INFO, TONE_WARNING, TONE_ERROR };

/* A typed name, and the list it stands for. */
struct session_alias {
    char *name;
    struct list *list;
};

/* A request under way for a list. */
struct session_request {
    uint64_t job;
    struct list *list;
    enum job_kind kind;
    int64_t retry_at_ms; /* 0 unless it waits to be sent again */
    int attempt;
    enum answer_outcome reason;
    int64_t records;   /* at most, of its page, or of the page after its profile */
    bool is_last;      /* request nothing after it: Escape was pressed */
    bool is_elsewhere; /* it waits for another program that requests the same */
};

/* A list that is being loaded to its end, by session/drive. Credits; times on
 * clock_monotonic_ms(). */
struct session_load {
    const struct drive_order *order;
    void *context; /* the order's */
    void *tag;     /* what the order knows of it; stays if the list is replaced */
    struct list *list;
    uint64_t job;   /* its request under way; 0: none */
    int64_t budget; /* what it may still cost */
    int64_t spent;  /* charged for certain */
    int64_t maybe;  /* at most maybe charged besides */
    int64_t asked;  /* at most, by its request under way */
    int64_t started_ms;
    size_t rows_before;  /* when it started */
    size_t pages;        /* that came since then */
    bool is_told;        /* as in struct list, for its first request */
    bool is_due;         /* its order has decided on its next request, which waits for its turn */
    int64_t crawl, step; /* for its jobs; 0: none */
    bool is_stopping;    /* a key stopped it: it waits for the request under way */
};

/* What was loaded since the last time that nothing was. */
struct session_tally {
    size_t added, ended; /* lists */
    int64_t spent, rows; /* of those that ended: credits, and rows that came */
    int64_t started_ms;
};

/* The order from which lists are taken one after the other; NULL: none. */
struct session_drive {
    const struct drive_order *order;
    void *context;
    bool is_over; /* no further list will be taken */
};

/* Lists that are loaded together: when the last one ends, one message reports all. */
struct session_batch {
    struct summary summary; /* of those that have ended or were never started */
    int64_t spent, maybe;   /* as of a load */
    const char *brief;      /* why one of them stopped: static text; NULL: none stopped */
};

/* What is asked before it is done (session/question.h). */
enum question_about {
    ASKED_NOTHING,
    ASKED_MORE,
    ASKED_FORWARD,
    ASKED_REFETCH,
    ASKED_LOAD,
    ASKED_DRILL_IN,
    ASKED_WHOIS,
    ASKED_QUIT,
    ASKED_WRITE,
    ASKED_EXPORT,
    ASKED_CRAWL
};

/* The open question, or the one just answered. Credits. */
struct session_question {
    enum question_about about;
    const void *target;
    int64_t estimate, most;
    int64_t agreed; /* 0 until the user agrees */
    bool is_free, is_budget, wants_amount;
    const char *verb; /* static text */
    char *what, *note;
};

/* An export to a folder (command/exporting.h), for the screen. */
struct session_export {
    bool is_running, is_stopping;
    const char *part; /* the file it is at, static text; NULL: none yet */
    int64_t rows;     /* written so far */
};

/* Whether a person makes a move, so that it may buy. */
enum session_pace {
    PACE_PRESSED,
    PACE_DOUBTFUL, /* not known before a moment has passed: navigate_settle_move() */
    PACE_RUSHED    /* one of many at once: it buys nothing */
};

struct session {
    struct session_config config;
    struct worker *worker;           /* borrowed; NULL: offline, nothing can be requested */
    struct store *store;             /* borrowed, for reading; the worker has its own */
    struct graph_index *index;       /* in how many lists accounts are: session/counting.h */
    bool has_counts;                 /* it has counted once */
    struct graph_facts *graph_facts; /* what these lists say of accounts */
    const struct fact_reader *facts; /* reads that */
    struct frontier *frontier;       /* whom to open next: session/source_frontier.h */
    struct trail trail;
    int window_rows;     /* of a list; 0: there is no window */
    struct list **lists; /* owned */
    size_t list_count, list_capacity;
    struct list **used; /* those with rows or a failure; the last used is last */
    size_t used_count, used_capacity;
    struct session_alias *aliases;
    size_t alias_count, alias_capacity;
    struct session_request *requests;
    size_t request_count, request_capacity;
    struct session_load *loads;
    size_t load_count, load_capacity;
    size_t load_width; /* how many to load at the same time, as the worker says; 0: unknown */
    struct session_drive drive;
    struct session_tally tally;
    struct crawl *crawl;                         /* owned; that runs, or ran last; NULL: none */
    void (*free_crawl)(struct session *session); /* frees it; NULL likewise */
    bool is_driving;                             /* drive_go_on() is at work */
    struct session_batch batch;
    struct session_export export;
    bool awaits_crawl;   /* a crawl runs, or how it ended is to be said (command/crawling.h) */
    bool asks_slowly;    /* the quote of ASKED_CRAWL takes too long to follow what is typed */
    int64_t asked_crawl; /* that the question of ASKED_CRAWL would go on with; 0: a new one */
    uint64_t last_job;
    struct purse purse;     /* a copy of the worker's */
    struct waiting waiting; /* likewise: paid answers that are not in the store */
    char *search_text;      /* the search text; NULL when there is none */
    struct match search;    /* the same, if it is not NULL */
    unsigned search_fields; /* where to search (enum match_field) */
    char *message;          /* for the message line; NULL: none; outside text, unrevealed */
    enum session_tone tone;
    struct session_question question;
    const struct list *kept;  /* it keeps its rows, because it is being written to a file; NULL:
                                 none,  or it is gone */
    const struct list *named; /* the list named on the command line, while it is requested; see */
    int64_t named_credits;    /* requests_announce_named(); its cost so far */
    bool is_awaiting;         /* the message says that an answer will be kept */
    enum session_pace pace;   /* of the present move */
    bool has_doubtful_move;   /* for navigate_settle_move() */
    bool is_finishing;        /* nothing more is requested: see */
    uint64_t changes;         /* increases with anything that may change the screen */

    struct groups *groups;           /* owned; NULL: none (session/grouping.h) */
    struct bookmark_file *bookmarks; /* borrowed; NULL: no bookmarks */
};

/* `worker` NULL: offline. Store (open for reading) and worker outlive the session. `purse` is the
 * money now. */
void session_init(struct session *session, const struct session_config *config,
                  struct worker *worker, struct store *store, const struct purse *purse)
    __attribute__((nonnull(1, 2, 4, 5)));
void session_fini(struct session *session) __attribute__((nonnull));

/* The selected account; NULL if there is none. */
const struct account *session_selected(const struct session *session) __attribute__((nonnull));

/* The newest list of `account` in memory; NULL if there is none. A list requested by a handle has
 * no certain owner. */
struct list *session_find_list(const struct session *session, const struct account *account)
    __attribute__((nonnull));

/* Whether no answer is expected and nothing is exported: scripts then take their next key. */
bool session_is_idle(const struct session *session) __attribute__((nonnull));

/* Adds a new list, which the session then owns, and returns it. */
struct list *session_add_list(struct session *session, struct list *list)
    __attribute__((returns_nonnull, nonnull));

/* The list is shown, or gets a page or a failure: makes it the last used. */
void session_use_list(struct session *session, struct list *list) __attribute__((nonnull));

/* The list has no rows or failure any more. */
void session_disuse_list(struct session *session, const struct list *list) __attribute__((nonnull));

/* Frees a list that has no place and no request under way, and the names that stood for it. */
void session_free_list(struct session *session, struct list *list) __attribute__((nonnull));

/* The list that a typed name stood for before; NULL if it was not typed. session_add_alias()
 * remembers one. */
struct list *session_find_alias(const struct session *session, const char *name)
    __attribute__((nonnull));
void session_add_alias(struct session *session, const char *name, struct list *list)
    __attribute__((nonnull));

/* Names that stood for `from` stand for `to` from now on. */
void session_move_aliases(struct session *session, const struct list *from, struct list *to)
    __attribute__((nonnull));

/* The load of a list; NULL if none runs. */
struct session_load *session_load_of(const struct session *session, const struct list *list)
    __attribute__((nonnull));

/* Two lists turned out to belong to one account: `to` replaces `from` everywhere, and `from`, which
 * must have no request under way, is freed. */
void session_replace_list(struct session *session, struct list *from, struct list *to)
    __attribute__((nonnull));

/* Replaces `from`, which is freed, by `to`, which the session then owns. Places stay on the
 * selected account, or as near to its row as possible. */
void session_swap_list(struct session *session, struct list *from, struct list *to)
    __attribute__((nonnull));

/* A request by its job; NULL if it is not under way (any more). Valid until the next request. */
struct session_request *session_find_request(const struct session *session, uint64_t job)
    __attribute__((nonnull));

/* The request under way for a list; NULL if none is. */
const struct session_request *session_request_of(const struct session *session,
                                                 const struct list *list) __attribute__((nonnull));

void session_say(struct session *session, enum session_tone tone, const char *format, ...)
    __attribute__((format(printf, 3, 4), nonnull(1, 3)));

/* Says that the store could not be read, and why. */
void session_say_unread(struct session *session, const struct err *err) __attribute__((nonnull));

void session_hush(struct session *session) __attribute__((nonnull)); /* takes the message away */

#endif
