/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program at a terminal with keys of one's own, and with a mouse: what it is sent, what it
 * switches, and what reports of a mouse do that nobody asked for. */
#include "tests/support/browser.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

enum { TIMEOUT_S = 60, AT_ONCE_MS = 1000 };

#define MOUSE_ON  "\033[?1006;1000h"
#define MOUSE_OFF "\033[?1006;1000l"

static struct scratch scratch;
static struct browser browser;

static void make_folder(void) {
    scratch_init(&scratch);
}

static void remove_folder(void) {
    scratch_fini(&scratch);
}

/* Nothing is fetched but what a key asks for. */
static void open_with(const char *settings, const char *term, bool is_job) {
    const char *const words[] = {"--config", scratch.path, "--no-prefetch", "@zoe.flores", NULL};
    const char *const environment[] = {term ? term : "TERM=xterm-256color", NULL};
    struct browser_config config;
    FILE *file = fopen(scratch.path, "w");
    ck_assert(file && fputs(settings, file) >= 0 && !fclose(file));
    ck_assert_int_eq(chmod(scratch.path, 0600), 0);
    browser_config_init(&config);
    config.words = words;
    config.pty.environment = environment;
    config.pty.is_job = is_job;
    browser_open(&browser, &config);
    ck_assert(pty_wait_text(&browser.pty, "chisel.by.kaethe"));
    ck_assert(pty_wait_quiet(&browser.pty, PTY_QUIET_MS));
    browser_collect(&browser);
}

static int64_t requests(void) {
    struct sandbox_child_bill bill;
    ck_assert(sandbox_child_read_bill(&browser.sandbox, &bill));
    return bill.requests;
}

/* What is under the selection is in the detail pane. */
static bool is_on(const char *account) {
    return browser_shows(&browser, account);
}

static size_t count_of(const char *text) {
    size_t count = 0;
    browser_collect(&browser);
    for (const char *at = buf_text(&browser.all); (at = strstr(at, text)); at++)
        count++;
    return count;
}

static const struct {
    const char *bytes, *name;
} function_keys[] = {
    {"\033OP", "F1"},      {"\033[11~", "F1"},
    {"\033OS", "F4"},      {"\033[15~", "F5"},
    {"\033[17~", "F6"},    {"\033[21~", "F10"},
    {"\033[24~", "F12"},   {"\033[2~", "Insert"},
    {"\033[3~", "Delete"}, {"\033[Z", "Shift-Tab"},
    {"\033x", "Alt-x"},    {"\033\303\251", "Alt-é"},
    {"\030", "^X"},        {"x", "x"},
};

START_TEST(a_key_of_ones_own) {
    char settings[64];
    snprintf(settings, sizeof settings, "key %s = down\nkey j = detail\n", function_keys[_i].name);
    open_with(settings, NULL, false);
    ck_assert(is_on("@chisel.by.kaethe"));
    browser_press(&browser, function_keys[_i].bytes);
    ck_assert(is_on("@hui.house"));
    browser_press(&browser, "j"); /* another meaning now */
    ck_assert(!is_on("@hui.house"));
    browser_close(&browser);
}
END_TEST

/* Said first, with the price, by whichever key. */
START_TEST(a_key_of_ones_own_that_spends) {
    open_with("key F5 = refetch\n", NULL, false);
    int64_t before = requests();
    browser_press(&browser, "\033[15~");
    browser_wait(&browser, "Fetch page 1 again for at most 21 credits ($0.02)? y/N");
    ck_assert_int_eq(requests(), before);
    browser_send(&browser, "n?refetch");
    browser_wait(&browser, "R  F5");
    browser_press(&browser, "\033");
    browser_close(&browser);
}
END_TEST

/* A letter is a letter where text is typed, whatever it means elsewhere. */
START_TEST(what_is_typed_is_no_command) {
    open_with("key x = suspend\nkey w = quit\nkey X = escape\n", NULL, false);
    browser_press(&browser, "@xwX");
    browser_wait(&browser, "xwX");
    browser_press(&browser, "\033");
    browser_press(&browser, "?xwX");
    browser_wait(&browser, "No matching command");
    browser_press(&browser, "\033");
    int64_t before = requests();
    browser_send(&browser, "\033[200~XmXm\033[201~");
    browser_wait(&browser, "Pasted text is ignored here");
    ck_assert_int_eq(requests(), before);
    browser_close(&browser);
}
END_TEST

enum { LONGER_THAN_A_PASTE_MS = 400 };

