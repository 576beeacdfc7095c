/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What changed between two snapshots of a list, and in the lists of many owners. */
#include "analysis/difference_owners.h"
#include "tests/support/paid.h"
#include "tests/support/run.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

enum { MOST = 16 };

static struct paid paid;
static struct difference difference;
static struct err err;

static void set_up(void) {
    paid_open(&paid);
    difference_init(&difference);
}

static void tear_down(void) {
    difference_fini(&difference);
    paid_close(&paid);
}

static struct account person(const char *id, int64_t following) {
    struct account account = paid_account(id, id, 5);
    account.following_count = following;
    return account;
}

/* Answers come in the order of these calls; what clocks say goes backwards. */
static int64_t clock_ms(void) {
    return 100000 - paid.numbers;
}

static void describe(const char *owner, int64_t following) {
    struct account account = person(owner, following);
    paid_enter_profile(&paid, owner, clock_ms(), &account);
}

/* A page of an owner's new snapshot; ids separated by blanks. */
static int64_t list_of(const char *owner, const char *ids, const char *more) {
    static char room[512];
    struct account records[MOST];
    size_t count = 0;
    snprintf(room, sizeof room, "%s", ids);
    for (char *id = room; *id; count++) {
        char *end = id + strcspn(id, " ");
        bool is_last = !*end;
        *end = '\0';
        records[count] = strcmp(id, "-") != 0 ? person(id, 2) : paid_account(NULL, "nobody", 1);
        id = is_last ? end : end + 1;
    }
    int64_t snapshot = paid_snapshot(&paid, owner);
    paid_enter(&paid, snapshot, 0, clock_ms(), paid_page(records, count, more));
    return snapshot;
}

static int64_t list_of_records(const char *owner, const struct account *records, size_t count) {
    int64_t snapshot = paid_snapshot(&paid, owner);
    paid_enter(&paid, snapshot, 0, clock_ms(), paid_page(records, count, NULL));
    return snapshot;
}

static void read_both(int64_t from, int64_t to) {
    difference_fini(&difference);
    difference_init(&difference);
    ck_assert_msg(difference_read(&difference, paid.store, from, to, &err), "%s", err.text);
}

static void check_item(size_t at, enum difference_kind kind, const char *id, const char *field,
                       const char *from, const char *to, bool is_certain, int64_t rank) {
    ck_assert_uint_lt(at, difference.count);
    const struct difference_item *item = &difference.items[at];
    ck_assert_int_eq(item->kind, kind);
    ck_assert_str_eq(item->account->id, id);
    ck_assert_str_eq(item->field, field);
    ck_assert_pstr_eq(item->from, from);
    ck_assert_pstr_eq(item->to, to);
    ck_assert_int_eq(item->is_certain, is_certain);
    ck_assert_int_eq(item->rank, rank);
}

static void check_counts(int64_t newly, int64_t gone, int64_t kept) {
    ck_assert_int_eq(difference.accounts[DIFFERENCE_NEWLY_LISTED], newly);
    ck_assert_int_eq(difference.accounts[DIFFERENCE_NO_LONGER_LISTED], gone);
    ck_assert_int_eq(difference.kept, kept);
}

/* Ids that a number would not keep apart. */
START_TEST(both_are_complete) {
    describe("1", 4);
    int64_t from = list_of("1", "007 7 9007199254740992 5", NULL);
    int64_t to = list_of("1", "5 9007199254740993 7 07", NULL);
    read_both(from, to);
    check_counts(2, 2, 2);
    ck_assert(difference.is_newly_certain && difference.is_no_longer_certain);
    ck_assert(!difference.is_halved);
    ck_assert_uint_eq(difference.count, 4);
    check_item(0, DIFFERENCE_NEWLY_LISTED, "9007199254740993", "listed", "false", "true", true, 2);
    check_item(1, DIFFERENCE_NEWLY_LISTED, "07", "listed", "false", "true", true, 4);
    check_item(2, DIFFERENCE_NO_LONGER_LISTED, "007", "listed", "true", "false", true, 1);
    check_item(3, DIFFERENCE_NO_LONGER_LISTED, "9007199254740992", "listed", "true", "false", true,
               3);
    ck_assert_int_eq(difference.overlap.jaccard.value.n, 2);
    ck_assert_int_eq(difference.overlap.jaccard.value.d, 6);
    ck_assert(overlap_is_exact(&difference.overlap.jaccard));
}
END_TEST

