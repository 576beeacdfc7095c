/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns as text, their editor's keys, and the look that they are a part of. */
#include "base/key.h"
#include "command/bindings.h"
#include "model/look.h"
#include "tests/support/columns_same.h"
#include "tests/support/run.h"
#include "view/columns_editor.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

enum { RUNS = 20000, SEED = 7 };

static const char *print(const struct columns *columns) {
    static char text[COLUMNS_TEXT_MAX];
    struct buf out;
    buf_init(&out, COLUMNS_TEXT_MAX);
    columns_print(columns, &out);
    ck_assert(!out.overflowed);
    memcpy(text, buf_text(&out), out.len + 1);
    buf_fini(&out);
    return text;
}

static struct columns parse(const char *text) {
    struct columns columns;
    struct err err;
    ck_assert_msg(columns_parse(text, &columns, &err), "%s", err.text);
    return columns;
}

START_TEST(columns_are_read_and_printed) {
    static const char *const texts[] = {COLUMNS_STANDARD, "account",
                                        "number:9 account:60 seen id bio:240 name:8",
                                        "region account likes:20 bio"};
    struct columns columns;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        columns = parse(texts[i]);
        ck_assert_str_eq(print(&columns), texts[i]);
    }
    columns = parse("  account \t name ");
    ck_assert_str_eq(print(&columns), "account name");
    columns_init(&columns);
    ck_assert_str_eq(print(&columns), COLUMNS_STANDARD);
}
END_TEST

static const struct {
    const char *text, *words;
} wrong[] = {
    {"", "account is missing"},
    {"number name", "account is missing"},
    {"account names",
     "unknown column “names”; the columns are number sign account followers following"},
    {"account Name", "unknown column “Name”"},
    {"account account", "account is listed twice"},
    {"name account", "name and bio come last"},
    {"account bio followers name", "name and bio come last"},
    {"account:9", "account can be 10 to 60 wide"},
    {"account:61", "account can be 10 to 60 wide"},
    {"account:", "account can be 10 to 60 wide"},
    {"account:2/", "account can be 10 to 60 wide"},
    {"account:2x", "account can be 10 to 60 wide"},
    {"account:-20", "account can be 10 to 60 wide"},
    {"account:0020", "account can be 10 to 60 wide"},
    {"account sign:2", "sign has a fixed width"},
    {"account sign:1", "sign has a fixed width"},
    {":20 account", "unknown column “”"},
};

START_TEST(columns_that_cannot_be_are_refused) {
    struct columns columns = parse("account likes"), before = columns;
    struct err err = {0};
    ck_assert(!columns_parse(wrong[_i].text, &columns, &err));
    ck_assert_int_eq(err.kind, ERR_USAGE);
    ck_assert_msg(strstr(err.text, wrong[_i].words) != NULL, "%s", err.text);
    ck_assert(columns_are_same(&columns, &before));
}
END_TEST

/* Whatever keys are pressed: each column once, text last, the account there, and what is printed is
 * read back the same. */
static void check(const struct columns *columns) {
    bool has[COLUMN_COUNT] = {false}, is_behind_text = false;
    struct columns again = parse(print(columns));
    for (size_t i = 0, j = 0; i < COLUMN_COUNT; i++) {
        const struct columns_item *item = &columns->items[i];
        ck_assert(!has[item->id]);
        has[item->id] = true;
        ck_assert(columns_is_text(item->id) || !is_behind_text);
        is_behind_text = columns_is_text(item->id);
        ck_assert(item->is_shown || item->id != COLUMN_ACCOUNT);
        while (item->is_shown && !again.items[j].is_shown)
            j++;
        if (item->is_shown) {
            ck_assert_int_eq(again.items[j].id, item->id);
            ck_assert_int_eq(again.items[j++].width, item->width);
        }
    }
}

static enum columns_editor_act press(struct columns_editor *pane, struct columns *columns,
                                     const struct column placed[COLUMN_COUNT], int key,
                                     struct err *err) {
    struct bindings bindings;
    bindings_init(&bindings);
    return columns_editor_key(pane, columns, placed, key, bindings_command(&bindings, key), err);
}

START_TEST(any_keys_leave_columns_that_can_be) {
    static const int keys[] = {' ',         '<',           '>',          '+',           '-',
                               KEY_CODE_UP, KEY_CODE_DOWN, KEY_CODE_END, KEY_CODE_HOME, 'x'};
    struct columns columns;
    struct columns_editor pane = {0};
    struct column placed[COLUMN_COUNT];
    unsigned short state[3] = {SEED, 0, 0};
    columns_init(&columns);
    for (int i = 0; i < RUNS; i++) {
        struct err err = {0};
        struct columns before = columns;
        int key = keys[(size_t)nrand48(state) % (sizeof keys / sizeof *keys)];
        column_plan_make(&columns, 20 + (int)(nrand48(state) % 200), 0, placed);
        enum columns_editor_act app_action_run = press(&pane, &columns, placed, key, &err);
        ck_assert_uint_lt(pane.selected, COLUMN_COUNT);
        ck_assert_int_eq(app_action_run == COLUMNS_EDITOR_CHANGED,
                         !columns_are_same(&before, &columns));
        ck_assert_int_eq(app_action_run == COLUMNS_EDITOR_REFUSED, err.kind != ERR_NONE);
        check(&columns);
    }
}
END_TEST

