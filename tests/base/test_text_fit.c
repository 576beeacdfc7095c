/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The functions of `text` for whole strings. */
#include "base/text.h"
#include "tests/support/run.h"
#include "tests/support/text_invariants.h"

#include <check.h>
#include <locale.h>
#include <string.h>

enum { CEILING = 1 << 20 };

static void use_utf8(void) {
    ck_assert_ptr_nonnull(setlocale(LC_CTYPE, "C.UTF-8"));
}

struct fit_case {
    const char *text;
    size_t columns;
    const char *expected;
    size_t used;
};

START_TEST(fits) {
    static const struct fit_case cases[] = {
        {"", 5, "", 0},
        {"abc", 0, "", 0},
        {"abc", 1, "…", 1},
        {"a", 1, "a", 1},
        {"abc", 2, "a…", 2},
        {"abc", 3, "abc", 3},
        {"abc", 9, "abc", 3},
        {"李小龙", 6, "李小龙", 6},
        {"李小龙", 5, "李小…", 5},
        {"李小龙", 4, "李…", 3},
        {"李小龙", 1, "…", 1},
        {"a\nb", 2, "a…", 2},
        {"ab\u202E", 9, "ab…", 3},
        {"ab\u202E", 10, "ab<U+202E>", 10},
        {"e\u0301e\u0301", 1, "…", 1},
        {"किक", 2, "…", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out;
        buf_init(&out, CEILING);
        ck_assert_uint_eq(text_invariants_fit(&out, cases[i].text, cases[i].columns),
                          cases[i].used);
        ck_assert_str_eq(buf_text(&out), cases[i].expected);
        buf_fini(&out);
    }
}
END_TEST

START_TEST(appends_no_more_than_the_buffer_holds) {
    struct buf out;
    buf_init(&out, 4);
    ck_assert(buf_text_put(&out, ">"));
    ck_assert_uint_eq(text_invariants_fit(&out, "abcdef", 6), 3);
    ck_assert_str_eq(buf_text(&out), ">abc");
    buf_clear(&out);
    text_reveal(&out, "a\nb", 3);
    ck_assert_str_eq(buf_text(&out), "a⏎");
    buf_fini(&out);
}
END_TEST

START_TEST(measures) {
    ck_assert_uint_eq(text_width(""), 0);
    ck_assert_uint_eq(text_width("abc"), 3);
    ck_assert_uint_eq(text_width("李\u202E👍🏽"), 12);
}
END_TEST

START_TEST(tells_utf8) {
    static const char *const good[] = {
        "", "abc", "é", "\u0800", "\uD7FF", "\uFFFF", "\U00010000", "\U0010FFFF", "\x7F\xC2\x80"};
    static const char *const bad[] = {"\x80",
                                      "a\xC3",
                                      "\xC1\xBF",
                                      "\xE0\x9F\xBF",
                                      "\xED\xA0\x80",
                                      "\xF0\x8F\xBF\xBF",
                                      "\xF5\x80\x80\x80",
                                      "\xF4\x90\x80\x80",
                                      "\xFE",
                                      "\xE2\x82"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        ck_assert_msg(text_is_utf8(good[i], strlen(good[i])), "good %zu", i);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_msg(!text_is_utf8(bad[i], strlen(bad[i])), "bad %zu", i);
    ck_assert(text_is_utf8("a\0b", 3));
}
END_TEST

int main(void) {
    Suite *suite = suite_create("text_fit");
    TCase *tc = tcase_create("text_fit");
    tcase_add_checked_fixture(tc, use_utf8, NULL);
    tcase_add_test(tc, fits);
    tcase_add_test(tc, appends_no_more_than_the_buffer_holds);
    tcase_add_test(tc, measures);
    tcase_add_test(tc, tells_utf8);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