static const char *const mores[2] = {NULL, "more"};

/* By the two lists: bit 0: the older list is incomplete; bit 1: the newer list. */
START_TEST(some_are_not_complete) {
    bool was = !(_i & 1), is = !(_i & 2);
    describe("1", 4);
    int64_t from = list_of("1", "11 12 13 14", mores[!was]);
    describe("1", 3);
    int64_t to = list_of("1", "12 13 15", mores[!is]);
    read_both(from, to);
    check_counts(1, 2, 2);
    ck_assert_int_eq(difference.is_newly_certain, was);
    ck_assert_int_eq(difference.is_no_longer_certain, is);
    check_item(0, DIFFERENCE_NEWLY_LISTED, "15", "listed", was ? "false" : NULL, "true", was, 3);
    check_item(1, DIFFERENCE_NO_LONGER_LISTED, "11", "listed", "true", is ? "false" : NULL, is, 1);
    check_item(2, DIFFERENCE_NO_LONGER_LISTED, "14", "listed", "true", is ? "false" : NULL, is, 4);
    ck_assert_int_eq(overlap_is_exact(&difference.overlap.jaccard), was && is);
}
END_TEST

/* An empty list of an owner who is said to follow somebody says nothing. */
START_TEST(hidden_and_empty_lists) {
    describe("1", 3);
    int64_t from = list_of("1", "11 12 13", NULL);
    int64_t hidden = list_of("1", "", NULL);
    describe("1", 0);
    int64_t empty = list_of("1", "", NULL);
    read_both(from, hidden);
    check_counts(0, 3, 0);
    ck_assert_int_eq(difference.to.state, STANDING_HIDDEN);
    ck_assert(!difference.is_no_longer_certain && !difference.is_halved);
    read_both(from, empty);
    check_counts(0, 3, 0);
    ck_assert(difference.is_no_longer_certain && difference.is_halved);
    read_both(hidden, empty);
    check_counts(0, 0, 0);
    ck_assert(!difference.is_newly_certain && difference.is_no_longer_certain);
    read_both(from, 0);
    check_counts(0, 3, 0);
    ck_assert(difference.is_no_longer_certain);
}
END_TEST

/* Exactly half is not over half. */
START_TEST(over_half_is_gone) {
    describe("1", 4);
    int64_t from = list_of("1", "11 12 13 14", NULL);
    describe("1", 2);
    int64_t half = list_of("1", "11 12", NULL);
    describe("1", 1);
    int64_t less = list_of("1", "11", NULL);
    int64_t open = list_of("1", "11", "more");
    read_both(from, half);
    ck_assert(!difference.is_halved);
    read_both(from, less);
    ck_assert(difference.is_halved);
    read_both(from, open);
    ck_assert(!difference.is_halved);
}
END_TEST

START_TEST(repeats_and_records_without_an_id) {
    describe("1", 3);
    int64_t from = list_of("1", "11 12 11 13", NULL);
    int64_t to = list_of("1", "14 13 - 13 12", NULL);
    read_both(from, to);
    check_counts(1, 1, 2);
    ck_assert(difference.is_newly_certain);
    ck_assert(!difference.is_no_longer_certain); /* the record without an id may be 11 */
    check_item(0, DIFFERENCE_NEWLY_LISTED, "14", "listed", "false", "true", true, 1);
    check_item(1, DIFFERENCE_NO_LONGER_LISTED, "11", "listed", "true", NULL, false, 1);
}
END_TEST

/* Accounts that nothing proves the owner of: the lists are compared all the same. */
START_TEST(owners_that_are_not_proved) {
    int64_t from = list_of("one", "11 12", NULL), to = list_of("one", "12 13", NULL);
    read_both(from, to);
    check_counts(1, 1, 1);
    ck_assert(!difference.is_newly_certain && !difference.is_no_longer_certain);
    ck_assert_ptr_null(difference.from.id);
}
END_TEST

