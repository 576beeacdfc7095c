/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the mouse does on each part of the screen, and that none of it asks for anything. */
#include "base/clock.h"
#include "base/key.h"
#include "base/text.h"
#include "session/navigate.h"
#include "tests/support/run.h"
#include "tests/support/screen_shot.h"
#include "tests/support/stage.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

enum { SCREEN_MAX_BYTES = 1 << 20 };

static struct stage stage;

static void open_stage(int rows, int cols) {
    struct stage_config config;
    struct err err;
    stage_config_init(&config);
    config.rows = rows;
    config.cols = cols;
    stage_open(&stage, &config);
    ck_assert_msg(navigate_open(&stage.session, "zoe.flores", &err), "%s", err.text);
    stage_play(&stage, "g");
}

static const struct place *here(void) {
    return stage.session.trail.current;
}

/* Nothing may be under way. */
static void gesture(enum key_mouse_kind kind, int row, int col) {
    app_key(&stage.app, key_of_mouse(&(struct key_gesture){kind, row, col}));
    ck_assert(session_is_idle(&stage.session));
    app_paint(&stage.app, clock_monotonic_ms());
}

static void click(int row, int col) {
    gesture(KEY_MOUSE_CLICK, row, col);
}

static void turn_down(int times) {
    while (times-- > 0)
        gesture(KEY_MOUSE_WHEEL_DOWN, 5, 5);
}

static void turn_up(int times) {
    while (times-- > 0)
        gesture(KEY_MOUSE_WHEEL_UP, 5, 5);
}

START_TEST(a_click_selects_a_row) {
    open_stage(24, 80);
    const struct layout *layout = &stage.app.layout;
    const struct place *place = here();
    click(layout->list_row + 4, 30);
    ck_assert_uint_eq(place->excerpt.selected, 4);
    click(layout->list_row + 4, 30); /* twice is not Enter */
    click(layout->list_row + 4, 30);
    ck_assert_ptr_eq(here(), place);
    click(layout->title_row, 30);
    click(layout->rule_row, 30);
    click(layout->detail_row, 30);
    click(layout->status_row, 30);
    ck_assert_uint_eq(place->excerpt.selected, 4);
    turn_down(1);
    click(layout->list_row, 0);
    ck_assert_uint_eq(place->excerpt.selected, 3);
    stage_play(&stage, "&\n:type followers>=20k\nEnter g\n");
    ck_assert_uint_gt(place->excerpt.count, 1);
    ck_assert_uint_lt(place->excerpt.count, (size_t)layout->list_rows);
    click(layout->list_row + layout->list_rows - 1, 0); /* below the last that is shown */
    ck_assert_uint_eq(place->excerpt.selected, 0);
    ck_assert_ptr_null(stage.app.view);
    stage_close(&stage);
}
END_TEST

START_TEST(the_wheel_scrolls_and_fetches_nothing) {
    open_stage(24, 80);
    const struct place *place = here();
    size_t rows = (size_t)stage.app.layout.list_rows, last = place->excerpt.count - 1;
    ck_assert_uint_lt(rows, last);
    turn_up(1);
    ck_assert_uint_eq(place->top, 0);
    stage_play(&stage, "Down*5\n");
    turn_down(1);
    ck_assert_uint_eq(place->top, 3);
    ck_assert_uint_eq(place->excerpt.selected, 5);
    turn_down(1);
    ck_assert_uint_eq(place->top, 6);
    ck_assert_uint_eq(place->excerpt.selected, 6);
    turn_down(20);
    ck_assert_uint_eq(place->top, last + 1 - rows);
    ck_assert_uint_eq(place->list->page_count, 1);
    app_key(&stage.app, 'G');
    turn_up(1);
    ck_assert_uint_eq(place->top, last + 1 - rows - 3);
    ck_assert_uint_eq(place->excerpt.selected, place->top + rows - 1);
    turn_up(20);
    ck_assert_uint_eq(place->top, 0);
    ck_assert_uint_eq(place->excerpt.selected, rows - 1);
    app_key(&stage.app, KEY_CODE_DOWN); /* where a key does fetch */
    ck_assert(!session_is_idle(&stage.session));
    stage_play(&stage, "g");
    stage_close(&stage);
}
END_TEST

static const struct {
    enum column_id column;
    enum order_key key;
    bool is_descending;
} titles[] = {
    {COLUMN_ACCOUNT, ORDER_HANDLE, false},     {COLUMN_FOLLOWERS, ORDER_FOLLOWERS, true},
    {COLUMN_FOLLOWING, ORDER_FOLLOWING, true}, {COLUMN_VIDEOS, ORDER_VIDEOS, true},
    {COLUMN_REGION, ORDER_REGION, false},      {COLUMN_NAME, ORDER_NAME, false},
};

