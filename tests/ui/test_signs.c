/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ASCII signs: nothing of the program's own is drawn that a terminal may take for two columns, and
 * names stay as they are. */
#include "base/sign.h"

#include "base/ascii.h"
#include "base/text.h"
#include "base/utf8.h"
#include "session/navigate.h"
#include "tests/support/outlet.h"
#include "tests/support/run.h"
#include "tests/support/screen_shot.h"
#include "tests/support/stage.h"

#include <check.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 4, COLS = 40, PATH_BYTES = 256, SHOT_BYTES = 1 << 20, ACCOUNTS = 60 };

static void encode(uint32_t code, char text[UTF8_BYTES_MAX + 1]) {
    text[utf8_encode(code, text)] = '\0';
}

START_TEST(a_sign_is_as_wide_as_what_stands_in_for_it) {
    char text[UTF8_BYTES_MAX + 1], spelt[UTF8_BYTES_MAX];
    ck_assert_ptr_nonnull(setlocale(LC_CTYPE, "C.UTF-8"));
    for (size_t i = 0; sign_at(i); i++) {
        encode(sign_at(i), text);
        ck_assert_uint_eq(text_width(text), 1);
        ck_assert_int_eq(ascii_spell(text, strlen(text), spelt, sizeof spelt) > 0, true);
        ck_assert_int_eq(spelt[0], sign_ascii(sign_at(i)));
    }
    ck_assert_int_eq(sign_ascii(U'李'), 0);
    ck_assert_int_eq(sign_ascii('a'), 0);
}
END_TEST

static bool was_sent(const struct outlet *outlet, const char *text) {
    return strstr(buf_text(&outlet->sent), text) != NULL;
}

START_TEST(names_keep_their_signs) {
    struct outlet outlet;
    ck_assert_ptr_nonnull(setlocale(LC_CTYPE, "C.UTF-8"));
    outlet_open(&outlet, "xterm-256color", ROWS, COLS);
    screen_use_signs(outlet.screen, LOOK_SIGNS_ASCII);
    outlet_forget(&outlet);
    screen_erase(outlet.screen);
    screen_put(outlet.screen, 0, 0, COLS, ROLE_TEXT, "20 of 412 · “quit” … ▌✓");
    screen_put_outside(outlet.screen, 1, 0, COLS, ROLE_TEXT, "wheel·thrown 李小龙 “…”");
    screen_put_outside(outlet.screen, 2, 0, 6, ROLE_TEXT, "cut: Зоя");
    outlet_flush(&outlet);
    ck_assert(was_sent(&outlet, "20 of 412 - \"quit\" ~ >v"));
    ck_assert(was_sent(&outlet, "wheel·thrown 李小龙 “…”"));
    ck_assert(was_sent(&outlet, "cut: ~"));
    outlet_close(&outlet);
}
END_TEST

/* A terminal that draws a letter of a name too wide has moved what follows: the row is sent again
 * as a whole when the name changes. */
START_TEST(names_are_of_any_width) {
    static const char *const names[] = {"Зоя Иванова", "Зоя Петрова"};
    struct outlet outlet;
    ck_assert_ptr_nonnull(setlocale(LC_CTYPE, "C.UTF-8"));
    outlet_open(&outlet, "xterm-256color", ROWS, COLS);
    for (int signs = 0; signs < LOOK_SIGNS_COUNT; signs++) {
        screen_use_signs(outlet.screen, (enum look_signs)signs);
        for (size_t i = 0; i < 2; i++) {
            outlet_forget(&outlet);
            screen_erase(outlet.screen);
            screen_put(outlet.screen, 1, 0, 8, ROLE_TEXT, "handle");
            screen_put_outside(outlet.screen, 1, 10, 20, ROLE_TEXT, names[i]);
            outlet_flush(&outlet);
        }
        ck_assert_int_eq(was_sent(&outlet, "handle"), signs == LOOK_SIGNS_ASCII);
    }
    outlet_close(&outlet);
}
END_TEST

