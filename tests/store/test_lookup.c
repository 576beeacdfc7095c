/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is read from the store: accounts by all their names, pages as received. */
#include "store/lookup.h"
#include "tests/support/paid.h"
#include "tests/support/run.h"

#include <check.h>
#include <stdio.h>

enum { PAGES_MAX = 8 };

struct pages {
    struct page *pages[PAGES_MAX];
    size_t count;
};

static void take_page(void *context, struct page *page) {
    struct pages *pages = context;
    ck_assert_uint_lt(pages->count, PAGES_MAX);
    pages->pages[pages->count++] = page;
}

static struct pages read_pages(struct paid *paid, int64_t snapshot, int64_t from) {
    struct pages pages = {0};
    struct err err;
    ck_assert_msg(lookup_pages(paid->store, snapshot, from, take_page, &pages, &err), "%s",
                  err.text);
    return pages;
}

static void free_pages(struct pages *pages) {
    for (size_t i = 0; i < pages->count; i++)
        page_free(pages->pages[i]);
}

/* The id of the account found by `name`; "none" if there is none. */
static const char *find(struct paid *paid, enum reference_kind kind, const char *name,
                        struct arena *arena) {
    struct reference reference = {.kind = kind};
    struct account *account;
    struct err err;
    snprintf(reference.name, sizeof reference.name, "%s", name);
    ck_assert_msg(lookup_account(paid->store, &reference, arena, &account, &err), "%s", err.text);
    return account ? account->id : "none";
}

static void assert_account_eq(const struct account *a, const struct account *b) {
    ck_assert_pstr_eq(a->id, b->id);
    ck_assert_pstr_eq(a->username, b->username);
    ck_assert_pstr_eq(a->display_name, b->display_name);
    ck_assert_pstr_eq(a->avatar_url, b->avatar_url);
    ck_assert_pstr_eq(a->bio, b->bio);
    ck_assert_pstr_eq(a->region, b->region);
    ck_assert_int_eq(a->follower_count, b->follower_count);
    ck_assert_int_eq(a->following_count, b->following_count);
    ck_assert_int_eq(a->like_count, b->like_count);
    ck_assert_int_eq(a->video_count, b->video_count);
    ck_assert_int_eq(a->is_verified, b->is_verified);
    ck_assert_int_eq(a->is_private, b->is_private);
    ck_assert_pstr_eq(a->defect, b->defect);
    ck_assert_int_eq(a->seen_ms, b->seen_ms);
}

static const struct account full = {.id = "9007199254740993",
                                    .username = "Ann",
                                    .display_name = "Åsa \x1b[31m \xff",
                                    .avatar_url = "https://avatar.invalid/1",
                                    .bio = "a\nb",
                                    .region = "NO",
                                    .follower_count = INT64_MAX,
                                    .following_count = 2,
                                    .like_count = 3,
                                    .video_count = 4,
                                    .is_verified = true,
                                    .defect = "region is a number",
                                    .seen_ms = 1000};
static const struct account bare = {.id = "0042",
                                    .follower_count = ACCOUNT_UNKNOWN,
                                    .following_count = 0,
                                    .like_count = ACCOUNT_UNKNOWN,
                                    .video_count = ACCOUNT_UNKNOWN,
                                    .is_private = true,
                                    .seen_ms = 1000};
static const struct account nameless = {.username = "nameless",
                                        .follower_count = 1,
                                        .following_count = ACCOUNT_UNKNOWN,
                                        .like_count = 1,
                                        .video_count = 1,
                                        .defect = "id is missing",
                                        .seen_ms = 1000};

START_TEST(an_account_comes_back_as_it_went_in) {
    struct paid paid;
    struct arena arena;
    struct err err;
    arena_init(&arena);
    paid_open(&paid);
    paid_enter_profile(&paid, "ann", 1000, &full);
    paid_enter_profile(&paid, "0042", 1000, &bare);
    struct reference reference = {.kind = REFERENCE_HANDLE, .name = "ann"};
    struct account *account;
    ck_assert(lookup_account(paid.store, &reference, &arena, &account, &err));
    ck_assert_ptr_nonnull(account);
    assert_account_eq(account, &full);
    reference = (struct reference){.kind = REFERENCE_ID, .name = "0042"};
    ck_assert(lookup_account(paid.store, &reference, &arena, &account, &err));
    ck_assert_ptr_nonnull(account);
    assert_account_eq(account, &bare);
    arena_fini(&arena);
    paid_close(&paid);
}
END_TEST

