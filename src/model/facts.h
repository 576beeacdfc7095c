/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the stored lists say of an account, beside its record: in how many of them it is, whether it
 * follows a list's owner, whether its own list is stored. The model only asks; who has the store
 * answers (struct fact_reader).
 *
 * Whether an account is in a list is known if it is listed, or if the list is complete; otherwise
 * it is unknown, never "no". A count is therefore two numbers: the lists that certainly have the
 * account, and those that have it or may have it. An account's own list never counts for it.
 */
#ifndef FOLLOWTRAIL_MODEL_FACTS_H
#define FOLLOWTRAIL_MODEL_FACTS_H

#include "account/account.h"
#include "base/dict.h"
#include "base/err.h"
#include "model/verdict.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct list;

enum { FACT_NONE = -1 }; /* in place of an enum verdict: the question makes no sense here */

/* Of an account's own list. */
enum fact_state { FACT_STATE_NONE, FACT_INCOMPLETE, FACT_COMPLETE };

struct facts {
    int64_t lists;          /* that have it; ACCOUNT_UNKNOWN: not counted yet, as lists_max */
    int64_t lists_max;      /* that have it or may have it */
    int back;               /* enum verdict: it follows the list's owner; FACT_NONE: no owner */
    enum fact_state state;  /* of its own list */
    const char *state_name; /* the same in more detail, "complete_short" (static); NULL: no list */
    const char *group;      /* that a file of groups puts it in; NULL: none */
};

/* What a local list may say of its rows. */
enum row_fact {
    ROW_FACT_RANK,
    ROW_FACT_ROWS,
    ROW_FACT_AGE,
    ROW_FACT_CREDITS,
    ROW_FACT_PRICE,
    ROW_FACT_EXCESS,
    ROW_FACT_CHANGE,
    ROW_FACT_IN,        /* whether it belongs to the list */
    ROW_FACT_CERTAINTY, /* the same where the list is about a difference */
    ROW_FACT_COUNT
};

/* What a local list says of one of its rows; ACCOUNT_UNKNOWN where it says nothing. Start with
 * ROW_FACTS_NONE. A column that no row of a list has anything for is not a column of that list. */
struct row_facts {
    int64_t rank;               /* of the account that the list is about, in this account's list */
    int64_t reported, listed;   /* rows of this account's list: as its record says, and stored */
    int64_t at_ms;              /* when that list was fetched */
    int64_t credits;            /* what it cost */
    int64_t price;              /* credits, what it would cost */
    int64_t lists, lists_max;   /* instead of the store's, where not ACCOUNT_UNKNOWN: among fewer
                                   lists */
    int64_t excess_n, excess_d; /* a fraction, negative too, of one denominator in all rows; 0:
                                   none */
    enum fact_state state;      /* of the list that the row stands for, with its name, instead of */
    const char *state_name;     /* what is known by the account's id; NULL: as that says */
    const char *change;         /* of the account, from what to what; as note */
    const char *note;           /* of the row, in a few words, in the list's arena; NULL: none */
    enum verdict in;            /* VERDICT_UNKNOWN: it may not belong to the list; drawn dim */
};

#define ROW_FACTS_NONE                                                                             \
    ((struct row_facts){.rank = ACCOUNT_UNKNOWN,                                                   \
                        .reported = ACCOUNT_UNKNOWN,                                               \
                        .listed = ACCOUNT_UNKNOWN,                                                 \
                        .at_ms = ACCOUNT_UNKNOWN,                                                  \
                        .credits = ACCOUNT_UNKNOWN,                                                \
                        .price = ACCOUNT_UNKNOWN,                                                  \
                        .lists = ACCOUNT_UNKNOWN,                                                  \
                        .lists_max = ACCOUNT_UNKNOWN,                                              \
                        .in = VERDICT_YES})

/* The lists that `lists` counts. */
struct fact_scope {
    bool is_counted;              /* false while they are counted for the first time */
    int64_t lists, incomplete;    /* asked for; of these, not complete */
    int64_t oldest_ms, newest_ms; /* their dates; ACCOUNT_UNKNOWN: none */
};

/* Whose lists have an account. Labels as people know them: "@nasa", an id. */
struct fact_owners {
    const char **in; /* the largest lists first, as many as were asked for */
    size_t in_count;
    int64_t in_total, may_total; /* lists that have it; that are incomplete and do not */
    int64_t lists;               /* of all others than the account itself */
};

/* Which groups a file puts accounts in. */
struct fact_groups {
    const struct dict *of;    /* id → the group's name */
    const char *const *names; /* of all groups */
    size_t count;
};

/* Answers from memory, in about a microsecond, and never fails: what is not known (yet) is unknown.
 * It outlives the lists that have it. A name is as the user typed it: "@nasa", "nasa", an id. */
struct fact_reader {
    void *context;

    /* `list` gives the owner that `back` is about; NULL: none. */
    void (*read)(void *context, const struct list *list, const struct account *account,
                 struct facts *facts);

    /* Whether the list of the account with that name has this one; whether this account's list has
     * the one with that name. */
    enum verdict (*is_followed_by)(void *context, const char *name, const struct account *account);
    enum verdict (*follows)(void *context, const char *name, const struct account *account);

    /* False, with ERR_USAGE, unless the store has exactly one account with that name. */
    bool (*knows)(void *context, const char *name, struct err *err);

    /* Who has the account in its list, at most `most` of them. May read the store. Texts in the
     * arena. */
    bool (*owners)(void *context, const struct account *account, size_t most, struct arena *arena,
                   struct fact_owners *owners, struct err *err);

    const struct fact_groups *groups; /* borrowed; NULL: no file was read */
    struct fact_scope scope;
    uint64_t version; /* changes whenever an answer may have changed */
};

#endif
