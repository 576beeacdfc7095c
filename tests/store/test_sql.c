/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/home.h"
#include "store/sql.h"
#include "tests/support/run.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_BYTES = 512 };

static const char table[] = "CREATE TABLE thing (id INTEGER PRIMARY KEY, number INTEGER,"
                            " name TEXT UNIQUE, bytes BLOB NOT NULL DEFAULT x'') STRICT";

static void set_path(char path[static PATH_BYTES], const char *name) {
    const char *base = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    char folder[64];
    snprintf(folder, sizeof folder, "%s/followtrail-test-XXXXXX", base);
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, PATH_BYTES, "%s/%s", folder, name);
}

static struct sql *open_new(char path[static PATH_BYTES], const char *name) {
    struct err err = {.kind = ERR_NONE};
    set_path(path, name);
    struct sql *sql = sql_open(path, SQL_CREATE, &err);
    ck_assert_msg(sql != NULL, "%s", err.text);
    ck_assert_msg(sql_run(sql, table, &err), "%s", err.text);
    return sql;
}

static int64_t count_things(struct sql *sql) {
    int64_t count = -1;
    ck_assert(sql_read(sql_use(sql, "SELECT count(*) FROM thing"), &count, NULL));
    return count;
}

static bool add_thing(struct sql *sql, int64_t number, const char *name, struct err *err) {
    struct statement *insert = sql_use(sql, "INSERT INTO thing (number, name) VALUES (?1, ?2)");
    sql_bind(insert, 1, number);
    sql_bind_text(insert, 2, name);
    return sql_do(insert, err);
}

static void refuse(const char *path, enum sql_access access, enum err_kind kind,
                   const char *words) {
    struct err err = {.kind = ERR_NONE};
    ck_assert_ptr_null(sql_open(path, access, &err));
    ck_assert_msg(err.kind == kind, "%d: %s", err.kind, err.text);
    ck_assert_msg(strstr(err.text, words) != NULL && strstr(err.text, path) != NULL, "%s",
                  err.text);
}

START_TEST(values_come_back) {
    char path[PATH_BYTES];
    struct sql *sql = open_new(path, "store.db");
    struct statement *insert =
        sql_use(sql, "INSERT INTO thing (number, name, bytes) VALUES (?1, ?2, ?3)");
    sql_bind(insert, 1, INT64_MIN);
    sql_bind_text(insert, 2, "n\xc3\xa4me");
    sql_bind_blob(insert, 3, "a\0b", 3);
    ck_assert(sql_do(insert, NULL));
    ck_assert_int_eq(sql_last_id(sql), 1);
    ck_assert_int_eq(sql_changed(sql), 1);
    struct statement *select = sql_use(sql, "SELECT number, name, bytes, NULL FROM thing");
    ck_assert_int_eq(sql_step(select, NULL), SQL_ROW);
    ck_assert(sql_number(select, 0) == INT64_MIN);
    ck_assert_str_eq(sql_text(select, 1), "n\xc3\xa4me");
    size_t len;
    const void *bytes = sql_blob(select, 2, &len);
    ck_assert_uint_eq(len, 3);
    ck_assert_mem_eq(bytes, "a\0b", 3);
    ck_assert(sql_is_null(select, 3) && !sql_is_null(select, 0));
    ck_assert_ptr_null(sql_text(select, 3));
    ck_assert_int_eq(sql_step(select, NULL), SQL_DONE);
    sql_close(sql);
    home_remove_temporary(path);
}
END_TEST

START_TEST(a_statement_starts_empty_each_time) {
    char path[PATH_BYTES];
    struct sql *sql = open_new(path, "store.db");
    static const char text[] = "INSERT INTO thing (number, name, bytes) VALUES (?1, ?2, ?3)";
    struct statement *first = sql_use(sql, text);
    sql_bind(first, 1, 5);
    sql_bind_text(first, 2, "five");
    sql_bind_blob(first, 3, NULL, 0); /* empty, not NULL */
    ck_assert(sql_do(first, NULL));
    ck_assert_ptr_eq(sql_use(sql, text), first);
    sql_bind_blob(first, 3, "", 0);
    ck_assert(sql_do(first, NULL));
    int64_t nulls = 0;
    ck_assert(sql_read(sql_use(sql, "SELECT count(*) FROM thing WHERE number IS NULL"
                                    " AND name IS NULL"),
                       &nulls, NULL));
    ck_assert_int_eq(nulls, 1);
    sql_close(sql);
    home_remove_temporary(path);
}
END_TEST

