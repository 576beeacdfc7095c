/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sessions one after the other on one store: what was paid for is there, and costs nothing; what is
 * collected anew stands beside it. */
#include "session/requests.h"
#include "session/snapshots.h"
#include "tests/support/rig.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

enum { ID_MAX = 64 };

struct shelf {
    struct scratch scratch;
    struct rig_config config;
    struct rig rig;
};

static void set_up(struct shelf *shelf) {
    scratch_init(&shelf->scratch);
    rig_config_init(&shelf->config);
    shelf->config.shop.store_path = shelf->scratch.path;
}

static void begin(struct shelf *shelf) {
    rig_open(&shelf->rig, &shelf->config);
}

static void end(struct shelf *shelf) {
    rig_close(&shelf->rig, 0, 0);
}

/* Two pages of one list are in the store; gives the id of its owner. */
static void buy_zoe(struct shelf *shelf, char *id) {
    begin(shelf);
    rig_go(&shelf->rig, "zoe.flores");
    rig_run(&shelf->rig, COMMAND_MORE);
    rig_expect_list(&shelf->rig, 40, "40 of 412 · more");
    if (id)
        snprintf(id, ID_MAX, "%s", rig_list(&shelf->rig)->owner->id);
    end(shelf);
}

START_TEST(opens_what_is_here_by_any_name) {
    static const char *const names[] = {"zoe.flores", "@ZOE.Flores",
                                        "https://www.tiktok.com/@zoe.flores", NULL};
    struct shelf shelf;
    char id[ID_MAX];
    set_up(&shelf);
    buy_zoe(&shelf, id);
    shelf.config.session.wants_profile = _i % 2 == 0;
    shelf.config.is_offline = _i >= 8;
    begin(&shelf);
    const char *name = names[_i / 2 % 4];
    rig_go(&shelf.rig, name ? name : id);
    ck_assert_int_eq(rig_requests(&shelf.rig), 0);
    rig_expect_list(&shelf.rig, 40, "40 of 412 · more");
    const struct list *list = rig_list(&shelf.rig);
    rig_go(&shelf.rig, "zoe.flores");
    rig_go(&shelf.rig, id);
    ck_assert_ptr_eq(rig_list(&shelf.rig), list);
    ck_assert_int_eq(rig_requests(&shelf.rig), 0);
    end(&shelf);
    scratch_fini(&shelf.scratch);
}
END_TEST

START_TEST(goes_on_where_the_list_was_left) {
    struct shelf shelf;
    set_up(&shelf);
    buy_zoe(&shelf, NULL);
    begin(&shelf);
    rig_go(&shelf.rig, "zoe.flores");
    rig_run(&shelf.rig, COMMAND_MORE);
    ck_assert_int_eq(rig_requests(&shelf.rig), 1);
    rig_expect_list(&shelf.rig, 60, "60 of 412 · more");
    ck_assert_uint_eq(rig_list(&shelf.rig)->repeats, 0);
    ck_assert_int_eq(scratch_number(shelf.rig.shop.reader, "SELECT count(*) FROM snapshot"), 1);
    end(&shelf);
    scratch_fini(&shelf.scratch);
}
END_TEST

START_TEST(opens_what_is_here_by_drilling_in) {
    struct shelf shelf;
    set_up(&shelf);
    begin(&shelf);
    rig_go(&shelf.rig, "zoe.flores");
    rig_select(&shelf.rig, "lucky.purr");
    rig_run(&shelf.rig, COMMAND_DRILL_IN);
    end(&shelf);
    begin(&shelf);
    rig_go(&shelf.rig, "zoe.flores");
    rig_select(&shelf.rig, "lucky.purr");
    rig_run(&shelf.rig, COMMAND_DRILL_IN);
    rig_expect_list(&shelf.rig, 20, "20 of 1,088 · more");
    ck_assert_int_eq(rig_requests(&shelf.rig), 0);
    end(&shelf);
    scratch_fini(&shelf.scratch);
}
END_TEST

/* It costs its page alone. */
START_TEST(needs_no_profile_of_whom_a_list_describes) {
    struct shelf shelf;
    set_up(&shelf);
    buy_zoe(&shelf, NULL);
    shelf.config.session.wants_profile = _i;
    begin(&shelf);
    rig_go(&shelf.rig, "Lucky.Purr");
    ck_assert_int_eq(rig_requests(&shelf.rig), 1);
    rig_expect_list(&shelf.rig, 20, "20 of 1,088 · more");
    end(&shelf);
    scratch_fini(&shelf.scratch);
}
END_TEST

