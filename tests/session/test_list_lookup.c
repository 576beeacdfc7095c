/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sessions one after the other on one store: what was paid for is there, and costs nothing; what is
 * refetched is beside it. */
#include "session/requests.h"
#include "session/snapshots.h"
#include "tests/support/rig.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

enum { ID_MAX = 64 };

struct fixture {
    struct scratch scratch;
    struct rig_config config;
    struct rig rig;
};

static void set_up(struct fixture *fixture) {
    scratch_init(&fixture->scratch);
    rig_config_init(&fixture->config);
    fixture->config.shop.store_path = fixture->scratch.path;
}

static void begin(struct fixture *fixture) {
    rig_open(&fixture->rig, &fixture->config);
}

static void end(struct fixture *fixture) {
    rig_close(&fixture->rig, 0, 0);
}

/* Two pages of one list are in the store; gives the id of its owner. */
static void buy_zoe(struct fixture *fixture, char *id) {
    begin(fixture);
    rig_go(&fixture->rig, "zoe.flores");
    rig_run(&fixture->rig, COMMAND_MORE);
    rig_expect_list(&fixture->rig, 40, "40 of 412 loaded");
    if (id)
        snprintf(id, ID_MAX, "%s", rig_list(&fixture->rig)->owner->id);
    end(fixture);
}

START_TEST(opens_what_is_here_by_any_name) {
    static const char *const names[] = {"zoe.flores", "@ZOE.Flores",
                                        "https://www.tiktok.com/@zoe.flores", NULL};
    struct fixture fixture;
    char id[ID_MAX];
    set_up(&fixture);
    buy_zoe(&fixture, id);
    fixture.config.session.wants_profile = _i % 2 == 0;
    fixture.config.is_offline = _i >= 8;
    begin(&fixture);
    const char *name = names[_i / 2 % 4];
    rig_go(&fixture.rig, name ? name : id);
    ck_assert_int_eq(rig_requests(&fixture.rig), 0);
    rig_expect_list(&fixture.rig, 40, "40 of 412 loaded");
    const struct list *list = rig_list(&fixture.rig);
    rig_go(&fixture.rig, "zoe.flores");
    rig_go(&fixture.rig, id);
    ck_assert_ptr_eq(rig_list(&fixture.rig), list);
    ck_assert_int_eq(rig_requests(&fixture.rig), 0);
    end(&fixture);
    scratch_fini(&fixture.scratch);
}
END_TEST

START_TEST(goes_on_where_the_list_was_left) {
    struct fixture fixture;
    set_up(&fixture);
    buy_zoe(&fixture, NULL);
    begin(&fixture);
    rig_go(&fixture.rig, "zoe.flores");
    rig_run(&fixture.rig, COMMAND_MORE);
    ck_assert_int_eq(rig_requests(&fixture.rig), 1);
    rig_expect_list(&fixture.rig, 60, "60 of 412 loaded");
    ck_assert_uint_eq(rig_list(&fixture.rig)->repeats, 0);
    ck_assert_int_eq(scratch_number(fixture.rig.shop.reader, "SELECT count(*) FROM snapshot"), 1);
    end(&fixture);
    scratch_fini(&fixture.scratch);
}
END_TEST

START_TEST(opens_what_is_here_by_drilling_in) {
    struct fixture fixture;
    set_up(&fixture);
    begin(&fixture);
    rig_go(&fixture.rig, "zoe.flores");
    rig_select(&fixture.rig, "lucky.purr");
    rig_run(&fixture.rig, COMMAND_DRILL_IN);
    end(&fixture);
    begin(&fixture);
    rig_go(&fixture.rig, "zoe.flores");
    rig_select(&fixture.rig, "lucky.purr");
    rig_run(&fixture.rig, COMMAND_DRILL_IN);
    rig_expect_list(&fixture.rig, 20, "20 of 1,088 loaded");
    ck_assert_int_eq(rig_requests(&fixture.rig), 0);
    end(&fixture);
    scratch_fini(&fixture.scratch);
}
END_TEST

/* It costs its page alone. */
START_TEST(needs_no_profile_of_whom_a_list_describes) {
    struct fixture fixture;
    set_up(&fixture);
    buy_zoe(&fixture, NULL);
    fixture.config.session.wants_profile = _i;
    begin(&fixture);
    rig_go(&fixture.rig, "Lucky.Purr");
    ck_assert_int_eq(rig_requests(&fixture.rig), 1);
    rig_expect_list(&fixture.rig, 20, "20 of 1,088 loaded");
    end(&fixture);
    scratch_fini(&fixture.scratch);
}
END_TEST

