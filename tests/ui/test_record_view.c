/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The raw record on whole screens: of accounts with the nastiest names, at every size. */
#include "base/text.h"
#include "session/navigate.h"
#include "session/requests.h"
#include "tests/support/run.h"
#include "tests/support/stage.h"
#include "view/record_lines.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static const int sizes[][2] = {{20, 5}, {40, 12}, {80, 24}, {132, 43}, {200, 50}};

static void rewrite(const struct stage *stage, const char *statements) {
    struct err err;
    struct sql *sql = sql_open(stage->shop.reader->path, SQL_WRITE, &err);
    ck_assert_msg(sql != NULL, "%s", err.text);
    ck_assert_msg(sql_run(sql, statements, &err), "%s", err.text);
    sql_close(sql);
}

/* A request every seven seconds, so that times are the same each run. */
static void set_times(const struct stage *stage) {
    rewrite(stage, "UPDATE record SET"
                   " first_ms = 1763820185000 + 7000 * (SELECT min(id) FROM request"
                   " WHERE ended_ms = first_ms),"
                   " last_ms = 1763820185000 + 7000 * (SELECT max(id) FROM request"
                   " WHERE ended_ms = last_ms);"
                   "UPDATE request SET ended_ms = 1763820185000 + 7000 * id;"
                   "UPDATE page SET received_ms = 1763820185000 + 7000 * request");
}

static void open_account(struct stage *stage, const char *account) {
    struct err err;
    ck_assert_msg(navigate_open(&stage->session, account, &err), "%s", err.text);
    stage_play(stage, "Home\n");
    set_times(stage);
}

static void select_row(struct stage *stage, size_t row) {
    struct place *place = stage->session.trail.current;
    ck_assert_uint_lt(row, place->list->count);
    excerpt_select(&place->excerpt, row);
    stage->session.changes++;
}

/* Rows 6, 18, 26, 33 and 38 of the list are hostile. */
START_TEST(screens_of_hostile_records) {
    static const size_t rows[] = {6, 18, 26, 33, 38};
    struct stage_config config;
    struct stage stage;
    char script[128];
    stage_config_init(&config);
    config.session.page_size = 50;
    stage_open(&stage, &config);
    open_account(&stage, "zoe.flores");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (size_t j = 0; j < sizeof sizes / sizeof *sizes; j++) {
            int cols = sizes[j][0], lines = sizes[j][1];
            select_row(&stage, rows[i]);
            snprintf(script, sizeof script, "J\n:size %dx%d\n:shot record-%zu-%dx%d\nq\n", lines,
                     cols, rows[i], cols, lines);
            stage_play(&stage, script);
        }
    stage_close(&stage);
}
END_TEST

START_TEST(screens_of_a_record_in_ascii) {
    int cols = sizes[_i][0], lines = sizes[_i][1];
    struct stage_config config;
    struct stage stage;
    char script[128];
    stage_config_init(&config);
    config.session.page_size = 50;
    config.rows = lines;
    config.cols = cols;
    stage_open(&stage, &config);
    text_use_ascii();
    open_account(&stage, "zoe.flores");
    select_row(&stage, 26);
    snprintf(script, sizeof script, "J\n:shot record-ascii-%dx%d\n", cols, lines);
    stage_play(&stage, script);
    stage_close(&stage);
}
END_TEST

START_TEST(screens_of_older_and_newer_records) {
    struct stage_config config;
    struct stage stage;
    stage_config_init(&config);
    stage_open(&stage, &config);
    open_account(&stage, "eunchae.balcony");
    stage_play(&stage, "R y R y\n");
    set_times(&stage);
    stage_play(&stage,
               "J\n:shot record-newest\n>\n:shot record-none-newer\n"
               "<\n:shot record-middle\n<\n:shot record-oldest\n<\n"
               ":shot record-none-older\nEsc J\n:shot record-newest\n"
               "m\n:shot record-spends-nothing\nj\n:size 12x40\nj j\n:shot record-scrolled\n"
               "End\n:shot record-end\n?\n?\n:shot record-end\nJ\n");
    ck_assert_ptr_null(stage.app.view);
    stage_close(&stage);
}
END_TEST

