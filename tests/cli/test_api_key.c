/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the key comes from, what is a valid key, and that no message shows any of it. */
#include "cli/api_key.h"
#include "tests/support/errand.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

enum { PATH_BYTES = 2 * SCRATCH_PATH_MAX };

static struct scratch scratch;
static char usual[PATH_BYTES];

static void make_home(void) {
    scratch_init(&scratch);
    setenv("XDG_CONFIG_HOME", scratch.folder, 1);
    snprintf(usual, sizeof usual, "%s/followtrail", scratch.folder);
    ck_assert_int_eq(mkdir(usual, 0700), 0);
    snprintf(usual, sizeof usual, "%s/followtrail/key", scratch.folder);
    api_key_forget_environment();
}

static void remove_home(void) {
    unlink(usual);
    rmdir(usual);
    *strrchr(usual, '/') = '\0';
    rmdir(usual);
    scratch_fini(&scratch);
}

static void write_key(const char *path, const void *bytes, size_t len, mode_t mode) {
    FILE *file = fopen(path, "we");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, len, file), len);
    ck_assert_int_eq(fclose(file), 0);
    ck_assert_int_eq(chmod(path, mode), 0);
}

static void expect_key(const struct api_key_places *places, const char *wanted,
                       const char *wanted_from) {
    struct err err = {.text = ""};
    char *key;
    const char *from;
    bool is_found = api_key_find(places, &key, &from, &err);
    ck_assert_msg(is_found, "%s", err.text);
    ck_assert_ptr_null(getenv("UNIFAPI_API_KEY"));
    ck_assert_ptr_null(getenv("UNIFAPI_KEY"));
    if (!wanted) {
        ck_assert_ptr_null(key);
        return;
    }
    ck_assert_str_eq(key, wanted);
    ck_assert_str_eq(from, wanted_from);
    api_key_free(key);
}

static void refuse_key(const struct api_key_places *places, const char *words) {
    struct err err = {.text = ""};
    char *key;
    const char *from;
    ck_assert(!api_key_find(places, &key, &from, &err));
    ck_assert_ptr_null(key);
    ck_assert_int_eq(err.kind, ERR_CONFIG);
    ck_assert_msg(strstr(err.text, words) != NULL, "“%s” is not in: %s", words, err.text);
    ck_assert_ptr_null(strstr(err.text, "s3cret"));
}

START_TEST(the_first_place_counts) {
    char named[PATH_BYTES];
    struct api_key_places places = {.command = NULL};
    snprintf(named, sizeof named, "%s/named", scratch.folder);
    expect_key(&places, NULL, NULL);
    write_key(usual, "usual\n", 6, 0600);
    expect_key(&places, "usual", "the key file");
    write_key(named, "named", 5, 0400);
    places.file = named;
    expect_key(&places, "named", "key-file");
    places.command = "printf printed";
    expect_key(&places, "printed", "key-command");
    setenv("UNIFAPI_KEY", "second", 1);
    expect_key(&places, "second", "UNIFAPI_KEY");
    setenv("UNIFAPI_KEY", "second", 1);
    setenv("UNIFAPI_API_KEY", " first\r\n", 1);
    expect_key(&places, "first", "UNIFAPI_API_KEY");
    setenv("UNIFAPI_API_KEY", "first", 1);
    places.is_first = true;
    expect_key(&places, "printed", "key-command");
    unlink(named);
}
END_TEST

static const struct {
    const char *content;
    size_t len;
    mode_t mode;
    const char *key, *words; /* NULL, and the message */
} files[] = {
    {"s3cret", 6, 0600, "s3cret", NULL},
    {"s3cret\n", 7, 0400, "s3cret", NULL},
    {" \ts3cret \r\nmore s3cret\n", 23, 0600, "s3cret", NULL},
    {"\xEF\xBB\xBFs3cret\r\n", 11, 0600, "s3cret", NULL},
    {"s3cret\n", 7, 0640, NULL, "Run: chmod 600 "},
    {"s3cret\n", 7, 0604, NULL, "Run: chmod 600 "},
    {"s3cret\n", 7, 0620, NULL, "Run: chmod 600 "},
    {"s3cret\n", 7, 0601, NULL, "Run: chmod 600 "},
    {"", 0, 0600, NULL, "the API key is empty"},
    {"\ns3cret\n", 8, 0600, NULL, "the API key is empty"},
    {"s3cret s3cret", 13, 0600, NULL, "contains an invalid character"},
    {"s3cret\x1b[0m", 10, 0600, NULL, "contains an invalid character"},
    {"s3\0cret", 7, 0600, NULL, "contains a NUL byte"},
};

START_TEST(a_file_is_its_owners_alone) {
    const struct api_key_places places = {.command = NULL};
    write_key(usual, files[_i].content, files[_i].len, files[_i].mode);
    if (files[_i].key)
        expect_key(&places, files[_i].key, "the key file");
    else
        refuse_key(&places, files[_i].words);
}
END_TEST

START_TEST(what_is_no_file_is_refused) {
    struct api_key_places places = {.file = scratch.folder};
    refuse_key(&places, "is not a regular file");
    places.file = "/nonexistent/key";
    refuse_key(&places, "no such file: /nonexistent/key");
    places.file = "s3cret";
    refuse_key(&places, "set it to a file that contains the key, not to the key itself");
    ck_assert_int_eq(mkfifo(usual, 0600), 0); /* nobody writes to it */
    places.file = NULL;
    refuse_key(&places, "is not a regular file");
    unlink(usual);
    if (geteuid() != 0)
        return;
    write_key(usual, "s3cret", 6, 0600);
    ck_assert_int_eq(chown(usual, 65534, 65534), 0);
    refuse_key(&places, "belongs to another user");
}
END_TEST

