/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/overlap.h"

/* How many accounts that are not listed there can be, at most, and how they can overlap. */
struct room {
    int64_t x;      /* of A that are rows of B */
    int64_t y;      /* of B that are rows of A */
    int64_t z;      /* of both that are rows of neither */
    int64_t wa, wb; /* that then remain in one list alone, at least */
};

static int64_t smaller(int64_t a, int64_t b) {
    return a < b ? a : b;
}

static int64_t positive(int64_t number) {
    return number > 0 ? number : 0;
}

/* No limit minus something is no limit. */
static int64_t less(int64_t from, int64_t number) {
    return from == OVERLAP_NO_LIMIT ? from : from - number;
}

static int64_t more(int64_t number, int64_t to) {
    return number == OVERLAP_NO_LIMIT ? number : number + to;
}

static struct room find_room(struct overlap_list a, struct overlap_list b, int64_t shared) {
    struct room room;
    int64_t free_a = less(a.length.most, a.listed), free_b = less(b.length.most, b.listed);
    room.x = smaller(free_a, b.listed - shared);
    room.y = smaller(free_b, a.listed - shared);
    room.z = smaller(less(free_a, room.x), less(free_b, room.y));
    room.wa = room.wb = 0;
    if (room.z != OVERLAP_NO_LIMIT) {
        room.wa = positive(a.length.least - a.listed - room.x - room.z);
        room.wb = positive(b.length.least - b.listed - room.y - room.z);
    }
    return room;
}

/* With as many more of both as one likes, a share comes as near to 1 as one likes. */
static struct fraction most_of(const struct room *room, int64_t shared, int64_t all) {
    if (room->z == OVERLAP_NO_LIMIT)
        return (struct fraction){1, 1};
    return (struct fraction){shared + room->x + room->y + room->z, all};
}

static struct fraction least_of(int64_t shared, int64_t all) {
    return all == OVERLAP_NO_LIMIT ? (struct fraction){0, 1} : (struct fraction){shared, all};
}

/* Without a row the value is unknown, unless the bounds leave only one: if nothing can be shared,
 * the share is 0 wherever it has a value. */
static struct overlap_share share_of(struct fraction value, struct fraction least,
                                     struct fraction most) {
    if (!fraction_has_value(most))
        most = least;
    if (!fraction_has_value(value) && !fraction_compare(least, most))
        value = least;
    return (struct overlap_share){.least = least, .value = value, .most = most};
}

/* `gained`: what the list has besides its rows and those of neither list. */
static struct overlap_share containment(struct overlap_list list, const struct room *room,
                                        int64_t shared, int64_t gained) {
    return share_of((struct fraction){shared, list.listed}, least_of(shared, list.length.most),
                    most_of(room, shared, more(room->z, list.listed + gained)));
}

static struct overlap_share jaccard(struct overlap_list a, struct overlap_list b,
                                    const struct room *room, int64_t shared) {
    int64_t either = a.listed + b.listed - shared;
    bool is_endless = a.length.most == OVERLAP_NO_LIMIT || b.length.most == OVERLAP_NO_LIMIT;
    int64_t all = is_endless ? OVERLAP_NO_LIMIT : a.length.most + b.length.most - shared;
    return share_of((struct fraction){shared, either}, least_of(shared, all),
                    most_of(room, shared, more(room->z, either + room->wa + room->wb)));
}

static struct overlap_range only(struct overlap_list a, int64_t shared, int64_t lost) {
    return (struct overlap_range){positive(a.listed - shared - lost), less(a.length.most, shared)};
}

struct overlap overlap_make(struct overlap_list a, struct overlap_list b, int64_t shared) {
    struct room room = find_room(a, b, shared);
    return (struct overlap){.shared = shared,
                            .shared_most = more(room.z, shared + room.x + room.y),
                            .jaccard = jaccard(a, b, &room, shared),
                            .of_a = containment(a, &room, shared, room.x + room.wa),
                            .of_b = containment(b, &room, shared, room.y + room.wb),
                            .only_a = only(a, shared, room.y),
                            .only_b = only(b, shared, room.x)};
}

bool overlap_is_exact(const struct overlap_share *share) {
    return !fraction_compare(share->least, share->value) &&
           !fraction_compare(share->most, share->value);
}
