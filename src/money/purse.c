/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "money/purse.h"

void caps_init(struct caps *caps) {
    for (int scope = 0; scope < PURSE_SCOPE_COUNT; scope++)
        caps->most[scope] = PURSE_UNKNOWN;
}

void purse_init(struct purse *purse) {
    *purse = (struct purse){.balance = PURSE_UNKNOWN};
    caps_init(&purse->caps);
}

int64_t purse_left(const struct purse *purse, enum purse_scope scope) {
    int64_t most = purse->caps.most[scope];
    if (most == PURSE_UNKNOWN)
        return INT64_MAX;
    return most > purse->used[scope] ? most - purse->used[scope] : 0;
}

int64_t purse_allow(const struct purse *purse, int64_t want, enum purse_scope *scope) {
    for (int i = 0; i < PURSE_SCOPE_COUNT; i++) {
        int64_t left = purse_left(purse, (enum purse_scope)i);
        if (left >= want)
            continue;
        *scope = (enum purse_scope)i;
        want = left;
        if (!want)
            return 0;
    }
    if (!purse->is_balance_current)
        return want;
    int64_t left = purse->balance - purse->reserved;
    return left > 0 && left < want ? left : want;
}

enum purse_scope purse_tightest(const struct purse *purse) {
    enum purse_scope found = PURSE_SCOPE_COUNT;
    for (int i = 0; i < PURSE_SCOPE_COUNT; i++)
        if (purse->caps.most[i] != PURSE_UNKNOWN &&
            (found == PURSE_SCOPE_COUNT ||
             purse_left(purse, (enum purse_scope)i) < purse_left(purse, found)))
            found = (enum purse_scope)i;
    return found;
}

int64_t purse_clip(const struct purse *purse, int64_t price) {
    int64_t least = price;
    for (int i = 0; i < PURSE_SCOPE_COUNT; i++) {
        int64_t left = purse_left(purse, (enum purse_scope)i);
        least = left < least ? left : least;
    }
    return least > 0 ? least : price;
}

const char *purse_scope_name(enum purse_scope scope) {
    static const char *const names[PURSE_SCOPE_COUNT] = {"session", "day", "store"};
    return names[scope];
}
