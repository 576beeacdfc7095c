/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The configuration file: its settings, and every way in which it is refused. */
#include "base/key.h"
#include "cli/config.h"
#include "cli/options.h"
#include "command/bindings.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct scratch scratch;
static const char *const path = scratch.path;

static void make_folder(void) {
    scratch_init(&scratch);
    setenv("HOME", "/home/zoe", 1);
    unsetenv("NO_COLOR");
    unsetenv("FOLLOWTRAIL_API_URL");
}

static void remove_folder(void) {
    scratch_fini(&scratch);
}

static void write_bytes(const char *bytes, size_t len) {
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, len, file), len);
    ck_assert_int_eq(fclose(file), 0);
    ck_assert_int_eq(chmod(path, 0644), 0);
}

static void expect(const char *bytes, size_t len, struct options *options) {
    struct err err;
    write_bytes(bytes, len);
    bool is_fine = options_read(path, options, &err);
    ck_assert_msg(is_fine, "%s", err.text);
}

START_TEST(every_setting) {
    struct options options;
    static const char fine[] = "\xEF\xBB\xBF# caps\r\n"
                               "\n"
                               "  cap=1000   # a session\n"
                               "\tday-cap\t=\t2000\t\r\n"
                               "store-cap = none\n"
                               "threshold = 51 #x\n"
                               "page = 7\nload-page = 8\ntimeout = 9\n"
                               "api-url = https://api.example.org/a=b\n"
                               "store = ~/lab # 2/s#1.db\n"
                               "prefetch = no\nprofile = no\ncolor = no\nmouse = yes";
    expect(fine, sizeof fine - 1, &options);
    ck_assert_int_eq(options.caps.most[PURSE_SESSION], 1000);
    ck_assert_int_eq(options.caps.most[PURSE_DAY], 2000);
    ck_assert_int_eq(options.caps.most[PURSE_STORE], PURSE_UNKNOWN);
    ck_assert_int_eq(options.threshold, 51);
    ck_assert_int_eq(options.page_size, 7);
    ck_assert_int_eq(options.load_page, 8);
    ck_assert_int_eq(options.silence_s, 9);
    ck_assert_str_eq(options.api_url, "https://api.example.org/a=b");
    ck_assert_str_eq(options.store_path, "/home/zoe/lab");
    ck_assert(!options.has_prefetch && !options.has_profile && !options.has_colour);
    ck_assert(options.has_mouse);
    ck_assert_ptr_null(options.keys);
    options_fini(&options);
}
END_TEST

static enum command meaning(const struct options *options, int key) {
    ck_assert_ptr_nonnull(options->keys);
    return bindings_command(options->keys, key);
}

START_TEST(keys_are_given) {
    static const char text[] = "key F5 = refetch\n"
                               " key\tx=mark\nkey ^P = none # gone\nkey = = first\n"
                               "key == last\n"
                               "key U+0023 = order\nkey Alt-é = detail\nkey m = more\n";
    struct options options;
    struct err err;
    write_bytes(text, sizeof text - 1);
    ck_assert(!options_read(path, &options, &err));
    ck_assert_ptr_nonnull(strstr(err.text, ":5: key =: this key is already set on line 4"));
    options_fini(&options);
    expect(text, strlen(text) - strlen(strstr(text, "key ==")), &options);
    ck_assert_int_eq(meaning(&options, KEY_CODE_F0 + 5), COMMAND_REFETCH);
    ck_assert_int_eq(meaning(&options, 'x'), COMMAND_MARK);
    ck_assert_int_eq(meaning(&options, KEY_CTRL('P')), COMMAND_NONE);
    ck_assert_int_eq(meaning(&options, '='), COMMAND_FIRST);
    ck_assert_int_eq(meaning(&options, KEY_CODE_UP), COMMAND_UP);
    options_fini(&options);
    write_bytes(strstr(text, "key U+"), strlen(strstr(text, "key U+")));
    ck_assert_msg(options_read(path, &options, &err), "%s", err.text);
    ck_assert_int_eq(meaning(&options, '#'), COMMAND_ORDER);
    ck_assert_int_eq(meaning(&options, KEY_CODE_ALT + 0xE9), COMMAND_DETAIL);
    ck_assert_int_eq(meaning(&options, 'm'), COMMAND_MORE);
    options_fini(&options);
}
END_TEST

