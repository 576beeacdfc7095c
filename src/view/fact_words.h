/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stored lists say of an account, in the words and signs of a list's columns. Each function
 * that takes `out` writes to it and returns it. Pure. */
#ifndef FOLLOWTRAIL_VIEW_FACT_WORDS_H
#define FOLLOWTRAIL_VIEW_FACT_WORDS_H

#include "base/buf.h"
#include "model/excerpt.h"

enum { FACT_WORDS_MAX = 64 };

/* `7`; `7–9` if that is certain only of 7; `7+` where `cols` columns have no room for it; `–`
 * before they are counted. */
const char *fact_words_lists(const struct facts *facts, int cols, char out[static FACT_WORDS_MAX])
    __attribute__((returns_nonnull, nonnull));

/* `398`; `50/85` of a list with 85 rows reported. */
const char *fact_words_rows(const struct row_facts *facts, int cols,
                            char out[static FACT_WORDS_MAX])
    __attribute__((returns_nonnull, nonnull));

/* Three places with a sign: `+.267`, `−.050`, `0`. */
const char *fact_words_excess(const struct row_facts *facts, char out[static FACT_WORDS_MAX])
    __attribute__((returns_nonnull, nonnull));

/* Appends how many of a list's rows follow its owner: "12 follow back, 20 do not, 8 unknown". */
void fact_words_put_back(const struct excerpt_tally *tally, struct buf *out)
    __attribute__((nonnull));

/* Appends whose lists an account is in, as many names as fit `cols` columns (0: all): "In 7–9 of
 * your 40 lists: @a, @b …". */
void fact_words_put_owners(const struct fact_owners *owners, int cols, struct buf *out)
    __attribute__((nonnull));

/* Appends "follows @nasa back", "does not follow @nasa back", "may follow @nasa back"; nothing for
 * FACT_NONE. */
void fact_words_put_back_of(int back, const char *owner, struct buf *out) __attribute__((nonnull));

/* Appends what `lists` counts: "40 stored lists, 3 incomplete, 2026-11-02 to 2026-11-29"; that it
 * is still being counted. */
void fact_words_put_scope(const struct fact_scope *scope, struct buf *out) __attribute__((nonnull));

/* Whether the lists are more than 30 days apart, so that one may have changed meanwhile. */
bool fact_words_is_spread(const struct fact_scope *scope) __attribute__((nonnull));

/* Appends both in words, each part after a comma: ", in 7 to 9 lists, follows back, rank 3, list
 * partial, 50 of 85 rows, 3 days old, for 85 credits". `now_ms`: wall clock. */
void fact_words_put_facts(const struct facts *facts, struct buf *out) __attribute__((nonnull));
void fact_words_put_row(const struct row_facts *facts, int64_t now_ms, struct buf *out)
    __attribute__((nonnull));

/* `⇄` listed, `⋅` not listed, `?` unknown; empty for FACT_NONE. */
const char *fact_words_back(int back) __attribute__((returns_nonnull));

/* A state's name for people: "follows nobody" for nobody_reported, "short" for complete_short,
 * which ended before the number reported; empty for none. */
const char *fact_words_state_name(const char *name, char out[static FACT_WORDS_MAX])
    __attribute__((returns_nonnull, nonnull(2)));

/* `●` complete, `◐` incomplete, empty for none. */
const char *fact_words_state(enum fact_state state) __attribute__((returns_nonnull));

#endif