START_TEST(opens_hidden_and_empty_lists_for_nothing) {
    struct shelf shelf;
    set_up(&shelf);
    begin(&shelf);
    rig_go(&shelf.rig, "keeps.it.secret");
    rig_go(&shelf.rig, "follows.nobody");
    if (_i)
        rig_run(&shelf.rig, COMMAND_MORE);
    end(&shelf);
    begin(&shelf);
    rig_go(&shelf.rig, "keeps.it.secret");
    ck_assert(list_is_hidden(rig_list(&shelf.rig)));
    rig_expect_list(&shelf.rig, 0, "hidden");
    rig_go(&shelf.rig, "follows.nobody");
    rig_expect_list(&shelf.rig, 0, "follows nobody");
    ck_assert_int_eq(list_state(rig_list(&shelf.rig)), _i ? LIST_EMPTY : LIST_NEW);
    ck_assert_int_eq(rig_requests(&shelf.rig), 0);
    end(&shelf);
    scratch_fini(&shelf.scratch);
}
END_TEST

/* A network that changes: alice and carol follow bob, who has other figures by and by. */
static void give_network(struct shelf *shelf, const char *folder, const char *followers) {
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
    shelf->config.shop.sandbox.network_dir = folder;
}

static int64_t bobs_followers(const struct shelf *shelf) {
    return rig_list(&shelf->rig)->rows[0]->follower_count;
}

START_TEST(shows_the_latest_record_everywhere) {
    struct shelf shelf;
    struct scratch network;
    set_up(&shelf);
    scratch_init(&network);
    give_network(&shelf, network.folder, "10");
    begin(&shelf);
    rig_go(&shelf.rig, "alice");
    ck_assert_int_eq(bobs_followers(&shelf), 10);
    end(&shelf);
    give_network(&shelf, network.folder, "99");
    begin(&shelf);
    rig_go(&shelf.rig, "alice");
    ck_assert_int_eq(bobs_followers(&shelf), 10);
    rig_go(&shelf.rig, "carol");
    ck_assert_int_eq(bobs_followers(&shelf), 99);
    rig_go(&shelf.rig, "alice");
    ck_assert_int_eq(bobs_followers(&shelf), 99);
    end(&shelf);
    begin(&shelf);
    rig_go(&shelf.rig, "alice");
    ck_assert_int_eq(bobs_followers(&shelf), 99);
    ck_assert_int_eq(rig_requests(&shelf.rig), 0);
    end(&shelf);
    char path[256];
    snprintf(path, sizeof path, "%s/accounts.csv", network.folder);
    remove(path);
    snprintf(path, sizeof path, "%s/follows.csv", network.folder);
    remove(path);
    scratch_fini(&network);
    scratch_fini(&shelf.scratch);
}
END_TEST

static void refetch(struct shelf *shelf) {
    rig_run(&shelf->rig, COMMAND_REFETCH);
    rig_expect(&shelf->rig, "R again makes a new snapshot");
    rig_run(&shelf->rig, COMMAND_REFETCH);
}

static int64_t snapshots(const struct shelf *shelf) {
    return scratch_number(shelf->rig.shop.reader, "SELECT count(*) FROM snapshot");
}