START_TEST(values_keep_what_is_within) {
    static const char text[] = "store = /a b/#c/Zoë.db\nprefetch = yes\nprofile=yes\ncolor = yes\n";
    struct options options;
    expect(text, sizeof text - 1, &options);
    ck_assert_str_eq(options.store_path, "/a b/#c/Zoë.db");
    ck_assert(options.has_prefetch && options.has_profile && options.has_colour);
    options_fini(&options);
    expect("", 0, &options);
    options_fini(&options);
}
END_TEST

static const struct refusal {
    const char *text;
    size_t line;
    const char *words;
} refusals[] = {
    {"\n\ncap = x\n", 3, "cap: “x” is not a whole number from 0 to 1000000000, or none"},
    {"day-cap = -1", 1, "day-cap: “-1” is not a whole number"},
    {"store-cap = 1000000001", 1, "store-cap: “1000000001” is not a whole number"},
    {"threshold = 50\n", 1, "threshold: “50” is not a whole number from 51 to 1000000000"},
    {"page = 51\n", 1, "page: “51” is not a whole number from 1 to 50"},
    {"load-page = 0\n", 1, "load-page: “0” is not a whole number from 1 to 50"},
    {"timeout = 0.5\n", 1, "timeout: “0.5” is not a whole number from 1 to 600"},
    {"api-url = http://example.org\n", 1, "api-url: plain http:// is allowed"},
    {"prefetch = maybe\n", 1, "prefetch: “maybe” is not yes or no"},
    {"profile = No\n", 1, "profile: “No” is not yes or no"},
    {"color = 1\n", 1, "color: “1” is not yes or no"},
    {"store = lab.db\n", 1, "store: “lab.db” must begin with / or ~/"},
    {"key-file = s3cret\n", 1, "key-file: the path must begin with / or ~/"},
    {"store = ~zoe/lab.db\n", 1, "must begin with / or ~/"},
    {"cap = 1\n#\ncap = 2\n", 3, "cap is already set on line 1"},
    {"cap =\n", 1, "cap has no value"},
    {"cap = # 5\n", 1, "cap has no value"},
    {"threshold = 51#x\n", 1, "threshold: “51#x” is not a whole number"},
    {"cap 5\n", 1, "expected `name = value`"},
    {"= 5\n", 1, "expected `name = value`"},
    {"[caps]\n", 1, "expected `name = value`"},
    {"threshhold = 99\n", 1, "no setting “threshhold”; did you mean “threshold”?"},
    {"Cap = 9\n", 1, "no setting “Cap”; did you mean “cap”?"},
    {"mice = yes\n", 1, "no setting “mice”; --help lists them"},
    {"mouse = on\n", 1, "mouse: “on” is not yes or no"},
    {"no-color = yes\n", 1, "no-color is a command-line option; in this file, write `color = no`"},
    {"columns = account\tlikes\ncolumns = id\n", 2, "columns is already set on line 1"},
    {"cap = 1\ncolumns = number id\n", 2, "the column account is missing"},
    {"columns = account likes:400\n", 1, "the column likes can be 6 to 20 wide"},
    {"theme = blue\n", 1, "“blue” is not auto, dark, light, 16 or mono"},
    {"demo = yes\n", 1, "demo works on the command line only"},
    {"offline = yes\n", 1, "offline works on the command line only"},
    {"config = /x\n", 1, "config works on the command line only"},
    {"key F5 = refech\n", 1, "key F5: there is no command “refech”; did you mean “refetch”?"},
    {"key F5 = ref\n", 1, "key F5: there is no command “ref”"},
    {"key F5 = Refetch\n", 1, "there is no command “Refetch”; did you mean “refetch”?"},
    {"key F5 =\n", 1, "key F5 has no value"},
    {"key = refetch\n", 1, "expected `key NAME = COMMAND`"},
    {"key\n", 1, "expected `name = value`"},
    {"keys F5 = mark\n", 1, "no setting “keys F5”"},
    {"kye = mark\n", 1, "no setting “kye”; did you mean “key”?"},
    {"\nkey PgDwn = mark\n", 2, "key PgDwn: no key has this name; did you mean “PgDn”?"},
    {"key PasteEnd = mark\n", 1, "key PasteEnd: no key has this name"},
    {"key xy = mark\n", 1, "write keys as F5, x, ^X, Alt-x, Space, PgDn"},
    {"key a = b = mark\n", 1, "key a = b: no key has this name"},
    {"key x = mark\n\nkey x = unmark\n", 3, "key x: this key is already set on line 1"},
    {"key ^M = mark\n", 1, "key ^M: this key is always “drill-in”, because messages name it"},
    {"key m = none\n", 1, "key m: this key is always “more”, because messages name it"},
    {"key Esc = help\n", 1, "key Esc: this key is always “escape”"},
    {"cap = 5\nkey Q = none\n", 2, "key Q: this key is always “quit”"},
    {"# Zo\xEB\n", 1, "this line is not UTF-8"},
    {"cap = 1\npage = \xED\xA0\x80\n", 2, "this line is not UTF-8"},
};

