/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The terminal's background: what is asked of which terminal, what is made of the answer and of the
 * environment, and what becomes of what is on the screen. */
#include "base/key.h"
#include "tests/support/outlet.h"
#include "tests/support/run.h"
#include "ui/terminal/screen_background.h"

#include <check.h>
#include <curses.h>
#include <fcntl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <term.h>
#include <unistd.h>

enum { HEIGHT = 24, WIDTH = 80 };

#define QUESTION      "\033]11;?\007"
#define TEXT_QUESTION "\033]10;?\007"
#define DARK_ACCENT   "\033[38;5;80m"
#define PALE_ACCENT   "\033[38;5;24m"
#define BOLD          "\033[0;1m"

static struct outlet outlet;

static void set_up(void) {
    ck_assert_ptr_nonnull(setlocale(LC_CTYPE, "C.UTF-8"));
    unsetenv("COLORFGBG");
}

static void open_on(const char *term, enum look_theme theme) {
    outlet_open(&outlet, term, HEIGHT, WIDTH);
    screen_use_theme(outlet.screen, theme);
}

static void draw(void) {
    screen_erase(outlet.screen);
    screen_put(outlet.screen, 0, 0, WIDTH, ROLE_ACCENT, "zoe.flores");
    screen_put(outlet.screen, 1, 0, WIDTH, ROLE_TEXT, "ab נועה שקד");
    outlet_flush(&outlet);
}

static bool has_sent(const char *bytes) {
    return strstr(buf_text(&outlet.sent), bytes) != NULL;
}

/* A packet a byte: what is not read of one is lost. */
static void type(const char *bytes) {
    for (; *bytes; bytes++)
        ck_assert_int_eq(send(outlet.fd, bytes, 1, 0), 1);
}

/* The answer as the terminal sends it, with a key after it. */
static int answer(const char *bytes) {
    bool has_ended = false;
    type(bytes);
    type("m");
    int key = screen_key(outlet.screen, &has_ended);
    ck_assert_int_eq(screen_key(outlet.screen, &has_ended), KEY_CODE_NONE);
    ck_assert(!has_ended);
    return key;
}

static const struct {
    const char *environment, *reply, *accent;
    bool is_change;
} answers[] = {
    {NULL, "\033]11;rgb:0000/2b2b/3636\007", DARK_ACCENT, true},
    {NULL, "\033]11;rgb:0000/2b2b/3636\033\\", DARK_ACCENT, true},
    {NULL, "\033]11;rgb:fdfd/f6f6/e3e3\007", PALE_ACCENT, true},
    {NULL, "\033]11;#ffffff\007", PALE_ACCENT, true},
    {NULL, "\033]11;rgba:0/0/0/8000\007", DARK_ACCENT, true},
    {NULL, "\033]11;rgb:8080/8080/8080\007", BOLD, false},
    {NULL, "\033]11;black\007", BOLD, false},
    {NULL, "\033]11;rgb:\007", BOLD, false},
    {NULL, "\033]10;rgb:0000/0000/0000\007", BOLD, false},
    {NULL, "", BOLD, false},
    {"15;0", "", DARK_ACCENT, false},
    {"0;default;15", "", PALE_ACCENT, false},
    {"0;15", "\033]11;rgb:0000/2b2b/3636\007", DARK_ACCENT, true},
    {"0;15", "\033]11;rgb:8080/8080/8080\007", BOLD, true},
    {"0;15", "\033]11;rgb:hostile\007", PALE_ACCENT, false},
    {"0;15", "\033]11;rgb:ffff/ffff/ffff\007", PALE_ACCENT, false},
    {"0;", "", BOLD, false},
    {"default;default", "", BOLD, false},
    {"15;16", "", BOLD, false},
    {"0", "", BOLD, false},
};

START_TEST(colours_fit_what_is_known) {
    if (answers[_i].environment)
        setenv("COLORFGBG", answers[_i].environment, 1);
    open_on("xterm-256color", LOOK_AUTO);
    draw();
    ck_assert(has_sent(QUESTION));
    ck_assert_int_eq(answer(answers[_i].reply), 'm');
    ck_assert_int_eq(screen_is_recoloured(outlet.screen), answers[_i].is_change);
    ck_assert(!screen_is_recoloured(outlet.screen));
    screen_redraw(outlet.screen);
    outlet_forget(&outlet);
    draw();
    ck_assert(has_sent(answers[_i].accent));
    ck_assert(!has_sent(QUESTION));
    outlet_close(&outlet);
}
END_TEST

/* A frame is one write, with the question in it, and the answer changes what is on the screen. Text
 * whose width is disputed is sent whole. */
