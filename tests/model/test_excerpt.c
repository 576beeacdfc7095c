/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a list is shown. */
#include "model/excerpt.h"
#include "tests/support/fact_table.h"
#include "tests/support/run.h"

#include <check.h>
#include <string.h>

/* Accounts `first`, `first` + 1, …; every third is private, every second is called odd. */
static struct page *make_page(int first, size_t count, bool has_more) {
    struct page *page = page_new();
    page->records = arena_alloc(&page->arena, count * sizeof *page->records + 1);
    page->count = count;
    for (size_t i = 0; i < count; i++) {
        int n = first + (int)i;
        struct account *account = &page->records[i];
        account->id = arena_format(&page->arena, "%d", n);
        account->username = arena_format(&page->arena, "%s.%d", n % 2 ? "odd" : "even", n);
        account->display_name = account->bio = "";
        account->is_private = n % 3 == 0;
        account->follower_count = account->is_private ? 0 : n * 7919 % 1009;
    }
    page->has_more = has_more;
    if (has_more)
        page->next_cursor = arena_format(&page->arena, "after %d", first);
    return page;
}

static struct list *make_list(int first, size_t count, int64_t following) {
    struct account owner = {.id = "owner", .username = "owner", .following_count = following};
    struct list *list = list_new("owner", "owner");
    list_set_owner(list, &owner);
    list_add_page(list, make_page(first, count, (int64_t)count < following));
    return list;
}

/* What is kept up to date equals what would be made from scratch. */
static void assert_fresh(const struct excerpt *excerpt, const char *filter) {
    struct excerpt fresh;
    excerpt_init(&fresh, excerpt->list);
    ck_assert(excerpt_set_filter(&fresh, filter, NULL));
    excerpt_set_order(&fresh, &excerpt->order);
    ck_assert_uint_eq(excerpt->count, fresh.count);
    for (size_t i = 0; i < fresh.count; i++) {
        ck_assert_uint_eq(excerpt_row(excerpt, i), excerpt_row(&fresh, i));
        ck_assert_uint_eq(excerpt_position(excerpt, excerpt_row(excerpt, i)), i);
    }
    ck_assert_uint_eq(excerpt->sum.matched, fresh.sum.matched);
    ck_assert_uint_eq(excerpt->sum.unknown, fresh.sum.unknown);
    excerpt_fini(&fresh);
}

static void assert_words(const struct excerpt *excerpt, const char *expected) {
    struct buf words;
    buf_init(&words, 200);
    excerpt_describe(excerpt, &words);
    ck_assert_str_eq(buf_text(&words), expected);
    buf_fini(&words);
}

static const struct order by_followers = {{{ORDER_FOLLOWERS, true}, {ORDER_HANDLE, false}}};

START_TEST(a_plain_list_costs_nothing) {
    struct list *list = make_list(1, 20, 2000);
    struct excerpt excerpt;
    excerpt_init(&excerpt, list);
    ck_assert_uint_eq(excerpt.count, 20);
    list_add_page(list, make_page(21, 20, true));
    ck_assert(excerpt_refresh(&excerpt));
    ck_assert(!excerpt_refresh(&excerpt));
    ck_assert_uint_eq(excerpt_row(&excerpt, 39), 39);
    ck_assert_uint_eq(excerpt_position(&excerpt, 39), 39);
    ck_assert_uint_eq(excerpt_position(&excerpt, 40), SIZE_MAX);
    ck_assert(excerpt_set_filter(&excerpt, "odd", NULL));
    excerpt_set_order(&excerpt, &by_followers);
    ck_assert_ptr_nonnull(excerpt.seen);
    excerpt_set_order(&excerpt, &(struct order){0});
    ck_assert(excerpt_set_filter(&excerpt, "", NULL));
    ck_assert_ptr_null(excerpt.seen);
    ck_assert_ptr_null(excerpt.shown);
    ck_assert_uint_eq(excerpt.index.chunk_count, 0);
    ck_assert_uint_eq(excerpt.count, 40);
    excerpt_fini(&excerpt);
    list_free(list);
}
END_TEST

static const char *const filters[] = {"", "odd followers>100", "!even", "followers<500 or odd"};

