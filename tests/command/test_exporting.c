/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An export by a key: in a thread, while keys go on; whole, or nothing. */
#include "command/exporting.h"

#include "base/clock.h"
#include "base/key.h"
#include "base/mem.h"
#include "session/counting.h"
#include "session/marking.h"
#include "session/navigate.h"
#include "session/refine.h"
#include "session/source_lists.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"
#include "tests/support/stage.h"

#include <check.h>
#include <dirent.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TEXT_MAX = 1 << 20 };

static struct stage stage;
static struct scratch scratch;

static struct session *session(void) {
    return &stage.session;
}

static void take_events(void) {
    struct event *event;
    while ((event = mailbox_take(stage.shop.mailbox)))
        app_event(&stage.app, event);
}

/* Until no answer is expected, and no export is under way. */
static void settle(void) {
    while (!session_is_idle(session())) {
        struct pollfd fd = {.fd = mailbox_fd(stage.shop.mailbox), .events = POLLIN};
        poll(&fd, 1, -1);
        take_events();
    }
    take_events();
}

static void open_list(const char *name) {
    struct err err;
    ck_assert_msg(navigate_open(session(), name, &err), "%s", err.text);
    settle();
}

/* Two stored lists, and the list of them. */
static void setup(void) {
    struct stage_config config;
    struct err err;
    stage_config_init(&config);
    stage_open(&stage, &config);
    stage.app.front.mailbox = stage.shop.mailbox;
    scratch_init(&scratch);
    ck_assert_int_eq(chdir(scratch.folder), 0);
    open_list("zoe.flores");
    open_list("lucky.purr");
    ck_assert(counting_finish(session(), &err));
    source_lists_open(session());
    app_paint(&stage.app, clock_monotonic_ms());
}

static void remove_folder(const char *name) {
    DIR *folder = opendir(name);
    for (const struct dirent *entry; folder && (entry = readdir(folder));)
        unlinkat(dirfd(folder), entry->d_name, 0);
    if (folder)
        closedir(folder);
    rmdir(name);
}

static void teardown(void) {
    ck_assert_int_eq(chdir("/"), 0);
    scratch_fini(&scratch);
    stage_close(&stage);
}

static void begin(const char *dir) {
    exporting_begin(&stage.app.front.exporting, session(), stage.shop.mailbox, dir);
}

static void assert_said(const char *words) {
    ck_assert_msg(session()->message && strstr(session()->message, words), "%s",
                  session()->message ? session()->message : "nothing");
}

/* What is in the scratch folder besides. */
static size_t count_entries(void) {
    size_t count = 0;
    DIR *folder = opendir(".");
    for (const struct dirent *entry; (entry = readdir(folder));)
        count += *entry->d_name != '.';
    closedir(folder);
    return count;
}

START_TEST(all_stored_lists_go_to_a_folder_while_keys_go_on) {
    struct stat at;
    begin("out");
    ck_assert(session()->export.is_running);
    ck_assert(!session_is_idle(session()));
    app_key(&stage.app, KEY_CODE_DOWN);
    ck_assert_uint_eq(session()->trail.current->excerpt.selected, 1);
    settle();
    assert_said("Exported 2 lists with 40 follows to out. 2 of 2 lists are not complete; up to ");
    assert_said(" It names 41 people; ");
    ck_assert_int_eq(session()->tone, TONE_WARNING);
    ck_assert(!session()->export.is_running);
    ck_assert_ptr_null(stage.app.front.exporting);
    ck_assert_int_eq(stat("out/datapackage.json", &at), 0);
    ck_assert_int_eq(stat("out/follows.csv", &at), 0);
    begin("out");
    settle();
    assert_said("Nothing was exported: out exists; an export makes a new folder.");
    remove_folder("out");
}
END_TEST

/* On a busy machine, the thread may be done before the key comes: then the folder is whole. */
static void assert_whole_or_absent(void) {
    struct stat at;
    if (strstr(session()->message, "Exported "))
        ck_assert_int_eq(stat("out/datapackage.json", &at), 0);
    else
        assert_said("Export cancelled. Nothing was left.");
    remove_folder("out");
    ck_assert_uint_eq(count_entries(), 0);
}

START_TEST(escape_removes_everything) {
    begin("out");
    app_key(&stage.app, KEY_CODE_ESCAPE);
    ck_assert(session()->export.is_stopping);
    settle();
    assert_whole_or_absent();
    begin("out");
    app_key(&stage.app, 's');
    ck_assert(session()->export.is_stopping);
    settle();
    assert_whole_or_absent();
}
END_TEST

