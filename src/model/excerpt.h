/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The part of a list that is shown: its rows after a filter, in an order. A position counts what is
 * shown, a row counts the list as the API gave it. Without filter, order or search, positions are
 * rows and it takes no memory.
 *
 * The list changes underneath: call excerpt_refresh() after that, before anything else; it looks
 * only at new and changed rows. What stored lists say (model/facts.h) changes too: then a short
 * list is filtered and sorted again at once, a long one by excerpt_renew(), bit by bit, and until
 * then it shows what it showed. The selection stays on its account. If that is hidden, the position
 * stays until the account is shown again or another is selected. Pure.
 */
#ifndef FOLLOWTRAIL_MODEL_EXCERPT_H
#define FOLLOWTRAIL_MODEL_EXCERPT_H

#include "model/filter.h"
#include "model/list.h"
#include "model/order.h"

/* How many rows of the list follow its owner, as far as they have been counted. */
struct excerpt_tally {
    uint64_t version; /* of the facts */
    size_t counted;   /* rows */
    size_t back[3];   /* by enum verdict */
};

struct excerpt {
    const struct list *list;
    struct filter filter;
    struct order order;
    bool is_searched;
    struct match_index index;
    const struct account *
        *seen; /* the list's rows at the last look; NULL while positions are rows */
    size_t seen_count, capacity;
    uint32_t *sorted;  /* all rows in order; NULL: TikTok's order */
    uint8_t *verdicts; /* of all rows; NULL without a filter */
    uint32_t *shown;   /* NULL: all rows, in TikTok's order */
    size_t count;      /* shown */
    struct filter_sum sum;
    uint64_t filtered_at, sorted_at; /* the version of the facts then */
    uint8_t *renewed;                /* verdicts that will replace the others; NULL: none */
    size_t renewed_count;
    uint64_t renewed_at;
    struct excerpt_tally tally;
    size_t selected; /* position */
    size_t kept_row; /* of the account that the selection stays on; SIZE_MAX if the list does not
                        have it */
    char *kept_id;   /* its id; NULL: it has none */
};

/* What a figure about the excerpt covers. */
struct excerpt_cover {
    size_t shown;     /* rows */
    size_t matched;   /* match the filter; without one, all loaded rows */
    size_t unknown;   /* may match: their records do not say */
    size_t loaded;    /* rows of the list that are loaded */
    int64_t reported; /* what the owner's record reports; ACCOUNT_UNKNOWN */
    bool is_complete; /* all that can be listed is loaded */
};

/* The list must outlive the excerpt, or last until excerpt_set_list(). */
void excerpt_init(struct excerpt *excerpt, const struct list *list) __attribute__((nonnull));
void excerpt_fini(struct excerpt *excerpt) __attribute__((nonnull));

/* Replaces the list by another snapshot. */
void excerpt_set_list(struct excerpt *excerpt, const struct list *list) __attribute__((nonnull));

/* Filters by a text (model/filter.h). On error nothing changes, except filter.mistake_at. */
bool excerpt_set_filter(struct excerpt *excerpt, const char *text, struct err *err)
    __attribute__((nonnull(1, 2)));
void excerpt_set_order(struct excerpt *excerpt, const struct order *order) __attribute__((nonnull));

/* Forgets what was derived from the rows, which are about to be dropped. The selection stays on its
 * account; excerpt_refresh() derives everything again once the rows are back. */
void excerpt_drop_rows(struct excerpt *excerpt) __attribute__((nonnull));

/* Whether all rows are shown, in TikTok's order. */
bool excerpt_is_all(const struct excerpt *excerpt) __attribute__((nonnull));

/* Updates it after the list changed; true if rows were added or, with a filter, an order or a
 * search, changed. */
bool excerpt_refresh(struct excerpt *excerpt) __attribute__((nonnull));

/* Goes on, about `most` rows further, with what changed facts make necessary: filtering, sorting,
 * counting. True when nothing is left to do; *has_changed tells whether rows shown changed. */
bool excerpt_renew(struct excerpt *excerpt, size_t most, bool *has_changed)
    __attribute__((nonnull));

/* Whether filter or order ask what stored lists say, and whether they ask who follows back. */
bool excerpt_asks_lists(const struct excerpt *excerpt) __attribute__((nonnull));
bool excerpt_asks_back(const struct excerpt *excerpt) __attribute__((nonnull));

/* Whether all rows have been counted in `tally`. */
bool excerpt_is_tallied(const struct excerpt *excerpt) __attribute__((nonnull));

/* The row at a position below `count`; the position of a row, SIZE_MAX if it is not shown. */
size_t excerpt_row(const struct excerpt *excerpt, size_t position) __attribute__((nonnull));
size_t excerpt_position(const struct excerpt *excerpt, size_t row) __attribute__((nonnull));

/* Whether a row below the list's count is shown. */
bool excerpt_shows(const struct excerpt *excerpt, size_t row) __attribute__((nonnull));

/* Selects the account at a position, or the last one if that is beyond the end. `selected` stays
 * below `count` unless nothing is shown. */
void excerpt_select(struct excerpt *excerpt, size_t position) __attribute__((nonnull));

/* Selects a row that may not be loaded yet. */
void excerpt_expect(struct excerpt *excerpt, size_t row) __attribute__((nonnull));

/* Builds the index for filters and searches, about `most` rows of it per call, so that the first
 * key in a long list does not wait; true when it is complete. Kept until excerpt_end_search(). */
bool excerpt_prepare(struct excerpt *excerpt, size_t most) __attribute__((nonnull));

/* The next position with a match in one of the fields, after `position`, or before it if backward.
 * Wraps once; `position` itself comes last. SIZE_MAX if there is none. Keeps an index until
 * excerpt_end_search(). */
size_t excerpt_search(struct excerpt *excerpt, const struct match *match, unsigned fields,
                      size_t position, bool is_backward) __attribute__((nonnull));
void excerpt_end_search(struct excerpt *excerpt) __attribute__((nonnull));

struct excerpt_cover excerpt_cover(const struct excerpt *excerpt) __attribute__((nonnull));

/* Appends what it covers: "18 of 123 loaded, 245 in all", "18 of 245", "18 of 123 loaded, 245 in
 * all · 4 unknown". */
void excerpt_describe(const struct excerpt *excerpt, struct buf *out) __attribute__((nonnull));

#endif
