/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/choice.h"

#include <string.h>

static const struct choice orders[] = {
    {'#', "listed", ORDER_LISTED},
    {'h', "handle", ORDER_HANDLE},
    {'n', "name", ORDER_NAME},
    {'f', "followers", ORDER_FOLLOWERS},
    {'g', "following", ORDER_FOLLOWING},
    {'l', "likes", ORDER_LIKES},
    {'v', "videos", ORDER_VIDEOS},
    {'r', "region", ORDER_REGION},
    {'b', "bio", ORDER_BIO},
    {'i', "id", ORDER_ID},
    {'s', "sign", ORDER_SIGN},
    {'t', "seen", ORDER_SEEN},
};

static const struct choice copies[] = {
    {'h', "handle", EXTRACT_HANDLE}, {'i', "id", EXTRACT_ID},     {'a', "address", EXTRACT_ADDRESS},
    {'c', "csv", EXTRACT_CSV},       {'j', "json", EXTRACT_JSON},
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

void choice_describe(const struct choices *choices, struct buf *out) {
    for (size_t i = 0; i < choices->count; i++)
        buf_format(out, "%s%c %s", i ? " · " : "", choices->all[i].key, choices->all[i].name);
}