static FILE *open_file(const char *folder, const char *name) {
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "we");
    ck_assert_msg(file != NULL, "%s", path);
    return file;
}

/* A network of plain names: all that is not ASCII on the screen is the program's own. */
static void make_network(char *folder) {
    ck_assert_ptr_nonnull(mkdtemp(folder));
    FILE *accounts = open_file(folder, "accounts.csv"), *follows = open_file(folder, "follows.csv");
    fputs("id,username,display_name,bio,region,is_verified,is_private,follower_count,"
          "following_count,like_count,video_count\n"
          "100,owner,The Owner,,,true,false,1,60,2,3\n",
          accounts);
    fputs("source,target\n", follows);
    for (int row = 1; row <= ACCOUNTS; row++) {
        fprintf(accounts, "%d,handle.%d,Name %d,A bio of %d words,%s,%s,%s,%d,%d,%d,%d\n",
                100 + row, row, row, row, row % 3 ? "SE" : "", row % 4 ? "false" : "true",
                row % 5 ? "false" : "true", row * 7919, row * 31, row * 104729, row);
        fprintf(follows, "100,%d\n", 100 + row);
    }
    ck_assert_int_eq(fclose(accounts) | fclose(follows), 0);
}

static void remove_network(const char *folder) {
    static const char *const names[] = {"accounts.csv", "follows.csv", ""};
    char path[PATH_BYTES];
    for (size_t i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        ck_assert_int_eq(remove(path), 0);
    }
}

static void check_ascii(const struct stage *stage, const char *keys, int cols) {
    struct buf shot;
    buf_init(&shot, SHOT_BYTES);
    screen_shot(stage->screen, &shot);
    for (const char *at = buf_text(&shot); *at; at++)
        ck_assert_msg((unsigned char)*at < 0x80, "after %s at %d columns:\n%s", keys, cols,
                      buf_text(&shot));
    buf_fini(&shot);
}

static void play_steps(struct stage *stage, int cols) {
    static const char *const steps[] = {
        "Down*3", "Space", "o f", "D", "z", "z D", "/ a Esc", "&",      "Esc",      "?",
        "q $",    "Tab q", "C",   "q", "i", "q J", "q",       "PgDn*9", "m",        "G",
        "B",      ":",     "Esc", "R", "n", "L",   "n",       "Enter",  "Backspace"};
    char script[PATH_BYTES];
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        snprintf(script, sizeof script, "%s\n", steps[i]);
        stage_play(stage, script);
        check_ascii(stage, steps[i], cols);
    }
}

START_TEST(screens_of_plain_names_are_ascii) {
    static const int sizes[][2] = {{5, 20}, {12, 40}, {24, 80}, {43, 132}};
    char folder[] = "/tmp/followtrail-signs-XXXXXX";
    struct stage_config config;
    struct stage stage;
    struct look look;
    struct err err;
    make_network(folder);
    stage_config_init(&config);
    config.rows = sizes[_i][0];
    config.cols = sizes[_i][1];
    config.shop.sandbox.network_dir = folder;
    stage_open(&stage, &config);
    remove_network(folder);
    look_init(&look);
    look.signs = LOOK_SIGNS_ASCII;
    ck_assert(app_use_look(&stage.app, &look, 0, NULL, &err));
    ck_assert_msg(navigate_open(&stage.session, "owner", &err), "%s", err.text);
    play_steps(&stage, sizes[_i][1]);
    stage_close(&stage);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("signs");
    TCase *tc = tcase_create("signs");
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, a_sign_is_as_wide_as_what_stands_in_for_it);
    tcase_add_test(tc, names_keep_their_signs);
    tcase_add_test(tc, names_are_of_any_width);
    tcase_add_loop_test(tc, screens_of_plain_names_are_ascii, 0, 4);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
