/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole screens, without a terminal: keys by a script on a person's path, the sandbox over HTTP,
 * cells and roles compared exactly. */
#include "base/clock.h"
#include "base/text.h"
#include "record/record.h"
#include "session/navigate.h"
#include "store/ledger.h"
#include "tests/support/run.h"
#include "tests/support/screen_shot.h"
#include "tests/support/stage.h"

#include <check.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MINUTE_MS = 60 * 1000, HOUR_MS = 60 * MINUTE_MS, DAY_MS = 24 * HOUR_MS };

/* Opens `account` (NULL: nothing), plays, and holds the books against the server's. */
static void play(const struct stage_config *config, const char *account, const char *script) {
    struct stage stage;
    struct err err;
    stage_open(&stage, config);
    if (account)
        ck_assert_msg(navigate_open(&stage.session, account, &err), "%s", err.text);
    else
        app_ask_account(&stage.app);
    stage_play(&stage, script);
    stage_close(&stage);
}

/* Found as it is shown: the name that lost its marks, and nothing beside it. */
START_TEST(screens_in_ascii) {
    struct stage_config config;
    struct stage stage;
    struct err err;
    stage_config_init(&config);
    stage_open(&stage, &config);
    text_use_ascii();
    ck_assert_msg(navigate_open(&stage.session, "zoe.flores", &err), "%s", err.text);
    stage_play(&stage, "/\n:type Kathe\nEnter\n:shot ascii-found\n"
                       "&\n:type name:ä\n:shot ascii-filter\nEsc\n");
    stage_close(&stage);
}
END_TEST

START_TEST(screens_of_a_list) {
    struct stage_config config;
    stage_config_init(&config);
    play(&config, "zoe.flores",
         ":shot list-first\n"
         "Down*3\n"
         ":shot list-selected\n"
         "Down*16\n"
         ":shot list-scrolled\n"
         "d\n"
         ":shot list-without-detail\n"
         "d Home\n"
         "?\n"
         ":shot help\n"
         "PgDn\n"
         ":shot help-end\n"
         ":size 43x132\n:shot help-132x43\n"
         ":size 50x200\n:shot help-200x50\n:size 24x80\n"
         "Esc p End\n"
         ":shot list-end-no-prefetch\n"
         "m\n"
         ":shot list-after-more\n");
}
END_TEST

/* To the end of ten thousand accounts, three lists deep, and back to the very rows. */
START_TEST(screens_of_a_journey) {
    struct stage_config config;
    struct stage stage;
    struct err err;
    stage_config_init(&config);
    config.session.page_size = 50;
    stage_open(&stage, &config);
    ck_assert(navigate_open(&stage.session, "collects.everyone", &err));
    stage_play(&stage, ":shot journey-first\n"
                       "m*199 End\n"
                       ":shot journey-end\n"
                       "Up*40\n"
                       ":shot journey-row\n"
                       "Enter\n"
                       ":shot journey-deep-1\n"
                       "Enter Down*4\n"
                       ":shot journey-deep-2\n"
                       "Enter Down\n"
                       ":shot journey-deep-3\n"
                       "Backspace\n"
                       ":shot journey-back-2\n"
                       "Backspace\n"
                       ":shot journey-back-1\n"
                       "Backspace\n"
                       ":shot journey-back-row\n"
                       "[ [ [\n"
                       ":shot journey-deep-3\n"
                       "]*3 q Q\n");
    struct sandbox_bill bill = sandbox_read_bill(stage.shop.sandbox);
    ck_assert_int_eq(bill.requests, 1 + 200 + 3);
    stage_close(&stage);
}
END_TEST

START_TEST(screens_of_lists_that_are_none) {
    struct stage_config config;
    stage_config_init(&config);
    play(&config, "keeps.it.secret", ":shot none-hidden\n");
    play(&config, "follows.nobody", ":shot none-nobody\nm\n:shot none-nobody-asked\n");
    play(&config, "behind.a.door", ":shot none-private\n");
    play(&config, "no.such.account", ":shot none-unknown\n");
    config.session.wants_profile = false;
    play(&config, "keeps.it.secret", ":shot none-hidden-or-empty\n");
}
END_TEST

START_TEST(screens_of_the_prompt) {
    struct stage_config config;
    stage_config_init(&config);
    play(&config, NULL,
         ":shot prompt-start\n"
         ":type not a handle\n"
         "Enter\n"
         ":shot prompt-refused\n"
         "^U\n"
         ":type zoe.flores\n"
         "Enter\n"
         ":shot prompt-opened\n"
         "@ a b Esc\n"
         ":shot prompt-opened\n"
         "PasteBegin m m Enter PasteEnd\n"
         ":shot prompt-pasted\n");
}
END_TEST

/* A command by its name has the price of its key on the screen before it pays it. */
START_TEST(screens_of_commands_that_cost) {
    struct stage_config config;
    stage_config_init(&config);
    play(&config, "zoe.flores",
         ":\n"
         ":type open lucky.purr\n"
         ":shot command-open\n"
         "Esc :\n"
         ":type drill-in\n"
         "Enter\n"
         ":shot command-drill-in\n"
         "y\n"
         ":shot command-drill-in-again\n");
}
END_TEST

