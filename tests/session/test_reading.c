/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A long list out of the store: shown before all of it is read, without a wrong word meanwhile, and
 * without a request that the unread rows seem to call for. */
#include "base/key.h"
#include "base/mem.h"
#include "session/load.h"
#include "session/navigate.h"
#include "session/reading.h"
#include "session/refine.h"
#include "session/requests.h"
#include "session/unload.h"
#include "tests/support/run.h"
#include "tests/support/stage.h"

#include <check.h>
#include <poll.h>
#include <stdlib.h>

enum { STORED = 2000, LENGTH = 10000, ROWS = 14, TITLE_MAX = 256 };

static struct stage stage;

static struct session *session(void) {
    return &stage.session;
}

static struct list *list(void) {
    return stage.session.trail.current->list;
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

static int64_t requests(void) {
    return sandbox_read_bill(stage.shop.sandbox).requests;
}

static void open_list(void) {
    struct err err;
    unload_all(session());
    ck_assert_msg(navigate_open(session(), "collects.everyone", &err), "%s", err.text);
    settle();
    app_paint(&stage.app, 0);
}

/* The store gets the first 2,000 of 10,000 rows, and the list is opened from there. */
static void setup(void) {
    struct stage_config config;
    stage_config_init(&config);
    stage_open(&stage, &config);
    open_list();
    load_begin(session(), list(), STORED - (int64_t)list()->count);
    settle();
    ck_assert_uint_eq(list()->count, STORED);
    open_list();
    ck_assert(list_awaits_rows(list()));
}

static void teardown(void) {
    stage_close(&stage);
}

static void expect_title(const char *words) {
    struct buf title;
    buf_init(&title, TITLE_MAX);
    list_describe(list(), &title);
    ck_assert_str_eq(buf_text(&title), words);
    buf_fini(&title);
}

START_TEST(it_is_shown_before_it_is_read) {
    int64_t before = requests();
    size_t parts = 0;
    ck_assert_uint_ge(list()->count, 100);
    ck_assert_uint_lt(list()->count, STORED / 2);
    expect_title("2,000 of 10,000 loaded");
    for (; app_is_reading(&stage.app); parts++) {
        app_prepare(&stage.app);
        expect_title("2,000 of 10,000 loaded");
    }
    ck_assert_uint_gt(parts, 1);
    ck_assert_uint_eq(list()->count, STORED);
    ck_assert_uint_eq(session()->trail.current->excerpt.count, STORED);
    for (size_t slices = 0; !app_prepare(&stage.app); slices++) /* follows are counted, too */
        ck_assert_uint_lt(slices, STORED);
    ck_assert_int_eq(requests(), before);
}
END_TEST

START_TEST(the_last_row_read_is_not_the_end) {
    int64_t before = requests();
    size_t read = list()->count;
    for (size_t i = 0; i + 1 < read; i++)
        navigate_move_by(session(), 1, ROWS);
    settle();
    ck_assert_uint_eq(session()->trail.current->excerpt.selected, read - 1);
    ck_assert_uint_eq(list()->count, STORED);
    ck_assert_int_eq(requests(), before);
    ck_assert_ptr_null(session()->message);
    /* There the next page is prefetched, as ever. */
    navigate_move_to(session(), STORED - 2, ROWS);
    settle();
    ck_assert_int_eq(requests(), before + 1);
    ck_assert_uint_gt(list()->count, STORED);
    ck_assert_uint_eq(list()->repeats, 0);
}
END_TEST

START_TEST(nothing_is_asked_for_while_rows_are_unread) {
    int64_t before = requests();
    requests_ask(session(), list());
    requests_more(session());
    load_begin(session(), list(), 1000);
    settle();
    ck_assert_int_eq(requests(), before);
    ck_assert_uint_eq(session()->load_count, 0);
    ck_assert(!list_can_go_on(list()));
}
END_TEST

START_TEST(moves_need_no_more_rows) {
    static const int keys[] = {'j', 'k', KEY_CODE_DOWN, KEY_CODE_PAGE_DOWN, KEY_CODE_PAGE_UP, 'g'};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        app_key(&stage.app, keys[i]);
    ck_assert(list_awaits_rows(list()));
    ck_assert(session_is_idle(session()));
}
END_TEST

/* Each of them is about all rows, or may be. */
static const int wide_keys[] = {'G', KEY_CODE_END, '/', '&', 'n', 'o', '*', ' ', 'V',
                                'y', 'B',          ':', 'L', 'R', 'J', '{', 'm'};

START_TEST(what_may_be_about_all_rows_finds_them) {
    int64_t before = requests();
    app_key(&stage.app, wide_keys[_i]);
    settle();
    ck_assert(!list_awaits_rows(list()));
    bool is_purchase = wide_keys[_i] == 'm';
    ck_assert_uint_eq(list()->count, STORED + (is_purchase ? API_LIMIT_DEFAULT : 0));
    ck_assert_int_eq(requests(), before + is_purchase);
    ck_assert_uint_eq(list()->repeats, 0);
}
END_TEST

static void press(const char *keys) {
    for (; *keys; keys++)
        app_key(&stage.app, *keys == '\r' ? KEY_CODE_ENTER : *keys);
    settle();
}

/* What a filter, a sort and marks cover is what the whole list has. */
START_TEST(figures_are_of_all_rows) {
    size_t big = 0;
    press("*");
    ck_assert_uint_eq(marks_count(&session()->trail.current->marks), STORED);
    for (size_t row = 0; row < STORED; row++)
        big += list()->rows[row]->follower_count >= 10000;
    open_list();
    ck_assert(list_awaits_rows(list()));
    press("&followers>=10k\r");
    ck_assert_uint_eq(session()->trail.current->excerpt.count, big);
    open_list();
    press("of");
    const struct account *first = trail_account(session()->trail.current, 0);
    for (size_t row = 0; row < STORED; row++)
        ck_assert_int_le(list()->rows[row]->follower_count, first->follower_count);
}
END_TEST

/* As far as the selection immediately, wherever the user left it. */
START_TEST(the_selection_is_read_first) {
    char *id;
    press("G");
    navigate_move_to(session(), 700, ROWS);
    id = mem_dup(session_selected(session())->id);
    struct place *place = session()->trail.current;
    trail_drop_rows(&session()->trail, list());
    list_drop_rows(list());
    expect_title("2,000 of 10,000 loaded");
    reading_open(session(), place);
    trail_refresh(&session()->trail);
    ck_assert(list_awaits_rows(list()));
    ck_assert_uint_gt(list()->count, 700);
    ck_assert_str_eq(session_selected(session())->id, id);
    free(id);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("reading");
    TCase *tcase = tcase_create("in parts");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, it_is_shown_before_it_is_read);
    tcase_add_test(tcase, the_last_row_read_is_not_the_end);
    tcase_add_test(tcase, nothing_is_asked_for_while_rows_are_unread);
    tcase_add_test(tcase, moves_need_no_more_rows);
    run_sample(tcase, what_may_be_about_all_rows_finds_them, 0,
               sizeof wide_keys / sizeof *wide_keys, 5);
    tcase_add_test(tcase, figures_are_of_all_rows);
    tcase_add_test(tcase, the_selection_is_read_first);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