/* A control character in a paste neither acts nor ends the paste: what follows it could spend.
 * Escape alone, some time later, ends a paste that has no end. */
START_TEST(a_control_in_a_paste_is_a_part_of_it) {
    static const char *const pastes[] = {"\033[200~a\003mm$\033[201~", "\033[200~a\033 m$\033[201~",
                                         "\033[200~a\032\014m\r\033[201~"};
    open_with("", NULL, false);
    int64_t before = requests();
    for (size_t i = 0; i < sizeof pastes / sizeof *pastes; i++) {
        browser_send(&browser, pastes[i]);
        browser_wait(&browser, "Pasted text is ignored here");
    }
    browser_press(&browser, "@");
    browser_send(&browser, "\033[200~zoe\003\r\033[Axx\033[201~");
    browser_wait(&browser, "zoe xx");
    ck_assert_int_eq(requests(), before);
    browser_press(&browser, "\033");
    browser_send(&browser, "\033[200~never ends");
    ck_assert(pty_wait_quiet(&browser.pty, LONGER_THAN_A_PASTE_MS));
    browser_send(&browser, "\033");
    ck_assert(pty_wait_quiet(&browser.pty, LONGER_THAN_A_PASTE_MS)); /* or it is Alt and a letter */
    browser_press(&browser, "$");
    browser_wait(&browser, "Ledger");
    browser_close(&browser);
}
END_TEST

START_TEST(a_wrong_file_opens_nothing) {
    const char *const words[] = {"--config", scratch.path, "@zoe.flores", NULL};
    struct browser_config config;
    FILE *file = fopen(scratch.path, "w");
    ck_assert(file && fputs("\nkey F5 = refech\n", file) >= 0 && !fclose(file));
    browser_config_init(&config);
    config.words = words;
    browser_open(&browser, &config);
    ck_assert_int_eq(browser_wait_exit(&browser, AT_ONCE_MS), 78);
    ck_assert_ptr_nonnull(
        strstr(buf_text(&browser.all),
               ":2: key F5: there is no command “refech”; did you mean “refetch”?"));
    browser_abandon(&browser);
}
END_TEST

/* Nothing of a burst is lost, in any locale: letters beyond ASCII, bytes that are none, and the
 * keys after them. */
static const struct {
    const char *locale, *ascii, *keys, *seen;
} bursts[] = {
    {"LC_ALL=C.UTF-8", NULL, "/X\303\244q", "Xäq"},
    {"LC_ALL=C.UTF-8", "--ascii", "/X\303\244q", "Xaq"},
    {"LC_ALL=C.UTF-8", NULL, "/X\344q", "X\357\277\275q"},
    {"LC_ALL=C.UTF-8", NULL, "/X\360\237\033[Dq", "Xq\357\277\275"},
    {"LC_ALL=C.UTF-8", NULL, "\344\303j", "@hui.house"},
    {"LC_ALL=C.UTF-8", "--ascii", "\303\244j", "@hui.house"},
    {"LC_ALL=xx_YY.ISO-8859-1", NULL, "/X\344q", "Xaq"},
    {"LC_ALL=xx_YY.EUC-JP", NULL, "/X\306\374zq", "zq"},
    {"LC_ALL=C.UTF-8", NULL, "\033[200~K\303\244t\033[201~j", "@hui.house"},
};

START_TEST(nothing_typed_is_lost) {
    const char *const words[] = {"--no-prefetch", "@zoe.flores", bursts[_i].ascii, NULL};
    const char *const environment[] = {bursts[_i].locale, NULL};
    struct browser_config config;
    browser_config_init(&config);
    config.words = words;
    config.pty.environment = environment;
    browser_open(&browser, &config);
    ck_assert(pty_wait_text(&browser.pty, "chisel.by.kaethe"));
    ck_assert(pty_wait_quiet(&browser.pty, PTY_QUIET_MS));
    browser_collect(&browser);
    browser_send(&browser, bursts[_i].keys);
    browser_wait(&browser, bursts[_i].seen);
    browser_press(&browser, "\033");
    browser_close(&browser);
}
END_TEST

/* A slow line tears a character: its rest is awaited, and the next key goes on from there. */
START_TEST(a_torn_letter_is_whole_again) {
    open_with("", NULL, false);
    browser_press(&browser, "/X");
    browser_send(&browser, "\303");
    ck_assert(pty_wait_quiet(&browser.pty, PTY_QUIET_MS));
    browser_send(&browser, "\244q");
    browser_wait(&browser, "Xäq");
    browser_press(&browser, "\033");
    browser_close(&browser);
}
END_TEST

