/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Snapshots: which is the newest, which belong together, what each contains. */
#include "store/catalogue.h"
#include "store/lookup.h"
#include "tests/support/paid.h"
#include "tests/support/run.h"

#include <check.h>

static const struct account ann = {.id = "1", .username = "ann"};

static void assert_newest(struct paid *paid, const char *owner, int64_t expected) {
    struct snapshot snapshot;
    struct err err;
    ck_assert_msg(lookup_newest(paid->store, owner, &snapshot, &err), "%s", err.text);
    ck_assert_int_eq(snapshot.id, expected);
    ck_assert_int_eq(snapshot.is_bound, expected > 0);
}

static void assert_unbound(struct paid *paid, const char *handle, int64_t expected) {
    struct snapshot snapshot;
    struct err err;
    ck_assert_msg(lookup_unbound(paid->store, handle, &snapshot, &err), "%s", err.text);
    ck_assert_int_eq(snapshot.id, expected);
    ck_assert(!snapshot.is_bound);
}

START_TEST(the_newest_snapshot_has_a_page) {
    struct paid paid;
    const struct account first = paid_account("042", "first", 1);
    const struct account second = paid_account("42", "second", 1);
    paid_open(&paid);
    paid_enter_profile(&paid, "042", 900, &first);
    paid_enter_profile(&paid, "42", 900, &second);
    int64_t by_id = paid_snapshot(&paid, "042"), by_name = paid_snapshot(&paid, "ann"),
            other = paid_snapshot(&paid, "42"), empty = paid_snapshot(&paid, "042"),
            again = paid_snapshot(&paid, "Ann");
    assert_newest(&paid, "042", 0);
    assert_unbound(&paid, "ann", 0);
    paid_enter(&paid, by_id, 0, 1000, paid_page(&ann, 1, NULL));
    paid_enter(&paid, other, 0, 1000, paid_page(&ann, 1, NULL));
    assert_newest(&paid, "042", by_id);
    assert_newest(&paid, "42", other);
    assert_unbound(&paid, "042", 0);
    paid_enter(&paid, by_name, 0, 1000, paid_page(&ann, 1, NULL));
    assert_newest(&paid, "042", by_id);
    assert_newest(&paid, "ann", 0);
    assert_unbound(&paid, "ANN", by_name);
    paid_enter(&paid, empty, 1, 1000, paid_page(&ann, 1, NULL)); /* its first page is missing */
    assert_newest(&paid, "042", by_id);
    paid_enter(&paid, empty, 0, 1000, paid_page(&ann, 1, NULL));
    assert_newest(&paid, "042", empty);
    paid_enter(&paid, again, 0, 1000, paid_page(&ann, 1, NULL));
    assert_unbound(&paid, "ann", again);
    paid_close(&paid);
}
END_TEST

static bool is_bound(struct paid *paid, const char *word, int64_t expected) {
    struct snapshot snapshot;
    struct err err;
    ck_assert_msg(lookup_newest(paid->store, word, &snapshot, &err), "%s", err.text);
    ck_assert_int_eq(snapshot.id, expected);
    return snapshot.is_bound;
}

/* The API takes ids and handles in the same place: digits are an id once a record has them as one.
 * Until then the list is found by the requested word. */
START_TEST(digits_are_an_id_once_a_record_says_so) {
    struct paid paid;
    struct err err;
    const struct account late = paid_account("1002", "late", 1);
    const struct account namesake = paid_account("555", "1002", 1);
    paid_open(&paid);
    int64_t list = paid_snapshot(&paid, "1002");
    paid_enter(&paid, list, 0, 1000, paid_page(&ann, 1, NULL));
    ck_assert(!is_bound(&paid, "1002", list));
    paid_enter_profile(&paid, "555", 1100, &namesake);
    ck_assert(!is_bound(&paid, "1002", list));
    ck_assert(!is_bound(&paid, "555", 0));
    for (int rebuilt = 0; rebuilt < 2; rebuilt++) {
        paid_enter_profile(&paid, "1002", 1200, &late);
        ck_assert_int_eq(paid_number(&paid, "SELECT owner = '1002' FROM snapshot"), 1);
        assert_unbound(&paid, "1002", 0);
        ck_assert_msg(catalogue_clear(paid.store, &err), "%s", err.text);
        ck_assert_int_eq(paid_number(&paid, "SELECT count(owner) FROM snapshot"), 0);
    }
    paid_close(&paid);
}
END_TEST

