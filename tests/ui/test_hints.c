/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys on the last line: each does something in the state that names it, they stay while the
 * selection moves, and they give way to figures. */
#include "base/key.h"
#include "base/text.h"
#include "session/navigate.h"
#include "tests/support/run.h"
#include "tests/support/screen_shot.h"
#include "tests/support/stage.h"
#include "view/hint.h"

#include <check.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHOT_MAX = 1 << 16, TEXT_BYTES = 256 };

static struct stage stage;

/* Where the program is, and the hints that it should give there. */
static const struct {
    const char *name, *account, *script, *hints;
    const char *fault;
    bool is_offline;
    int64_t cap; /* 0: none */
} states[] = {
    {"list", "zoe.flores", "Down Up\n", "/ find  & filter  o sort  L load  ? help", NULL},
    {"no list", NULL, "", "f store  ' bookmarks  @ open  ? help", NULL},
    {"no bookmarks", "zoe.flores", "'\n", "f store  @ open  [ back  ? help", NULL},
    {"nothing found", "zoe.flores", "f\n:type followers>900M\nEnter\n",
     "f store  @ open  [ back  ? help", NULL},
    {"complete", "chisel.by.kaethe", "L y\n", "/ find  & filter  o sort  Space mark  ? help", NULL},
    {"hidden", "keeps.it.secret", "", "f store  @ open  R refetch  ? help", NULL},
    {"filtered", "zoe.flores", "&\n:type a\nEnter\n",
     "/ find  o sort  Space mark  Esc clear  ? help", NULL},
    {"nothing passes", "zoe.flores", "&\n:type followers>900M\nEnter\n",
     "f store  & filter  Esc clear  ? help", NULL},
    {"searched", "zoe.flores", "/\n:type a\nEnter\n",
     "& filter  N previous  n next  Esc clear  ? help", NULL},
    {"marked", "zoe.flores", "Down Space\n", "U unmark  B bookmark  y copy  L load  ? help", NULL},
    {"marked, complete", "zoe.flores", "Enter\nL y\nq Space\n",
     "& filter  U unmark  B bookmark  y copy  ? help", NULL},
    {"marked, two complete", "zoe.flores", "Enter\nL y\nq Space Enter\nL y\nq Space\n",
     "U unmark  B bookmark  y copy  c compare  ? help", NULL},
    {"zoomed", "zoe.flores", "Down z\n", "J record  B bookmark  y copy  z list  ? help", NULL},
    {"failed", "zoe.flores", "m\n", "$ ledger  R refetch  m retry  ? help", "charged-error@3"},
    {"capped", "zoe.flores", "Esc\n", "/ find  & filter  o sort  Space mark  ? help", NULL, false,
     21},
    {"offline", "zoe.flores", "Down\n", "/ find  & filter  o sort  f store  ? help", NULL, true},
    {"offline, marked", "zoe.flores", "Down Space\n",
     "& filter  U unmark  B bookmark  y copy  ? help", NULL, true},
    {"offline, two marked without a list", "zoe.flores", "Down Space Space\n",
     "& filter  U unmark  B bookmark  y copy  ? help", NULL, true},
    {"frontier, offline, two marked", "zoe.flores", "F\nSpace Space\n",
     "& filter  U unmark  B bookmark  y copy  ? help", NULL, true},
    {"found", "zoe.flores", "f\n:type a\nEnter\n", "/ find  & filter  o sort  Space mark  ? help",
     NULL},
    {"ledger", "zoe.flores", "$\n", "Tab sums  J answer  ? help  q back", NULL},
    {"sums", "zoe.flores", "$ Tab\n", "Tab next  ? help  q back", NULL},
    {"record", "zoe.flores", "J\n", "? help  q back", NULL},
    {"columns", "zoe.flores", "C\n", "? help  q back", NULL},
    {"report", "zoe.flores", "i\n", "? help  q back", NULL},
    {"help", "zoe.flores", "?\n", "Esc back", NULL},
    {"search", "zoe.flores", "/\n", "Enter keep  Esc cancel", NULL},
    {"filter", "zoe.flores", "&\n", "Enter keep  Esc cancel", NULL},
    {"command", "zoe.flores", ":\n", "Enter run  Esc cancel", NULL},
    {"name", "zoe.flores", ":\n:type vers\n", "Tab complete  Enter run  Esc cancel", NULL},
    {"find", "zoe.flores", "f\n", "Enter find  Esc cancel", NULL},
    {"open", "zoe.flores", "@\n", "Enter open  Esc cancel", NULL},
    {"order", "zoe.flores", "o\n", "Esc cancel", NULL},
    {"copy", "zoe.flores", "y\n", "Esc cancel", NULL},
    {"question", "chisel.by.kaethe", "L\n", "y yes  n no", NULL},
    {"amount", "collects.everyone", "L\n", "Enter agree  Esc cancel", NULL},
};
enum { STATES = sizeof states / sizeof *states };