START_TEST(screens_of_every_size) {
    static const struct {
        int rows, cols;
    } sizes[] = {{5, 20}, {12, 40}, {24, 50}, {24, 80}, {43, 132}, {50, 200}};
    struct stage_config config;
    stage_config_init(&config);
    config.session.page_size = 50;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        char script[256];
        config.rows = sizes[i].rows;
        config.cols = sizes[i].cols;
        snprintf(script, sizeof script,
                 "Down*6\n:shot size-%dx%d\n:size 4x19\n:size %dx%d\n:shot size-%dx%d\n",
                 config.cols, config.rows, config.rows, config.cols, config.cols, config.rows);
        play(&config, "zoe.flores", script);
    }
    config.rows = 24;
    config.cols = 80;
    play(&config, "zoe.flores", "Down*6\n:size 4x19\n:shot size-too-small\n");
}
END_TEST

START_TEST(screens_without_colour) {
    struct stage_config config;
    stage_config_init(&config);
    config.has_colour = false;
    play(&config, "zoe.flores", ":shot list-first\n");
}
END_TEST

START_TEST(screens_of_a_wrong_key) {
    struct stage_config config;
    stage_config_init(&config);
    config.shop.key = "wrong";
    play(&config, "zoe.flores", ":shot wrong-key\n");
}
END_TEST

START_TEST(screens_of_an_empty_purse) {
    struct stage_config config;
    stage_config_init(&config);
    config.shop.sandbox.balance = 33;
    play(&config, "zoe.flores",
         "PgDn\n"
         ":shot purse-smaller-page\n"
         "PgDn\n"
         ":shot purse-empty\n");
    config.shop.sandbox.balance = 15;
    config.session.wants_profile = false;
    play(&config, "zoe.flores", ":shot purse-cut\n");
}
END_TEST

/* Requests: 1 the profile, 2 the first page, 3 the second, which the fault befalls. Then m: asks
 * again. `maybe` is uncertain in between; the next balance settles it. */
static const struct {
    const char *fault, *name;
    bool is_silent; /* no byte comes: a short time-out, so that the test need not wait long */
} faults[] = {
    {"429:1@3", "fault-429", false},
    {"429:5@3", "fault-429-for-long", false},
    {"500:1@3", "fault-500", false},
    {"shape@3", "fault-shape", false},
    {"502@3", "fault-502", false},
    {"503:1@3", "fault-503", false},
    {"timeout@3", "fault-timeout", true},
    {"hang@3", "fault-hang", true},
    {"cut@3", "fault-cut", false},
    {"garbage@3", "fault-garbage", false},
    {"types@3", "fault-types", false},
    {"missing@3", "fault-missing", false},
    {"repeat-page@3", "fault-repeat-page", false},
    {"repeat-cursor@3", "fault-repeat-cursor", false},
    {"empty-more:3@3", "fault-empty-more", false},
    {"charged-error@3", "fault-charged-error", false},

    {"huge@3", "fault-huge", false},
    {"bomb@3", "fault-bomb", false},
    {"slow@3", "fault-slow", false},
};

START_TEST(screens_of_faults) {
    struct stage_config config;
    char script[256];
    stage_config_init(&config);
    if (faults[_i].is_silent)
        config.shop.silence_s = 1;
    config.shop.sandbox.faults = &faults[_i].fault;
    config.shop.sandbox.fault_count = 1;
    snprintf(script, sizeof script, "PgDn\n:shot %s\nm m m\n:shot %s-after\n", faults[_i].name,
             faults[_i].name);
    play(&config, "zoe.flores", script);
}
END_TEST

/* Its words hold the port, so they are no screen to keep. */
START_TEST(words_of_a_redirect) {
    static const char *const redirect[] = {"redirect@3"};
    struct stage_config config;
    struct stage stage;
    struct err err;
    stage_config_init(&config);
    config.shop.sandbox.faults = redirect;
    config.shop.sandbox.fault_count = 1;
    stage_open(&stage, &config);
    ck_assert(navigate_open(&stage.session, "zoe.flores", &err));
    stage_play(&stage, "PgDn\n");
    ck_assert_ptr_nonnull(strstr(stage.session.message, "http://127.0.0.2:"));
    stage_play(&stage, "m\n");
    ck_assert_uint_eq(stage.session.trail.current->list->count, 40);
    stage_close_uncertain(&stage, 20, 0); /* free, but nothing proves it */
}
END_TEST

/* The very first page, too: nothing is here then but the words. */
START_TEST(screens_of_a_first_page_that_fails) {
    static const char *const first[] = {"garbage@2"};
    struct stage_config config;
    stage_config_init(&config);
    config.shop.sandbox.faults = first;
    config.shop.sandbox.fault_count = 1;
    play(&config, "zoe.flores", ":shot fault-first-page\nm\n:shot fault-first-page-after\n");
}
END_TEST

/* The figures of the filter in force are not beside another text; after an @ nothing but
 * handles is found. */
START_TEST(screens_of_a_filter_and_a_search_that_are_typed) {
    struct stage_config config;
    stage_config_init(&config);
    play(&config, "zoe.flores",
         "&\n"
         ":type foll\n"
         ":shot filter-typed\n"
         ":type >1\n"
         ":shot filter-mistake\n"
         "Esc /\n"
         ":type @a\n"
         ":shot search-handles\n"
         "Esc\n");
}
END_TEST

START_TEST(screens_of_records_that_are_not_whole) {
    static const char *const broken[] = {"missing@2", "types@3"};
    struct stage_config config;
    stage_config_init(&config);
    config.shop.sandbox.faults = broken;
    config.shop.sandbox.fault_count = 2;
    play(&config, "zoe.flores",
         ":shot defects-missing\nDown*3\n:shot defects-missing-row\nPgDn Down*3\n:shot "
         "defects-types\n");
}
END_TEST

