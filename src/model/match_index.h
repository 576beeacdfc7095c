/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The texts of many accounts, folded once, so that a search over all of them is one run over
 * memory. Takes as much room as the texts themselves and some 5 bytes a row; kept only as long as
 * something is searched. Rows are folded in chunks; one that changed makes its chunk stale, and
 * that is folded again at the next search. Pure.
 */
#ifndef FOLLOWTRAIL_MODEL_MATCH_INDEX_H
#define FOLLOWTRAIL_MODEL_MATCH_INDEX_H

#include "model/match.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct match_chunk;

struct match_index {
    struct match_chunk **chunks;
    size_t chunk_count, capacity;
};

void match_index_init(struct match_index *index) __attribute__((nonnull));
void match_index_fini(struct match_index *index) __attribute__((nonnull));

/* The row is another account than it was, or describes it again. */
void match_index_renew(struct match_index *index, size_t row) __attribute__((nonnull));

/* Brings the index up to the first `count` rows, folding about `most` of them and no more; true
 * when all are done. A search does what is left; this is for the time before it. */
bool match_index_fold(struct match_index *index, const struct account *const *rows, size_t count,
                      size_t most) __attribute__((nonnull(1)));

/* match_account() of each of the first `count` rows, which are the same as the last time, except
 * those that were renewed and those added at the end. Writes enum verdict. */
void match_index_search(struct match_index *index, const struct account *const *rows, size_t count,
                        const struct match *match, unsigned fields, uint8_t *verdicts)
    __attribute__((nonnull(1, 4)));

#endif
