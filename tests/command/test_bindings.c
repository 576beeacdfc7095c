/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of keys, what keys mean, and what a configuration can make of them. */
#include "base/key.h"
#include "command/bindings.h"
#include "tests/support/run.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

START_TEST(key_names_are_read_back) {
    static const int keys[] = {'a', '?', '@', '[', '#', '=', 0xE9, 0x674E, 0x1F338, 0x10FFFF};
    char name[KEY_NAME_MAX];
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        ck_assert_int_eq(key_parse(key_label(keys[i], name)), keys[i]);
        if (keys[i] != '[')
            ck_assert_int_eq(key_parse(key_label(KEY_CODE_ALT + keys[i], name)),
                             KEY_CODE_ALT + keys[i]);
    }
    for (int key = KEY_CODE_FIRST + 1; key <= KEY_CODE_PASTE_END; key++)
        if (key != KEY_CODE_F0)
            ck_assert_int_eq(key_parse(key_label(key, name)), key);
    for (int key = 1; key <= ' '; key++)
        if (key != KEY_CTRL('H') && key != KEY_CTRL('J') && key != KEY_CTRL('M'))
            ck_assert_int_eq(key_parse(key_label(key, name)), key);
}
END_TEST

static const struct {
    const char *name;
    int key;
} names[] = {
    {"f5", KEY_CODE_F0 + 5},
    {"F12", KEY_CODE_F0 + 12},
    {"F20", KEY_CODE_F20},
    {"Alt-Backspace", KEY_CODE_ALT + KEY_CODE_BACKSPACE},
    {"Ctrl-Left", KEY_CODE_CTRL + KEY_CODE_LEFT},
    {"esc", KEY_CODE_ESCAPE},
    {"SPACE", ' '},
    {"^x", KEY_CTRL('X')},
    {"^I", '\t'},
    {"^[", KEY_CODE_ESCAPE},
    {"^M", KEY_CODE_ENTER},
    {"^j", KEY_CODE_ENTER},
    {"^H", KEY_CODE_BACKSPACE},
    {"^", '^'},
    {"U", 'U'},
    {"U+0023", '#'},
    {"u+00e9", 0xE9},
    {"alt-M", KEY_CODE_ALT + 'M'},
    {"X", 'X'},
    {"Nothing", KEY_CODE_NONE},
    {"", KEY_CODE_NONE},
    {"F0", KEY_CODE_NONE},
    {"F21", KEY_CODE_NONE},
    {"^@", KEY_CODE_NONE},
    {"^xy", KEY_CODE_NONE},
    {"Alt-", KEY_CODE_NONE},
    {"Alt-[", KEY_CODE_NONE},
    {"Alt-O", KEY_CODE_NONE},
    {"Alt-P", KEY_CODE_NONE},
    {"Alt-Tab", KEY_CODE_NONE},
    {"Ctrl-x", KEY_CODE_NONE},
    {"Ctrl-Enter", KEY_CODE_NONE},
    {"Alt-Up", KEY_CODE_ALT + KEY_CODE_UP},
    {"U+", KEY_CODE_NONE},
    {"U+41", KEY_CODE_NONE},
    {"U+001B", KEY_CODE_NONE},
    {"U+0085", KEY_CODE_NONE},
    {"U+D800", KEY_CODE_NONE},
    {"U+110000", KEY_CODE_NONE},
    {"U+FFFFFFFFFFFFFFFFF", KEY_CODE_NONE},
    {"\x01", KEY_CODE_NONE},
    {"\x7F", KEY_CODE_NONE},
    {"\xC2\x85", KEY_CODE_NONE},
    {"\xED\xA0\x80", KEY_CODE_NONE},
    {"\xFF", KEY_CODE_NONE},
};

START_TEST(names_mean_keys) {
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        ck_assert_msg(key_parse(names[i].name) == names[i].key, "“%s” is %#x", names[i].name,
                      (unsigned)key_parse(names[i].name));
    ck_assert_str_eq(key_nearest("PgDwn"), "PgDn");
    ck_assert_str_eq(key_nearest("Back-space"), "Backspace");
    ck_assert_ptr_null(key_nearest("PasteBegi"));
}
END_TEST

