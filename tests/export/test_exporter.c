/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exports of a small store with a complete list and one that goes on: the files, the manifest, and
 * that nothing stays of what fails. */
#include "export/exporter.h"

#include "base/file.h"
#include "base/mem.h"
#include "tests/support/run.h"
#include "tests/support/two_lists.h"

#include <check.h>
#include <dirent.h>
#include <fcntl.h>
#include <json-c/json.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FILE_MAX = 1 << 20, HASHED_MAX = 4096 };

static struct two_lists store;
static struct export_report report;
static struct err err;
static char *dir;

static void setup(void) {
    two_lists_open(&store, "7");
    dir = mem_format("%s/out", store.paid.folder);
    setenv("SOURCE_DATE_EPOCH", "1790000000", 1);
}

static void remove_folder(const char *path) {
    DIR *files = opendir(path);
    const struct dirent *entry;
    while (files && (entry = readdir(files)))
        unlinkat(dirfd(files), entry->d_name, 0);
    if (files)
        closedir(files);
    rmdir(path);
}

static void teardown(void) {
    export_report_fini(&report);
    remove_folder(dir);
    free(dir);
    two_lists_close(&store);
}

static struct store *open_reader(void) {
    const struct store_config config = {.path = store.paid.path};
    struct store *reader = store_open_reader(&config, &err);
    ck_assert_msg(reader, "%s", err.text);
    return reader;
}

static bool write_folder(const struct export_options *options, const struct export_watch *watch) {
    export_report_fini(&report);
    err = (struct err){.kind = ERR_NONE};
    return exporter_write_folder(open_reader(), dir, options, watch, &report, &err);
}

static void must_write(const struct export_options *options) {
    ck_assert_msg(write_folder(options, NULL), "%s", err.text);
}

/* The content of a file of the export; the caller frees. */
static char *content(const char *name) {
    char *path = mem_format("%s/%s", dir, name);
    char *text = file_read(path, FILE_MAX, &err);
    ck_assert_msg(text, "%s: %s", path, err.text);
    free(path);
    return text;
}

static void expect_file(const char *name, const char *wanted) {
    char *text = content(name);
    ck_assert_str_eq(text, wanted);
    free(text);
}

/* Entries that begin with "out". */
static int count_outs(void) {
    DIR *entries = opendir(store.paid.folder);
    const struct dirent *entry;
    int count = 0;
    while ((entry = readdir(entries)))
        count += !strncmp(entry->d_name, "out", 3);
    closedir(entries);
    return count;
}

static const struct export_options everything = {.as_of_ms = EXPORT_ALWAYS, .cofollow = 1};

START_TEST(test_follows_are_exact) {
    must_write(&everything);
    expect_file("follows.csv", "source,target,rank,type,fetched_at,snapshot,request,list_state\n"
                               "tt1,tt2,1,Directed,1970-01-01T00:00:02Z,s1,r2,complete\n"
                               "tt1,tt3,2,Directed,1970-01-01T00:00:02Z,s1,r2,complete\n"
                               "tt1,tt4,3,Directed,1970-01-01T00:00:02Z,s1,r2,complete\n"
                               "tt2,tt1,1,Directed,1970-01-01T00:00:03Z,s2,r3,partial\n");
    ck_assert_int_eq(report.accounts, 4);
    ck_assert_int_eq(report.follows, 4);
    ck_assert_int_eq(report.lists, 2);
    ck_assert_int_eq(report.incomplete, 1);
    ck_assert_int_eq(report.lists_by_state[STANDING_PARTIAL], 1);
    ck_assert_int_eq(report.missing_max, 2);
    ck_assert_int_eq(report.unlimited, 0);
    ck_assert_int_eq(report.requests, 3);
    ck_assert_int_eq(report.formula_cells, 5); /* =two as label, username and name; =1+1; @=two */
}
END_TEST

static struct json_object *member(struct json_object *object, const char *name) {
    struct json_object *found = json_object_object_get(object, name);
    ck_assert_msg(found, "%s", name);
    return found;
}

static const char *text_of(struct json_object *object, const char *name) {
    return json_object_get_string(member(object, name));
}

