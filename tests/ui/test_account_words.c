/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the detail pane calls an account's fields; unknown is never 0 or no. */
#include "tests/support/run.h"
#include "ui/frame/account_words.h"

#include <check.h>

enum { BYTES = 64 };

static const int64_t minute_ms = 60000, day_ms = 24 * 60 * 60000;

static void expect_seen(int64_t seen_ms, int64_t wall_ms, int cols, const char *words) {
    const struct account account = {.seen_ms = seen_ms};
    struct buf out;
    buf_init(&out, BYTES);
    account_words_seen(&account, wall_ms, cols, &out);
    ck_assert_str_eq(buf_text(&out), words);
    buf_fini(&out);
}

START_TEST(the_age_takes_what_room_there_is) {
    const int64_t noon = 20000 * day_ms + day_ms / 2; /* in UTC */
    expect_seen(noon - minute_ms, noon, 20, "seen today");
    expect_seen(noon, noon, 20, "seen today");
    expect_seen(noon - 3 * day_ms, noon, 15, "seen 3 days ago");
    expect_seen(noon - 3 * day_ms, noon, 14, "3 days ago");
    expect_seen(noon - 3 * day_ms, noon, 9, "");
    expect_seen(noon - 13 * 60 * minute_ms, noon, 20, "seen 13 h ago");
    expect_seen(noon + 2 * day_ms, noon, 20, "seen 2024-10-06");
    expect_seen(ACCOUNT_UNKNOWN, noon, 20, "");
}
END_TEST

START_TEST(what_is_not_known_is_a_dash) {
    char figure[FIGURE_MAX];
    struct buf age;
    const struct account bare = {.follower_count = ACCOUNT_UNKNOWN,
                                 .is_bare = true,
                                 .seen_ms = ACCOUNT_UNKNOWN},
                         hidden = {.is_private = true, .region = ""},
                         seen = {.follower_count = 1234567, .region = "JP"};
    ck_assert_str_eq(account_words_figure(&bare, ACCOUNT_WORDS_FOLLOWERS, figure), "–");
    ck_assert_str_eq(account_words_figure(&hidden, ACCOUNT_WORDS_LIKES, figure), "–");
    ck_assert_str_eq(account_words_region(&hidden), "–");
    ck_assert_str_eq(account_words_figure(&seen, ACCOUNT_WORDS_FOLLOWERS, figure), "1,234,567");
    ck_assert_str_eq(account_words_figure(&seen, ACCOUNT_WORDS_VIDEOS, figure), "0");
    ck_assert_str_eq(account_words_region(&seen), "JP");
    buf_init(&age, BYTES);
    account_words_age(&bare, 0, &age);
    ck_assert_str_eq(buf_text(&age), "–");
    buf_fini(&age);
}
END_TEST

START_TEST(a_single_one_is_singular) {
    const struct account one = {.follower_count = 1, .following_count = 1, .video_count = 1},
                         two = {.follower_count = 2};
    ck_assert_str_eq(account_words_noun(&one, ACCOUNT_WORDS_FOLLOWERS), "follower");
    ck_assert_str_eq(account_words_noun(&one, ACCOUNT_WORDS_FOLLOWING), "following");
    ck_assert_str_eq(account_words_noun(&one, ACCOUNT_WORDS_LIKES), "likes");
    ck_assert_str_eq(account_words_noun(&one, ACCOUNT_WORDS_VIDEOS), "video");
    ck_assert_str_eq(account_words_noun(&two, ACCOUNT_WORDS_FOLLOWERS), "followers");
}
END_TEST

int main(void) {
    Suite *suite = suite_create("account words");
    TCase *tc = tcase_create("words");
    tcase_add_test(tc, the_age_takes_what_room_there_is);
    tcase_add_test(tc, what_is_not_known_is_a_dash);
    tcase_add_test(tc, a_single_one_is_singular);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
