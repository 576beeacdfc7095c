/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Screens of the detail pane in each of its places, of the editor of the columns, and of what both
 * keep, with a list of the nastiest names. */
#include "base/file.h"
#include "base/text.h"
#include "session/navigate.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"
#include "tests/support/screen_shot.h"
#include "tests/support/stage.h"
#include "ui/browser/app_action.h"
#include "ui/frame/offer.h"

#include <check.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

enum { SCRIPT_BYTES = 1024, FILE_BYTES = 4096, PAGES = 10 };

static const struct {
    int rows, cols;
} sizes[] = {{5, 20}, {12, 40}, {24, 80}, {43, 132}, {50, 200}, {100, 300}};

enum { SIZES = sizeof sizes / sizeof *sizes };

static void open_stage(struct stage *stage, int rows, int cols) {
    struct stage_config config;
    struct err err;
    stage_config_init(&config);
    config.rows = rows;
    config.cols = cols;
    config.session.page_size = 50;
    stage_open(stage, &config);
    stage->app.looks.now.pane = LOOK_PANE_BELOW;
    ck_assert_msg(navigate_open(&stage->session, "zoe.flores", &err), "%s", err.text);
}

static void play(int rows, int cols, const char *script) {
    struct stage stage;
    open_stage(&stage, rows, cols);
    stage_play(&stage, script);
    stage_close(&stage);
}

/* The seventh has controls in its name, the tenth a script with spacing marks. */
START_TEST(screens_of_the_pane) {
    char script[SCRIPT_BYTES];
    int rows = sizes[_i].rows, cols = sizes[_i].cols;
    snprintf(script, sizeof script,
             "Down*6\n:shot pane-below-%dx%d\n"
             "D\n:shot pane-beside-%dx%d\n"
             "z\n:shot pane-zoomed-%dx%d\n"
             "Down*3\n:shot pane-zoomed-moved-%dx%d\n",
             cols, rows, cols, rows, cols, rows, cols, rows);
    play(rows, cols, script);
}
END_TEST

START_TEST(screens_of_the_editor) {
    char script[SCRIPT_BYTES];
    int rows = sizes[_i].rows, cols = sizes[_i].cols;
    snprintf(script, sizeof script,
             "Down*6 C\n:shot columns-%dx%d\n"
             "Down*5 Space < < + +\n:shot columns-changed-%dx%d\nEsc\n",
             cols, rows, cols, rows);
    play(rows, cols, script);
}
END_TEST

/* Without a joiner whose next letter was cut off: by itself it would be measured as revealed. */
static void put_shown(struct buf *out, const char *text, size_t len) {
    static const char dangling[] = "\u200C…";
    const char *cut = memmem(text, len, dangling, sizeof dangling - 1);
    size_t head = cut ? (size_t)(cut - text) : len;
    buf_put(out, text, head);
    if (cut)
        put_shown(out, cut + strlen("\u200C"), len - head - strlen("\u200C"));
}

/* The pane's edge is in one column, whatever the names and bios before it hold. */
static void check_edge(struct stage *stage) {
    const struct layout *layout = &stage->app.layout;
    struct buf shot;
    buf_init(&shot, 1 << 20);
    screen_shot(stage->screen, &shot);
    const char *line = buf_text(&shot);
    for (int row = 0; row < layout->detail_row + layout->detail_rows; row++) {
        const char *edge = strstr(line, "│"), *end = strchr(line, '\n');
        if (row >= layout->detail_row) {
            struct buf before;
            ck_assert_msg(edge && edge < end, "row %d: %.*s", row, (int)(end - line), line);
            buf_init(&before, SCRIPT_BYTES);
            put_shown(&before, line, (size_t)(edge - line));
            ck_assert_msg(text_width(buf_text(&before)) == (size_t)layout->rule_col, "row %d: %.*s",
                          row, (int)(end - line), line);
            buf_fini(&before);
        }
        line = end + 1;
    }
    buf_fini(&shot);
}

START_TEST(no_row_runs_into_the_pane_beside_it) {
    struct stage stage;
    open_stage(&stage, 43, sizes[_i].cols);
    stage_play(&stage, "D\n");
    for (int page = 0; page < PAGES; page++) {
        ck_assert_int_ge(stage.app.layout.rule_col, 0);
        check_edge(&stage);
        stage_play(&stage, "PgDn\n");
    }
    stage_close(&stage);
}
END_TEST

