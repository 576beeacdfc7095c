/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows on whose text terminals disagree are sent whole when they change, and only then. */
#include "ui/terminal/screen_rows.h"

#include "base/utf8.h"
#include "tests/support/mirror.h"
#include "tests/support/outlet.h"
#include "tests/support/run.h"

#include <check.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 24, COLS = 80, LIST_ROWS = 18, STEPS = 220, CONTRARY_MAX = 1 << 16 };

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
enum { SETTLED = sizeof settled / sizeof *settled };

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
    for (size_t i = 0; i < SETTLED; i++)
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
                   line % 3 ? settled[line % SETTLED] : disputed[(line / 3) % DISPUTED]);
    }
    screen_cursor(outlet.screen, 2 + selected - top, 0);
    outlet_flush(&outlet);
}

static bool was_line_sent(int line) {
    char words[16];
    snprintf(words, sizeof words, "line%02d", line);
    return was_sent(words);
}

/* What the terminal moves by itself is not sent, whatever it is; the rows that come into sight
 * are. */
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

/* A line that loses the mark at the edge where the next one comes into sight; one of the two is
 * disputed, and the last way round the other. */
START_TEST(loses_the_mark_while_it_moves) {
    static const int bottoms[] = {17, 18, 20};
    open_screen();
    for (size_t i = 0; i < sizeof bottoms / sizeof *bottoms; i++) {
        int bottom = bottoms[i], top = bottom - LIST_ROWS + 1;
        draw_list(top, bottom);
        draw_list(top + 1, bottom + 1);
        ck_assert_msg(!was_line_sent(bottom), "line %d", bottom);
        ck_assert(was_line_sent(bottom + 1));
        draw_list(top + 1, top + 1);
        draw_list(top, top);
        ck_assert_msg(!was_line_sent(top + 1), "line %d", top + 1);
        ck_assert(was_line_sent(top));
    }
    close_screen();
}
END_TEST

/* Line 15 is disputed: it moves, and loses the mark as well, between rows that move on both sides.
 */
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

/* What a terminal shows that has other widths than curses: of a flag it has one half, and a Hebrew
 * letter takes two columns. */
static void feed_contrary(struct mirror *mirror) {
    struct buf bytes;
    uint32_t code;
    buf_init(&bytes, CONTRARY_MAX);
    for (size_t at = 0, len; at < outlet.sent.len; at += len) {
        len = utf8_decode(outlet.sent.data + at, outlet.sent.len - at, &code);
        bool is_hebrew = code >= 0x5D0 && code <= 0x5EA, is_half = code == 0x1F1E7;
        if (is_hebrew)
            buf_text_put(&bytes, "漢");
        else if (!is_half)
            buf_put(&bytes, outlet.sent.data + at, len);
    }
    mirror_feed(mirror, bytes.data, bytes.len);
    buf_fini(&bytes);
}

static const char *const contrary[] = {"נועה", "🇧🇷 here", "שקד 🇧🇷", "Zoe", "a🇧🇷b", "李小龙", "נ"};
enum { CONTRARY = sizeof contrary / sizeof *contrary };

enum pattern { PATTERN_NAMES, PATTERN_STAIRS, PATTERN_TAILS, PATTERN_BESIDE, PATTERNS };

enum { FENCE = 50 };

/* Lines that have much in common, so that curses does not find it cheaper to move each of them. */
static void put_alike(int row, int line, enum pattern pattern) {
    static const char steps[] = "rowrowrowrowrowrowrowrowrowrowrow";
    const char *flag = line % 4 ? "נ" : "🇧🇷";
    char words[64] = "";
    if (pattern == PATTERN_STAIRS)
        snprintf(words, sizeof words, ".%.*s%s", 6 + line % 24, steps, flag);
    else if (pattern == PATTERN_TAILS)
        snprintf(words, sizeof words, ".%s%.*s", flag, 6 + line % 24, steps);
    else
        snprintf(words, sizeof words, "%02d %s", line, contrary[line * 5 / 3 % CONTRARY]);
    screen_put(outlet.screen, row, 1, 40, line % 5 ? ROLE_TEXT : ROLE_ACCENT, words);
}

/* What is beside the list: its edge, and text that changes with the selection. */
static void put_pane(int selected) {
    screen_fence(outlet.screen, FENCE);
    for (int i = 0; i < LIST_ROWS; i++) {
        char words[64];
        snprintf(words, sizeof words, "%05d %s", selected * (i + 3),
                 i % 4 == 1 ? contrary[selected % CONTRARY] : "kept");
        screen_put(outlet.screen, 2 + i, FENCE, 1, ROLE_DIM, "│");
        screen_put(outlet.screen, 2 + i, FENCE + 2, COLS - FENCE - 2, ROLE_TEXT, words);
    }
}

