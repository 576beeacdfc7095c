/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "health/health_terminal.h"

#include "base/text.h"
#include "tests/support/run.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static struct health health;

static void set_up(void) {
    static const char *const unset[] = {"LC_CTYPE", "LANG",    "TMUX",
                                        "STY",      "SSH_TTY", "SSH_CONNECTION"};
    const char *locale;
    for (size_t i = 0; i < sizeof unset / sizeof *unset; i++)
        unsetenv(unset[i]);
    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("TERM", "xterm-256color", 1);
    text_use_locale(&locale);
    health_init(&health);
}

static void tear_down(void) {
    health_fini(&health);
}

/* The check of that subject says these words, whatever follows. */
static void expect(enum health_state state, const char *subject, const char *words) {
    for (size_t i = 0; i < health.count; i++) {
        const struct health_check *check = &health.checks[i];
        if (strcmp(check->subject, subject) != 0)
            continue;
        ck_assert_int_eq(check->state, state);
        ck_assert_msg(strstr(check->words, words) != NULL, "“%s” in “%s”", words, check->words);
        return;
    }
    ck_abort_msg("no check of %s", subject);
}

static const struct screen {
    struct health_terminal terminal;
    enum health_state state;
    const char *subject, *words;
} screens[] = {
    {{.is_known = true, .can_place = true}, HEALTH_NOTE, "size", "not a terminal"},
    {{.is_terminal = true, .is_known = true, .can_place = true},
     HEALTH_NOTE,
     "size",
     "the terminal does not report its size"},
    {{true, true, true, NULL, 0, 4, 80},
     HEALTH_NOTE,
     "size",
     "80×4 is too small; the minimum is 20×5"},
    {{true, true, true, NULL, 0, 5, 20}, HEALTH_OK, "size", "20×5"},
    {{true, true, true, NULL, 0, 5, 20}, HEALTH_OK, "terminal", "xterm-256color, no colours"},
    {{true, true, true, NULL, 8, 24, 80}, HEALTH_OK, "terminal", "xterm-256color, 8 colours"},
    {{true, true, false, NULL, 8, 24, 80},
     HEALTH_NOTE,
     "terminal",
     "xterm-256color cannot position"},
    {{true, false, true, "xterm", 8, 24, 80}, HEALTH_NOTE, "terminal", "xterm is assumed"},
    {{true, false, false, NULL, 0, 24, 80},
     HEALTH_PROBLEM,
     "terminal",
     "terminal type xterm-256color is unknown; try"},
    {{.is_plain = true}, HEALTH_OK, "terminal", "not needed"},
};

START_TEST(terminals_and_sizes) {
    health_look_at_terminal(&health, &screens[_i].terminal);
    expect(screens[_i].state, screens[_i].subject, screens[_i].words);
}
END_TEST

static const struct line {
    const char *name, *value, *term;
    enum health_state state;
    const char *words;
} lines[] = {
    {"SSH_TTY", "", "xterm", HEALTH_OK, "local: no tmux, no screen, no SSH"},
    {"SSH_TTY", "/dev/pts/1", "xterm", HEALTH_OK, "over SSH"},
    {"TMUX", "x", "tmux-256color", HEALTH_OK, "inside tmux"},
    {"TMUX", "x", "xterm", HEALTH_NOTE, "TERM should begin with tmux or screen"},
    {"STY", "x", "screen", HEALTH_OK, "inside screen"},
    {"STY", "x", "xterm", HEALTH_NOTE, "TERM should begin with screen"},
};

START_TEST(lines_to_the_terminal) {
    static const struct health_terminal terminal = {true, true, true, NULL, 8, 24, 80};
    setenv(lines[_i].name, lines[_i].value, 1);
    setenv("TERM", lines[_i].term, 1);
    health_look_at_terminal(&health, &terminal);
    expect(lines[_i].state, "line", lines[_i].words);
}
END_TEST

/* Every check counts in the sum of its state. */
START_TEST(sums_count_the_checks) {
    static const struct health_terminal terminal = {true, true, true, NULL, 8, 24, 80};
    int64_t sum = 0;
    health_look_at_terminal(&health, &terminal);
    for (enum health_state state = HEALTH_OK; state < HEALTH_STATES; state++)
        sum += health.sums[state];
    ck_assert_int_eq(sum, (int64_t)health.count);
    ck_assert_int_eq(health.sums[HEALTH_OK], sum);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("health_terminal");
    TCase *tc = tcase_create("checks");
    tcase_add_checked_fixture(tc, set_up, tear_down);
    tcase_add_loop_test(tc, terminals_and_sizes, 0, sizeof screens / sizeof *screens);
    tcase_add_loop_test(tc, lines_to_the_terminal, 0, sizeof lines / sizeof *lines);
    tcase_add_test(tc, sums_count_the_checks);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