/* With the owner's record known from a profile, from a row of another's list, and not at all. */
START_TEST(collects_anew_beside_the_old) {
    struct shelf shelf;
    set_up(&shelf);
    shelf.config.session.wants_profile = _i == 0;
    begin(&shelf);
    if (_i == 1)
        rig_go(&shelf.rig, "zoe.flores");
    rig_go(&shelf.rig, "lucky.purr");
    rig_run(&shelf.rig, COMMAND_MORE);
    const struct list *old = rig_list(&shelf.rig);
    int64_t before = rig_requests(&shelf.rig), earlier = snapshots(&shelf);
    rig_run(&shelf.rig, COMMAND_REFETCH);
    rig_expect(&shelf.rig, _i ? "Up to 20 credits" : "Up to 21 credits");
    ck_assert_int_eq(rig_requests(&shelf.rig), before);
    ck_assert_ptr_eq(rig_list(&shelf.rig), old);
    rig_run(&shelf.rig, COMMAND_REFETCH);
    ck_assert_int_eq(rig_requests(&shelf.rig), before + (_i ? 1 : 2));
    ck_assert_int_eq(snapshots(&shelf), earlier + 1);
    rig_expect_list(&shelf.rig, 20, "more");
    const struct list *new = rig_list(&shelf.rig);
    before = rig_requests(&shelf.rig);
    rig_run(&shelf.rig, COMMAND_OLDER);
    ck_assert_ptr_eq(rig_list(&shelf.rig), old);
    rig_expect_list(&shelf.rig, 40, "more");
    rig_run(&shelf.rig, COMMAND_OLDER);
    rig_expect(&shelf.rig, "no older snapshot");
    rig_run(&shelf.rig, COMMAND_NEWER);
    ck_assert_ptr_eq(rig_list(&shelf.rig), new);
    rig_run(&shelf.rig, COMMAND_NEWER);
    rig_expect(&shelf.rig, "the newest snapshot");
    rig_go(&shelf.rig, "lucky.purr");
    ck_assert_ptr_eq(rig_list(&shelf.rig), new);
    ck_assert_int_eq(rig_requests(&shelf.rig), before);
    end(&shelf);
    begin(&shelf);
    rig_go(&shelf.rig, "lucky.purr");
    rig_expect_list(&shelf.rig, 20, "more");
    rig_run(&shelf.rig, COMMAND_OLDER);
    rig_expect_list(&shelf.rig, 40, "more");
    rig_run(&shelf.rig, COMMAND_NEWER);
    rig_expect_list(&shelf.rig, 20, "more");
    ck_assert_int_eq(rig_requests(&shelf.rig), 0);
    end(&shelf);
    scratch_fini(&shelf.scratch);
}
END_TEST

/* First asked for by its handle alone, then by the id that its profile told. */
START_TEST(keeps_the_snapshots_of_both_names_together) {
    struct shelf shelf;
    set_up(&shelf);
    shelf.config.session.wants_profile = false;
    begin(&shelf);
    rig_go(&shelf.rig, "zoe.flores");
    rig_run(&shelf.rig, COMMAND_MORE);
    end(&shelf);
    shelf.config.session.wants_profile = true;
    begin(&shelf);
    rig_go(&shelf.rig, "zoe.flores");
    refetch(&shelf);
    rig_expect_list(&shelf.rig, 20, "20 of 412 · more");
    rig_run(&shelf.rig, COMMAND_OLDER);
    rig_expect_list(&shelf.rig, 40, "more");
    rig_run(&shelf.rig, COMMAND_NEWER);
    rig_expect_list(&shelf.rig, 20, "more");
    end(&shelf);
    begin(&shelf);
    rig_go(&shelf.rig, "zoe.flores");
    rig_expect_list(&shelf.rig, 20, "more");
    rig_run(&shelf.rig, COMMAND_OLDER);
    rig_expect_list(&shelf.rig, 40, "more");
    ck_assert_int_eq(rig_requests(&shelf.rig), 0);
    end(&shelf);
    scratch_fini(&shelf.scratch);
}
END_TEST

/* The old list, then the new one, which has no page, again. */
static void look_back(struct shelf *shelf, enum list_state state) {
    const struct list *new = rig_list(&shelf->rig);
    rig_run(&shelf->rig, COMMAND_OLDER);
    rig_expect_list(&shelf->rig, 20, "more");
    rig_run(&shelf->rig, COMMAND_NEWER);
    ck_assert_ptr_eq(rig_list(&shelf->rig), new);
    ck_assert_int_eq(list_state(new), state);
}

/* Refused before it is charged: at the profile, at the page, and without any profile. */
START_TEST(goes_on_with_the_new_snapshot_after_a_failure) {
    static const char *const faults[] = {"shape@3", "shape@4", "shape@2"};
    struct shelf shelf;
    set_up(&shelf);
    shelf.config.session.wants_profile = _i < 2;
    shelf.config.shop.sandbox.faults = &faults[_i];
    shelf.config.shop.sandbox.fault_count = 1;
    begin(&shelf);
    rig_go(&shelf.rig, "zoe.flores");
    refetch(&shelf);
    ck_assert_int_eq(list_state(rig_list(&shelf.rig)), LIST_FAILED);
    look_back(&shelf, LIST_FAILED);
    rig_run(&shelf.rig, COMMAND_MORE);
    rig_expect_list(&shelf.rig, 20, "more");
    ck_assert_int_eq(snapshots(&shelf), 2);
    end(&shelf);
    scratch_fini(&shelf.scratch);
}
END_TEST

