/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions that one key answers. Pure. */
#ifndef FOLLOWTRAIL_COMMAND_CHOICE_H
#define FOLLOWTRAIL_COMMAND_CHOICE_H

#include "base/buf.h"
#include "model/extract.h"
#include "model/order.h"

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

/* Appends "f followers  g following". */
void choice_describe(const struct choices *choices, struct buf *out) __attribute__((nonnull));

/* Appends the keys alone: "f g". */
void choice_keys(const struct choices *choices, const char *gap, struct buf *out)
    __attribute__((nonnull));

#endif
