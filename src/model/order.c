/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/order.h"

#include "base/arena.h"
#include "base/mem.h"
#include "base/text_fold.h"
#include "model/count.h"

#include <stdlib.h>
#include <string.h>

#define UNKNOWN_LAST UINT64_MAX

enum { PREFIX_BYTES = 8, MANY = 8 };

/* Added to an excess, so that it is not negative. */
#define EXCESS_LEAST (INT64_C(1) << 61)

static const char *const names[ORDER_KEYS] = {
    "TikTok's order", "handle", "name", "followers", "following", "likes",   "videos",
    "region",         "bio",    "id",   "sign",      "seen",      "lists",   "back",
    "state",          "group",  "rank", "rows",      "age",       "credits", "price",
    "excess"};

static bool is_as_listed(const struct order_part *part) {
    return part->key == ORDER_LISTED && !part->is_descending;
}

static bool is_count(enum order_key key) {
    return key >= ORDER_FOLLOWERS && key <= ORDER_VIDEOS;
}

static bool is_text(enum order_key key) {
    return key == ORDER_HANDLE || key == ORDER_NAME || key == ORDER_GROUP ||
           (key >= ORDER_REGION && key <= ORDER_ID);
}

/* The first that is shown is the most interesting. */
static bool starts_with_greatest(enum order_key key) {
    return is_count(key) ||
           (key >= ORDER_SEEN && !is_text(key) && key != ORDER_RANK && key != ORDER_PRICE);
}

void order_choose(struct order *order, enum order_key key) {
    struct order_part *first = &order->parts[0];
    if (first->key == key) {
        first->is_descending = !first->is_descending;
        return;
    }
    order->parts[1] = key == ORDER_LISTED ? (struct order_part){ORDER_LISTED, false} : *first;
    *first = (struct order_part){key, starts_with_greatest(key)};
}

bool order_is_same(const struct order *one, const struct order *other) {
    for (size_t i = 0; i < ORDER_DEPTH; i++)
        if (one->parts[i].key != other->parts[i].key ||
            one->parts[i].is_descending != other->parts[i].is_descending)
            return false;
    return true;
}

bool order_is_listed(const struct order *order) {
    return is_as_listed(&order->parts[0]);
}

static void describe_part(const struct order_part *part, struct buf *out) {
    buf_text_put(out, names[part->key]);
    if (!is_as_listed(part))
        buf_text_put(out, part->is_descending ? " ↓" : " ↑");
}

void order_describe(const struct order *order, struct buf *out) {
    describe_part(&order->parts[0], out);
    if (order->parts[0].key == ORDER_LISTED || is_as_listed(&order->parts[1]))
        return;
    buf_text_put(out, ", then ");
    describe_part(&order->parts[1], out);
}

bool order_asks_lists(const struct order *order) {
    return order->parts[0].key >= ORDER_LISTS || order->parts[1].key >= ORDER_LISTS;
}

/* By what lists say, ties go to the account in more lists unless the user chose a second key. */
static struct order with_ties(const struct order *order) {
    struct order all = *order;
    if (all.parts[0].key >= ORDER_LISTS && is_as_listed(&all.parts[1]))
        all.parts[1] = (struct order_part){ORDER_LISTS, true};
    return all;
}

/* The sort key of an account: the numbers decide; if both are prefixes of longer texts, the texts
 * do. */
struct sort_key {
    uint64_t numbers[ORDER_DEPTH];
    const char *texts[ORDER_DEPTH]; /* folded */
};

struct sorting {
    struct order order;
    const struct list *list;
    struct arena texts;
    struct sort_key *keys;
};

static const char *text_of(const struct list *list, uint32_t row, enum order_key key) {
    const struct account *account = list->rows[row];
    switch (key) {
    case ORDER_HANDLE:
        return account->username;
    case ORDER_NAME:
        return account->display_name;
    case ORDER_REGION:
        return account->region;
    case ORDER_BIO:
        return account->bio;
    case ORDER_GROUP:
        return list_facts(list, row).group;
    default:
        return account->id;
    }
}

/* A partly unreadable record has its own sign, whichever part it is. */
static int64_t sign_of(const struct account *account) {
    if (account->defect)
        return 3;
    if (account_flag(account, ACCOUNT_FLAG_PRIVATE) == ACCOUNT_UNKNOWN)
        return ACCOUNT_UNKNOWN;
    return account->is_private ? 2 : account->is_verified ? 0 : 1;
}

