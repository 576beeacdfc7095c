/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "money/purse.h"

#include "base/figure.h"

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
    if (!purse->is_balance_current || purse->balance <= 0)
        return want;
    int64_t left = purse->balance - purse->reserved;
    left = left > 0 ? left : purse->balance;
    return left < want ? left : want;
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

int64_t purse_caps_left(const struct purse *purse) {
    enum purse_scope scope = purse_tightest(purse);
    return scope == PURSE_SCOPE_COUNT ? INT64_MAX : purse_left(purse, scope);
}

int64_t purse_offer(const struct purse *purse, int64_t price, struct purse_limit *limit) {
    enum purse_scope scope = PURSE_SCOPE_COUNT;
    int64_t offer = purse_allow(purse, price, &scope);
    *limit = (struct purse_limit){.scope = scope};
    if (offer && purse->is_balance_current && purse->balance <= 0)
        offer = 0;
    if (offer >= price)
        return offer;
    limit->is_short = true;
    limit->is_balance = scope == PURSE_SCOPE_COUNT || offer < purse_left(purse, scope);
    return offer;
}

void purse_put_limit(const struct purse *purse, const struct purse_limit *limit, struct buf *out) {
    static const char *const names[PURSE_SCOPE_COUNT] = {"Session", "Day", "Store"};
    char used[FIGURE_MAX], most[FIGURE_MAX];
    if (limit->is_balance)
        buf_text_put(out, "The balance is 0");
    else
        buf_format(out,
                   purse->used[limit->scope] > purse->caps.most[limit->scope]
                       ? "%s cap reached (%s used, cap %s)"
                       : "%s cap reached (%s of %s)",
                   names[limit->scope], figure_grouped(purse->used[limit->scope], used),
                   figure_grouped(purse->caps.most[limit->scope], most));
}

const char *purse_limit_brief(const struct purse_limit *limit) {
    static const char *const names[PURSE_SCOPE_COUNT] = {"session cap reached", "day cap reached",
                                                         "store cap reached"};
    return limit->is_balance ? "balance 0" : names[limit->scope];
}

const char *purse_scope_name(enum purse_scope scope) {
    static const char *const names[PURSE_SCOPE_COUNT] = {"session", "day", "store"};
    return names[scope];
}
