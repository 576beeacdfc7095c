/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests through the journal, as they are made when nothing is special about them. Whatever fails
 * ends the test. */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_BOUGHT_H
#define FOLLOWTRAIL_TESTS_SUPPORT_BOUGHT_H

#include "store/catalogue.h"
#include "store/journal.h"

enum { BOUGHT_LIMIT = 20 };

/* For a page of BOUGHT_LIMIT records; for a profile. */
struct journal_order bought_page(const char *target, int64_t seq);
struct journal_order bought_profile(const char *target);

/* The same, by a user who knows that it may be paid for already. */
struct journal_order bought_told(struct journal_order order);

/* What the journal says to it. */
enum journal_verdict bought_ask(struct store *store, struct journal_order order, int64_t now_ms,
                                struct journal_ticket *ticket);

/* The number of a request that may be sent. */
int64_t bought_send(struct store *store, struct journal_order order, int64_t now_ms);

/* Keeps an answer with that body; the body is the text's bytes. */
void bought_keep(struct store *store, int64_t request, const char *body, int64_t now_ms);

/* Keeps an answer and enters it: "ok" with an empty page, charge and balance as given. */
void bought_answer(struct store *store, int64_t request, int64_t credits, int64_t balance,
                   int64_t now_ms);
void bought_enter(struct store *store, int64_t request, int64_t credits, int64_t balance);
void bought_abandon(struct store *store, int64_t request, bool is_sent, int64_t now_ms);

struct purse bought_purse(struct store *store, int64_t now_ms);

#endif