/* The store changes while the view is open: it says what it does not have. */
START_TEST(screens_of_records_whose_answer_is_lost) {
    struct stage_config config;
    struct stage stage;
    stage_config_init(&config);
    stage_open(&stage, &config);
    open_account(&stage, "zoe.flores");
    select_row(&stage, 6);
    rewrite(&stage, "UPDATE answer SET body = x'0102' WHERE request = 2");
    stage_play(&stage, "J\n:shot record-damaged\n:size 5x20\n:shot record-damaged-20x5\nq\n"
                       ":size 24x80\n");
    rewrite(&stage, "DELETE FROM answer WHERE request = 2");
    stage_play(&stage, "J\n:shot record-gone\nq\n");
    rewrite(&stage, "ALTER TABLE record RENAME TO lost");
    stage_play(&stage, "J\n");
    const struct record *record = stage.app.view->own; /* it begins with it */
    ck_assert_int_eq(record->state, RECORD_UNREADABLE);
    ck_assert_ptr_nonnull(strstr(record->err.text, "record"));
    rewrite(&stage, "ALTER TABLE lost RENAME TO record");
    stage_play(&stage, "q J\n:shot record-gone\nq\n");
    stage_close(&stage);
}
END_TEST

/* An owner whose list is empty is there to be looked at; nobody is not. */
START_TEST(screens_of_no_selection) {
    struct stage_config config;
    struct stage stage;
    stage_config_init(&config);
    stage_open(&stage, &config);
    stage_play(&stage, "J\n:shot start-no-account\nEsc\n");
    open_account(&stage, "keeps.it.secret");
    stage_play(&stage, "J\n:shot record-of-owner\nq\n");
    stage_close(&stage);
    config.session.wants_profile = false;
    stage_open(&stage, &config);
    open_account(&stage, "keeps.it.secret");
    stage_play(&stage, "J\n");
    ck_assert_ptr_null(stage.app.view);
    ck_assert_ptr_nonnull(strstr(stage.session.message, "o account"));
    stage_close(&stage);
}
END_TEST

/* What comes while it is open is counted, and what is shown stays. */
START_TEST(a_record_that_comes_is_counted) {
    static const char *const repeat[] = {"repeat-page@3"};
    struct stage_config config;
    struct stage stage;
    stage_config_init(&config);
    config.shop.sandbox.faults = repeat;
    config.shop.sandbox.fault_count = 1;
    stage_open(&stage, &config);
    open_account(&stage, "zoe.flores");
    stage_play(&stage, "J\n");
    const struct record *record = stage.app.view->own; /* it begins with it */
    ck_assert_ptr_eq(stage.app.view->ops, &record_view);
    ck_assert_uint_eq(record->count, 1);
    requests_more(&stage.session);
    stage_play(&stage, "j j\n:size 24x80\n");
    ck_assert_uint_eq(record->count, 2);
    ck_assert_uint_eq(record->at, 0);
    ck_assert_int_eq(record_sighting(record)->page, 1);
    stage_play(&stage, ">\n");
    ck_assert_int_eq(record_sighting(record)->page, 2);
    stage_close(&stage);
}
END_TEST

static void join(const struct document *lines, struct buf *out) {
    buf_init(out, 1 << 16);
    for (size_t i = 0; i < lines->count; i++) {
        for (size_t j = 0; j < lines->lines[i].count; j++)
            buf_text_put(out, lines->stretches[lines->lines[i].first + j].text);
        buf_text_put(out, "\n");
    }
}