START_TEST(ids_are_found_to_the_byte) {
    struct paid paid;
    struct arena arena;
    arena_init(&arena);
    paid_open(&paid);
    struct account even = paid_account("9007199254740992", "even", 1),
                   odd = paid_account("9007199254740993", "odd", 1),
                   padded = paid_account("042", "padded", 1), digits = paid_account("5", "77", 1);
    paid_enter_profile(&paid, "MS4wLjABAAAAx_Y", 1000, &odd);
    paid_enter_profile(&paid, "even", 1000, &even);
    paid_enter_profile(&paid, "padded", 1000, &padded);
    ck_assert_str_eq(find(&paid, REFERENCE_ID, "9007199254740992", &arena), "9007199254740992");
    ck_assert_str_eq(find(&paid, REFERENCE_ID, "9007199254740993", &arena), "9007199254740993");
    ck_assert_str_eq(find(&paid, REFERENCE_ID, "042", &arena), "042");
    ck_assert_str_eq(find(&paid, REFERENCE_ID, "42", &arena), "none");
    ck_assert_str_eq(find(&paid, REFERENCE_ID, "MS4wLjABAAAAx_Y", &arena), "9007199254740993");
    ck_assert_str_eq(find(&paid, REFERENCE_ID, "MS4wLjABAAAAX_Y", &arena), "none");
    paid_enter_profile(&paid, "77", 1000, &digits); /* its handle */
    ck_assert_str_eq(find(&paid, REFERENCE_HANDLE, "77", &arena), "5");
    ck_assert_str_eq(find(&paid, REFERENCE_ID, "77", &arena), "none");
    arena_fini(&arena);
    paid_close(&paid);
}
END_TEST

START_TEST(a_handle_is_whose_it_was_last) {
    struct paid paid;
    struct arena arena;
    arena_init(&arena);
    paid_open(&paid);
    struct account first = paid_account("1", "Star", 10), second = paid_account("2", "fan", 10);
    paid_enter_profile(&paid, "star", 1000, &first);
    paid_enter_profile(&paid, "fan", 1100, &second);
    ck_assert_str_eq(find(&paid, REFERENCE_HANDLE, "star", &arena), "1");
    second.username = "star"; /* and nobody has looked at the first one since */
    paid_enter_profile(&paid, "2", 2000, &second);
    ck_assert_str_eq(find(&paid, REFERENCE_HANDLE, "STAR", &arena), "2");
    ck_assert_str_eq(find(&paid, REFERENCE_HANDLE, "fan", &arena), "2"); /* by alias only */
    paid_enter_profile(&paid, "1", 3000, &first);
    ck_assert_str_eq(find(&paid, REFERENCE_HANDLE, "star", &arena), "1");
    first.username = "retired";
    paid_enter_profile(&paid, "1", 4000, &first);
    ck_assert_str_eq(find(&paid, REFERENCE_HANDLE, "star", &arena), "2");
    ck_assert_str_eq(find(&paid, REFERENCE_HANDLE, "retired", &arena), "1");
    ck_assert_str_eq(find(&paid, REFERENCE_HANDLE, "nobody", &arena), "none");
    arena_fini(&arena);
    paid_close(&paid);
}
END_TEST

/* Its number in the order of arrival is twice the time. */
static void enter_at(struct paid *paid, const char *target, int64_t at_ms,
                     const struct account *account) {
    paid->numbers = 2 * at_ms - 2;
    paid_enter_profile(paid, target, at_ms, account);
}

static int64_t followers_at(struct paid *paid, int64_t no, struct arena *arena) {
    struct account *account;
    struct err err;
    ck_assert_msg(lookup_account_at(paid->store, "0042", no, arena, &account, &err), "%s",
                  err.text);
    ck_assert_ptr_nonnull(account);
    ck_assert_str_eq(account->id, "0042");
    return account->follower_count;
}

/* Answers are entered out of order, and one record comes back after another. */
START_TEST(an_account_is_found_as_it_was) {
    struct paid paid;
    struct arena arena;
    struct account *account;
    struct err err;
    arena_init(&arena);
    paid_open(&paid);
    struct account star = paid_account("0042", "star", 10), other = paid_account("7", "star", 77);
    enter_at(&paid, "star", 1000, &star);
    enter_at(&paid, "7", 1500, &other);
    star.follower_count = 30;
    enter_at(&paid, "star", 3000, &star);
    star.follower_count = 20;
    enter_at(&paid, "star", 2000, &star);
    enter_at(&paid, "star", 2600, &star);
    star.follower_count = 10;
    enter_at(&paid, "star", 4000, &star);
    static const struct {
        int64_t at_ms, followers;
    } times[] = {{0, 10},    {999, 10},  {1000, 10}, {1999, 10}, {2000, 20}, {2300, 20},
                 {2999, 20}, {3000, 30}, {3999, 30}, {4000, 10}, {5000, 10}, {INT64_MAX / 4, 10}};
    for (size_t i = 0; i < sizeof times / sizeof *times; i++)
        ck_assert_int_eq(followers_at(&paid, 2 * times[i].at_ms, &arena), times[i].followers);
    ck_assert(lookup_account_at(paid.store, "42", 1000, &arena, &account, &err));
    ck_assert_ptr_null(account);
    ck_assert(lookup_account_at(paid.store, "7", 9999, &arena, &account, &err));
    other.seen_ms = 1500;
    assert_account_eq(account, &other);
    arena_fini(&arena);
    paid_close(&paid);
}
END_TEST