START_TEST(it_follows_pages_and_renewals) {
    struct list *list = make_list(1, 20, 2000);
    struct excerpt excerpt;
    excerpt_init(&excerpt, list);
    ck_assert(excerpt_set_filter(&excerpt, filters[_i % 4], NULL));
    if (_i >= 4)
        excerpt_set_order(&excerpt, &by_followers);
    for (int page = 1; page < 30; page++) {
        list_add_page(list, make_page(20 * page + 1, page == 7 ? 600 : 20, true));
        struct account renewed = *list->rows[page * 5];
        renewed.is_private = false;
        renewed.follower_count = page * 100;
        renewed.username = page % 2 ? "odd.new" : "new";
        list_renew(list, &renewed);
        ck_assert(excerpt_refresh(&excerpt) || !excerpt.seen);
        assert_fresh(&excerpt, filters[_i % 4]);
        ck_assert(!excerpt_refresh(&excerpt) || !excerpt.seen);
    }
    excerpt_fini(&excerpt);
    list_free(list);
}
END_TEST

static const char *selected_id(const struct excerpt *excerpt) {
    return excerpt->list->rows[excerpt_row(excerpt, excerpt->selected)]->id;
}

START_TEST(selection_stays_on_its_account) {
    struct list *list = make_list(1, 20, 2000), *newer = make_list(3, 4, 2000);
    struct excerpt excerpt;
    excerpt_init(&excerpt, list);
    excerpt_select(&excerpt, 6);
    ck_assert_str_eq(selected_id(&excerpt), "7");
    excerpt_set_order(&excerpt, &by_followers);
    ck_assert_str_eq(selected_id(&excerpt), "7");
    ck_assert_uint_ne(excerpt.selected, 6);
    ck_assert(excerpt_set_filter(&excerpt, "odd", NULL));
    ck_assert_str_eq(selected_id(&excerpt), "7");
    ck_assert(excerpt_set_filter(&excerpt, "even", NULL));
    ck_assert_uint_lt(excerpt.selected, excerpt.count);
    ck_assert(excerpt_set_filter(&excerpt, "nobody", NULL));
    ck_assert_uint_eq(excerpt.count, 0);
    ck_assert(excerpt_set_filter(&excerpt, "", NULL));
    ck_assert_str_eq(selected_id(&excerpt), "7");
    excerpt_set_order(&excerpt, &(struct order){0});
    excerpt_set_list(&excerpt, newer); /* does not have it yet */
    ck_assert_uint_lt(excerpt.selected, 4);
    list_add_page(newer, make_page(7, 20, true));
    ck_assert(excerpt_refresh(&excerpt));
    ck_assert_str_eq(selected_id(&excerpt), "7");
    excerpt_select(&excerpt, 1000);
    ck_assert_uint_eq(excerpt.selected, 23);
    excerpt_fini(&excerpt);
    list_free(list);
    list_free(newer);
}
END_TEST

START_TEST(it_says_what_it_covers) {
    struct list *list = make_list(1, 12, 2000);
    struct excerpt excerpt;
    excerpt_init(&excerpt, list);
    assert_words(&excerpt, "12 loaded, 2,000 in all");
    ck_assert(excerpt_set_filter(&excerpt, "followers>=0 odd", NULL));
    struct excerpt_cover cover = excerpt_cover(&excerpt);
    ck_assert_uint_eq(cover.shown, 4);
    ck_assert_uint_eq(cover.matched, 4);
    ck_assert_uint_eq(cover.unknown, 2); /* 3 and 9 are private */
    ck_assert_uint_eq(cover.loaded, 12);
    ck_assert_int_eq(cover.reported, 2000);
    ck_assert(!cover.is_complete);
    assert_words(&excerpt, "4 of 12 loaded, 2,000 in all · 2 unknown");
    list_add_page(list, make_page(13, 1, false));
    ck_assert(excerpt_refresh(&excerpt));
    assert_words(&excerpt, "5 of 13 · 2 unknown");
    excerpt_fini(&excerpt);
    list_free(list);
}
END_TEST

START_TEST(a_mistake_changes_nothing_shown) {
    struct list *list = make_list(1, 12, 2000);
    struct excerpt excerpt;
    struct err err;
    excerpt_init(&excerpt, list);
    ck_assert(excerpt_set_filter(&excerpt, "odd", NULL));
    ck_assert(!excerpt_set_filter(&excerpt, "odd likes>x", &err));
    ck_assert_uint_eq(excerpt.count, 6);
    ck_assert_uint_eq(excerpt.filter.mistake_at, 10);
    excerpt_fini(&excerpt);
    list_free(list);
}
END_TEST

