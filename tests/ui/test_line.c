/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a line leaves out where there is no room, and its bars. */
#include "base/text.h"
#include "tests/support/run.h"
#include "view/line.h"

#include <check.h>
#include <string.h>

static struct line make_line(void) {
    struct line line;
    line_init(&line);
    line_add(&line, ROLE_STRONG, 0, "%d cr", 412);
    line_add(&line, ROLE_DIM, 2, " · $0.41");
    line_add(&line, ROLE_TEXT, 1, " −%d", 20);
    return line;
}

START_TEST(leaves_out_the_highest_rank_first) {
    struct line line = make_line();
    ck_assert_int_eq(line_fit(&line, 18), LINE_RANK_MAX);
    ck_assert_int_eq(line_fit(&line, 17), 1);
    ck_assert_int_eq(line_fit(&line, 10), 1);
    ck_assert_int_eq(line_fit(&line, 9), 0);
    ck_assert_int_eq(line_fit(&line, 0), 0);
    ck_assert_int_eq(line_fit(&line, -3), 0);
}
END_TEST

START_TEST(draws_a_bar) {
    struct line line;
    line_init(&line);
    line_add_bar(&line, ROLE_WARNING, 0, 50, 100, 8);
    ck_assert_uint_eq(line.count, 2);
    ck_assert_str_eq(line.stretches[0].text, "▓▓▓▓");
    ck_assert_int_eq(line.stretches[0].role, ROLE_WARNING);
    ck_assert_str_eq(line.stretches[1].text, "░░░░");
    line_init(&line);
    line_add_bar(&line, ROLE_ERROR, 0, 7, 7, 3);
    ck_assert_str_eq(line.stretches[0].text, "▓▓▓");
    ck_assert_str_eq(line.stretches[1].text, "");
}
END_TEST

START_TEST(holds_no_more_than_it_can) {
    struct line line;
    char text[2 * LINE_STRETCH_BYTES];
    line_init(&line);
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    for (int i = 0; i < LINE_STRETCHES_MAX + 3; i++)
        line_add(&line, ROLE_TEXT, 0, "%s", text);
    ck_assert_uint_eq(line.count, LINE_STRETCHES_MAX);
    ck_assert_uint_eq(strlen(line.stretches[0].text), LINE_STRETCH_BYTES - 1);
    ck_assert_ptr_nonnull(strstr(line.stretches[0].text, "x…"));
}
END_TEST

START_TEST(cuts_no_letter_in_two) {
    static const char letter[] = "й";
    char text[2 * LINE_STRETCH_BYTES] = "";
    for (size_t i = 0; i + sizeof letter <= sizeof text; i += sizeof letter - 1)
        memcpy(text + i, letter, sizeof letter);
    for (int before = 0; before < 4; before++) {
        struct line line;
        line_init(&line);
        line_add(&line, ROLE_TEXT, 0, "%.*s%s", before, "abc", text);
        const char *cut = line.stretches[0].text;
        ck_assert(text_is_utf8(cut, strlen(cut)));
        ck_assert_str_eq(cut + strlen(cut) - strlen("й…"), "й…");
    }
}
END_TEST

int main(void) {
    const char *locale;
    text_use_locale(&locale);
    Suite *suite = suite_create("line");
    TCase *tc = tcase_create("line");
    tcase_add_test(tc, leaves_out_the_highest_rank_first);
    tcase_add_test(tc, draws_a_bar);
    tcase_add_test(tc, holds_no_more_than_it_can);
    tcase_add_test(tc, cuts_no_letter_in_two);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