/* Changes the store unknown to the program, so that times are the same each run. */
static void rewrite(struct stage *stage, const char *statements) {
    struct err err;
    struct sql *sql = sql_open(stage->shop.reader->path, SQL_WRITE, &err);
    ck_assert_msg(sql != NULL, "%s", err.text);
    ck_assert_msg(sql_run(sql, statements, &err), "%s", err.text);
    sql_close(sql);
}

/* As after a new start of the program, on the store that is there. `age_ms`: of the balance. */
static void start_anew(struct stage *stage, const struct stage_config *config, bool is_offline,
                       int64_t age_ms) {
    struct purse purse = stage->session.purse;
    purse.spent[PURSE_SESSION] = 0;
    purse.is_balance_current = false;
    purse.balance_ms = clock_wall_ms() - age_ms;
    struct session_config session = config->session;
    if (is_offline)
        session.place_name = "OFFLINE";
    session_fini(&stage->session);
    app_fini(&stage->app);
    session_init(&stage->session, &session, is_offline ? NULL : stage->shop.worker,
                 stage->shop.reader, &purse);
    app_init(&stage->app, &stage->session, stage->screen);
}

static void open_account(struct stage *stage, const char *account) {
    struct err err;
    ck_assert_msg(navigate_open(&stage->session, account, &err), "%s", err.text);
}

/* Requests: 1 a profile, 2 to 7 pages of one list (3 and 5 refused, 7 never answered, which a later
 * balance shows to have been charged), 8 and 9 pages of another, 9 never answered. */
START_TEST(screens_of_the_ledger) {
    static const char *const trouble[] = {"429:1@3", "500:1@5", "timeout@7", "timeout@9"};
    static const char script[] = "$\n:shot ledger-requests-%1$dx%2$d\n"
                                 "Tab\n:shot ledger-lists-%1$dx%2$d\n"
                                 "l\n:shot ledger-days-%1$dx%2$d\n"
                                 "Right\n:shot ledger-sessions-%1$dx%2$d\n"
                                 "Tab ?\n? q\n";
    static const int sizes[][2] = {{80, 24}, {132, 43}, {40, 12}, {20, 5}};
    struct stage_config config;
    struct stage stage;
    char text[512];
    stage_config_init(&config);
    config.shop.silence_s = 1;
    config.shop.sandbox.faults = trouble;
    config.shop.sandbox.fault_count = 4;
    stage_open(&stage, &config);
    /* What comes while it is open is on it. */
    stage_play(&stage, "$\n:shot ledger-empty\nTab\n:size 12x40\n");
    open_account(&stage, "zoe.flores");
    stage_play(&stage, ":shot ledger-grown\nq\n:size 24x80\n");
    stage_play(&stage, "m m m Home Enter Down\nm\n");
    rewrite(&stage, "UPDATE request SET sent_ms = 1763820185000 - (id < 3) * 86400000 + id * 7000,"
                    " ended_ms = 1763820185900 - (id < 3) * 86400000 + id * 7000;"
                    "UPDATE anchor SET jump = -120 WHERE request = 4;"
                    "UPDATE request SET is_proved = 1 WHERE id IN (2, 4);"
                    "UPDATE request SET is_shared = 1 WHERE id = 4;");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        snprintf(text, sizeof text, ":size %dx%d\n", sizes[i][1], sizes[i][0]);
        stage_play(&stage, text);
        snprintf(text, sizeof text, script, sizes[i][0], sizes[i][1]);
        stage_play(&stage, text);
    }
    stage_play(&stage, ":size 12x40\n$ Down*3\n:shot ledger-scrolled\nEnd\n:shot ledger-end\n"
                       "Home ?\n?\n:shot ledger-requests-40x12\nEsc\n");
    rewrite(&stage, "ALTER TABLE anchor RENAME TO lost");
    stage_play(&stage, ":size 24x80\n$\n");
    ck_assert(stage.app.view->has_failed);
    ck_assert_ptr_nonnull(strstr(stage.app.view->err.text, "anchor"));
    rewrite(&stage, "ALTER TABLE lost RENAME TO anchor");
    stage_play(&stage, "q $\n:shot ledger-requests-80x24\nQ\n");
    stage_close_uncertain(&stage, 20, 20);
}
END_TEST

static void check_selected(const struct stage *stage, int64_t line, int64_t request) {
    const struct ledger_row *row = view_selected(stage->app.view);
    ck_assert_ptr_eq(stage->app.view->ops, &ledger_view);
    ck_assert_int_eq(stage->app.view->selected, line);
    ck_assert(row && row->request == request);
}

static void check_answer(const struct stage *stage, int64_t request) {
    const struct record *record = stage->app.view->own; /* it begins with it */
    ck_assert_ptr_eq(stage->app.view->ops, &record_view);
    ck_assert_int_eq(record->answer, request);
    ck_assert_msg(strstr(buf_text(&record->unread), "HTTP 200"), "%s", buf_text(&record->unread));
}

/* J shows its answer, and what leaves that goes back to the ledger as it was. */
/* Even where the list is the current one. */
START_TEST(a_list_that_is_opened_takes_the_place_of_the_ledger) {
    static const char *const scripts[] = {"'\n$\n'\n",
                                          "f\n:type tea\nEnter\n$\nf\n:type tea\nEnter\n",
                                          "$\n:\n:type find tea\nEnter\n"};
    struct stage_config config;
    struct stage stage;
    stage_config_init(&config);
    stage_open(&stage, &config);
    open_account(&stage, "zoe.flores");
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        stage_play(&stage, scripts[i]);
        ck_assert_msg(!stage.app.view, "%s", scripts[i]);
    }
    stage_close(&stage);
}
END_TEST