START_TEST(the_editor_is_left_by_its_keys) {
    static const int keys[] = {'q', 'C', KEY_CODE_ESCAPE};
    struct columns columns;
    struct column placed[COLUMN_COUNT] = {{0, 0}};
    struct columns_editor pane = {0};
    struct err err;
    columns_init(&columns);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        ck_assert_int_eq(press(&pane, &columns, placed, keys[i], &err), COLUMNS_EDITOR_LEAVE);
    ck_assert_int_eq(press(&pane, &columns, placed, '=', &err), COLUMNS_EDITOR_RESTORE);
}
END_TEST

/* It stays selected while it moves, and keeps its width while it is hidden. */
START_TEST(a_column_is_moved_hidden_and_widened) {
    static const struct {
        int key;
        const char *columns;
    } steps[] = {{KEY_CODE_DOWN, "account followers id name"},
                 {KEY_CODE_DOWN, "account followers id name"},
                 {'<', "account id followers name"},
                 {'<', "id account followers name"},
                 {'+', "id:20 account followers name"},
                 {'+', "id:21 account followers name"},
                 {'-', "id:20 account followers name"},
                 {' ', "account followers name"},
                 {'>', "account followers name"},
                 {' ', "account id:20 followers name"}};
    struct columns columns = parse("account followers id name");
    struct column placed[COLUMN_COUNT];
    struct columns_editor pane = {0};
    struct err err;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        column_plan_make(&columns, 120, 0, placed);
        press(&pane, &columns, placed, steps[i].key, &err);
        ck_assert_str_eq(print(&columns), steps[i].columns);
    }
}
END_TEST

START_TEST(a_width_that_cannot_be_is_refused_in_its_own_words) {
    static const struct {
        int by, now;
        const char *words;
    } cases[] = {{1, 23, "account has no more room here"},
                 {-1, 25, "account cannot be narrower here"},
                 {1, 60, "account can be 10 to 60 wide"},
                 {-1, 10, "account can be 10 to 60 wide"}};
    struct columns columns = parse("account:24");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err err = {0};
        ck_assert(!columns_widen(&columns, 0, cases[i].by, cases[i].now, &err));
        ck_assert_msg(strstr(err.text, cases[i].words) != NULL, "%s", err.text);
    }
}
END_TEST

START_TEST(a_look_is_read_and_printed) {
    struct look look;
    struct err err;
    struct buf out;
    look_init(&look);
    ck_assert_int_eq(look_apply(&look, "theme", "light", &err), LOOK_THEME);
    ck_assert_int_eq(look_apply(&look, "pane", "beside", &err), LOOK_PANE);
    ck_assert_int_eq(look_apply(&look, "pane-rows", "9", &err), LOOK_PANE_ROWS);
    ck_assert_int_eq(look_apply(&look, "pane-columns", "44", &err), LOOK_PANE_COLS);
    ck_assert_int_eq(look_apply(&look, "columns", "account bio", &err), LOOK_COLUMNS);
    buf_init(&out, COLUMNS_TEXT_MAX);
    look_print(&look, LOOK_ALL, &out);
    ck_assert_str_eq(buf_text(&out), "columns = account bio\ntheme = light\npane = beside\n"
                                     "pane-rows = 9\npane-columns = 44\n");
    buf_clear(&out);
    look_print(&look, LOOK_THEME | LOOK_PANE_ROWS, &out);
    ck_assert_str_eq(buf_text(&out), "theme = light\npane-rows = 9\n");
    buf_fini(&out);
}
END_TEST

START_TEST(a_look_that_cannot_be_is_refused) {
    static const struct {
        const char *name, *value, *words;
    } bad[] = {{"theme", "blue", "“blue” is not auto, dark, light, 16 or mono"},
               {"theme", "", "“” is not auto"},
               {"pane", "Below", "“Below” is not below, beside or off"},
               {"pane-rows", "501", "from 0 to 500"},
               {"pane-rows", "99999999999999999999", "from 0 to 500"},
               {"pane-columns", "-1", "from 0 to 500"},
               {"pane-columns", "", "from 0 to 500"},
               {"columns", "name", "account is missing"},
               {"mouse", "on", "unknown setting “mouse”"}};
    struct look look;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct err err = {0};
        look_init(&look);
        ck_assert_int_eq(look_apply(&look, bad[i].name, bad[i].value, &err), 0);
        ck_assert_msg(strstr(err.text, bad[i].words) != NULL, "%s", err.text);
    }
}
END_TEST

int main(void) {
    Suite *suite = suite_create("columns_editor");
    TCase *tc = tcase_create("columns_editor");
    tcase_add_test(tc, columns_are_read_and_printed);
    tcase_add_loop_test(tc, columns_that_cannot_be_are_refused, 0, sizeof wrong / sizeof *wrong);
    tcase_add_test(tc, any_keys_leave_columns_that_can_be);
    tcase_add_test(tc, the_editor_is_left_by_its_keys);
    tcase_add_test(tc, a_column_is_moved_hidden_and_widened);
    tcase_add_test(tc, a_width_that_cannot_be_is_refused_in_its_own_words);
    tcase_add_test(tc, a_look_is_read_and_printed);
    tcase_add_test(tc, a_look_that_cannot_be_is_refused);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
