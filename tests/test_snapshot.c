/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Snapshots: which is the newest, which stand beside it, what each has. */
#include "store/lookup.h"
#include "tests/paid.h"
#include "tests/run.h"

#include <check.h>

static const struct account ann = {.id = "1", .username = "ann"};

static void assert_newest(struct paid *paid, const char *id, const char *username,
                          int64_t expected) {
    struct snapshot snapshot;
    struct err err;
    ck_assert_msg(lookup_newest(paid->store, id, username, &snapshot, &err), "%s", err.text);
    ck_assert_int_eq(snapshot.id, expected);
}

START_TEST(the_newest_snapshot_has_a_page) {
    struct paid paid;
    paid_open(&paid);
    int64_t by_id = paid_snapshot(&paid, "042"), by_name = paid_snapshot(&paid, "ann"),
            other = paid_snapshot(&paid, "42"), empty = paid_snapshot(&paid, "042"),
            lower = paid_snapshot(&paid, "aB");
    assert_newest(&paid, "042", "ann", 0);
    paid_enter(&paid, by_id, 0, 1000, paid_page(&ann, 1, NULL));
    paid_enter(&paid, other, 0, 1000, paid_page(&ann, 1, NULL));
    paid_enter(&paid, lower, 0, 1000, paid_page(&ann, 1, NULL));
    assert_newest(&paid, "042", "ann", by_id);
    assert_newest(&paid, "42", NULL, other);
    assert_newest(&paid, NULL, "ann", 0);
    paid_enter(&paid, by_name, 0, 1000, paid_page(&ann, 1, NULL));
    assert_newest(&paid, "042", NULL, by_id);
    assert_newest(&paid, "042", "ann", by_name);
    assert_newest(&paid, NULL, "ANN", by_name);
    assert_newest(&paid, NULL, NULL, 0);
    paid_enter(&paid, empty, 1, 1000, paid_page(&ann, 1, NULL)); /* its first page is missing */
    assert_newest(&paid, "042", NULL, by_id);
    paid_enter(&paid, empty, 0, 1000, paid_page(&ann, 1, NULL));
    assert_newest(&paid, "042", "ann", empty);
    assert_newest(&paid, "aB", NULL, lower);
    assert_newest(&paid, "ab", NULL, 0);
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
    struct paid paid;
    struct snapshot snapshot;
    struct arena arena;
    struct err err;
    const char *target, *label;
    arena_init(&arena);
    paid_open(&paid);
    int64_t id = paid_snapshot(&paid, "9007199254740993");
    ck_assert(lookup_snapshot(paid.store, id, &arena, &snapshot, &target, &label, &err));
    ck_assert_int_eq(snapshot.id, id);
    ck_assert_int_eq(snapshot.pages, 0);
    ck_assert_int_eq(snapshot.rows, 0);
    ck_assert(!snapshot.has_more);
    int64_t headless = paid_snapshot(&paid, "8");
    paid_enter(&paid, headless, 1, 1000, paid_page(&ann, 1, NULL));
    ck_assert(lookup_snapshot(paid.store, headless, &arena, &snapshot, &target, &label, &err));
    ck_assert_int_eq(snapshot.id, headless);
    ck_assert_int_eq(snapshot.pages, 0);
    ck_assert_int_eq(snapshot.rows, 0);
    const struct account records[] = {ann, ann, ann};
    paid_enter(&paid, id, 0, 1000, paid_page(records, 3, "c1"));
    struct page *cut = paid_page(records, 2, NULL);
    cut->is_cut = true;
    paid_enter(&paid, id, 1, 1500, cut);
    ck_assert(lookup_snapshot(paid.store, id, &arena, &snapshot, &target, &label, &err));
    ck_assert_int_eq(snapshot.pages, 2);
    ck_assert_int_eq(snapshot.rows, 5);
    ck_assert_int_eq(snapshot.started_ms, 500);
    ck_assert_int_eq(snapshot.first_ms, 1000);
    ck_assert_int_eq(snapshot.last_ms, 1500);
    ck_assert_msg(snapshot.has_more, "a page that was cut is not the end");
    ck_assert_str_eq(target, "9007199254740993");
    ck_assert_str_eq(label, "@9007199254740993");
    paid_enter(&paid, id, 2, 1600, paid_page(NULL, 0, NULL));
    ck_assert(lookup_snapshot(paid.store, id, &arena, &snapshot, &target, &label, &err));
    ck_assert(!snapshot.has_more);
    ck_assert(lookup_snapshot(paid.store, 99, &arena, &snapshot, &target, &label, &err));
    ck_assert_int_eq(snapshot.id, 0);
    ck_assert_ptr_null(target);
    arena_fini(&arena);
    paid_close(&paid);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("snapshot");
    TCase *snapshots = tcase_create("snapshots");
    tcase_add_test(snapshots, the_newest_snapshot_has_a_page);
    tcase_add_test(snapshots, snapshots_stand_beside_one_another);
    tcase_add_test(snapshots, a_snapshot_tells_what_it_has);
    suite_add_tcase(suite, snapshots);
    return run_suite(suite);
}