START_TEST(the_ledger_has_a_selected_request) {
    struct stage_config config;
    struct stage stage;
    stage_config_init(&config);
    stage_open(&stage, &config);
    open_account(&stage, "zoe.flores");
    stage_play(&stage, "m\nm\nm\n$\n");
    check_selected(&stage, 0, 5);
    stage_play(&stage, "Down J\n");
    check_answer(&stage, 4);
    stage_play(&stage, "Down < Esc\n");
    check_selected(&stage, 1, 4);
    stage_play(&stage, "End J\n");
    check_answer(&stage, 1);
    stage_play(&stage, "J Home Up\n");
    check_selected(&stage, 0, 5);
    /* On a small screen the view follows it, the wheel pulls it along, and a new request does not
     * move it to another one. */
    stage_play(&stage, ":size 8x40\nEnd\n");
    check_selected(&stage, 4, 1);
    view_scroll(stage.app.view, -4);
    ck_assert_int_eq(stage.app.view->top, 0);
    ck_assert_int_eq(stage.app.view->selected, stage.app.layout.list_rows - 1);
    stage_play(&stage, "End q m\n$ Down Down\n");
    check_selected(&stage, 2, 4);
    stage_play(&stage, "Tab J\n");
    ck_assert_ptr_eq(stage.app.view->ops, &ledger_view);
    ck_assert_ptr_null(view_selected(stage.app.view));
    ck_assert_msg(strstr(stage.app.front.session->message, "No request is selected"), "%s",
                  stage.app.front.session->message);
    stage_close(&stage);
}
END_TEST

/* A request that is never answered has reached the server: what is pressed now finds it sent. */
static void await_charge(const struct stage *stage, int64_t credits) {
    while (sandbox_read_bill(stage->shop.sandbox).credits < credits)
        sched_yield();
}

/* The load stands still at its 26th page. */
START_TEST(screens_of_a_load) {
    static const char *const silence[] = {"hang@28"};
    struct stage_config config;
    struct stage stage;
    stage_config_init(&config);
    config.shop.caps.most[PURSE_SESSION] = 12000;
    config.shop.sandbox.faults = silence;
    config.shop.sandbox.fault_count = 1;
    stage_open(&stage, &config);
    open_account(&stage, "collects.everyone");
    stage_play(&stage, "L\n:shot load-question\n");
    session_say(&stage.session, TONE_ERROR, "What is said meanwhile.");
    stage_play(&stage, ":shot load-question-told\n:type 99999\nEnter\n:shot load-wrong-amount\n"
                       "Esc\n:shot load-question-left\nEsc L\n"
                       ":type 99999\nEnter\n:shot load-wrong-amount\n"
                       ":size 12x40\n^U\n:shot load-question-40x12\n:size 24x80\n"
                       ":type 10181\n"
                       ":press Enter\n"
                       ":pages 26\n");
    await_charge(&stage, 1 + 20 + 26 * 50);
    /* The estimate of 7 minutes has 5 seconds for the drawing. */
    stage.session.loads[0].started_ms = clock_monotonic_ms() - 55 * 1000;
    stage.session.changes++;
    stage_play(&stage, ":still load-80x24\n"
                       ":press d\n:still load-without-detail\n:press d\n"
                       ":size 8x40\n:still load-40x8\n"
                       ":press $\n:size 24x80\n:press q\n"
                       ":size 43x132\n:still load-132x43\n"
                       ":size 12x40\n:still load-40x12\n"
                       ":size 5x20\n:still load-20x5\n"
                       ":press Enter\n:still load-price-20x5\n:press n\n"
                       ":size 24x80\n:press L\n:still load-with-message\n"
                       ":press Esc\n:still load-80x24\n"
                       ":press Esc\n:still load-stopping\n"
                       ":press Esc\n:still load-stopping-row\n");
    stage_close_uncertain(&stage, 50, 50);
}
END_TEST

/* A load whose fourth page is charged and does not arrive. */
static void open_stalled_load(struct stage *stage) {
    static const char *const silence[] = {"hang@5"};
    struct stage_config config;
    stage_config_init(&config);
    config.shop.sandbox.faults = silence;
    config.shop.sandbox.fault_count = 1;
    stage_open(stage, &config);
    open_account(stage, "zoe.flores");
    stage_play(stage, "L\n:type 401\n:press Enter\n:pages 3\n");
    await_charge(stage, 1 + 20 + 3 * 50);
}

/* The user goes elsewhere while a list is loaded. */
START_TEST(screens_of_a_load_elsewhere) {
    struct stage stage;
    open_stalled_load(&stage);
    stage.session.loads[0].started_ms = clock_monotonic_ms() - 55 * 1000;
    open_account(&stage, "eunchae.balcony");
    stage_play(&stage, ":pages 1\n:still load-elsewhere\n"
                       ":press Esc\n:still load-elsewhere-nothing\n:press Esc\n"
                       ":size 43x132\n:still load-elsewhere-132x43\n"
                       ":size 5x20\n:still load-elsewhere-20x5\n:size 24x80\n"
                       ":press $\n:press Tab\n:size 12x40\n:still load-ledger\n"
                       ":press s\n:still load-ledger-stopping\n:press q\n");
    stage_close_uncertain(&stage, 50, 50);
}
END_TEST

