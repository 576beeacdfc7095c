/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records that came without an id, without a handle, without either, in every view and under every
 * key: shown, and inert where nothing can be asked for. */
#include "session/navigate.h"
#include "session/resume.h"
#include "session/source_bookmarks.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"
#include "tests/support/stage.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 12 };

struct nameless {
    struct scratch scratch;
    struct stage_config config;
    struct stage stage;
    char *state;
};

static void set_up(struct nameless *nameless) {
    scratch_init(&nameless->scratch);
    nameless->state = scratch_beside(&nameless->scratch, "-state");
    stage_config_init(&nameless->config);
    nameless->config.shop.store_path = nameless->scratch.path;
    nameless->config.session.has_prefetch = false;
}

static void tear_down(struct nameless *nameless) {
    scratch_fini(&nameless->scratch);
    free(nameless->state);
}

static void begin(struct nameless *nameless) {
    stage_open(&nameless->stage, &nameless->config);
    nameless->stage.session.bookmarks = bookmark_file_new(NULL);
}

static void end(struct nameless *nameless) {
    struct bookmark_file *bookmarks = nameless->stage.session.bookmarks;
    stage_close(&nameless->stage);
    bookmark_file_free(bookmarks);
}

static void go(struct nameless *nameless, const char *account) {
    struct err err;
    ck_assert_msg(navigate_open(&nameless->stage.session, account, &err), "%s", err.text);
    stage_play(&nameless->stage, "Home\n");
}

static void change_store(const struct nameless *nameless, const char *script) {
    struct err err;
    struct sql *sql = sql_open(nameless->scratch.path, SQL_WRITE, &err);
    ck_assert_msg(sql != NULL, "%s", err.text);
    ck_assert_msg(sql_run(sql, script, &err), "%s", err.text);
    sql_close(sql);
}

static const char *const spoiled[] = {
    "UPDATE account SET key = NULL WHERE id % 2",
    "UPDATE account SET key = '' WHERE id = 3",
    "UPDATE record SET username = NULL WHERE id % 2",
    "UPDATE account SET key = NULL WHERE id % 2; UPDATE record SET username = NULL WHERE id % 3",
    "UPDATE account SET key = NULL; UPDATE record SET username = NULL",
    "UPDATE record SET username = '', display_name = NULL, bio = NULL, region = NULL",
};

enum { SPOILED = sizeof spoiled / sizeof *spoiled };

static void press_all(struct nameless *nameless) {
    struct stage *stage = &nameless->stage;
    for (int row = 0; row < ROWS; row++) {
        stage_play(stage, "J < > q\nz z\ny h\ny i\ny a\ny c\ny j\nSpace B\n");
        stage_play(stage, ":size 12x40\n:size 50x200\n:size 24x80\nDown\n");
    }
    stage_play(stage,
               "V * y c\n'\nDown y h q\n* o f\n/ a Enter n N\n& a Enter\n$ Tab Tab q\n? q\n");
}

START_TEST(every_key_works_on_them) {
    struct nameless nameless;
    set_up(&nameless);
    begin(&nameless);
    go(&nameless, "zoe.flores");
    end(&nameless);
    change_store(&nameless, spoiled[_i]);
    begin(&nameless);
    go(&nameless, "zoe.flores");
    press_all(&nameless);
    end(&nameless);
    tear_down(&nameless);
}
END_TEST

/* As the API sends them: in a page, in the profile. Then offline, and where the user left off. */
START_TEST(they_come_back_by_their_handles) {
    static const char *const faults[] = {"missing:9@2", "missing:9@1"};
    struct nameless nameless;
    struct err err;
    bool is_back;
    set_up(&nameless);
    nameless.config.shop.sandbox.faults = &faults[_i];
    nameless.config.shop.sandbox.fault_count = 1;
    begin(&nameless);
    go(&nameless, "zoe.flores");
    go(&nameless, "hui.house");
    press_all(&nameless);
    ck_assert_msg(resume_save(&nameless.stage.session, nameless.state, &err), "%s", err.text);
    end(&nameless);
    nameless.config.shop.sandbox.fault_count = 0;
    begin(&nameless);
    ck_assert_msg(resume_restore(&nameless.stage.session, nameless.state, &is_back, &err), "%s",
                  err.text);
    ck_assert(is_back);
    stage_play(&nameless.stage, "Home\n");
    go(&nameless, "zoe.flores");
    ck_assert_uint_gt(nameless.stage.session.trail.current->list->count, 0);
    for (int row = 0; row < ROWS; row++) {
        const struct account *account = session_selected(&nameless.stage.session);
        if (account && account->username && !account->id)
            go(&nameless, account->username);
        go(&nameless, "zoe.flores");
        for (int down = 0; down <= row; down++)
            stage_play(&nameless.stage, "Down\n");
    }
    end(&nameless);
    tear_down(&nameless);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("nameless");
    TCase *tc = tcase_create("nameless");
    tcase_set_timeout(tc, 60);
    tcase_add_loop_test(tc, every_key_works_on_them, 0, SPOILED);
    tcase_add_loop_test(tc, they_come_back_by_their_handles, 0, 2);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
