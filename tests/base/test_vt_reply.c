/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reply to a question: whole, torn at every byte, late, repeated and damaged. It never yields a
 * key, and what a person types beside it does. */
#include "base/key.h"
#include "tests/support/run.h"
#include "tests/support/typist.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

enum { KEYS_MAX = 4096, SOON_MS = 10, LATE_MS = 300, DUE_MS = 1000 };

#define ST   "\033\\"
#define BODY "rgb:fdfd/f6f6/e3e3"

static struct typist typist;
static char keys[KEYS_MAX];

static void press(void *context, int key) {
    char name[KEY_NAME_MAX];
    size_t len = strlen(keys);
    (void)context;
    snprintf(keys + len, sizeof keys - len, "%s%s", len ? " " : "", key_label(key, name));
}

static void ask(void) {
    *keys = '\0';
    typist_open(&typist, "UTF-8", press, NULL);
    vt_reply_await(&typist.keyboard.reply, "11;", typist.now_ms + DUE_MS);
}

static void type(const char *bytes) {
    typist_put(&typist, bytes, strlen(bytes));
}

/* NULL: nothing came. */
static void expect_reply(const char *body) {
    char text[VT_BYTES_MAX];
    ck_assert_int_eq(vt_reply_take(&typist.keyboard.reply, text), body != NULL);
    ck_assert_str_eq(text, body ? body : "");
}

/* What comes after a silence is typed; and that is all. */
static void end(const char *wanted) {
    typist_pass(&typist, TYPIST_LONG_MS);
    type("m");
    typist_pass(&typist, TYPIST_LONG_MS);
    ck_assert(typist_is_at_rest(&typist));
    ck_assert_str_eq(keys, wanted);
    typist_close(&typist);
}

static const char *const forms[] = {"\033]11;" BODY "\007", "\033]11;" BODY ST};

enum { FORMS = sizeof forms / sizeof *forms };

/* A lone ESC acts when it is due, because a person is not to wait for it; the rest counts. */
START_TEST(one_in_time_counts) {
    static const int gaps[] = {SOON_MS, LATE_MS};
    for (size_t at = 0; at < strlen(forms[_i]); at++)
        for (size_t gap = 0; gap < 2; gap++) {
            ask();
            typist_tear(&typist, forms[_i], at, gaps[gap]);
            expect_reply(BODY);
            expect_reply(NULL);
            end(at == 1 && gap ? "Esc m" : "m");
        }
}
END_TEST

START_TEST(a_late_one_is_dropped) {
    for (size_t at = 0; at < strlen(forms[_i]); at++) {
        ask();
        typist_pass(&typist, DUE_MS);
        typist_tear(&typist, forms[_i], at, at == 1 ? SOON_MS : LATE_MS);
        expect_reply(NULL);
        end("m");
    }
}
END_TEST

/* The program did not read for three seconds: it may have come in time. */
START_TEST(one_that_had_to_wait_counts) {
    ask();
    typist.now_ms += 3000;
    keyboard_excuse(&typist.keyboard, 3000);
    type(forms[_i]);
    expect_reply(BODY);
    end("m");
}
END_TEST

/* The line stops in the middle of it, for longer than any other sequence may be torn. */
START_TEST(one_torn_for_long_is_dropped) {
    for (size_t at = 1; at < strlen(forms[_i]); at++) {
        ask();
        typist_put(&typist, forms[_i], at);
        typist_pass(&typist, 8000);
        type(forms[_i] + at);
        expect_reply(NULL);
        end(at == 1 ? "Esc m" : "m");
    }
}
END_TEST

START_TEST(the_first_one_counts) {
    ask();
    type("\033]11;rgb:0/0/0\007\033]11;" BODY "\007");
    expect_reply("rgb:0/0/0");
    expect_reply(NULL);
    end("m");
}
END_TEST