/* Another program may have left the mouse on. Reports in the new form and the old, pressed and
 * released, at a place whose old form spells a key that spends. */
START_TEST(without_a_mouse_reports_are_nothing) {
    static const char *const terms[] = {"TERM=xterm-256color", "TERM=tmux-256color", "TERM=linux",
                                        "TERM=vt100"};
    static const char reports[] = "\033[<0;10;8M\033[<0;10;8m\033[<65;10;8M"
                                  "\033[M mR\033[M#mR\033[Mamm";
    open_with("", terms[_i], false);
    int64_t before = requests();
    browser_send(&browser, reports);
    ck_assert(pty_wait_quiet(&browser.pty, PTY_QUIET_MS));
    ck_assert_str_eq(buf_text(&browser.pty.out), "");
    ck_assert_int_eq(requests(), before);
    browser_send(&browser, KEY_DOWN_BYTES);
    ck_assert(pty_wait_text(&browser.pty, "hui.house"));
    browser_close(&browser);
}
END_TEST

START_TEST(without_a_mouse_none_is_asked_for) {
    static const char *const modes[] = {"\033[?1000", "\033[?1002", "\033[?1003", "\033[?1006",
                                        "\033[?9h"};
    open_with("mouse = no\n", NULL, false);
    browser_send(&browser, "Q");
    ck_assert_int_eq(browser_wait_exit(&browser, AT_ONCE_MS), 0);
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++)
        ck_assert_uint_eq(count_of(modes[i]), 0);
    browser_abandon(&browser);
}
END_TEST

/* The slow line tore the Escape off: the last letter of the rest must not buy a page. */
START_TEST(a_torn_report_buys_nothing) {
    open_with(_i ? "mouse = yes\n" : "", NULL, false);
    int64_t before = requests();
    browser_press(&browser, "\033");
    browser_send(&browser, "[<0;10;8m");
    ck_assert(pty_wait_quiet(&browser.pty, PTY_QUIET_MS));
    ck_assert(browser_shows(&browser, "20 of 412"));
    ck_assert_int_eq(requests(), before);
    browser_close(&browser);
}
END_TEST

/* And the same further on: what came is followed by another key, which tells that it was taken. */
START_TEST(a_report_in_two_pieces_buys_nothing) {
    open_with(_i ? "mouse = yes\n" : "", NULL, false);
    int64_t before = requests();
    browser_send(&browser, "\033[<0;1");
    ck_assert(pty_wait_quiet(&browser.pty, 5 * PTY_QUIET_MS)); /* longer than a sequence may take */
    browser_send(&browser, "0;8m" KEY_DOWN_BYTES);
    ck_assert(pty_wait_text(&browser.pty, "hui.house"));
    ck_assert(browser_shows(&browser, "20 of 412"));
    ck_assert_int_eq(requests(), before);
    browser_close(&browser);
}
END_TEST

START_TEST(a_mouse_that_was_asked_for) {
    open_with("mouse = yes\ntheme = dark\n", NULL, false);
    ck_assert_uint_eq(count_of(MOUSE_ON), 1);
    int64_t before = requests();
    browser_press(&browser, "\033[<0;10;5M\033[<0;10;5m");
    ck_assert(is_on("@hui.house"));
    browser_press(&browser, "\033[<65;10;8M");
    ck_assert(browser_shows(&browser, "thuy_gloss15"));
    browser_press(&browser, "\033[<64;10;8M");
    ck_assert(!browser_shows(&browser, "thuy_gloss15"));
    browser_press(&browser, "\033[<0;38;3M\033[<0;38;3m");
    ck_assert(browser_shows(&browser, "followers"));
    browser_press(&browser, "\033[<0;75;24M\033[<0;75;24m");
    ck_assert(browser_shows(&browser, "type to find a key"));
    browser_press(&browser, "\033");
    ck_assert_int_eq(requests(), before);
    browser_send(&browser, "Q");
    ck_assert_int_eq(browser_wait_exit(&browser, AT_ONCE_MS), 0);
    ck_assert_uint_eq(count_of(MOUSE_ON), 1);
    ck_assert_uint_eq(count_of(MOUSE_OFF), 1);
    browser_abandon(&browser);
}
END_TEST

