/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chosen lists, and who is in them. */
#include "store/asked.h"
#include "store/edges.h"
#include "store/lookup.h"
#include "tests/support/paid.h"
#include "tests/support/run.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 64 };

static struct paid paid;
static struct arena arena;
static struct holding holdings[MOST];
static size_t count;
static int64_t ranks[MOST];
static struct err err;

static void set_up(void) {
    paid_open(&paid);
    arena_init(&arena);
    count = 0;
}

static void tear_down(void) {
    arena_fini(&arena);
    paid_close(&paid);
}

static struct account person(const char *id, const char *username, int64_t following) {
    struct account account = paid_account(id, username, 5);
    account.following_count = following;
    return account;
}

static int64_t number(const char *id) {
    int64_t no;
    ck_assert(lookup_number(paid.store, id, &no, &err));
    return no;
}

static void keep(void *context, const struct holding *holding) {
    (void)context;
    ck_assert_uint_lt(count, MOST);
    holdings[count] = *holding;
    holdings[count].id = arena_dup(&arena, holding->id);
    holdings[count++].label = arena_dup(&arena, holding->label);
}

static void keep_ranked(void *context, const struct holding *holding, int64_t rank) {
    keep(context, holding);
    ranks[count - 1] = rank;
}

static void read_all(void) {
    count = 0;
    paid_each_holding(paid.store, keep, NULL);
}

static void read_changed(int64_t *since) {
    bool is_end;
    count = 0;
    ck_assert_msg(holding_changed(paid.store, since, MOST, keep, NULL, &is_end, &err), "%s",
                  err.text);
    ck_assert(is_end);
}

static struct holding of(const char *id) {
    struct holding holding;
    ck_assert_msg(holding_of(paid.store, number(id), &holding, &arena, &err), "%s", err.text);
    return holding;
}

static void assert_state(const struct holding *holding, const char *state, int64_t snapshot) {
    ck_assert_str_eq(standing_name(holding->state), state);
    ck_assert_int_eq(holding->snapshot, snapshot);
}

/* Ann follows three. */
static int64_t enter_ann(void) {
    const struct account ann = person("17", "ann", 3),
                         rows[] = {person("1", "one", 7), person("2", "two", 0),
                                   person("1", "one", 7)},
                         rest = person("3", "three", 9);
    paid_enter_profile(&paid, "ann", 900, &ann);
    int64_t snapshot = paid_snapshot(&paid, "17");
    paid_enter(&paid, snapshot, 0, 1000, paid_page(rows, 3, "next"));
    paid_enter(&paid, snapshot, 1, 2000, paid_page(&rest, 1, NULL));
    return snapshot;
}

START_TEST(a_list_is_chosen_with_all_its_figures) {
    int64_t snapshot = enter_ann();
    struct holding ann = of("17");
    assert_state(&ann, "complete", snapshot);
    ck_assert_int_eq(ann.account, number("17"));
    ck_assert_int_eq(ann.pages, 2);
    ck_assert_int_eq(ann.listed, 3);
    ck_assert_int_eq(ann.repeats, 1);
    ck_assert_int_eq(ann.nameless, 0);
    ck_assert_int_eq(ann.reported, 3);
    ck_assert_int_eq(ann.reported_ms, 900);
    ck_assert_int_eq(ann.length_lo, 3);
    ck_assert_int_eq(ann.length_hi, 3);
    ck_assert_int_eq(ann.started_ms, 500);
    ck_assert_int_eq(ann.first_ms, 1000);
    ck_assert_int_eq(ann.last_ms, 2000);
    ck_assert_int_eq(ann.requests, 2);
    ck_assert_int_eq(ann.credits, 4);
    ck_assert_int_eq(ann.maybe, 0);
    ck_assert_int_eq(ann.newer, 0);
    ck_assert(ann.is_asked && ann.is_complete);
    ck_assert_str_eq(ann.label, "@ann");
    ck_assert_str_eq(ann.id, "17");
}
END_TEST

START_TEST(the_newest_complete_snapshot_wins_over_a_newer_one) {
    const struct account one = person("1", "one", 7);
    int64_t old = enter_ann(), newer = paid_snapshot(&paid, "17");
    paid_enter(&paid, newer, 0, 3000, paid_page(&one, 1, "next"));
    struct holding ann = of("17");
    assert_state(&ann, "complete", old);
    ck_assert_int_eq(ann.newer, newer);
    ck_assert(holding_of_snapshot(paid.store, newer, &ann, &arena, &err));
    assert_state(&ann, "partial", newer);
    ck_assert(holding_chosen(paid.store, newer, &ann, &arena, &err));
    assert_state(&ann, "complete", old);
}
END_TEST