START_TEST(others_do_not_count) {
    static const char *const bytes[] = {
        ("\033]10;" BODY "\007"),
        ("\033]4;11;" BODY "\007"),
        ("\033P11;" BODY ST),
        "\033]11;rgb:\030",
        "\033[?1;2c",
        ("\033]11" ST),
    };
    ask();
    for (size_t i = 0; i < sizeof bytes / sizeof *bytes; i++)
        type(bytes[i]);
    expect_reply(NULL);
    type(forms[0]);
    expect_reply(BODY);
    end("m");
}
END_TEST

START_TEST(nobody_asked) {
    ask();
    vt_reply_await(&typist.keyboard.reply, NULL, 0);
    type(forms[0]);
    expect_reply(NULL);
    end("m");
}
END_TEST

/* As long as may be kept, and longer. */
START_TEST(a_long_one) {
    for (size_t len = VT_BYTES_MAX - 8; len < VT_BYTES_MAX + 8; len++) {
        char body[VT_BYTES_MAX * 2] = "";
        ask();
        memset(body, 'f', len);
        type("\033]11;");
        type(body);
        type("\007");
        expect_reply(len <= VT_BYTES_MAX - strlen("\033]11;") ? body : NULL);
        end("m");
    }
}
END_TEST

START_TEST(one_without_an_end) {
    ask();
    type("\033]11;rgb:");
    for (size_t i = 0; i < 1 << 20; i++)
        type("/");
    expect_reply(NULL);
    end("m");
}
END_TEST

/* What a person types while one is due, or while half of one came. */
static const struct {
    struct {
        const char *bytes;
        int gap_ms;
    } parts[3];
    const char *keys;
} typed[] = {
    {{{"j", 0}, {"\033]11;rgb:0/0/0\007", 0}, {"k", 0}}, "j k m"},
    {{{"\033", 5000}}, "Esc m"},
    {{{"\033", LATE_MS}, {"j", 0}}, "Esc j m"},
    {{{"\033[A", 0}}, "Up m"},
    {{{"\033", 3000}, {"]", LATE_MS}, {"j", 0}}, "Esc ] j m"},
    {{{"\033", 3000}, {"]j", 0}}, "Esc ] j m"},
    {{{"\033", 3000}, {"[A", 0}}, "Esc [ A m"},
    {{{"\033]", 3000}, {"1", LATE_MS}, {"j", 0}}, "1 j m"},
    {{{"\033P", 3000}, {"11;", 0}}, "1 1 ; m"},
    {{{"\033]11;rgb", 3000}, {"j", 0}}, "j m"},
    {{{"\033]11;rgb", 3000}, {"q", LATE_MS}, {"jj", 0}}, "q j j m"},
    {{{"\033]11;rgb", 3000}, {"f", LATE_MS}, {"j", 0}}, "f j m"},
    {{{"\033]11;rgb", 3000}, {"\033[B", 0}}, "Down m"},
    {{{"\033]11;rgb", 3000}, {"\033", LATE_MS}}, "Esc m"},
};

START_TEST(keys_beside_it_are_keys) {
    ask();
    for (size_t i = 0; i < 3 && typed[_i].parts[i].bytes; i++) {
        type(typed[_i].parts[i].bytes);
        typist_pass(&typist, typed[_i].parts[i].gap_ms);
    }
    end(typed[_i].keys);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("vt_reply");
    TCase *tc = tcase_create("replies");
    tcase_add_loop_test(tc, one_in_time_counts, 0, FORMS);
    tcase_add_loop_test(tc, a_late_one_is_dropped, 0, FORMS);
    tcase_add_loop_test(tc, one_that_had_to_wait_counts, 0, FORMS);
    tcase_add_loop_test(tc, one_torn_for_long_is_dropped, 0, FORMS);
    tcase_add_test(tc, the_first_one_counts);
    tcase_add_test(tc, others_do_not_count);
    tcase_add_test(tc, nobody_asked);
    tcase_add_test(tc, a_long_one);
    tcase_add_test(tc, one_without_an_end);
    tcase_add_loop_test(tc, keys_beside_it_are_keys, 0, sizeof typed / sizeof *typed);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