START_TEST(a_search_goes_round_what_is_shown) {
    struct list *list = make_list(1, 20, 2000);
    struct excerpt excerpt;
    struct match match, nowhere;
    match_init(&match, "odd.1", 5); /* 1, 11, 13, …, 19 */
    match_init(&nowhere, "x", 1);
    excerpt_init(&excerpt, list);
    ck_assert_uint_eq(excerpt_search(&excerpt, &match, MATCH_ANYWHERE, 0, false), 10);
    ck_assert_uint_eq(excerpt_search(&excerpt, &match, MATCH_ANYWHERE, 18, false), 0);
    ck_assert_uint_eq(excerpt_search(&excerpt, &match, MATCH_ANYWHERE, 0, true), 18);
    ck_assert_uint_eq(excerpt_search(&excerpt, &match, MATCH_BIO, 0, true), SIZE_MAX);
    ck_assert_uint_eq(excerpt_search(&excerpt, &nowhere, MATCH_ANYWHERE, 0, false), SIZE_MAX);
    struct account renewed = {.id = "2", .username = "odd.12"};
    list_renew(list, &renewed);
    ck_assert(excerpt_refresh(&excerpt));
    ck_assert_uint_eq(excerpt_search(&excerpt, &match, MATCH_HANDLE, 0, false), 1);
    ck_assert(excerpt_set_filter(&excerpt, "id:19", NULL));
    ck_assert_uint_eq(excerpt_search(&excerpt, &match, MATCH_ANYWHERE, 0, false), 0);
    ck_assert(excerpt_set_filter(&excerpt, "", NULL));
    excerpt_end_search(&excerpt);
    ck_assert_ptr_null(excerpt.seen);
    match_fini(&match);
    match_fini(&nowhere);
    excerpt_fini(&excerpt);
    list_free(list);
}
END_TEST

START_TEST(an_index_is_prepared_in_parts) {
    struct list *list = make_list(1, 1000, 2000);
    struct excerpt excerpt;
    excerpt_init(&excerpt, list);
    ck_assert(!excerpt_prepare(&excerpt, 100));
    ck_assert(!excerpt_prepare(&excerpt, 100));
    ck_assert(excerpt_prepare(&excerpt, 1000));
    ck_assert(excerpt_prepare(&excerpt, 1));
    struct account renewed = {.id = "2", .username = "renewed"};
    list_renew(list, &renewed);
    ck_assert(excerpt_refresh(&excerpt));
    ck_assert(excerpt_set_filter(&excerpt, "renewed", NULL));
    ck_assert_uint_eq(excerpt.count, 1);
    excerpt_fini(&excerpt);
    list_free(list);
}
END_TEST

static const struct order by_lists = {{{ORDER_LISTS, true}}};
static const char lists_filter[] = "lists>=2 or odd";

static void renew(struct excerpt *excerpt, size_t most, size_t *calls) {
    bool has_changed;
    *calls = 1;
    while (!excerpt_renew(excerpt, most, &has_changed))
        ++*calls;
}

/* A short list at once, a long one bit by bit; until then it shows what it showed. */
START_TEST(what_stored_lists_say_is_taken_in) {
    bool is_long = _i;
    struct fact_entry entries[] = {
        {.id = "4", .facts = {.lists = 1, .lists_max = 1, .back = VERDICT_YES}},
        {.id = "8", .facts = {.lists = 5, .lists_max = 6, .back = VERDICT_NO}},
        {.id = "11", .facts = {.lists = 3, .lists_max = 3, .back = VERDICT_UNKNOWN}}};
    struct list *list = make_list(1, is_long ? 30000 : 300, 40000);
    struct fact_table table;
    struct excerpt excerpt;
    size_t calls;
    fact_table_init(&table, entries, 3);
    list->facts = &table.reader;
    excerpt_init(&excerpt, list);
    ck_assert(excerpt_set_filter(&excerpt, lists_filter, NULL));
    excerpt_set_order(&excerpt, &by_lists);
    ck_assert_uint_eq(excerpt_row(&excerpt, 0), 7);
    excerpt_select(&excerpt, 1);
    renew(&excerpt, 1000, &calls);
    ck_assert(excerpt_is_tallied(&excerpt));
    ck_assert_uint_eq(excerpt.tally.back[VERDICT_YES], 1);

    entries[0].facts.lists = 9;
    entries[0].facts.lists_max = 9;
    entries[2].facts.back = VERDICT_YES;
    table.reader.version++;
    ck_assert(!excerpt_is_tallied(&excerpt));
    ck_assert(excerpt_refresh(&excerpt) == !is_long);
    ck_assert_uint_eq(excerpt_row(&excerpt, 0), is_long ? 7 : 3);
    renew(&excerpt, 1000, &calls);
    ck_assert_uint_ge(calls, is_long ? 30 : 1);
    ck_assert_uint_eq(excerpt_row(&excerpt, 0), 3);
    ck_assert_uint_eq(excerpt_row(&excerpt, excerpt.selected), 10);
    ck_assert_uint_eq(excerpt.tally.back[VERDICT_YES], 2);
    ck_assert(!excerpt_refresh(&excerpt));
    assert_fresh(&excerpt, lists_filter);
    excerpt_fini(&excerpt);
    list_free(list);
}
END_TEST

