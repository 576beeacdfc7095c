/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list from the store speaks of its owner as it was when the list came. */
#include "tests/support/rig.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <stdio.h>

enum { PATH_BYTES = 256 };

/* A network that changes: 11 and 13 follow 12, who follows 11 and is said to follow more. */
struct fixture {
    struct scratch scratch, network;
    struct rig_config config;
    struct rig rig;
};

static void write_table(const struct fixture *fixture, const char *name, const char *text) {
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "%s/%s.csv", fixture->network.folder, name);
    FILE *file = fopen(path, "we");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_ge(fputs(text, file), 0);
    ck_assert_int_eq(fclose(file), 0);
}

static void give_network(const struct fixture *fixture, const char *accounts) {
    char text[PATH_BYTES];
    snprintf(text, sizeof text, "id,username,follower_count,following_count\n11,alice,1,1\n%s",
             accounts);
    write_table(fixture, "accounts", text);
}

static void set_up(struct fixture *fixture) {
    scratch_init(&fixture->scratch);
    scratch_init(&fixture->network);
    rig_config_init(&fixture->config);
    fixture->config.shop.store_path = fixture->scratch.path;
    fixture->config.shop.sandbox.network_dir = fixture->network.folder;
    give_network(fixture, "12,bob,10,5\n13,carol,1,1\n14,dave,1,1\n");
    write_table(fixture, "follows", "source,target\n11,12\n12,11\n13,12\n13,14\n14,11\n");
}

static void tear_down(struct fixture *fixture) {
    static const char *const names[] = {"accounts", "follows"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[PATH_BYTES];
        snprintf(path, sizeof path, "%s/%s.csv", fixture->network.folder, names[i]);
        ck_assert_int_eq(remove(path), 0);
    }
    scratch_fini(&fixture->network);
    scratch_fini(&fixture->scratch);
}

static void begin(struct fixture *fixture) {
    rig_open(&fixture->rig, &fixture->config);
}

static void end(struct fixture *fixture) {
    rig_close(&fixture->rig, 0, 0);
}

static void go(struct fixture *fixture, const char *typed, const char *words) {
    rig_go(&fixture->rig, typed);
    rig_expect_list(&fixture->rig, 1, words);
}

/* By a click on a newer record; by the name; once more by the click, and from the store. */
START_TEST(a_list_counts_what_its_owner_followed_then) {
    struct fixture fixture;
    set_up(&fixture);
    begin(&fixture);
    go(&fixture, "bob", "1 of 5");
    end(&fixture);
    give_network(&fixture, "12,bob,20,9\n13,carol,1,2\n14,dave,1,1\n");
    for (int i = 0; i < 2; i++) {
        begin(&fixture);
        rig_go(&fixture.rig, "carol");
        rig_select(&fixture.rig, "bob");
        rig_run(&fixture.rig, COMMAND_DRILL_IN);
        rig_expect_list(&fixture.rig, 1, "1 of 5");
        go(&fixture, "@bob", "1 of 5");
        go(&fixture, "12", "1 of 5");
        end(&fixture);
    }
    tear_down(&fixture);
}
END_TEST

START_TEST(each_snapshot_has_the_count_of_its_time) {
    struct fixture fixture;
    set_up(&fixture);
    begin(&fixture);
    go(&fixture, "bob", "1 of 5");
    end(&fixture);
    give_network(&fixture, "12,bob,20,9\n13,carol,1,1\n14,dave,1,1\n");
    begin(&fixture);
    go(&fixture, "bob", "1 of 5");
    rig_run(&fixture.rig, COMMAND_REFETCH);
    rig_agree(&fixture.rig);
    rig_expect_list(&fixture.rig, 1, "1 of 9");
    end(&fixture);
    begin(&fixture);
    go(&fixture, "bob", "1 of 9");
    rig_run(&fixture.rig, COMMAND_OLDER);
    rig_expect_list(&fixture.rig, 1, "1 of 5");
    rig_run(&fixture.rig, COMMAND_NEWER);
    rig_expect_list(&fixture.rig, 1, "1 of 9");
    ck_assert_int_eq(rig_requests(&fixture.rig), 0);
    end(&fixture);
    tear_down(&fixture);
}
END_TEST

/* 12 gave up its name, and 14 took it. */
START_TEST(a_name_of_then_is_not_taken_for_one_of_today) {
    struct fixture fixture;
    set_up(&fixture);
    begin(&fixture);
    go(&fixture, "12", "1 of 5");
    end(&fixture);
    give_network(&fixture, "12,rob,20,9\n13,carol,1,2\n14,bob,1,3\n");
    begin(&fixture);
    rig_go(&fixture.rig, "carol");
    rig_select(&fixture.rig, "rob");
    rig_run(&fixture.rig, COMMAND_DRILL_IN);
    rig_expect_list(&fixture.rig, 1, "1 of 5");
    ck_assert_str_eq(rig_list(&fixture.rig)->label, "@rob (then @bob)");
    go(&fixture, "bob", "1 of 3");
    ck_assert_str_eq(rig_list(&fixture.rig)->target, "14");
    go(&fixture, "rob", "1 of 5");
    ck_assert_str_eq(rig_list(&fixture.rig)->target, "12");
    end(&fixture);
    tear_down(&fixture);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("list_lookup_owner");
    TCase *tc = tcase_create("list_lookup_owner");
    tcase_add_test(tc, a_list_counts_what_its_owner_followed_then);
    tcase_add_test(tc, each_snapshot_has_the_count_of_its_time);
    tcase_add_test(tc, a_name_of_then_is_not_taken_for_one_of_today);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