/* A click that came with a key is aimed at what the key has brought. */
START_TEST(a_click_waits_for_the_screen) {
    open_with("mouse = yes\n", NULL, false);
    browser_press(&browser, "d\033[<0;10;20M");
    browser_press(&browser, "d");
    ck_assert(is_on("@behind.a.door"));
    browser_close(&browser);
}
END_TEST

/* Where the description of the terminal knows the old form only. */
START_TEST(a_mouse_of_the_old_form) {
    open_with("mouse = yes\n", "TERM=tmux-256color", false);
    browser_send(&browser, "\033[M *%\033[M#*%");
    ck_assert(pty_wait_text(&browser.pty, "hui.house"));
    browser_close(&browser);
}
END_TEST

static void expect_off_at_last(void) {
    browser_collect(&browser);
    const char *all = buf_text(&browser.all), *on = NULL, *off = NULL;
    for (const char *at = all; (at = strstr(at, MOUSE_ON)); at++)
        on = at;
    for (const char *at = all; (at = strstr(at, MOUSE_OFF)); at++)
        off = at;
    ck_assert(on && off && off > on);
}

START_TEST(signals_switch_it_off) {
    static const int signals[] = {SIGTERM, SIGINT, SIGQUIT, SIGHUP};
    open_with("mouse = yes\n", NULL, false);
    ck_assert(pty_signal(&browser.pty, signals[_i]));
    ck_assert_int_eq(browser_wait_exit(&browser, AT_ONCE_MS), 128 + signals[_i]);
    expect_off_at_last();
    browser_abandon(&browser);
}
END_TEST

static void wait_for(bool is_stopped) {
    int status = 0;
    ck_assert(pty_wait_news(&browser.pty, &status, AT_ONCE_MS));
    ck_assert(is_stopped ? WIFSTOPPED(status) : WIFCONTINUED(status));
    ck_assert(is_stopped || pty_wait_text(&browser.pty, "\033[2J"));
    ck_assert(pty_wait_quiet(&browser.pty, PTY_QUIET_MS));
}

/* By ^Z; and by SIGSTOP, which nobody can prepare for: what the shell made of the terminal is made
 * good by SIGCONT. */
START_TEST(a_stop_switches_it_off_and_on_again) {
    open_with("mouse = yes\n", NULL, true);
    for (int turn = 0; turn < 2; turn++) {
        if (_i)
            ck_assert(pty_signal(&browser.pty, SIGSTOP));
        else
            browser_send(&browser, "\032");
        wait_for(true);
        if (!_i)
            expect_off_at_last();
        size_t before = count_of(MOUSE_ON);
        ck_assert(pty_signal(&browser.pty, SIGCONT));
        wait_for(false);
        ck_assert_uint_gt(count_of(MOUSE_ON), before);
        browser_press(&browser, turn ? "\033[<0;10;4M" : "\033[<0;10;5M");
        ck_assert(is_on(turn ? "@chisel.by.kaethe" : "@hui.house"));
    }
    browser_close(&browser);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("input");
    TCase *tc = tcase_create("input");
    tcase_add_checked_fixture(tc, make_folder, remove_folder);
    tcase_set_timeout(tc, TIMEOUT_S);
    run_sample(tc, a_key_of_ones_own, 0, sizeof function_keys / sizeof *function_keys, 3);
    tcase_add_test(tc, a_key_of_ones_own_that_spends);
    tcase_add_test(tc, what_is_typed_is_no_command);
    tcase_add_test(tc, a_control_in_a_paste_is_a_part_of_it);
    tcase_add_test(tc, a_wrong_file_opens_nothing);
    run_sample(tc, nothing_typed_is_lost, 0, sizeof bursts / sizeof *bursts, 2);
    tcase_add_test(tc, a_torn_letter_is_whole_again);
    tcase_add_loop_test(tc, without_a_mouse_reports_are_nothing, 0, 4);
    tcase_add_test(tc, without_a_mouse_none_is_asked_for);
    tcase_add_loop_test(tc, a_torn_report_buys_nothing, 0, 2);
    tcase_add_loop_test(tc, a_report_in_two_pieces_buys_nothing, 0, 2);
    tcase_add_test(tc, a_mouse_that_was_asked_for);
    tcase_add_test(tc, a_click_waits_for_the_screen);
    tcase_add_test(tc, a_mouse_of_the_old_form);
    run_sample(tc, signals_switch_it_off, 0, 4, 3);
    tcase_add_loop_test(tc, a_stop_switches_it_off_and_on_again, 0, 2);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