static void assert_line(const struct record *record, int cols, const char *words) {
    struct document lines;
    struct buf text;
    document_init(&lines);
    record_lines_make(&lines, record, cols);
    join(&lines, &text);
    ck_assert_msg(strstr(buf_text(&text), words) != NULL, "no \"%s\" in %s", words,
                  buf_text(&text));
    buf_fini(&text);
    document_fini(&lines);
}

/* What an answer cost is said as it is known. */
START_TEST(costs_are_told) {
    struct sighting sighting = {.kind = JOURNAL_FOLLOWING,
                                .label = "@x",
                                .rows = 20,
                                .credits = 20,
                                .reserved = 50,
                                .snapshot = 3,
                                .page = 2,
                                .row = 4};
    struct record record;
    record_init(&record);
    record.sightings = &sighting;
    record.count = 1;
    record.state = RECORD_HERE;
    assert_line(&record, 80, " · 1 of 20 credits\n");
    assert_line(&record, 80, "following of @x, snapshot 3, page 2, row 5 of 20\n");
    assert_line(&record, 80, "request id not reported\n");
    sighting.credits = 19;
    assert_line(&record, 80, " · 19 credits for 20 records\n");
    sighting.credits = REPLY_UNKNOWN;
    assert_line(&record, 80, " · may have cost up to 50 credits\n");
    sighting = (struct sighting){.kind = JOURNAL_PROFILE, .rows = 1, .credits = 1};
    assert_line(&record, 80, " · 1 credit\n");
    assert_line(&record, 80, "profile of ?\n");
    record_fini(&record);
}
END_TEST

/* Nothing of a record is lost at any width, and no line is wider than it may be. */
START_TEST(lines_hold_all_of_a_record) {
    static const char json[] = "{\"bio\":\"a word and  two blanks \u200bnext "
                               "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \u674e"
                               "\u5c0f\u9f99\u674e\u5c0f\u9f99 averyveryverylongwordindeed\","
                               "\"n\":[1.50,-0,1e400,null,{}]}";
    struct record record;
    struct document lines;
    struct buf text, whole;
    record_init(&record);
    record.state = RECORD_HERE;
    record_print_json(&record.print, json, strlen(json));
    document_init(&lines);
    record_lines_make(&lines, &record, 4000);
    join(&lines, &whole);
    for (int cols = 1; cols < 90; cols++) {
        record_lines_make(&lines, &record, cols);
        join(&lines, &text);
        for (const char *a = buf_text(&text), *b = buf_text(&whole); *a || *b;) {
            a += strspn(a, "\n");
            b += strspn(b, "\n");
            ck_assert_int_eq(*a, *b);
            a += *a != '\0';
            b += *b != '\0';
        }
        buf_fini(&text);
        for (size_t i = 0; cols >= 16 && i < lines.count; i++) {
            const struct document_line *line = &lines.lines[i];
            for (size_t j = line->first; j < line->first + line->count; j++)
                ck_assert_int_le(lines.stretches[j].col + (int)text_width(lines.stretches[j].text),
                                 cols);
        }
    }
    buf_fini(&whole);
    document_fini(&lines);
    record_fini(&record);
}
END_TEST

int main(void) {
    const char *locale;
    setenv("TZ", "UTC-1", 1);
    tzset();
    if (!text_use_locale(&locale))
        return 1;
    Suite *suite = suite_create("record pane");
    TCase *tc = tcase_create("record pane");
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, screens_of_hostile_records);
    tcase_add_loop_test(tc, screens_of_a_record_in_ascii, 0, sizeof sizes / sizeof *sizes);
    tcase_add_test(tc, screens_of_older_and_newer_records);
    tcase_add_test(tc, screens_of_records_whose_answer_is_lost);
    tcase_add_test(tc, screens_of_no_selection);
    tcase_add_test(tc, a_record_that_comes_is_counted);
    tcase_add_test(tc, costs_are_told);
    tcase_add_test(tc, lines_hold_all_of_a_record);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