static void expect_refusal(size_t line, const char *words) {
    struct options options;
    struct err err;
    char expected[SCRATCH_PATH_MAX + 32];
    ck_assert(!options_read(path, &options, &err));
    options_fini(&options);
    ck_assert_int_eq(err.kind, ERR_CONFIG);
    ck_assert_msg(strstr(err.text, words) != NULL, "%s", err.text);
    snprintf(expected, sizeof expected, "%s:%zu: ", path, line);
    if (line)
        ck_assert_msg(!strncmp(err.text, expected, strlen(expected)), "%s", err.text);
    else
        ck_assert_msg(strstr(err.text, path) != NULL, "%s", err.text);
}

START_TEST(wrong_lines_are_named) {
    write_bytes(refusals[_i].text, strlen(refusals[_i].text));
    expect_refusal(refusals[_i].line, refusals[_i].words);
}
END_TEST

START_TEST(a_nul_byte_is_named) {
    write_bytes("page = 5\n# \0\n", 13);
    expect_refusal(2, "this line contains a NUL byte");
}
END_TEST

START_TEST(size_has_a_ceiling) {
    struct options options;
    char *bytes = malloc(CONFIG_SIZE_MAX + 1);
    memset(bytes, '#', CONFIG_SIZE_MAX + 1);
    expect(bytes, CONFIG_SIZE_MAX, &options);
    options_fini(&options);
    write_bytes(bytes, CONFIG_SIZE_MAX + 1);
    expect_refusal(0, "is larger than 65536 bytes");
    free(bytes);
}
END_TEST

START_TEST(what_others_can_write_is_not_believed) {
    static const mode_t modes[] = {0664, 0646, 0622};
    write_bytes("cap = 5\n", 8);
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        ck_assert_int_eq(chmod(path, modes[i]), 0);
        expect_refusal(0, "other users can write to");
    }
    ck_assert_int_eq(chmod(path, 0644), 0);
    if (geteuid() != 0)
        return;
    ck_assert_int_eq(chown(path, 12345, 12345), 0);
    expect_refusal(0, "belongs to another user");
}
END_TEST

START_TEST(what_is_no_file_is_refused) {
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    expect_refusal(0, "is not a regular file");
    unlink(path);
    expect_refusal(0, "No such file");
    ck_assert_int_eq(mkdir(path, 0700), 0);
    expect_refusal(0, "is not a regular file");
    rmdir(path);
}
END_TEST

START_TEST(a_home_folder_is_needed_for_the_tilde) {
    write_bytes("store = ~/x.db\n", 15);
    unsetenv("HOME");
    expect_refusal(1, "“~” needs HOME");
}
END_TEST

START_TEST(the_usual_file_need_not_exist) {
    const struct config_table none = {.count = 0};
    struct err err;
    ck_assert(config_read(path, false, &none, &err));
    ck_assert(!config_read(path, true, &none, &err));
    ck_assert_int_eq(err.kind, ERR_CONFIG);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("config");
    TCase *tc = tcase_create("config");
    tcase_add_checked_fixture(tc, make_folder, remove_folder);
    tcase_add_test(tc, every_setting);
    tcase_add_test(tc, keys_are_given);
    tcase_add_test(tc, values_keep_what_is_within);
    tcase_add_loop_test(tc, wrong_lines_are_named, 0, sizeof refusals / sizeof *refusals);
    tcase_add_test(tc, a_nul_byte_is_named);
    tcase_add_test(tc, size_has_a_ceiling);
    tcase_add_test(tc, what_others_can_write_is_not_believed);
    tcase_add_test(tc, what_is_no_file_is_refused);
    tcase_add_test(tc, a_home_folder_is_needed_for_the_tilde);
    tcase_add_test(tc, the_usual_file_need_not_exist);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