START_TEST(what_is_on_the_screen_is_recoloured) {
    open_on("xterm-256color", LOOK_AUTO);
    outlet_forget(&outlet);
    draw();
    ck_assert_uint_eq(outlet.writes, 1);
    ck_assert(!strncmp(buf_text(&outlet.sent), QUESTION, strlen(QUESTION)));
    answer("\033]11;rgb:ffff/ffff/ffff\007");
    outlet_forget(&outlet);
    draw();
    ck_assert(has_sent(PALE_ACCENT));
    ck_assert(has_sent("ab "));
    ck_assert(has_sent("zoe.flores"));
    outlet_close(&outlet);
}
END_TEST

/* On a light background the colour of text is asked for, after the background where that is asked
 * for. Black is not sent where text is as dark. */
static const struct {
    enum look_theme theme;
    const char *background, *text;
    bool is_asked, is_own;
} texts[] = {
    {LOOK_LIGHT, NULL, "\033]10;rgb:0000/0000/0000\007", true, true},
    {LOOK_LIGHT, NULL, "\033]10;#171421\033\\", true, true},
    {LOOK_LIGHT, NULL, "\033]10;rgb:6565/7b7b/8383\007", true, false},
    {LOOK_LIGHT, NULL, "\033]10;rgb:ffff/ffff/ffff\007", true, false},
    {LOOK_LIGHT, NULL, "\033]10;black\007", true, false},
    {LOOK_LIGHT, NULL, "\033]11;rgb:0000/0000/0000\007", true, false},
    {LOOK_LIGHT, NULL, "", true, false},
    {LOOK_AUTO, "\033]11;rgb:ffff/ffff/ffff\007", "\033]10;rgb:0/0/0\007", true, true},
    {LOOK_AUTO, "\033]11;rgb:fdfd/f6f6/e3e3\007", "\033]10;rgb:6565/7b7b/8383\007", true, false},
    {LOOK_AUTO, "\033]11;rgb:ffff/ffff/ffff\007", "\033]11;rgb:0/0/0\007", true, false},
    {LOOK_AUTO, "\033]10;rgb:0/0/0\007\033]11;rgb:ffff/ffff/ffff\007", "", true, false},
    {LOOK_AUTO, "", "\033]10;rgb:0/0/0\007", false, true},
    {LOOK_AUTO, "\033]11;rgb:0/0/0\007", "\033]10;rgb:0/0/0\007", false, true},
    {LOOK_DARK, NULL, "\033]10;rgb:0/0/0\007", false, true},
};

START_TEST(text_as_dark_as_black_is_not_sent) {
    open_on("xterm-256color", texts[_i].theme);
    draw();
    if (texts[_i].background) {
        ck_assert(!has_sent(TEXT_QUESTION));
        answer(texts[_i].background);
        draw();
    }
    ck_assert_int_eq(has_sent(TEXT_QUESTION), texts[_i].is_asked);
    screen_is_recoloured(outlet.screen);
    ck_assert_int_eq(answer(texts[_i].text), 'm');
    ck_assert_int_eq(screen_is_recoloured(outlet.screen), texts[_i].is_asked && texts[_i].is_own);
    outlet_forget(&outlet);
    screen_redraw(outlet.screen);
    draw();
    ck_assert(!has_sent(TEXT_QUESTION));
    ck_assert_int_eq(!has_sent("38;5;16m"), texts[_i].is_own);
    outlet_close(&outlet);
}
END_TEST

START_TEST(the_first_answer_counts) {
    open_on("xterm-256color", LOOK_AUTO);
    draw();
    answer("\033]11;rgb:ffff/ffff/ffff\007");
    ck_assert(screen_is_recoloured(outlet.screen));
    answer("\033]11;rgb:0000/0000/0000\007");
    ck_assert(!screen_is_recoloured(outlet.screen));
    outlet_close(&outlet);
}
END_TEST

static const struct {
    const char *term;
    bool is_asked;
    enum style_background guess;
} terms[] = {
    {"xterm", true, STYLE_BACKGROUND_UNKNOWN},
    {"xterm-256color", true, STYLE_BACKGROUND_UNKNOWN},
    {"tmux-256color", true, STYLE_BACKGROUND_UNKNOWN},
    {"screen", true, STYLE_BACKGROUND_UNKNOWN},
    {"screen.xterm-256color", true, STYLE_BACKGROUND_UNKNOWN},
    {"rxvt-unicode-256color", true, STYLE_BACKGROUND_UNKNOWN},
    {"putty-256color", true, STYLE_BACKGROUND_UNKNOWN},
    {"linux", false, STYLE_BACKGROUND_DARK},
    {"linux-16color", false, STYLE_BACKGROUND_DARK},
    {"vt100", false, STYLE_BACKGROUND_UNKNOWN},
    {"vt220", false, STYLE_BACKGROUND_UNKNOWN},
    {"ansi", false, STYLE_BACKGROUND_UNKNOWN},
    {"cons25", false, STYLE_BACKGROUND_UNKNOWN},
    {"eterm-color", false, STYLE_BACKGROUND_UNKNOWN},
    {"dumb", false, STYLE_BACKGROUND_UNKNOWN},
    {"", false, STYLE_BACKGROUND_UNKNOWN},
    {NULL, false, STYLE_BACKGROUND_UNKNOWN},
};

