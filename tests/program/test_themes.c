/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Themes as the terminal gets them, from the option, the file and the key; and what is kept. */
#include "base/file.h"
#include "base/mem.h"
#include "tests/support/browser.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { TIMEOUT_S = 60, FILE_BYTES = 4096, VARIABLE_BYTES = 256 };

/* Colours of 256, bright ones, and the basic six. */
#define CALM_ACCENT   "\033[38;5;80m"
#define DEEP_ACCENT   "\033[38;5;24m"
#define BRIGHT_ACCENT "\033[96m"
#define BASIC_ACCENT  "\033[36m"

#define ON_DARK "COLORFGBG=15;0"
#define ON_PALE "COLORFGBG=0;15"

static const struct {
    const char *words[4], *environment[3], *kept, *accent;
} themes[] = {
    {{"@zoe.flores"}, {NULL}, NULL, NULL},
    {{"@zoe.flores"}, {ON_DARK}, NULL, CALM_ACCENT},
    {{"@zoe.flores"}, {ON_PALE}, NULL, DEEP_ACCENT},
    {{"@zoe.flores"}, {ON_DARK, "TERM=xterm"}, NULL, BASIC_ACCENT},
    {{"@zoe.flores"}, {ON_PALE, "TERM=xterm"}, NULL, NULL},
    {{"--theme=dark", "@zoe.flores"}, {NULL}, NULL, CALM_ACCENT},
    {{"--theme=dark", "@zoe.flores"}, {ON_PALE}, NULL, CALM_ACCENT},
    {{"--theme", "light", "@zoe.flores"}, {NULL}, NULL, DEEP_ACCENT},
    {{"--theme=16", "@zoe.flores"}, {NULL}, NULL, NULL},
    {{"--theme=16", "@zoe.flores"}, {ON_DARK}, NULL, BRIGHT_ACCENT},
    {{"--theme=mono", "@zoe.flores"}, {ON_DARK}, NULL, NULL},
    {{"--theme=dark", "@zoe.flores"}, {"NO_COLOR=1"}, NULL, NULL},
    {{"--theme=dark", "--no-color", "@zoe.flores"}, {NULL}, NULL, NULL},
    {{"--theme=dark", "@zoe.flores"}, {"TERM=xterm"}, NULL, BASIC_ACCENT},
    {{"--theme=light", "@zoe.flores"}, {"TERM=xterm"}, NULL, NULL},
    {{"@zoe.flores"}, {NULL}, "theme = light\n", DEEP_ACCENT},
    {{"--theme=dark", "@zoe.flores"}, {NULL}, "theme = light\n", CALM_ACCENT},
};

static struct scratch scratch;
static char *kept_path, state_variable[VARIABLE_BYTES];

static void set_up(void) {
    scratch_init(&scratch);
    snprintf(state_variable, sizeof state_variable, "XDG_STATE_HOME=%s", scratch.folder);
    size_t size = strlen(scratch.folder) + sizeof "/followtrail/looks";
    kept_path = mem_alloc(size);
    snprintf(kept_path, size, "%s/followtrail", scratch.folder);
    ck_assert_int_eq(mkdir(kept_path, 0700), 0);
    snprintf(kept_path, size, "%s/followtrail/looks", scratch.folder);
}

static void tear_down(void) {
    free(kept_path);
    scratch_fini(&scratch);
}

static void write_kept(const char *text) {
    struct buf content;
    struct err err;
    buf_init(&content, FILE_BYTES);
    buf_text_put(&content, text);
    ck_assert(file_replace(kept_path, &content, &err));
    buf_fini(&content);
}

static void open_browser(struct browser *browser, const char *const words[],
                         const char *const environment[]) {
    const char *variables[4] = {state_variable};
    struct browser_config config;
    for (size_t i = 0; environment && environment[i]; i++)
        variables[i + 1] = environment[i];
    browser_config_init(&config);
    config.words = words;
    config.pty.environment = variables;
    browser_open(browser, &config);
}

