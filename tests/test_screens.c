/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole screens, without a terminal: keys by a script on a person's path, the sandbox over HTTP,
 * cells and roles compared exactly. */
#include "session/navigate.h"
#include "tests/run.h"
#include "tests/stage.h"

#include <check.h>
#include <string.h>

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
         "q p End\n"
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
    struct sandbox_bill bill = sandbox_read_bill(stage.sandbox);
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
    config.key = "wrong";
    play(&config, "zoe.flores", ":shot wrong-key\n");
}
END_TEST

START_TEST(screens_of_an_empty_purse) {
    struct stage_config config;
    stage_config_init(&config);
    config.sandbox.balance = 33;
    play(&config, "zoe.flores",
         "PgDn\n"
         ":shot purse-smaller-page\n"
         "PgDn\n"
         ":shot purse-empty\n");
    config.sandbox.balance = 15;
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
        config.silence_s = 1;
    config.sandbox.faults = &faults[_i].fault;
    config.sandbox.fault_count = 1;
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
    config.sandbox.faults = redirect;
    config.sandbox.fault_count = 1;
    stage_open(&stage, &config);
    ck_assert(navigate_open(&stage.session, "zoe.flores", &err));
    stage_play(&stage, "PgDn\n");
    ck_assert_ptr_nonnull(strstr(stage.session.message, "http://127.0.0.2:"));
    stage_play(&stage, "m\n");
    ck_assert_uint_eq(stage.session.trail.current->list->count, 40);
    stage_close(&stage);
}
END_TEST

/* The very first page, too: nothing is here then but the words. */
START_TEST(screens_of_a_first_page_that_fails) {
    static const char *const first[] = {"garbage@2"};
    struct stage_config config;
    stage_config_init(&config);
    config.sandbox.faults = first;
    config.sandbox.fault_count = 1;
    play(&config, "zoe.flores", ":shot fault-first-page\nm\n:shot fault-first-page-after\n");
}
END_TEST

START_TEST(screens_of_records_that_are_not_whole) {
    static const char *const broken[] = {"missing@2", "types@3"};
    struct stage_config config;
    stage_config_init(&config);
    config.sandbox.faults = broken;
    config.sandbox.fault_count = 2;
    play(&config, "zoe.flores",
         ":shot defects-missing\nDown*3\n:shot defects-missing-row\nPgDn Down*3\n:shot "
         "defects-types\n");
}
END_TEST

START_TEST(scripts_that_mean_nothing_are_refused) {
    static const char *const scripts[] = {"Nothing",  "Down*0",    "Down*x",
                                          ":size 24", ":size 0x0", ":shoot x"};
    struct stage_config config;
    struct stage stage;
    struct err err;
    stage_config_init(&config);
    stage_open(&stage, &config);
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
        ck_assert_msg(!play_run(&stage.app, stage.mailbox, scripts[i], NULL, NULL, &err), "%s",
                      scripts[i]);
    ck_assert_ptr_nonnull(strstr(err.text, "line 1"));
    stage_close(&stage);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("screens");
    TCase *tc = tcase_create("screens");
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, screens_of_a_list);
    tcase_add_test(tc, screens_of_a_journey);
    tcase_add_test(tc, screens_of_lists_that_are_none);
    tcase_add_test(tc, screens_of_the_prompt);
    tcase_add_test(tc, screens_of_every_size);
    tcase_add_test(tc, screens_without_colour);
    tcase_add_test(tc, screens_of_a_wrong_key);
    tcase_add_test(tc, screens_of_an_empty_purse);
    tcase_add_loop_test(tc, screens_of_faults, 0, sizeof faults / sizeof *faults);
    tcase_add_test(tc, words_of_a_redirect);
    tcase_add_test(tc, screens_of_records_that_are_not_whole);
    tcase_add_test(tc, screens_of_a_first_page_that_fails);
    tcase_add_test(tc, scripts_that_mean_nothing_are_refused);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
