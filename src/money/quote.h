/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an action will cost, before it is done. 1 credit a record, at least 1 a call (the API's
 * pricing). Pure.
 */
#ifndef FOLLOWTRAIL_MONEY_QUOTE_H
#define FOLLOWTRAIL_MONEY_QUOTE_H

#include <stdbool.h>
#include <stdint.h>

struct quote {
    bool is_known; /* false: the list's length is not known, nothing below holds */
    int64_t rows;  /* records still missing, by the reported count, which may exceed what is
                      listable: say "about" */
    int64_t calls; /* rows over the page size, rounded up; at least 1 */
    int64_t credits;
    int64_t worst; /* credits, one confirming empty page, and 2 % for records that come twice */
};

/* The sum of two amounts that are not negative; INT64_MAX where it does not fit. */
int64_t quote_add(int64_t one, int64_t other);

/* For the rest of a list of `reported` records (negative: not known) of which `held` are here, at
 * `page_size` a call. */
struct quote quote_rest(int64_t reported, int64_t held, int64_t page_size);

/* For its next page: how many records to ask for, and so the most that it can cost. As many as are
 * missing by the reported count, page_size at most; page_size as well when none is missing but the
 * list goes on, because the count was wrong then. */
int64_t quote_page(int64_t reported, int64_t held, int64_t page_size);

#endif
