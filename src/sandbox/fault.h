/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Injected faults. SPEC is NAME[:COUNT][@FIRST]: `429:2@3` spoils the third and fourth request.
 * COUNT and FIRST default to 1; FIRST counts authorised requests for an operation of the API, from
 * 1. If several faults cover a request, the first one applies. */
#ifndef FOLLOWTRAIL_SANDBOX_FAULT_H
#define FOLLOWTRAIL_SANDBOX_FAULT_H

#include "base/err.h"
#include "sandbox/refusal.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum fault {
    FAULT_NONE,
    FAULT_429,
    FAULT_500,
    FAULT_SHAPE,
    FAULT_502,
    FAULT_503,
    FAULT_REDIRECT,
    FAULT_CURSOR,
    FAULT_TIMEOUT,
    FAULT_HANG,
    FAULT_CUT,
    FAULT_SLOW,
    FAULT_GARBAGE,
    FAULT_HUGE,
    FAULT_BOMB,
    FAULT_CHARGED_ERROR,
    FAULT_TYPES,
    FAULT_MISSING,
    FAULT_REPEAT_PAGE,
    FAULT_REPEAT_CURSOR,
    FAULT_EMPTY_MORE,
    FAULT_COUNT
};

/* What a fault replaces. If there is nothing to spoil, the answer is the normal one. */
enum fault_scope {
    FAULT_REFUSES,        /* any request, before it is processed; nothing is charged */
    FAULT_REFUSES_CURSOR, /* a request for a page with a cursor; nothing is charged */
    FAULT_SPOILS_ANSWER,  /* the delivery of any answer; charged like the answer */
    FAULT_SPOILS_PAID,    /* an answer with records; charged */
    FAULT_SPOILS_LIST,    /* a page of a list; charged */
};

struct fault_entry {
    const char *name;
    enum fault_scope scope;
    enum refusal refusal; /* the answer instead of a 200 */
    const char *help;
};

/* By enum fault; FAULT_NONE has an empty name. */
extern const struct fault_entry fault_table[FAULT_COUNT];

struct fault_rule {
    enum fault fault;
    int64_t count, first;
};

/* Reads a SPEC; false with ERR_USAGE if it is invalid. */
bool fault_parse(const char *spec, struct fault_rule *rule, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* The fault for request number `request`, from 1. */
enum fault fault_pick(const struct fault_rule *rules, size_t count, int64_t request);

#endif
