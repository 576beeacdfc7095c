/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/folder.h"

#include "base/mem.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct scratch scratch;

static void setup(void) {
    scratch_init(&scratch);
}

static void teardown(void) {
    scratch_fini(&scratch);
}

/* Entries of the scratch folder. */
static int count_entries(void) {
    DIR *entries = opendir(scratch.folder);
    int count = 0;
    ck_assert_ptr_nonnull(entries);
    while (readdir(entries))
        count++;
    closedir(entries);
    return count - 2;
}

static char *path_of(const char *name) {
    return mem_format("%s/%s", scratch.folder, name);
}

static unsigned mode_of(const char *name) {
    struct stat status;
    char *path = path_of(name);
    ck_assert_msg(lstat(path, &status) == 0, "%s", path);
    free(path);
    return (unsigned)status.st_mode & 07777;
}

static void write_file(struct folder *folder, const char *name) {
    struct err err = {.kind = ERR_NONE};
    int fd = folder_create_file(folder, name, &err);
    ck_assert_msg(fd >= 0, "%s", err.text);
    ck_assert_int_eq(write(fd, "x", 1), 1);
    close(fd);
}

START_TEST(test_a_folder_appears_as_a_whole) {
    struct folder folder;
    struct err err = {.kind = ERR_NONE};
    char *path = path_of("out///");
    umask(0777);
    ck_assert_msg(folder_open(&folder, path, &err), "%s", err.text);
    write_file(&folder, "a.csv");
    write_file(&folder, "b.csv");
    umask(022);
    ck_assert_int_eq(count_entries(), 1);
    ck_assert_int_eq(strncmp(folder.part, "out.part-", 9), 0);
    ck_assert_msg(folder_finish(&folder, &err), "%s", err.text);
    folder_close(&folder);
    ck_assert_int_eq(count_entries(), 1);
    ck_assert_uint_eq(mode_of("out"), 0700);
    ck_assert_uint_eq(mode_of("out/a.csv"), 0600);
    ck_assert_uint_eq(mode_of("out/b.csv"), 0600);
    free(path);
}
END_TEST

START_TEST(test_what_is_not_finished_leaves_nothing) {
    struct folder folder;
    struct err err = {.kind = ERR_NONE};
    char *path = path_of("out");
    ck_assert(folder_open(&folder, path, &err));
    write_file(&folder, "a.csv");
    folder_close(&folder);
    ck_assert_int_eq(count_entries(), 0);
    free(path);
}
END_TEST

static void refuse(const char *name) {
    struct folder folder;
    struct err err = {.kind = ERR_NONE};
    char *path = path_of(name);
    int before = count_entries();
    ck_assert(!folder_open(&folder, path, &err));
    ck_assert_int_eq(err.kind, ERR_USAGE);
    ck_assert_msg(strstr(err.text, "exists"), "%s", err.text);
    ck_assert_int_eq(count_entries(), before);
    free(path);
}

START_TEST(test_what_exists_is_refused) {
    char *dir = path_of("dir"), *file = path_of("file"), *link = path_of("link");
    ck_assert_int_eq(mkdir(dir, 0700), 0);
    close(open(file, O_CREAT | O_WRONLY, 0600));
    ck_assert_int_eq(symlink("nowhere", link), 0);
    refuse("dir");
    refuse("dir/");
    refuse("file");
    refuse("link");
    free(dir);
    free(file);
    free(link);
}
END_TEST

START_TEST(test_a_name_that_is_taken_meanwhile_is_kept) {
    struct folder folder;
    struct err err = {.kind = ERR_NONE};
    char *path = path_of("out");
    ck_assert(folder_open(&folder, path, &err));
    write_file(&folder, "a.csv");
    ck_assert_int_eq(mkdir(path, 0755), 0);
    ck_assert(!folder_finish(&folder, &err));
    ck_assert_int_eq(err.kind, ERR_USAGE);
    folder_close(&folder);
    ck_assert_int_eq(count_entries(), 1);
    ck_assert_uint_eq(mode_of("out"), 0755);
    ck_assert_int_eq(rmdir(path), 0); /* still empty */
    free(path);
}
END_TEST

START_TEST(test_a_missing_parent_is_an_io_error) {
    struct folder folder;
    struct err err = {.kind = ERR_NONE};
    char *path = path_of("none/out");
    ck_assert(!folder_open(&folder, path, &err));
    ck_assert_int_eq(err.kind, ERR_IO);
    ck_assert(!folder_open(&folder, "", &err));
    ck_assert_int_eq(err.kind, ERR_USAGE);
    free(path);
}
END_TEST

START_TEST(test_only_what_was_killed_is_named) {
    struct folder first, second;
    struct err err = {.kind = ERR_NONE};
    char *path = path_of("out"), *other = path_of("out.part-longer.name");
    ck_assert_int_eq(mkdir(other, 0700), 0);
    ck_assert(folder_open(&first, path, &err));
    ck_assert(folder_open(&second, path, &err));
    ck_assert_ptr_null(folder_find_left(&second)); /* both are locked */
    close(first.part_fd);
    first.part_fd = -1;
    char *left = folder_find_left(&second), *wanted = path_of(first.part);
    ck_assert_str_eq(left, wanted);
    free(left);
    free(wanted);
    folder_close(&first);
    folder_close(&second);
    ck_assert_int_eq(rmdir(other), 0);
    ck_assert_int_eq(count_entries(), 0);
    free(path);
    free(other);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("folder");
    TCase *tests = tcase_create("folder");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, test_a_folder_appears_as_a_whole);
    tcase_add_test(tests, test_what_is_not_finished_leaves_nothing);
    tcase_add_test(tests, test_what_exists_is_refused);
    tcase_add_test(tests, test_a_name_that_is_taken_meanwhile_is_kept);
    tcase_add_test(tests, test_a_missing_parent_is_an_io_error);
    tcase_add_test(tests, test_only_what_was_killed_is_named);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