static int64_t back_of(const struct facts *facts) {
    return facts->back == FACT_NONE || facts->back == VERDICT_UNKNOWN ? ACCOUNT_UNKNOWN
                                                                      : facts->back;
}

static int64_t fact_of(const struct list *list, uint32_t row, enum order_key key) {
    struct facts facts = list_facts(list, row);
    if (key == ORDER_LISTS)
        return facts.lists;
    if (key == ORDER_BACK)
        return back_of(&facts);
    return facts.state == FACT_STATE_NONE ? ACCOUNT_UNKNOWN : (int64_t)facts.state;
}

static int64_t row_fact_of(const struct list *list, uint32_t row, enum order_key key) {
    struct row_facts facts = list_row_facts(list, row);
    switch (key) {
    case ORDER_RANK:
        return facts.rank;
    case ORDER_ROWS:
        return facts.listed;
    case ORDER_AGE:
        return facts.at_ms;
    case ORDER_CREDITS:
        return facts.credits;
    case ORDER_PRICE:
        return facts.price;
    default: /* every row has the same denominator */
        return facts.excess_d ? facts.excess_n + EXCESS_LEAST : ACCOUNT_UNKNOWN;
    }
}

/* ACCOUNT_UNKNOWN if there is nothing else to compare. */
static int64_t number_of(const struct list *list, enum order_key key, uint32_t row) {
    const struct account *account = list->rows[row];
    if (key >= ORDER_RANK)
        return row_fact_of(list, row, key);
    if (key >= ORDER_LISTS)
        return fact_of(list, row, key);
    switch (key) {
    case ORDER_LISTED:
        return row;
    case ORDER_SEEN:
        return account->seen_ms;
    case ORDER_SIGN:
        return sign_of(account);
    default:
        return count_of(account, (enum count)(COUNT_FOLLOWERS + (key - ORDER_FOLLOWERS)));
    }
}

static const char *fold(struct arena *arena, const char *text) {
    char room[512];
    size_t len = strlen(text);
    if (len * TEXT_FOLD_GROWTH <= sizeof room)
        return arena_dup_n(arena, room, text_fold(TEXT_FOLD_CASE, text, len, room));
    char *folded = arena_alloc(arena, len * TEXT_FOLD_GROWTH + 1);
    folded[text_fold(TEXT_FOLD_CASE, text, len, folded)] = '\0';
    return folded;
}

/* The first bytes as a number that sorts the same way. The empty text sorts last, and only it has a
 * 0. */
static uint64_t prefix_of(const char *text) {
    uint64_t prefix = 0;
    for (int i = 0; i < PREFIX_BYTES; i++)
        prefix = prefix << 8 | (unsigned char)(*text ? *text++ : 0);
    return prefix == UNKNOWN_LAST ? prefix - 1 : prefix;
}

static void make_part(struct sorting *sorting, size_t part, uint32_t row, struct sort_key *key) {
    const struct order_part *by = &sorting->order.parts[part];
    uint64_t number;
    key->texts[part] = NULL;
    if (is_text(by->key)) {
        const char *text = text_of(sorting->list, row, by->key);
        if (text && *text)
            key->texts[part] = fold(&sorting->texts, text);
        number = key->texts[part] ? prefix_of(key->texts[part]) : UNKNOWN_LAST;
    } else {
        int64_t value = number_of(sorting->list, by->key, row);
        number = value == ACCOUNT_UNKNOWN ? UNKNOWN_LAST : (uint64_t)value;
    }
    key->numbers[part] = by->is_descending && number != UNKNOWN_LAST ? ~number - 1 : number;
}

static void make_key(struct sorting *sorting, uint32_t row, struct sort_key *key) {
    const struct order_part *parts = sorting->order.parts;
    *key = (struct sort_key){.numbers = {0}};
    for (size_t part = 0; part < ORDER_DEPTH; part++)
        if (!part || parts[part].key != parts[0].key) /* the same key decides nothing more */
            make_part(sorting, part, row, key);
}

static int compare_parts(const struct order *order, const struct sort_key *a,
                         const struct sort_key *b, size_t part) {
    if (a->numbers[part] != b->numbers[part])
        return a->numbers[part] < b->numbers[part] ? -1 : 1;
    if (!a->texts[part] || !b->texts[part])
        return 0;
    int difference = strcmp(a->texts[part], b->texts[part]);
    return order->parts[part].is_descending ? -difference : difference;
}

