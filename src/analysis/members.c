/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/members.h"

#include "base/mem.h"
#include "store/lookup.h"

#include <stdlib.h>
#include <string.h>

void members_init(struct members *members) {
    *members = (struct members){.count = 0};
    arena_init(&members->arena);
}

void members_fini(struct members *members) {
    free(members->items);
    arena_fini(&members->arena);
}

struct reading {
    struct members *members;
    struct store *store;
    const struct comparison *comparison;
    const struct graph_index *index; /* NULL: nothing is counted */
    const char *pattern;
    int64_t least;
    struct err *err;
    bool has_failed;
};

static bool fits(const char *pattern, const struct comparison_member *member) {
    size_t at = 0;
    for (size_t list = 0; pattern[list]; list++) {
        bool is_in = at < member->in_count && member->in[at] == list;
        at += is_in;
        if (pattern[list] != '*' && (pattern[list] == 'o') != is_in)
            return false;
    }
    return true;
}

static const char *pattern_of(struct reading *reading, const struct comparison_member *member) {
    const struct comparison *comparison = reading->comparison;
    char *pattern = arena_alloc(&reading->members->arena, comparison->count + 1);
    for (size_t i = 0; i < comparison->count; i++)
        pattern[i] = comparison->lists[i].holding.is_complete ? '.' : '?';
    for (size_t i = 0; i < member->in_count; i++)
        pattern[member->in[i]] = 'o';
    return pattern;
}

/* Of the complete lists of the store, those that are not compared. */
static void count_elsewhere(const struct graph_index *index, int64_t number,
                            struct excess *excess) {
    struct fact_scope scope = graph_index_scope(index);
    const struct chosen *own = graph_index_list(index, number);
    bool has_whole = own && own->is_complete && own->is_asked;
    int64_t lists, most, incomplete = scope.incomplete - (own && !own->is_complete);
    graph_index_count(index, number, &lists, &most);
    excess->elsewhere = lists - (incomplete - (most - lists)) - excess->here;
    excess->elsewhere_all = scope.lists - scope.incomplete - has_whole - excess->here_all;
}

static void add(struct reading *reading, const struct comparison_member *member) {
    struct members *members = reading->members;
    struct account *account;
    struct member made = {.lists = member->lists,
                          .lists_max = member->lists_max,
                          .excess = {.here = member->complete, .here_all = member->complete_all}};
    reading->has_failed = !lookup_account_by_number(reading->store, member->number, &members->arena,
                                                    &account, reading->err);
    if (reading->has_failed || !account)
        return;
    made.account = account;
    made.pattern = pattern_of(reading, member);
    if (reading->index)
        count_elsewhere(reading->index, member->number, &made.excess);
    members->items =
        mem_grow(members->items, &members->capacity, members->count + 1, sizeof *members->items);
    members->items[members->count++] = made;
}

static void take(void *context, const struct comparison_member *member) {
    struct reading *reading = context;
    int64_t least = reading->least;
    bool is_wanted = least ? member->lists >= least : fits(reading->pattern, member);
    reading->members->unknown += least && !is_wanted && member->lists_max >= least;
    if (is_wanted && !reading->has_failed)
        add(reading, member);
}

static int compare(const void *a, const void *b) {
    const struct member *left = a, *right = b;
    if (left->lists != right->lists)
        return left->lists < right->lists ? 1 : -1;
    return strcmp(left->account->id, right->account->id);
}

/* Without its own list, an account's shares may be of a list fewer. */
static int64_t find_denominator(const struct members *members) {
    int64_t here = 0, elsewhere = 0;
    for (size_t i = 0; i < members->count; i++) {
        const struct excess *excess = &members->items[i].excess;
        if (!fraction_has_value(excess_value(excess)))
            continue;
        here = excess->here_all > here ? excess->here_all : here;
        elsewhere = excess->elsewhere_all > elsewhere ? excess->elsewhere_all : elsewhere;
    }
    return here * (here > 1 ? here - 1 : 1) * elsewhere * (elsewhere > 1 ? elsewhere - 1 : 1);
}

bool members_read(struct members *members, struct store *store, const struct comparison *comparison,
                  const struct graph_index *index, const char *pattern, int64_t least,
                  struct err *err) {
    struct reading reading = {.members = members,
                              .store = store,
                              .comparison = comparison,
                              .index = index && graph_index_is_ready(index) ? index : NULL,
                              .pattern = pattern,
                              .least = least,
                              .err = err};
    comparison_each(comparison, take, &reading);
    if (members->count)
        qsort(members->items, members->count, sizeof *members->items, compare);
    members->excess_denominator = find_denominator(members);
    return !reading.has_failed;
}