/* All rows begin at the left, where curses goes without counting columns. */
static void draw_alike(int top, int selected, enum pattern pattern) {
    outlet_forget(&outlet);
    screen_erase(outlet.screen);
    screen_put(outlet.screen, 0, 0, COLS, ROLE_HEADER, "the head");
    for (int i = 0; i < LIST_ROWS; i++) {
        if (top + i == selected)
            screen_put(outlet.screen, 2 + i, 0, 1, ROLE_TEXT, "▌");
        put_alike(2 + i, top + i, pattern);
    }
    if (pattern == PATTERN_BESIDE)
        put_pane(selected);
    screen_put(outlet.screen, 3 + LIST_ROWS, 1, 40, ROLE_TEXT, contrary[selected % CONTRARY]);
    screen_cursor(outlet.screen, 2 + selected - top, 0);
    outlet_flush(&outlet);
}

/* The rows of a screen, one below the other. */
static void take_picture(const struct mirror *mirror, struct buf *picture) {
    char row[MIRROR_ROW_MAX];
    for (int i = 0; i < mirror->rows; i++) {
        mirror_row(mirror, i, row);
        buf_format(picture, "%s\n", row);
    }
}

/* The user moves through a list, by a few rows or from end to end of the screen. */
static void take_step(int step, int *top, int *selected) {
    static const int ways[] = {1, 1, 1, 2, 1, 1, -17, -1, -1, -3, -1, 20, 1, 5, 1, 1, 1, -1, 1, 2};
    *selected += ways[step % (int)(sizeof ways / sizeof *ways)];
    if (*selected < *top)
        *top = *selected;
    if (*selected >= *top + LIST_ROWS)
        *top = *selected - LIST_ROWS + 1;
}

/* Draws all steps, each on what the ones before it left or afresh. */
static void take_pictures(struct buf pictures[STEPS], enum pattern pattern, bool is_fresh) {
    struct mirror mirror;
    int top = 20, selected = top + LIST_ROWS - 1;
    open_screen();
    mirror_init(&mirror, ROWS, COLS);
    for (int step = 0; step < STEPS; step++) {
        if (is_fresh || step == 0)
            screen_redraw(outlet.screen);
        draw_alike(top, selected, pattern);
        feed_contrary(&mirror);
        buf_init(&pictures[step], CONTRARY_MAX);
        take_picture(&mirror, &pictures[step]);
        take_step(step, &top, &selected);
    }
    mirror_fini(&mirror);
    close_screen();
}

/* A change beyond the fence sends nothing of what is before it, also where it is disputed. */
START_TEST(does_not_cross_the_fence) {
    open_screen();
    for (int count = 1; count <= 3; count++) {
        const char *pane = count < 3 ? "followers" : "שקד";
        outlet_forget(&outlet);
        screen_erase(outlet.screen);
        screen_put(outlet.screen, 5, 2, 20, ROLE_TEXT, "נועה");
        screen_fence(outlet.screen, FENCE);
        screen_put(outlet.screen, 5, FENCE + 2, 9, ROLE_TEXT, count == 1 ? "following" : pane);
        outlet_flush(&outlet);
        ck_assert_int_eq(was_sent("נועה"), count == 1);
        ck_assert_int_eq(was_sent("שקד"), count == 3);
    }
    close_screen();
}
END_TEST

/* Rows that move beside the pane are scrolled, although the pane stays where it is. */
START_TEST(scrolls_before_the_fence) {
    open_screen();
    draw_alike(20, 37, PATTERN_BESIDE);
    ck_assert(was_sent("24 李小龙"));
    draw_alike(21, 38, PATTERN_BESIDE);
    ck_assert(!was_sent("24 李小龙"));
    ck_assert(!was_sent("28 a"));
    ck_assert(was_sent("38 "));
    close_screen();
}
END_TEST

/* However far is scrolled, and whichever row has the mark then. */
START_TEST(looks_like_a_fresh_paint) {
    static struct buf pictures[STEPS], fresh[STEPS];
    take_pictures(pictures, (enum pattern)_i, false);
    take_pictures(fresh, (enum pattern)_i, true);
    for (int step = 0; step < STEPS; step++) {
        ck_assert_msg(!strcmp(buf_text(&pictures[step]), buf_text(&fresh[step])),
                      "step %d:\n%s\nand not:\n%s", step, buf_text(&pictures[step]),
                      buf_text(&fresh[step]));
        buf_fini(&pictures[step]);
        buf_fini(&fresh[step]);
    }
}
END_TEST

