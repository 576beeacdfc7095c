/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is kept of the looks between two sessions, and what wins over what. */
#include "base/file.h"
#include "base/mem.h"
#include "command/saved_look.h"
#include "tests/support/columns_same.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FILE_BYTES = 8192 };

static struct scratch scratch;
static char *path;
static struct look configured;
static struct saved_look looks;
static struct err err;

static void set_up(void) {
    scratch_init(&scratch);
    path = scratch_beside(&scratch, "-state/looks");
    look_init(&configured);
    ck_assert(look_apply(&configured, "columns", "account likes", &err));
    ck_assert(look_apply(&configured, "theme", "light", &err));
    saved_look_init(&looks);
}

static void tear_down(void) {
    saved_look_fini(&looks);
    free(path);
    scratch_fini(&scratch);
}

static void use(unsigned told) {
    ck_assert_msg(saved_look_use(&looks, &configured, told, path, &err), "%s", err.text);
}

static void write_saved(const char *text) {
    struct buf content;
    char *folder = scratch_beside(&scratch, "-state");
    mkdir(folder, 0700);
    free(folder);
    buf_init(&content, FILE_BYTES);
    buf_text_put(&content, text);
    ck_assert(file_replace(path, &content, &err));
    buf_fini(&content);
}

static void expect_saved(const char *lines) {
    char *content = file_read(path, FILE_BYTES, &err);
    ck_assert_msg(content != NULL, "%s", err.text);
    ck_assert_str_eq(strchr(content, '\n') + 1, lines);
    free(content);
}

START_TEST(what_is_changed_comes_back) {
    use(0);
    ck_assert_int_eq(looks.now.theme, LOOK_LIGHT);
    looks.now.theme = LOOK_DARK;
    ck_assert_msg(saved_look_save(&looks, LOOK_THEME, &err), "%s", err.text);
    expect_saved("theme = dark\n");
    looks.now.pane = LOOK_PANE_OFF;
    looks.now.pane_rows = 7;
    ck_assert(saved_look_save(&looks, LOOK_PANE | LOOK_PANE_ROWS, &err));
    expect_saved("theme = dark\npane = off\npane-rows = 7\n");
    use(0);
    ck_assert_int_eq(looks.now.theme, LOOK_DARK);
    ck_assert_int_eq(looks.now.pane, LOOK_PANE_OFF);
    ck_assert_int_eq(looks.now.pane_rows, 7);
    ck_assert(
        columns_are_same(&looks.now.columns[LOOK_LIST_ANY], &configured.columns[LOOK_LIST_ANY]));
}
END_TEST

/* A flag is for one session: what is kept stays kept, unless it is changed. */
START_TEST(a_flag_wins_and_is_not_saved) {
    write_saved("theme = dark\npane = beside\n");
    use(LOOK_THEME);
    ck_assert_int_eq(looks.now.theme, LOOK_LIGHT);
    ck_assert_int_eq(looks.now.pane, LOOK_PANE_BESIDE);
    looks.now.pane_cols = 44;
    ck_assert(saved_look_save(&looks, LOOK_PANE_COLS, &err));
    expect_saved("theme = dark\npane = beside\npane-columns = 44\n");
    looks.now.theme = LOOK_MONO;
    ck_assert(saved_look_save(&looks, LOOK_THEME, &err));
    expect_saved("theme = mono\npane = beside\npane-columns = 44\n");
}
END_TEST

START_TEST(the_configured_look_comes_back) {
    write_saved("columns = account name\ntheme = dark\npane = off\n");
    use(0);
    ck_assert(saved_look_restore(&looks, LOOK_COLUMNS, &err));
    ck_assert(
        columns_are_same(&looks.now.columns[LOOK_LIST_ANY], &configured.columns[LOOK_LIST_ANY]));
    ck_assert_int_eq(looks.now.theme, LOOK_DARK);
    expect_saved("theme = dark\npane = off\n");
    ck_assert(saved_look_restore(&looks, LOOK_ALL, &err));
    ck_assert_int_eq(looks.now.theme, LOOK_LIGHT);
    ck_assert_int_eq(looks.now.pane, LOOK_PANE_AUTO);
    expect_saved("");
}
END_TEST