START_TEST(opens_hidden_and_empty_lists_for_nothing) {
    struct fixture fixture;
    set_up(&fixture);
    begin(&fixture);
    rig_go(&fixture.rig, "keeps.it.secret");
    rig_go(&fixture.rig, "follows.nobody");
    if (_i)
        rig_run(&fixture.rig, COMMAND_MORE);
    end(&fixture);
    begin(&fixture);
    rig_go(&fixture.rig, "keeps.it.secret");
    ck_assert(list_is_hidden(rig_list(&fixture.rig)));
    rig_expect_list(&fixture.rig, 0, "hidden");
    rig_go(&fixture.rig, "follows.nobody");
    rig_expect_list(&fixture.rig, 0, "follows nobody");
    ck_assert_int_eq(list_state(rig_list(&fixture.rig)), _i ? LIST_EMPTY : LIST_NEW);
    ck_assert_int_eq(rig_requests(&fixture.rig), 0);
    end(&fixture);
    scratch_fini(&fixture.scratch);
}
END_TEST

/* A network that changes: alice and carol follow bob, who has other figures by and by. */
static void give_network(struct fixture *fixture, const char *folder, const char *followers) {
    char path[256];
    snprintf(path, sizeof path, "%s/accounts.csv", folder);
    FILE *file = fopen(path, "w");
    fprintf(file,
            "id,username,follower_count,following_count\n"
            "11,alice,1,1\n12,bob,%s,5\n13,carol,1,1\n",
            followers);
    fclose(file);
    snprintf(path, sizeof path, "%s/follows.csv", folder);
    file = fopen(path, "w");
    fputs("source,target\n11,12\n13,12\n", file);
    fclose(file);
    fixture->config.shop.sandbox.network_dir = folder;
}

static int64_t bobs_followers(const struct fixture *fixture) {
    return rig_list(&fixture->rig)->rows[0]->follower_count;
}

START_TEST(shows_the_latest_record_everywhere) {
    struct fixture fixture;
    struct scratch network;
    set_up(&fixture);
    scratch_init(&network);
    give_network(&fixture, network.folder, "10");
    begin(&fixture);
    rig_go(&fixture.rig, "alice");
    ck_assert_int_eq(bobs_followers(&fixture), 10);
    end(&fixture);
    give_network(&fixture, network.folder, "99");
    begin(&fixture);
    rig_go(&fixture.rig, "alice");
    ck_assert_int_eq(bobs_followers(&fixture), 10);
    rig_go(&fixture.rig, "carol");
    ck_assert_int_eq(bobs_followers(&fixture), 99);
    rig_go(&fixture.rig, "alice");
    ck_assert_int_eq(bobs_followers(&fixture), 99);
    end(&fixture);
    begin(&fixture);
    rig_go(&fixture.rig, "alice");
    ck_assert_int_eq(bobs_followers(&fixture), 99);
    ck_assert_int_eq(rig_requests(&fixture.rig), 0);
    end(&fixture);
    char path[256];
    snprintf(path, sizeof path, "%s/accounts.csv", network.folder);
    remove(path);
    snprintf(path, sizeof path, "%s/follows.csv", network.folder);
    remove(path);
    scratch_fini(&network);
    scratch_fini(&fixture.scratch);
}
END_TEST

static void refetch(struct fixture *fixture) {
    rig_run(&fixture->rig, COMMAND_REFETCH);
    rig_expect(&fixture->rig, "Starts a new snapshot and keeps this one.");
    rig_agree(&fixture->rig);
}

static int64_t snapshots(const struct fixture *fixture) {
    return scratch_number(fixture->rig.shop.reader, "SELECT count(*) FROM snapshot");
}