START_TEST(who_follows_nobody_has_a_list_without_a_request) {
    const struct account bob = person("18", "bob", 0);
    struct account eve = person("19", "eve", 0);
    eve.is_private = true;
    enter_ann();
    paid_enter_profile(&paid, "bob", 2500, &bob);
    paid_enter_profile(&paid, "eve", 2600, &eve);
    struct holding two = of("2");
    assert_state(&two, "nobody_reported", 0);
    ck_assert(two.is_complete && !two.is_asked);
    ck_assert_int_eq(two.last_ms, 1000);
    two = of("18");
    assert_state(&two, "nobody_reported", 0);
    ck_assert(two.is_asked);
    two = of("19");
    assert_state(&two, "none", 0);
    two = of("1");
    assert_state(&two, "none", 0);
    ck_assert_int_eq(two.length_hi, 7);
    read_all();
    ck_assert_uint_eq(count, 3);
}
END_TEST

START_TEST(what_stops_a_list_is_found) {
    const struct account ann = person("17", "ann", 300), one = person("1", "one", 7);
    paid_enter_profile(&paid, "ann", 900, &ann);
    int64_t snapshot = paid_snapshot(&paid, "17");
    paid_enter(&paid, snapshot, 0, 1000, paid_page(&one, 1, "a"));
    paid_enter(&paid, snapshot, 1, 1000, paid_page(&one, 1, "b"));
    paid_enter(&paid, snapshot, 2, 1000, paid_page(&one, 1, "c"));
    struct holding list = of("17");
    assert_state(&list, "partial", snapshot);
    int64_t failed = paid_request(&paid, "unanswered", NULL, snapshot, 3, 2000);
    list = of("17");
    assert_state(&list, "failed", snapshot);
    ck_assert_int_eq(list.maybe, 20);
    paid_request(&paid, "not sent", NULL, snapshot, 3, 2000);
    list = of("17");
    assert_state(&list, "failed", snapshot);
    ck_assert_int_gt(failed, 0);
    paid_enter(&paid, snapshot, 3, 3000, paid_page(&one, 1, "d"));
    list = of("17");
    assert_state(&list, "stopped", snapshot);
    int64_t again = paid_snapshot(&paid, "17");
    paid_enter(&paid, again, 0, 4000, paid_page(&one, 1, "a"));
    paid_enter(&paid, again, 1, 4000, paid_page(&ann, 1, "a"));
    list = of("17");
    assert_state(&list, "stopped", again);
    ck_assert_int_eq(list.listed, 2);
}
END_TEST

START_TEST(a_report_is_taken_by_the_order_of_answers) {
    struct account ann = person("17", "ann", 100);
    const struct account one = person("1", "one", 7);
    int64_t early = paid_snapshot(&paid, "ann");
    ck_assert_int_gt(early, 0);
    paid_enter_profile(&paid, "ann", 5000, &ann);
    int64_t snapshot = paid_snapshot(&paid, "17");
    paid_enter(&paid, snapshot, 0, 1000, paid_page(&one, 1, NULL));
    ann.following_count = 1;
    paid_enter_profile(&paid, "17", 2000, &ann);
    struct holding list = of("17");
    ck_assert_int_eq(list.reported, 100);
    ck_assert_int_eq(list.reported_ms, 5000);
    assert_state(&list, "complete_short", snapshot);
    int64_t empty = paid_snapshot(&paid, "17");
    paid_enter_profile(&paid, "17", 7000, &ann);
    ck_assert_msg(holding_of_snapshot(paid.store, empty, &list, &arena, &err), "%s", err.text);
    ck_assert_int_eq(list.reported, 1);
    ck_assert_int_eq(list.reported_ms, 7000);
}
END_TEST

START_TEST(an_unproved_list_counts_unless_it_may_be_an_owners) {
    const struct account one = person("1", "one", 7), ann = person("17", "ann", 1);
    int64_t by_name = paid_snapshot(&paid, "ann"), since;
    paid_enter(&paid, by_name, 0, 1000, paid_page(&one, 1, NULL));
    read_all();
    ck_assert_uint_eq(count, 1);
    assert_state(&holdings[0], "complete_short", by_name);
    ck_assert_int_eq(holdings[0].account, 0);
    ck_assert_str_eq(holdings[0].label, "@ann");
    paid_enter_profile(&paid, "17", 2000, &ann);
    int64_t by_id = paid_snapshot(&paid, "17");
    ck_assert(holding_newest(paid.store, &since, &err));
    paid_enter(&paid, by_id, 0, 3000, paid_page(&one, 1, NULL));
    read_all();
    ck_assert_uint_eq(count, 1);
    assert_state(&holdings[0], "complete", by_id);
    read_changed(&since);
    ck_assert_uint_eq(count, 2);
    assert_state(&holdings[0], "complete", by_id);
    assert_state(&holdings[1], "none", by_name);
}
END_TEST

