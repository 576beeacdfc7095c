/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/choice.h"

#include "graph/ranking.h"
#include "session/source_frontier.h"

#include <string.h>

static const struct choice orders[] = {
    {"per-credit", '1', CHOICE_RANKING + RANKING_PER_CREDIT},
    {"seen", '2', CHOICE_RANKING + RANKING_SEEN},
    {"first-found", '3', CHOICE_RANKING + RANKING_FIRST_FOUND},
    {"followers", 'f', CHOICE_RANKING + RANKING_FOLLOWERS},
    {"random:1", '4', CHOICE_RANKING + RANKING_RANDOM},
    {"listed", '#', ORDER_LISTED},
    {"handle", 'h', ORDER_HANDLE},
    {"name", 'n', ORDER_NAME},
    {"followers", 'f', ORDER_FOLLOWERS},
    {"following", 'g', ORDER_FOLLOWING},
    {"likes", 'l', ORDER_LIKES},
    {"videos", 'v', ORDER_VIDEOS},
    {"region", 'r', ORDER_REGION},
    {"bio", 'b', ORDER_BIO},
    {"id", 'i', ORDER_ID},
    {"sign", 's', ORDER_SIGN},
    {"seen", 't', ORDER_SEEN},
    {"lists", 'L', ORDER_LISTS},
    {"back", 'B', ORDER_BACK},
    {"state", 'S', ORDER_STATE},
    {"group", 'G', ORDER_GROUP},
    {"rank", 'R', ORDER_RANK},
    {"rows", 'w', ORDER_ROWS},
    {"age", 'a', ORDER_AGE},
    {"credits", 'c', ORDER_CREDITS},
    {"price", 'p', ORDER_PRICE},
    {"excess", 'x', ORDER_EXCESS},
};

static const struct choice copies[] = {
    {"handle", 'h', EXTRACT_HANDLE}, {"id", 'i', EXTRACT_ID},     {"address", 'a', EXTRACT_ADDRESS},
    {"csv", 'c', EXTRACT_CSV},       {"json", 'j', EXTRACT_JSON},
};

const struct choices choice_orders = {orders, sizeof orders / sizeof *orders};
const struct choices choice_copies = {copies, sizeof copies / sizeof *copies};

/* A frontier is ranked again by followers and lists, and has its own “seen”. */
static bool is_ranked_instead(int value) {
    return value == ORDER_FOLLOWERS || value == ORDER_SEEN;
}

bool choice_is_of(const struct choices *choices, const struct choice *choice,
                  const struct list *list) {
    bool is_frontier = list && source_frontier_is(list);
    if (choices != &choice_orders)
        return true;
    if (choice->value >= CHOICE_RANKING || (is_frontier && is_ranked_instead(choice->value)))
        return is_frontier && choice->value >= CHOICE_RANKING;
    return !list || columns_suit(columns_ordered_by((enum order_key)choice->value), list);
}

const struct choice *choice_of_key(const struct choices *choices, const struct list *list,
                                   int key) {
    for (size_t i = 0; i < choices->count; i++)
        if (choices->all[i].key == key && choice_is_of(choices, &choices->all[i], list))
            return &choices->all[i];
    return NULL;
}

const struct choice *choice_of_name(const struct choices *choices, const struct list *list,
                                    const char *name) {
    size_t len = strlen(name);
    const struct choice *found = NULL;
    bool is_doubtful = false;
    for (size_t i = 0; len && i < choices->count; i++) {
        const struct choice *choice = &choices->all[i];
        if (strncmp(choice->name, name, len) != 0 || !choice_is_of(choices, choice, list))
            continue;
        if (!choice->name[len])
            return choice;
        is_doubtful = is_doubtful || found;
        found = choice;
    }
    return is_doubtful ? NULL : found;
}

const struct choice *choice_of_typed(const struct choices *choices, const struct list *list,
                                     const char *text) {
    const struct choice *choice =
        text[0] && !text[1] ? choice_of_key(choices, list, (unsigned char)*text) : NULL;
    return choice ? choice : choice_of_name(choices, list, text);
}

void choice_describe(const struct choices *choices, const struct list *list, struct buf *out) {
    const char *gap = "";
    for (size_t i = 0; i < choices->count; i++)
        if (choice_is_of(choices, &choices->all[i], list)) {
            buf_format(out, "%s%c %s", gap, choices->all[i].key, choices->all[i].name);
            gap = " · ";
        }
}

void choice_names(const struct choices *choices, const struct list *list, struct buf *out) {
    const char *gap = "";
    for (size_t i = 0; i < choices->count; i++)
        if (choice_is_of(choices, &choices->all[i], list)) {
            buf_format(out, "%s%s", gap, choices->all[i].name);
            gap = ", ";
        }
}

void choice_keys(const struct choices *choices, const struct list *list, const char *gap,
                 struct buf *out) {
    const char *before = "";
    for (size_t i = 0; i < choices->count; i++)
        if (choice_is_of(choices, &choices->all[i], list)) {
            buf_format(out, "%s%c", before, choices->all[i].key);
            before = gap;
        }
}
