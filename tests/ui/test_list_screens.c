/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lists of what is stored, on the screen: everybody whose list is stored, and who of them
 * follows an account. Complete, partial, hidden, empty and failed lists, and nasty names. */
#include "tests/support/nasty.h"
#include "tests/support/run.h"
#include "tests/support/stage.h"

#include <check.h>
#include <stdio.h>

static const struct {
    int rows, cols;
} sizes[] = {{5, 20}, {12, 40}, {24, 80}, {43, 132}, {50, 200}};

enum { SIZES = sizeof sizes / sizeof *sizes, SCRIPT_BYTES = 128, PAGE = 20 };

#define OPEN(name) "@\n:type " name "\nEnter\n"

static void shoot(struct stage *stage, const char *name) {
    char script[SCRIPT_BYTES];
    for (size_t i = 0; i < SIZES; i++) {
        snprintf(script, sizeof script, ":size %dx%d\n:shot %s-%dx%d\n", sizes[i].rows,
                 sizes[i].cols, name, sizes[i].cols, sizes[i].rows);
        stage_play(stage, script);
    }
    stage_play(stage, ":size 24x80\n");
}

/* The first pages of five lists, with a hidden one among them, and the whole of a sixth; then the
 * second page of another, which fails. */
START_TEST(screens_of_what_is_stored) {
    static const char *const fault[] = {"502@10"};
    struct stage_config config;
    struct stage stage;
    stage_config_init(&config);
    config.shop.sandbox.faults = fault;
    config.shop.sandbox.fault_count = 1;
    stage_open(&stage, &config);
    stage_play(&stage, OPEN("zoe.flores") OPEN("tinychaiwat87") "m m m\n" OPEN("_jyoti.plain_")
                           OPEN("keeps.it.secret") OPEN("follows.nobody") OPEN("hui.house") "m\n");
    stage_play(&stage, "I\n");
    shoot(&stage, "lists");
    stage_play(&stage, "o\n:type S\n:shot lists-by-state\nEsc\n"
                       "&\n:type complete\nEnter\n:shot lists-complete\nEsc\nEnd\nw\n");
    shoot(&stage, "followed-by-owner");
    stage_close_uncertain(&stage, PAGE, 0);
}
END_TEST

/* Owners of any name: the list of one goes on, those of the others end short. */
START_TEST(screens_of_nasty_owners) {
    struct stage_config config;
    struct stage stage;
    struct nasty nasty;
    nasty_open(&nasty);
    stage_config_init(&config);
    config.shop.sandbox.network_dir = nasty.folder;
    stage_open(&stage, &config);
    stage_play(&stage,
               OPEN("7016") OPEN("7011") OPEN("7021") OPEN("7026") OPEN(NASTY_OWNER) "Down*2\nw\n");
    shoot(&stage, "nasty-followed-by");
    stage_play(&stage, "I\n");
    shoot(&stage, "nasty-lists");
    stage_close(&stage);
    nasty_close(&nasty);
}
END_TEST

START_TEST(screens_of_none) {
    struct stage_config config;
    struct stage stage;
    stage_config_init(&config);
    stage_open(&stage, &config);
    stage_play(&stage, "I\n:shot lists-none\n" OPEN("tinychaiwat87") "w\n:shot followed-by-none\n");
    stage_close(&stage);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("lists");
    TCase *tcase = tcase_create("lists");
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, screens_of_what_is_stored);
    tcase_add_test(tcase, screens_of_nasty_owners);
    tcase_add_test(tcase, screens_of_none);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
