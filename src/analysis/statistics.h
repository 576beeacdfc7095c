/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Figures of accounts and of the lists that they are known from. What is unknown is counted and is
 * part of no figure.
 */
#ifndef FOLLOWTRAIL_ANALYSIS_STATISTICS_H
#define FOLLOWTRAIL_ANALYSIS_STATISTICS_H

#include "graph/distribution.h"
#include "graph/dyads.h"
#include "graph/standing.h"
#include "model/facts.h"

enum statistics_count {
    STATISTICS_FOLLOWERS,
    STATISTICS_FOLLOWING,
    STATISTICS_LIKES,
    STATISTICS_VIDEOS,
    STATISTICS_LISTS, /* that have the account, for certain */
    STATISTICS_COUNTS
};

/* More groups than that have no table of follows. */
enum { STATISTICS_GROUPS_MAX = 100 };

/* Ages of lists: today, then up to 7, 30, 90, 365 days; older. */
enum { STATISTICS_AGES = 6 };

/* Lists in one state. */
struct statistics_state {
    int64_t lists, rows, repeats, nameless;
    int64_t reported, unreported; /* rows reported; lists for which nobody reported them */
    int64_t credits, maybe;       /* charged; and what may have been, at most */
};

/* The lists of some accounts: those that were asked for. */
struct statistics_lists {
    struct statistics_state states[STANDING_STATES], all;
    int64_t nobody;   /* accounts that follow nobody, which was reported without being asked for */
    int64_t without;  /* accounts whose list is not stored */
    int64_t distinct; /* accounts in these lists, each once */
    int64_t oldest_ms, newest_ms; /* when they were fetched; ACCOUNT_UNKNOWN: none */
    int64_t ages[STATISTICS_AGES];
};

struct statistics_flag {
    int64_t yes, no, unknown;
};

struct statistics_region {
    const char *region; /* NULL: unknown, the last */
    int64_t accounts;
};

/* Follows from the accounts of one group to those of another; NULL: of none. */
struct statistics_mix {
    const char *from, *to;
    int64_t follows;
};

struct statistics {
    int64_t accounts;
    struct fact_scope scope;             /* the lists that `lists` counts */
    bool has_own;                        /* it is about lists, and the accounts are in them */
    struct statistics_lists own, theirs; /* those lists; the accounts' own */
    struct statistics_flag verified, private;
    struct statistics_flag back; /* of has_own: whether they follow the owners */
    int64_t hiding;              /* accounts that hide their counts */
    struct distribution counts[STATISTICS_COUNTS];
    int64_t open_lists;                /* accounts that may be in more lists than `lists` counts */
    struct statistics_region *regions; /* most accounts first, then by name */
    size_t region_count;
    int64_t owners;     /* of these accounts and lists, those whose lists are known, in part */
    struct dyads dyads; /* pairs of them */
    const char *const *groups; /* the last may be NULL, those in no group */
    size_t group_count;        /* 0: there are no groups */
    int64_t *mixing; /* follows [from * group_count + to]; with has_own, to the accounts */
};

#endif
