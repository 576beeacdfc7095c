/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is sent in fewer bytes shows the same: the same cells, the same looks, the cursor at the
 * same place; whatever was sent, and wherever it is cut into frames. */
#include "tests/support/effort.h"
#include "tests/support/mirror.h"
#include "tests/support/outlet.h"
#include "tests/support/run.h"
#include "ui/terminal/screen_terse.h"

#include <check.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

enum { ROWS = 8, COLS = 30, ROUNDS = 300, STEPS = 60, OUT_MAX = 1 << 16 };

static void set_up(void) {
    ck_assert_ptr_nonnull(setlocale(LC_CTYPE, "C.UTF-8"));
}

/* A frame that begins at the top left, in plain looks. */
static const struct {
    const char *bytes, *shorter;
} frames[] = {
    /* One attribute after the other, and the background with every colour. */
    {"\033(B\033[0;1m\033[38;5;255m\033[48;5;238ma", "\033[1;38;5;255;48;5;238ma"},
    {"\033[48;5;238m\033[38;5;114mv\033[38;5;255m\033[48;5;238mb\033(B\033[m",
     "\033[38;5;114;48;5;238mv\033[38;5;255mb\033[m"},
    {"\033[36ma\033[94mb\033[39;49mc", "\033[36ma\033[94mb\033[mc"},
    {"\033[4ma\033[0;4;36mb\033[0;4mc\033[m ", "\033[4ma\033[36mb\033[39mc\033[m "},
    /* Blanks in another colour. */
    {"\033[35ma\033[39m \033[K\033[35mb \033[4m \033[m", "\033[35ma \033[Kb \033[4m \033[m"},
    {"\033[35ma\033[39m\0337\033[1;20Hb\0338c", "\033[35ma\0337\033[20G\033[mb\0338\033[mc"},
    {"\033[1ma\033[0;7mb\033[0;1;7mc\033[m", "\033[1ma\033[0;7mb\033[1mc\033[m"},
    /* Looks that nothing has, and colours that are set already. */
    {"\033[1m\033[m\033[35m\033[0ma\033[39m\033[49mb", "ab"},
    {"\033[35ma\033[35mb\033[39m", "\033[35mab\033[m"},
    /* Erasing leaves the background, and so do scrolling and inserting. */
    {"\033[44m\033[K\033[m", "\033[44m\033[K\033[m"},
    {"\033[44m\033[2S\033[49m\033[3@", "\033[44m\033[2S\033[m\033[3@"},
    {"\033[4;6r\0337\033[6;1H\033[41m\n\0338a\033[1;8r",
     "\033[4;6r\0337\033[6H\033[41m\n\0338a\033[r"},
    /* A look that is not known here. */
    {"\033[1m\033[3ma\033[38;2;1;2;3mb\033[mc", "\033[1m\033[3ma\033[38;2;1;2;3mb\033[mc"},
    /* Places. */
    {"ab\033[1;20Hc", "ab\033[20Gc"},
    {"ab\033[1;3Hc\033[1;3Hd", "abc\bd"},
    {"ab\033[2;1Hc", "ab\n\rc"},
    {"ab\033[4;1Hc\033[5;11Hd\r\033[7d", "ab\033[4Hc\n\033[9Cd\033[7H"},
    {"abcd\033[2;3He", "abcd\n\b\be"},
    {"ab\033[1;10Hc", "ab\033[7Cc"},
    {"\303\244\033[1;20Hb\033[5;20Hc", "\303\244\033[20Gb\033[5d\bc"},
    {"\033[3;5H\033[8;30H\033[1;1Ha", "a"},
    {"\033[2;5Ha\033[Bb\033[2Cc\033[Ad\033[3De", "\n\033[5Ga\nb\033[9Gc\033[Ad\033[8Ge"},
    /* Where the terminal is about to wrap, nothing is known. */
    {"\033[1;30Ha\033[1;29Hb", "\033[30Ga\033[1;29Hb"},
    /* In the last row that scrolls, a feed is no move; within a region, no move is a feed. */
    {"\033[8;1H\na", "\033[8H\na"},
    {"\033[2;4r\033[3;1H\n\na\033[5;1Hb", "\033[2;4r\033[4H\na\033[5Hb"},
    {"\033[2;4r\033[4;1Ha\033[5;1Hb\033[1;8r", "\033[2;4r\033[4Ha\033[5Hb\033[r"},
    /* What is not for the eye. */
    {"\033]2;t\033\\\033[1m\033]11;?\007a\033[?7l\033[?25h",
     "\033]2;t\033\\\033]11;?\007\033[1ma\033[?25h\033[?7l"},
    {"a\017b\033(Bc", "abc"},
    {"\033[?7la\033[?7h\033[2;1H\033[?7lb\033[?7h", "\033[?7la\n\rb\033[?7h"},
};

