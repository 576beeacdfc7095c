/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a paper says of how its lists were collected: by a crawl, or by hand. All from the store, in
 * one reading; by the thread of the connection. */
#ifndef FOLLOWTRAIL_EXPORT_METHODS_H
#define FOLLOWTRAIL_EXPORT_METHODS_H

#include "base/buf.h"
#include "graph/standing.h"
#include "store/crawl_log.h"

struct methods_seed {
    const char *name; /* "@handle" or "tt" and the id */
    bool is_stored;   /* a list of it is in the store */
    bool is_bought;   /* the crawl requested its list */
};

/* The lists of a crawl are its snapshots with a page. Those fetched by hand are the chosen lists
 * with a request outside any crawl. Their figures are those of today. */
struct methods {
    struct crawl_record crawl; /* id 0: by hand */
    const char *kind;          /* of the store */
    const char *programs;      /* that sent the requests: "followtrail 0.7.0, …"; NULL: none */
    int64_t crawls;            /* in the store */
    int64_t first_ms, last_ms; /* of the requests */
    int64_t requests, credits, maybe;
    int64_t profiles; /* credits of these, for profiles */
    int64_t lists;
    int64_t by_state[STANDING_STATES]; /* of these; those reported to follow nobody besides */
    int64_t listed;                    /* accounts on these lists: follows */
    int64_t repeats, nameless;         /* rows besides: of an account again; without an id */
    int64_t reported;                  /* accounts that the owners were reported to follow … */
    int64_t not_listed;                /* … and of these, not listed */
    int64_t unreported;                /* lists without a reported count */
    int64_t accounts;                  /* different ones on the lists */
    int64_t unlisted; /* by hand: accounts whose list was requested, and brought no page */
    int64_t fresh;    /* a crawl: accounts that no list had before */
    int64_t taken;    /* a crawl: steps that are no seeds and were not skipped */
    int64_t obtained; /* of these: their list came, complete or short */
    struct methods_seed *seeds;
    size_t seed_count;
};

/* Of a crawl by number; 0: by hand. ERR_USAGE: there is no such crawl. Texts are in the arena. */
bool methods_read(struct store *store, int64_t crawl, struct arena *arena, struct methods *methods,
                  struct err *err) __attribute__((nonnull(1, 3, 4), warn_unused_result));

/* Appends the paragraph, in a line of its own, and what a reader of it should know besides. */
void methods_put(const struct methods *methods, struct buf *out) __attribute__((nonnull));

#endif