/* The requested handle belonged to another account before and after, or may have. */
START_TEST(no_record_tells_whose_an_unbound_list_is) {
    struct paid paid;
    struct snapshot snapshot;
    struct arena arena;
    struct err err;
    const char *handle;
    arena_init(&arena);
    paid_open(&paid);
    const struct account first = paid_account("1001", "alpha", 1);
    const struct account second = paid_account("1002", "alpha", 1);
    const struct account former = paid_account("1001", "alpha_old", 1);
    paid_enter_profile(&paid, "1001", 900, &first);
    int64_t list = paid_snapshot(&paid, "alpha");
    paid_enter(&paid, list, 0, 1000, paid_page(&ann, 1, NULL));
    paid_enter_profile(&paid, "1001", 1100, &first);
    assert_newest(&paid, "1001", 0);
    paid_enter_profile(&paid, "1001", 1200, &former);
    paid_enter_profile(&paid, "1002", 1200, &second);
    assert_newest(&paid, "1001", 0);
    assert_newest(&paid, "1002", 0);
    assert_unbound(&paid, "alpha", list);
    static const char *const maybe[] = {"1001", "1002"};
    for (size_t i = 0; i < 2; i++) {
        ck_assert(lookup_namesake(paid.store, maybe[i], &arena, &snapshot, &handle, &err));
        ck_assert_int_eq(snapshot.id, list);
        ck_assert_str_eq(handle, "alpha");
    }
    ck_assert(lookup_namesake(paid.store, "1", &arena, &snapshot, &handle, &err));
    ck_assert_int_eq(snapshot.id, 0);
    arena_fini(&arena);
    paid_close(&paid);
}
END_TEST

START_TEST(a_sec_uid_is_bound_to_its_number) {
    struct paid paid;
    paid_open(&paid);
    const struct account owner = paid_account("1003", "gamma", 1);
    ck_assert(sql_run(paid.store->sql,
                      "INSERT INTO snapshot (id, target, label, started_ms, owner) VALUES"
                      " (1, 'MS4wLjABx', 'MS4wLjABx', 1, 'MS4wLjABx'),"
                      " (2, 'ms4wljabx', '@ms4wljabx', 1, NULL)",
                      NULL));
    paid_enter(&paid, 1, 0, 1000, paid_page(&ann, 1, NULL));
    paid_enter(&paid, 2, 0, 1000, paid_page(&ann, 1, NULL));
    assert_newest(&paid, "MS4wLjABx", 1);
    assert_newest(&paid, "1003", 0);
    paid_enter_profile(&paid, "MS4wLjABx", 2000, &owner);
    assert_newest(&paid, "1003", 1);
    assert_newest(&paid, "MS4wLjABx", 1);
    assert_unbound(&paid, "MS4wLjABx", 2);
    paid_close(&paid);
}
END_TEST

START_TEST(snapshots_stand_beside_one_another) {
    struct paid paid;
    struct snapshot snapshot;
    struct err err;
    paid_open(&paid);
    int64_t first = paid_snapshot(&paid, "7"), other = paid_snapshot(&paid, "8"),
            empty = paid_snapshot(&paid, "7"), last = paid_snapshot(&paid, "7");
    paid_enter(&paid, first, 0, 1000, paid_page(&ann, 1, NULL));
    paid_enter(&paid, other, 0, 1000, paid_page(&ann, 1, NULL));
    paid_enter(&paid, last, 0, 2000, paid_page(&ann, 1, "c1"));
    const struct {
        int64_t from;
        int direction;
        int64_t to;
    } steps[] = {{first, +1, last}, {last, -1, first}, {empty, -1, first},
                 {empty, +1, last}, {first, -1, 0},    {last, +1, 0},
                 {other, -1, 0},    {other, +1, 0},    {99, -1, 0}};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        ck_assert(lookup_neighbour(paid.store, steps[i].from, steps[i].direction, &snapshot, &err));
        ck_assert_int_eq(snapshot.id, steps[i].to);
    }
    paid_close(&paid);
}
END_TEST

