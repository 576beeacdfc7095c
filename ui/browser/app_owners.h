/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose stored lists have the selected account, for the detail pane: read from the store once, not
 * for every frame. */
#ifndef FOLLOWTRAIL_UI_BROWSER_APP_OWNERS_H
#define FOLLOWTRAIL_UI_BROWSER_APP_OWNERS_H

#include "base/arena.h"
#include "session/session.h"

struct app_owners {
    struct arena arena;
    char *id;         /* of the account, with `most` and `version`; NULL: nothing was read */
    size_t most;      /* labels */
    uint64_t version; /* of the facts */
    bool is_read;
    struct fact_owners owners;
};

/* A zeroed struct has read nothing. */
void app_owners_fini(struct app_owners *read) __attribute__((nonnull));

/* Whose lists have the account, with at most `most` of their labels; NULL: not known, or there are
 * not two lists. Valid until the next call. */
const struct fact_owners *app_owners_of(struct app_owners *read, const struct session *session,
                                        const struct account *account, size_t most)
    __attribute__((nonnull(1, 2)));

#endif
