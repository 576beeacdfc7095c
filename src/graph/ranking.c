/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/ranking.h"

#include "base/mem.h"
#include "base/sha256.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS_MAX = 19, ID_MAX = 4096, HASHED_MAX = 256 };

static const char *const words[RANKING_ORDERS] = {
    [RANKING_PER_CREDIT] = "per-credit",   [RANKING_SEEN] = "seen",
    [RANKING_FIRST_FOUND] = "first-found", [RANKING_FOLLOWERS] = "followers",
    [RANKING_RANDOM] = "random",
};

/* As it is hashed: no sign, no blank, no zero before it. */
static bool parse_draw(const char *digits, uint64_t *draw) {
    size_t len = strlen(digits);
    *draw = 0;
    if (!len || len > DIGITS_MAX || strspn(digits, "0123456789") < len ||
        (*digits == '0' && len > 1))
        return false;
    for (; *digits; digits++)
        *draw = *draw * 10 + (uint64_t)(*digits - '0');
    return true;
}

bool ranking_parse(const char *name, struct ranking *ranking, struct err *err) {
    size_t len = strcspn(name, ":");
    *ranking = (struct ranking){0};
    for (enum ranking_order order = 0; order < RANKING_ORDERS; order++) {
        if (strlen(words[order]) != len || strncmp(words[order], name, len) != 0)
            continue;
        ranking->order = order;
        if (order == RANKING_RANDOM ? name[len] && parse_draw(name + len + 1, &ranking->draw)
                                    : !name[len])
            return true;
    }
    if (!strncmp(name, "random", len) && len)
        return err_set(err, ERR_USAGE,
                       "A random order has the number of its draw: random:1, random:2, up to 19 "
                       "digits. The same number gives the same order.");
    return err_set(err, ERR_USAGE, "There is no order “%.40s”: " RANKING_NAMES ".", name);
}

const char *ranking_name(const struct ranking *ranking, char name[RANKING_NAME_MAX]) {
    if (ranking->order == RANKING_RANDOM)
        snprintf(name, RANKING_NAME_MAX, "random:%" PRIu64, ranking->draw);
    else
        snprintf(name, RANKING_NAME_MAX, "%s", words[ranking->order]);
    return name;
}

static void hash(const struct ranking *ranking, const char *id, uint8_t digest[SHA256_BYTES]) {
    char room[HASHED_MAX];
    int len = snprintf(room, sizeof room, "%" PRIu64 ":%s", ranking->draw, id);
    char *text = (size_t)len < sizeof room ? NULL : mem_format("%" PRIu64 ":%s", ranking->draw, id);
    sha256(text ? text : room, (size_t)len, digest);
    free(text);
}

int64_t ranking_draw(const struct ranking *ranking, const char *id) {
    uint8_t digest[SHA256_BYTES];
    uint64_t number = 0;
    hash(ranking, id, digest);
    for (size_t i = 0; i < sizeof number; i++)
        number = number << 8 | digest[i];
    return (int64_t)(number >> 1);
}

static int sign(bool is_first, bool is_other) {
    return is_first ? -1 : is_other;
}

static int compare_small(int64_t one, int64_t other) {
    return sign(one<other, one> other);
}

static int compare_large(int64_t one, int64_t other) {
    return sign(one > other, one < other);
}

static int compare_per_credit(const struct ranking_item *one, const struct ranking_item *other) {
    unsigned __int128 a = one->lists, b = other->lists;
    a *= (uint64_t)other->price + RANKING_PAGE;
    b *= (uint64_t)one->price + RANKING_PAGE;
    return sign(a > b, a < b);
}

static int compare_values(const struct ranking *ranking, const struct ranking_item *one,
                          const struct ranking_item *other) {
    switch (ranking->order) {
    case RANKING_PER_CREDIT:
        return compare_per_credit(one, other);
    case RANKING_SEEN:
        return one->lists == other->lists ? compare_small(one->price, other->price)
                                          : compare_large(one->lists, other->lists);
    case RANKING_FOLLOWERS:
        return compare_large(one->value, other->value);
    case RANKING_FIRST_FOUND:
        return compare_small(one->account, other->account);
    default:
        return compare_small(one->value, other->value);
    }
}

