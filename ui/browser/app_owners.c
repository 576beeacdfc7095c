/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/browser/app_owners.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { LISTS_MIN = 2 }; /* with one, every account shown is in it */

void app_owners_fini(struct app_owners *read) {
    arena_fini(&read->arena);
    free(read->id);
    *read = (struct app_owners){.id = NULL};
}

static bool is_of(const struct app_owners *read, const struct fact_reader *facts, const char *id,
                  size_t most) {
    return read->id && !strcmp(read->id, id) && read->version == facts->version &&
           read->most == most;
}

const struct fact_owners *app_owners_of(struct app_owners *read, const struct session *session,
                                        const struct account *account, size_t most) {
    const struct fact_reader *facts = session->facts;
    if (!account || !account->id || !facts || !facts->scope.is_counted ||
        facts->scope.lists < LISTS_MIN)
        return NULL;
    if (!is_of(read, facts, account->id, most)) {
        app_owners_fini(read);
        arena_init(&read->arena);
        read->id = mem_dup(account->id);
        read->most = most;
        read->version = facts->version;
        read->is_read =
            facts->owners(facts->context, account, most, &read->arena, &read->owners, NULL);
    }
    return read->is_read ? &read->owners : NULL;
}
