/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the id of an account to its row in a list. Holds only row numbers, some 6 to 11 bytes a row:
 * the ids themselves stay in the rows, which the caller passes each time. Pure.
 */
#ifndef FOLLOWTRAIL_MODEL_ID_INDEX_H
#define FOLLOWTRAIL_MODEL_ID_INDEX_H

#include "account/account.h"

#include <stddef.h>
#include <stdint.h>

struct id_index {
    uint32_t *slots; /* row + 1; 0: empty */
    size_t slot_count, count;
};

void id_index_init(struct id_index *index) __attribute__((nonnull));
void id_index_fini(struct id_index *index) __attribute__((nonnull));

/* The row with that id; SIZE_MAX when there is none. */
size_t id_index_find(const struct id_index *index, const struct account *const *rows,
                     const char *id) __attribute__((nonnull(1, 3)));

/* Adds a row, whose account has an id that is not there yet. */
void id_index_add(struct id_index *index, const struct account *const *rows, size_t row)
    __attribute__((nonnull));

#endif
