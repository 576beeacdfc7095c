/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a terminal sends without a key having been pressed, in the list, in every view that is
 * in its place and at every prompt: whole, and torn at every byte. Nothing changes, and nothing is
 * asked for. Where the Escape was torn off for too long it acts, and nothing else does.
 */
#include "base/clock.h"
#include "base/key.h"
#include "session/navigate.h"
#include "session/source_bookmarks.h"
#include "tests/support/effort.h"
#include "tests/support/run.h"
#include "tests/support/screen_shot.h"
#include "tests/support/stage.h"
#include "tests/support/terminal_bytes.h"
#include "tests/support/typist.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

enum { SHOT_BYTES = 1 << 20, SOON_MS = 10, LATE_MS = 300, TIMEOUT_S = 120 };

static struct stage stage;
static struct typist typist;

/* Keys that lead to a view, and from it back to the list after any number of Escapes. */
static const struct {
    const char *name, *keys;
} views[] = {
    {"list", ""},
    {"filtered list", "&\n:type a\nEnter"},
    {"marked list", "Space Down Space"},
    {"search", "/\n:type a\nEnter"},
    {"zoomed pane", "z"},
    {"a price told", "R"},
    {"help", "?"},
    {"help, narrowed", "?\n:type fi"},
    {"ledger", "$"},
    {"ledger, sums", "$ Tab"},
    {"record", "J"},
    {"report", "i"},
    {"columns", "C"},
    {"another list", "Down*3 Enter"},
    {"asked for an account", "@\n:type zoe"},
    {"asked for a command", ":\n:type mo"},
    {"asked what to search", "/\n:type a"},
    {"asked for a filter", "&\n:type a"},
    {"asked what to find", "f\n:type a"},
    {"asked how to sort", "o"},
    {"asked what to copy", "y"},
    {"asked how much to load", "L\n:type 30"},
};

enum { VIEWS = sizeof views / sizeof *views };

/* As without --mouse. */
static void press(void *context, int key) {
    struct app *app = context;
    if (key_is_mouse(key))
        return;
    ck_assert(session_is_idle(app->front.session));
    app_paint(app, clock_monotonic_ms());
    app_key(app, key);
    ck_assert(session_is_idle(app->front.session)); /* nothing is requested */
}

static void open_view(int view) {
    struct stage_config config;
    struct err err;
    stage_config_init(&config);
    config.session.has_prefetch = false;
    stage_open(&stage, &config);
    stage.session.bookmarks = bookmark_file_new(NULL);
    ck_assert_msg(navigate_open(&stage.session, "zoe.flores", &err), "%s", err.text);
    stage_play(&stage, "g");
    stage_play(&stage, views[view].keys);
    typist_open(&typist, "UTF-8", press, &stage.app);
}

static void close_view(void) {
    typist_close(&typist);
    bookmark_file_free(stage.session.bookmarks);
    stage_close(&stage);
}

static char *take_shot(void) {
    struct buf shot;
    buf_init(&shot, SHOT_BYTES);
    stage.app.is_dirty = true;
    app_paint(&stage.app, clock_monotonic_ms());
    screen_shot(stage.screen, &shot);
    return buf_steal(&shot, NULL);
}

/* The screen, the place and the server's bill are those from before. */
struct before {
    char *shot;
    const struct place *place;
    struct sandbox_bill bill;
};

static void look(struct before *before) {
    before->shot = take_shot();
    before->place = stage.session.trail.current;
    before->bill = sandbox_read_bill(stage.shop.sandbox);
}

static void expect_as_before(struct before *before, const char *where, const char *what) {
    struct sandbox_bill bill = sandbox_read_bill(stage.shop.sandbox);
    char *shot = take_shot();
    if (strcmp(shot, before->shot))
        fprintf(stderr, "Before:\n%s\nAfter:\n%s\n", before->shot, shot);
    ck_assert_msg(!strcmp(shot, before->shot), "%s: %s changed the screen", where, what);
    ck_assert_ptr_eq(stage.session.trail.current, before->place);
    ck_assert_int_eq(bill.requests, before->bill.requests);
    ck_assert_int_eq(bill.credits, before->bill.credits);
    free(shot);
    free(before->shot);
}