/* With the owner's record known from a profile, from a row of another's list, and not at all. */
START_TEST(collects_anew_beside_the_old) {
    struct fixture fixture;
    set_up(&fixture);
    fixture.config.session.wants_profile = _i == 0;
    begin(&fixture);
    if (_i == 1)
        rig_go(&fixture.rig, "zoe.flores");
    rig_go(&fixture.rig, "lucky.purr");
    rig_run(&fixture.rig, COMMAND_MORE);
    const struct list *old = rig_list(&fixture.rig);
    int64_t before = rig_requests(&fixture.rig), earlier = snapshots(&fixture);
    rig_run(&fixture.rig, COMMAND_REFETCH);
    rig_expect(&fixture.rig, _i ? "at most 20 credits" : "at most 21 credits");
    ck_assert_int_eq(rig_requests(&fixture.rig), before);
    ck_assert_ptr_eq(rig_list(&fixture.rig), old);
    rig_agree(&fixture.rig);
    ck_assert_int_eq(rig_requests(&fixture.rig), before + (_i ? 1 : 2));
    ck_assert_int_eq(snapshots(&fixture), earlier + 1);
    rig_expect_list(&fixture.rig, 20, "loaded");
    const struct list *new = rig_list(&fixture.rig);
    before = rig_requests(&fixture.rig);
    rig_run(&fixture.rig, COMMAND_OLDER);
    ck_assert_ptr_eq(rig_list(&fixture.rig), old);
    rig_expect_list(&fixture.rig, 40, "loaded");
    rig_run(&fixture.rig, COMMAND_OLDER);
    rig_expect(&fixture.rig, "no older snapshot");
    rig_run(&fixture.rig, COMMAND_NEWER);
    ck_assert_ptr_eq(rig_list(&fixture.rig), new);
    rig_run(&fixture.rig, COMMAND_NEWER);
    rig_expect(&fixture.rig, "the newest snapshot");
    rig_go(&fixture.rig, "lucky.purr");
    ck_assert_ptr_eq(rig_list(&fixture.rig), new);
    ck_assert_int_eq(rig_requests(&fixture.rig), before);
    end(&fixture);
    begin(&fixture);
    rig_go(&fixture.rig, "lucky.purr");
    rig_expect_list(&fixture.rig, 20, "loaded");
    rig_run(&fixture.rig, COMMAND_OLDER);
    rig_expect_list(&fixture.rig, 40, "loaded");
    rig_run(&fixture.rig, COMMAND_NEWER);
    rig_expect_list(&fixture.rig, 20, "loaded");
    ck_assert_int_eq(rig_requests(&fixture.rig), 0);
    end(&fixture);
    scratch_fini(&fixture.scratch);
}
END_TEST

/* First requested by its handle alone, then by the id in its profile. */
START_TEST(keeps_the_snapshots_of_both_names_together) {
    struct fixture fixture;
    set_up(&fixture);
    fixture.config.session.wants_profile = false;
    begin(&fixture);
    rig_go(&fixture.rig, "zoe.flores");
    rig_run(&fixture.rig, COMMAND_MORE);
    end(&fixture);
    fixture.config.session.wants_profile = true;
    begin(&fixture);
    rig_go(&fixture.rig, "zoe.flores");
    refetch(&fixture);
    rig_expect_list(&fixture.rig, 20, "20 of 412 loaded");
    rig_run(&fixture.rig, COMMAND_OLDER);
    rig_expect_list(&fixture.rig, 40, "loaded");
    rig_run(&fixture.rig, COMMAND_NEWER);
    rig_expect_list(&fixture.rig, 20, "loaded");
    end(&fixture);
    begin(&fixture);
    rig_go(&fixture.rig, "zoe.flores");
    rig_expect_list(&fixture.rig, 20, "loaded");
    rig_run(&fixture.rig, COMMAND_OLDER);
    rig_expect_list(&fixture.rig, 40, "loaded");
    ck_assert_int_eq(rig_requests(&fixture.rig), 0);
    end(&fixture);
    scratch_fini(&fixture.scratch);
}
END_TEST

/* The old list, then the new one, which has no page, again. */
static void look_back(struct fixture *fixture, enum list_state state) {
    const struct list *new = rig_list(&fixture->rig);
    rig_run(&fixture->rig, COMMAND_OLDER);
    rig_expect_list(&fixture->rig, 20, "loaded");
    rig_run(&fixture->rig, COMMAND_NEWER);
    ck_assert_ptr_eq(rig_list(&fixture->rig), new);
    ck_assert_int_eq(list_state(new), state);
}

/* Refused before it is charged: at the profile, at the page, and without any profile. */
START_TEST(goes_on_with_the_new_snapshot_after_a_failure) {
    static const char *const faults[] = {"shape@3", "shape@4", "shape@2"};
    struct fixture fixture;
    set_up(&fixture);
    fixture.config.session.wants_profile = _i < 2;
    fixture.config.shop.sandbox.faults = &faults[_i];
    fixture.config.shop.sandbox.fault_count = 1;
    begin(&fixture);
    rig_go(&fixture.rig, "zoe.flores");
    refetch(&fixture);
    ck_assert_int_eq(list_state(rig_list(&fixture.rig)), LIST_FAILED);
    look_back(&fixture, LIST_FAILED);
    rig_run(&fixture.rig, COMMAND_MORE);
    rig_expect_list(&fixture.rig, 20, "loaded");
    ck_assert_int_eq(snapshots(&fixture), 2);
    end(&fixture);
    scratch_fini(&fixture.scratch);
}
END_TEST

