/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a crawl leaves in the store: its rule (whose lists first, which order, which budget and
 * bounds), each step with what was known when it was decided, and how it ended. All of it is
 * primary data: nothing derives it again. A step is written before the first request for it, so
 * that no request of a crawl is without its step.
 *
 * What a crawl costs is the sum of the requests that carry its number (journal_order.crawl), kept
 * in `spent`; journal_begin() sends none that the budget does not cover. Credits; wall clock,
 * milliseconds.
 *
 * Order of calls for one crawl: crawl_log_begin() or crawl_log_continue(); crawl_log_decide() and
 * crawl_log_end_step() for each list, or crawl_log_decide() alone for one that is skipped; then
 * crawl_log_end(). These by the writer's thread only (the worker does it: worker_begin_crawl());
 * the functions that read, on any connection, by its own thread.
 */
#ifndef FOLLOWTRAIL_STORE_CRAWL_LOG_H
#define FOLLOWTRAIL_STORE_CRAWL_LOG_H

#include "base/arena.h"
#include "store/store.h"

enum { CRAWL_NO_BOUND = -1 };

/* The rule of a new crawl. */
struct crawl_order {
    /* In the order given, with a space between: "tt" and the id, or an @ and the handle where the
     * id is not known yet. "": none. */
    const char *seeds;
    const char *sort;   /* "per-credit", "random:7": as --order takes it */
    int64_t budget;     /* the most credits that it may cost */
    int64_t lists;      /* the most lists that it loads; CRAWL_NO_BOUND */
    int64_t depth;      /* of the seeds: 0; CRAWL_NO_BOUND */
    int64_t per_list;   /* the most that a list may cost; CRAWL_NO_BOUND */
    const char *filter; /* NULL: none */
    const char *frame;  /* the members of a defined population, as seeds; NULL: none */
};

enum crawl_end {
    CRAWL_RUNNING, /* or its program was killed: crawl_record.is_alive */
    CRAWL_BUDGET,
    CRAWL_NOTHING_FITS,
    CRAWL_LISTS,
    CRAWL_DEPTH,
    CRAWL_FAILURES,
    CRAWL_BALANCE,
    CRAWL_CAP,
    CRAWL_STOPPED, /* by the user */
    CRAWL_ENDS
};

/* "running", "budget", "nothing fits", …: as in the store and in files. Static text. */
const char *crawl_end_name(enum crawl_end end) __attribute__((returns_nonnull));

enum crawl_outcome {
    CRAWL_UNDER_WAY, /* decided, and not ended: a crawl that goes on takes it up again */
    CRAWL_COMPLETE,
    CRAWL_SHORT,  /* ended, and more were reported (complete_short) */
    CRAWL_HIDDEN, /* empty, or refused as a private account's */
    CRAWL_GONE,   /* not found */
    CRAWL_FAILED,
    CRAWL_PARTIAL, /* the budget, a cap or the balance ended first */
    CRAWL_SKIPPED, /* costs more than a list may */
    CRAWL_OUTCOMES
};

/* "complete", "short", …; NULL for CRAWL_UNDER_WAY. Static text. */
const char *crawl_outcome_name(enum crawl_outcome outcome);

/* Why a list is next, as it was known then. */
struct crawl_choice {
    int64_t crawl;
    int64_t n;           /* the step's number, from 1 */
    const char *account; /* its id, without "tt" */
    const char *seed;    /* the word in crawl_order.seeds that it was given as, "@handle", whose
                            place its id takes; NULL */
    int64_t in_lists;    /* in how many chosen lists */
    int64_t price;       /* ACCOUNT_UNKNOWN: nobody reported it */
    int64_t depth;
    int64_t frontier_size; /* how many it was chosen from; 0 for a seed */
    bool is_skipped;       /* logged only: it gets no list */
};

/* Begins a crawl, as this program's; *crawl is its number, from 1. */
bool crawl_log_begin(struct store *store, const struct crawl_order *order, int64_t now_ms,
                     int64_t *crawl, struct err *err)
    __attribute__((nonnull(1, 2, 4), warn_unused_result));

