/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What of a list is shown: its rows after a filter, in an order. A position counts what is shown, a
 * row counts the list as the API gave it. While there is neither filter nor order, and nothing is
 * searched, positions are rows and it takes no memory.
 *
 * The list changes under it: excerpt_refresh() takes in rows that came and accounts that were
 * described again, and is to be called after that before anything else is asked; only what changed
 * is looked at. The selection stays on its account: where that is not shown, the place stays, until
 * the account is shown again or another one is selected. Pure.
 */
#ifndef FOLLOWTRAIL_MODEL_EXCERPT_H
#define FOLLOWTRAIL_MODEL_EXCERPT_H

#include "model/filter.h"
#include "model/list.h"
#include "model/order.h"

struct excerpt {
    const struct list *list;
    struct filter filter;
    struct order order;
    bool is_searched;
    struct match_index index;
    const struct account **seen; /* the list's rows as they were; NULL while positions are rows */
    size_t seen_count, capacity;
    uint32_t *sorted;  /* all rows in order; NULL as listed */
    uint8_t *verdicts; /* of all rows; NULL without a filter */
    uint32_t *shown;   /* NULL while all rows are, as listed */
    size_t count;      /* shown */
    struct filter_sum sum;
    size_t selected; /* position */
    size_t kept_row; /* of the account that the selection is to stay on; SIZE_MAX when the list does
                        not have it */
    char *kept_id;   /* its id; NULL when it has none */
};

/* What a figure about the excerpt is about. */
struct excerpt_cover {
    size_t shown;     /* rows */
    size_t matched;   /* pass the filter: all that are loaded without one */
    size_t unknown;   /* cannot be said to pass or not */
    size_t loaded;    /* rows of the list that are here */
    int64_t reported; /* that the owner is said to follow; ACCOUNT_UNKNOWN */
    bool is_complete; /* all that can be listed is loaded */
};

/* The list outlives the excerpt, or the time to excerpt_set_list(). */
void excerpt_init(struct excerpt *excerpt, const struct list *list) __attribute__((nonnull));
void excerpt_fini(struct excerpt *excerpt) __attribute__((nonnull));

/* Another snapshot takes the list's place. */
void excerpt_set_list(struct excerpt *excerpt, const struct list *list) __attribute__((nonnull));

/* Filters by what the text says (model/filter.h). On error what is shown stays as it was, except
 * filter.mistake_at. */
bool excerpt_set_filter(struct excerpt *excerpt, const char *text, struct err *err)
    __attribute__((nonnull(1, 2)));
void excerpt_set_order(struct excerpt *excerpt, const struct order *order) __attribute__((nonnull));

/* The list's rows are about to be given up: forgets what was derived from them. The selection stays
 * on its account, and excerpt_refresh() derives all of it again once the rows are there again. */
void excerpt_drop_rows(struct excerpt *excerpt) __attribute__((nonnull));

/* Whether all rows are shown, as listed. */
bool excerpt_is_all(const struct excerpt *excerpt) __attribute__((nonnull));

/* Takes in what changed in the list; true when rows came or, with a filter, an order or a search,
 * were described again. */
bool excerpt_refresh(struct excerpt *excerpt) __attribute__((nonnull));

/* The row at a position below `count`; the position of a row, SIZE_MAX when it is not shown. */
size_t excerpt_row(const struct excerpt *excerpt, size_t position) __attribute__((nonnull));
size_t excerpt_position(const struct excerpt *excerpt, size_t row) __attribute__((nonnull));

/* Whether a row below the list's count is shown. */
bool excerpt_shows(const struct excerpt *excerpt, size_t row) __attribute__((nonnull));

/* Selects the account at a position; one beyond the end is the last. `selected` is where the
 * selection stands, below `count` unless nothing is shown. */
void excerpt_select(struct excerpt *excerpt, size_t position) __attribute__((nonnull));

/* Selects a row that may still have to come. */
void excerpt_expect(struct excerpt *excerpt, size_t row) __attribute__((nonnull));

/* Makes the index that filters and searches need, about `most` rows of it and no more, so that the
 * first key in a long list does not wait; true when all is done. Kept until excerpt_end_search().
 */
bool excerpt_prepare(struct excerpt *excerpt, size_t most) __attribute__((nonnull));

/* The next position with a match in one of the fields, from the one behind `position` on, or from
 * the one before it on backward, around the end once: `position` itself comes last. SIZE_MAX when
 * there is none. Keeps an index until excerpt_end_search(). */
size_t excerpt_search(struct excerpt *excerpt, const struct match *match, unsigned fields,
                      size_t position, bool is_backward) __attribute__((nonnull));
void excerpt_end_search(struct excerpt *excerpt) __attribute__((nonnull));

struct excerpt_cover excerpt_cover(const struct excerpt *excerpt) __attribute__((nonnull));

/* Appends what is covered in words: "18 of 123 loaded, 245 in all", "18 of 245", "18 of 123 loaded,
 * 245 in all · 4 unknown". */
void excerpt_describe(const struct excerpt *excerpt, struct buf *out) __attribute__((nonnull));

#endif