START_TEST(auto_is_below_where_the_mark_saves_bytes) {
    struct stage stage;
    open_stage(&stage, 43, 132);
    stage.app.looks.now.pane = LOOK_PANE_AUTO;
    stage_play(&stage, "Down\n");
    ck_assert_int_ge(stage.app.layout.rule_col, 0);
    stage.app.looks.now.selection = LOOK_SELECTION_MARK;
    stage_play(&stage, "Down\n");
    ck_assert_int_lt(stage.app.layout.rule_col, 0);
    ck_assert_int_gt(stage.app.layout.detail_rows, 0);
    stage_play(&stage, "D\n");
    ck_assert_int_ge(stage.app.layout.rule_col, 0);
    stage_close(&stage);
}
END_TEST

/* What cannot be is said, and nothing is changed then. */
START_TEST(the_editor_refuses_what_cannot_be) {
    play(24, 80,
         "C Down*2 Space\n:shot columns-account-stays\n"
         "End <\n:shot columns-bio-moved\n"
         "<\n:shot columns-text-stays-last\n"
         "Home +*9\n:shot columns-widest\n"
         "=\n:shot columns-as-configured\n"
         "q Esc\n");
}
END_TEST

START_TEST(the_pane_grows_and_shrinks) {
    play(43, 132,
         "Down*6 +*4\n:shot pane-larger\n"
         "-*9\n:shot pane-smallest\n"
         "D -*3\n:shot pane-beside-narrow\n"
         "d\n:shot pane-off\n"
         "+\n:shot pane-off-larger\n"
         "d\n:shot pane-beside-again\n"
         "z q\n:shot pane-zoom-left\n");
}
END_TEST

static void press(struct stage *stage, const char *keys) {
    for (; *keys; keys++)
        app_key(&stage->app, *keys);
    ck_assert_msg(!stage->session.message, "%s", stage->session.message);
}

static int account_width(const struct stage *stage) {
    return stage->app.looks.now.columns[LOOK_LIST_ANY].items[2].width;
}

/* As a key that is held down sends them: before anything is drawn. */
START_TEST(every_key_of_a_burst_counts) {
    struct stage stage;
    open_stage(&stage, 24, 80);
    stage_play(&stage, "C Down*2");
    press(&stage, "++++");
    ck_assert_int_eq(account_width(&stage), 20);
    press(&stage, "------");
    ck_assert_int_eq(account_width(&stage), 14);
    stage_play(&stage, "Esc");
    press(&stage, "+++");
    ck_assert_int_eq(stage.app.looks.now.pane_rows, 8);
    press(&stage, "--");
    ck_assert_int_eq(stage.app.looks.now.pane_rows, 6);
    stage_play(&stage, ":size 24x132\nD");
    int cols = stage.app.layout.detail_cols;
    press(&stage, "+++");
    ck_assert_int_eq(stage.app.looks.now.pane_cols, cols + 6);
    stage_close(&stage);
}
END_TEST

/* They end in one column where one of them is far too long for its place. */
START_TEST(figures_of_any_length_are_in_line) {
    struct stage stage;
    open_stage(&stage, 24, 80);
    stage_play(&stage, "g");
    struct account record = *session_selected(&stage.session);
    record.follower_count = INT64_MAX;
    list_renew(stage.session.trail.current->list, &record);
    stage_play(&stage, "z\n:shot pane-zoomed-long-figure\n");
    stage_close(&stage);
}
END_TEST

/* The column of `words` on the screen; -1: they are not there. */
static int column_of(struct stage *stage, const char *words) {
    struct buf shot;
    int col = -1;
    buf_init(&shot, 1 << 20);
    screen_shot(stage->screen, &shot);
    const char *found = strstr(buf_text(&shot), words);
    if (found) {
        const char *line = found;
        while (line > buf_text(&shot) && line[-1] != '\n')
            line--;
        struct buf before;
        buf_init(&before, SCRIPT_BYTES);
        buf_put(&before, line, (size_t)(found - line));
        col = (int)text_width(buf_text(&before));
        buf_fini(&before);
    }
    buf_fini(&shot);
    return col;
}

