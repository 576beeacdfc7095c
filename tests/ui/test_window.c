/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list fills its window, and a window of another size costs nothing but what it shows. */
#include "base/key.h"
#include "session/navigate.h"
#include "session/requests.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"
#include "tests/support/screen_shot.h"
#include "tests/support/stage.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHOT_BYTES = 1 << 20, WORDS_BYTES = 64, CAP = 300 };

static const struct {
    int rows, cols;
    const char *keys; /* that place the pane */
} windows[] = {{24, 80, ""},     {24, 80, "d\n"},  {43, 132, ""},   {50, 200, ""},
               {50, 200, "D\n"}, {50, 200, "d\n"}, {90, 240, "D\n"}};

static void open_account(struct stage *stage, const struct stage_config *config) {
    struct err err;
    stage_open(stage, config);
    ck_assert_msg(navigate_open(&stage->session, "zoe.flores", &err), "%s", err.text);
}

static bool shows(const struct stage *stage, const char *words) {
    struct buf shot;
    buf_init(&shot, SHOT_BYTES);
    screen_shot(stage->screen, &shot);
    bool is_there = strstr(buf_text(&shot), words) != NULL;
    buf_fini(&shot);
    return is_there;
}

static const struct list *list_of(const struct stage *stage) {
    return stage->session.trail.current->list;
}

static void assert_price(const struct stage *stage) {
    char words[WORDS_BYTES];
    snprintf(words, sizeof words, "next page %d cr", (int)requests_page_size(&stage->session));
    ck_assert_msg(shows(stage, words), "%s", words);
}

/* Every row has a record, up to the API's largest page; below it, the screen says what comes. */
static void assert_full(const struct stage *stage) {
    int rows = stage->app.layout.list_rows;
    ck_assert_int_ge((int)list_of(stage)->count, rows < API_LIMIT_MAX ? rows : API_LIMIT_MAX);
    ck_assert((int)list_of(stage)->count >= rows || shows(stage, "⋮ m or scrolling loads"));
}

/* As kept from the last time: the list is opened in it. */
START_TEST(the_first_page_fills_the_window) {
    struct stage_config config;
    struct stage stage;
    stage_config_init(&config);
    config.rows = windows[_i].rows;
    config.cols = windows[_i].cols;
    stage_open(&stage, &config);
    stage_play(&stage, windows[_i].keys);
    struct err err;
    ck_assert(navigate_open(&stage.session, "zoe.flores", &err));
    stage_play(&stage, "^L\n");
    assert_full(&stage);
    assert_price(&stage);
    ck_assert_int_eq(stage.session.purse.spent[PURSE_SESSION],
                     1 + requests_page_size(&stage.session));
    stage_close(&stage);
}
END_TEST

/* Keys that come before the larger window is drawn: m is refused, and moving buys at the price that
 * was. */
START_TEST(what_was_drawn_is_the_most_that_is_asked_for) {
    struct stage_config config;
    struct stage stage;
    stage_config_init(&config);
    open_account(&stage, &config);
    stage_play(&stage, "Down*8\n");
    ck_assert(shows(&stage, "next page 20 cr"));
    screen_set_size(stage.screen, 50, 200);
    app_resize(&stage.app);
    app_key(&stage.app, 'm');
    ck_assert(session_is_idle(&stage.session));
    app_key(&stage.app, KEY_CODE_DOWN);
    ck_assert(!session_is_idle(&stage.session));
    stage_play(&stage, "Up\n");
    ck_assert_uint_eq(list_of(&stage)->count, 40);
    int64_t page = requests_page_size(&stage.session);
    ck_assert_int_gt(page, 20);
    assert_price(&stage);
    stage_play(&stage, "m\n:size 24x80\n");
    ck_assert_int_eq((int64_t)list_of(&stage)->count, 40 + page);
    ck_assert(shows(&stage, "next page 20 cr"));
    stage_close(&stage);
}
END_TEST

/* What came to a small window is free in a large one, which says what is next in the rows left. */
START_TEST(a_larger_window_opens_what_is_stored) {
    struct scratch scratch;
    struct stage_config config;
    struct stage stage;
    scratch_init(&scratch);
    stage_config_init(&config);
    config.shop.store_path = scratch.path;
    open_account(&stage, &config);
    stage_play(&stage, "^L\n");
    stage_close(&stage);
    config.rows = 50;
    config.cols = 200;
    open_account(&stage, &config);
    stage_play(&stage, "^L Down*5\n");
    ck_assert_int_eq(stage.session.purse.spent[PURSE_SESSION], 0);
    ck_assert_uint_eq(list_of(&stage)->count, 20);
    ck_assert(shows(&stage, "⋮ m or scrolling loads the next page: up to "));
    assert_price(&stage);
    stage_play(&stage, "m\n");
    assert_full(&stage);
    ck_assert_int_eq(stage.session.purse.spent[PURSE_SESSION], requests_page_size(&stage.session));
    stage_close(&stage);
    scratch_fini(&scratch);
}
END_TEST

static int64_t price_in_title(const struct stage *stage) {
    static const char before[] = "next page ";
    struct buf shot;
    buf_init(&shot, SHOT_BYTES);
    screen_shot(stage->screen, &shot);
    const char *at = strstr(buf_text(&shot), before);
    int64_t price = at ? strtoll(at + sizeof before - 1, NULL, 10) : 0;
    buf_fini(&shot);
    return price;
}

/* Whatever happens to the window between two pages. The last one is what is left below the cap. */
START_TEST(each_page_costs_what_the_title_says) {
    static const char *const changes[] = {":size 50x200\n",
                                          "d\n",
                                          "d\n",
                                          "D\n",
                                          ":size 24x132\n",
                                          "z\n:size 43x132\n",
                                          "z\n",
                                          "?\n:size 60x100\nEsc\n",
                                          "&\n:type a\nEnter\n",
                                          "Esc\n",
                                          "o\nf\n",
                                          ":size 12x40\n",
                                          ":size 50x200\n"};
    struct stage_config config;
    struct stage stage;
    int64_t most = 0;
    stage_config_init(&config);
    config.shop.caps.most[PURSE_SESSION] = CAP;
    open_account(&stage, &config);
    stage_play(&stage, "^L\n");
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        stage_play(&stage, changes[i]);
        int64_t price = price_in_title(&stage), before = stage.session.purse.spent[PURSE_SESSION];
        stage_play(&stage, "m\n");
        ck_assert_msg(stage.session.purse.spent[PURSE_SESSION] - before == price, "%lld after %s",
                      (long long)price, changes[i]);
        most = price > most ? price : most;
    }
    ck_assert_int_eq(stage.session.purse.spent[PURSE_SESSION], CAP);
    ck_assert_int_gt(most, 40);
    stage_close(&stage);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("window");
    TCase *tc = tcase_create("window");
    tcase_add_loop_test(tc, the_first_page_fills_the_window, 0, sizeof windows / sizeof *windows);
    tcase_add_test(tc, what_was_drawn_is_the_most_that_is_asked_for);
    tcase_add_test(tc, each_page_costs_what_the_title_says);
    tcase_add_test(tc, a_larger_window_opens_what_is_stored);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