/* Size and hash of a resource are those of its file. */
static void check_resource(struct json_object *resource, bool is_data, char hashed[HASHED_MAX]) {
    const char *path = text_of(resource, "path");
    char *text = content(path), hex[SHA256_HEX_MAX];
    uint8_t digest[SHA256_BYTES];
    size_t len = strlen(text);
    ck_assert_int_eq(json_object_get_int64(member(resource, "bytes")), (int64_t)len);
    sha256(text, len, digest);
    sha256_hex(digest, hex);
    ck_assert_int_eq(strncmp(text_of(resource, "hash"), "sha256:", 7), 0);
    ck_assert_str_eq(text_of(resource, "hash") + 7, hex);
    if (is_data)
        snprintf(hashed + strlen(hashed), HASHED_MAX - strlen(hashed), "%s %s\n", path, hex);
    if (is_data && strstr(path, ".csv")) {
        struct json_object *fields = member(member(resource, "schema"), "fields");
        struct json_object *first = json_object_array_get_idx(fields, 0);
        size_t named = strlen(text_of(first, "name"));
        ck_assert_int_eq(strncmp(text, text_of(first, "name"), named), 0);
    }
    free(text);
}

static void check_resources(struct json_object *package) {
    struct json_object *resources = member(package, "resources");
    size_t count = json_object_array_length(resources);
    char hashed[HASHED_MAX] = "", hex[SHA256_HEX_MAX];
    uint8_t digest[SHA256_BYTES];
    for (size_t i = 0; i < count; i++)
        check_resource(json_object_array_get_idx(resources, i), i + 1 < count, hashed);
    sha256(hashed, strlen(hashed), digest);
    ck_assert_int_eq(strncmp(report.id, sha256_hex(digest, hex), 16), 0);
    ck_assert_str_eq(text_of(member(package, "followtrail"), "export_id"), report.id);
}

START_TEST(test_the_manifest_is_true) {
    must_write(&everything);
    char *text = content("datapackage.json"), hex[SHA256_HEX_MAX];
    struct json_object *package = json_tokener_parse(text);
    ck_assert_ptr_nonnull(package);
    ck_assert_str_eq(text_of(package, "created"), "2026-09-21T14:13:20Z");
    ck_assert_ptr_null(json_object_object_get(package, "licenses"));
    check_resources(package);
    struct json_object *own = member(package, "followtrail");
    ck_assert_str_eq(text_of(own, "command"), "followtrail export DIR --cofollow 1");
    ck_assert_int_eq(json_object_get_int(member(own, "missing_follows_max")), 2);
    ck_assert_str_eq(text_of(own, "first_request"), "1970-01-01T00:00:00Z");
    /* The last line has the hash of all lines before it. */
    char *last = strstr(text, "  \"checksum\"");
    uint8_t digest[SHA256_BYTES];
    sha256(text, (size_t)(last - text), digest);
    char *wanted = mem_format("  \"checksum\": \"sha256:%s\"\n}\n", sha256_hex(digest, hex));
    ck_assert_str_eq(last, wanted);
    free(wanted);
    json_object_put(package);
    free(text);
}
END_TEST

START_TEST(test_the_command_has_no_folder_of_this_machine) {
    static const char *const accounts[] = {"@owner", "2"};
    const struct export_options options = {.accounts = accounts,
                                           .account_count = 2,
                                           .as_of_ms = EXPORT_ALWAYS,
                                           .groups = store.groups,
                                           .filter = "followers>'\"",
                                           .license = "https://example.org/l",
                                           .is_excel = true};
    struct export_options valid = options;
    valid.filter = "name:it's";
    must_write(&valid);
    char *text = content("datapackage.json");
    struct json_object *package = json_tokener_parse(text);
    ck_assert_str_eq(text_of(member(package, "followtrail"), "command"),
                     "followtrail export DIR --filter 'name:it'\\''s' --groups groups.csv --excel "
                     "--license https://example.org/l @owner 2");
    ck_assert_str_eq(text_of(json_object_array_get_idx(member(package, "licenses"), 0), "path"),
                     "https://example.org/l");
    ck_assert_ptr_null(strstr(text, store.paid.folder));
    json_object_put(package);
    free(text);
}
END_TEST