START_TEST(no_row_and_null_leave_the_number) {
    char path[PATH_BYTES];
    struct sql *sql = open_new(path, "store.db");
    int64_t number = 77;
    ck_assert(sql_read(sql_use(sql, "SELECT number FROM thing"), &number, NULL));
    ck_assert_int_eq(number, 77);
    ck_assert(sql_read(sql_use(sql, "SELECT max(number) FROM thing"), &number, NULL));
    ck_assert_int_eq(number, 77);
    ck_assert(add_thing(sql, 9, NULL, NULL));
    ck_assert(sql_read(sql_use(sql, "SELECT max(number) FROM thing"), &number, NULL));
    ck_assert_int_eq(number, 9);
    sql_close(sql);
    home_remove_temporary(path);
}
END_TEST

START_TEST(every_failure_shows_in_the_step) {
    char path[PATH_BYTES];
    struct sql *sql = open_new(path, "store.db");
    struct err err = {.kind = ERR_NONE};
    static const char later[] = "INSERT INTO later VALUES (?1)";
    struct statement *bad = sql_use(sql, later);
    sql_bind(bad, 1, 1);
    ck_assert_int_eq(sql_step(bad, &err), SQL_FAILED);
    ck_assert_int_eq(err.kind, ERR_IO);
    ck_assert_ptr_nonnull(strstr(err.text, "no such table: later"));
    ck_assert(sql_run(sql, "CREATE TABLE later (id)", NULL));
    bad = sql_use(sql, later);
    sql_bind(bad, 1, 1);
    ck_assert(sql_do(bad, NULL));
    bad = sql_use(sql, later);
    sql_bind(bad, 2, 1); /* there is no second */
    ck_assert(!sql_do(bad, &err));
    ck_assert_ptr_nonnull(strstr(err.text, "out of range"));
    ck_assert(add_thing(sql, 1, "same", NULL));
    ck_assert(!add_thing(sql, 2, "same", &err));
    ck_assert_ptr_nonnull(strstr(err.text, "UNIQUE"));
    ck_assert_int_eq(err.kind, ERR_DATA);
    ck_assert(add_thing(sql, 2, "other", NULL));
    ck_assert_int_eq(count_things(sql), 2);
    sql_close(sql);
    home_remove_temporary(path);
}
END_TEST

START_TEST(what_is_not_committed_is_not_there) {
    char path[PATH_BYTES];
    struct sql *sql = open_new(path, "store.db");
    ck_assert(sql_begin(sql, NULL) && add_thing(sql, 1, NULL, NULL));
    ck_assert(sql_commit(sql, NULL));
    ck_assert(sql_begin(sql, NULL) && add_thing(sql, 2, NULL, NULL));
    sql_rollback(sql);
    sql_rollback(sql); /* nothing is open: nothing happens */
    ck_assert(!sql_commit(sql, NULL));
    ck_assert(sql_begin(sql, NULL) && add_thing(sql, 3, NULL, NULL));
    sql_close(sql);
    sql = sql_open(path, SQL_WRITE, NULL);
    ck_assert_int_eq(count_things(sql), 1);
    sql_close(sql);
    home_remove_temporary(path);
}
END_TEST

START_TEST(one_inside_another_is_a_part_of_it) {
    char path[PATH_BYTES];
    struct sql *sql = open_new(path, "store.db");
    struct sql *other = sql_open(path, SQL_READ, NULL);
    ck_assert_ptr_nonnull(other);
    ck_assert(!sql_is_within(sql));
    ck_assert(sql_begin(sql, NULL) && add_thing(sql, 1, NULL, NULL));
    ck_assert(sql_begin(sql, NULL) && add_thing(sql, 2, NULL, NULL) && sql_commit(sql, NULL));
    ck_assert(sql_is_within(sql));
    ck_assert_int_eq(count_things(other), 0);
    ck_assert(sql_commit(sql, NULL) && !sql_is_within(sql));
    ck_assert_int_eq(count_things(other), 2);
    sql_close(other);
    sql_close(sql);
    home_remove_temporary(path);
}
END_TEST