/* The views share what there is to be sent; each gets all of it where there is time. */
static size_t stride(void) {
    return effort_runs(17, 1, 1);
}

START_TEST(replies_change_nothing) {
    open_view(_i);
    for (size_t i = (size_t)_i % stride(); i < terminal_reply_count; i += stride()) {
        const char *bytes = terminal_replies[i].bytes;
        struct before before;
        look(&before);
        for (size_t at = 0; at < strlen(bytes); at++) {
            typist_tear(&typist, bytes, at, SOON_MS);
            if (at != 1)
                typist_tear(&typist, bytes, at, LATE_MS);
        }
        expect_as_before(&before, views[_i].name, terminal_replies[i].who);
    }
    close_view();
}
END_TEST

/* One that never ends is given up, and leaves all as it was. */
START_TEST(half_a_reply_changes_nothing) {
    open_view(_i);
    for (size_t i = (size_t)_i % stride(); i < terminal_reply_count; i += stride()) {
        const char *bytes = terminal_replies[i].bytes;
        struct before before;
        look(&before);
        for (size_t len = 2; len < strlen(bytes); len++) {
            typist_put(&typist, bytes, len);
            typist_pass(&typist, TYPIST_LONG_MS);
        }
        expect_as_before(&before, views[_i].name, terminal_replies[i].who);
    }
    close_view();
}
END_TEST

/* Sequences whose tail is known without its ESC. */
static bool has_tail(const char *bytes) {
    return bytes[0] == '\033' && strlen(bytes) > 2 && bytes[1] != '\033' && bytes[1] != '\303';
}

static void tear_escape_off(const struct terminal_bytes *item, const char *where) {
    struct before before;
    typist_put(&typist, "\033", 1);
    typist_pass(&typist, LATE_MS);
    look(&before);
    typist_put(&typist, item->bytes + 1, strlen(item->bytes) - 1);
    typist_pass(&typist, LATE_MS);
    expect_as_before(&before, where, item->who);
}

START_TEST(a_late_tail_changes_nothing) {
    open_view(_i);
    for (size_t i = (size_t)_i % stride(); i < terminal_reply_count; i += stride())
        tear_escape_off(&terminal_replies[i], views[_i].name);
    for (size_t i = (size_t)_i % stride(); i < terminal_key_count; i += stride())
        if (has_tail(terminal_keys[i].bytes))
            tear_escape_off(&terminal_keys[i], views[_i].name);
    close_view();
}
END_TEST

/* Alt and a key that means nothing with it, and a paste where no prompt takes text. */
START_TEST(what_has_no_meaning_changes_nothing) {
    static const struct terminal_bytes nothings[] = {
        {"Alt-m", "\033m", ""},
        {"Alt-j", "\033j", ""},
        {"Alt-Enter", "\033\r", ""},
        {"Alt-Space", "\033 ", ""},
        {"Alt-L", "\033L", ""},
        {"kitty's Alt-m", "\033[109;3u", ""},
        {"Super-m", "\033[109;9u", ""},
        {"an unknown one", "\033[5;5;5m", ""},
        {"PM", "\033^mm\033\\", ""},
        {"SS2", "\033Nm", ""},
        {"a mouse", "\033[<0;10;5M", ""},
        {"a mouse, old", "\033[M *%", ""},
        {"a wheel", "\033[<65;10;5M", ""},
    };
    open_view(_i);
    for (size_t i = 0; i < sizeof nothings / sizeof *nothings; i++) {
        struct before before;
        look(&before);
        typist_put(&typist, nothings[i].bytes, strlen(nothings[i].bytes));
        typist_pass(&typist, LATE_MS);
        expect_as_before(&before, views[_i].name, nothings[i].who);
    }
    close_view();
}
END_TEST

int main(void) {
    Suite *suite = suite_create("replies");
    TCase *tc = tcase_create("replies");
    tcase_set_timeout(tc, TIMEOUT_S);
    tcase_add_loop_test(tc, replies_change_nothing, 0, VIEWS);
    tcase_add_loop_test(tc, half_a_reply_changes_nothing, 0, VIEWS);
    tcase_add_loop_test(tc, a_late_tail_changes_nothing, 0, VIEWS);
    run_sample(tc, what_has_no_meaning_changes_nothing, 0, VIEWS, 2);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