/* A page and newer facts while it is half way. */
START_TEST(what_comes_between_is_taken_in_too) {
    struct fact_entry entries[] = {
        {.id = "4", .facts = {.lists = 1, .lists_max = 1, .back = VERDICT_YES}}};
    struct list *list = make_list(1, 30000, 40000);
    struct fact_table table;
    struct excerpt excerpt;
    size_t calls;
    bool has_changed;
    fact_table_init(&table, entries, 1);
    list->facts = &table.reader;
    excerpt_init(&excerpt, list);
    ck_assert(excerpt_set_filter(&excerpt, lists_filter, NULL));
    entries[0].facts.lists = entries[0].facts.lists_max = 2;
    table.reader.version++;
    ck_assert(!excerpt_renew(&excerpt, 5000, &has_changed));
    ck_assert(!has_changed);
    list_add_page(list, make_page(30001, 200, false));
    ck_assert(excerpt_refresh(&excerpt));
    ck_assert(!excerpt_renew(&excerpt, 5000, &has_changed));
    entries[0].facts.lists = entries[0].facts.lists_max = 0;
    table.reader.version++;
    renew(&excerpt, 5000, &calls);
    ck_assert_uint_ge(calls, 6);
    assert_fresh(&excerpt, lists_filter);
    excerpt_fini(&excerpt);
    list_free(list);
}
END_TEST

START_TEST(a_name_that_is_not_known_changes_nothing_shown) {
    struct list *list = make_list(1, 10, 10);
    struct fact_table table;
    struct excerpt excerpt;
    struct err err;
    fact_table_init(&table, NULL, 0);
    list->facts = &table.reader;
    excerpt_init(&excerpt, list);
    ck_assert(excerpt_set_filter(&excerpt, "odd", &err));
    ck_assert(!excerpt_set_filter(&excerpt, "odd follows:@nobody", &err));
    ck_assert_str_eq(err.text, "column 13: the store has no account “@nobody”");
    ck_assert_uint_eq(excerpt.filter.mistake_at, 12);
    ck_assert_uint_eq(excerpt.count, 5);
    excerpt_fini(&excerpt);
    list_free(list);
}
END_TEST

START_TEST(an_empty_list_is_no_trouble) {
    struct list *list = list_new("owner", "owner");
    struct excerpt excerpt;
    struct match match;
    match_init(&match, "x", 1);
    excerpt_init(&excerpt, list);
    excerpt_select(&excerpt, 3);
    ck_assert(excerpt_set_filter(&excerpt, "odd or followers>1", NULL));
    excerpt_set_order(&excerpt, &by_followers);
    ck_assert_uint_eq(excerpt_search(&excerpt, &match, MATCH_ANYWHERE, 0, true), SIZE_MAX);
    ck_assert(!excerpt_refresh(&excerpt));
    list_add_page(list, make_page(1, 5, true));
    ck_assert(excerpt_refresh(&excerpt));
    assert_fresh(&excerpt, "odd or followers>1");
    match_fini(&match);
    excerpt_fini(&excerpt);
    list_free(list);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("excerpt");
    TCase *tcase = tcase_create("excerpt");
    tcase_add_test(tcase, a_plain_list_costs_nothing);
    tcase_add_loop_test(tcase, it_follows_pages_and_renewals, 0, 8);
    tcase_add_test(tcase, selection_stays_on_its_account);
    tcase_add_test(tcase, it_says_what_it_covers);
    tcase_add_test(tcase, a_mistake_changes_nothing_shown);
    tcase_add_test(tcase, a_search_goes_round_what_is_shown);
    tcase_add_test(tcase, an_index_is_prepared_in_parts);
    tcase_add_loop_test(tcase, what_stored_lists_say_is_taken_in, 0, 2);
    tcase_add_test(tcase, what_comes_between_is_taken_in_too);
    tcase_add_test(tcase, a_name_that_is_not_known_changes_nothing_shown);
    tcase_add_test(tcase, an_empty_list_is_no_trouble);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
