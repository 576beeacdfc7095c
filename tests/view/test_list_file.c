/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list that is shown, written to a file: whole or not at all, what is shown and no more, while
 * keys go on. */
#include "view/list_file.h"

#include "base/clock.h"
#include "base/key.h"
#include "base/mem.h"
#include "session/load.h"
#include "session/navigate.h"
#include "session/reading.h"
#include "session/refine.h"
#include "session/requests.h"
#include "session/source_lists.h"
#include "session/unload.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"
#include "tests/support/stage.h"

#include <check.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { STORED = 2000, TEXT_MAX = 1 << 21 };

static struct stage stage;
static struct scratch scratch;
static char *path; /* of the file */

static struct session *session(void) {
    return &stage.session;
}

static struct list *list(void) {
    return session()->trail.current->list;
}

static void settle(void) {
    while (!session_is_idle(session())) {
        struct pollfd fd = {.fd = mailbox_fd(stage.shop.mailbox), .events = POLLIN};
        struct event *event;
        poll(&fd, 1, -1);
        while ((event = mailbox_take(stage.shop.mailbox)))
            app_event(&stage.app, event);
    }
}

/* Until nothing is left to do; the thread that syncs ends with an event. */
static void work(void) {
    struct event *event;
    while (!app_prepare(&stage.app))
        continue;
    while (stage.app.writing) {
        struct pollfd fd = {.fd = mailbox_fd(stage.shop.mailbox), .events = POLLIN};
        poll(&fd, 1, -1);
        while ((event = mailbox_take(stage.shop.mailbox)))
            app_event(&stage.app, event);
        while (!app_prepare(&stage.app))
            continue;
    }
}

static void open_list(const char *name) {
    struct err err;
    ck_assert_msg(navigate_open(session(), name, &err), "%s", err.text);
    settle();
    app_paint(&stage.app, 0);
}

static void setup(void) {
    struct stage_config config;
    stage_config_init(&config);
    stage_open(&stage, &config);
    stage.app.front.mailbox = stage.shop.mailbox;
    scratch_init(&scratch);
    path = scratch_beside(&scratch, ".csv");
    open_list("collects.everyone");
}

static void teardown(void) {
    unlink(path);
    free(path);
    scratch_fini(&scratch);
    stage_close(&stage);
}

/* Two thousand rows, which the store has and memory has in part. */
static void open_stored(void) {
    load_begin(session(), list(), STORED - (int64_t)list()->count);
    settle();
    unload_all(session());
    open_list("collects.everyone");
    ck_assert(list_awaits_rows(list()));
}

static void write_file(const char *to) {
    app_key(&stage.app, ':');
    stage_play(&stage, ":size 24x80\n");
    char *script = mem_format(":type write %s\n", to);
    stage_play(&stage, script);
    free(script);
    app_key(&stage.app, KEY_CODE_ENTER);
}

static char *read_file(void) {
    FILE *file = fopen(path, "r");
    ck_assert_msg(file != NULL, "%s: %s", path, strerror(errno));
    char *text = mem_alloc(TEXT_MAX);
    size_t len = fread(text, 1, TEXT_MAX - 1, file);
    text[len] = '\0';
    fclose(file);
    return text;
}

static size_t count_lines(const char *text) {
    size_t lines = 0;
    for (; (text = strchr(text, '\n')); text++)
        lines++;
    return lines;
}

static bool is_there(void) {
    struct stat at;
    return lstat(path, &at) == 0;
}

static void assert_said(const char *words) {
    ck_assert_msg(session()->message && strstr(session()->message, words), "%s",
                  session()->message ? session()->message : "nothing");
}

START_TEST(a_long_list_is_written_in_parts_with_the_rows_that_were_not_loaded) {
    struct stat at;
    size_t parts = 0;
    open_stored();
    write_file(path);
    assert_said("Writing ");
    while (stage.app.writing && session()->kept && parts < 3) {
        (void)app_prepare(&stage.app);
        ck_assert(!is_there());
        parts++;
    }
    ck_assert_uint_eq(parts, 3);
    work();
    assert_said("Wrote 2,000 accounts to ");
    assert_said(" The list is not complete: 2,000 of 10,000 loaded.");
    ck_assert_int_eq(stat(path, &at), 0);
    ck_assert_int_eq(at.st_mode & 0777, 0600);
    char *text = read_file();
    ck_assert_ptr_eq(strstr(text, "rank,id,username,in_lists,"), text);
    ck_assert_ptr_nonnull(strstr(text, "\r\n2000,tt"));
    ck_assert_uint_ge(count_lines(text), STORED + 1);
    free(text);
}
END_TEST

START_TEST(filter_and_order_are_those_of_the_screen) {
    struct err err;
    ck_assert(refine_filter(session(), "followers>=1000", &err));
    refine_order(session(), ORDER_FOLLOWERS);
    const struct excerpt *excerpt = &session()->trail.current->excerpt;
    ck_assert_uint_gt(excerpt->count, 1);
    ck_assert_uint_lt(excerpt->count, list()->count);
    char *first = mem_format("\r\n%zu,tt%s,", excerpt_row(excerpt, 0) + 1,
                             list()->rows[excerpt_row(excerpt, 0)]->id);
    write_file(path);
    work();
    assert_said(" (filtered) to ");
    char *text = read_file();
    ck_assert_ptr_eq(strstr(text, "\r\n"), strstr(text, first));
    free(text);
    free(first);
}
END_TEST

