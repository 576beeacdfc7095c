/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of a terminal as its description has them, on every terminal that is described here. */
#include "base/key.h"
#include "tests/support/run.h"
#include "tests/support/terminal_bytes.h"
#include "ui/terminal/screen.h"

#include <check.h>
#include <curses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>

enum { FUNCTION_KEYS = 12 };

static const char *const terms[] = {
    "xterm",        "xterm-256color", "xterm-kitty",
    "xterm-r6",     "rxvt",           "rxvt-unicode-256color",
    "rxvt-basic",   "linux",          "linux-16color",
    "vt52",         "vt100",          "vt102",
    "vt220",        "ansi",           "pcansi",
    "cons25",       "cygwin",         "putty",
    "mintty",       "screen",         "screen-256color",
    "tmux",         "tmux-256color",  "sun",
    "sun-color",    "hurd",           "mach",
    "mach-color",   "wsvt25",         "wsvt25m",
    "Eterm",        "konsole",        "gnome",
    "vte-256color", "st-256color",    "alacritty",
    "foot",         "kitty",          "wezterm",
    "hpterm",       "xterm-8bit",     "vt220-8bit",
    "amiga-8bit",   "ansi.sys",       "qnx",
    "wy50",         "c100",           "hz1500",
    "p8gl",         "minitel2-80",    "tws2103",
    "dku7202",      "att4426",        "att730",
    "vip",          "v3220",          "tw100",
    "scoansi",      "scoansi-old",    "putty-sco",
    "putty-vt100",  "teken",          "mlterm",
};

static const struct {
    const char *capability;
    int key;
} keys[] = {
    {"kcuu1", KEY_CODE_UP},      {"kcud1", KEY_CODE_DOWN},     {"kcub1", KEY_CODE_LEFT},
    {"kcuf1", KEY_CODE_RIGHT},   {"khome", KEY_CODE_HOME},     {"kend", KEY_CODE_END},
    {"kpp", KEY_CODE_PAGE_UP},   {"knp", KEY_CODE_PAGE_DOWN},  {"kich1", KEY_CODE_INSERT},
    {"kdch1", KEY_CODE_DELETE},  {"kcbt", KEY_CODE_SHIFT_TAB}, {"kent", KEY_CODE_ENTER},
    {"kbs", KEY_CODE_BACKSPACE},
};

static struct screen *screen;
static FILE *out, *in;
static int typed_fd;

static bool open_on(const char *term) {
    int fds[2];
    struct err err;
    ck_assert_int_eq(pipe(fds), 0);
    typed_fd = fds[1];
    in = fdopen(fds[0], "r");
    out = fopen("/dev/null", "w");
    ck_assert(in && out);
    struct screen_config config = {.out = out, .in = in, .term = term, .rows = 24, .cols = 80};
    screen = screen_open(&config, &err);
    return screen && !screen_other_term(screen);
}

static void close_all(void) {
    screen_close(screen);
    fclose(out);
    fclose(in);
    close(typed_fd);
}

/* The key that bytes and what was typed after them make; the latter is known to be no part of it.
 */
static int key_of(const char *bytes) {
    bool has_ended = false;
    ck_assert_int_eq(write(typed_fd, bytes, strlen(bytes)), (ssize_t)strlen(bytes));
    ck_assert_int_eq(write(typed_fd, "\033[24;80R", 8), 8);
    int key = screen_key(screen, &has_ended), next = screen_key(screen, &has_ended);
    ck_assert(!has_ended);
    ck_assert_int_eq(next, KEY_CODE_NONE);
    return key;
}

static const char *sequence_of(const char *capability) {
    const char *sequence = tigetstr(capability);
    return sequence && sequence != (const char *)-1 && *sequence ? sequence : NULL;
}

/* Of one sequence for two keys either is right; so is the key of the keypad that it is. */
static bool is_of(const char *sequence, int key) {
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const char *other = sequence_of(keys[i].capability);
        if (keys[i].key == key && other && !strcmp(other, sequence))
            return true;
    }
    return key_is_of_pad(key) || key == KEY_CODE_BACKSPACE;
}

static void expect(const char *term, const char *capability, int wanted) {
    const char *sequence = sequence_of(capability);
    char name[KEY_NAME_MAX], wanted_name[KEY_NAME_MAX];
    if (!sequence)
        return;
    int key = key_of(sequence);
    ck_assert_msg(key == wanted || is_of(sequence, key), "%s: %s is %s, and not %s", term,
                  capability, key_label(key, name), key_label(wanted, wanted_name));
}

