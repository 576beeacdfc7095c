/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/depth.h"

#include <stdbool.h>

/* Rows that lists may have: all of them, or those that are not listed yet. */
struct room {
    size_t count;
    const struct overlap_list *lists;
    bool is_hidden;  /* only those that are not listed yet */
    int64_t rows;    /* of the lists that have a limit */
    int64_t endless; /* lists without one */
};

static bool is_endless(const struct overlap_list *list) {
    return list->length.most == OVERLAP_NO_LIMIT;
}

static int64_t rows_of(const struct room *room, size_t at) {
    const struct overlap_list *list = &room->lists[at];
    if (is_endless(list))
        return 0;
    return list->length.most - (room->is_hidden ? list->listed : 0);
}

static struct room make_room(size_t count, const struct overlap_list *lists, bool is_hidden) {
    struct room room = {.count = count, .lists = lists, .is_hidden = is_hidden};
    for (size_t i = 0; i < count; i++) {
        room.endless += is_endless(&lists[i]);
        room.rows += rows_of(&room, i);
    }
    return room;
}

static int64_t smaller(int64_t a, int64_t b) {
    return a < b ? a : b;
}

/* Whether so many accounts can each be in `need` of the lists with a limit: no list has one twice.
 */
static bool has_room(const struct room *room, int64_t accounts, int64_t need) {
    int64_t rows = 0;
    for (size_t i = 0; i < room->count; i++)
        rows += smaller(rows_of(room, i), accounts);
    return rows >= accounts * need;
}

/* The most accounts that can each be in `depth` lists. */
static int64_t most_in(const struct room *room, int64_t depth) {
    int64_t need = depth - room->endless;
    if (need <= 0)
        return OVERLAP_NO_LIMIT;
    int64_t least = 0, most = room->rows / need;
    while (least < most) {
        int64_t middle = most - (most - least) / 2;
        if (has_room(room, middle, need))
            least = middle;
        else
            most = middle - 1;
    }
    return least;
}

/* How many of `accounts` get `need` rows each; *rows is what is left then. */
static int64_t take(int64_t accounts, int64_t need, int64_t *rows) {
    int64_t taken = need > 0 ? smaller(accounts, *rows / need) : accounts;
    *rows -= need > 0 ? taken * need : 0;
    return taken;
}

/* How many accounts in fewer than `depth` lists may be in as many: those that lack fewest first. */
static int64_t find_more(const struct room *hidden, const int64_t *members, int64_t depth) {
    int64_t stride = (int64_t)hidden->count + 1, rows = hidden->rows, more = 0;
    int64_t unlisted = most_in(hidden, depth);
    if (unlisted == OVERLAP_NO_LIMIT)
        return OVERLAP_NO_LIMIT;
    for (int64_t certain = depth - 1; certain >= 0; certain--) {
        int64_t possible = 0;
        for (int64_t most = depth; most < stride; most++)
            possible += members[certain * stride + most];
        more += take(possible, depth - certain - hidden->endless, &rows);
    }
    return more + take(unlisted, depth - hidden->endless, &rows);
}

void depth_find(size_t count, const struct overlap_list *lists, const int64_t *members,
                struct overlap_range *out) {
    struct room hidden = make_room(count, lists, true), all = make_room(count, lists, false);
    int64_t certain = 0;
    for (size_t depth = count; depth >= 1; depth--) {
        for (size_t most = depth; most <= count; most++)
            certain += members[depth * (count + 1) + most];
        int64_t more = find_more(&hidden, members, (int64_t)depth);
        int64_t most = more == OVERLAP_NO_LIMIT ? more : certain + more;
        out[depth - 1] =
            (struct overlap_range){certain, smaller(most, most_in(&all, (int64_t)depth))};
    }
}