static void go_offline(void) {
    struct session_config config = stage.session.config;
    struct purse purse = stage.session.purse;
    session_fini(&stage.session);
    app_fini(&stage.app);
    session_init(&stage.session, &config, NULL, stage.shop.reader, &purse);
    app_init(&stage.app, &stage.session, stage.screen);
}

static void settle(void) {
    struct event *event;
    while (!session_is_idle(&stage.session)) {
        struct pollfd fd = {.fd = mailbox_fd(stage.shop.mailbox), .events = POLLIN};
        poll(&fd, 1, -1);
        while ((event = mailbox_take(stage.shop.mailbox)))
            app_event(&stage.app, event);
    }
}

static void open_state(int at, int rows, int cols) {
    struct stage_config config;
    struct err err;
    stage_config_init(&config);
    config.rows = rows;
    config.cols = cols;
    config.shop.sandbox.faults = &states[at].fault;
    config.shop.sandbox.fault_count = states[at].fault ? 1 : 0;
    if (states[at].cap)
        config.shop.caps.most[PURSE_SESSION] = states[at].cap;
    stage_open(&stage, &config);
    if (states[at].account)
        ck_assert_msg(navigate_open(&stage.session, states[at].account, &err), "%s", err.text);
    settle();
    if (states[at].is_offline) {
        go_offline();
        ck_assert(navigate_open(&stage.session, states[at].account, &err));
    }
    stage_play(&stage, states[at].script);
    settle();
    stage.app.is_dirty = true;
    app_paint(&stage.app, 1);
}

static const struct hint *row_now(void) {
    return hint_row(&stage.app.front, stage.app.view, stage.app.looks.is_zoomed);
}

static void put_line(const struct line *line, struct buf *out) {
    for (size_t i = 0; i < line->count; i++)
        buf_text_put(out, line->stretches[i].text);
}

START_TEST(every_state_has_its_hints) {
    struct line line;
    struct buf text;
    buf_init(&text, TEXT_BYTES);
    open_state(_i, 24, 80);
    hint_line(row_now(), &stage.app.front.bindings, &line);
    put_line(&line, &text);
    ck_assert_msg(!strcmp(buf_text(&text), states[_i].hints), "%s: %s", states[_i].name,
                  buf_text(&text));
    buf_fini(&text);
    stage_close(&stage);
}
END_TEST

/* The list, the view, the prompt, the message and the rest, as they are seen. */
static void see(struct buf *shot) {
    stage.app.is_dirty = true;
    app_paint(&stage.app, 1);
    buf_clear(shot);
    screen_shot(stage.screen, shot);
}

static bool is_refusal(const char *message) {
    static const char *const beginnings[] = {"No ",
                                             "None ",
                                             "Nothing",
                                             "There is no",
                                             "Not ",
                                             "Offline",
                                             "The trail begins",
                                             "You are offline",
                                             "All that the API lists is loaded"};
    for (size_t i = 0; message && i < sizeof beginnings / sizeof *beginnings; i++)
        if (!strncmp(message, beginnings[i], strlen(beginnings[i])))
            return true;
    return false;
}

static int key_of(const struct hint *hint) {
    char name[KEY_NAME_MAX];
    struct buf keys;
    buf_init(&keys, TEXT_BYTES);
    hint_keys(hint, &stage.app.front.bindings, &keys);
    snprintf(name, sizeof name, "%.*s", (int)strcspn(buf_text(&keys), " "), buf_text(&keys));
    buf_fini(&keys);
    return key_parse(name);
}