START_TEST(changes_are_passed_once_their_answer_is_read) {
    struct account two = person("2", "two", 4);
    int64_t since, last;
    ck_assert(holding_newest(paid.store, &since, &err));
    ck_assert_int_eq(since, 0);
    int64_t snapshot = enter_ann();
    read_changed(&since);
    ck_assert_uint_eq(count, 4); /* ann by each of three answers, and two */
    read_changed(&since);
    ck_assert_uint_eq(count, 0);
    int64_t waits = paid_request(&paid, "answered", "two", 0, 0, 3000);
    last = since;
    read_changed(&since);
    ck_assert_int_eq(since, last);
    ck_assert(holding_newest(paid.store, &last, &err)); /* for a reading that begins now */
    const struct finding finding = {
        .outcome = "ok", .credits = 1, .balance = ACCOUNT_UNKNOWN, .profile = &two};
    ck_assert(catalogue_take(paid.store, waits, &finding, &err));
    read_changed(&since);
    ck_assert_uint_eq(count, 1);
    assert_state(&holdings[0], "none", 0);
    ck_assert_int_eq(holdings[0].account, number("2"));
    read_changed(&last);
    ck_assert_uint_eq(count, 1);
    ck_assert_int_gt(snapshot, 0);
}
END_TEST

static int64_t generation(void) {
    int64_t now;
    ck_assert(holding_generation(paid.store, &now, &err));
    return now;
}

START_TEST(what_answers_do_not_show_is_another_generation) {
    const struct account one = person("1", "one", 7), bob = person("18", "ann", 2);
    int64_t snapshot = enter_ann(), before = generation();
    paid_enter(&paid, snapshot, 2, 3000, paid_page(&one, 1, NULL));
    ck_assert_int_eq(generation(), before);
    paid_enter(&paid, snapshot, 2, 4000, paid_page(&one, 1, NULL)); /* the page is there already */
    ck_assert_int_eq(generation(), before + 1);
    paid_enter_profile(&paid, "ann", 5000, &bob); /* who is another one now */
    ck_assert_int_eq(generation(), before + 2);
    paid_enter_profile(&paid, "ann", 6000, &bob);
    ck_assert_int_eq(generation(), before + 2);
    store_close(paid.store);
    const struct store_config config = {.path = paid.path, .kind = STORE_KIND_SANDBOX};
    paid.store = store_open(&config, 7000, &err);
    ck_assert_msg(catalogue_clear(paid.store, &err), "%s", err.text);
    ck_assert_int_eq(generation(), before + 3);
}
END_TEST

START_TEST(what_needed_no_request_was_asked_for) {
    enter_ann();
    struct holding two = of("2");
    int64_t before = generation();
    ck_assert(!two.is_asked);
    ck_assert(asked_note(paid.store, "2", 3000, &err));
    ck_assert(asked_note(paid.store, "2", 4000, &err));
    two = of("2");
    ck_assert(two.is_asked);
    ck_assert_int_eq(generation(), before + 1);
    ck_assert(catalogue_clear(paid.store, &err));
    ck_assert_int_eq(paid_number(&paid, "SELECT asked_ms FROM asked WHERE owner = '2'"), 3000);
}
END_TEST

START_TEST(slices_pass_what_one_reading_does) {
    const struct account one = person("1", "one", 7), bob = person("18", "bob", 2);
    struct holding_place place = {0};
    bool is_end = false;
    enter_ann();
    paid_enter_profile(&paid, "18", 2000, &bob);
    paid_enter(&paid, paid_snapshot(&paid, "18"), 0, 2500, paid_page(&one, 1, "next"));
    paid_enter(&paid, paid_snapshot(&paid, "eve"), 0, 2500, paid_page(&one, 1, "next"));
    paid_enter(&paid, paid_snapshot(&paid, "zoe"), 0, 2500, paid_page(&one, 1, "next"));
    for (size_t steps = 0; !is_end; steps++) {
        ck_assert(holding_some(paid.store, &place, 1, keep, NULL, &is_end, &err));
        ck_assert_uint_lt(steps, 10);
    }
    ck_assert_uint_eq(count, 5);
    ck_assert_str_eq(holdings[0].label, "@ann");
    ck_assert_str_eq(holdings[1].label, "@bob");
    ck_assert_str_eq(holdings[2].label, "@eve");
    ck_assert_str_eq(holdings[3].label, "@zoe");
    ck_assert_str_eq(holdings[4].label, "@two");
    holding_place_fini(&place);
    count = 0;
    ck_assert(holding_unproved(paid.store, &place, MOST, keep, NULL, &is_end, &err));
    ck_assert(is_end);
    ck_assert_uint_eq(count, 2);
    ck_assert_ptr_null(holdings[1].id);
    holding_place_fini(&place);
}
END_TEST