START_TEST(a_snapshot_tells_what_it_has) {
    const struct account owner = paid_account("9007199254740993", "owner", 1);
    struct paid paid;
    struct snapshot snapshot;
    struct arena arena;
    struct err err;
    struct snapshot_names names;
    arena_init(&arena);
    paid_open(&paid);
    int64_t id = paid_snapshot(&paid, "9007199254740993");
    ck_assert(lookup_snapshot(paid.store, id, &arena, &snapshot, &names, &err));
    ck_assert_int_eq(snapshot.id, id);
    ck_assert_int_eq(snapshot.pages, 0);
    ck_assert_int_eq(snapshot.rows, 0);
    ck_assert(!snapshot.has_more);
    int64_t headless = paid_snapshot(&paid, "8");
    paid_enter(&paid, headless, 1, 1000, paid_page(&ann, 1, NULL));
    ck_assert(lookup_snapshot(paid.store, headless, &arena, &snapshot, &names, &err));
    ck_assert_int_eq(snapshot.id, headless);
    ck_assert_int_eq(snapshot.pages, 0);
    ck_assert_int_eq(snapshot.rows, 0);
    const struct account records[] = {ann, ann, ann};
    paid_enter(&paid, id, 0, 1000, paid_page(records, 3, "c1"));
    struct page *cut = paid_page(records, 2, NULL);
    cut->is_cut = true;
    paid_enter(&paid, id, 1, 1500, cut);
    ck_assert(lookup_snapshot(paid.store, id, &arena, &snapshot, &names, &err));
    ck_assert_int_eq(snapshot.pages, 2);
    ck_assert_int_eq(snapshot.rows, 5);
    ck_assert_int_eq(snapshot.started_ms, 500);
    ck_assert_int_eq(snapshot.first_ms, 1000);
    ck_assert_int_eq(snapshot.last_ms, 1500);
    ck_assert_msg(snapshot.has_more, "a page that was cut is not the end");
    ck_assert_str_eq(names.target, "9007199254740993");
    ck_assert_ptr_null(names.owner);
    paid_enter_profile(&paid, "9007199254740993", 1550, &owner);
    ck_assert(lookup_snapshot(paid.store, id, &arena, &snapshot, &names, &err));
    ck_assert_str_eq(names.owner, "9007199254740993");
    paid_enter(&paid, id, 2, 1600, paid_page(NULL, 0, NULL));
    ck_assert(lookup_snapshot(paid.store, id, &arena, &snapshot, &names, &err));
    ck_assert(!snapshot.has_more);
    ck_assert(lookup_snapshot(paid.store, 99, &arena, &snapshot, &names, &err));
    ck_assert_int_eq(snapshot.id, 0);
    ck_assert_ptr_null(names.target);
    arena_fini(&arena);
    paid_close(&paid);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("snapshot");
    TCase *snapshots = tcase_create("snapshots");
    tcase_add_test(snapshots, the_newest_snapshot_has_a_page);
    tcase_add_test(snapshots, digits_are_an_id_once_a_record_says_so);
    tcase_add_test(snapshots, no_record_tells_whose_an_unbound_list_is);
    tcase_add_test(snapshots, a_sec_uid_is_bound_to_its_number);
    tcase_add_test(snapshots, snapshots_stand_beside_one_another);
    tcase_add_test(snapshots, a_snapshot_tells_what_it_has);
    suite_add_tcase(suite, snapshots);
    return run_suite(suite);
}