/* The worker reports the purse after it entered a page; the screen waits for its next turn. */
START_TEST(a_load_is_drawn_in_its_own_time) {
    struct stage stage;
    open_stalled_load(&stage);
    app_paint(&stage.app, clock_monotonic_ms());
    struct event *event = event_new(EVENT_PURSE);
    event->purse = stage.session.purse;
    ck_assert_uint_eq(stage.session.load_count, 1);
    ck_assert(!stage.app.is_dirty);
    app_event(&stage.app, event);
    ck_assert(!stage.app.is_dirty);
    stage_close_uncertain(&stage, 50, 50);
}
END_TEST

/* What the worker tells when somebody else asks for the same. */
static void tell_of_another_program(struct stage *stage) {
    struct event *event = event_new(EVENT_ELSEWHERE);
    ck_assert_uint_eq(stage->session.request_count, 1);
    event->job = stage->session.requests[0].job;
    event->purse = stage->session.purse;
    app_event(&stage->app, event);
}

START_TEST(screens_of_another_program) {
    struct stage_config config;
    struct stage stage;
    stage_config_init(&config);
    stage_open(&stage, &config);
    open_account(&stage, "zoe.flores");
    tell_of_another_program(&stage);
    stage_play(&stage, ":still elsewhere-first\n:pages 1\n:press m\n");
    tell_of_another_program(&stage);
    stage_play(&stage, ":still elsewhere\n:shot elsewhere-after\n");
    stage_close(&stage);
}
END_TEST

static void await_countdown(struct stage *stage) {
    while (!stage->session.requests[0].retry_at_ms) {
        struct event *event = mailbox_take(stage->shop.mailbox);
        if (event)
            app_event(&stage->app, event);
        else
            sched_yield();
    }
}

/* Where there is no room for what Enter costs, it asks. */
START_TEST(screens_of_a_price_without_room) {
    struct stage_config config;
    struct stage stage;
    stage_config_init(&config);
    stage_open(&stage, &config);
    open_account(&stage, "zoe.flores");
    stage_play(&stage, ":size 5x20\nEnter\n:shot price-asked-20x5\nn\nDown Enter\n");
    ck_assert_int_eq(sandbox_read_bill(stage.shop.sandbox).requests, 2);
    stage_play(&stage, "y\n:shot price-paid-20x5\nBackspace\n:size 8x40\nd Down\n"
                       ":shot price-40x8\nEnter\n");
    ck_assert_int_eq(sandbox_read_bill(stage.shop.sandbox).requests, 4);
    stage_close(&stage);
}
END_TEST

/* Leaving waits for what is paid for; who insists is not held. */
START_TEST(quitting_waits_for_what_was_sent) {
    static const char *const silence[] = {"hang@5"};
    struct stage_config config;
    struct stage stage;
    stage_config_init(&config);
    config.shop.sandbox.faults = silence;
    config.shop.sandbox.fault_count = 1;
    stage_open(&stage, &config);
    open_account(&stage, "zoe.flores");
    stage_play(&stage, ":pages 1\n:press m\n");
    await_charge(&stage, 1 + 20 + 20);
    stage_play(&stage, ":press Q\n");
    ck_assert(!stage.app.front.is_leaving);
    stage_play(&stage, "j\n");
    ck_assert(stage.app.front.is_leaving);
    ck_assert_uint_eq(stage.session.trail.current->list->count, 40);
    stage.app.front.is_leaving = stage.session.is_finishing = false;
    stage_play(&stage, "m\n:press m\n");
    await_charge(&stage, 1 + 20 + 20 + 20 + 20);
    stage_play(&stage, ":press $\n:press Q\n:still quit-waiting\n:press Esc\n");
    ck_assert(!stage.session.is_finishing);
    stage_play(&stage, ":press Q\n");
    ck_assert(!stage.app.front.is_leaving);
    stage_play(&stage, ":press Q\n");
    ck_assert(stage.app.front.is_leaving);
    stage_close_uncertain(&stage, 20, 20);
}
END_TEST

START_TEST(quitting_ends_a_load) {
    struct stage_config config;
    struct stage stage;
    stage_config_init(&config);
    stage_open(&stage, &config);
    open_account(&stage, "zoe.flores");
    stage_play(&stage, "L\n:type 401\n:press Enter\n:pages 3\n:press Q\nj\n");
    ck_assert(stage.app.front.is_leaving);
    ck_assert_uint_eq(stage.session.load_count, 0);
    ck_assert_uint_lt(stage.session.trail.current->list->count, 412);
    stage_close(&stage);
}
END_TEST

START_TEST(quitting_waits_for_nothing_that_was_not_sent) {
    static const char *const refusal[] = {"429:9@3"};
    struct stage_config config;
    struct stage stage;
    stage_config_init(&config);
    stage_open(&stage, &config);
    stage_play(&stage, "Q\n");
    ck_assert(stage.app.front.is_leaving);
    stage_close(&stage);
    config.shop.sandbox.faults = refusal;
    config.shop.sandbox.fault_count = 1;
    stage_open(&stage, &config);
    open_account(&stage, "zoe.flores");
    stage_play(&stage, ":pages 1\n:press m\n");
    await_countdown(&stage);
    stage_play(&stage, ":press Q\nj\n");
    ck_assert(stage.app.front.is_leaving);
    ck_assert_int_eq(sandbox_read_bill(stage.shop.sandbox).requests, 3);
    stage_close(&stage);
}
END_TEST