START_TEST(gestures_are_read_back) {
    static const struct key_gesture gestures[] = {
        {KEY_MOUSE_CLICK, 0, 0},
        {KEY_MOUSE_CLICK, 199, 299},
        {KEY_MOUSE_WHEEL_UP, 1, 0},
        {KEY_MOUSE_WHEEL_DOWN, KEY_MOUSE_PLACE_MAX, KEY_MOUSE_PLACE_MAX},
    };
    struct key_gesture gesture = {KEY_MOUSE_CLICK, -1, KEY_MOUSE_PLACE_MAX + 1}, read;
    ck_assert(key_read_mouse(key_of_mouse(&gesture), &read));
    ck_assert(read.row == 0 && read.col == KEY_MOUSE_PLACE_MAX);
    for (size_t i = 0; i < sizeof gestures / sizeof *gestures; i++) {
        int key = key_of_mouse(&gestures[i]);
        ck_assert(key_is_mouse(key) && !key_is_text(key));
        ck_assert(key_read_mouse(key, &read));
        ck_assert_int_eq(read.kind, gestures[i].kind);
        ck_assert_int_eq(read.row, gestures[i].row);
        ck_assert_int_eq(read.col, gestures[i].col);
    }
    ck_assert(!key_read_mouse('x', &read) && !key_is_mouse(KEY_CODE_ALT + 0x10FFFF));
}
END_TEST

START_TEST(a_key_means_one_command) {
    struct bindings standard;
    bindings_init(&standard);
    ck_assert_int_eq(bindings_command(&standard, 'j'), COMMAND_DOWN);
    ck_assert_int_eq(bindings_command(&standard, '~'), COMMAND_NONE);
    for (size_t i = 0; i < standard.count; i++) {
        ck_assert_msg(standard.all[i].key != KEY_CODE_NONE, "%s has a key that is none",
                      command_info(standard.all[i].command)->name);
        for (size_t j = 0; j < i; j++)
            ck_assert_int_ne(standard.all[i].key, standard.all[j].key);
    }
}
END_TEST

static void expect_keys(const struct bindings *bindings, enum command command, const char *words) {
    struct buf keys;
    buf_init(&keys, 256);
    bindings_keys(bindings, command, &keys);
    ck_assert_str_eq(buf_text(&keys), words);
    buf_fini(&keys);
}

START_TEST(keys_are_given_and_taken_away) {
    struct bindings bindings;
    struct err err;
    bindings_init(&bindings);
    ck_assert(bindings_set(&bindings, "F5", "refetch", 1, &err));
    ck_assert(bindings_set(&bindings, "j", "mark", 2, &err));
    ck_assert(bindings_set(&bindings, "^N", "none", 3, &err));
    ck_assert(bindings_set(&bindings, "Enter", "drill-in", 4, &err));
    expect_keys(&bindings, COMMAND_REFETCH, "R  F5");
    expect_keys(&bindings, COMMAND_MARK, "Space  Insert  j");
    expect_keys(&bindings, COMMAND_DOWN, "Down");
    ck_assert_int_eq(bindings_command(&bindings, KEY_CTRL('N')), COMMAND_NONE);
    ck_assert(!bindings_set(&bindings, "^n", "down", 5, &err));
    ck_assert_str_eq(err.text, "this key is already set on line 3");
    ck_assert(!bindings_set(&bindings, "Enter", "drill-in", 6, &err));
    ck_assert_int_eq(err.kind, ERR_CONFIG);
}
END_TEST

/* Whatever messages call by its key, and so the ways out. */
START_TEST(keys_of_messages_stay) {
    static const char *const named[] = {
        "Enter", "l", "Backspace", "Esc", "Tab", "Space", "m", "L", "R", "s", "[", "]", "<", ">",
        "@",     "$", "/",         "&",   "U",   "u",     "?", "q", "Q", "y", "B", "d", "z", "E"};
    struct bindings bindings;
    struct err err;
    struct buf list;
    size_t marked = 0;
    bindings_init(&bindings);
    for (size_t i = 0; i < bindings.count; i++)
        marked += bindings.all[i].is_named;
    ck_assert_uint_eq(marked, sizeof named / sizeof *named);
    buf_init(&list, 256);
    bindings_named_keys(&bindings, &list);
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        ck_assert_msg(!bindings_set(&bindings, named[i], "redraw", 1, &err), "%s", named[i]);
        ck_assert_ptr_nonnull(strstr(err.text, "because messages name it"));
        ck_assert(!bindings_set(&bindings, named[i], "none", 1, &err));
        ck_assert_ptr_nonnull(strstr(buf_text(&list), named[i]));
    }
    buf_fini(&list);
}
END_TEST

