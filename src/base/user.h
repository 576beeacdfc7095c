/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Users and groups of the system, by name, as messages need them. */
#ifndef FOLLOWTRAIL_BASE_USER_H
#define FOLLOWTRAIL_BASE_USER_H

#include "base/buf.h"

#include <stdbool.h>
#include <sys/types.h>

enum { USER_NAME_MAX = 64 };

/* Writes the name, or the number of one without a name, and returns `text`. */
const char *user_name(uid_t user, char text[static USER_NAME_MAX]) __attribute__((returns_nonnull));
const char *user_group_name(gid_t group, char text[static USER_NAME_MAX])
    __attribute__((returns_nonnull));

/* Whether this program runs with the rights of the group. */
bool user_is_in_group(gid_t group);

/* Whether its user belongs to the group, perhaps only from the next login on. */
bool user_belongs_to_group(gid_t group);

/* Appends the users that the group's entry names, separated by commas; nothing if it names none.
 * Those whose primary group it is are not named there. */
void user_put_members(gid_t group, struct buf *out) __attribute__((nonnull));

#endif