int ranking_compare(const struct ranking *ranking, const struct ranking_item *one,
                    const struct ranking_item *other) {
    int difference = compare_values(ranking, one, other);
    if (difference || ranking->order == RANKING_RANDOM)
        return difference;
    return compare_large(one->lists, other->lists);
}

int ranking_compare_ids(const struct ranking *ranking, const char *one, const char *other) {
    uint8_t first[SHA256_BYTES], second[SHA256_BYTES];
    if (ranking->order == RANKING_RANDOM) {
        hash(ranking, one, first);
        hash(ranking, other, second);
        int difference = memcmp(first, second, SHA256_BYTES);
        if (difference)
            return difference;
    }
    return strcmp(one, other);
}

struct ranking_place {
    struct ranking_item item;
    char *id; /* NULL until it decides */
};

void ranking_top_init(struct ranking_top *top, const struct ranking *ranking, size_t most,
                      void (*id)(void *context, uint32_t account, struct buf *out), void *context) {
    *top = (struct ranking_top){.ranking = *ranking, .id = id, .context = context, .most = most};
}

void ranking_top_fini(struct ranking_top *top) {
    for (size_t i = 0; i < top->count; i++)
        free(top->places[i].id);
    free(top->places);
    *top = (struct ranking_top){0};
}

static const char *id_of(struct ranking_top *top, struct ranking_place *place) {
    struct buf id;
    if (place->id)
        return place->id;
    buf_init(&id, ID_MAX);
    top->id(top->context, place->item.account, &id);
    place->id = mem_dup(buf_text(&id));
    buf_fini(&id);
    return place->id;
}

static bool is_after(struct ranking_top *top, struct ranking_place *one,
                     struct ranking_place *other) {
    int difference = ranking_compare(&top->ranking, &one->item, &other->item);
    if (!difference)
        difference = ranking_compare_ids(&top->ranking, id_of(top, one), id_of(top, other));
    return difference > 0;
}

static void swap(struct ranking_place *one, struct ranking_place *other) {
    struct ranking_place held = *one;
    *one = *other;
    *other = held;
}

static void sink(struct ranking_top *top, size_t at) {
    for (size_t child; (child = 2 * at + 1) < top->count; at = child) {
        struct ranking_place *places = top->places;
        if (child + 1 < top->count && is_after(top, &places[child + 1], &places[child]))
            child++;
        if (!is_after(top, &places[child], &places[at]))
            return;
        swap(&places[at], &places[child]);
    }
}

static void rise(struct ranking_top *top, size_t at) {
    for (size_t parent; at > 0; at = parent) {
        parent = (at - 1) / 2;
        if (!is_after(top, &top->places[at], &top->places[parent]))
            return;
        swap(&top->places[at], &top->places[parent]);
    }
}

void ranking_top_add(struct ranking_top *top, const struct ranking_item *item) {
    struct ranking_place place = {.item = *item};
    if (top->count < top->most) {
        top->places = mem_grow(top->places, &top->capacity, top->count + 1, sizeof *top->places);
        top->places[top->count] = place;
        rise(top, top->count++);
        return;
    }
    if (top->count && is_after(top, &top->places[0], &place)) {
        swap(&top->places[0], &place);
        sink(top, 0);
    }
    free(place.id);
}

/* The last in order, taken off the heap. */
static struct ranking_place take_last(struct ranking_top *top) {
    struct ranking_place last = top->places[0];
    top->places[0] = top->places[--top->count];
    sink(top, 0);
    return last;
}

struct ranking_item *ranking_top_take(struct ranking_top *top, size_t *count) {
    struct ranking_item *items = mem_resize(NULL, top->count, sizeof *items);
    *count = top->count;
    while (top->count) {
        struct ranking_place last = take_last(top);
        items[top->count] = last.item;
        free(last.id);
    }
    ranking_top_fini(top);
    return items;
}
