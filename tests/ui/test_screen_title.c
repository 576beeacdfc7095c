/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The terminal's title, in the stream that a terminal gets. */
#include "ui/terminal/screen_title.h"

#include "base/text.h"
#include "tests/support/outlet.h"
#include "tests/support/run.h"
#include "tests/support/stream.h"

#include <check.h>
#include <locale.h>
#include <string.h>
#include <unistd.h>

static struct outlet outlet;

static void open_on(const char *term) {
    ck_assert_ptr_nonnull(setlocale(LC_CTYPE, "C.UTF-8"));
    outlet_open(&outlet, term, 24, 80);
    outlet_forget(&outlet);
}

static void show(const char *title, const char *row) {
    outlet_forget(&outlet);
    screen_erase(outlet.screen);
    screen_put(outlet.screen, 3, 0, 80, ROLE_TEXT, row);
    screen_title(outlet.screen, title);
    outlet_flush(&outlet);
}

static void expect(const char *sent) {
    ck_assert_msg(strstr(buf_text(&outlet.sent), sent) != NULL, "“%s” in “%s”", sent,
                  buf_text(&outlet.sent));
}

static void expect_none(void) {
    ck_assert_msg(!strstr(buf_text(&outlet.sent), "\033]"), "“%s”", buf_text(&outlet.sent));
    ck_assert_msg(!strstr(buf_text(&outlet.sent), ";2t"), "“%s”", buf_text(&outlet.sent));
}

START_TEST(is_sent_when_it_changes_and_given_back) {
    static const char *const terms[] = {"xterm-256color", "tmux-256color", "screen-256color"};
    open_on(terms[_i]);
    show("@nasa › @spacex - followtrail", "one");
    expect("\033[22;2t\033]2;@nasa › @spacex - followtrail\007");
    ck_assert(!strstr(buf_text(&outlet.sent), "\033k"));
    ck_assert_uint_eq(outlet.writes, 1);
    show("@nasa › @spacex - followtrail", "two");
    expect_none();
    ck_assert_uint_eq(outlet.writes, 1);
    show("@nasa - followtrail", "three");
    expect("\033]2;@nasa - followtrail\007");
    ck_assert(!strstr(buf_text(&outlet.sent), "22;2t"));
    ck_assert_uint_eq(outlet.writes, 1);
    show("alone - followtrail", "three");
    expect("\033]2;alone - followtrail\007");
    ck_assert_uint_eq(outlet.writes, 1);
    outlet_forget(&outlet);
    outlet_end(&outlet);
    expect("\033[23;2t");
    outlet_close(&outlet);
}
END_TEST

/* After the screen was given back for a while the title is said again. */
START_TEST(leaves_and_comes_back) {
    open_on("xterm-256color");
    show("here", "row");
    outlet_forget(&outlet);
    screen_leave(outlet.screen);
    outlet_collect(&outlet);
    expect("\033[23;2t");
    screen_enter(outlet.screen);
    show("here", "row");
    expect("\033[22;2t\033]2;here\007");
    outlet_close(&outlet);
}
END_TEST

START_TEST(is_no_way_in) {
    static const struct {
        const char *title, *sent;
    } cases[] = {
        {"a\033]0;b\007c", "\033]2;a␛]0;b␇c\007"},
        {"a\xC2\x9C\x9B\u202E", "\033]2;a<U+009C>\uFFFD<U+202E>\007"},
        {"a$<5>b$<9/>c12", "\033]2;a$<5>b$<9/>c12\007"},
        {"12 %p1%d", "\033]2;12 %p1%d\007"},
        {"李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李",
         "\033]2;李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李…"
         "\007"},
    };
    open_on("xterm-256color");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t at;
        show(cases[i].title, "row");
        expect(cases[i].sent);
        ck_assert(stream_is_clean(outlet.sent.data, outlet.sent.len, &at));
    }
    text_use_ascii();
    show("@é › 李", "row");
    expect("\033]2;@e > ?"
           "?\007");
    outlet_close(&outlet);
}
END_TEST

START_TEST(is_not_everywhere) {
    static const char *const terms[] = {"linux", "vt100"};
    open_on(terms[_i]);
    show("@nasa - followtrail", "row");
    expect_none();
    outlet_end(&outlet);
    expect_none();
    outlet_close(&outlet);
}
END_TEST

START_TEST(can_be_left_alone) {
    struct screen_title title;
    struct screen_output output;
    ck_assert(screen_output_open(&output, STDOUT_FILENO));
    screen_output_begin_frame(&output);
    screen_title_init(&title, "xterm-256color", false);
    screen_title_set(&title, "here");
    screen_title_put(&title, &output);
    screen_title_give_back(&title, &output);
    ck_assert_int_eq(ftell(output.curses), 0);
    screen_output_end_frame(&output, true, 24, 80);
    screen_title_fini(&title);
    screen_output_close(&output);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("screen_title");
    TCase *tc = tcase_create("screen_title");
    tcase_add_loop_test(tc, is_sent_when_it_changes_and_given_back, 0, 3);
    tcase_add_test(tc, leaves_and_comes_back);
    tcase_add_test(tc, is_no_way_in);
    tcase_add_loop_test(tc, is_not_everywhere, 0, 2);
    tcase_add_test(tc, can_be_left_alone);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