/* Whether a sequence `1;36m` has a colour; 39 is the terminal's own. */
static bool is_coloured(const char *codes) {
    const char *end = codes + strspn(codes, "0123456789;");
    for (const char *at = codes; *end == 'm' && at < end; at += strcspn(at, ";m") + 1)
        if (strchr("39", at[0]) && at[1] >= '1' && at[1] <= '8' && strchr(";m", at[2]))
            return true;
    return false;
}

/* Any colour at all. */
static bool has_colour(const char *stream) {
    for (const char *at = stream; (at = strstr(at, "\033[")); at += 2)
        if (is_coloured(at + 2))
            return true;
    return false;
}

START_TEST(themes_send_their_colours) {
    struct browser browser;
    if (themes[_i].kept)
        write_kept(themes[_i].kept);
    open_browser(&browser, themes[_i].words, themes[_i].environment);
    browser_wait(&browser, "20 of 412 loaded");
    browser_collect(&browser);
    const char *stream = buf_text(&browser.all);
    ck_assert_int_eq(has_colour(stream), themes[_i].accent != NULL);
    if (themes[_i].accent)
        ck_assert(strstr(stream, themes[_i].accent) != NULL);
    browser_close(&browser);
}
END_TEST

START_TEST(a_theme_is_turned_by_a_key_and_kept) {
    static const char *const words[] = {"@zoe.flores", NULL};
    struct browser browser;
    struct err err;
    open_browser(&browser, words, NULL);
    browser_wait(&browser, "20 of 412 loaded");
    browser_collect(&browser);
    size_t before = browser.all.len;
    browser_press(&browser, "T");
    browser_collect(&browser);
    const char *answer = buf_text(&browser.all) + before;
    ck_assert(strstr(answer, "38;5;80mhui.house") != NULL);
    ck_assert(browser_shows(&browser, "Theme: dark."));
    char *content = file_read(kept_path, FILE_BYTES, &err);
    ck_assert_msg(content && strstr(content, "theme = dark\n"), "%s", content ? content : err.text);
    free(content);
    browser_close(&browser);
}
END_TEST

/* The terminal was asked with the first frame, and has not answered. */
START_TEST(no_colours_are_explained) {
    static const char *const words[] = {"@zoe.flores", NULL};
    struct browser browser;
    open_browser(&browser, words, NULL);
    browser_wait(&browser, "20 of 412 loaded");
    browser_press(&browser, "TTTTT");
    ck_assert(browser_shows(&browser, "Theme: auto, without colours: no colours are known to fit"));
    browser_close(&browser);
}
END_TEST

START_TEST(a_damaged_file_is_told_of) {
    static const char *const words[] = {"@zoe.flores", NULL};
    struct browser browser;
    write_kept("theme = blue\n");
    open_browser(&browser, words, NULL);
    browser_wait(&browser, "20 of 412 loaded");
    ck_assert(browser_shows(&browser, "The saved look is damaged: line 1: "));
    browser_close(&browser);
}
END_TEST

/* Its store goes with it, and so does its look. */
START_TEST(a_demo_keeps_nothing) {
    static const char *const words[] = {"--demo", "@zoe.flores", NULL};
    struct browser browser;
    struct err err;
    open_browser(&browser, words, NULL);
    browser_wait(&browser, "20 of 412 loaded");
    browser_press(&browser, "T");
    ck_assert(browser_shows(&browser, "Theme: dark."));
    ck_assert(file_read(kept_path, FILE_BYTES, &err) == NULL);
    ck_assert_int_eq(err.kind, ERR_NONE);
    browser_send(&browser, "Q");
    ck_assert_int_eq(browser_wait_exit(&browser, PTY_DEADLINE_MS), 0);
    browser_abandon(&browser);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("themes");
    TCase *tc = tcase_create("themes");
    tcase_set_timeout(tc, TIMEOUT_S);
    tcase_add_checked_fixture(tc, set_up, tear_down);
    tcase_add_loop_test(tc, themes_send_their_colours, 0, sizeof themes / sizeof *themes);
    tcase_add_test(tc, a_theme_is_turned_by_a_key_and_kept);
    tcase_add_test(tc, no_colours_are_explained);
    tcase_add_test(tc, a_damaged_file_is_told_of);
    tcase_add_test(tc, a_demo_keeps_nothing);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