START_TEST(test_the_same_store_gives_the_same_id) {
    char id[EXPORT_ID_MAX];
    must_write(&everything);
    memcpy(id, report.id, sizeof id);
    char *before = content("datapackage.json");
    remove_folder(dir);
    must_write(&everything);
    ck_assert_str_eq(report.id, id);
    expect_file("datapackage.json", before);
    free(before);
}
END_TEST

START_TEST(test_readme_says_what_is_missing) {
    must_write(&everything);
    char *text = content("README.txt");
    ck_assert_msg(strstr(text, "4 accounts, 4 follows, 2 lists.\n"), "%s", text);
    ck_assert_msg(strstr(text, "1 of 2 lists is not complete; up to 2 follows are missing (see "
                               "lists.csv).\n"),
                  "%s", text);
    ck_assert_msg(strstr(text, "This export names 4 people; --pseudonyms makes one that can be "
                               "shared.\n"),
                  "%s", text);
    free(text);
}
END_TEST

START_TEST(test_readme_for_strangers_names_no_count) {
    must_write(&(struct export_options){.as_of_ms = EXPORT_ALWAYS, .is_pseudonymous = true});
    char *text = content("README.txt");
    ck_assert_msg(strstr(text, "1 of 2 lists is not complete; follows are missing (see "
                               "lists.csv).\n"),
                  "%s", text);
    free(text);
}
END_TEST

START_TEST(test_strangers_see_no_time_of_day) {
    must_write(&(struct export_options){
        .as_of = "2026-11-29T10:11:12Z", .as_of_ms = 1795947072999, .is_pseudonymous = true});
    char *text = content("datapackage.json");
    struct json_object *package = json_tokener_parse(text);
    struct json_object *own = member(package, "followtrail");
    ck_assert_str_eq(text_of(own, "as_of"), "2026-11-29");
    ck_assert_str_eq(text_of(own, "command"),
                     "followtrail export DIR --as-of 2026-11-29 --pseudonyms");
    json_object_put(package);
    free(text);
}
END_TEST

/* One who objects is not withheld if the name is misspelt. */
START_TEST(test_who_is_not_in_the_store_is_named) {
    must_write(&(struct export_options){
        .as_of_ms = EXPORT_ALWAYS, .groups = store.groups, .without = store.groups});
    char *notes = mem_format("%s: 2 accounts in 2 groups; not in the store: line 4 “7”.\n"
                             "%s: not in the store, so nobody is withheld for line 4 “7”.\n",
                             store.groups, store.groups);
    ck_assert_str_eq(buf_text(&report.notes), notes);
    free(notes);
}
END_TEST

START_TEST(test_what_must_be_complete_is_refused) {
    const struct export_options options = {.as_of_ms = EXPORT_ALWAYS, .must_be_complete = true};
    static const char *const accounts[] = {"@owner"};
    ck_assert(!write_folder(&options, NULL));
    ck_assert(report.is_refused);
    ck_assert_str_eq(err.text, "1 of 2 lists is not complete; up to 2 follows are missing; nothing "
                               "is written");
    ck_assert_int_eq(count_outs(), 0);
    struct export_options complete = options;
    complete.accounts = accounts;
    complete.account_count = 1;
    must_write(&complete);
    ck_assert_int_eq(report.lists, 1);
}
END_TEST

static bool stop(void *context, const struct export_progress *progress) {
    ck_assert_ptr_nonnull(progress->file);
    ++*(int *)context;
    return false;
}

START_TEST(test_who_watches_can_stop_it) {
    int called = 0;
    const struct export_watch watch = {stop, &called};
    ck_assert(!write_folder(&everything, &watch));
    ck_assert(report.is_cancelled);
    ck_assert_int_eq(called, 1);
    ck_assert_int_eq(count_outs(), 0);
}
END_TEST