START_TEST(every_hint_does_something) {
    struct buf before, after;
    buf_init(&before, SHOT_MAX);
    buf_init(&after, SHOT_MAX);
    for (size_t at = 0;; at++) {
        open_state(_i, 24, 80);
        const struct hint *hint = &row_now()[at];
        if (hint->word && !*hint->word) { /* only in the help */
            stage_close(&stage);
            continue;
        }
        if (!hint_is(hint)) {
            stage_close(&stage);
            break;
        }
        see(&before);
        app_key(&stage.app, key_of(hint));
        see(&after);
        ck_assert_msg(strcmp(buf_text(&before), buf_text(&after)) || stage.app.front.is_leaving,
                      "%s: key %zu changes nothing", states[_i].name, at);
        ck_assert_msg(!is_refusal(stage.session.message), "%s: key %zu: %s", states[_i].name, at,
                      stage.session.message);
        settle();
        stage_close(&stage);
    }
    buf_fini(&before);
    buf_fini(&after);
}
END_TEST

/* The last line of the screen, where the hints begin. */
static const char *hints_on(struct buf *shot, const char *first) {
    see(shot);
    char *end = strstr(buf_text(shot), "\n-- roles");
    ck_assert_ptr_nonnull(end);
    *end = '\0';
    const char *line = strrchr(buf_text(shot), '\n');
    const char *hints = strstr(line, first);
    ck_assert_msg(hints != NULL, "%s", line);
    return hints;
}

/* Rows that cost something, and one that is free: the pane, which would say so, is closed. */
START_TEST(hints_stay_while_the_selection_moves) {
    struct buf shot;
    char before[TEXT_BYTES];
    buf_init(&shot, SHOT_MAX);
    open_state(0, 24, 80);
    stage_play(&stage, "Enter Backspace d Down\n");
    ck_assert_int_gt(navigate_drill_price(&stage.session), 0);
    snprintf(before, sizeof before, "%s", hints_on(&shot, "& filter"));
    ck_assert_ptr_null(strstr(buf_text(&shot), "/ find")); /* the price has its place */
    stage_play(&stage, "Up\n");
    ck_assert_int_eq(navigate_drill_price(&stage.session), 0);
    ck_assert_str_eq(hints_on(&shot, "& filter"), before);
    ck_assert_ptr_null(strstr(buf_text(&shot), "/ find"));
    buf_fini(&shot);
    stage_close(&stage);
}
END_TEST

/* From the left, so that those that stay keep their place. */
START_TEST(hints_give_way_to_figures) {
    static const char *const shown[] = {"/ find  & filter  o sort  L load  ? help",
                                        "& filter  o sort  L load  ? help",
                                        "o sort  L load  ? help", "L load  ? help", "? help"};
    struct buf shot;
    size_t level = 0;
    buf_init(&shot, SHOT_MAX);
    open_state(0, 24, 100);
    for (int cols = 100; cols >= 40; cols--) {
        char size[TEXT_BYTES];
        snprintf(size, sizeof size, ":size 24x%d\n", cols);
        stage_play(&stage, size);
        see(&shot);
        ck_assert(strstr(buf_text(&shot), "99,979 cr"));
        while (level < sizeof shown / sizeof *shown - 1 && !strstr(buf_text(&shot), shown[level]))
            level++;
        ck_assert_ptr_nonnull(strstr(buf_text(&shot), shown[level]));
    }
    ck_assert_uint_gt(level, 2);
    buf_fini(&shot);
    stage_close(&stage);
}
END_TEST

START_TEST(hints_show_keys_as_they_are_bound) {
    struct line line;
    struct buf text;
    struct err err;
    struct bindings *bindings = &stage.app.front.bindings;
    buf_init(&text, TEXT_BYTES);
    open_state(0, 24, 80);
    ck_assert(bindings_set(bindings, "F6", "order", 1, &err));
    ck_assert(bindings_set(bindings, "o", "none", 2, &err));
    hint_line(row_now(), bindings, &line);
    put_line(&line, &text);
    ck_assert_str_eq(buf_text(&text), "/ find  & filter  F6 sort  L load  ? help");
    buf_fini(&text);
    stage_close(&stage);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("hints");
    TCase *tc = tcase_create("hints");
    tcase_set_timeout(tc, 60);
    run_sample(tc, every_state_has_its_hints, 0, STATES, 3);
    run_sample(tc, every_hint_does_something, 0, STATES, 4);
    tcase_add_test(tc, hints_stay_while_the_selection_moves);
    tcase_add_test(tc, hints_give_way_to_figures);
    tcase_add_test(tc, hints_show_keys_as_they_are_bound);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