START_TEST(values_of_those_in_both) {
    struct account before[] = {person("11", 2), person("12", 2)}, after[2];
    describe("1", 2);
    before[0].username = "old";
    before[0].region = NULL;
    int64_t from = list_of_records("1", before, 2);
    memcpy(after, before, sizeof after);
    after[0].username = "new";
    after[0].region = "NO"; /* it was unknown */
    after[1].display_name = "=1+1";
    after[1].bio = "a\n\"b\"";
    after[1].is_verified = true;
    after[1].follower_count = 7;
    after[1].video_count = ACCOUNT_UNKNOWN;
    int64_t to = list_of_records("1", after, 2);
    struct account later = after[0]; /* no longer what it was then */
    later.username = "newest";
    paid_enter_profile(&paid, "11", clock_ms(), &later);
    read_both(from, to);
    check_counts(0, 0, 2);
    ck_assert_uint_eq(difference.count, 5);
    check_item(0, DIFFERENCE_RENAMED, "11", "username", "old", "new", true, 1);
    check_item(1, DIFFERENCE_CHANGED, "12", "display_name", "Name", "=1+1", true, 2);
    check_item(2, DIFFERENCE_CHANGED, "12", "bio", "", "a\n\"b\"", true, 2);
    check_item(3, DIFFERENCE_CHANGED, "12", "is_verified", "false", "true", true, 2);
    check_item(4, DIFFERENCE_COUNTS, "12", "follower_count", "5", "7", true, 2);
    ck_assert_str_eq(difference.items[0].account->username, "new");
    ck_assert_int_eq(difference.accounts[DIFFERENCE_CHANGED], 1);
    ck_assert_uint_eq(difference.first[DIFFERENCE_COUNTS], 4);
}
END_TEST

/* What other answers said before a snapshot's last page came counts for it. */
START_TEST(records_of_other_answers) {
    struct account before = person("11", 2), between, after;
    describe("1", 1);
    before.username = "old";
    int64_t from = list_of_records("1", &before, 1);
    between = before;
    between.username = "between";
    list_of_records("2", &between, 1);
    after = before; /* and back again */
    int64_t to = list_of_records("1", &after, 1);
    read_both(from, to);
    ck_assert_uint_eq(difference.count, 0);
    ck_assert_int_eq(difference.kept, 1);
    list_of_records("2", &before, 1); /* the same, seen again since */
    int64_t last = list_of_records("1", &between, 1);
    read_both(to, last);
    check_item(0, DIFFERENCE_RENAMED, "11", "username", "old", "between", true, 1);
}
END_TEST

/* A private account hides its counts, and a defect what it is about. */
START_TEST(what_is_hidden_did_not_change) {
    struct account before[] = {person("11", 2), person("12", 2)}, after[2];
    describe("1", 2);
    memcpy(after, before, sizeof after);
    int64_t from = list_of_records("1", before, 2);
    after[0].is_private = true;
    after[0].follower_count = after[0].following_count = after[0].like_count =
        after[0].video_count = 0;
    after[1].is_verified = true;
    after[1].defect = "is_verified is no boolean";
    int64_t to = list_of_records("1", after, 2);
    read_both(from, to);
    ck_assert_uint_eq(difference.count, 1);
    check_item(0, DIFFERENCE_CHANGED, "11", "is_private", "false", "true", true, 1);
}
END_TEST

START_TEST(counted_without_records) {
    describe("1", 4);
    int64_t from = list_of("1", "11 12 13 14", NULL), to = list_of("1", "12 13 15", NULL);
    difference_fini(&difference);
    difference_init(&difference);
    ck_assert(difference_count(&difference, paid.store, from, to, &err));
    check_counts(1, 2, 2);
    ck_assert_uint_eq(difference.count, 3);
    ck_assert_ptr_null(difference.items[0].account);
}
END_TEST

static const struct difference_owner *owner_of(const struct difference_owners *owners,
                                               const char *label) {
    for (size_t i = 0; i < owners->count; i++)
        if (!strcmp(owners->items[i].label, label))
            return &owners->items[i];
    ck_abort_msg("no owner %s", label);
}

static void check_outcome(const struct difference_owners *owners, const char *label,
                          enum difference_outcome outcome) {
    ck_assert_str_eq(difference_outcome_name(owner_of(owners, label)->outcome),
                     difference_outcome_name(outcome));
}

