/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `followtrail config`: its output is a valid configuration, and every error in one is reported. */
#include "base/text.h"
#include "cli/config_command.h"
#include "cli/options.h"
#include "command/bindings.h"
#include "tests/support/columns_same.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"
#include "tests/support/spoken.h"

#include <check.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct scratch scratch;
static struct spoken spoken;
static char usual[2 * SCRATCH_PATH_MAX];

static void make_home(void) {
    const char *locale;
    char folder[2 * SCRATCH_PATH_MAX];
    text_use_locale(&locale);
    scratch_init(&scratch);
    setenv("XDG_CONFIG_HOME", scratch.folder, 1);
    setenv("XDG_DATA_HOME", "/data", 1);
    setenv("HOME", "/home/zoe", 1);
    unsetenv("NO_COLOR");
    unsetenv("FOLLOWTRAIL_API_URL");
    snprintf(folder, sizeof folder, "%s/followtrail", scratch.folder);
    ck_assert_int_eq(mkdir(folder, 0700), 0);
    snprintf(usual, sizeof usual, "%s/followtrail/config", scratch.folder);
}

static void remove_home(void) {
    unlink(usual);
    *strrchr(usual, '/') = '\0';
    rmdir(usual);
    scratch_fini(&scratch);
}

static void write_config(const char *path, const char *text) {
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_ge(fputs(text, file), 0);
    ck_assert_int_eq(fclose(file), 0);
    ck_assert_int_eq(chmod(path, 0600), 0);
}

static void config(const char *first, const char *second) {
    spoken_run(&spoken, config_command, (const char *const[]){"config", first, second, NULL});
}

/* Removes the # from every line that sets something; returns how many there are. */
static size_t uncomment(char *text) {
    size_t count = 0;
    for (char *at = text; at; at = strchr(at, '\n'), at = at ? at + 1 : NULL)
        if (at[0] == '#' && islower((unsigned char)at[1])) {
            *at = ' ';
            count++;
        }
    return count;
}

static size_t count_settings(void) {
    size_t count, settings = 0;
    const struct option_row *rows = options_rows(&count);
    for (size_t i = 0; i < count; i++)
        settings += rows[i].setting ? 1 : 0;
    return settings;
}

static size_t count_keys(void) {
    struct bindings standard;
    bindings_init(&standard);
    return standard.count;
}

/* Each default key, with its command. */
static void expect_standard_keys(const struct options *options) {
    struct bindings standard;
    bindings_init(&standard);
    ck_assert_uint_eq(options->keys->count, standard.count);
    for (size_t i = 0; i < standard.count; i++) {
        ck_assert_int_eq(options->keys->all[i].key, standard.all[i].key);
        ck_assert_int_eq(options->keys->all[i].command, standard.all[i].command);
        ck_assert_uint_gt(options->keys->all[i].line, 0);
    }
}

static void expect_defaults(const struct options *options, const struct options *defaults) {
    for (int scope = 0; scope < PURSE_SCOPE_COUNT; scope++)
        ck_assert_int_eq(options->caps.most[scope], defaults->caps.most[scope]);
    ck_assert_int_eq(options->threshold, defaults->threshold);
    ck_assert_int_eq(options->page_size, defaults->page_size);
    ck_assert_int_eq(options->load_page, defaults->load_page);
    ck_assert_int_eq(options->silence_s, defaults->silence_s);
    ck_assert_int_eq(options->has_profile, defaults->has_profile);
    ck_assert_int_eq(options->has_prefetch, defaults->has_prefetch);
    ck_assert_int_eq(options->has_colour, defaults->has_colour);
    ck_assert_int_eq(options->look.theme, defaults->look.theme);
    ck_assert_int_eq(options->look.pane, defaults->look.pane);
    ck_assert(columns_are_same(&options->look.columns[LOOK_LIST_ANY],
                               &defaults->look.columns[LOOK_LIST_ANY]));
    ck_assert_int_eq(options->has_mouse, defaults->has_mouse);
}

START_TEST(the_default_file_is_read_back) {
    struct options options, defaults;
    struct err err;
    config("--default", NULL);
    ck_assert_int_eq(spoken.status, 0);
    write_config(scratch.path, spoken.out);
    ck_assert(options_read("/dev/null", &options, &err) == false); /* not a regular file */
    options_fini(&options);
    ck_assert(options_read(NULL, &defaults, &err));
    ck_assert_msg(options_read(scratch.path, &options, &err), "%s", err.text);
    ck_assert_ptr_null(options.store_path); /* all of it is a comment */
    options_fini(&options);

    ck_assert_uint_eq(uncomment(spoken.out), count_settings() + count_keys());
    write_config(scratch.path, spoken.out);
    ck_assert_msg(options_read(scratch.path, &options, &err), "%s", err.text);
    expect_defaults(&options, &defaults);
    expect_standard_keys(&options);
    ck_assert_str_eq(options.store_path, "/data/followtrail/live.db");
    ck_assert_str_eq(options.api_url, "https://api.unifapi.com");
    options_fini(&options);
    options_fini(&defaults);
}
END_TEST

