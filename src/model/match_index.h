/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The texts of many accounts, folded once, so that a search over all of them is one pass through
 * memory. Takes as much memory as the texts and about 5 bytes a row; kept only during a search.
 * Rows are folded in chunks; a changed row makes its chunk stale, and the next search folds that
 * again. Pure.
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

/* The row's account changed, or was described again. */
void match_index_renew(struct match_index *index, size_t row) __attribute__((nonnull));

/* Extends the index to the first `count` rows, folding about `most` of them at a time; true when
 * all are done. A search folds the rest; this is for the time before it. */
bool match_index_fold(struct match_index *index, const struct account *const *rows, size_t count,
                      size_t most) __attribute__((nonnull(1)));

/* Writes match_account() (enum verdict) of the first `count` rows, which must be the same as last
 * time, except renewed rows and rows added at the end. */
void match_index_search(struct match_index *index, const struct account *const *rows, size_t count,
                        const struct match *match, unsigned fields, uint8_t *verdicts)
    __attribute__((nonnull(1, 4)));

#endif
