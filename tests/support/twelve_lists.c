/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/twelve_lists.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ACCOUNTS = 60, HUB = 500, HIDDEN_FOLLOWS = 31 };

const struct twelve_lists_owner twelve_lists_owners[TWELVE_LISTS] = {
    {"complete.one", 24},
    {"partial.one", 38},
    {"a.name.longer.than.its.column", 17},
    {"hidden\xE2\x80\xAE"
     "one",
     0},
    {"\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E", 12},
    {"empty", 0},
    {"\x1B[31mred", 30},
    {"failed", 36},
    {"none", 9},
    {"\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D", 20},
    {"last.but.one", 6},
    {"last", 3}};

static FILE *create(const struct twelve_lists *lists, const char *name) {
    char path[2 * TWELVE_LISTS_PATH];
    snprintf(path, sizeof path, "%s/%s", lists->folder, name);
    FILE *file = fopen(path, "we");
    ck_assert_msg(file != NULL, "%s", path);
    return file;
}

static void write_accounts(const struct twelve_lists *lists) {
    FILE *file = create(lists, "accounts.csv");
    fprintf(file, "id,username,follower_count,following_count\n%d," TWELVE_LISTS_HUB ",1000,%d\n",
            HUB, TWELVE_LISTS);
    for (int i = 0; i < TWELVE_LISTS; i++) {
        const struct twelve_lists_owner *owner = &twelve_lists_owners[i];
        fprintf(file, "%d,%s,%d,%d\n", 1 + i, owner->name, 100 * i,
                strstr(owner->name, "hidden") ? HIDDEN_FOLLOWS : owner->follows);
    }
    for (int i = 0; i < ACCOUNTS; i++)
        fprintf(file, "%d,other.%02d,%d,%d\n", 100 + i, i, 7 * i, i < TWELVE_LISTS_OTHERS ? 2 : i);
    ck_assert_int_eq(fclose(file), 0);
}

static void write_follows(const struct twelve_lists *lists) {
    FILE *file = create(lists, "follows.csv");
    fputs("source,target,rank\n", file);
    for (int i = 0; i < TWELVE_LISTS; i++) {
        fprintf(file, "%d,%d,%d\n", HUB, 1 + i, 1 + i);
        for (int k = 0; k < twelve_lists_owners[i].follows; k++)
            fprintf(file, "%d,%d,%d\n", 1 + i, 100 + (k * (1 + i % 3) + i) % ACCOUNTS, k + 1);
    }
    for (int i = 0; i < TWELVE_LISTS_OTHERS; i++)
        fprintf(file, "%d,%d,1\n%d,%d,2\n", 100 + i, 105 + i, 100 + i, 117);
    ck_assert_int_eq(fclose(file), 0);
}

void twelve_lists_open(struct twelve_lists *lists) {
    snprintf(lists->folder, sizeof lists->folder, "/tmp/followtrail-lists-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(lists->folder));
    write_accounts(lists);
    write_follows(lists);
}

void twelve_lists_close(struct twelve_lists *lists) {
    char path[2 * TWELVE_LISTS_PATH];
    snprintf(path, sizeof path, "%s/accounts.csv", lists->folder);
    unlink(path);
    snprintf(path, sizeof path, "%s/follows.csv", lists->folder);
    unlink(path);
    rmdir(lists->folder);
}
