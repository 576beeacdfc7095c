/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions that one key answers. Pure. */
#ifndef FOLLOWTRAIL_COMMAND_CHOICE_H
#define FOLLOWTRAIL_COMMAND_CHOICE_H

#include "base/buf.h"
#include "model/columns.h"
#include "model/extract.h"

#include <stdbool.h>
#include <stddef.h>

struct choice {
    const char *name; /* what it chooses, and the same typed as a word */
    int key;
    int value;
};

/* The answers of a question. */
struct choices {
    const struct choice *all;
    size_t count;
};

/* Values: enum order_key; of a frontier also CHOICE_RANKING plus an enum ranking_order. */
enum { CHOICE_RANKING = ORDER_KEYS };
extern const struct choices choice_orders;
extern const struct choices choice_copies; /* values: enum extract_kind */

/* The choice of a key, or of a word that begins a name, of those that make sense for the list; NULL
 * for none. choice_of_typed() takes either. */
const struct choice *choice_of_key(const struct choices *choices, const struct list *list, int key)
    __attribute__((nonnull(1)));
const struct choice *choice_of_name(const struct choices *choices, const struct list *list,
                                    const char *name) __attribute__((nonnull(1, 3)));
const struct choice *choice_of_typed(const struct choices *choices, const struct list *list,
                                     const char *text) __attribute__((nonnull(1, 3)));

/* Whether it makes sense for the list (columns_suit()); NULL: for some list that is no frontier. */
bool choice_is_of(const struct choices *choices, const struct choice *choice,
                  const struct list *list) __attribute__((nonnull(1, 2)));

/* Appends those that make sense for the list: "f followers · g following". */
void choice_describe(const struct choices *choices, const struct list *list, struct buf *out)
    __attribute__((nonnull(1, 3)));

/* Appends their names alone: "followers, following". */
void choice_names(const struct choices *choices, const struct list *list, struct buf *out)
    __attribute__((nonnull(1, 3)));

/* Appends their keys alone: "f g". */
void choice_keys(const struct choices *choices, const struct list *list, const char *gap,
                 struct buf *out) __attribute__((nonnull(1, 3, 4)));

#endif
