/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The titles of the list's columns, and the look of its rows. */
#include "session/navigate.h"
#include "tests/support/run.h"
#include "tests/support/screen_shot.h"
#include "tests/support/stage.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHOT_BYTES = 1 << 20, LINE_BYTES = 1024 };

static struct stage stage;

static void open_stage(const char *columns, enum look_selection selection) {
    struct stage_config config;
    struct look look;
    struct err err;
    stage_config_init(&config);
    stage_open(&stage, &config);
    look_init(&look);
    look.pane = LOOK_PANE_OFF;
    look.selection = selection;
    ck_assert_msg(columns_parse(columns, &look.columns[LOOK_LIST_ANY], &err), "%s", err.text);
    ck_assert(app_use_look(&stage.app, &look, 0, NULL, &err));
    ck_assert_msg(navigate_open(&stage.session, "zoe.flores", &err), "%s", err.text);
}

/* A row of the screen, or of its roles, which come after as many rows and a line. */
static void take_row(int row, bool is_roles, char line[LINE_BYTES]) {
    struct buf shot;
    buf_init(&shot, SHOT_BYTES);
    screen_shot(stage.screen, &shot);
    const char *at = buf_text(&shot);
    for (int i = 0; i < row + (is_roles ? stage.app.layout.rows + 1 : 0); i++)
        at += strcspn(at, "\n") + 1;
    snprintf(line, LINE_BYTES, "%.*s", (int)strcspn(at, "\n"), at);
    buf_fini(&shot);
}

/* Every key sorts one way, and again the other. The titles stay words of their own. */
START_TEST(an_arrow_is_beside_the_title_that_is_sorted_by) {
    static const struct {
        const char *key, *first, *second;
    } orders[] = {{"f", "followers↓ following", "followers↑ following"},
                  {"g", "following↓ videos", "following↑ videos"},
                  {"v", "videos↓ region", "videos↑ region"},
                  {"r", " videos region↑ name", " videos region↓ name"},
                  {"h", " account↑ ", " account↓ "},
                  {"n", " name↑", " name↓"}};
    char script[64], line[LINE_BYTES];
    open_stage("number sign account followers following videos region name", LOOK_SELECTION_BAR);
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++)
        for (int times = 1; times <= 2; times++) {
            const char *wanted = times == 1 ? orders[i].first : orders[i].second;
            snprintf(script, sizeof script, "o %s\n", orders[i].key);
            stage_play(&stage, script);
            take_row(stage.app.layout.header_row, false, line);
            ck_assert_msg(strstr(line, wanted) != NULL, "no “%s” in “%s”", wanted, line);
        }
    stage_play(&stage, "o #\n");
    take_row(stage.app.layout.header_row, false, line);
    ck_assert(!strstr(line, "↑") && !strstr(line, "↓"));
    stage_close(&stage);
}
END_TEST

START_TEST(a_wide_column_shows_figures_in_full) {
    char line[LINE_BYTES];
    open_stage("number sign account followers:12 likes region name", LOOK_SELECTION_BAR);
    stage_play(&stage, "Down*3\n");
    take_row(stage.app.layout.list_row + 3, false, line);
    ck_assert_msg(strstr(line, " 234,324 ") && strstr(line, " 4.2M "), "%s", line);
    stage_close(&stage);
}
END_TEST

/* Everything of the row, up to the last column, or nothing but the mark. */
START_TEST(the_selected_row_is_a_bar_or_has_a_mark) {
    static const char on_bar[] = "M_DSACGWEHFR"; /* letters of screen_shot() there */
    char line[LINE_BYTES], roles[LINE_BYTES];
    open_stage("number sign account followers following videos region name",
               (enum look_selection)_i);
    stage_play(&stage, "Down\n");
    int row = stage.app.layout.list_row + 1;
    take_row(row, false, line);
    take_row(row, true, roles);
    ck_assert_int_eq(strncmp(line, "▌", strlen("▌")), 0);
    if (_i == LOOK_SELECTION_BAR)
        ck_assert_uint_eq(strspn(roles, on_bar), (size_t)stage.app.layout.list_cols);
    else
        ck_assert_ptr_null(strpbrk(roles, "M_"));
    stage_close(&stage);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("list_rows");
    TCase *tc = tcase_create("rows");
    tcase_add_test(tc, an_arrow_is_beside_the_title_that_is_sorted_by);
    tcase_add_test(tc, a_wide_column_shows_figures_in_full);
    tcase_add_loop_test(tc, the_selected_row_is_a_bar_or_has_a_mark, 0, LOOK_SELECTION_COUNT);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