START_TEST(a_part_that_is_taken_back_takes_all) {
    char path[PATH_BYTES];
    struct sql *sql = open_new(path, "store.db");
    struct err err = {.kind = ERR_NONE};
    ck_assert(sql_begin(sql, NULL) && add_thing(sql, 1, NULL, NULL));
    ck_assert(sql_begin(sql, NULL) && sql_begin(sql, NULL) && add_thing(sql, 2, NULL, NULL));
    sql_rollback(sql);
    ck_assert(!sql_begin(sql, &err) && !sql_commit(sql, &err));
    ck_assert_int_eq(err.kind, ERR_IO);
    ck_assert(sql_is_within(sql) && !sql_commit(sql, &err));
    ck_assert_int_eq(count_things(sql), 0);
    ck_assert(sql_begin(sql, NULL) && add_thing(sql, 3, NULL, NULL) && sql_commit(sql, NULL));
    ck_assert_int_eq(count_things(sql), 1);
    sql_close(sql);
    home_remove_temporary(path);
}
END_TEST

START_TEST(a_commit_that_fails_rolls_back) {
    char path[PATH_BYTES];
    struct sql *sql = open_new(path, "store.db");
    ck_assert(sql_run(sql,
                      "CREATE TABLE part (thing INTEGER REFERENCES thing"
                      " DEFERRABLE INITIALLY DEFERRED)",
                      NULL));
    struct err err = {.kind = ERR_NONE};
    ck_assert(sql_begin(sql, NULL) && add_thing(sql, 1, NULL, NULL));
    ck_assert(sql_run(sql, "INSERT INTO part VALUES (99)", NULL));
    ck_assert(!sql_commit(sql, &err));
    ck_assert_ptr_nonnull(strstr(err.text, "FOREIGN KEY"));
    ck_assert_int_eq(count_things(sql), 0);
    ck_assert(sql_begin(sql, NULL) && sql_commit(sql, NULL));
    sql_close(sql);
    home_remove_temporary(path);
}
END_TEST

static void write_and_reread(const char *path) {
    struct sql *sql = sql_open(path, SQL_CREATE, NULL);
    ck_assert_ptr_nonnull(sql);
    ck_assert(sql_run(sql, table, NULL) && add_thing(sql, 1, NULL, NULL));
    sql_close(sql);
    ck_assert_int_eq(access(path, F_OK), 0);
    const enum sql_access ways[] = {SQL_READ, SQL_IMMUTABLE};
    for (int i = 0; i < 2; i++) {
        struct err err = {.kind = ERR_NONE};
        sql = sql_open(path, ways[i], NULL);
        ck_assert_ptr_nonnull(sql);
        ck_assert_int_eq(count_things(sql), 1);
        ck_assert(!add_thing(sql, 2, NULL, &err));
        ck_assert_int_eq(err.kind, ERR_CONFIG);
        sql_close(sql);
    }
}

START_TEST(any_name_is_a_file) {
    static const char *const names[] = {"a?b=c&d#e%41 f.db", ":memory:", "file:x?mode=memory", "%"};
    char path[PATH_BYTES];
    set_path(path, ".");
    ck_assert_int_eq(chdir(path), 0);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char absolute[2 * PATH_BYTES];
        snprintf(absolute, sizeof absolute, "/%s/%s-absolute", path, names[i]);
        write_and_reread(names[i]);
        write_and_reread(absolute);
    }
    ck_assert_int_eq(chdir("/"), 0);
    home_remove_temporary(path);
}
END_TEST

START_TEST(a_file_is_made_for_its_owner_alone) {
    char path[PATH_BYTES];
    umask(0);
    struct sql *sql = open_new(path, "store.db");
    ck_assert(sql_read(sql_use(sql, "PRAGMA journal_mode = WAL"), &(int64_t){0}, NULL));
    ck_assert(add_thing(sql, 1, NULL, NULL));
    static const char *const endings[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        char name[PATH_BYTES + 8];
        struct stat status;
        snprintf(name, sizeof name, "%s%s", path, endings[i]);
        ck_assert_int_eq(stat(name, &status), 0);
        ck_assert_uint_eq(status.st_mode & 07777, 0600);
    }
    sql_close(sql);
    home_remove_temporary(path);
}
END_TEST

