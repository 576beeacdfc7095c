/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of the statistics (view/stats_sheet.h). */
#ifndef FOLLOWTRAIL_VIEW_STATS_TABLE_H
#define FOLLOWTRAIL_VIEW_STATS_TABLE_H

#include "graph/distribution.h"
#include "view/table.h"

#include <stdbool.h>

/* Lists in one state, or all of them. Unknown numbers are ACCOUNT_UNKNOWN. */
struct stats_lists {
    const char *of;    /* "list": those that the accounts are in; "accounts": their own */
    const char *state; /* for programs */
    const char *label;
    int64_t lists, rows, reported, repeats, credits, maybe;
    int64_t distinct; /* accounts in them, each once */
    int64_t most;     /* lists, of a whole bar */
};

/* A count of accounts, such as followers. */
struct stats_count {
    const char *name, *label;
    struct distribution of;
};

/* How many there are of something, with a bar. */
struct stats_row {
    const char *key;                  /* for programs; NULL: unknown */
    const char *label, *brief, *full; /* for people; brief: in 5 columns */
    int64_t from, to;                 /* of a decade, or days */
    int64_t value, of;                /* of: what is 100 %; 0: it is no part of that */
    int64_t upto;                     /* with all before it; ACCOUNT_UNKNOWN: it is apart */
    int64_t no, unknown;              /* of a flag */
    int64_t most;                     /* of a whole bar */
    bool is_possible;                 /* it is only possible */
};

/* Follows between two groups. */
struct stats_mix {
    const char *from, *to;             /* for programs; NULL: no group */
    const char *from_label, *to_label; /* for people */
    int64_t follows, of;               /* of: all from there */
    int64_t most;
    bool is_first; /* of all from there */
};

/* The share of follows that are returned. */
struct stats_reciprocity {
    const char *of; /* "pairs", "follows" */
    int64_t least_n, least_d, most_n, most_d;
};

/* What all of it is about. */
struct stats_scope {
    int64_t accounts, hiding, open_lists, owners;
    int64_t lists, incomplete, oldest_ms, newest_ms;
};

extern const struct table stats_scope, stats_lists, stats_counts, stats_decades, stats_regions,
    stats_ages, stats_flags, stats_pairs, stats_back, stats_mixing, stats_reciprocity;

/* One digit after the point, rounded half up: `16.0`; `–` of nothing. */
const char *stats_percent(int64_t part, int64_t whole, char out[static CELL_BYTES])
    __attribute__((returns_nonnull));

#endif