START_TEST(as_it_is_described) {
    if (open_on(terms[_i])) {
        char name[16];
        for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
            expect(terms[_i], keys[i].capability, keys[i].key);
        for (int number = 1; number <= FUNCTION_KEYS; number++) {
            snprintf(name, sizeof name, "kf%d", number);
            expect(terms[_i], name, KEY_CODE_F0 + number);
        }
    }
    close_all();
}
END_TEST

static void expect_nothing_left(const char *term, const char *capability) {
    const char *sequence = sequence_of(capability);
    bool has_ended = false;
    if (!sequence || !strcmp(capability, "kmous"))
        return;
    ck_assert_int_gt(write(typed_fd, sequence, strlen(sequence)), 0);
    ck_assert_int_gt(write(typed_fd, "\033[24;80R", 8), 0);
    (void)screen_key(screen, &has_ended);
    ck_assert_msg(screen_key(screen, &has_ended) == KEY_CODE_NONE, "%s: %s", term, capability);
}

/* All that a description says of keys: one key at the most, and nothing left over of it. */
START_TEST(nothing_is_left_over) {
    if (open_on(terms[_i])) {
        char name[16];
        for (size_t i = 0; strnames[i]; i++)
            if (*strnames[i] == 'k')
                expect_nothing_left(terms[_i], strnames[i]);
        for (int number = 1; number <= FUNCTION_KEYS; number++) {
            snprintf(name, sizeof name, "kF%d", number); /* Wyse's own, with Shift */
            expect_nothing_left(terms[_i], name);
        }
    }
    close_all();
}
END_TEST

/* A key of the terminal's own, by its description: the focus's report is one on SCO's console. */
static bool is_described(const char *bytes) {
    for (size_t i = 0; strnames[i]; i++) {
        const char *sequence = *strnames[i] == 'k' ? sequence_of(strnames[i]) : NULL;
        if (sequence && !strcmp(sequence, bytes))
            return true;
    }
    return false;
}

START_TEST(replies_are_no_keys) {
    bool has_ended = false;
    bool is_open = open_on(terms[_i]);
    for (size_t i = 0; is_open && i < terminal_reply_count; i++) {
        const char *bytes = terminal_replies[i].bytes;
        if (is_described(bytes))
            continue;
        ck_assert_int_gt(write(typed_fd, bytes, strlen(bytes)), 0);
        ck_assert_msg(screen_key(screen, &has_ended) == KEY_CODE_NONE, "%s: %s", terms[_i],
                      terminal_replies[i].who);
        ck_assert_int_gt(write(typed_fd, "m", 1), 0);
        ck_assert_msg(screen_key(screen, &has_ended) == 'm', "%s: a key behind %s", terms[_i],
                      terminal_replies[i].who);
    }
    close_all();
}
END_TEST

/* A reply without an end: whoever waits for keys has other things to do meanwhile. */
START_TEST(a_flood_is_read_in_parts) {
    enum { FLOOD = 16384 };
    char flood[FLOOD];
    bool has_ended = false;
    int left = 0, calls = 0;
    ck_assert(open_on("xterm"));
    memset(flood, 'm', sizeof flood);
    memcpy(flood, "\033]52;c;", strlen("\033]52;c;"));
    ck_assert_int_eq(write(typed_fd, flood, sizeof flood), FLOOD);
    do {
        ck_assert_int_eq(screen_key(screen, &has_ended), KEY_CODE_NONE);
        ck_assert_int_eq(ioctl(fileno(in), FIONREAD, &left), 0);
        calls++;
    } while (left);
    ck_assert_int_gt(calls, 1);
    ck_assert_int_eq(write(typed_fd, "\007m", 2), 2);
    ck_assert_int_eq(screen_key(screen, &has_ended), 'm');
    close_all();
}
END_TEST

int main(void) {
    Suite *suite = suite_create("screen_keys");
    TCase *tc = tcase_create("screen_keys");
    tcase_add_loop_test(tc, as_it_is_described, 0, sizeof terms / sizeof *terms);
    tcase_add_loop_test(tc, nothing_is_left_over, 0, sizeof terms / sizeof *terms);
    tcase_add_loop_test(tc, replies_are_no_keys, 0, sizeof terms / sizeof *terms);
    tcase_add_test(tc, a_flood_is_read_in_parts);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
