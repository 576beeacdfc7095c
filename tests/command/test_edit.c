/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line editor, wrapped text, and the names of keys. */
#include "base/key.h"
#include "base/text.h"
#include "command/edit.h"
#include "tests/support/run.h"
#include "view/wrap.h"

#include <check.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

static enum edit_result type(struct edit *edit, const char *keys) {
    char line[256];
    char *rest = NULL;
    enum edit_result result = EDIT_GOES_ON;
    snprintf(line, sizeof line, "%s", keys);
    for (char *word = strtok_r(line, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
        ck_assert_msg(key_parse(word) != KEY_CODE_NONE, "%s is no key", word);
        result = edit_key(edit, key_parse(word));
    }
    return result;
}

/* Keys, and the text with | where the cursor is. */
static const struct {
    const char *keys, *expected;
} edits[] = {
    {"a b c", "abc|"},
    {"a b c Left Left x", "ax|bc"},
    {"a b c Home Delete", "|bc"},
    {"a b c Home Left Right Right", "ab|c"},
    {"a b c ^A x End y", "xabcy|"},
    {"a b c Left ^U", "|c"},
    {"a b c Left ^K", "ab|"},
    {"a b Space c d ^W", "ab |"},
    {"a b Space c Space ^W", "ab |"},
    {"a 李 Backspace b", "ab|"},
    {"a 李 Left b", "ab|李"},
    {"Up F1 a", "a|"},
    {"a ^B b ^F c", "bac|"},
    {"a ^G ^T b", "ab|"},
    {"a b Space c d Alt-b x", "ab x|cd"},
    {"a b Space c d Ctrl-Left x", "ab x|cd"},
    {"a b Space c d Alt-Left Alt-Left x", "x|ab cd"},
    {"a b - c d Home Alt-f x", "abx|-cd"},
    {"a b - c d Home Ctrl-Right Alt-Right x", "ab-cdx|"},
    {"a b - c d Alt-Backspace", "ab-|"},
    {"a b - c d ^W", "|"},
    {"a b Space c d Home Alt-d", "| cd"},
    {"a b ^U c ^Y", "cab|"},
    {"a b Left ^K Home ^Y", "b|a"},
    {"a Space b Space c ^W ^W ^Y", "a b c|"},
    {"a Space b Home Alt-d Alt-d ^Y", "a b|"},
    {"a b ^Y", "ab|"},
    {"a b Alt-m Alt-Enter Alt-x Alt-Up c", "abc|"},
    {"a b Home Ctrl-Delete", "|b"},
    {"a 李 b Alt-b x", "x|a李b"},
};

START_TEST(edit_does_what_keys_say) {
    struct edit edit;
    char seen[EDIT_MAX + 2];
    if (!strncmp(edits[_i].keys, "Up", 2)) {
        edit_init(&edit);
        edit_key(&edit, KEY_CODE_UP);
        edit_key(&edit, 'a');
    } else {
        edit_init(&edit);
        ck_assert_int_eq(type(&edit, edits[_i].keys), EDIT_GOES_ON);
    }
    snprintf(seen, sizeof seen, "%.*s|%s", (int)edit.cursor, edit.text, edit.text + edit.cursor);
    ck_assert_str_eq(seen, edits[_i].expected);
}
END_TEST

START_TEST(edit_ends) {
    struct edit edit;
    edit_init(&edit);
    ck_assert_int_eq(type(&edit, "a Enter"), EDIT_DONE);
    ck_assert_int_eq(type(&edit, "Esc"), EDIT_CANCELLED);
    ck_assert_int_eq(type(&edit, "Backspace"), EDIT_GOES_ON);
    ck_assert_int_eq(type(&edit, "Backspace"), EDIT_CANCELLED);
}
END_TEST

/* Where text is shown in ASCII it is typed as everywhere. */
START_TEST(edit_takes_letters_in_any_locale) {
    struct edit edit;
    text_use_ascii();
    edit_init(&edit);
    ck_assert_int_eq(type(&edit, "K ä 李 U+FFFD t"), EDIT_GOES_ON);
    edit_key(&edit, 0x85);
    edit_key(&edit, 0x7F);
    ck_assert_str_eq(edit.text, "Kä李\uFFFDt");
}
END_TEST

/* What was cut from one line can be put into the next. */
START_TEST(edit_keeps_what_was_cut) {
    struct edit edit;
    edit_init(&edit);
    type(&edit, "a b c ^U");
    edit_clear(&edit);
    type(&edit, "x ^Y ^Y");
    ck_assert_str_eq(edit.text, "xabcabc");
    edit_clear(&edit);
    for (int i = 0; i < EDIT_MAX; i++)
        edit_key(&edit, 'y');
    type(&edit, "Left ^K ^U ^Y");
    ck_assert_uint_eq(edit.len, EDIT_MAX - 1);
    type(&edit, "^Y");
    ck_assert_uint_eq(edit.len, EDIT_MAX - 1);
}
END_TEST

START_TEST(edit_has_a_ceiling) {
    struct edit edit;
    edit_init(&edit);
    for (int i = 0; i < 2 * EDIT_MAX; i++)
        edit_key(&edit, 0x674E);
    ck_assert_uint_lt(edit.len, EDIT_MAX);
    ck_assert_uint_eq(edit.len % 3, 0);
    ck_assert_uint_eq(strlen(edit.text), edit.len);
}
END_TEST

static void assert_lines(const char *text, size_t cols, const char *expected) {
    struct buf line, all;
    buf_init(&line, 4096);
    buf_init(&all, 4096);
    ck_assert_uint_ge(wrap_count(text, cols), 1);
    while (wrap_next(&text, cols, &line))
        buf_format(&all, "%s|", buf_text(&line));
    ck_assert_str_eq(buf_text(&all), expected);
    buf_fini(&line);
    buf_fini(&all);
}

START_TEST(wrap_breaks_at_blanks) {
    assert_lines("one two three", 7, "one two|three|");
    assert_lines("one two three", 8, "one two|three|");
    assert_lines("onetwothree four", 4, "onet|woth|ree|four|");
    assert_lines("李小龙 李", 4, "李小|龙|李|");
    assert_lines("a\nb", 10, "a\nb|");
    ck_assert_uint_eq(wrap_count("", 10), 0);
    ck_assert_uint_eq(wrap_count("one", 0), 0);
    assert_lines("李", 1, "李|");
}
END_TEST

static void assert_fits(const char *text, size_t cols, size_t rows, const char *expected) {
    struct wrap wrap;
    struct buf line, all;
    buf_init(&line, 4096);
    buf_init(&all, 4096);
    wrap_init(&wrap, text, cols, rows);
    while (wrap_fit(&wrap, &line))
        buf_format(&all, "%s|", buf_text(&line));
    ck_assert_str_eq(buf_text(&all), expected);
    buf_fini(&line);
    buf_fini(&all);
}

START_TEST(wrap_keeps_a_key_with_its_word) {
    assert_lines("There. R asks", 8, "There.|R asks|");
    assert_lines("shows; & asks", 8, "shows;|& asks|");
    assert_lines("f one · g two", 9, "f one ·|g two|");
    assert_lines("one two · three", 7, "one|two ·|three|");
    assert_lines("one · two", 3, "one|·|two|");
    assert_lines("R searches", 8, "R|searches|");
}
END_TEST

START_TEST(wrap_keeps_the_last_sentence) {
    static const char text[] = "It failed for good. No more. m tries again.";
    assert_fits(text, 15, 9, "It failed for|good. No more.|m tries again.|");
    assert_fits(text, 15, 3, "It failed for|good. No more.|m tries again.|");
    assert_fits(text, 15, 2, "It failed for good. No more.|m tries again.|");
    assert_fits(text, 15, 1, "m tries again.|");
    assert_fits(text, 9, 3, "It failed for good. No more.|m tries|again.|");
    assert_fits(text, 9, 1, "It failed for good. No more. m tries again.|");
    assert_fits(text, 15, 0, "");
    assert_fits("one two three", 7, 1, "one two three|");
    assert_fits("", 7, 2, "");
}
END_TEST

int main(void) {
    setlocale(LC_ALL, "C.UTF-8");
    Suite *suite = suite_create("edit");
    TCase *tc = tcase_create("edit");
    tcase_add_loop_test(tc, edit_does_what_keys_say, 0, sizeof edits / sizeof *edits);
    tcase_add_test(tc, edit_ends);
    tcase_add_test(tc, edit_keeps_what_was_cut);
    tcase_add_test(tc, edit_has_a_ceiling);
    tcase_add_test(tc, edit_takes_letters_in_any_locale);
    tcase_add_test(tc, wrap_breaks_at_blanks);
    tcase_add_test(tc, wrap_keeps_a_key_with_its_word);
    tcase_add_test(tc, wrap_keeps_the_last_sentence);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