/* A move changes only digits of the price, which is what a Down costs at a terminal. */
START_TEST(the_price_has_a_fixed_place) {
    struct stage stage;
    open_stage(&stage, 24, 80);
    int prices = 0;
    for (int row = 0; row < 50; row++) {
        int at = column_of(&stage, " credit");
        ck_assert_int_eq(at, at < 0 ? -1 : 16);
        ck_assert_int_eq(column_of(&stage, " ($0.0"), at < 0 ? -1 : 24);
        prices += at >= 0;
        stage_play(&stage, "Down");
    }
    ck_assert_int_gt(prices, 40);
    stage_close(&stage);
}
END_TEST

START_TEST(what_cannot_be_set_is_told_in_a_sentence) {
    struct stage stage;
    open_stage(&stage, 24, 80);
    stage_play(&stage, "Esc");
    app_action_run(&stage.app, COMMAND_COLUMNS, "account names");
    ck_assert_msg(!strncmp(stage.session.message, "Unknown column “names”; ", 28), "%s",
                  stage.session.message);
    ck_assert_int_eq(stage.session.message[strlen(stage.session.message) - 1], '.');
    app_action_run(&stage.app, COMMAND_THEME, "blue");
    ck_assert_str_eq(stage.session.message, "“blue” is not auto, dark, light, 16 or mono.");
    stage_close(&stage);
}
END_TEST

/* Below the list, above the pane or what else is there: titles and rows stay where they were.
 */
START_TEST(the_banner_stands_below_the_list) {
    play(24, 80, "Down*2 Space o f\n:shot banner-80x24\n/\n:shot banner-prompt\nEsc Esc\n");
    play(12, 40, "Down*2 Space o f\n:shot banner-40x12\n");
    play(24, 132, "D Down*2 Space o f\n:shot banner-beside\nz\n:shot banner-zoomed\n");
}
END_TEST

/* Each key that answers is there, in the smallest of windows as well. */
START_TEST(choices_have_room) {
    play(7, 41, "o\n:shot choice-41x7\nEsc\n");
    play(5, 20, "o\n:shot choice-20x5\nEsc y\n:shot choice-copy-20x5\nEsc\n");
    play(5, 20, "?\n:type zzzz\n:shot help-nothing-20x5\nEsc\n");
    play(24, 80, "?\n:type zzzz\n:shot help-nothing\nEsc Esc\n");
}
END_TEST

START_TEST(the_pane_is_laid_out_anew_when_the_window_changes) {
    play(43, 132,
         "Down*6 D\n"
         ":size 24x80\n:shot pane-folded-80x24\n"
         ":size 10x130\n:shot pane-beside-130x10\n"
         ":size 43x132\n:shot pane-beside-after-all\n");
}
END_TEST

/* In place of the command line and the configuration. */
static void use(struct stage *stage, unsigned told, const char *path) {
    struct look look;
    struct err err;
    look_init(&look);
    ck_assert(look_apply(&look, "columns", "account likes name", &err));
    app_use_look(&stage->app, &look, told, path, &err);
}

START_TEST(what_is_changed_is_kept_at_once) {
    struct scratch scratch;
    struct stage stage;
    struct err err;
    scratch_init(&scratch);
    char *path = scratch_beside(&scratch, "-looks");
    open_stage(&stage, 24, 80);
    use(&stage, 0, path);
    stage_play(&stage, ":shot looks-configured\nd T C Down Space Esc\n");
    char *content = file_read(path, FILE_BYTES, &err);
    ck_assert_msg(content != NULL, "%s", err.text);
    ck_assert_msg(strstr(content, "columns = account name\n") && strstr(content, "pane = off\n") &&
                      strstr(content, "theme = dark\n"),
                  "%s", content);
    free(content);
    stage_close(&stage);
    open_stage(&stage, 24, 80);
    use(&stage, 0, path);
    stage_play(&stage, ":shot looks-kept\n");
    app_fini(&stage.app);
    app_init(&stage.app, &stage.session, stage.screen);
    use(&stage, LOOK_COLUMNS, path);
    stage_play(&stage, ":shot looks-told\n");
    stage_close(&stage);
    free(path);
    scratch_fini(&scratch);
}
END_TEST

/* Roles that say that something is good, costs, or failed are never on blanks alone: what is there
 * says so too, where there is no colour. */
