/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A network of twelve lists to compare: complete, partial, hidden and empty ones, one that fails,
 * one that nobody loads, and owners with hostile names. Their ids are 1 to 12; the account
 * TWELVE_LISTS_HUB lists them in this order.
 */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_TWELVE_LISTS_H
#define FOLLOWTRAIL_TESTS_SUPPORT_TWELVE_LISTS_H

#define TWELVE_LISTS_HUB "hub"
enum { TWELVE_LISTS = 12, TWELVE_LISTS_PATH = 64, TWELVE_LISTS_OTHERS = 12 };

struct twelve_lists {
    char folder[TWELVE_LISTS_PATH]; /* for sandbox_config.network_dir */
};

struct twelve_lists_owner {
    const char *name;
    int follows;
};

extern const struct twelve_lists_owner twelve_lists_owners[TWELVE_LISTS];

/* Writes the network to a new folder. The ids from 100 on are accounts on these lists; the first
 * TWELVE_LISTS_OTHERS of them have small lists of their own. */
void twelve_lists_open(struct twelve_lists *lists);
void twelve_lists_close(struct twelve_lists *lists);

#endif