START_TEST(descriptors_do_not_reach_other_programs) {
    char path[PATH_BYTES];
    struct sql *sql = open_new(path, "store.db");
    ck_assert(sql_read(sql_use(sql, "PRAGMA journal_mode = WAL"), &(int64_t){0}, NULL));
    ck_assert(add_thing(sql, 1, NULL, NULL));
    int ours = 0;
    for (int fd = 0; fd < 256; fd++) {
        char link[64];
        char target[PATH_BYTES];
        snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
        ssize_t len = readlink(link, target, sizeof target - 1);
        if (len > 0 && strncmp(target, path, strlen(path)) == 0) {
            ck_assert_int_eq(fcntl(fd, F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
            ours++;
        }
    }
    ck_assert_int_eq(ours, 3); /* the file, its log, the log's index */
    sql_close(sql);
    home_remove_temporary(path);
}
END_TEST

START_TEST(what_is_no_file_is_refused) {
    char path[PATH_BYTES];
    set_path(path, "store.db");
    refuse(path, SQL_WRITE, ERR_CONFIG, "No such file");
    refuse(path, SQL_READ, ERR_CONFIG, "No such file");
    ck_assert_int_eq(symlink("elsewhere.db", path), 0);
    refuse(path, SQL_CREATE, ERR_CONFIG, "a link to a missing file");
    unlink(path);
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    refuse(path, SQL_CREATE, ERR_CONFIG, "regular file");
    refuse(path, SQL_READ, ERR_CONFIG, "regular file");
    unlink(path);
    ck_assert_int_eq(mkdir(path, 0700), 0);
    refuse(path, SQL_CREATE, ERR_CONFIG, "folder");
    rmdir(path);
    home_remove_temporary(path);
    refuse(path, SQL_CREATE, ERR_CONFIG, "cannot create");
}
END_TEST

START_TEST(damage_is_told_from_what_is_no_store) {
    char path[PATH_BYTES];
    struct err err = {.kind = ERR_NONE};
    struct sql *sql = open_new(path, "store.db");
    for (int64_t i = 0; i < 2000; i++)
        ck_assert(add_thing(sql, i, NULL, NULL));
    sql_close(sql);
    ck_assert_int_eq(truncate(path, 5000), 0);
    sql = sql_open(path, SQL_WRITE, NULL);
    ck_assert(!sql_do(sql_use(sql, "SELECT * FROM thing"), &err));
    ck_assert_int_eq(err.kind, ERR_DATA);
    ck_assert_ptr_nonnull(strstr(err.text, ".recover"));
    sql_close(sql);
    FILE *file = fopen(path, "we");
    ck_assert_ptr_nonnull(file);
    fputs("not a store at all, only a line of text\n", file);
    fclose(file);
    sql = sql_open(path, SQL_WRITE, NULL);
    ck_assert(!sql_do(sql_use(sql, "SELECT * FROM thing"), &err));
    ck_assert_int_eq(err.kind, ERR_DATA);
    ck_assert_ptr_nonnull(strstr(err.text, "not a store"));
    sql_close(sql);
    home_remove_temporary(path);
}
END_TEST

static bool go_on(void *context) {
    int *left = context;
    return --*left > 0;
}

START_TEST(who_watches_can_stop_a_statement) {
    static const char endless[] = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                                  " SELECT count(*) FROM n";
    char path[PATH_BYTES];
    struct sql *sql = open_new(path, "store.db");
    struct err err = {.kind = ERR_NONE};
    int64_t count = -1;
    int left = 3;
    sql_watch(sql, go_on, &left);
    ck_assert(!sql_read(sql_use(sql, endless), &count, &err));
    ck_assert_int_eq(left, 0);
    ck_assert_int_eq(err.kind, ERR_IO);
    sql_watch(sql, NULL, NULL);
    ck_assert_int_eq(count_things(sql), 0);
    sql_close(sql);
    home_remove_temporary(path);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("sql");
    TCase *tc = tcase_create("sql");
    tcase_add_test(tc, values_come_back);
    tcase_add_test(tc, a_statement_starts_empty_each_time);
    tcase_add_test(tc, no_row_and_null_leave_the_number);
    tcase_add_test(tc, every_failure_shows_in_the_step);
    tcase_add_test(tc, what_is_not_committed_is_not_there);
    tcase_add_test(tc, one_inside_another_is_a_part_of_it);
    tcase_add_test(tc, a_part_that_is_taken_back_takes_all);
    tcase_add_test(tc, a_commit_that_fails_rolls_back);
    tcase_add_test(tc, any_name_is_a_file);
    tcase_add_test(tc, a_file_is_made_for_its_owner_alone);
    tcase_add_test(tc, descriptors_do_not_reach_other_programs);
    tcase_add_test(tc, what_is_no_file_is_refused);
    tcase_add_test(tc, who_watches_can_stop_a_statement);
    tcase_add_test(tc, damage_is_told_from_what_is_no_store);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
