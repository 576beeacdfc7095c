/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The purse, read from the journal: what is left, what was spent, what may have been spent, and how
 * much a new request may cost. All in credits. Pure; the worker owns the current one, others get
 * copies. */
#ifndef FOLLOWTRAIL_MONEY_PURSE_H
#define FOLLOWTRAIL_MONEY_PURSE_H

#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>

enum { PURSE_UNKNOWN = -1 };

/* What a cap covers. */
enum purse_scope { PURSE_SESSION, PURSE_DAY, PURSE_STORE, PURSE_SCOPE_COUNT };

/* By enum purse_scope; PURSE_UNKNOWN: no cap. */
struct caps {
    int64_t most[PURSE_SCOPE_COUNT];
};

struct purse {
    int64_t balance;                  /* as last reported for the key; PURSE_UNKNOWN before */
    int64_t balance_ms;               /* when it was reported, wall clock */
    bool is_balance_current;          /* reported since this session began */
    int64_t spent[PURSE_SCOPE_COUNT]; /* certainly charged */
    int64_t used[PURSE_SCOPE_COUNT];  /* what counts against a cap: charged, reserved for
                                         requests under way, or maybe charged, even if a later
                                         balance seems to prove that it was not */
    int64_t maybe;    /* the most that may have been charged in addition, in the whole store:
                         sent, and never answered */
    int64_t reserved; /* the most that requests under way may cost, by any program and key */
    struct caps caps;
};

void caps_init(struct caps *caps) __attribute__((nonnull)); /* no cap */
void purse_init(struct purse *purse) __attribute__((nonnull));

/* How many records to request if `want` (1 or more) are wanted: no more than the caps leave, and no
 * more than a current balance can pay. With a balance of 0 it is `want`: the API refuses that at no
 * charge, and there is no other way to learn of new credits. 0 if a cap leaves nothing. If a cap
 * leaves less than `want`, *scope is that cap; otherwise it is unchanged. */
int64_t purse_allow(const struct purse *purse, int64_t want, enum purse_scope *scope)
    __attribute__((nonnull));

/* What a cap leaves; INT64_MAX without a cap, never negative. */
int64_t purse_left(const struct purse *purse, enum purse_scope scope) __attribute__((nonnull));

/* The scope whose cap leaves least; PURSE_SCOPE_COUNT if there is no cap. */
enum purse_scope purse_tightest(const struct purse *purse) __attribute__((nonnull));

/* What all caps together leave; INT64_MAX without a cap. */
int64_t purse_caps_left(const struct purse *purse) __attribute__((nonnull));

/* Why less can be spent than something costs. */
struct purse_limit {
    bool is_short;   /* false: all of it can be spent */
    bool is_balance; /* the balance leaves least; otherwise the cap of `scope` does */
    enum purse_scope scope;
};

/* The source of every amount offered: how much of `price` (1 or more) the caps and a current
 * balance allow. 0: nothing can be bought, and *limit says why. */
int64_t purse_offer(const struct purse *purse, int64_t price, struct purse_limit *limit)
    __attribute__((nonnull));

/* Appends why nothing can be bought: "Session cap reached (500 of 500)", or "(500 used, cap
 * 0)" where it was lowered; "The balance is 0". The
 * brief form is for a title: "session cap reached", "balance 0". Only for a limit that leaves
 * nothing. */
void purse_put_limit(const struct purse *purse, const struct purse_limit *limit, struct buf *out)
    __attribute__((nonnull));
const char *purse_limit_brief(const struct purse_limit *limit)
    __attribute__((nonnull, returns_nonnull));

/* "session", "day", "store". Static text. */
const char *purse_scope_name(enum purse_scope scope) __attribute__((returns_nonnull));

#endif