START_TEST(test_what_is_wrong_leaves_nothing) {
    static const char *const accounts[] = {"@nobody"};
    const struct export_options unknown = {
        .accounts = accounts, .account_count = 1, .as_of_ms = EXPORT_ALWAYS};
    ck_assert(!write_folder(&unknown, NULL));
    ck_assert_int_eq(err.kind, ERR_USAGE);
    ck_assert_int_eq(count_outs(), 0);
    setenv("SOURCE_DATE_EPOCH", "12x", 1);
    ck_assert(!write_folder(&everything, NULL));
    ck_assert_int_eq(err.kind, ERR_USAGE);
    ck_assert_int_eq(count_outs(), 0);
    setenv("SOURCE_DATE_EPOCH", "1", 1);
    must_write(&everything);
    ck_assert(!write_folder(&everything, NULL)); /* it exists now */
    ck_assert_int_eq(err.kind, ERR_USAGE);
    ck_assert_int_eq(count_outs(), 1);
}
END_TEST

/* The last moment before it has its name. */
static bool die(void *context, const struct export_progress *progress) {
    (void)context;
    (void)progress;
    return raise(SIGKILL) == 0;
}

START_TEST(test_what_is_killed_is_named_by_the_next) {
    const struct export_watch watch = {die, NULL};
    int status;
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (!child)
        _exit(write_folder(&everything, &watch));
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    ck_assert_int_eq(access(dir, F_OK), -1);
    ck_assert_int_eq(count_outs(), 1);
    must_write(&everything);
    char *wanted = mem_format("%s.part-", dir);
    const char *notes = buf_text(&report.notes);
    ck_assert_msg(!strncmp(notes, wanted, strlen(wanted)), "%s", notes);
    ck_assert_msg(strstr(notes, " is left from an export that was killed. You can remove it.\n"),
                  "%s", notes);
    char *left = mem_dup_n(notes, strcspn(notes, " "));
    remove_folder(left);
    ck_assert_int_eq(count_outs(), 1);
    free(left);
    free(wanted);
}
END_TEST

static void write_table(const char *name, const char *path) {
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    ck_assert_int_ge(fd, 0);
    export_report_fini(&report);
    ck_assert_msg(exporter_write_table(open_reader(), name, fd, &everything, &report, &err), "%s",
                  err.text);
    close(fd);
}

START_TEST(test_one_table_is_the_same_alone) {
    char *path = mem_format("%s/alone", store.paid.folder);
    must_write(&everything);
    for (size_t i = 0; i < TABLES; i++) {
        write_table(export_tables[i].name, path);
        char *alone = file_read(path, FILE_MAX, &err);
        if (i != TABLE_CRAWLS && i != TABLE_CRAWL_STEPS) /* there are none, so no files of them */
            expect_file(export_tables[i].file, alone);
        else
            ck_assert_ptr_eq(strchr(alone, '\n'), alone + strlen(alone) - 1);
        free(alone);
    }
    ck_assert(
        !exporter_write_table(open_reader(), "none", STDOUT_FILENO, &everything, &report, &err));
    ck_assert_int_eq(err.kind, ERR_USAGE);
    unlink(path);
    free(path);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("exporter");
    TCase *tests = tcase_create("exporter");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, test_follows_are_exact);
    tcase_add_test(tests, test_the_manifest_is_true);
    tcase_add_test(tests, test_the_command_has_no_folder_of_this_machine);
    tcase_add_test(tests, test_the_same_store_gives_the_same_id);
    tcase_add_test(tests, test_readme_says_what_is_missing);
    tcase_add_test(tests, test_readme_for_strangers_names_no_count);
    tcase_add_test(tests, test_strangers_see_no_time_of_day);
    tcase_add_test(tests, test_who_is_not_in_the_store_is_named);
    tcase_add_test(tests, test_what_must_be_complete_is_refused);
    tcase_add_test(tests, test_who_watches_can_stop_it);
    tcase_add_test(tests, test_what_is_wrong_leaves_nothing);
    tcase_add_test(tests, test_what_is_killed_is_named_by_the_next);
    tcase_add_test(tests, test_one_table_is_the_same_alone);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