START_TEST(a_click_on_a_title_sorts) {
    open_stage(24, _i ? 160 : 80);
    const struct layout *layout = &stage.app.layout;
    const struct order *order = &here()->excerpt.order;
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        const struct column *column = &layout->columns[titles[i].column];
        click(layout->header_row, column->col);
        ck_assert_int_eq(order->parts[0].key, titles[i].key);
        ck_assert_int_eq(order->parts[0].is_descending, titles[i].is_descending);
        click(layout->header_row, column->col + column->width - 1);
        ck_assert_int_eq(order->parts[0].key, titles[i].key);
        ck_assert_int_eq(order->parts[0].is_descending, !titles[i].is_descending);
    }
    click(layout->header_row, layout->columns[COLUMN_NUMBER].col);
    ck_assert(order_is_listed(order));
    stage_close(&stage);
}
END_TEST

/* In the same place: what the first one brings on the screen moves no title. */
START_TEST(a_second_click_turns_round) {
    open_stage(24, 80);
    const struct order *order = &here()->excerpt.order;
    int row = stage.app.layout.header_row, col = stage.app.layout.columns[COLUMN_FOLLOWERS].col;
    click(row, col);
    ck_assert_int_eq(order->parts[0].key, ORDER_FOLLOWERS);
    ck_assert(order->parts[0].is_descending);
    ck_assert_int_ge(stage.app.layout.banner_row, 0);
    click(row, col);
    ck_assert(!order->parts[0].is_descending);
    stage_close(&stage);
}
END_TEST

/* The column where a step is in the screen's first row; -1 where it is not. */
static int column_of_step(const char *label) {
    struct buf shot;
    int col = -1;
    buf_init(&shot, SCREEN_MAX_BYTES);
    screen_shot(stage.screen, &shot);
    char *text = buf_steal(&shot, NULL), *at;
    text[strcspn(text, "\n")] = '\0';
    if ((at = strstr(text, label))) {
        *at = '\0';
        col = (int)text_width(text);
    }
    free(text);
    return col;
}

/* Four deep, from each width to each step that is shown of it. */
START_TEST(a_click_on_the_trail_goes_back_there) {
    static const int widths[] = {40, 50, 60, 80, 120};
    open_stage(24, widths[_i]);
    size_t shown = 0;
    for (int wanted = 0; wanted < 4; wanted++) {
        const struct place *steps[4];
        stage_play(&stage, "g Enter g Enter Down Enter");
        steps[3] = here();
        for (int i = 3; i-- > 0;)
            steps[i] = steps[i + 1]->parent;
        const char *label = steps[wanted]->list->label;
        int col = column_of_step(label);
        if (col >= 0) {
            shown++;
            click(0, col + (int)text_width(label)); /* between two */
            ck_assert_ptr_eq(here(), steps[3]);
            click(0, col + (int)text_width(label) - 1);
            ck_assert_ptr_eq(here(), steps[wanted]);
        }
        stage_play(&stage, "Backspace*4");
    }
    ck_assert_uint_ge(shown, widths[_i] < 60 ? 1 : 2);
    click(0, stage.app.layout.cols - 4);
    ck_assert_ptr_null(here()->parent);
    stage_close(&stage);
}
END_TEST

START_TEST(help_and_ledger) {
    open_stage(24, 80);
    int status_row = stage.app.layout.status_row;
    click(status_row, 74);
    ck_assert_ptr_eq(stage.app.view->ops, &help_view);
    turn_down(2);
    ck_assert_int_eq(stage.app.view->top, 6);
    turn_up(1);
    ck_assert_int_eq(stage.app.view->top, 3);
    turn_down(40);
    ck_assert_int_eq(stage.app.view->top, stage.app.view->count - (status_row - 1));
    click(5, 5);
    ck_assert_ptr_eq(stage.app.view->ops, &help_view);
    click(status_row, 74);
    ck_assert_ptr_null(stage.app.view);
    stage_play(&stage, "m*25 Enter Backspace Down Enter Backspace Down Enter $");
    const struct view *ledger = stage.app.view;
    int64_t most = ledger->count - stage.app.layout.list_rows;
    ck_assert_int_gt(most, 3);
    turn_down(1);
    ck_assert_int_eq(ledger->top, 3);
    turn_down(20);
    ck_assert_int_eq(ledger->top, most);
    turn_up(20);
    ck_assert_int_eq(ledger->top, 0);
    stage_play(&stage, "J\n");
    ck_assert_ptr_eq(stage.app.view->ops, &record_view);
    click(status_row, 74); /* as q does */
    ck_assert_ptr_eq(stage.app.view->ops, &ledger_view);
    click(status_row, 74);
    ck_assert_ptr_null(stage.app.view);
    stage_close(&stage);
}
END_TEST

