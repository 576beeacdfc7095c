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

extern const struct choices choice_orders; /* values: enum order_key */
extern const struct choices choice_copies; /* values: enum extract_kind */

/* The choice of a key, or of a word that begins a name; NULL for none. */
const struct choice *choice_of_key(const struct choices *choices, int key) __attribute__((nonnull));
const struct choice *choice_of_name(const struct choices *choices, const char *name)
    __attribute__((nonnull));

/* The choice that was typed as either. */
const struct choice *choice_of_typed(const struct choices *choices, const char *text)
    __attribute__((nonnull));

/* Whether it makes sense for the list (columns_suit()); NULL: for some list. */
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