static int compare_ids(const struct list *list, uint32_t a, uint32_t b) {
    const char *one = list->rows[a]->id, *other = list->rows[b]->id;
    return one && other ? strcmp(one, other) : !one - !other;
}

static int compare(const struct sorting *sorting, const struct sort_key *a, uint32_t a_row,
                   const struct sort_key *b, uint32_t b_row) {
    int difference = 0;
    for (size_t part = 0; part < ORDER_DEPTH && !difference; part++)
        difference = compare_parts(&sorting->order, a, b, part);
    if (!difference && sorting->order.parts[0].key >= ORDER_LISTS)
        difference = compare_ids(sorting->list, a_row, b_row);
    return difference ? difference : a_row < b_row ? -1 : a_row > b_row;
}

/* The first number is stored beside the row, so that most comparisons need nothing else. */
struct item {
    uint64_t number;
    uint32_t row, key;
};

static bool is_after(const struct sorting *sorting, const struct item *a, const struct item *b) {
    if (a->number != b->number)
        return a->number > b->number;
    return compare(sorting, &sorting->keys[a->key], a->row, &sorting->keys[b->key], b->row) > 0;
}

static void merge(const struct sorting *sorting, const struct item *from, size_t middle, size_t end,
                  struct item *to) {
    size_t left = 0, right = middle;
    for (size_t i = 0; i < end; i++) {
        bool takes_right =
            left == middle || (right < end && is_after(sorting, &from[left], &from[right]));
        to[i] = takes_right ? from[right++] : from[left++];
    }
}

/* Runs of 1, 2, 4, … from one array to the other; returns the one with the result. */
static struct item *merge_sort(const struct sorting *sorting, struct item *items,
                               struct item *other, size_t count) {
    for (size_t run = 1; run < count; run *= 2) {
        for (size_t at = 0; at < count; at += 2 * run) {
            size_t end = count - at < 2 * run ? count - at : 2 * run;
            merge(sorting, items + at, end < run ? end : run, end, other + at);
        }
        struct item *sorted = other;
        other = items;
        items = sorted;
    }
    return items;
}

void order_sort(const struct order *order, const struct list *list, uint32_t *rows, size_t count) {
    struct sorting sorting = {.order = with_ties(order), .list = list};
    struct item *items = mem_resize(NULL, count, sizeof *items);
    struct item *other = mem_resize(NULL, count, sizeof *other);
    arena_init(&sorting.texts);
    sorting.keys = mem_resize(NULL, count, sizeof *sorting.keys);
    for (size_t i = 0; i < count; i++) {
        make_key(&sorting, rows[i], &sorting.keys[i]);
        items[i] = (struct item){sorting.keys[i].numbers[0], rows[i], (uint32_t)i};
    }
    const struct item *sorted = merge_sort(&sorting, items, other, count);
    for (size_t i = 0; i < count; i++)
        rows[i] = sorted[i].row;
    free(items);
    free(other);
    free(sorting.keys);
    arena_fini(&sorting.texts);
}

/* How many of the first `count` sorted rows come before the key. */
static size_t find_place(struct sorting *sorting, const uint32_t *rows, size_t count,
                         const struct sort_key *key, uint32_t row) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        struct sort_key other;
        make_key(sorting, rows[middle], &other);
        if (compare(sorting, &other, rows[middle], key, row) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void order_insert(const struct order *order, const struct list *list, uint32_t *rows, size_t count,
                  uint32_t *added, size_t added_count) {
    if (added_count > count / MANY) {
        memcpy(rows + count, added, added_count * sizeof *rows);
        order_sort(order, list, rows, count + added_count);
        return;
    }
    struct sorting sorting = {.order = with_ties(order), .list = list};
    arena_init(&sorting.texts);
    order_sort(order, list, added, added_count);
    for (size_t i = added_count, end = count; i > 0; i--) {
        struct sort_key key;
        make_key(&sorting, added[i - 1], &key);
        size_t place = find_place(&sorting, rows, end, &key, added[i - 1]);
        memmove(rows + place + i, rows + place, (end - place) * sizeof *rows);
        rows[place + i - 1] = added[i - 1];
        end = place;
    }
    arena_fini(&sorting.texts);
}