/* On every cell that is shown; beside the cells, a click selects the line. */
static void check_cells(void) {
    const struct view *view = stage.app.view;
    int row = stage.app.layout.list_row;
    stage_play(&stage, "Home Left*12 Right\n");
    ck_assert_int_eq(view->cell, 1);
    int step = view->cell_step, second = view->bar_col, first = second - step;
    for (int line = 0; line < view->rows && line < view->count; line++)
        for (int cell = 0; cell < view->cells_shown; cell++) {
            click(row + line, first + cell * step);
            ck_assert_int_eq(view->selected, view->top + line);
            ck_assert_int_eq(view->cell, cell);
            click(row + line, first + cell * step + step - 1);
            ck_assert_int_eq(view->cell, cell);
        }
    click(row, second);
    click(row + 1, 0);
    ck_assert_int_eq(view->selected, 1);
    ck_assert_int_eq(view->cell, 1);
    click(row + (int)view->rows, second); /* below the lines */
    ck_assert_int_eq(view->selected, 1);
}

START_TEST(a_click_selects_a_cell_or_a_line) {
    static const int widths[] = {40, 80, 132};
    open_stage(24, 80);
    stage_play(&stage, "g Enter\nBackspace\nSpace*9 c\n");
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        screen_set_size(stage.screen, 24, widths[i]);
        app_resize(&stage.app);
        stage_play(&stage, "");
        check_cells();
    }
    ck_assert_ptr_eq(stage.app.view->ops, &compare_view); /* twice is not Enter */
    stage_play(&stage, "Tab Tab\n");
    click(stage.app.layout.list_row + 1, 30);
    ck_assert_int_eq(stage.app.view->selected, 1);
    stage_play(&stage, "q $\n");
    click(stage.app.layout.list_row + 2, 30);
    ck_assert_int_eq(stage.app.view->selected, 2);
    click(stage.app.layout.title_row, 30);
    ck_assert_int_eq(stage.app.view->selected, 2);
    stage_close(&stage);
}
END_TEST

/* Everywhere on the screen, where the mouse must not mean anything. */
static void click_everywhere(void) {
    int rows = screen_rows(stage.screen), cols = screen_cols(stage.screen);
    for (int row = 0; row <= rows; row++)
        for (int col = 0; col <= cols; col += 3) {
            click(row, col);
            gesture(KEY_MOUSE_WHEEL_DOWN, row, col);
        }
}

START_TEST(a_question_is_not_answered_by_a_click) {
    open_stage(24, 80);
    const struct place *place = here();
    static const char *const questions[] = {"@", ":", "o", "/", "&", "L"};
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        stage_play(&stage, questions[i]);
        ck_assert_int_ne(stage.app.front.prompt.question, PROMPT_NOTHING);
        click_everywhere();
        ck_assert_int_ne(stage.app.front.prompt.question, PROMPT_NOTHING);
        ck_assert_uint_eq(place->top, 0);
        ck_assert_uint_eq(place->excerpt.selected, 0);
        stage_play(&stage, "Esc");
    }
    stage_play(&stage, "PasteBegin");
    click_everywhere();
    ck_assert_uint_eq(place->excerpt.selected, 0);
    stage_play(&stage, "PasteEnd");
    stage_close(&stage);
}
END_TEST

START_TEST(a_click_answers_no_question) {
    open_stage(24, 80);
    stage_play(&stage, "R");
    ck_assert_int_eq(stage.session.question.about, ASKED_REFETCH);
    click(stage.app.layout.list_row + 2, 5);
    ck_assert_int_eq(stage.session.question.about, ASKED_REFETCH);
    ck_assert_uint_eq(stage.session.trail.current->excerpt.selected, 0);
    stage_play(&stage, "n");
    stage_close(&stage);
}
END_TEST

START_TEST(where_nothing_is_shown_nothing_happens) {
    struct stage_config config;
    stage_config_init(&config);
    stage_open(&stage, &config);
    app_paint(&stage.app, clock_monotonic_ms());
    click_everywhere();
    ck_assert_ptr_null(here());
    stage_close(&stage);
    open_stage(24, 80);
    stage_play(&stage, ":size 4x12");
    click_everywhere();
    ck_assert_uint_eq(here()->excerpt.selected, 0);
    stage_play(&stage, ":size 5x20");
    click_everywhere();
    stage_close(&stage);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("mouse");
    TCase *tc = tcase_create("mouse");
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, a_click_selects_a_row);
    tcase_add_test(tc, the_wheel_scrolls_and_fetches_nothing);
    tcase_add_loop_test(tc, a_click_on_a_title_sorts, 0, 2);
    tcase_add_test(tc, a_second_click_turns_round);
    tcase_add_loop_test(tc, a_click_on_the_trail_goes_back_there, 0, 5);
    tcase_add_test(tc, help_and_ledger);
    tcase_add_test(tc, a_click_selects_a_cell_or_a_line);
    tcase_add_test(tc, a_question_is_not_answered_by_a_click);
    tcase_add_test(tc, a_click_answers_no_question);
    tcase_add_test(tc, where_nothing_is_shown_nothing_happens);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