static const struct {
    const char *command, *key, *words;
} commands[] = {
    {"printf s3cret", "s3cret", NULL},
    {"  printf   s3cret  ", "s3cret", NULL},
    {"printf 's3cret\\r\\nmore\\n'", "s3cret", NULL},
    {"sh -c \"echo s3cret; echo more\"", "s3cret", NULL},
    {"sh -c 'echo a\"b\" >&2; printf s3cret'", "s3cret", NULL},
    {"printf %s$HOME s3cret", NULL, "contains an invalid character"}, /* nothing is expanded */
    {"sh -c 'echo s3cret; exit 3'", NULL, "key-command: “sh” failed with exit status 3"},
    {"sh -c 'echo s3cret; kill -9 $$'", NULL, "key-command: “sh” was killed by signal 9"},
    {"true", NULL, "key-command: the API key is empty"},
    {"echo", NULL, "key-command: the API key is empty"},
    {"s3cret", NULL, "no such program; set it to a command that prints the key"},
    {"/nonexistent/s3 cret", NULL, "cannot start “/nonexistent/s3”"},
    {"sh -c 'yes s3cret | head -c 5000'", NULL, "printed more than 4096 bytes"},
    {"yes s3cret", NULL, "printed more than 4096 bytes"},
    {"printf 's3cret", NULL, "a quote is not closed"},
    {"", NULL, "it names no program"},
    {"''", NULL, "it names no program"},
};

START_TEST(a_command_prints_it) {
    const struct api_key_places places = {.command = commands[_i].command};
    if (commands[_i].key)
        expect_key(&places, commands[_i].key, "key-command");
    else
        refuse_key(&places, commands[_i].words);
}
END_TEST

struct scene {
    struct sandbox_child sandbox;
    struct errand errand;
    char command[PATH_BYTES + 128], mark[PATH_BYTES];
};

/* A command that leaves a mark when it runs. */
static void open_scene(struct scene *scene, const char *key) {
    ck_assert(sandbox_child_open(&scene->sandbox, NULL));
    snprintf(scene->mark, sizeof scene->mark, "%s/mark", scratch.folder);
    snprintf(scene->command, sizeof scene->command, "sh -c 'echo ran >%s; echo %s'", scene->mark,
             key);
}

static void close_scene(struct scene *scene) {
    unlink(scene->mark);
    sandbox_child_close(&scene->sandbox);
}

static int run(struct scene *scene, const char *const words[]) {
    const struct errand_config config = {.words = words, .settings = scratch.folder};
    return errand_run(&scene->errand, &scene->sandbox, &config);
}

START_TEST(a_printed_key_is_sent) {
    struct scene scene;
    open_scene(&scene, SANDBOX_CHILD_KEY);
    ck_assert_int_eq(run(&scene, (const char *const[]){"fetch", "--key-command", scene.command,
                                                       "--cap", "9", "@zoe.flores", NULL}),
                     EX_TEMPFAIL);
    ck_assert_ptr_nonnull(strstr(scene.errand.out, "@zoe.flores\t8\t412\t9\t"));
    ck_assert_int_eq(access(scene.mark, F_OK), 0);
    close_scene(&scene);
}
END_TEST

START_TEST(offline_no_command_is_run) {
    struct scene scene;
    open_scene(&scene, "s3cret");
    (void)run(&scene, (const char *const[]){"fetch", "--cap", "1", "@zoe.flores", NULL});
    ck_assert_int_eq(run(&scene, (const char *const[]){"--offline", "--plain", "--key-command",
                                                       scene.command, NULL}),
                     EX_OK);
    ck_assert_int_ne(access(scene.mark, F_OK), 0);
    close_scene(&scene);
}
END_TEST

START_TEST(a_command_that_fails_opens_nothing) {
    struct scene scene;
    struct sandbox_child_bill bill;
    open_scene(&scene, "s3cret");
    ck_assert_int_eq(run(&scene, (const char *const[]){"fetch", "--key-command", "sh -c 'exit 7'",
                                                       "@zoe.flores", NULL}),
                     EX_CONFIG);
    ck_assert_str_eq(scene.errand.err,
                     "followtrail fetch: key-command: “sh” failed with exit status 7\n");
    ck_assert(sandbox_child_read_bill(&scene.sandbox, &bill));
    ck_assert_int_eq(bill.requests, 0);
    close_scene(&scene);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("api_key");
    TCase *tc = tcase_create("api_key");
    tcase_set_timeout(tc, 60);
    tcase_add_checked_fixture(tc, make_home, remove_home);
    tcase_add_test(tc, the_first_place_counts);
    tcase_add_loop_test(tc, a_file_is_its_owners_alone, 0, sizeof files / sizeof *files);
    tcase_add_test(tc, what_is_no_file_is_refused);
    tcase_add_loop_test(tc, a_command_prints_it, 0, sizeof commands / sizeof *commands);
    tcase_add_test(tc, a_printed_key_is_sent);
    tcase_add_test(tc, offline_no_command_is_run);
    tcase_add_test(tc, a_command_that_fails_opens_nothing);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