static void begin(struct screen_terse *terse) {
    struct buf out;
    buf_init(&out, OUT_MAX);
    screen_terse_forget(terse, ROWS, COLS);
    screen_terse_put(terse, "\033[m\033[1;1H", strlen("\033[m\033[1;1H"), true, &out);
    ck_assert_str_eq(buf_text(&out), "\033[H\033[m");
    buf_fini(&out);
}

START_TEST(frames_get_shorter) {
    struct screen_terse terse;
    struct buf out;
    begin(&terse);
    buf_init(&out, OUT_MAX);
    screen_terse_put(&terse, frames[_i].bytes, strlen(frames[_i].bytes), false, &out);
    ck_assert_str_eq(buf_text(&out), frames[_i].shorter);
    buf_fini(&out);
}
END_TEST

/* Whatever state the terminal is in, a screen that is drawn afresh is right. */
START_TEST(nothing_is_taken_for_known) {
    static const char bytes[] = "\033[36m\017\033(B\033[1;5Ha\033[m\033[1;3Hb";
    struct screen_terse terse;
    struct buf out;
    screen_terse_forget(&terse, ROWS, COLS);
    buf_init(&out, OUT_MAX);
    screen_terse_put(&terse, bytes, strlen(bytes), true, &out);
    ck_assert_str_eq(buf_text(&out), "\033[36m\017\033(B\033[1;5Ha\033[3G\033[mb");
    buf_fini(&out);
}
END_TEST

/* A sequence that the frame ends in. */
START_TEST(a_torn_sequence_is_passed_on) {
    static const char *const torn[] = {"\033", "\033[", "\033[1", "\033[1;", "\033]2;a", "\033("};
    struct screen_terse terse;
    struct buf out;
    begin(&terse);
    buf_init(&out, OUT_MAX);
    screen_terse_put(&terse, torn[_i], strlen(torn[_i]), false, &out);
    ck_assert_str_eq(buf_text(&out), torn[_i]);
    buf_fini(&out);
}
END_TEST

/* Random output, of what curses sends. */

static uint64_t state;

static int any(int count) {
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int)(state >> 33) % count;
}

static void put_look(struct buf *out) {
    static const char *const looks[] = {
        "\033(B\033[m",  "\033[39;49m",    "\033[0;1m", "\033[0;4;7m", "\033[1m",
        "\033[38;5;80m", "\033[48;5;238m", "\033[39m",  "\033[49m",    "\033[31m\033[4m",
        "\033[0m\033[K", "\033[97;104m",   "\033[22m",  "\033[m"};
    buf_text_put(out, looks[any(sizeof looks / sizeof *looks)]);
}

static void put_text(struct buf *out, const struct mirror *mirror) {
    static const char *const words[] = {"a",         "bc",   "\303\251", "\344\270\226",
                                        "e\314\201", "ghijk"};
    const char *word = words[any(sizeof words / sizeof *words)];
    if (mirror->col + (int)strlen(word) <= COLS)
        buf_text_put(out, word);
    else
        buf_text_put(out, "\r");
}

static void put_move(struct buf *out, const struct mirror *mirror) {
    int row = any(ROWS) + 1, col = any(COLS) + 1;
    bool is_inside = mirror->col < COLS;
    if (any(3) == 0)
        buf_format(out, "\033[%d;%dH", row, col);
    else if (any(4) == 0)
        buf_format(out, "\033[%dG", col);
    else if (any(4) == 0)
        buf_format(out, "\033[%dd", row);
    else if (any(3) == 0)
        buf_text_put(out, "\r\n");
    else if (is_inside && mirror->col > 0 && any(2))
        buf_text_put(out, "\b");
    else if (is_inside && mirror->col + 3 < COLS)
        buf_text_put(out, "\033[3C");
    else if (mirror->row > 0)
        buf_text_put(out, "\033[A");
}

static void put_change(struct buf *out, const struct mirror *mirror) {
    static const char *const changes[] = {"\033[K",
                                          "\033[3X",
                                          "\033[1K",
                                          "\033[2P",
                                          "\033[2@",
                                          "\033[4;7r\033[7;1H\n\033[1;8r",
                                          "\033[2;6r\033[H\033[1;8r\033[3;3H",
                                          "\033[?7l\033[?7h"};
    const char *change = changes[any(sizeof changes / sizeof *changes)];
    if (mirror->col < COLS && !strchr(change, 'P'))
        buf_text_put(out, change);
}

static void put_anything(struct buf *out, const struct mirror *mirror) {
    int kind = any(8);
    if (kind < 3)
        put_text(out, mirror);
    else if (kind < 5)
        put_move(out, mirror);
    else if (kind < 7)
        put_look(out);
    else
        put_change(out, mirror);
}

