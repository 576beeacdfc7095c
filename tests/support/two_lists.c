/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/two_lists.h"

#include "base/text.h"

#include <check.h>
#include <stdio.h>
#include <unistd.h>

void two_lists_open(struct two_lists *lists, const char *stranger) {
    const char *locale;
    struct paid *paid = &lists->paid;
    struct account people[] = {paid_account("1", "owner", 1000), paid_account("2", "=two", 20),
                               paid_account("3", "three", 0), paid_account("4", "four", 123456789)};
    people[1].region = "=1+1";
    people[2].region = "\033[2J\"quoted\", and more";
    text_use_locale(&locale);
    paid_open(paid);
    for (size_t i = 0; i < 4; i++)
        people[i].following_count = 3;
    paid_enter_profile(paid, "1", 1000, &people[0]);
    paid_enter(paid, paid_snapshot(paid, "1"), 0, 2000, paid_page(&people[1], 3, NULL));
    paid_enter(paid, paid_snapshot(paid, "2"), 0, 3000, paid_page(people, 1, "more"));
    snprintf(lists->groups, sizeof lists->groups, "%s/groups.csv", paid->folder);
    FILE *file = fopen(lists->groups, "w");
    ck_assert(file != NULL);
    fprintf(file, "id,group\n1,\"a \"\"group\"\"\"\n2,b\n%s,b\n", stranger);
    ck_assert_int_eq(fclose(file), 0);
}

void two_lists_close(struct two_lists *lists) {
    unlink(lists->groups);
    paid_close(&lists->paid);
}
