/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Following lists and the trail. */
#include "model/trail.h"
#include "tests/support/run.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

/* A page of `count` accounts with the ids `first`, `first` + 1, … */
static struct page *make_page(int first, size_t count, const char *next_cursor) {
    struct page *page = page_new();
    page->records = arena_alloc(&page->arena, count * sizeof *page->records + 1);
    page->count = count;
    for (size_t i = 0; i < count; i++)
        page->records[i].id = arena_format(&page->arena, "%d", first + (int)i);
    page->has_more = next_cursor != NULL;
    page->next_cursor = arena_dup(&page->arena, next_cursor);
    return page;
}

static struct page *make_cut_page(int first, size_t count, const char *next_cursor) {
    struct page *page = make_page(first, count, next_cursor);
    page->is_cut = true;
    return page;
}

static struct list *make_list(int64_t following) {
    struct account owner = {.id = "7", .username = "owner", .following_count = following};
    struct list *list = list_new("owner", "owner");
    list_set_owner(list, &owner);
    return list;
}

static void assert_words(const struct list *list, const char *expected) {
    struct buf words;
    buf_init(&words, 1024);
    list_describe(list, &words);
    ck_assert_str_eq(buf_text(&words), expected);
    buf_fini(&words);
}

START_TEST(list_goes_from_new_to_complete) {
    struct list *list = make_list(45);
    ck_assert_int_eq(list_state(list), LIST_NEW);
    ck_assert_str_eq(list->target, "7");
    list->job = 1;
    assert_words(list, "0 of 45 · loading");
    list->job = 0;
    list_add_page(list, make_page(1, 20, "c1"));
    ck_assert_int_eq(list_state(list), LIST_PARTIAL);
    assert_words(list, "20 of 45 loaded");
    list_add_page(list, make_page(21, 20, "c2"));
    list_add_page(list, make_page(41, 5, NULL));
    ck_assert_int_eq(list_state(list), LIST_COMPLETE);
    assert_words(list, "45 of 45 · complete");
    ck_assert(!list_can_go_on(list));
    ck_assert_str_eq(list->rows[44]->id, "45");
    list_free(list);
}
END_TEST

START_TEST(list_says_what_is_not_listed) {
    struct list *list = make_list(45);
    list_add_page(list, make_page(1, 43, NULL));
    assert_words(list, "43 of 45 · complete (2 not listed)");
    list_free(list);
    list = make_list(45);
    list_add_page(list, make_page(1, 42, NULL));
    assert_words(list, "42 of 45 · ended short (3 not listed)");
    list_free(list);
    list = list_new("7", "@owner");
    list_add_page(list, make_page(1, 45, NULL));
    assert_words(list, "45 · ended, count unknown");
    list_free(list);
}
END_TEST

START_TEST(list_cut_by_balance_is_not_complete) {
    struct list *list = make_list(45);
    list_add_page(list, make_page(1, 20, "c1"));
    list_add_page(list, make_cut_page(21, 3, "c2"));
    ck_assert_int_eq(list_state(list), LIST_CUT_BY_BALANCE);
    assert_words(list, "23 of 45 · stopped: balance");
    ck_assert(list_can_go_on(list));
    list_free(list);
}
END_TEST

START_TEST(list_cut_by_balance_at_its_end_is_not_complete) {
    struct list *list = make_list(45);
    list_add_page(list, make_cut_page(1, 20, NULL));
    ck_assert_int_eq(list_state(list), LIST_CUT_BY_BALANCE);
    list_free(list);
}
END_TEST

START_TEST(list_tells_hidden_from_empty) {
    struct list *list = make_list(312);
    list_add_page(list, make_page(1, 0, NULL));
    ck_assert(list_is_hidden(list));
    assert_words(list, "0 of 312 · hidden");
    list_free(list);
    list = make_list(0);
    assert_words(list, "follows nobody");
    list_add_page(list, make_page(1, 0, NULL));
    ck_assert(!list_is_hidden(list));
    assert_words(list, "follows nobody");
    list_free(list);
    list = list_new("unknown", "unknown");
    list_add_page(list, make_page(1, 0, NULL));
    assert_words(list, "0 · hidden or empty");
    list_free(list);
}
END_TEST

START_TEST(list_of_a_private_owner_has_no_reported_count) {
    struct account owner = {.id = "7", .is_private = true};
    struct list *list = list_new("7", "7");
    list_set_owner(list, &owner);
    ck_assert_int_eq(list_reported(list), ACCOUNT_UNKNOWN);
    list_free(list);
}
END_TEST