START_TEST(pages_come_back_as_they_came) {
    static const char cursor[] = "c1=\t'\"%00\\;-- \xf0\x9f\x8c\xb8";
    struct paid paid;
    paid_open(&paid);
    int64_t snapshot = paid_snapshot(&paid, "7");
    const struct account records[] = {full, nameless, bare, full};
    paid_enter(&paid, snapshot, 0, 1000, paid_page(records, 4, cursor));
    struct page *cut = paid_page(&bare, 1, NULL);
    cut->is_cut = true;
    paid_enter(&paid, snapshot, 1, 1000, cut);
    struct pages found = read_pages(&paid, snapshot, 0);
    ck_assert_uint_eq(found.count, 2);
    const struct page *page = found.pages[0];
    ck_assert_uint_eq(page->count, 4);
    ck_assert_uint_eq(page->defects, 3);
    ck_assert_int_eq(page->received_ms, 1000);
    ck_assert(page->has_more && !page->is_cut);
    ck_assert_str_eq(page->next_cursor, cursor);
    for (size_t i = 0; i < page->count; i++) {
        struct account expected = records[i];
        expected.avatar_url = NULL;
        assert_account_eq(&page->records[i], &expected);
    }
    ck_assert_uint_eq(found.pages[1]->count, 1);
    ck_assert(!found.pages[1]->has_more && found.pages[1]->is_cut);
    ck_assert_ptr_null(found.pages[1]->next_cursor);
    free_pages(&found);
    paid_close(&paid);
}
END_TEST

START_TEST(an_old_page_shows_the_latest_record) {
    struct paid paid;
    paid_open(&paid);
    int64_t snapshot = paid_snapshot(&paid, "7");
    struct account account = paid_account("1", "ann", 10);
    paid_enter(&paid, snapshot, 0, 1000, paid_page(&account, 1, NULL));
    account.follower_count = 11;
    paid_enter_profile(&paid, "1", 2000, &account);
    struct pages found = read_pages(&paid, snapshot, 0);
    ck_assert_uint_eq(found.count, 1);
    ck_assert_int_eq(found.pages[0]->records[0].follower_count, 11);
    ck_assert_int_eq(found.pages[0]->records[0].seen_ms, 2000);
    ck_assert_int_eq(found.pages[0]->received_ms, 1000);
    free_pages(&found);
    paid_close(&paid);
}
END_TEST

START_TEST(a_page_without_rows_is_a_page) {
    struct paid paid;
    paid_open(&paid);
    int64_t hidden = paid_snapshot(&paid, "7"), list = paid_snapshot(&paid, "8");
    paid_enter(&paid, hidden, 0, 1000, paid_page(NULL, 0, NULL));
    paid_enter(&paid, list, 0, 1000, paid_page(&full, 1, "c1"));
    paid_enter(&paid, list, 1, 1000, paid_page(NULL, 0, "c2"));
    paid_enter(&paid, list, 2, 1000, paid_page(&bare, 1, NULL));
    struct pages found = read_pages(&paid, hidden, 0);
    ck_assert_uint_eq(found.count, 1);
    ck_assert_uint_eq(found.pages[0]->count, 0);
    ck_assert(!found.pages[0]->has_more);
    free_pages(&found);
    found = read_pages(&paid, list, 0);
    ck_assert_uint_eq(found.count, 3);
    ck_assert_uint_eq(found.pages[1]->count, 0);
    ck_assert_str_eq(found.pages[1]->next_cursor, "c2");
    ck_assert_uint_eq(found.pages[2]->count, 1);
    free_pages(&found);
    paid_close(&paid);
}
END_TEST

START_TEST(pages_end_before_a_gap) {
    struct paid paid;
    struct page *page;
    struct err err;
    paid_open(&paid);
    int64_t snapshot = paid_snapshot(&paid, "7");
    paid_enter(&paid, snapshot, 0, 1000, paid_page(&full, 1, "c1"));
    paid_enter(&paid, snapshot, 1, 1100, paid_page(&bare, 1, "c2"));
    paid_enter(&paid, snapshot, 3, 1300, paid_page(&full, 1, NULL));
    static const size_t counts[] = {2, 1, 0, 1, 0};
    for (int64_t from = 0; from < 5; from++) {
        struct pages found = read_pages(&paid, snapshot, from);
        ck_assert_uint_eq(found.count, counts[from]);
        free_pages(&found);
        ck_assert(lookup_page(paid.store, snapshot, from, &page, &err));
        ck_assert_int_eq(page ? page->received_ms : 0, counts[from] ? 1000 + 100 * from : 0);
        page_free(page);
    }
    struct snapshot state;
    ck_assert(lookup_newest(paid.store, "7", &state, &err));
    ck_assert_int_eq(state.pages, 2);
    ck_assert_int_eq(state.rows, 2);
    ck_assert_int_eq(state.last_ms, 1100);
    ck_assert(state.has_more);
    paid_close(&paid);
}
END_TEST

