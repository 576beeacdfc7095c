/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns as text, their editor's keys, and the look that they are a part of. */
#include "base/key.h"
#include "model/look.h"
#include "session/source.h"
#include "tests/support/columns_same.h"
#include "tests/support/effort.h"
#include "tests/support/run.h"
#include "view/column_plan.h"
#include "view/view.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

enum { SEED = 7 };

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
    columns = parse("number, account,followers:12 ,\tbio,");
    ck_assert_str_eq(print(&columns), "number account followers:12 bio");
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
    {"name account", "group, name and bio come last"},
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

static struct session session;
static struct saved_look looks;
static struct front front;
static struct view *view;

static struct columns *columns(void) {
    return &looks.now.columns[LOOK_LIST_ANY];
}

static void open_editor(const char *text) {
    static const struct session_config config = {.page_size = 20};
    static struct store store;
    struct purse purse = {0};
    session_init(&session, &config, NULL, &store, &purse);
    saved_look_init(&looks);
    *columns() = parse(text);
    front = (struct front){
        .session = &session, .command = COMMAND_COLUMNS, .argument = "", .looks = &looks};
    bindings_init(&front.bindings);
    ck_assert(view_open(&view, &front));
}

static void close_editor(void) {
    view_close_all(&view);
    saved_look_fini(&looks);
    session_fini(&session);
}

static enum view_result press(int key, int cols) {
    session_hush(&session);
    view_fit(view, COLUMN_COUNT, cols, true);
    view_read(view, 0, true);
    return view_command(view, key, bindings_command(&front.bindings, key));
}

START_TEST(any_keys_leave_columns_that_can_be) {
    static const int keys[] = {' ',         '<',           '>',          '+',           '-',
                               KEY_CODE_UP, KEY_CODE_DOWN, KEY_CODE_END, KEY_CODE_HOME, 'x'};
    unsigned short state[3] = {SEED, 0, 0};
    open_editor(COLUMNS_STANDARD);
    for (size_t runs = effort_runs(4000, 20000, 200000); runs > 0; runs--) {
        struct columns before = *columns();
        int key = keys[(size_t)nrand48(state) % (sizeof keys / sizeof *keys)];
        bool is_known = press(key, 20 + (int)(nrand48(state) % 200)) != VIEW_UNKNOWN;
        bool is_refused = session.message;
        ck_assert_int_eq(is_known, key != 'x');
        ck_assert_int_ge(view->selected, 0);
        ck_assert_int_lt(view->selected, COLUMN_COUNT);
        ck_assert_int_eq(!is_refused && strchr(" <>+-", key),
                         !columns_are_same(&before, columns()));
        check(columns());
    }
    close_editor();
}
END_TEST

START_TEST(the_editor_is_left_by_its_keys) {
    static const int keys[] = {'q', 'C', KEY_CODE_ESCAPE};
    open_editor(COLUMNS_STANDARD);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        ck_assert_int_eq(press(keys[i], 80), VIEW_LEFT);
    close_editor();
}
END_TEST

START_TEST(the_editor_restores_what_is_configured) {
    open_editor("account id");
    ck_assert_int_eq(press('=', 80), VIEW_DONE);
    ck_assert_str_eq(print(columns()), COLUMNS_STANDARD);
    close_editor();
}
END_TEST

/* What is edited in a list with columns of its own, by keys and by name, is not what others have.
 */
START_TEST(lists_with_columns_of_their_own_keep_them_apart) {
    static const struct list_source *const sources[] = {&source_lists, &source_followed_by,
                                                        &source_members, &source_frontier};
    const struct list_source *source = sources[_i];
    struct look before;
    struct err err;
    open_editor(COLUMNS_STANDARD);
    trail_open(&session.trail, session_add_list(&session, source_new_list(source, "q")));
    before = looks.now;
    ck_assert_int_ne(source->columns, LOOK_LIST_ANY);
    press(KEY_CODE_DOWN, 120);
    press(' ', 120); /* the second column, of signs */
    ck_assert(strncmp(print(&before.columns[source->columns]), "number sign account", 19) == 0);
    ck_assert(strncmp(print(&looks.now.columns[source->columns]), "number account", 14) == 0);
    ck_assert_str_eq(print(columns()), COLUMNS_STANDARD);
    press('=', 120);
    ck_assert(look_is_same(&looks.now, &before));
    ck_assert_int_eq(look_apply(&looks.now, look_columns_name(source->columns), "account id", &err),
                     look_columns_choice(source->columns));
    struct columns shown;
    source_columns(session.trail.current->list, &looks.now, &shown);
    ck_assert_str_eq(print(&shown), "account id");
    ck_assert(!look_is_same(&looks.now, &before));
    close_editor();
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
    open_editor("account followers id name");
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        press(steps[i].key, 120);
        ck_assert_str_eq(print(columns()), steps[i].columns);
    }
    close_editor();
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
    ck_assert_int_eq(look_apply(&look, "selection", "mark", &err), LOOK_SELECTION);
    buf_init(&out, LOOK_LIST_COUNT * COLUMNS_TEXT_MAX);
    look_print(&look, LOOK_ALL, &out);
    ck_assert_str_eq(
        buf_text(&out),
        "columns = account bio\n"
        "columns-lists = number sign account lists state rows age credits name\n"
        "columns-followed-by = number sign account rank state lists rows age name\n"
        "columns-members = number sign account followers lists excess state:16 region name\n"
        "columns-frontier = number sign account lists price followers state region name\n"
        "columns-difference = number sign account rank followers lists state change name\n"
        "theme = light\npane = beside\npane-rows = 9\npane-columns = 44\n"
        "selection = mark\nsigns = unicode\n");
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
               {"pane", "Below", "“Below” is not auto, below, beside or off"},
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
    Suite *suite = suite_create("columns view");
    TCase *tc = tcase_create("columns view");
    tcase_add_test(tc, columns_are_read_and_printed);
    tcase_add_loop_test(tc, columns_that_cannot_be_are_refused, 0, sizeof wrong / sizeof *wrong);
    tcase_add_test(tc, any_keys_leave_columns_that_can_be);
    tcase_add_test(tc, the_editor_is_left_by_its_keys);
    tcase_add_test(tc, the_editor_restores_what_is_configured);
    tcase_add_loop_test(tc, lists_with_columns_of_their_own_keep_them_apart, 0, 4);
    tcase_add_test(tc, a_column_is_moved_hidden_and_widened);
    tcase_add_test(tc, a_width_that_cannot_be_is_refused_in_its_own_words);
    tcase_add_test(tc, a_look_is_read_and_printed);
    tcase_add_test(tc, a_look_that_cannot_be_is_refused);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