START_TEST(json_lines_are_objects) {
    free(path);
    path = scratch_beside(&scratch, ".jsonl");
    write_file(path);
    work();
    char *text = read_file();
    ck_assert_int_eq(strncmp(text, "{\"rank\": 1, \"id\": \"tt", 21), 0);
    ck_assert_uint_eq(count_lines(text), list()->count);
    free(text);
}
END_TEST

START_TEST(a_name_must_say_the_form) {
    static const char *const names[] = {"x", "x.txt", ".csv", "x.csv.gz"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        write_file(names[i]);
        assert_said("The name must end in .csv, or in .jsonl or .ndjson for JSON lines.");
        ck_assert_ptr_null(stage.app.writing);
    }
}
END_TEST

START_TEST(a_file_is_replaced_only_when_that_is_agreed) {
    write_file(path);
    work();
    ck_assert_int_eq(truncate(path, 3), 0);
    write_file(path);
    ck_assert_int_eq(stage.app.front.prompt.question, PROMPT_CONFIRM);
    app_paint(&stage.app, clock_monotonic_ms());
    app_key(&stage.app, 'n');
    work();
    char *text = read_file();
    ck_assert_uint_eq(strlen(text), 3);
    free(text);
    write_file(path);
    app_paint(&stage.app, clock_monotonic_ms());
    app_key(&stage.app, 'y');
    work();
    assert_said("Wrote ");
    text = read_file();
    ck_assert_uint_gt(strlen(text), 3);
    free(text);
}
END_TEST

/* What comes meanwhile is not the user's to lose. */
START_TEST(a_file_that_comes_meanwhile_stays) {
    write_file(path);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fclose(file);
    work();
    assert_said(": File exists. Nothing was written.");
    char *text = read_file();
    ck_assert_str_eq(text, "");
    free(text);
}
END_TEST

START_TEST(what_cannot_be_written_is_said) {
    write_file("/no/such/folder/x.csv");
    assert_said("Cannot write /no/such/folder/x.csv: No such file or directory. Nothing was "
                "written.");
    ck_assert_int_eq(mkdir(path, 0700), 0);
    write_file(path);
    assert_said(" exists, and is not a file. Nothing was written.");
    rmdir(path);
    ck_assert_ptr_null(stage.app.writing);
}
END_TEST

/* It leaves nothing beside its place, either. */
START_TEST(a_list_that_is_read_again_is_not_written) {
    source_lists_open(session());
    work();
    write_file(path);
    source_lists_open(session());
    work();
    assert_said("The list was read again while it was being written. Nothing was written.");
    ck_assert(!is_there());
}
END_TEST

START_TEST(quitting_writes_the_rest) {
    open_stored();
    write_file(path);
    list_file_finish(&stage.app.writing, session());
    ck_assert(is_there());
    assert_said("Wrote 2,000 accounts to ");
}
END_TEST

START_TEST(what_is_written_keeps_its_rows) {
    open_stored();
    write_file(path);
    const struct list *kept = list();
    ck_assert_ptr_eq(session()->kept, kept);
    navigate_backward(session());
    open_list("zoe.flores");
    for (size_t i = 0; i < 2; i++)
        unload_spare(session());
    ck_assert_uint_eq(kept->count, STORED);
    work();
    assert_said("Wrote 2,000 accounts to ");
    ck_assert_ptr_null(session()->kept);
}
END_TEST

/* The prompt suggests a name; the message says what the list lacks. */
START_TEST(it_is_asked_and_told_on_the_screen) {
    stage_play(&stage, "W\n:shot write-prompt-80x24\n:size 12x40\n:shot write-prompt-40x12\nEsc\n");
    ck_assert_ptr_null(stage.app.writing);
    ck_assert_int_eq(chdir(scratch.folder), 0);
    stage_play(&stage, ":size 24x80\nW Enter\n");
    work();
    stage_play(&stage, ":size 24x80\n:shot write-done-80x24\n:size 12x40\n:shot "
                       "write-done-40x12\n:size 24x80\nW Enter\n:shot write-question-80x24\n"
                       ":size 12x40\n:shot write-question-40x12\nn\n");
    ck_assert_int_eq(unlink("collects.everyone.csv"), 0);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("list file");
    TCase *tc = tcase_create("list file");
    tcase_set_timeout(tc, 60);
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, a_long_list_is_written_in_parts_with_the_rows_that_were_not_loaded);
    tcase_add_test(tc, filter_and_order_are_those_of_the_screen);
    tcase_add_test(tc, json_lines_are_objects);
    tcase_add_test(tc, a_name_must_say_the_form);
    tcase_add_test(tc, a_file_is_replaced_only_when_that_is_agreed);
    tcase_add_test(tc, a_file_that_comes_meanwhile_stays);
    tcase_add_test(tc, what_cannot_be_written_is_said);
    tcase_add_test(tc, a_list_that_is_read_again_is_not_written);
    tcase_add_test(tc, quitting_writes_the_rest);
    tcase_add_test(tc, what_is_written_keeps_its_rows);
    tcase_add_test(tc, it_is_asked_and_told_on_the_screen);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