START_TEST(a_reader_sees_what_the_writer_entered) {
    struct paid paid;
    struct err err;
    paid_open(&paid);
    int64_t snapshot = paid_snapshot(&paid, "7");
    const struct store_config config = {.path = paid.path};
    struct store *writer = paid.store, *reader = store_open_reader(&config, &err);
    ck_assert_msg(reader != NULL, "%s", err.text);
    paid_enter(&paid, snapshot, 0, 1000, paid_page(&full, 1, "c1"));
    paid.store = reader;
    struct pages found = read_pages(&paid, snapshot, 0);
    ck_assert_uint_eq(found.count, 1);
    free_pages(&found);
    paid.store = writer;
    paid_enter(&paid, snapshot, 1, 1000, paid_page(&full, 1, NULL));
    paid.store = reader;
    found = read_pages(&paid, snapshot, 0);
    ck_assert_uint_eq(found.count, 2);
    free_pages(&found);
    paid.store = writer;
    store_close(reader);
    paid_close(&paid);
}
END_TEST

START_TEST(what_cannot_be_read_is_said) {
    struct paid paid;
    struct pages found = {0};
    struct page *page;
    struct snapshot snapshot;
    struct err err;
    paid_open(&paid);
    int64_t id = paid_snapshot(&paid, "7");
    paid_enter(&paid, id, 0, 1000, paid_page(&full, 1, NULL));
    ck_assert(sql_run(paid.store->sql, "ALTER TABLE page RENAME TO gone", &err));
    ck_assert(!lookup_pages(paid.store, id, 0, take_page, &found, &err));
    ck_assert_uint_eq(found.count, 0);
    ck_assert(!lookup_page(paid.store, id, 0, &page, &err));
    ck_assert_ptr_null(page);
    ck_assert(!lookup_newest(paid.store, "7", &snapshot, &err));
    ck_assert_int_eq(err.kind, ERR_IO);
    paid_close(&paid);
}
END_TEST

/* A row in the middle of the second page fails: that page is not passed in part. */
START_TEST(half_a_page_is_none) {
    struct paid paid;
    struct pages found = {0};
    struct err err;
    paid_open(&paid);
    int64_t id = paid_snapshot(&paid, "7");
    const struct account records[] = {full, bare, nameless};
    paid_enter(&paid, id, 0, 1000, paid_page(records, 2, "c1"));
    paid_enter(&paid, id, 1, 1000, paid_page(records, 3, NULL));
    ck_assert_msg(sql_run(paid.store->sql,
                          "ALTER TABLE record RENAME TO gone;"
                          "CREATE VIEW record AS SELECT id, account, first_ms, last_ms, username,"
                          " display_name, bio, region, followers, following, likes, videos,"
                          " is_verified, is_private, iif(username = 'nameless',"
                          " abs(last_ms - 1001 - 0x7fffffffffffffff), defect) AS defect FROM gone",
                          &err),
                  "%s", err.text);
    ck_assert(!lookup_pages(paid.store, id, 0, take_page, &found, &err));
    ck_assert_uint_eq(found.count, 1);
    free_pages(&found);
    paid_close(&paid);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("lookup");
    TCase *accounts = tcase_create("accounts");
    tcase_add_test(accounts, an_account_comes_back_as_it_went_in);
    tcase_add_test(accounts, ids_are_found_to_the_byte);
    tcase_add_test(accounts, a_handle_is_whose_it_was_last);
    tcase_add_test(accounts, an_account_is_found_as_it_was);
    suite_add_tcase(suite, accounts);
    TCase *pages = tcase_create("pages");
    tcase_add_test(pages, pages_come_back_as_they_came);
    tcase_add_test(pages, an_old_page_shows_the_latest_record);
    tcase_add_test(pages, a_page_without_rows_is_a_page);
    tcase_add_test(pages, pages_end_before_a_gap);
    suite_add_tcase(suite, pages);
    TCase *reading = tcase_create("reading");
    tcase_add_test(reading, a_reader_sees_what_the_writer_entered);
    tcase_add_test(reading, what_cannot_be_read_is_said);
    tcase_add_test(reading, half_a_page_is_none);
    suite_add_tcase(suite, reading);
    return run_suite(suite);
}