static const struct {
    const char *text, *words, *good;
} damaged[] = {
    {"theme = dark\ntheme = blue\n", "line 2: “blue” is not auto", "theme = dark\n"},
    {"theme = dark\npane\npane-rows = 9", "line 2: “=” is missing",
     "theme = dark\npane-rows = 9\n"},
    {"# a comment\n\ncolour = red\n", "line 3: unknown setting “colour”", ""},
    {"columns = name\npane = off\n", "line 1: the column account is missing", "pane = off\n"},
    {"\x1b[2J\n", "line 1: “=” is missing", ""},
};

static void expect_aside(int number, const char *text) {
    char name[64];
    snprintf(name, sizeof name, "-state/looks.damaged-%d", number);
    char *aside = scratch_beside(&scratch, name), *content = file_read(aside, FILE_BYTES, &err);
    ck_assert_msg(content != NULL, "%s", aside);
    ck_assert_str_eq(content, text);
    free(content);
    free(aside);
}

/* Its good lines count. The next change puts it aside, so nothing of it is lost. */
START_TEST(a_damaged_file_is_put_aside_by_a_change) {
    write_saved(damaged[_i].text);
    ck_assert(!saved_look_use(&looks, &configured, 0, path, &err));
    ck_assert_int_eq(err.kind, ERR_DATA);
    ck_assert_msg(strstr(err.text, damaged[_i].words) != NULL, "%s", err.text);
    ck_assert_msg(strstr(err.text, path) != NULL, "%s", err.text);
    ck_assert_int_eq(looks.now.theme, strstr(damaged[_i].good, "dark") ? LOOK_DARK : LOOK_LIGHT);
    char *content = file_read(path, FILE_BYTES, &err);
    ck_assert_str_eq(content, damaged[_i].text);
    free(content);
    ck_assert_msg(saved_look_save(&looks, 0, &err), "%s", err.text);
    expect_saved(damaged[_i].good);
    expect_aside(1, damaged[_i].text);
    use(0);
}
END_TEST

/* While a program is at work, by another or by hand. */
START_TEST(what_is_damaged_later_is_put_aside_too) {
    use(0);
    write_saved("theme = dark\n?\n");
    looks.now.pane = LOOK_PANE_OFF;
    ck_assert(saved_look_save(&looks, LOOK_PANE, &err));
    expect_saved("theme = dark\npane = off\n");
    expect_aside(1, "theme = dark\n?\n");
    write_saved("!\ntheme = mono\n");
    ck_assert(saved_look_restore(&looks, LOOK_PANE, &err));
    expect_saved("theme = mono\n");
    expect_aside(2, "!\ntheme = mono\n");
}
END_TEST

START_TEST(what_a_nul_hides_is_put_aside) {
    static const char bytes[] = "theme = dark\n\0pane = off\n";
    char *folder = scratch_beside(&scratch, "-state");
    struct buf content;
    mkdir(folder, 0700);
    free(folder);
    buf_init(&content, FILE_BYTES);
    buf_put(&content, bytes, sizeof bytes - 1);
    ck_assert(file_replace(path, &content, &err));
    buf_fini(&content);
    ck_assert(!saved_look_use(&looks, &configured, 0, path, &err));
    ck_assert_msg(strstr(err.text, "NUL") != NULL, "%s", err.text);
    ck_assert(saved_look_save(&looks, 0, &err));
    expect_saved("theme = dark\n");
    expect_aside(1, "theme = dark\n");
}
END_TEST

/* Nothing is overwritten that could not be renamed. */
START_TEST(a_damaged_file_that_must_stay_is_not_replaced) {
    char name[64];
    write_saved("theme\n");
    for (int i = 1; i < 1000; i++) {
        snprintf(name, sizeof name, "-state/looks.damaged-%d", i);
        char *taken = scratch_beside(&scratch, name);
        ck_assert_int_eq(link(path, taken), 0);
        free(taken);
    }
    ck_assert(!saved_look_use(&looks, &configured, 0, path, &err));
    ck_assert(!saved_look_save(&looks, LOOK_THEME, &err));
    ck_assert_msg(strstr(err.text, "cannot be renamed") != NULL, "%s", err.text);
    char *content = file_read(path, FILE_BYTES, &err);
    ck_assert_str_eq(content, "theme\n");
    free(content);
}
END_TEST