/* Goes on with it, as this program's, with `more` credits to spend from now on; 0: with what is
 * left of its budget. ERR_LIMIT if a living program runs it, ERR_USAGE if there is none with that
 * number. */
bool crawl_log_continue(struct store *store, int64_t crawl, int64_t more, int64_t now_ms,
                        struct err *err) __attribute__((nonnull(1), warn_unused_result));

/* A step, or what is skipped. Deciding one again that has no outcome, or was partial, takes it up
 * again with what was known first. Not synced: the entry of its first request is, and syncs
 * both. */
bool crawl_log_decide(struct store *store, const struct crawl_choice *choice, int64_t now_ms,
                      struct err *err) __attribute__((nonnull(1, 2), warn_unused_result));

/* How a step ended; again, if it was taken up again. What it brought is counted here, from the
 * pages that its requests brought. */
bool crawl_log_end_step(struct store *store, int64_t crawl, int64_t n, enum crawl_outcome outcome,
                        int64_t now_ms, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* An answer was entered that came to the store after its step had ended: counts what that brought
 * again. Nothing for any other request. */
bool crawl_log_recount(struct store *store, int64_t request, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* All steps, after every answer was entered again; in the caller's transaction. */
bool crawl_log_recount_all(struct store *store, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

bool crawl_log_end(struct store *store, int64_t crawl, enum crawl_end end, int64_t now_ms,
                   struct err *err) __attribute__((nonnull(1), warn_unused_result));

struct crawl_record {
    int64_t id;                   /* 0: there is none */
    int64_t started_ms, ended_ms; /* ended_ms: ACCOUNT_UNKNOWN while it runs */
    enum crawl_end end;
    bool is_alive;            /* a living program runs it */
    bool is_ours;             /* this store's own program does */
    int64_t runs;             /* how often it was begun or continued */
    struct crawl_order order; /* seeds by id where that is known by now */
    const char *program;      /* that began it or last went on */
    int64_t charged;          /* certainly */
    int64_t counted;  /* what counts against the budget: charged, reserved or maybe charged */
    int64_t reserved; /* by requests under way */
    int64_t maybe;    /* of requests that got no answer */
    int64_t steps;    /* the last step's number, those skipped included */
    int64_t outcomes[CRAWL_OUTCOMES]; /* steps by outcome */
};

/* What is left of its budget. */
int64_t crawl_left(const struct crawl_record *crawl) __attribute__((nonnull));

/* One by number; 0: the newest. crawl->id is 0 if there is none. Texts are in the arena. */
bool crawl_log_read(struct store *store, int64_t id, struct arena *arena,
                    struct crawl_record *crawl, struct err *err)
    __attribute__((nonnull(1, 3, 4), warn_unused_result));

/* All, the newest first. */
bool crawl_log_read_all(struct store *store, struct arena *arena, struct crawl_record **crawls,
                        size_t *count, struct err *err)
    __attribute__((nonnull(1, 2, 3, 4), warn_unused_result));

struct crawl_step {
    int64_t n;
    const char *account; /* its id, without "tt" */
    const char *handle;  /* of its newest record, without @; NULL: not known */
    int64_t no;          /* its number */
    int64_t in_lists, price, depth, frontier_size; /* as in struct crawl_choice */
    int64_t decided_ms, ended_ms;                  /* ended_ms: ACCOUNT_UNKNOWN while under way */
    enum crawl_outcome outcome;
    bool is_left;    /* CRAWL_UNDER_WAY, and no program runs its crawl */
    int64_t credits; /* charged for it */
    int64_t maybe;   /* maybe charged, or reserved */
    int64_t listed;  /* accounts that its list had when the step ended */
    int64_t fresh;   /* of them, those that no list had before */
    int64_t inside;  /* of them, those whose own list is stored */
};

/* Its steps in order: at most `most` from number `from` (from 1) on. */
bool crawl_log_steps(struct store *store, int64_t crawl, int64_t from, size_t most,
                     struct arena *arena, struct crawl_step **steps, size_t *count, struct err *err)
    __attribute__((nonnull(1, 5, 6, 7), warn_unused_result));

#endif