START_TEST(some_terminals_are_not_asked) {
    ck_assert_int_eq(screen_background_can_ask(terms[_i].term), terms[_i].is_asked);
    ck_assert_int_eq(screen_background_guess(terms[_i].term), terms[_i].guess);
}
END_TEST

/* A chosen theme needs no answer; a later change to one that does asks then. */
START_TEST(a_chosen_theme_does_not_ask) {
    static const enum look_theme chosen[] = {LOOK_DARK, LOOK_LIGHT, LOOK_MONO};
    for (size_t i = 0; i < sizeof chosen / sizeof *chosen; i++) {
        open_on("xterm-256color", chosen[i]);
        draw();
        ck_assert(!has_sent(QUESTION));
        screen_use_theme(outlet.screen, i ? LOOK_AUTO : LOOK_SIXTEEN);
        draw();
        ck_assert(has_sent(QUESTION));
        outlet_forget(&outlet);
        screen_use_theme(outlet.screen, LOOK_DARK);
        draw();
        screen_use_theme(outlet.screen, LOOK_AUTO);
        draw();
        ck_assert(!has_sent(QUESTION));
        outlet_close(&outlet);
    }
}
END_TEST

/* There a number is no number of the palette. */
START_TEST(direct_colours_are_not_numbered) {
    static const char *const direct[] = {"xterm-direct", "xterm-direct2", "alacritty-direct"};
    int status;
    if (setupterm(direct[_i], STDOUT_FILENO, &status) != OK)
        return;
    del_curterm(cur_term);
    open_on(direct[_i], LOOK_DARK);
    draw();
    ck_assert(has_sent("\033[36m"));
    outlet_close(&outlet);
}
END_TEST

/* What was not read when the screen is closed, on a terminal of its own. `before` is read, `then`
 * waits. */
static const struct {
    const char *before, *then, *left;
} ends[] = {
    {"", "\033]11;rgb:ffff/ffff/ffff\007", ""},
    {"", "\033]11;rgb:f/f/f\033\\", ""},
    {"\033]11;rgb:ff", "ff/ffff/ffff\007", ""},
    {"\033]11;rgb:ff", "ff/ffff/ffff\007ls\r", "ls\r"},
    {"", "\033]11;rgb:ffff/ffff/ffff\007ls\r", "ls\r"},
    {"", "ls\r", "ls\r"},
    {"", "\033OA", "\033OA"},
    {"", "", ""},
    {"\033]11;rgb:f/f/f\007", "make -j8 check && make install\r",
     "make -j8 check && make install\r"},
};

START_TEST(the_shell_gets_no_answer) {
    int fds[2];
    struct err err;
    bool has_ended = false;
    char left[64] = "";
    ck_assert_int_eq(pipe2(fds, O_NONBLOCK), 0);
    FILE *in = fdopen(fds[0], "r"), *out = fopen("/dev/null", "w");
    ck_assert(in && out);
    struct screen_config config = {.out = out,
                                   .in = in,
                                   .term = "xterm-256color",
                                   .has_colour = true,
                                   .rows = HEIGHT,
                                   .cols = WIDTH};
    struct screen *screen = screen_open(&config, &err);
    ck_assert_msg(screen != NULL, "%s", err.text);
    screen_flush(screen);
    ck_assert_int_ge(write(fds[1], ends[_i].before, strlen(ends[_i].before)), 0);
    ck_assert_int_eq(screen_key(screen, &has_ended), KEY_CODE_NONE);
    ck_assert_int_ge(write(fds[1], ends[_i].then, strlen(ends[_i].then)), 0);
    screen_close(screen);
    ck_assert_int_ge(read(fds[0], left, sizeof left - 1), *ends[_i].left ? 1 : -1);
    ck_assert_str_eq(left, ends[_i].left);
    fclose(in);
    fclose(out);
    close(fds[1]);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("screen_background");
    TCase *tc = tcase_create("backgrounds");
    tcase_add_checked_fixture(tc, set_up, NULL);
    tcase_add_loop_test(tc, colours_fit_what_is_known, 0, sizeof answers / sizeof *answers);
    tcase_add_test(tc, what_is_on_the_screen_is_recoloured);
    tcase_add_loop_test(tc, text_as_dark_as_black_is_not_sent, 0, sizeof texts / sizeof *texts);
    tcase_add_test(tc, the_first_answer_counts);
    tcase_add_loop_test(tc, some_terminals_are_not_asked, 0, sizeof terms / sizeof *terms);
    tcase_add_test(tc, a_chosen_theme_does_not_ask);
    tcase_add_loop_test(tc, direct_colours_are_not_numbered, 0, 3);
    tcase_add_loop_test(tc, the_shell_gets_no_answer, 0, sizeof ends / sizeof *ends);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
