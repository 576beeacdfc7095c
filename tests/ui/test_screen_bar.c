/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bar of the selected row, as a terminal shows it: whole, in one row, up to its last column. */
#include "tests/support/mirror.h"
#include "tests/support/outlet.h"
#include "tests/support/run.h"

#include <check.h>
#include <locale.h>
#include <string.h>

enum { ROWS = 12, COLS = 40, LIST_ROWS = 8, LINES_COUNT = 30, BAR_COLS_BESIDE = 25 };

/* Terminals that erase in the current background, and others that do not; without colours; and
 * one that goes on in the next row when the last column is written. */
static const struct {
    const char *term;
    bool has_bce, wraps_early;
} terminals[] = {{"xterm-256color", true, false},
                 {"screen-256color", false, false},
                 {"xterm-color", false, false},
                 {"xterm-mono", false, false},
                 {"ansi", false, true}};

enum { TERMINALS = sizeof terminals / sizeof *terminals };

static const char *const names[] = {"",
                                    "Zoe",
                                    "李小龙李小龙李小龙李小龙李小龙李",
                                    "e\u0301e\u0301 combining",
                                    "ليلى البحيري",
                                    "ab\u202E revealed",
                                    "कृष्णा",
                                    "a name that goes on to the last column and is cut"};

enum { NAMES = sizeof names / sizeof *names };

struct bar_screen {
    struct outlet outlet;
    struct mirror mirror;
};

static void open_screen(struct bar_screen *bar, int terminal, enum look_theme theme) {
    ck_assert_ptr_nonnull(setlocale(LC_CTYPE, "C.UTF-8"));
    outlet_open(&bar->outlet, terminals[terminal].term, ROWS, COLS);
    screen_use_theme(bar->outlet.screen, theme);
    mirror_init(&bar->mirror, ROWS, COLS);
    bar->mirror.keeps_shade_off = !terminals[terminal].has_bce;
    bar->mirror.wraps_early = terminals[terminal].wraps_early;
}

static void close_screen(struct bar_screen *bar) {
    mirror_fini(&bar->mirror);
    outlet_close(&bar->outlet);
}

static void draw_line(struct screen *screen, int row, int line, int cols) {
    screen_put(screen, row, 2, 6, ROLE_ACCENT, line % 3 ? "handle" : "a.cut.handle");
    screen_put_right(screen, row, 9, 4, ROLE_WARNING, line % 2 ? "12" : "1,234");
    screen_put(screen, row, 14, cols - 14, ROLE_TEXT, names[line % NAMES]);
}

/* Without the shifts between character sets, which move nothing. */
static void feed(struct bar_screen *bar) {
    const struct buf *sent = &bar->outlet.sent;
    for (size_t at = 0, len; at < sent->len; at += len + 1) {
        const char *shift = memchr(sent->data + at, '\017', sent->len - at);
        len = shift ? (size_t)(shift - sent->data) - at : sent->len - at;
        mirror_feed(&bar->mirror, sent->data + at, len);
    }
}

/* Text beside the bar is not on it. */
static void draw(struct bar_screen *bar, int top, int selected, int cols) {
    struct screen *screen = bar->outlet.screen;
    outlet_forget(&bar->outlet);
    screen_erase(screen);
    screen_put(screen, 0, 0, COLS, ROLE_HEADER, "the head");
    for (int i = 0; i < LIST_ROWS; i++) {
        if (top + i == selected) {
            screen_bar(screen, 1 + i, 0, cols);
            screen_put(screen, 1 + i, 0, 1, ROLE_SELECTION, "▌");
        }
        draw_line(screen, 1 + i, top + i, cols);
        if (cols < COLS)
            screen_put(screen, 1 + i, cols + 2, COLS - cols - 2, ROLE_DIM, "beside it");
    }
    screen_cursor(screen, 1 + selected - top, 0);
    outlet_flush(&bar->outlet);
    feed(bar);
}

static void check_bar(const struct bar_screen *bar, int bar_row, int cols) {
    for (int row = 0; row < ROWS; row++)
        for (int col = 0; col < COLS; col++) {
            bool is_wanted = row == bar_row && col < cols;
            ck_assert_msg(mirror_is_shaded(&bar->mirror, row, col) == is_wanted,
                          "%s background in column %d of row %d, with the bar in row %d",
                          is_wanted ? "no" : "a", col, row, bar_row);
        }
}

static void go_through(int terminal, enum look_theme theme, int cols) {
    struct bar_screen bar;
    open_screen(&bar, terminal, theme);
    int top = 0;
    for (int selected = 0; selected < LINES_COUNT; selected++) {
        top = selected >= top + LIST_ROWS ? selected - LIST_ROWS + 1 : top;
        draw(&bar, top, selected, cols);
        check_bar(&bar, 1 + selected - top, cols);
    }
    for (int selected = LINES_COUNT - 1; selected >= 0; selected--) {
        top = selected < top ? selected : top;
        draw(&bar, top, selected, cols);
        check_bar(&bar, 1 + selected - top, cols);
    }
    close_screen(&bar);
}

START_TEST(fills_one_row_to_its_last_column) {
    for (enum look_theme theme = 0; theme < LOOK_THEME_COUNT; theme++) {
        go_through(_i, theme, COLS);
        go_through(_i, theme, BAR_COLS_BESIDE);
    }
}
END_TEST

/* A cell of a row. */
START_TEST(covers_only_its_columns) {
    enum { ROW = 3, COL = 7, CELL_COLS = 5 };
    struct bar_screen bar;
    open_screen(&bar, 0, LOOK_DARK);
    for (int step = 0; step < CELL_COLS; step++) {
        outlet_forget(&bar.outlet);
        screen_erase(bar.outlet.screen);
        screen_bar(bar.outlet.screen, ROW, COL + step, CELL_COLS);
        for (int row = 0; row < ROWS; row++)
            screen_put(bar.outlet.screen, row, 0, COLS, ROLE_TEXT, "figures .27 .11–.20 .54 1");
        outlet_flush(&bar.outlet);
        feed(&bar);
        for (int row = 0; row < ROWS; row++)
            for (int col = 0; col < COLS; col++)
                ck_assert_int_eq(mirror_is_shaded(&bar.mirror, row, col),
                                 row == ROW && col >= COL + step && col < COL + step + CELL_COLS);
    }
    close_screen(&bar);
}
END_TEST

/* A screen without a bar, such as another view, shows nothing of it. */
START_TEST(goes_with_the_next_frame) {
    struct bar_screen bar;
    open_screen(&bar, 0, LOOK_DARK);
    draw(&bar, 0, 3, COLS);
    draw(&bar, 0, -1, COLS);
    check_bar(&bar, -1, COLS);
    close_screen(&bar);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("screen_bar");
    TCase *tc = tcase_create("bar");
    run_sample(tc, fills_one_row_to_its_last_column, 0, TERMINALS, 3);
    tcase_add_test(tc, goes_with_the_next_frame);
    tcase_add_test(tc, covers_only_its_columns);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