/* Names that fill the row: what is too much for the terminal stays in its last column. */
START_TEST(goes_on_in_no_other_row) {
    static const char name[] =
        "נועה שקד נועה שקד נועה שקד נועה שקד נועה שקד נועה שקד נועה שקד נועה";
    struct mirror mirror;
    char below[MIRROR_ROW_MAX];
    open_screen();
    mirror_init(&mirror, ROWS, COLS);
    for (int step = 0; step < 4; step++) {
        if (step == 3)
            screen_redraw(outlet.screen);
        outlet_forget(&outlet);
        screen_erase(outlet.screen);
        if (step % 2)
            screen_bar(outlet.screen, 5, 0, COLS);
        screen_put(outlet.screen, 5, 2, 6, ROLE_TEXT, "handle");
        screen_put(outlet.screen, 5, 12, COLS - 12, ROLE_TEXT, name);
        screen_put(outlet.screen, 6, 0, COLS, ROLE_TEXT, "the row below");
        outlet_flush(&outlet);
        feed_contrary(&mirror);
        mirror_row(&mirror, 6, below);
        ck_assert_str_eq(below, "the row below");
        ck_assert(!mirror.stays_at_end);
    }
    mirror_fini(&mirror);
    close_screen();
}
END_TEST

/* Without such text a frame has no mode in it. */
START_TEST(leaves_autowrap_alone_without_need) {
    open_screen();
    draw_two("Zoe", 5);
    draw_two("Zoë", 6);
    ck_assert(!was_sent("\033[?7l"));
    draw_two(disputed[0], 6);
    ck_assert(was_sent("\033[?7l") && was_sent("\033[?7h"));
    draw_two(disputed[0], 5);
    ck_assert(!was_sent("\033[?7l"));
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
        count += rows->sent_from[row] == 0;
    return count;
}

/* Whatever is to the right of a disputed piece counts, in which order it is drawn. */
START_TEST(takes_the_right_with_it) {
    static const struct text_piece plain = {.bytes = "a", .len = 1, .width = 1},
                                   other = {.bytes = "b", .len = 1, .width = 1},
                                   flag = {.bytes = "f", .len = 1, .width = 2, .is_disputed = true};
    for (int order = 0; order < 2; order++) {
        struct screen_rows rows = {0};
        screen_rows_resize(&rows, 1, COLS);
        for (int frame = 0; frame < 2; frame++) {
            const struct text_piece *right = frame ? &other : &plain;
            screen_rows_erase(&rows);
            if (order)
                screen_rows_put(&rows, 0, 40, ROLE_TEXT, right);
            screen_rows_put(&rows, 0, 10, ROLE_TEXT, &flag);
            if (!order)
                screen_rows_put(&rows, 0, 40, ROLE_TEXT, right);
            screen_rows_settle(&rows, true, false);
            ck_assert_int_eq(rows.sent_from[0], 0);
        }
        screen_rows_fini(&rows);
    }
}
END_TEST

/* What is beyond the fence goes with what is before it, from its first disputed piece on with what
 * was there. */
START_TEST(parts_at_the_fence) {
    static const struct text_piece plain = {.bytes = "a", .len = 1, .width = 1},
                                   flag = {.bytes = "f", .len = 1, .width = 2, .is_disputed = true};
    static const struct {
        int before, beyond, sent_from; /* columns of flags; 0: none */
    } frames[] = {{10, 70, 0},   {10, 70, COLS}, {10, 72, 70}, {10, 66, 66}, {10, 0, 66},
                  {10, 0, COLS}, {10, 68, 68},   {11, 68, 0},  {0, 68, 0},   {0, 0, 68}};
    struct screen_rows rows = {0};
    screen_rows_resize(&rows, 1, COLS);
    for (size_t i = 0; i < sizeof frames / sizeof *frames; i++) {
        screen_rows_erase(&rows);
        screen_rows_fence(&rows, 60);
        if (frames[i].before)
            screen_rows_put(&rows, 0, frames[i].before, ROLE_TEXT, &flag);
        screen_rows_put(&rows, 0, 61, (int)i, &plain);
        if (frames[i].beyond)
            screen_rows_put(&rows, 0, frames[i].beyond, ROLE_TEXT, &flag);
        screen_rows_settle(&rows, true, false);
        ck_assert_msg(rows.sent_from[0] == frames[i].sent_from, "frame %zu: %d", i,
                      rows.sent_from[0]);
    }
    screen_rows_fini(&rows);
}
END_TEST

