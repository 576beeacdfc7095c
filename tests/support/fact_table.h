/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reader of facts that a test fills: an entry an account, by its id. */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_FACT_TABLE_H
#define FOLLOWTRAIL_TESTS_SUPPORT_FACT_TABLE_H

#include "model/facts.h"

enum { FACT_TABLE_NAMES = 4 };

struct fact_entry {
    const char *id;
    struct facts facts;
    /* Whether it is in the list of the account with this name; whether its list has it. */
    enum verdict followed_by[FACT_TABLE_NAMES], follows[FACT_TABLE_NAMES];
};

struct fact_table {
    struct fact_reader reader;
    struct fact_entry *entries;
    size_t count;
    const char *names[FACT_TABLE_NAMES]; /* with the @; NULL: no more */
    const char *const *in; /* whose lists have every account; ends with NULL; NULL: nobody's */
    int64_t may;           /* how many others may have it */
};

/* The entries stay the caller's; change them as you like, and count `reader.version` up. */
void fact_table_init(struct fact_table *table, struct fact_entry *entries, size_t count)
    __attribute__((nonnull(1)));

#endif