START_TEST(there_is_a_ceiling) {
    struct bindings bindings;
    struct err err;
    char name[16];
    bindings_init(&bindings);
    for (unsigned i = 0; bindings.count < BINDINGS_MAX; i++) {
        snprintf(name, sizeof name, "U+%04X", 0x4E00 + i);
        ck_assert(bindings_set(&bindings, name, "mark", i + 1, &err));
    }
    ck_assert(!bindings_set(&bindings, "F5", "mark", 999, &err));
    ck_assert_str_eq(err.text, "there are more than 256 keys");
    ck_assert(bindings_set(&bindings, "j", "mark", 999, &err));
    ck_assert_uint_eq(bindings.count, BINDINGS_MAX);
}
END_TEST

START_TEST(alt_without_a_meaning_is_no_key) {
    struct bindings bindings;
    struct err err;
    bindings_init(&bindings);
    ck_assert(bindings_set(&bindings, "Alt-x", "mark", 1, &err));
    ck_assert(bindings_set(&bindings, "Alt-y", "none", 2, &err));
    ck_assert_int_eq(bindings_key(&bindings, KEY_CODE_ALT + 'x'), KEY_CODE_ALT + 'x');
    ck_assert_int_eq(bindings_key(&bindings, KEY_CODE_ALT + 'm'), KEY_CODE_NONE);
    ck_assert_int_eq(bindings_key(&bindings, KEY_CODE_ALT + 'y'), KEY_CODE_NONE);
    ck_assert_int_eq(bindings_key(&bindings, KEY_CODE_ALT + KEY_CODE_ENTER), KEY_CODE_NONE);
    ck_assert_int_eq(bindings_key(&bindings, 'm'), 'm');
    ck_assert_int_eq(bindings_key(&bindings, KEY_CODE_MOUSE), KEY_CODE_MOUSE);
}
END_TEST

/* A key that moves does so whatever is held down with it, until that has a meaning of its own. */
START_TEST(what_is_held_down_with_an_arrow) {
    struct bindings bindings;
    struct err err;
    int ctrl_down = KEY_CODE_CTRL + KEY_CODE_DOWN;
    bindings_init(&bindings);
    ck_assert_int_eq(bindings_key(&bindings, ctrl_down), KEY_CODE_DOWN);
    ck_assert_int_eq(bindings_key(&bindings, KEY_CODE_ALT + KEY_CODE_UP), KEY_CODE_UP);
    ck_assert_int_eq(bindings_key(&bindings, KEY_CODE_PAD + '7'), KEY_CODE_HOME);
    ck_assert_int_eq(bindings_key(&bindings, KEY_CODE_PAD + '*'), '*');
    ck_assert_int_eq(bindings_key(&bindings, KEY_CODE_PAD + '5'), KEY_CODE_NONE);
    ck_assert(bindings_set(&bindings, "Ctrl-Down", "page-down", 1, &err));
    ck_assert_int_eq(bindings_key(&bindings, ctrl_down), ctrl_down);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("bindings");
    TCase *tc = tcase_create("bindings");
    tcase_add_test(tc, key_names_are_read_back);
    tcase_add_test(tc, names_mean_keys);
    tcase_add_test(tc, gestures_are_read_back);
    tcase_add_test(tc, a_key_means_one_command);
    tcase_add_test(tc, keys_are_given_and_taken_away);
    tcase_add_test(tc, keys_of_messages_stay);
    tcase_add_test(tc, there_is_a_ceiling);
    tcase_add_test(tc, alt_without_a_meaning_is_no_key);
    tcase_add_test(tc, what_is_held_down_with_an_arrow);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
