/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much of a following list is known: its state, whether it is complete, and between which
 * lengths the whole list is. Pure. The view `lists` of the store says the same in SQL. */
#ifndef FOLLOWTRAIL_GRAPH_STANDING_H
#define FOLLOWTRAIL_GRAPH_STANDING_H

#include <stdbool.h>
#include <stdint.h>

enum {
    STANDING_UNKNOWN = -1,       /* a number that nobody reported */
    STANDING_TOLERATED_PART = 20 /* a reported count may be too high by 1/20 of it, and by 1 */
};

#define STANDING_NO_LIMIT INT64_MAX

enum standing_state {
    STANDING_NONE,            /* nothing was asked for, or the first request brought no page */
    STANDING_COMPLETE,        /* all that the API lists is here */
    STANDING_NOBODY_REPORTED, /* complete without a request: its owner follows nobody */
    STANDING_COMPLETE_SHORT,  /* the API ended it, but too many are missing or have no id */
    STANDING_PARTIAL,         /* there is more */
    STANDING_CUT_BY_BALANCE,  /* the last page was cut because the credits ran out */
    STANDING_STOPPED,         /* a stop rule ended it (model/list.h) */
    STANDING_FAILED,          /* the request for the next page brought none */
    STANDING_HIDDEN,          /* empty, although its owner is said to follow somebody */
    STANDING_EMPTY_UNKNOWN,   /* empty, and nobody said how many its owner follows */
    STANDING_STATES
};

/* What is known of a list. Numbers are not negative, or STANDING_UNKNOWN. */
struct standing_facts {
    bool has_page;
    bool has_more;    /* the last page says so */
    bool is_cut;      /* the last page, by the balance */
    bool is_stopped;  /* a stop rule ended it */
    bool is_failed;   /* the last request for the next page brought none */
    bool is_private;  /* its owner */
    int64_t listed;   /* distinct ids */
    int64_t nameless; /* records without an id */
    int64_t reported; /* how many its owner follows; may be STANDING_UNKNOWN */
};

struct standing {
    enum standing_state state;
    bool is_complete;
    int64_t lo, hi; /* least and greatest length; hi may be STANDING_NO_LIMIT */
};

/* How much too high a reported count may be: max(1, floor(reported / 20)). */
int64_t standing_tolerance(int64_t reported);

struct standing standing_of(const struct standing_facts *facts) __attribute__((nonnull));

/* In files and in the store's views: "complete_short". */
const char *standing_name(enum standing_state state) __attribute__((returns_nonnull));

bool standing_is_complete(enum standing_state state);

#endif
