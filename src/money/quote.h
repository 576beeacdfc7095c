/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an action will cost, computed in advance. 1 credit per record, at least 1 per request (the
 * API's pricing). Pure. */
#ifndef FOLLOWTRAIL_MONEY_QUOTE_H
#define FOLLOWTRAIL_MONEY_QUOTE_H

#include <stdbool.h>
#include <stdint.h>

struct quote {
    bool is_known; /* false: the list's length is unknown, and nothing below is valid */
    int64_t rows;  /* records missing by the reported count, which may exceed what is listable,
                      so say "about" */
    int64_t calls; /* rows divided by the page size, rounded up; at least 1 */
    int64_t credits;
    int64_t worst; /* credits, plus one confirming empty page, plus 2 % for repeated records */
};

/* The sum of two amounts that are not negative; INT64_MAX if it overflows. */
int64_t quote_add(int64_t one, int64_t other);

/* For the rest of a list of `reported` records (negative: unknown), `held` of them loaded, at
 * `page_size` per request. */
struct quote quote_rest(int64_t reported, int64_t held, int64_t page_size);

/* How many records to request for the next page, which is also the most that it can cost: as many
 * as are missing by the reported count, at most page_size. Also page_size if none is missing but
 * the list goes on, because then the count was wrong. */
int64_t quote_page(int64_t reported, int64_t held, int64_t page_size);

#endif