START_TEST(members_come_once_in_order_without_those_that_have_no_id) {
    uint32_t *members;
    size_t size;
    const struct account rows[] = {person("1", "one", 7), person(NULL, "nobody", 7),
                                   person("2", "two", 7), person("1", "one", 7),
                                   person("3", "three", 7)};
    const struct account ann = person("17", "ann", 300);
    paid_enter_profile(&paid, "17", 900, &ann);
    int64_t snapshot = paid_snapshot(&paid, "17");
    paid_enter(&paid, snapshot, 0, 1000, paid_page(rows, 5, "next"));
    paid_enter(&paid, snapshot, 2, 1000, paid_page(&ann, 1, NULL)); /* after a missing page */
    ck_assert(edges_of(paid.store, snapshot, &members, &size, &err));
    ck_assert_uint_eq(size, 3);
    ck_assert_int_eq(members[0], number("1"));
    ck_assert_int_eq(members[1], number("2"));
    ck_assert_int_eq(members[2], number("3"));
    free(members);
    struct holding list = of("17");
    ck_assert_int_eq(list.nameless, 1);
    ck_assert_int_eq(list.pages, 1);
    ck_assert(edges_owners(paid.store, number("3"), keep_ranked, NULL, &err));
    ck_assert_uint_eq(count, 1);
    ck_assert_int_eq(ranks[0], 3);
    ck_assert(edges_owners(paid.store, number("17"), keep_ranked, NULL, &err));
    ck_assert_uint_eq(count, 1);
}
END_TEST

static void add_up(void *context, int64_t account) {
    *(int64_t *)context += account;
}

START_TEST(rows_are_read_in_slices) {
    int64_t snapshot = enter_ann(), sum = 0, before, after;
    struct edges_place place = {0};
    bool is_end = false;
    size_t slices = 0;
    for (; !is_end; slices++)
        ck_assert(edges_read(paid.store, snapshot, &place, 2, 3, add_up, &sum, &is_end, &err));
    ck_assert_uint_eq(slices, 2);
    ck_assert_int_eq(sum, 2 * number("1") + number("2") + number("3"));
    ck_assert(edges_request_sum(paid.store, snapshot, 1, &before, &err));
    ck_assert(edges_request_sum(paid.store, snapshot, 2, &after, &err));
    ck_assert_int_lt(before, after);
    sum = 0;
    ck_assert(edges_snapshots(paid.store, number("1"), add_up, &sum, &err));
    ck_assert_int_eq(sum, snapshot);
}
END_TEST

START_TEST(an_account_is_found_by_its_number) {
    struct account *account;
    enter_ann();
    ck_assert(lookup_account_by_number(paid.store, number("2"), &arena, &account, &err));
    ck_assert_str_eq(account->username, "two");
    ck_assert_int_eq(account->no, number("2"));
    ck_assert(lookup_account_by_number(paid.store, 99, &arena, &account, &err));
    ck_assert_ptr_null(account);
    ck_assert_int_eq(number("99"), 0);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("holding");
    TCase *tc = tcase_create("holding");
    tcase_add_checked_fixture(tc, set_up, tear_down);
    tcase_add_test(tc, a_list_is_chosen_with_all_its_figures);
    tcase_add_test(tc, the_newest_complete_snapshot_wins_over_a_newer_one);
    tcase_add_test(tc, who_follows_nobody_has_a_list_without_a_request);
    tcase_add_test(tc, what_stops_a_list_is_found);
    tcase_add_test(tc, a_report_is_taken_by_the_order_of_answers);
    tcase_add_test(tc, an_unproved_list_counts_unless_it_may_be_an_owners);
    tcase_add_test(tc, changes_are_passed_once_their_answer_is_read);
    tcase_add_test(tc, what_answers_do_not_show_is_another_generation);
    tcase_add_test(tc, what_needed_no_request_was_asked_for);
    tcase_add_test(tc, slices_pass_what_one_reading_does);
    tcase_add_test(tc, members_come_once_in_order_without_those_that_have_no_id);
    tcase_add_test(tc, rows_are_read_in_slices);
    tcase_add_test(tc, an_account_is_found_by_its_number);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