/* 1 and 8 are complete at both dates; 2 was not fetched again by then; 3 is complete only later;
 * the newer list of 4 is not complete, so its older one is chosen; 5 is new; 6 followed nobody and
 * then has a list that is not complete; the list of 9 ended later; nothing proves whose list that
 * of seven is. */
START_TEST(many_owners) {
    struct difference_owners owners;
    struct account renamed = person("12", 2);
    renamed.username = "renamed";
    static const char *const described[] = {"1", "2", "3", "4", "8", "9"};
    for (size_t i = 0; i < sizeof described / sizeof *described; i++)
        describe(described[i], 2);
    describe("5", 1);
    describe("6", 0);
    list_of("1", "11 12", NULL);
    list_of("2", "11 12", NULL);
    list_of("3", "11", "more");
    list_of("4", "11 12", NULL);
    list_of("8", "12 13", NULL);
    list_of("seven", "11", NULL);
    int64_t begun = list_of("9", "11", "more");
    int64_t then = paid.numbers;
    paid_enter(&paid, begun, 1, clock_ms(), paid_page(&renamed, 1, NULL));
    list_of_records("1", &renamed, 1);
    list_of_records("8", &renamed, 1);
    list_of("3", "11 12", NULL);
    list_of("4", "13", "more");
    list_of("5", "11", NULL);
    describe("6", 9);
    list_of("6", "11", "more");
    int64_t now = paid.numbers;
    list_of("2", "13 14", NULL);
    difference_owners_init(&owners);
    ck_assert_msg(difference_owners_read(&owners, paid.store, then, now, &err), "%s", err.text);
    ck_assert_uint_eq(owners.count, 9);
    check_outcome(&owners, "@1", DIFFERENCE_COMPARED);
    check_outcome(&owners, "@2", DIFFERENCE_SAME_LIST);
    check_outcome(&owners, "@3", DIFFERENCE_INCOMPLETE_FROM);
    check_outcome(&owners, "@4", DIFFERENCE_SAME_LIST);
    check_outcome(&owners, "@5", DIFFERENCE_NO_LIST_FROM);
    check_outcome(&owners, "@6", DIFFERENCE_INCOMPLETE_TO);
    check_outcome(&owners, "@8", DIFFERENCE_COMPARED);
    check_outcome(&owners, "@9", DIFFERENCE_INCOMPLETE_FROM);
    check_outcome(&owners, "@seven", DIFFERENCE_UNPROVED);
    ck_assert_int_eq(owners.from_listed, 4);
    ck_assert_int_eq(owners.to_listed, 2);
    ck_assert_int_eq(owners.kept, 2);
    ck_assert_int_eq(owners.accounts[DIFFERENCE_NEWLY_LISTED], 0);
    ck_assert_int_eq(owners.accounts[DIFFERENCE_NO_LONGER_LISTED], 2);
    ck_assert_int_eq(owners.accounts[DIFFERENCE_RENAMED], 1); /* in two lists */
    ck_assert_int_eq(owner_of(&owners, "@8")->accounts[DIFFERENCE_RENAMED], 1);
    difference_owners_fini(&owners);
}
END_TEST

static Suite *difference_suite(void) {
    Suite *suite = suite_create("difference");
    TCase *tc = tcase_create("pair");
    tcase_add_checked_fixture(tc, set_up, tear_down);
    tcase_add_test(tc, both_are_complete);
    tcase_add_loop_test(tc, some_are_not_complete, 0, 4);
    tcase_add_test(tc, hidden_and_empty_lists);
    tcase_add_test(tc, over_half_is_gone);
    tcase_add_test(tc, repeats_and_records_without_an_id);
    tcase_add_test(tc, owners_that_are_not_proved);
    tcase_add_test(tc, values_of_those_in_both);
    tcase_add_test(tc, records_of_other_answers);
    tcase_add_test(tc, what_is_hidden_did_not_change);
    tcase_add_test(tc, counted_without_records);
    tcase_add_test(tc, many_owners);
    suite_add_tcase(suite, tc);
    return suite;
}

int main(void) {
    return run_suite(difference_suite());
}
