/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/user.h"

#include "base/mem.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { TEXTS_MIN = 4096, TEXTS_MAX = 1 << 20, GROUPS_MIN = 64 };

/* An entry of the system's database, with the memory that its texts are in. */
struct user_entry {
    char *texts;
    struct passwd entry;
    const struct passwd *found; /* NULL: none */
};

struct group_entry {
    char *texts;
    struct group entry;
    const struct group *found; /* NULL: none */
};

static void find_user(uid_t user, struct user_entry *at) {
    struct passwd *found = NULL;
    int failure = ERANGE;
    *at = (struct user_entry){.texts = NULL};
    for (size_t size = TEXTS_MIN; failure == ERANGE && size <= TEXTS_MAX; size *= 2) {
        at->texts = mem_resize(at->texts, size, 1);
        failure = getpwuid_r(user, &at->entry, at->texts, size, &found);
    }
    at->found = failure == 0 ? found : NULL;
}

static void find_group(gid_t group, struct group_entry *at) {
    struct group *found = NULL;
    int failure = ERANGE;
    *at = (struct group_entry){.texts = NULL};
    for (size_t size = TEXTS_MIN; failure == ERANGE && size <= TEXTS_MAX; size *= 2) {
        at->texts = mem_resize(at->texts, size, 1);
        failure = getgrgid_r(group, &at->entry, at->texts, size, &found);
    }
    at->found = failure == 0 ? found : NULL;
}

static const char *put_name(const char *name, uintmax_t number, char text[static USER_NAME_MAX]) {
    if (name)
        snprintf(text, USER_NAME_MAX, "%s", name);
    else
        snprintf(text, USER_NAME_MAX, "%ju", number);
    return text;
}

const char *user_name(uid_t user, char text[static USER_NAME_MAX]) {
    struct user_entry at;
    find_user(user, &at);
    put_name(at.found ? at.found->pw_name : NULL, user, text);
    free(at.texts);
    return text;
}

const char *user_group_name(gid_t group, char text[static USER_NAME_MAX]) {
    struct group_entry at;
    find_group(group, &at);
    put_name(at.found ? at.found->gr_name : NULL, group, text);
    free(at.texts);
    return text;
}

static bool has_group(const gid_t *groups, int count, gid_t group) {
    for (int i = 0; i < count; i++)
        if (groups[i] == group)
            return true;
    return false;
}

bool user_is_in_group(gid_t group) {
    int count = getgroups(0, NULL);
    gid_t *groups = mem_resize(NULL, (size_t)(count > 0 ? count : 0) + 1, sizeof *groups);
    count = getgroups(count, groups);
    bool is_in = getegid() == group || has_group(groups, count, group);
    free(groups);
    return is_in;
}

bool user_belongs_to_group(gid_t group) {
    struct user_entry at;
    int count = GROUPS_MIN;
    gid_t *groups = mem_resize(NULL, GROUPS_MIN, sizeof *groups);
    find_user(geteuid(), &at);
    if (at.found && getgrouplist(at.found->pw_name, at.found->pw_gid, groups, &count) < 0) {
        groups = mem_resize(groups, (size_t)count, sizeof *groups);
        getgrouplist(at.found->pw_name, at.found->pw_gid, groups, &count);
    }
    bool belongs = at.found && has_group(groups, count, group);
    free(groups);
    free(at.texts);
    return belongs;
}

void user_put_members(gid_t group, struct buf *out) {
    struct group_entry at;
    find_group(group, &at);
    for (char **member = at.found ? at.found->gr_mem : NULL; member && *member; member++)
        buf_format(out, "%s%s", member == at.found->gr_mem ? "" : ", ", *member);
    free(at.texts);
}