START_TEST(two_programs_keep_what_each_changed) {
    struct saved_look other;
    saved_look_init(&other);
    use(0);
    ck_assert(saved_look_use(&other, &configured, 0, path, &err));
    looks.now.theme = LOOK_DARK;
    ck_assert(saved_look_save(&looks, LOOK_THEME, &err));
    other.now.pane = LOOK_PANE_OFF;
    ck_assert(saved_look_save(&other, LOOK_PANE, &err));
    expect_saved("theme = dark\npane = off\n");
    looks.now.pane_rows = 6;
    ck_assert(saved_look_save(&looks, LOOK_PANE_ROWS, &err));
    expect_saved("theme = dark\npane = off\npane-rows = 6\n");
    ck_assert(saved_look_restore(&other, LOOK_PANE, &err));
    expect_saved("theme = dark\npane-rows = 6\n");
    saved_look_fini(&other);
}
END_TEST

/* Each in a process of its own: what one writes is never taken back by another. */
START_TEST(programs_that_write_at_once_lose_nothing) {
    static const enum look_choice choices[] = {LOOK_THEME, LOOK_PANE, LOOK_PANE_ROWS,
                                               LOOK_PANE_COLS};
    enum { CHILDREN = sizeof choices / sizeof *choices, TIMES = 100 };
    pid_t children[CHILDREN];
    use(0);
    for (int i = 0; i < CHILDREN; i++) {
        children[i] = fork();
        ck_assert_int_ge(children[i], 0);
        if (children[i])
            continue;
        bool is_fine = true;
        looks.now.theme = LOOK_MONO;
        looks.now.pane = LOOK_PANE_OFF;
        for (int n = 1; n <= TIMES; n++) {
            looks.now.pane_rows = looks.now.pane_cols = n;
            is_fine = saved_look_save(&looks, choices[i], &err) && is_fine;
        }
        _exit(!is_fine);
    }
    for (int i = 0; i < CHILDREN; i++) {
        int status;
        ck_assert_int_eq(waitpid(children[i], &status, 0), children[i]);
        ck_assert(WIFEXITED(status) && !WEXITSTATUS(status));
    }
    expect_saved("theme = mono\npane = off\npane-rows = 100\npane-columns = 100\n");
}
END_TEST

START_TEST(a_file_too_large_is_passed_over) {
    char *text = mem_alloc(FILE_BYTES);
    memset(text, '#', FILE_BYTES - 1);
    text[FILE_BYTES - 1] = '\0';
    write_saved(text);
    free(text);
    ck_assert(!saved_look_use(&looks, &configured, 0, path, &err));
    ck_assert_int_eq(err.kind, ERR_IO);
    ck_assert_int_eq(looks.now.theme, LOOK_LIGHT);
}
END_TEST

START_TEST(without_a_place_nothing_is_written) {
    ck_assert(saved_look_use(&looks, &configured, 0, NULL, &err));
    looks.now.theme = LOOK_MONO;
    ck_assert(saved_look_save(&looks, LOOK_THEME, &err));
    ck_assert(file_read(path, FILE_BYTES, &err) == NULL);
    ck_assert_int_eq(err.kind, ERR_NONE);
}
END_TEST

START_TEST(a_place_that_cannot_be_written_is_told) {
    write_saved("");
    char *below = mem_alloc(strlen(path) + sizeof "/looks");
    stpcpy(stpcpy(below, path), "/looks");
    bool is_used = saved_look_use(&looks, &configured, 0, below, &err);
    ck_assert(!is_used);
    looks.now.theme = LOOK_MONO;
    ck_assert(!saved_look_save(&looks, LOOK_THEME, &err));
    ck_assert_int_eq(looks.now.theme, LOOK_MONO);
    free(below);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("saved_look");
    TCase *tc = tcase_create("saved");
    tcase_add_checked_fixture(tc, set_up, tear_down);
    tcase_add_test(tc, what_is_changed_comes_back);
    tcase_add_test(tc, a_flag_wins_and_is_not_saved);
    tcase_add_test(tc, the_configured_look_comes_back);
    tcase_add_loop_test(tc, a_damaged_file_is_put_aside_by_a_change, 0,
                        sizeof damaged / sizeof *damaged);
    tcase_add_test(tc, what_is_damaged_later_is_put_aside_too);
    tcase_add_test(tc, a_damaged_file_that_must_stay_is_not_replaced);
    tcase_add_test(tc, what_a_nul_hides_is_put_aside);
    tcase_add_test(tc, two_programs_keep_what_each_changed);
    tcase_add_test(tc, programs_that_write_at_once_lose_nothing);
    tcase_add_test(tc, a_file_too_large_is_passed_over);
    tcase_add_test(tc, without_a_place_nothing_is_written);
    tcase_add_test(tc, a_place_that_cannot_be_written_is_told);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
