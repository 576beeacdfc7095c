/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stored lists say of an account, in the words and signs of a list's columns. Each function
 * that takes `out` writes to it and returns it. Pure. */
#ifndef FOLLOWTRAIL_VIEW_FACT_WORDS_H
#define FOLLOWTRAIL_VIEW_FACT_WORDS_H

#include "model/facts.h"

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

/* `⇄` listed, `∙` not listed, `?` unknown; empty for FACT_NONE. */
const char *fact_words_back(int back) __attribute__((returns_nonnull));

/* `●` complete, `◐` incomplete, empty for none. */
const char *fact_words_state(enum fact_state state) __attribute__((returns_nonnull));

#endif