/* Keys that have nothing to work on say so. */
START_TEST(screens_of_keys_without_use) {
    static const char *const keys[] = {"j", "Enter", "m", "L", "R", "<", ">", "d", "q", "h"};
    static const char *const spending[] = {"m\n", "R\n", "L\n", "@\n", "]\n"};
    struct stage_config config;
    struct stage stage;
    stage_config_init(&config);
    stage_open(&stage, &config);
    stage_play(&stage, "Tab\n:shot start-tab\n");
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        char script[64];
        snprintf(script, sizeof script, "Esc %s\n:shot start-no-account\n", keys[i]);
        stage_play(&stage, script);
    }
    open_account(&stage, "zoe.flores");
    for (size_t i = 0; i < sizeof spending / sizeof *spending; i++) {
        stage_play(&stage, "$\n");
        stage_play(&stage, spending[i]);
        ck_assert_ptr_nonnull(stage.session.message);
        ck_assert_ptr_nonnull(
            strstr(stage.session.message, " in the ledger. ? lists the keys, q goes back."));
        stage_play(&stage, "Down\n");
        ck_assert_ptr_null(stage.session.message);
        stage_play(&stage, "q\n");
    }
    ck_assert_int_eq(sandbox_read_bill(stage.shop.sandbox).requests, 2);
    stage_close(&stage);
}
END_TEST

static void expect_message(const struct stage *stage, const char *words) {
    const char *message = stage->session.message ? stage->session.message : "";
    ck_assert_msg(strstr(message, words) != NULL, "%s", message);
}

/* So does the list, and a question. */
START_TEST(the_list_answers_every_key) {
    struct stage_config config;
    struct stage stage;
    stage_config_init(&config);
    stage_open(&stage, &config);
    open_account(&stage, "zoe.flores");
    stage_play(&stage, "R\nF7\n");
    ck_assert_str_eq(stage.app.front.prompt.words, "Press y or n, not F7.");
    stage_play(&stage, "n\nF7\n");
    expect_message(&stage, "No command on F7. ? lists the keys.");
    ck_assert_int_eq(stage.session.question.about, ASKED_NOTHING);
    stage_play(&stage, "z\n~\n");
    expect_message(&stage, "No command on “~”. ? lists the keys.");
    stage_play(&stage, "j\n");
    ck_assert_ptr_null(stage.session.message);
    stage_play(&stage, "o\nF7\n");
    ck_assert_ptr_nonnull(strstr(stage.app.front.prompt.words, "No choice on F7. # listed"));
    stage_play(&stage, "Esc\n");
    stage_close(&stage);
}
END_TEST

/* A key that a view does not know says so, whatever it is; what works everywhere works there. */
START_TEST(views_answer_every_key) {
    static const struct {
        const char *open, *name;
        const struct view_ops *view;
    } views[] = {{"$\n", " in the ledger. ? lists the keys, q goes back.", &ledger_view},
                 {"J\n", " in the record.", &record_view},
                 {"C\n", " in the columns editor.", &columns_view}};
    static const char *const unknown[] = {"x\n", "~\n", "Y\n", "^T\n", "F7\n", "m\n", "&\n", "y\n"};
    struct stage_config config;
    struct stage stage;
    stage_config_init(&config);
    stage_open(&stage, &config);
    open_account(&stage, "zoe.flores");
    stage_play(&stage, views[_i].open);
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
        session_hush(&stage.session);
        stage_play(&stage, unknown[i]);
        expect_message(&stage, views[_i].name);
        ck_assert_ptr_eq(stage.app.view->ops, views[_i].view);
    }
    /* What is not about the list works there, and gives way to the list that it opens. */
    stage_play(&stage, "T\n");
    expect_message(&stage, "Theme: ");
    ck_assert_ptr_eq(stage.app.view->ops, views[_i].view);
    stage_play(&stage, ":press f\n:type zoe\n");
    ck_assert_int_eq(stage.app.front.prompt.question, PROMPT_FIND);
    ck_assert_ptr_eq(stage.app.view->ops, views[_i].view);
    stage_play(&stage, ":press Enter\n");
    ck_assert_ptr_null(stage.app.view);
    stage_play(&stage, "[\n");
    stage_play(&stage, views[_i].open);
    stage_play(&stage, "^L ?\n");
    ck_assert_ptr_eq(stage.app.view->ops, &help_view);
    stage_play(&stage, "F7\n");
    ck_assert_ptr_nonnull(strstr(stage.app.view->title.stretches[1].text, "no such key"));
    stage_play(&stage, "Down\n");
    ck_assert_ptr_null(strstr(stage.app.view->title.stretches[1].text, "no such key"));
    stage_play(&stage, "Esc\n");
    ck_assert_ptr_eq(stage.app.view->ops, views[_i].view);
    /* What can spend is not run before the list, which has the price, is there again. */
    stage_play(&stage, ":press :\n:type more\n:press Enter\n");
    expect_message(&stage, "“more” was entered before its price was shown. Enter it again.");
    ck_assert_ptr_null(stage.app.view);
    stage_play(&stage, views[_i].open);
    stage_play(&stage, ":press :\n:type 7\n:press Enter\n");
    ck_assert_ptr_null(stage.app.view);
    ck_assert_uint_eq(stage.session.trail.current->excerpt.selected, 6);
    stage_play(&stage, views[_i].open);
    stage_play(&stage, ":press :\n:type cap 900\n:press Enter\n");
    expect_message(&stage, "Session cap: 21 used of 900 credits.");
    ck_assert_ptr_eq(stage.app.view->ops, views[_i].view);
    ck_assert_int_eq(sandbox_read_bill(stage.shop.sandbox).requests, 2);
    stage_close(&stage);
}
END_TEST

