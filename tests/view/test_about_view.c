/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report on the program as a view: all of its words at any width, and when it is made again. */
#include "base/text.h"
#include "tests/support/run.h"
#include "view/view.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

#define LONG "/a/long/path/that/no/screen/has/room/for/store.db, deleted when the program ends"

enum { TEXT_MAX = 4096, ROWS = 10 };

static struct {
    struct front front;
    struct health_source source;
    struct view *view;
    int examined;
} pane;

static void examine(void *context, struct health *health) {
    (*(int *)context)++;
    health_say(health, HEALTH_OK, "program", "followtrail 1");
    health_say(health, HEALTH_NOTE, "configuration", "no file");
    health_say(health, HEALTH_PROBLEM, "store", LONG);
    health_say(health, HEALTH_SKIPPED, "pages", "not checked here");
}

static void open_pane(void) {
    const char *locale;
    text_use_locale(&locale);
    memset(&pane, 0, sizeof pane);
    pane.source = (struct health_source){examine, &pane.examined};
    pane.front.health = &pane.source;
    pane.front.command = COMMAND_ABOUT;
    pane.front.argument = "";
    ck_assert(view_open(&pane.view, &pane.front));
}

static void close_pane(void) {
    view_close_all(&pane.view);
}

static void show(int cols, int64_t now_ms) {
    view_fit(pane.view, ROWS, cols, true);
    view_read(pane.view, now_ms, false);
}

/* A line of the body, with blanks as on the screen. */
static const char *line_of(size_t at) {
    static char text[TEXT_MAX];
    const struct document *body = &pane.view->body;
    ck_assert_uint_lt(at, body->count);
    size_t len = 0;
    for (size_t i = 0; i < body->lines[at].count; i++) {
        const struct document_stretch *stretch = &body->stretches[body->lines[at].first + i];
        while (len < (size_t)stretch->col)
            text[len++] = ' ';
        len += (size_t)snprintf(text + len, sizeof text - len, "%s", stretch->text);
    }
    text[len] = '\0';
    return text;
}

static void add_title(const struct line *line, char out[static TEXT_MAX]) {
    size_t len = 0;
    for (size_t i = 0; i < line->count; i++)
        len += (size_t)snprintf(out + len, TEXT_MAX - len, "%s", line->stretches[i].text);
}

START_TEST(words_stand_beside_their_subject) {
    char title[TEXT_MAX];
    show(80, 0);
    ck_assert_str_eq(line_of(0), "ok       program        followtrail 1");
    ck_assert_str_eq(line_of(1), "note     configuration  no file");
    ck_assert_str_eq(line_of(2), "problem  store          "
                                 "/a/long/path/that/no/screen/has/room/for/store.db,");
    ck_assert_str_eq(line_of(3), "                        deleted when the program ends");
    ck_assert_str_eq(line_of(4), "skipped  pages          not checked here");
    ck_assert_int_eq(pane.view->count, 5);
    add_title(&pane.view->title, title);
    ck_assert_str_eq(title, "1 problem · 1 note");
}
END_TEST

START_TEST(words_stand_below_where_there_is_no_room) {
    show(40, 0);
    ck_assert_str_eq(line_of(0), "ok  program");
    ck_assert_str_eq(line_of(1), "  followtrail 1");
    ck_assert_str_eq(line_of(2), "note  configuration");
    ck_assert_str_eq(line_of(5), "  /a/long/path/that/no/screen/has/room");
}
END_TEST

/* No word is lost, and no line is longer than the screen. */
START_TEST(any_width_has_all_words) {
    for (int cols = 20; cols <= 132; cols++) {
        char words[TEXT_MAX] = "", wanted[] = LONG;
        size_t len = 0;
        show(cols, 0);
        for (size_t i = 0; i < pane.view->body.count; i++) {
            const char *line = line_of(i);
            bool has_state = strchr("onps", *line) && *line;
            ck_assert_msg(has_state || (int)text_width(line) < cols, "%d: “%s”", cols, line);
            for (; *line; line++)
                if (*line != ' ')
                    words[len++] = *line;
        }
        size_t kept = 0;
        for (size_t i = 0; wanted[i]; i++)
            if (wanted[i] != ' ')
                wanted[kept++] = wanted[i];
        wanted[kept] = '\0';
        ck_assert_msg(strstr(words, wanted) != NULL, "%d: %s", cols, words);
    }
}
END_TEST

/* At most once a second, and not before a key is answered; a new size is shown immediately. */
START_TEST(it_is_made_again_when_something_arrived) {
    show(80, 5000);
    show(80, 9000);
    ck_assert_int_eq(pane.examined, 1);
    view_mark_stale(pane.view);
    show(80, 5500);
    ck_assert_int_eq(pane.examined, 1);
    ck_assert(pane.view->is_stale);
    ck_assert_int_eq(pane.view->due_ms, 6000);
    view_read(pane.view, 6000, true);
    ck_assert_int_eq(pane.examined, 1);
    show(80, 6000);
    ck_assert_int_eq(pane.examined, 2);
    ck_assert(!pane.view->is_stale);
    show(81, 6001);
    ck_assert_int_eq(pane.examined, 3);
}
END_TEST

START_TEST(lines_have_a_sentence_a_check) {
    show(0, 0);
    ck_assert_int_eq(pane.view->count, 4);
    ck_assert_str_eq(line_of(1), "configuration note: no file.");
    ck_assert_str_eq(line_of(2), "store problem: " LONG ".");
}
END_TEST

START_TEST(who_cannot_say_says_nothing) {
    pane.front.health = NULL;
    show(80, 0);
    ck_assert_int_eq(pane.view->count, 0);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("about_view");
    TCase *tc = tcase_create("about_view");
    tcase_add_checked_fixture(tc, open_pane, close_pane);
    tcase_add_test(tc, words_stand_beside_their_subject);
    tcase_add_test(tc, words_stand_below_where_there_is_no_room);
    tcase_add_test(tc, any_width_has_all_words);
    tcase_add_test(tc, it_is_made_again_when_something_arrived);
    tcase_add_test(tc, lines_have_a_sentence_a_check);
    tcase_add_test(tc, who_cannot_say_says_nothing);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
