/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/dyads.h"

#include <stdlib.h>

static int compare(const void *a, const void *b) {
    uint32_t one = *(const uint32_t *)a, other = *(const uint32_t *)b;
    return (one > other) - (one < other);
}

static bool lists_it(const struct dyads_list *list, uint32_t account) {
    return list->count &&
           bsearch(&account, list->targets, list->count, sizeof *list->targets, compare);
}

/* One follow. A mutual pair has two, and counts with the first. */
static void add_follow(struct dyads *dyads, const struct dyads_list *lists, uint32_t from,
                       uint32_t to) {
    bool is_whole = lists[from].is_complete && lists[to].is_complete;
    if (lists_it(&lists[to], from)) {
        dyads->mutual += from < to;
        dyads->whole_mutual += from < to && is_whole;
    } else if (lists[to].is_complete) {
        dyads->one_way++;
        dyads->whole_one_way += is_whole;
    } else {
        dyads->listed++;
    }
}

/* Pairs that follow and have one incomplete list, or two. */
struct ties {
    int64_t mixed, loose;
};

static void add_tie(struct ties *ties, const struct dyads_list *lists, uint32_t from, uint32_t to) {
    int incomplete = !lists[from].is_complete + !lists[to].is_complete;
    if (from > to && lists_it(&lists[to], from))
        return;
    ties->mixed += incomplete == 1;
    ties->loose += incomplete == 2;
}

static int64_t pairs_of(int64_t count) {
    return count * (count - 1) / 2;
}

/* What is left of all pairs, by the completeness of the two lists. */
static void add_untied(struct dyads *dyads, const struct ties *ties, int64_t complete,
                       int64_t incomplete) {
    dyads->none = pairs_of(complete) - dyads->whole_mutual - dyads->whole_one_way;
    dyads->not_listed = complete * incomplete - ties->mixed;
    dyads->unknown = pairs_of(incomplete) - ties->loose;
}

struct dyads dyads_count(const struct dyads_list *lists, size_t count) {
    struct dyads dyads = {.mutual = 0};
    struct ties ties = {0, 0};
    int64_t complete = 0;
    for (uint32_t from = 0; from < count; from++) {
        complete += lists[from].is_complete;
        for (size_t i = 0; i < lists[from].count; i++)
            if (lists[from].targets[i] != from) {
                add_follow(&dyads, lists, from, lists[from].targets[i]);
                add_tie(&ties, lists, from, lists[from].targets[i]);
            }
    }
    add_untied(&dyads, &ties, complete, (int64_t)count - complete);
    return dyads;
}

int64_t dyads_pairs(const struct dyads *dyads) {
    return dyads->mutual + dyads->one_way + dyads->listed + dyads->not_listed + dyads->unknown +
           dyads->none;
}

struct dyads_bounds dyads_reciprocity(const struct dyads *dyads) {
    int64_t tied = dyads->mutual + dyads->one_way + dyads->listed;
    int64_t open = dyads->not_listed + dyads->unknown;
    return (struct dyads_bounds){
        .least_n = dyads->mutual,
        .least_d = tied + open,
        .most_n = dyads->mutual + dyads->listed + dyads->unknown,
        .most_d = tied + dyads->unknown,
    };
}