static void check_words(const char *name, const char *shot) {
    const char *mark = strstr(shot, "-- roles");
    const char *roles = mark ? strchr(mark, '\n') + 1 : "";
    for (const char *end; mark && *roles && shot < mark; roles = end + 1) {
        const char *text_end = strchr(shot, '\n');
        end = strchr(roles, '\n');
        size_t len = (size_t)(end - roles);
        bool has_state = false;
        for (size_t i = 0; i < len; i++)
            has_state = has_state || strchr("gwE", roles[i]);
        ck_assert_msg(!has_state || strspn(shot, " ") < (size_t)(text_end - shot),
                      "%s: colour without a word: %.*s", name, (int)len, roles);
        shot = text_end + 1;
    }
}

START_TEST(no_screen_tells_by_colour_alone) {
    const char *folder = getenv("FOLLOWTRAIL_TEST_SCREENS");
    DIR *all = opendir(folder ? folder : "tests/screens");
    struct dirent *entry;
    struct err err;
    size_t count = 0;
    ck_assert(all != NULL);
    while ((entry = readdir(all))) {
        char path[SCRIPT_BYTES];
        if (!strstr(entry->d_name, ".screen"))
            continue;
        snprintf(path, sizeof path, "%s/%s", folder ? folder : "tests/screens", entry->d_name);
        char *shot = file_read(path, 1 << 20, &err);
        ck_assert_msg(shot != NULL, "%s", err.text);
        check_words(entry->d_name, shot);
        free(shot);
        count++;
    }
    closedir(all);
    ck_assert_uint_gt(count, 100);
}
END_TEST

static void expect_state(int64_t reported, int64_t rows, bool has_more, const char *words) {
    const struct scene scene = {
        .stored = {.id = 1, .rows = rows, .has_more = has_more, .first_ms = ACCOUNT_UNKNOWN}};
    const struct offer offer = {.kind = OFFER_STORED, .reported = reported};
    struct buf out;
    buf_init(&out, FILE_BYTES);
    offer_put_state(&offer, &scene, &out);
    ck_assert_str_eq(buf_text(&out), words);
    buf_fini(&out);
}

START_TEST(what_is_stored_is_no_part_of_too_low_a_count) {
    expect_state(412, 20, true, "20 of 412 loaded");
    expect_state(412, 412, false, "412 of 412 · complete");
    expect_state(412, 392, false, "392 of 412 · complete");
    expect_state(412, 391, false, "391 of 412 · ended short");
    expect_state(0, 0, false, "follows nobody");
    expect_state(412, 0, false, "0 of 412 · hidden");
    expect_state(ACCOUNT_UNKNOWN, 0, false, "0 · hidden or empty");
    expect_state(ACCOUNT_UNKNOWN, 20, true, "20 loaded · more");
    expect_state(ACCOUNT_UNKNOWN, 20, false, "20 · ended, count unknown");
    expect_state(3, 300, false, "300 loaded · complete (reported 3)");
    expect_state(3, 43, true, "43 loaded · more (reported 3)");
    expect_state(3, 3, true, "3 loaded · more (reported 3)");
    expect_state(0, 20, true, "20 loaded · more (reported 0)");
}
END_TEST

int main(void) {
    Suite *suite = suite_create("pane");
    TCase *tc = tcase_create("pane");
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, what_is_stored_is_no_part_of_too_low_a_count);
    run_sample(tc, screens_of_the_pane, 0, SIZES, 3);
    run_sample(tc, screens_of_the_editor, 0, SIZES, 3);
    run_sample(tc, no_row_runs_into_the_pane_beside_it, 3, SIZES, 3);
    tcase_add_test(tc, auto_is_below_where_the_mark_saves_bytes);
    tcase_add_test(tc, the_editor_refuses_what_cannot_be);
    tcase_add_test(tc, the_pane_grows_and_shrinks);
    tcase_add_test(tc, every_key_of_a_burst_counts);
    tcase_add_test(tc, figures_of_any_length_are_in_line);
    tcase_add_test(tc, the_price_has_a_fixed_place);
    tcase_add_test(tc, what_cannot_be_set_is_told_in_a_sentence);
    tcase_add_test(tc, choices_have_room);
    tcase_add_test(tc, the_banner_stands_below_the_list);
    tcase_add_test(tc, the_pane_is_laid_out_anew_when_the_window_changes);
    tcase_add_test(tc, what_is_changed_is_kept_at_once);
    tcase_add_test(tc, no_screen_tells_by_colour_alone);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