START_TEST(one_is_under_way_at_a_time) {
    begin("out");
    begin("more");
    assert_said("An export is under way. Esc cancels it.");
    stage_play(&stage, ":press x\n");
    assert_said("An export is under way. Esc cancels it.");
    settle();
    remove_folder("out");
    ck_assert_uint_eq(count_entries(), 0);
}
END_TEST

START_TEST(quitting_asks_and_cancels) {
    begin("out");
    app_key(&stage.app, 'Q');
    ck_assert(!stage.app.front.is_leaving);
    ck_assert_int_eq(stage.app.front.prompt.question, PROMPT_CONFIRM);
    ck_assert_int_eq(session()->question.about, ASKED_EXPORT);
    app_paint(&stage.app, clock_monotonic_ms());
    app_key(&stage.app, 'y');
    ck_assert(stage.app.front.is_leaving);
    ck_assert_ptr_null(stage.app.front.exporting);
    remove_folder("out");
    ck_assert_uint_eq(count_entries(), 0);
}
END_TEST

START_TEST(who_has_no_stored_list_is_left_out) {
    open_list("zoe.flores");
    marking_all(session());
    stage_play(&stage, ":press x\n");
    ck_assert_int_eq(stage.app.front.prompt.question, PROMPT_EXPORT);
    ck_assert_str_eq(stage.app.front.prompt.words,
                     "Exports 1 list; 19 accounts without a stored list left out: CSV, GraphML and "
                     "a description, in a new folder.");
    stage_play(&stage, ":press Esc\n");
    marking_clear(session());
    navigate_go(session(), 3);
    marking_toggle(session());
    stage_play(&stage, ":press x\n");
    assert_said("No marked account has a stored list. Nothing can be exported.");
}
END_TEST

START_TEST(it_is_asked_shown_and_told_on_the_screen) {
    stage_play(&stage,
               "x\n:shot export-prompt-80x24\n:size 12x40\n:shot export-prompt-40x12\nEsc\n");
    session()->export =
        (struct session_export){.is_running = true, .part = "follows.csv", .rows = 61766};
    session()->changes++;
    stage_play(&stage, ":still export-running-40x12\n:size 24x80\n:still export-running-80x24\n");
    session()->export.is_stopping = true;
    session()->changes++;
    stage_play(&stage, ":still export-stopping-80x24\n");
    session()->export = (struct session_export){.is_running = false};
    stage_play(&stage, "x Enter\n:shot export-done-80x24\n:size 12x40\n:shot export-done-40x12\n");
    remove_folder("lists-export");
}
END_TEST

static char *read_text(const char *name) {
    FILE *file = fopen(name, "r");
    ck_assert_ptr_nonnull(file);
    char *text = mem_zalloc(TEXT_MAX);
    ck_assert_uint_lt(fread(text, 1, TEXT_MAX - 1, file), TEXT_MAX - 1);
    fclose(file);
    return text;
}

static size_t count_lines(const char *text) {
    size_t lines = 0;
    for (; (text = strchr(text, '\n')); text++)
        lines++;
    return lines;
}

static void assert_exports(size_t lists, size_t follows) {
    begin("out");
    settle();
    assert_said("Exported ");
    char *text = read_text("out/lists.csv");
    ck_assert_uint_eq(count_lines(text), lists + 1);
    free(text);
    text = read_text("out/follows.csv");
    ck_assert_uint_eq(count_lines(text), follows + 1);
    free(text);
    remove_folder("out");
}

START_TEST(what_is_exported_is_marked_or_shown) {
    struct err err;
    assert_exports(2, 40);
    navigate_go(session(), 1);
    marking_toggle(session());
    assert_exports(1, 20);
    marking_clear(session());
    ck_assert(refine_filter(session(), "@zoe.flores", &err));
    assert_exports(1, 20);
    open_list("lucky.purr");
    assert_exports(1, 20);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("exporting");
    TCase *tc = tcase_create("exporting");
    tcase_set_timeout(tc, 60);
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, all_stored_lists_go_to_a_folder_while_keys_go_on);
    tcase_add_test(tc, escape_removes_everything);
    tcase_add_test(tc, one_is_under_way_at_a_time);
    tcase_add_test(tc, quitting_asks_and_cancels);
    tcase_add_test(tc, what_is_exported_is_marked_or_shown);
    tcase_add_test(tc, who_has_no_stored_list_is_left_out);
    tcase_add_test(tc, it_is_asked_shown_and_told_on_the_screen);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
