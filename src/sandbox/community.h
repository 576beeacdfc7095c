/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The communities of interest of the invented network. Each is a block of consecutive indices; its
 * first members are its best-known ones. */
#ifndef FOLLOWTRAIL_SANDBOX_COMMUNITY_H
#define FOLLOWTRAIL_SANDBOX_COMMUNITY_H

#include "sandbox/culture.h"

#include <stdint.h>

enum { COMMUNITY_COUNT = 40, COMMUNITY_CRAFTS = 6, COMMUNITY_BIOS = 3, COMMUNITY_EMOJI = 3 };

struct community {
    const char *name;
    uint32_t size;                        /* members; the sum of all sizes is the network's size */
    enum culture_tag first, second;       /* the languages of most of its members */
    const char *crafts[COMMUNITY_CRAFTS]; /* for handles and names: at most 9 of [a-z] */
    const char *bios[COMMUNITY_BIOS];
    const char *emoji[COMMUNITY_EMOJI];
};

extern const struct community community_table[COMMUNITY_COUNT];

/* The community of account `index`; *first is the index of its first member. */
uint32_t community_of(uint32_t index, uint32_t *first) __attribute__((nonnull));

#endif
