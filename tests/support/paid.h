/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A fresh store in a folder of its own, and answers in it: requests as the journal leaves them,
 * with times that the test chooses. Whatever fails ends the test. */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_PAID_H
#define FOLLOWTRAIL_TESTS_SUPPORT_PAID_H

#include "base/buf.h"
#include "store/catalogue.h"
#include "store/holding.h"

enum { PAID_PATH_MAX = 128 };

struct paid {
    char folder[PAID_PATH_MAX];
    char path[PAID_PATH_MAX + 16];
    struct store *store;
    int64_t numbers; /* given out as sent_no and ended_no */
};

void paid_open(struct paid *paid);
void paid_close(struct paid *paid); /* removes all of it */

int64_t paid_snapshot(struct paid *paid, const char *target);

/* A request in `state`, ended at `at_ms`; of a profile when `target` is not NULL, else of a page.
 */
int64_t paid_request(struct paid *paid, const char *state, const char *target, int64_t snapshot,
                     int64_t seq, int64_t at_ms);

/* Whether it was taken: an "ok" with its rows charged. paid_enter() answers a new request with it,
 * and ends the test when it is not taken. The page is freed. */
bool paid_take(struct paid *paid, int64_t request, struct page *page, struct err *err);
int64_t paid_enter(struct paid *paid, int64_t snapshot, int64_t seq, int64_t at_ms,
                   struct page *page);
int64_t paid_enter_profile(struct paid *paid, const char *target, int64_t at_ms,
                           const struct account *profile);

/* A readable account; texts are not copied, here and in a page. */
struct account paid_account(const char *id, const char *username, int64_t followers);
struct page *paid_page(const struct account *records, size_t count, const char *next_cursor);

/* The number that a statement, a literal, returns; -1 for NULL or nothing. */
int64_t paid_number(struct paid *paid, const char *text);

/* Passes all chosen lists of any store. */
void paid_each_holding(struct store *store, holding_take *take, void *context);

/* Every row and column that is derived, as text. */
void paid_dump(struct paid *paid, struct buf *out);

#endif
