/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/acquaintance.h"

#include "sandbox/community.h"
#include "sandbox/prng.h"
#include "sandbox/showcase.h"

enum { PURPOSE_KIN = 49, PURPOSE_FOLLOWS };

enum { HUBS = 3, KIN = 2, WORD_BITS = 64 };

/* One list under construction. */
struct circle {
    struct prng prng;
    const struct persona *owner;
    uint32_t kin[KIN];
    uint32_t first[COMMUNITY_COUNT + 1], taken_of[COMMUNITY_COUNT];
    uint64_t taken[(PERSONA_COUNT + WORD_BITS - 1) / WORD_BITS];
};

struct pick {
    uint32_t index, community;
};

static bool is_taken(const struct circle *circle, uint32_t index) {
    return (circle->taken[index / WORD_BITS] >> (index % WORD_BITS)) & 1;
}

static void take(struct circle *circle, struct pick pick) {
    circle->taken[pick.index / WORD_BITS] |= UINT64_C(1) << (pick.index % WORD_BITS);
    circle->taken_of[pick.community]++;
}

static void circle_init(struct circle *circle, uint64_t seed, const struct persona *owner) {
    *circle = (struct circle){.owner = owner};
    prng_init(&circle->prng, seed, PURPOSE_KIN, owner->index);
    for (size_t i = 0; i < KIN; i++)
        circle->kin[i] = prng_below(&circle->prng, COMMUNITY_COUNT);
    for (uint32_t i = 0; i < COMMUNITY_COUNT; i++)
        circle->first[i + 1] = circle->first[i] + community_table[i].size;
    prng_init(&circle->prng, seed, PURPOSE_FOLLOWS, owner->index);
    take(circle, (struct pick){owner->index, owner->community});
}

/* A member of a community, well-known ones more often. The last tenth are newcomers whom hardly
 * anybody has found yet. */
static struct pick draw_member(struct circle *circle, uint32_t community) {
    uint32_t known = community_table[community].size * 9 / 10;
    uint64_t at = prng_below(&circle->prng, known);
    return (struct pick){circle->first[community] + (uint32_t)(at * (at + 1) / known), community};
}

static struct pick draw_anybody(struct circle *circle) {
    return draw_member(circle, prng_below(&circle->prng, COMMUNITY_COUNT));
}

static struct pick draw_hub(struct circle *circle) {
    uint32_t community = prng_below(&circle->prng, COMMUNITY_COUNT);
    return (struct pick){circle->first[community] + prng_below(&circle->prng, HUBS), community};
}

static struct pick draw_pick(struct circle *circle) {
    uint32_t kind = prng_below(&circle->prng, 100), first;
    if (kind < 72)
        return draw_member(circle, circle->owner->community);
    if (kind < 82)
        return draw_hub(circle);
    if (kind < 94)
        return draw_member(circle, circle->kin[prng_below(&circle->prng, KIN)]);
    if (kind < 98)
        return draw_anybody(circle);
    uint32_t index = prng_below(&circle->prng, PERSONA_COUNT);
    return (struct pick){index, community_of(index, &first)};
}

/* The first free index from `from` on, below `end`; `end` if all are taken. */
static uint32_t next_free(const struct circle *circle, uint32_t from, uint32_t end) {
    while (from < end) {
        uint64_t free = ~circle->taken[from / WORD_BITS] >> (from % WORD_BITS);
        if (free) {
            from += (uint32_t)__builtin_ctzll(free);
            return from < end ? from : end;
        }
        from += WORD_BITS - from % WORD_BITS;
    }
    return end;
}

/* Somebody who is not in the list yet, as close to `pick` as possible: the next in its community,
 * or from elsewhere once most of that community is in the list. */
static struct pick settle(struct circle *circle, struct pick pick) {
    while (is_taken(circle, pick.index)) {
        uint32_t start = circle->first[pick.community], end = circle->first[pick.community + 1];
        if (circle->taken_of[pick.community] >= (end - start) * 3 / 4) {
            pick = draw_anybody(circle);
            continue;
        }
        pick.index = next_free(circle, pick.index, end);
        if (pick.index == end)
            pick.index = next_free(circle, start, end);
    }
    return pick;
}

uint32_t *acquaintance_list(uint64_t seed, const struct persona *owner, size_t count,
                            struct arena *arena) {
    uint32_t *list = arena_alloc(arena, count * sizeof *list);
    struct circle circle;
    circle_init(&circle, seed, owner);
    for (size_t i = 0; i < count; i++) {
        struct pick pick = draw_pick(&circle);
        if (owner->index == PERSONA_SHOWCASE && showcase_wish(seed, i, &pick.index)) {
            uint32_t first;
            pick.community = community_of(pick.index, &first);
        }
        pick = settle(&circle, pick);
        take(&circle, pick);
        list[i] = pick.index;
    }
    return list;
}
