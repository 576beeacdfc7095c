/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/count.h"

#include <string.h>
#include <strings.h>

static const char *const names[COUNT_KINDS] = {"followers", "following", "likes", "videos",
                                               "lists"};

int64_t count_of(const struct account *account, enum count count) {
    const int64_t counts[COUNT_KINDS] = {account->follower_count, account->following_count,
                                         account->like_count, account->video_count,
                                         ACCOUNT_UNKNOWN};
    if (counts[count] < 0 || !account_has_counts(account))
        return ACCOUNT_UNKNOWN;
    return counts[count];
}

const char *count_name(enum count count) {
    return names[count];
}

int count_find(const char *name, size_t len) {
    for (int i = 0; i < COUNT_KINDS; i++)
        if (strlen(names[i]) == len && !strncasecmp(names[i], name, len))
            return i;
    return -1;
}
