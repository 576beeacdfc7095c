/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/user.h"

#include "tests/support/run.h"

#include <check.h>
#include <unistd.h>

enum { NOWHERE = 64999 };

START_TEST(names_and_numbers) {
    char text[USER_NAME_MAX];
    ck_assert_str_eq(user_name(0, text), "root");
    ck_assert_str_eq(user_group_name(0, text), "root");
    ck_assert_str_eq(user_name(NOWHERE, text), "64999");
    ck_assert_str_eq(user_group_name(NOWHERE, text), "64999");
}
END_TEST

START_TEST(groups_of_this_user) {
    ck_assert(user_is_in_group(getegid()));
    ck_assert(!user_is_in_group(NOWHERE));
    ck_assert(!user_belongs_to_group(NOWHERE));
}
END_TEST

START_TEST(a_group_without_an_entry_has_no_members) {
    struct buf members;
    buf_init(&members, 256);
    user_put_members(NOWHERE, &members);
    ck_assert_str_eq(buf_text(&members), "");
    buf_fini(&members);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("user");
    TCase *tc = tcase_create("user");
    tcase_add_test(tc, names_and_numbers);
    tcase_add_test(tc, groups_of_this_user);
    tcase_add_test(tc, a_group_without_an_entry_has_no_members);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