START_TEST(list_lists_an_account_once_and_counts_it) {
    struct list *list = make_list(45);
    list_add_page(list, make_page(1, 20, "c1"));
    list_add_page(list, make_page(11, 20, "c2"));
    ck_assert_uint_eq(list->count, 30);
    ck_assert_uint_eq(list->repeats, 10);
    assert_words(list, "30 of 45 loaded · 10 repeated");
    list_free(list);
}
END_TEST

START_TEST(list_keeps_records_without_an_id) {
    struct list *list = make_list(45);
    struct page *page = make_page(1, 3, "c1");
    page->records[0].id = page->records[1].id = NULL;
    page->defects = 2;
    list_add_page(list, page);
    ck_assert_uint_eq(list->count, 3);
    assert_words(list, "3 of 45 loaded · 2 partly unreadable");
    list_free(list);
}
END_TEST

START_TEST(list_stops_at_a_cursor_seen_before) {
    struct list *list = make_list(450);
    list_add_page(list, make_page(1, 20, "c1"));
    list_add_page(list, make_page(21, 20, "c2"));
    list_add_page(list, make_page(41, 20, "c1"));
    ck_assert_int_eq(list_state(list), LIST_STOPPED);
    ck_assert(!list_can_go_on(list));
    assert_words(list, "60 of 450 · stopped: the API repeats a cursor");
    list_free(list);
}
END_TEST

START_TEST(list_stops_at_three_pages_without_a_new_account) {
    struct list *list = make_list(450);
    list_add_page(list, make_page(1, 20, "c1"));
    list_add_page(list, make_page(1, 20, "c2"));
    list_add_page(list, make_page(1, 0, "c3"));
    ck_assert_int_eq(list_state(list), LIST_PARTIAL);
    list_add_page(list, make_page(1, 20, "c4"));
    ck_assert_int_eq(list_state(list), LIST_STOPPED);
    list_free(list);
}
END_TEST

START_TEST(list_stops_where_more_has_no_cursor) {
    struct list *list = make_list(45);
    struct page *page = make_page(1, 20, "c1");
    page->next_cursor = NULL;
    list_add_page(list, page);
    ck_assert_int_eq(list_state(list), LIST_STOPPED);
    list_free(list);
}
END_TEST

START_TEST(list_failure_is_cleared_by_a_page) {
    struct list *list = make_list(45);
    list_add_page(list, make_page(1, 20, "c1"));
    list_fail(list, "rate limit", "Wait.", " m tries again.");
    ck_assert_int_eq(list_state(list), LIST_FAILED);
    assert_words(list, "20 of 45 · stopped: rate limit");
    ck_assert(list_can_go_on(list));
    list_add_page(list, make_page(21, 20, "c2"));
    ck_assert_int_eq(list_state(list), LIST_PARTIAL);
    list_free(list);
}
END_TEST

START_TEST(trail_goes_down_and_up_to_the_same_place) {
    struct list *lists[] = {list_new("a", "a"), list_new("b", "b"), list_new("c", "c")};
    struct trail trail;
    trail_init(&trail);
    struct place *root = trail_open(&trail, lists[0]);
    excerpt_expect(&root->excerpt, 17);
    excerpt_expect(&trail_drill_in(&trail, lists[1])->excerpt, 4);
    trail_drill_in(&trail, lists[2]);
    ck_assert_ptr_eq(trail.current->parent->parent, root);
    ck_assert(trail_leave(&trail));
    ck_assert_uint_eq(trail.current->excerpt.kept_row, 4);
    ck_assert(trail_leave(&trail));
    ck_assert_ptr_eq(trail.current, root);
    ck_assert_uint_eq(trail.current->excerpt.kept_row, 17);
    ck_assert(!trail_leave(&trail));
    ck_assert_uint_eq(trail_drill_in(&trail, lists[1])->excerpt.kept_row, 4);
    trail_fini(&trail);
    for (int i = 0; i < 3; i++)
        list_free(lists[i]);
}
END_TEST