/* A list that was requested by a name alone, the old one; the new one has an owner, and no page. */
START_TEST(knows_the_old_by_its_name_or_its_id) {
    static const char *const fault[] = {"shape@2"};
    struct fixture fixture;
    char id[ID_MAX];
    set_up(&fixture);
    buy_zoe(&fixture, id);
    scratch_fini(&fixture.scratch);
    set_up(&fixture);
    fixture.config.session.wants_profile = false;
    begin(&fixture);
    rig_go(&fixture.rig, _i ? id : "zoe.flores");
    end(&fixture);
    fixture.config.session.wants_profile = true;
    fixture.config.shop.sandbox.faults = fault;
    fixture.config.shop.sandbox.fault_count = 1;
    begin(&fixture);
    rig_go(&fixture.rig, _i ? id : "zoe.flores");
    refetch(&fixture);
    ck_assert_int_eq(rig_requests(&fixture.rig), 2);
    look_back(&fixture, LIST_FAILED);
    rig_close(&fixture.rig, 20, 0); /* only a bill says that nothing was charged */
    scratch_fini(&fixture.scratch);
}
END_TEST

/* What the credits pay for: all but the page, all but the profile as well; by balance or by cap. */
START_TEST(keeps_the_old_where_nothing_can_be_paid) {
    struct fixture fixture;
    set_up(&fixture);
    int64_t credits = 21 + _i % 2;
    if (_i < 2)
        fixture.config.shop.sandbox.balance = credits;
    else
        fixture.config.shop.caps.most[PURSE_SESSION] = credits;
    begin(&fixture);
    rig_go(&fixture.rig, "zoe.flores");
    if (_i % 2) {
        refetch(&fixture);
        look_back(&fixture, LIST_NEW);
        rig_run(&fixture.rig, COMMAND_MORE);
        look_back(&fixture, LIST_NEW);
    } else {
        rig_run(&fixture.rig, COMMAND_REFETCH);
        rig_expect(&fixture.rig, "Nothing sent or charged.");
        rig_run(&fixture.rig, COMMAND_REFETCH);
        rig_expect_list(&fixture.rig, 20, "20 of 412 loaded");
    }
    ck_assert_int_eq(rig_requests(&fixture.rig), 2 + _i % 2);
    ck_assert_int_eq(snapshots(&fixture), 1);
    end(&fixture);
    caps_init(&fixture.config.shop.caps);
    fixture.config.shop.sandbox.balance = SANDBOX_DEFAULT_BALANCE;
    begin(&fixture);
    rig_go(&fixture.rig, "zoe.flores");
    rig_expect_list(&fixture.rig, 20, "20 of 412 loaded");
    ck_assert_int_eq(rig_requests(&fixture.rig), 0);
    end(&fixture);
    scratch_fini(&fixture.scratch);
}
END_TEST

START_TEST(keeps_the_old_where_nothing_can_be_sent) {
    struct fixture fixture;
    set_up(&fixture);
    begin(&fixture);
    rig_go(&fixture.rig, "zoe.flores");
    end(&fixture);
    fixture.config.shop.url = "http://127.0.0.1:1";
    begin(&fixture);
    rig_go(&fixture.rig, "zoe.flores");
    bare_front_run(&fixture.rig.session, COMMAND_REFETCH, RIG_ROWS);
    ck_assert(bare_front_agree(&fixture.rig.session, NULL, RIG_ROWS));
    while (!rig_list(&fixture.rig)->wait)
        rig_step(&fixture.rig);
    ck_assert(requests_cancel(&fixture.rig.session));
    rig_settle(&fixture.rig);
    look_back(&fixture, LIST_FAILED);
    end(&fixture);
    fixture.config.shop.url = NULL;
    begin(&fixture);
    rig_go(&fixture.rig, "zoe.flores");
    rig_expect_list(&fixture.rig, 20, "20 of 412 loaded");
    end(&fixture);
    scratch_fini(&fixture.scratch);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("list_lookup");
    TCase *tc = tcase_create("list_lookup");
    tcase_set_timeout(tc, 60);
    tcase_add_loop_test(tc, opens_what_is_here_by_any_name, 0, 16);
    tcase_add_test(tc, goes_on_where_the_list_was_left);
    tcase_add_test(tc, opens_what_is_here_by_drilling_in);
    tcase_add_loop_test(tc, needs_no_profile_of_whom_a_list_describes, 0, 2);
    tcase_add_loop_test(tc, opens_hidden_and_empty_lists_for_nothing, 0, 2);
    tcase_add_test(tc, shows_the_latest_record_everywhere);
    suite_add_tcase(suite, tc);
    tc = tcase_create("snapshots");
    tcase_set_timeout(tc, 60);
    tcase_add_loop_test(tc, collects_anew_beside_the_old, 0, 3);
    tcase_add_test(tc, keeps_the_snapshots_of_both_names_together);
    tcase_add_loop_test(tc, goes_on_with_the_new_snapshot_after_a_failure, 0, 3);
    tcase_add_loop_test(tc, knows_the_old_by_its_name_or_its_id, 0, 2);
    tcase_add_loop_test(tc, keeps_the_old_where_nothing_can_be_paid, 0, 4);
    tcase_add_test(tc, keeps_the_old_where_nothing_can_be_sent);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