/* Of a blank only the background is seen, and lines. */
static void expect_same_look(const struct mirror *one, const struct mirror *other, int row,
                             int col) {
    struct mirror_style style = mirror_style(one, row, col), shown = mirror_style(other, row, col);
    bool is_blank = !strcmp(mirror_cell(one, row, col), " ") && !style.is_reversed;
    ck_assert_int_eq(style.paper, shown.paper);
    ck_assert_int_eq(style.is_underlined, shown.is_underlined);
    ck_assert_int_eq(style.is_reversed, shown.is_reversed);
    ck_assert(is_blank || style.ink == shown.ink);
    ck_assert(is_blank || style.is_bold == shown.is_bold);
}

static void expect_same(const struct mirror *one, const struct mirror *other) {
    ck_assert_int_eq(one->row, other->row);
    ck_assert_int_eq(one->col, other->col);
    for (int row = 0; row < ROWS; row++)
        for (int col = 0; col < COLS; col++) {
            ck_assert_str_eq(mirror_cell(one, row, col), mirror_cell(other, row, col));
            expect_same_look(one, other, row, col);
        }
}

static void begin_at(struct screen_terse *terse, struct mirror *mirror) {
    static const char start[] = "\033[m\033[H\033[2J";
    struct buf out;
    buf_init(&out, OUT_MAX);
    screen_terse_forget(terse, ROWS, COLS);
    screen_terse_put(terse, start, strlen(start), true, &out);
    mirror_feed(mirror, buf_text(&out), out.len);
    buf_fini(&out);
}

START_TEST(it_shows_the_same) {
    struct mirror given, shortened;
    struct screen_terse terse;
    size_t given_bytes = 0, sent_bytes = 0;
    mirror_init(&given, ROWS, COLS);
    mirror_init(&shortened, ROWS, COLS);
    mirror_feed(&given, "\033[m\033[H\033[2J", strlen("\033[m\033[H\033[2J"));
    begin_at(&terse, &shortened);
    size_t rounds = effort_runs(ROUNDS, 10 * ROUNDS, 100 * ROUNDS);
    for (size_t round = 0; round < rounds; round++) {
        struct buf frame, out;
        buf_init(&frame, OUT_MAX);
        buf_init(&out, OUT_MAX);
        for (int step = 0; step < STEPS; step++) {
            size_t before = frame.len;
            put_anything(&frame, &given);
            mirror_feed(&given, buf_text(&frame) + before, frame.len - before);
        }
        screen_terse_put(&terse, buf_text(&frame), frame.len, false, &out);
        mirror_feed(&shortened, buf_text(&out), out.len);
        expect_same(&given, &shortened);
        ck_assert_uint_le(out.len, frame.len);
        given_bytes += frame.len;
        sent_bytes += out.len;
        buf_fini(&frame);
        buf_fini(&out);
    }
    ck_assert_uint_lt(sent_bytes, given_bytes * 4 / 5);
    mirror_fini(&given);
    mirror_fini(&shortened);
}
END_TEST

/* The same two frames on each; descriptions that say other things are left alone. */
static const struct {
    const char *term;
    bool is_terse;
} terms[] = {{"xterm-256color", true},
             {"xterm", true},
             {"tmux-256color", true},
             {"screen", true},
             {"vt100", false}};

START_TEST(terminals_of_the_family_get_less) {
    struct outlet outlet;
    outlet_open(&outlet, terms[_i].term, ROWS, COLS);
    for (int bold = 0; bold < 2; bold++) {
        outlet_forget(&outlet);
        screen_erase(outlet.screen);
        screen_put(outlet.screen, 0, 0, COLS, ROLE_TEXT, "abcdefghijklm");
        screen_put(outlet.screen, 1, 0, COLS, bold ? ROLE_STRONG : ROLE_TEXT, "bold");
        screen_put(outlet.screen, 2, 0, COLS, ROLE_TEXT, bold ? "and not" : "and");
        outlet_flush(&outlet);
    }
    bool is_reset = strstr(buf_text(&outlet.sent), "\033[0;1m") != NULL;
    bool is_shifted =
        strchr(buf_text(&outlet.sent), '\017') || strstr(buf_text(&outlet.sent), "\033(B");
    ck_assert_int_eq(!is_reset && !is_shifted && strstr(buf_text(&outlet.sent), "\033[1mbold"),
                     terms[_i].is_terse);
    outlet_close(&outlet);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("screen_terse");
    TCase *tc = tcase_create("bytes");
    tcase_add_checked_fixture(tc, set_up, NULL);
    tcase_add_loop_test(tc, frames_get_shorter, 0, sizeof frames / sizeof *frames);
    tcase_add_test(tc, nothing_is_taken_for_known);
    tcase_add_loop_test(tc, a_torn_sequence_is_passed_on, 0, 6);
    tcase_add_test(tc, it_shows_the_same);
    tcase_add_loop_test(tc, terminals_of_the_family_get_less, 0, sizeof terms / sizeof *terms);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
