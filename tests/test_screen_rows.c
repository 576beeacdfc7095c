/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows on whose text terminals disagree are sent whole when they change, and only then. */
#include "ui/screen_rows.h"

#include "tests/outlet.h"
#include "tests/run.h"

#include <check.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 24, COLS = 80, LIST_ROWS = 18 };

static struct outlet outlet;

static void open_screen(void) {
    ck_assert_ptr_nonnull(setlocale(LC_CTYPE, "C.UTF-8"));
    outlet_open(&outlet, "xterm-256color", ROWS, COLS);
}

static void close_screen(void) {
    outlet_close(&outlet);
}

static const char *const disputed[] = {
    "נועה שקד",     "ليلى البحيري", "می\u200cسازم",    "कृष्णा",           "প্রতিদিন",
    "น้ำฝน",         "flag 🇧🇷 here", "a 👋🏿 hand", "sun ☀\uFE0E up", "👨\u200D👩\u200D👧 family",
    "\u1112\u119E", "one 🇧 half"};
enum { DISPUTED = sizeof disputed / sizeof *disputed };

static const char *const settled[] = {"Zoë Flores",     "李小龙",   "Соколова", "한",
                                      "e\u0301e\u0301", "🌸 flower", "ab\u202E", "bad \xFF byte"};

static bool is_disputed(const char *text) {
    struct text_walk walk;
    struct text_piece piece;
    bool found = false;
    text_walk_init(&walk, text, strlen(text));
    while (text_walk_next(&walk, &piece))
        found = found || piece.is_disputed;
    return found;
}

START_TEST(knows_what_is_disputed) {
    ck_assert_ptr_nonnull(setlocale(LC_CTYPE, "C.UTF-8"));
    for (size_t i = 0; i < DISPUTED; i++)
        ck_assert_msg(is_disputed(disputed[i]), "%s", disputed[i]);
    for (size_t i = 0; i < sizeof settled / sizeof *settled; i++)
        ck_assert_msg(!is_disputed(settled[i]), "%s", settled[i]);
}
END_TEST

static bool was_sent(const char *text) {
    return strstr(buf_text(&outlet.sent), text) != NULL;
}

/* Two rows that differ in the text of the upper one, with the mark of the selection on one. */
static void draw_two(const char *name, int marked) {
    outlet_forget(&outlet);
    screen_erase(outlet.screen);
    for (int row = 5; row <= 6; row++) {
        screen_put(outlet.screen, row, 0, 1, ROLE_TEXT, row == marked ? "▌" : " ");
        screen_put(outlet.screen, row, 2, 9, ROLE_TEXT, row == 5 ? "above1" : "below2");
        screen_put(outlet.screen, row, 12, COLS - 12, ROLE_ACCENT, row == 5 ? name : "Zoe");
    }
    screen_cursor(outlet.screen, marked, 0);
    outlet_flush(&outlet);
}

START_TEST(is_sent_whole_when_it_changes) {
    open_screen();
    draw_two(disputed[_i], 5);
    ck_assert(was_sent("above1"));
    draw_two(disputed[_i], 6); /* to the left of it */
    ck_assert(!was_sent("above1") && !was_sent("below2"));
    draw_two(disputed[(_i + 1) % DISPUTED], 6);
    ck_assert(was_sent("above1") && !was_sent("below2"));
    ck_assert_uint_eq(outlet.writes, 1);
    draw_two(disputed[(_i + 1) % DISPUTED], 6);
    ck_assert_uint_eq(outlet.sent.len, 0);
    draw_two("plain", 6);
    ck_assert(was_sent("above1"));
    draw_two("plainer", 6);
    ck_assert(!was_sent("above1"));
    ck_assert_uint_eq(outlet.writes, 1);
    draw_two("plainer", 5);
    ck_assert(!was_sent("above1"));
    close_screen();
}
END_TEST

/* Every third name is disputed; `selected` has the mark. */
static void draw_list(int top, int selected) {
    outlet_forget(&outlet);
    screen_erase(outlet.screen);
    screen_put(outlet.screen, 0, 0, COLS, ROLE_HEADER, "the head");
    for (int i = 0; i < LIST_ROWS; i++) {
        char words[64];
        int row = 2 + i, line = top + i;
        screen_put(outlet.screen, row, 0, 1, ROLE_TEXT, line == selected ? "▌" : " ");
        snprintf(words, sizeof words, "line%02d", line);
        screen_put(outlet.screen, row, 2, 9, ROLE_TEXT, words);
        screen_put(outlet.screen, row, 12, COLS - 12, ROLE_TEXT,
                   line % 3 ? "somebody" : disputed[(line / 3) % DISPUTED]);
    }
    screen_cursor(outlet.screen, 2 + selected - top, 0);
    outlet_flush(&outlet);
}

static bool was_line_sent(int line) {
    char words[16];
    snprintf(words, sizeof words, "line%02d", line);
    return was_sent(words);
}

/* What the terminal moves by itself is not sent, whatever it is; the rows that lose the mark or
 * come into sight are. */
START_TEST(scrolls) {
    open_screen();
    for (int shift = 1; shift <= 3; shift++) {
        int last = LIST_ROWS - 1;
        draw_list(0, last);
        screen_redraw(outlet.screen);
        draw_list(0, last);
        draw_list(shift, last + shift);
        for (int line = shift; line < last; line++)
            ck_assert_msg(!was_line_sent(line), "line %d, scrolled by %d", line, shift);
        for (int line = last + 1; line <= last + shift; line++)
            ck_assert(line % 3 || was_line_sent(line));
        draw_list(shift, shift);
        draw_list(0, 0);
        for (int line = shift + 1; line < last; line++)
            ck_assert_msg(!was_line_sent(line), "line %d, scrolled back by %d", line, shift);
        ck_assert(was_line_sent(0));
        ck_assert_uint_eq(outlet.writes, 1);
    }
    close_screen();
}
END_TEST