START_TEST(every_setting_is_explained) {
    size_t count;
    const struct option_row *rows = options_rows(&count);
    config("--default", NULL);
    for (size_t i = 0; i < count; i++) {
        char line[512];
        if (!rows[i].setting)
            continue;
        ck_assert_msg(rows[i].range && rows[i].standard, "%s says no range or default",
                      rows[i].setting);
        /* The help of --no-mouse is about no mouse; the setting is called mouse. */
        ck_assert_msg(rows[i].argument ||
                          (rows[i].question && strncmp(rows[i].question, "no ", 3) != 0),
                      "%s does not say what yes and no decide", rows[i].setting);
        snprintf(line, sizeof line, "\n# %s.\n# Values: %s. Default: ",
                 rows[i].argument ? rows[i].help : rows[i].question, rows[i].range);
        const char *at = strstr(spoken.out, line);
        ck_assert_msg(at != NULL, "%s", line);
        snprintf(line, sizeof line, "\n#%s = ", rows[i].setting);
        ck_assert_msg(strstr(at, line) != NULL, "%s", line);
    }
}
END_TEST

START_TEST(a_path_that_cannot_stand_in_the_file) {
    setenv("XDG_DATA_HOME", "/data/a #b", 1);
    config("--default", NULL);
    ck_assert_ptr_nonnull(strstr(spoken.out, "\n#store = ~/.local/share/followtrail/live.db\n"));
    setenv("XDG_DATA_HOME", "/data/a b", 1);
    config("--default", NULL);
    ck_assert_ptr_nonnull(strstr(spoken.out, "\n#store = /data/a b/followtrail/live.db\n"));
}
END_TEST

START_TEST(every_mistake_is_told_by_its_line) {
    char expected[4096];
    write_config(scratch.path, "cap = x\n\npage = 7\ncpa = 1\nload-page = 51\nkey j = dwon\n");
    config("--check", scratch.path);
    ck_assert_int_eq(spoken.status, 78);
    ck_assert_str_eq(spoken.out, "");
    snprintf(
        expected, sizeof expected,
        "followtrail config: %s:1: cap: “x” is not a whole number from 0 to 1000000000, or none\n"
        "followtrail config: %s:4: no setting “cpa”; did you mean “cap”?\n"
        "followtrail config: %s:5: load-page: “51” is not a whole number from 1 to 50\n"
        "followtrail config: %s:6: key j: there is no command “dwon”; did you mean “down”?\n"
        "followtrail config: %s: errors on 4 lines\n",
        scratch.path, scratch.path, scratch.path, scratch.path, scratch.path);
    ck_assert_str_eq(spoken.err, expected);
    write_config(scratch.path, "page\n");
    config("--check", scratch.path);
    ck_assert_ptr_nonnull(strstr(spoken.err, ": errors on 1 line\n"));
}
END_TEST

START_TEST(a_good_file_is_fine) {
    char expected[4 * SCRATCH_PATH_MAX];
    write_config(scratch.path, "cap = 9\n");
    config("--check", scratch.path);
    ck_assert_int_eq(spoken.status, 0);
    snprintf(expected, sizeof expected, "%s: fine\n", scratch.path);
    ck_assert_str_eq(spoken.out, expected);
    config("--check", NULL); /* the usual one */
    ck_assert_int_eq(spoken.status, 0);
    snprintf(expected, sizeof expected, "%s: no such file; every setting has its default\n", usual);
    ck_assert_str_eq(spoken.out, expected);
    write_config(usual, "page = 51\n");
    config("--check", NULL);
    ck_assert_int_eq(spoken.status, 78);
}
END_TEST

static const struct wrong {
    const char *words[2];
    int status;
    const char *says;
} wrongs[] = {
    {{NULL}, 64, "give either --default or --check"},
    {{"--default", "--check"}, 64, "give either --default or --check"},
    {{"--default", "file"}, 64, "unexpected “file”"},
    {{"--chekc"}, 64, "no option “--chekc”"},
    {{"--check", "/nowhere/config"}, 78, "cannot read /nowhere/config"},
    {{"--check", "/dev"}, 78, "/dev is not a regular file"},
};

START_TEST(wrong_words) {
    config(wrongs[_i].words[0], wrongs[_i].words[1]);
    ck_assert_int_eq(spoken.status, wrongs[_i].status);
    ck_assert_msg(strstr(spoken.err, wrongs[_i].says) != NULL, "%s", spoken.err);
    ck_assert_str_eq(spoken.out, "");
}
END_TEST

int main(void) {
    Suite *suite = suite_create("config_command");
    TCase *tc = tcase_create("config");
    tcase_add_checked_fixture(tc, make_home, remove_home);
    tcase_add_test(tc, the_default_file_is_read_back);
    tcase_add_test(tc, every_setting_is_explained);
    tcase_add_test(tc, a_path_that_cannot_stand_in_the_file);
    tcase_add_test(tc, every_mistake_is_told_by_its_line);
    tcase_add_test(tc, a_good_file_is_fine);
    tcase_add_loop_test(tc, wrong_words, 0, sizeof wrongs / sizeof *wrongs);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