START_TEST(trusts_a_scroll_only_where_there_is_one) {
    struct screen_rows rows = {0};
    screen_rows_resize(&rows, 8, COLS);
    put_frame(&rows, 0, true);
    ck_assert_int_eq(count_whole(&rows), 8);
    put_frame(&rows, 0, true);
    ck_assert_int_eq(count_whole(&rows), 0);
    put_frame(&rows, 1, true); /* 7 rows came from below; the uppermost left */
    ck_assert_int_eq(count_whole(&rows), 1);
    ck_assert_int_eq(rows.sent_from[0], 0);
    put_frame(&rows, 0, true);
    ck_assert_int_eq(rows.sent_from[7], 0);
    ck_assert_int_eq(count_whole(&rows), 1);
    put_frame(&rows, 1, false);
    ck_assert_int_eq(count_whole(&rows), 8);
    put_frame(&rows, 6, true); /* 3 rows over 5 are not scrolled */
    ck_assert_int_eq(count_whole(&rows), 8);
    screen_rows_resize(&rows, 8, COLS);
    put_frame(&rows, 6, true);
    ck_assert_int_eq(count_whole(&rows), 8);
    screen_rows_fini(&rows);
}
END_TEST

/* Curses moves no row that is there twice. */
START_TEST(twins_are_not_moved) {
    static const char *const frames[] = {"abcdabcd", "xyzbcduv"};
    struct screen_rows rows = {0};
    screen_rows_resize(&rows, 8, COLS);
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

static void put_letter(struct screen_rows *rows, int row, int col, char letter, bool is_contested) {
    struct text_piece piece = {
        .bytes = {letter}, .len = 1, .width = 1, .is_disputed = is_contested};
    screen_rows_put(rows, row, col, ROLE_TEXT, &piece);
}

/* A list of eight with the mark on its last line, a row below it that may move, and what makes the
 * line that loses the mark no sure one to be moved with the others. */
enum obstacle { NOTHING, OTHER_TEXT, DISPUTED_MARK, NO_GAIN, OTHER_MOVE, OBSTACLES };

static void put_marked(struct screen_rows *rows, int top, enum obstacle obstacle) {
    screen_rows_erase(rows);
    for (int row = 0; row < 8; row++) {
        char line = (char)(top + row);
        bool is_other = obstacle == OTHER_TEXT && line == 7 && top == 1;
        if (row == 7)
            put_letter(rows, row, 0, '>', obstacle == DISPUTED_MARK);
        bool is_same = obstacle == NO_GAIN;
        put_letter(rows, row, 2, is_same ? 'x' : (char)('a' + line), false);
        put_letter(rows, row, 4, is_other || is_same ? '-' : (char)('a' + line), false);
        put_letter(rows, row, 6, (char)('A' + line), true);
    }
    put_letter(rows, obstacle == OTHER_MOVE ? 9 + top : 9, 2, '!', false);
    screen_rows_settle(rows, true, false);
}

START_TEST(grows_by_what_lost_the_mark) {
    for (enum obstacle obstacle = NOTHING; obstacle < OBSTACLES; obstacle++) {
        struct screen_rows rows = {0};
        screen_rows_resize(&rows, 11, COLS);
        put_marked(&rows, 0, obstacle);
        put_marked(&rows, 1, obstacle);
        ck_assert_int_eq(rows.sent_from[7] == 0, obstacle != NOTHING);
        ck_assert_int_eq(rows.sent_from[0], 0);
        ck_assert_int_eq(count_whole(&rows), 1 + (obstacle != NOTHING));
        screen_rows_fini(&rows);
    }
}
END_TEST

int main(void) {
    Suite *suite = suite_create("screen_rows");
    TCase *tc = tcase_create("screen_rows");
    tcase_add_test(tc, trusts_a_scroll_only_where_there_is_one);
    tcase_add_test(tc, twins_are_not_moved);
    tcase_add_test(tc, grows_by_what_lost_the_mark);
    tcase_add_test(tc, takes_the_right_with_it);
    tcase_add_test(tc, parts_at_the_fence);
    suite_add_tcase(suite, tc);
    tc = tcase_create("stream");
    tcase_add_loop_test(tc, is_sent_whole_when_it_changes, 0, DISPUTED);
    tcase_add_test(tc, scrolls);
    tcase_add_test(tc, loses_the_mark_while_it_moves);
    tcase_add_test(tc, is_sent_whole_when_it_moves_and_changes);
    tcase_add_test(tc, does_not_cross_the_fence);
    tcase_add_test(tc, scrolls_before_the_fence);
    run_sample(tc, looks_like_a_fresh_paint, 0, PATTERNS, 3);
    tcase_add_test(tc, goes_on_in_no_other_row);
    tcase_add_test(tc, leaves_autowrap_alone_without_need);
    tcase_add_test(tc, is_sent_whole_after_a_redraw);
    suite_add_tcase(suite, tc);
    tc = tcase_create("text");
    tcase_add_test(tc, knows_what_is_disputed);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