/* Roots that are opened from each other, as often as one likes, are left one by one. */
START_TEST(a_root_is_left_for_where_it_was_opened) {
    enum { ROOTS = 4, RUNS = 2000 };
    struct list *lists[ROOTS];
    struct trail trail;
    unsigned short state[3] = {7, 0, 0};
    for (size_t i = 0; i < ROOTS; i++)
        lists[i] = list_new("a", "a");
    trail_init(&trail);
    struct place *a = trail_open(&trail, lists[0]), *b = trail_open(&trail, lists[1]);
    trail_drill_in(&trail, lists[2]);
    struct place *c = trail_open(&trail, lists[3]);
    ck_assert(trail_leave(&trail) && trail.current->parent == b);
    ck_assert(trail_leave(&trail) && trail.current == b);
    ck_assert(trail_leave(&trail) && trail.current == a);
    ck_assert(!trail_leave(&trail));
    trail_open(&trail, lists[3]);
    trail_open(&trail, lists[1]);
    trail_open(&trail, lists[3]); /* back in c, not further in */
    ck_assert(trail.current == c && trail_leave(&trail) && trail.current == a);
    for (int run = 0; run < RUNS; run++) {
        struct list *list = lists[(size_t)nrand48(state) % ROOTS];
        (void)(nrand48(state) % 2 ? trail_open(&trail, list) : trail_drill_in(&trail, list));
        size_t steps = 0;
        for (const struct place *at = trail.current; at; at = trail_way_out(at))
            ck_assert_uint_le(steps++, RUNS);
        while (nrand48(state) % 3 == 0 && trail_leave(&trail))
            continue;
    }
    trail_fini(&trail);
    for (size_t i = 0; i < ROOTS; i++)
        list_free(lists[i]);
}
END_TEST

START_TEST(trail_history_goes_back_and_forward) {
    struct list *lists[] = {list_new("a", "a"), list_new("b", "b"), list_new("c", "c")};
    struct trail trail;
    trail_init(&trail);
    ck_assert(!trail_backward(&trail));
    ck_assert(!trail_forward(&trail));
    struct place *a = trail_open(&trail, lists[0]);
    struct place *b = trail_drill_in(&trail, lists[1]);
    trail_leave(&trail);
    ck_assert(trail_backward(&trail));
    ck_assert_ptr_eq(trail.current, b);
    ck_assert(trail_backward(&trail));
    ck_assert_ptr_eq(trail.current, a);
    ck_assert(!trail_backward(&trail));
    ck_assert(trail_forward(&trail));
    ck_assert_ptr_eq(trail.current, b);
    struct place *c = trail_drill_in(&trail, lists[2]);
    ck_assert(!trail_forward(&trail));
    ck_assert(trail_backward(&trail));
    ck_assert(trail_forward(&trail));
    ck_assert_ptr_eq(trail.current, c);
    trail_fini(&trail);
    for (int i = 0; i < 3; i++)
        list_free(lists[i]);
}
END_TEST

START_TEST(trail_queue_outlives_a_detour) {
    struct list *lists[] = {list_new("a", "a"), list_new("b", "b"), list_new("c", "c")};
    struct trail trail;
    trail_init(&trail);
    trail_queue(&trail, lists[1]);
    trail_open(&trail, lists[0]);
    trail_drill_in(&trail, lists[2]);
    ck_assert(trail_forward(&trail));
    ck_assert_ptr_eq(trail.current->list, lists[1]);
    ck_assert_ptr_null(trail.current->parent);
    ck_assert(!trail_forward(&trail));
    trail_fini(&trail);
    for (int i = 0; i < 3; i++)
        list_free(lists[i]);
}
END_TEST

START_TEST(trail_replaces_a_list_that_is_another) {
    struct list *lists[] = {list_new("a", "a"), list_new("b", "b")};
    struct trail trail;
    trail_init(&trail);
    trail_open(&trail, lists[0]);
    trail_replace_list(&trail, lists[0], lists[1]);
    ck_assert_ptr_eq(trail.current->list, lists[1]);
    trail_fini(&trail);
    list_free(lists[0]);
    list_free(lists[1]);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("model");
    TCase *tc = tcase_create("model");
    tcase_add_test(tc, list_goes_from_new_to_complete);
    tcase_add_test(tc, list_says_what_is_not_listed);
    tcase_add_test(tc, list_cut_by_balance_is_not_complete);
    tcase_add_test(tc, list_cut_by_balance_at_its_end_is_not_complete);
    tcase_add_test(tc, list_tells_hidden_from_empty);
    tcase_add_test(tc, list_of_a_private_owner_has_no_reported_count);
    tcase_add_test(tc, list_lists_an_account_once_and_counts_it);
    tcase_add_test(tc, list_keeps_records_without_an_id);
    tcase_add_test(tc, list_stops_at_a_cursor_seen_before);
    tcase_add_test(tc, list_stops_at_three_pages_without_a_new_account);
    tcase_add_test(tc, list_stops_where_more_has_no_cursor);
    tcase_add_test(tc, list_failure_is_cleared_by_a_page);
    tcase_add_test(tc, trail_goes_down_and_up_to_the_same_place);
    tcase_add_test(tc, a_root_is_left_for_where_it_was_opened);
    tcase_add_test(tc, trail_history_goes_back_and_forward);
    tcase_add_test(tc, trail_queue_outlives_a_detour);
    tcase_add_test(tc, trail_replaces_a_list_that_is_another);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