/* What does not fit is cut before the sentence that names the key. */
START_TEST(screens_of_failures_on_small_screens) {
    static const char *const first[] = {"charged-error@2"};
    static const char *const second[] = {"charged-error@3"};
    static const int sizes[][2] = {{8, 40}, {16, 50}, {5, 20}};
    struct stage_config config;
    char script[128];
    stage_config_init(&config);
    config.shop.sandbox.fault_count = 1;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        config.rows = sizes[i][0];
        config.cols = sizes[i][1];
        config.shop.sandbox.faults = first;
        snprintf(script, sizeof script, ":shot failed-first-%dx%d\n", config.cols, config.rows);
        play(&config, "zoe.flores", script);
        config.shop.sandbox.faults = second;
        snprintf(script, sizeof script, "m\n:shot failed-second-%dx%d\n", config.cols, config.rows);
        play(&config, "zoe.flores", script);
    }
}
END_TEST

/* Which snapshot it is survives the age, at every width. */
START_TEST(screens_of_snapshots_of_some_age) {
    struct stage_config config;
    struct stage stage;
    char ages[256];
    stage_config_init(&config);
    stage_open(&stage, &config);
    open_account(&stage, "eunchae.balcony");
    stage_play(&stage, "R y R y\n");
    long long now = (long long)clock_wall_ms();
    snprintf(ages, sizeof ages,
             "UPDATE page SET received_ms = %lld; UPDATE record SET first_ms = "
             "%lld, last_ms = %lld;",
             now - 3LL * DAY_MS - HOUR_MS, now - 3LL * DAY_MS - HOUR_MS,
             now - 3LL * DAY_MS - HOUR_MS);
    rewrite(&stage, ages);
    start_anew(&stage, &config, false, 2LL * DAY_MS + HOUR_MS);
    open_account(&stage, "eunchae.balcony");
    stage_play(&stage, ":shot snapshot-newest-80x24\n"
                       "<\n:shot snapshot-middle-80x24\n:size 12x40\n:shot snapshot-middle-40x12\n"
                       ":size 5x20\n:shot snapshot-middle-20x5\n:size 24x80\n"
                       "<\n:shot snapshot-oldest-80x24\n");
    stage_close(&stage);
}
END_TEST

static int64_t first_sum(const struct app *app) {
    const struct ledger_sum *sum = app->view->ops->row(app->view, 0);
    return sum->credits;
}

static const char *told_of_store(const struct app *app) {
    const struct line *title = &app->view->title;
    size_t at = 0;
    while (at + 1 < title->count && !strstr(title->stretches[at].text, "store"))
        at++;
    ck_assert_uint_lt(at + 1, title->count);
    return title->stretches[at + 1].text;
}

/* The sums are read once a second, and no key waits for it. */
START_TEST(sums_are_not_read_for_a_key) {
    struct stage_config config;
    struct stage stage;
    stage_config_init(&config);
    stage_open(&stage, &config);
    open_account(&stage, "zoe.flores");
    stage_play(&stage, "$ Tab\n");
    struct app *app = &stage.app;
    int64_t now = app->view->due_ms - 500;
    ck_assert_int_eq(app_next_tick_ms(app, now), -1);
    rewrite(&stage, "UPDATE request SET credits = 5 WHERE id = 2");
    app->view->is_stale = true;
    stage.session.changes++;
    ck_assert_int_eq(app_next_tick_ms(app, now), 500);
    app_paint(app, now + 499);
    ck_assert_int_eq(first_sum(app), 21);
    app_key(app, 'j');
    app_paint(app, now + 501);
    ck_assert_int_eq(first_sum(app), 21);
    ck_assert_int_eq(app_next_tick_ms(app, now + 501), 0);
    app_paint(app, now + 501);
    ck_assert_int_eq(first_sum(app), 6);
    ck_assert_str_eq(told_of_store(app), "6");
    ck_assert_int_eq(app_next_tick_ms(app, now + 501), -1);
    rewrite(&stage, "UPDATE request SET credits = 20 WHERE id = 2");
    stage_play(&stage, "Tab*4\n");
    ck_assert_int_eq(first_sum(app), 21);
    stage_close(&stage);
}
END_TEST

/* A small rest is begun by y. */
START_TEST(screens_of_a_small_load) {
    struct stage_config config;
    stage_config_init(&config);
    play(&config, "eunchae.balcony",
         "L\n:shot load-asked\ny\n:shot load-done\n"
         "R\n:shot refetch-asked\ny\n:shot refetch-done\n"
         "<\n:shot snapshot-older\n"
         ":size 12x40\n:shot snapshot-older-40x12\n:size 24x80\n"
         "<\n:shot snapshot-none-older\n"
         ">\n:shot refetch-done\n");
}
END_TEST