/* A list that was asked for by a name alone, the old one; the new one has an owner, and no page. */
START_TEST(knows_the_old_by_its_name_or_its_id) {
    static const char *const fault[] = {"shape@2"};
    struct shelf shelf;
    char id[ID_MAX];
    set_up(&shelf);
    buy_zoe(&shelf, id);
    scratch_fini(&shelf.scratch);
    set_up(&shelf);
    shelf.config.session.wants_profile = false;
    begin(&shelf);
    rig_go(&shelf.rig, _i ? id : "zoe.flores");
    end(&shelf);
    shelf.config.session.wants_profile = true;
    shelf.config.shop.sandbox.faults = fault;
    shelf.config.shop.sandbox.fault_count = 1;
    begin(&shelf);
    rig_go(&shelf.rig, _i ? id : "zoe.flores");
    refetch(&shelf);
    ck_assert_int_eq(rig_requests(&shelf.rig), 2);
    look_back(&shelf, LIST_FAILED);
    rig_close(&shelf.rig, 20, 0); /* only a bill says that nothing was charged */
    scratch_fini(&shelf.scratch);
}
END_TEST

/* What the credits pay for: all but the page, all but the profile as well; by balance or by cap. */
START_TEST(keeps_the_old_where_nothing_can_be_paid) {
    struct shelf shelf;
    set_up(&shelf);
    int64_t credits = 21 + _i % 2;
    if (_i < 2)
        shelf.config.shop.sandbox.balance = credits;
    else
        shelf.config.shop.caps.most[PURSE_SESSION] = credits;
    begin(&shelf);
    rig_go(&shelf.rig, "zoe.flores");
    if (_i % 2) {
        refetch(&shelf);
        look_back(&shelf, LIST_NEW);
        rig_run(&shelf.rig, COMMAND_MORE);
        look_back(&shelf, LIST_NEW);
    } else {
        rig_run(&shelf.rig, COMMAND_REFETCH);
        rig_expect(&shelf.rig, "Nothing sent or charged.");
        rig_run(&shelf.rig, COMMAND_REFETCH);
        rig_expect_list(&shelf.rig, 20, "20 of 412 · more");
    }
    ck_assert_int_eq(rig_requests(&shelf.rig), 2 + _i % 2);
    ck_assert_int_eq(snapshots(&shelf), 1);
    end(&shelf);
    caps_init(&shelf.config.shop.caps);
    shelf.config.shop.sandbox.balance = SANDBOX_DEFAULT_BALANCE;
    begin(&shelf);
    rig_go(&shelf.rig, "zoe.flores");
    rig_expect_list(&shelf.rig, 20, "20 of 412 · more");
    ck_assert_int_eq(rig_requests(&shelf.rig), 0);
    end(&shelf);
    scratch_fini(&shelf.scratch);
}
END_TEST

START_TEST(keeps_the_old_where_nothing_can_be_sent) {
    struct shelf shelf;
    set_up(&shelf);
    begin(&shelf);
    rig_go(&shelf.rig, "zoe.flores");
    end(&shelf);
    shelf.config.shop.url = "http://127.0.0.1:1";
    begin(&shelf);
    rig_go(&shelf.rig, "zoe.flores");
    ck_assert(command_run(&shelf.rig.session, COMMAND_REFETCH, RIG_ROWS));
    ck_assert(command_run(&shelf.rig.session, COMMAND_REFETCH, RIG_ROWS));
    while (!rig_list(&shelf.rig)->wait)
        rig_step(&shelf.rig);
    ck_assert(requests_cancel(&shelf.rig.session));
    rig_settle(&shelf.rig);
    look_back(&shelf, LIST_FAILED);
    end(&shelf);
    shelf.config.shop.url = NULL;
    begin(&shelf);
    rig_go(&shelf.rig, "zoe.flores");
    rig_expect_list(&shelf.rig, 20, "20 of 412 · more");
    end(&shelf);
    scratch_fini(&shelf.scratch);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("shelf");
    TCase *tc = tcase_create("shelf");
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