/* Line 15 is disputed: it moves, and loses the mark as well. */
START_TEST(is_sent_whole_when_it_moves_and_changes) {
    open_screen();
    draw_list(0, 15);
    draw_list(1, 16);
    ck_assert(was_line_sent(15));
    ck_assert(!was_line_sent(12));
    ck_assert(!was_line_sent(9));
    close_screen();
}
END_TEST

/* Curses does not scroll then, although there would be something to be scrolled. */
START_TEST(is_sent_whole_after_a_redraw) {
    open_screen();
    draw_list(0, 0);
    screen_redraw(outlet.screen);
    draw_list(2, 2);
    draw_list(0, 0);
    for (int line = 0; line < LIST_ROWS; line += 3)
        ck_assert_msg(was_line_sent(line), "line %d", line);
    draw_list(2, 2);
    for (int line = 3; line < LIST_ROWS; line += 3)
        ck_assert_msg(!was_line_sent(line), "line %d", line);
    close_screen();
}
END_TEST

static void put(struct screen_rows *rows, int row, const char *text, bool is_disputed_piece) {
    struct text_piece piece = {.is_disputed = is_disputed_piece};
    piece.len = (size_t)snprintf(piece.bytes, sizeof piece.bytes, "%s", text);
    screen_rows_put(rows, row, 0, ROLE_TEXT, &piece);
}

/* Lines from `top` on, all of them disputed. */
static void put_frame(struct screen_rows *rows, int top, bool can_scroll) {
    screen_rows_erase(rows);
    for (int row = 0; row < rows->count; row++)
        put(rows, row, (const char[]){(char)('a' + top + row), '\0'}, true);
    screen_rows_settle(rows, can_scroll, false);
}

static int count_whole(const struct screen_rows *rows) {
    int count = 0;
    for (int row = 0; row < rows->count; row++)
        count += rows->is_sent_whole[row];
    return count;
}

/* Whatever stands to the right of a disputed piece counts, in which order it is drawn. */
START_TEST(takes_the_right_with_it) {
    static const struct text_piece plain = {.bytes = "a", .len = 1, .width = 1},
                                   other = {.bytes = "b", .len = 1, .width = 1},
                                   flag = {.bytes = "f", .len = 1, .width = 2, .is_disputed = true};
    for (int order = 0; order < 2; order++) {
        struct screen_rows rows = {0};
        screen_rows_resize(&rows, 1);
        for (int frame = 0; frame < 2; frame++) {
            const struct text_piece *right = frame ? &other : &plain;
            screen_rows_erase(&rows);
            if (order)
                screen_rows_put(&rows, 0, 40, ROLE_TEXT, right);
            screen_rows_put(&rows, 0, 10, ROLE_TEXT, &flag);
            if (!order)
                screen_rows_put(&rows, 0, 40, ROLE_TEXT, right);
            screen_rows_settle(&rows, true, false);
            ck_assert(rows.is_sent_whole[0]);
        }
        screen_rows_fini(&rows);
    }
}
END_TEST

START_TEST(trusts_a_scroll_only_where_there_is_one) {
    struct screen_rows rows = {0};
    screen_rows_resize(&rows, 8);
    put_frame(&rows, 0, true);
    ck_assert_int_eq(count_whole(&rows), 8);
    put_frame(&rows, 0, true);
    ck_assert_int_eq(count_whole(&rows), 0);
    put_frame(&rows, 1, true); /* 7 rows came from below; the uppermost left */
    ck_assert_int_eq(count_whole(&rows), 1);
    ck_assert(rows.is_sent_whole[0]);
    put_frame(&rows, 0, true);
    ck_assert(rows.is_sent_whole[7]);
    ck_assert_int_eq(count_whole(&rows), 1);
    put_frame(&rows, 1, false);
    ck_assert_int_eq(count_whole(&rows), 8);
    put_frame(&rows, 6, true); /* 3 rows over 5 are not scrolled */
    ck_assert_int_eq(count_whole(&rows), 8);
    screen_rows_resize(&rows, 8);
    put_frame(&rows, 6, true);
    ck_assert_int_eq(count_whole(&rows), 8);
    screen_rows_fini(&rows);
}
END_TEST

/* Curses moves no row that stands there twice. */
START_TEST(twins_are_not_moved) {
    static const char *const frames[] = {"abcdabcd", "xyzbcduv"};
    struct screen_rows rows = {0};
    screen_rows_resize(&rows, 8);
    for (int frame = 0; frame < 2; frame++) {
        screen_rows_erase(&rows);
        for (int row = 0; row < 8; row++)
            put(&rows, row, (const char[]){frames[frame][row], '\0'}, true);
        screen_rows_settle(&rows, true, false);
        ck_assert_int_eq(count_whole(&rows), 8);
    }
    screen_rows_fini(&rows);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("screen_rows");
    TCase *tc = tcase_create("screen_rows");
    tcase_add_test(tc, trusts_a_scroll_only_where_there_is_one);
    tcase_add_test(tc, twins_are_not_moved);
    tcase_add_test(tc, takes_the_right_with_it);
    suite_add_tcase(suite, tc);
    tc = tcase_create("stream");
    tcase_add_loop_test(tc, is_sent_whole_when_it_changes, 0, DISPUTED);
    tcase_add_test(tc, scrolls);
    tcase_add_test(tc, is_sent_whole_when_it_moves_and_changes);
    tcase_add_test(tc, is_sent_whole_after_a_redraw);
    suite_add_tcase(suite, tc);
    tc = tcase_create("text");
    tcase_add_test(tc, knows_what_is_disputed);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