/* What was fetched days ago, opened again, online and offline. */
START_TEST(screens_of_the_store) {
    static const char offline[] =
        ":shot offline\nEnd\n:shot offline-end\nz\n:shot offline-zoomed\nz\nHome Down*2 m\n"
        ":shot offline-more\n@\n:shot offline-prompt\nEsc\n"
        "Enter\n:shot offline-missing\nBackspace\n"
        ":size 5x20\n:shot offline-20x5\n";
    struct stage_config config;
    struct stage stage;
    char ages[512];
    stage_config_init(&config);
    stage_open(&stage, &config);
    open_account(&stage, "zoe.flores");
    stage_play(&stage, "m Home Enter\n");
    long long now = (long long)clock_wall_ms();
    snprintf(ages, sizeof ages,
             "UPDATE page SET received_ms = %lld - (seq = 0) * %lld;"
             "UPDATE record SET first_ms = %lld, last_ms = %lld;",
             now - 3LL * DAY_MS - HOUR_MS, 6LL * DAY_MS, now - 3LL * DAY_MS - HOUR_MS,
             now - 3LL * DAY_MS - HOUR_MS);
    rewrite(&stage, ages);
    start_anew(&stage, &config, false, 2LL * DAY_MS + HOUR_MS);
    open_account(&stage, "zoe.flores");
    stage_play(&stage, ":shot store-stored\nEnter Backspace\n:shot store-here\nDown*4\n"
                       ":shot store-not-stored\n"
                       ":size 24x50\n:shot store-50x24\n:size 24x80\n");
    start_anew(&stage, &config, true, 2LL * DAY_MS + HOUR_MS);
    stage_play(&stage, ":shot offline-start\n");
    open_account(&stage, "zoe.flores");
    stage_play(&stage, offline);
    stage_close(&stage);
}
END_TEST

START_TEST(screens_of_a_cap) {
    struct stage_config config;
    stage_config_init(&config);
    config.shop.caps.most[PURSE_SESSION] = 1000;
    config.shop.caps.most[PURSE_DAY] = 48;
    play(&config, "zoe.flores",
         ":shot cap-far\nm\n:shot cap-near\nm\n:shot cap-used-up\nm\n:shot cap-refused\n"
         "L\n:shot cap-load\n");
    config.shop.caps.most[PURSE_SESSION] = 30;
    play(&config, "zoe.flores", ":size 12x40\nj\n:shot cap-40x12\n");
}
END_TEST

START_TEST(scripts_that_mean_nothing_are_refused) {
    static const char *const scripts[] = {"Nothing",  "Down*0",    "Down*x",
                                          ":size 24", ":size 0x0", ":shoot x",
                                          ":pages 1", ":pages x",  ":press Nothing"};
    struct stage_config config;
    struct stage stage;
    struct err err;
    stage_config_init(&config);
    stage_open(&stage, &config);
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
        ck_assert_msg(!play_run(&stage.app, stage.shop.mailbox, scripts[i], NULL, NULL, &err), "%s",
                      scripts[i]);
    ck_assert_ptr_nonnull(strstr(err.text, "line 1"));
    stage_close(&stage);
}
END_TEST

START_TEST(every_role_has_a_letter_of_its_own) {
    for (enum role role = 0; role < ROLE_COUNT; role++)
        for (enum role other = 0; other < role; other++)
            ck_assert_int_ne(screen_shot_letter(role), screen_shot_letter(other));
}
END_TEST

int main(void) {
    setenv("TZ", "UTC", 1);
    tzset();
    Suite *suite = suite_create("screens");
    TCase *tc = tcase_create("screens");
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, every_role_has_a_letter_of_its_own);
    tcase_add_test(tc, screens_of_a_list);
    tcase_add_test(tc, screens_in_ascii);
    tcase_add_test(tc, screens_of_a_journey);
    tcase_add_test(tc, screens_of_lists_that_are_none);
    tcase_add_test(tc, screens_of_the_prompt);
    tcase_add_test(tc, screens_of_commands_that_cost);
    tcase_add_test(tc, screens_of_every_size);
    tcase_add_test(tc, screens_without_colour);
    tcase_add_test(tc, screens_of_a_wrong_key);
    tcase_add_test(tc, screens_of_an_empty_purse);
    run_sample(tc, screens_of_faults, 0, sizeof faults / sizeof *faults, 3);
    tcase_add_test(tc, words_of_a_redirect);
    tcase_add_test(tc, screens_of_a_filter_and_a_search_that_are_typed);
    tcase_add_test(tc, screens_of_records_that_are_not_whole);
    tcase_add_test(tc, screens_of_a_first_page_that_fails);
    tcase_add_test(tc, screens_of_the_ledger);
    tcase_add_test(tc, the_ledger_has_a_selected_request);
    tcase_add_test(tc, a_list_that_is_opened_takes_the_place_of_the_ledger);
    tcase_add_test(tc, screens_of_a_load);
    tcase_add_test(tc, screens_of_a_load_elsewhere);
    tcase_add_test(tc, a_load_is_drawn_in_its_own_time);
    tcase_add_test(tc, screens_of_another_program);
    tcase_add_test(tc, screens_of_a_price_without_room);
    tcase_add_test(tc, quitting_waits_for_what_was_sent);
    tcase_add_test(tc, quitting_ends_a_load);
    tcase_add_test(tc, quitting_waits_for_nothing_that_was_not_sent);
    tcase_add_test(tc, screens_of_keys_without_use);
    tcase_add_test(tc, the_list_answers_every_key);
    tcase_add_loop_test(tc, views_answer_every_key, 0, 3);
    tcase_add_test(tc, screens_of_failures_on_small_screens);
    tcase_add_test(tc, screens_of_snapshots_of_some_age);
    tcase_add_test(tc, sums_are_not_read_for_a_key);
    tcase_add_test(tc, screens_of_a_small_load);
    tcase_add_test(tc, screens_of_the_store);
    tcase_add_test(tc, screens_of_a_cap);
    tcase_add_test(tc, scripts_that_mean_nothing_are_refused);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
