/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/choice.h"

#include <string.h>

static const struct choice orders[] = {
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

const struct choice *choice_of_key(const struct choices *choices, int key) {
    for (size_t i = 0; i < choices->count; i++)
        if (choices->all[i].key == key)
            return &choices->all[i];
    return NULL;
}

const struct choice *choice_of_name(const struct choices *choices, const char *name) {
    size_t len = strlen(name);
    const struct choice *found = NULL;
    for (size_t i = 0; len && i < choices->count; i++) {
        if (!strcmp(choices->all[i].name, name))
            return &choices->all[i];
        if (strncmp(choices->all[i].name, name, len) != 0)
            continue;
        if (found)
            return NULL;
        found = &choices->all[i];
    }
    return found;
}

const struct choice *choice_of_typed(const struct choices *choices, const char *text) {
    const struct choice *choice =
        text[0] && !text[1] ? choice_of_key(choices, (unsigned char)*text) : NULL;
    return choice ? choice : choice_of_name(choices, text);
}

bool choice_is_of(const struct choices *choices, const struct choice *choice,
                  const struct list *list) {
    return choices != &choice_orders || !list ||
           columns_suit(columns_ordered_by((enum order_key)choice->value), list);
}

void choice_describe(const struct choices *choices, const struct list *list, struct buf *out) {
    for (size_t i = 0; i < choices->count; i++)
        if (choice_is_of(choices, &choices->all[i], list))
            buf_format(out, "%s%c %s", i ? " · " : "", choices->all[i].key, choices->all[i].name);
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
    for (size_t i = 0; i < choices->count; i++)
        if (choice_is_of(choices, &choices->all[i], list))
            buf_format(out, "%s%c", i ? gap : "", choices->all[i].key);
}
