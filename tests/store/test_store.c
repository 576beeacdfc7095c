/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/check.h"
#include "store/schema.h"
#include "store/store.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"

#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NOBODY = 65534, ROOM_LEFT = 64 * 1024, BYTES_MAX = 1 << 20 };

static mode_t mode_of(const struct scratch *scratch, const char *ending) {
    char *path = scratch_beside(scratch, ending);
    struct stat status;
    ck_assert_msg(stat(path, &status) == 0, "%s", path);
    free(path);
    return status.st_mode & 07777;
}

static size_t slurp(const char *path, char *bytes) {
    FILE *file = fopen(path, "re");
    ck_assert_ptr_nonnull(file);
    size_t len = fread(bytes, 1, BYTES_MAX, file);
    fclose(file);
    ck_assert_uint_lt(len, BYTES_MAX);
    return len;
}

static void write_file(const char *path, const char *text) {
    FILE *file = fopen(path, "we");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
}

static void change_file(const struct scratch *scratch, const char *script) {
    struct err err = {.kind = ERR_NONE};
    struct sql *sql = sql_open(scratch->path, SQL_WRITE, &err);
    ck_assert_msg(sql != NULL && sql_run(sql, script, &err), "%s", err.text);
    sql_close(sql);
}

START_TEST(a_new_store_knows_itself) {
    struct scratch scratch;
    scratch_init(&scratch);
    struct store *store = scratch_open(&scratch, "sandbox");
    ck_assert_str_eq(store->kind, "sandbox");
    ck_assert_uint_eq(strlen(store->name), STORE_NAME_MAX - 1);
    ck_assert_uint_eq(strspn(store->name, "0123456789abcdef"), STORE_NAME_MAX - 1);
    ck_assert_int_eq(store->run, 1);
    ck_assert_int_eq(scratch_number(store, "PRAGMA application_id"), STORE_APPLICATION_ID);
    ck_assert_int_eq(scratch_number(store, "PRAGMA user_version"), SCHEMA_VERSION);
    ck_assert_int_eq(scratch_number(store, "PRAGMA synchronous"), 2);
    ck_assert_int_eq(scratch_number(store, "SELECT journal_mode = 'wal' FROM pragma_journal_mode"),
                     1);
    ck_assert_int_eq(scratch_number(store, "SELECT created_ms FROM about"), 1000);
    ck_assert(store_has_room(store, 0, NULL));
    char name[STORE_NAME_MAX];
    snprintf(name, sizeof name, "%s", store->name);
    store_close(store);
    store = scratch_open(&scratch, NULL);
    ck_assert_str_eq(store->name, name);
    ck_assert_str_eq(store->kind, "sandbox");
    ck_assert_int_eq(store->run, 2);
    ck_assert_int_gt(scratch_number(store, "SELECT ended_ms FROM sitting WHERE id = 1"), 1000);
    store_close(store);
    scratch_fini(&scratch);
}
END_TEST

START_TEST(a_temporary_store_is_not_synced) {
    struct scratch scratch;
    scratch_init(&scratch);
    const struct store_config config = {
        .path = scratch.path, .kind = "sandbox", .is_temporary = true};
    struct store *store = store_open(&config, 1, NULL);
    ck_assert_ptr_nonnull(store);
    ck_assert_int_eq(scratch_number(store, "PRAGMA synchronous"), 0);
    store_close(store);
    scratch_fini(&scratch);
}
END_TEST

START_TEST(only_its_owner_can_read_it) {
    struct scratch scratch;
    umask(0);
    scratch_init(&scratch);
    struct store *store = scratch_open(&scratch, "live");
    static const char *const endings[] = {"", "-wal", "-shm", "-alive"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        ck_assert_uint_eq(mode_of(&scratch, endings[i]), 0600);
    store_close(store);
    ck_assert_int_eq(chmod(scratch.path, 0664), 0);
    store_close(scratch_open(&scratch, "live"));
    ck_assert_uint_eq(mode_of(&scratch, ""), 0600);
    scratch_fini(&scratch);
}
END_TEST

START_TEST(kinds_never_mix) {
    struct scratch scratch;
    scratch_init(&scratch);
    store_close(scratch_open(&scratch, "live"));
    scratch_refuse(&scratch, "sandbox", ERR_CONFIG, "\"live\"", "\"sandbox\"");
    scratch_refuse(&scratch, "sandbox", ERR_CONFIG, "--store", scratch.path);
    const struct store_config config = {.path = scratch.path, .kind = "sandbox"};
    ck_assert_ptr_null(store_open_reader(&config, NULL));
    store_close(scratch_open(&scratch, "live"));
    scratch_fini(&scratch);
}
END_TEST

START_TEST(a_newer_store_is_left_as_it_is) {
    static char before[BYTES_MAX];
    static char after[BYTES_MAX];
    struct scratch scratch;
    scratch_init(&scratch);
    store_close(scratch_open(&scratch, "live"));
    change_file(&scratch, "PRAGMA user_version = 99; CREATE TABLE tomorrow (id)");
    ck_assert_int_eq(chmod(scratch.path, 0640), 0);
    size_t len = slurp(scratch.path, before);
    for (int is_local = 0; is_local < 2; is_local++) {
        scratch_move(is_local != 0);
        scratch_refuse(&scratch, "live", ERR_CONFIG, "99", "newer");
        scratch_refuse_reader(&scratch, ERR_CONFIG, is_local ? "newer" : "for writing");
        ck_assert_uint_eq(slurp(scratch.path, after), len);
        ck_assert_mem_eq(before, after, len);
        ck_assert_uint_eq(mode_of(&scratch, ""), 0640);
    }
    scratch_fini(&scratch);
}
END_TEST

/* As a later release would upgrade: from the present version by one more step. */
static bool climb(const struct scratch *scratch, const char *step, struct err *err) {
    const char *const scripts[SCHEMA_VERSION + 1] = {[SCHEMA_VERSION] = step};
    const struct schema_birth birth = {.kind = "live"};
    struct sql *sql = sql_open(scratch->path, SQL_WRITE, err);
    ck_assert_ptr_nonnull(sql);
    bool is_climbed = schema_climb(sql, scratch->path, scripts, SCHEMA_VERSION + 1, &birth, err);
    sql_close(sql);
    return is_climbed;
}

START_TEST(an_interrupted_step_leaves_the_old_version) {
    struct scratch scratch;
    struct err err = {.kind = ERR_NONE};
    umask(0);
    scratch_init(&scratch);
    struct store *store = scratch_open(&scratch, "live");
    ck_assert(scratch_send(store, 1, NULL));
    store_close(store);
    ck_assert(!climb(&scratch, "CREATE TABLE half (id); DELETE FROM request; CREATE TABL", &err));
    ck_assert_ptr_nonnull(strstr(err.text, "TABL"));
    store = scratch_open(&scratch, "live");
    ck_assert_int_eq(scratch_number(store, "SELECT count(*) FROM request"), 1);
    ck_assert_int_eq(
        scratch_number(store, "SELECT count(*) FROM sqlite_schema WHERE name = 'half'"), 0);
    store_close(store);
    scratch_fini(&scratch);
}
END_TEST

START_TEST(a_copy_of_the_old_version_stays) {
    static char first[BYTES_MAX];
    static char second[BYTES_MAX];
    struct scratch scratch;
    ck_assert_int_eq(SCHEMA_VERSION, 6); /* to which the names below belong */
    umask(0);
    scratch_init(&scratch);
    struct store *store = scratch_open(&scratch, "live");
    ck_assert(scratch_send(store, 1, NULL));
    store_close(store);
    ck_assert(!climb(&scratch, "oops", NULL));
    char *copy = scratch_beside(&scratch, ".v6");
    ck_assert_uint_eq(mode_of(&scratch, ".v6"), 0600);
    size_t len = slurp(copy, first);
    ck_assert(climb(&scratch, "DROP TABLE alias; DELETE FROM request", NULL));
    ck_assert_uint_eq(slurp(copy, second), len); /* not created again */
    ck_assert_mem_eq(first, second, len);
    scratch_refuse(&scratch, "live", ERR_CONFIG, "version 7", NULL);
    ck_assert_int_eq(rename(copy, scratch.path), 0);
    store = scratch_open(&scratch, "live");
    ck_assert_int_eq(scratch_number(store, "SELECT count(*) FROM request"), 1);
    store_close(store);
    free(copy);
    scratch_fini(&scratch);
}
END_TEST

START_TEST(an_empty_file_becomes_a_store) {
    struct scratch scratch;
    scratch_init(&scratch);
    write_file(scratch.path, "");
    scratch_refuse_reader(&scratch, ERR_CONFIG, "no store at");
    scratch_refuse(&scratch, NULL, ERR_CONFIG, "no store at", NULL);
    store_close(scratch_open(&scratch, "live"));
    scratch_fini(&scratch);
}
END_TEST

START_TEST(what_is_not_there_is_not_made_for_reading) {
    struct scratch scratch;
    scratch_init(&scratch);
    scratch_refuse_reader(&scratch, ERR_CONFIG, "no store at");
    scratch_refuse(&scratch, NULL, ERR_CONFIG, "no store at", scratch.path);
    ck_assert_int_eq(rmdir(scratch.folder), 0);
    scratch_refuse_reader(&scratch, ERR_CONFIG, "no store at");
    scratch_refuse(&scratch, NULL, ERR_CONFIG, "no store at", scratch.path);
    ck_assert_int_eq(access(scratch.folder, F_OK), -1);
    store_close(scratch_open(&scratch, "live")); /* creates the folder, too */
    scratch_fini(&scratch);
}
END_TEST

START_TEST(other_files_are_not_touched) {
    struct scratch scratch;
    char line[64] = "";
    scratch_init(&scratch);
    write_file(scratch.path, "dear diary\n");
    ck_assert_int_eq(chmod(scratch.path, 0644), 0);
    scratch_refuse(&scratch, "live", ERR_DATA, "not a store", scratch.path);
    scratch_refuse_reader(&scratch, ERR_DATA, "not a store");
    FILE *file = fopen(scratch.path, "re");
    ck_assert_ptr_nonnull(fgets(line, sizeof line, file));
    fclose(file);
    ck_assert_str_eq(line, "dear diary\n");
    ck_assert_uint_eq(mode_of(&scratch, ""), 0644);
    ck_assert_int_eq(unlink(scratch.path), 0);
    write_file(scratch.path, "");
    change_file(&scratch, "CREATE TABLE recipe (id)");
    scratch_refuse(&scratch, "live", ERR_DATA, "another program", scratch.path);
    ck_assert_int_eq(unlink(scratch.path), 0);
    ck_assert_int_eq(mkdir(scratch.path, 0700), 0);
    scratch_refuse(&scratch, "live", ERR_CONFIG, "folder", scratch.path);
    ck_assert_int_eq(rmdir(scratch.path), 0);
    ck_assert_int_eq(mkfifo(scratch.path, 0600), 0);
    scratch_refuse(&scratch, "live", ERR_CONFIG, "regular file", scratch.path);
    scratch_fini(&scratch);
}
END_TEST

START_TEST(damage_is_said) {
    struct scratch scratch;
    scratch_init(&scratch);
    store_close(scratch_open(&scratch, "live"));
    change_file(&scratch, "PRAGMA user_version = 0");
    scratch_refuse(&scratch, "live", ERR_DATA, "damaged", NULL);
    change_file(&scratch, "PRAGMA user_version = 1; DELETE FROM about");
    scratch_refuse(&scratch, "live", ERR_DATA, "damaged", NULL);
    ck_assert_int_eq(truncate(scratch.path, 3 * 4096), 0);
    scratch_refuse(&scratch, "live", ERR_DATA, "damaged", ".recover");
    scratch_refuse_reader(&scratch, ERR_DATA, "damaged");
    scratch_fini(&scratch);
}
END_TEST

/* Torn within a page that opening does not read: found because the previous run did not end. */
START_TEST(after_an_unclean_end_every_page_is_checked) {
    struct scratch scratch;
    scratch_init(&scratch);
    store_close(scratch_open(&scratch, "live"));
    struct store *store = scratch_open(&scratch, "live");
    int64_t root = scratch_number(store, "SELECT rootpage FROM sqlite_schema WHERE name = 'edge'");
    store_close(store);
    FILE *file = fopen(scratch.path, "r+e");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_eq(fseek(file, (root - 1) * 4096, SEEK_SET), 0);
    fputs("torn", file);
    fclose(file);
    store_close(scratch_open(&scratch, "live"));
    change_file(&scratch, "UPDATE sitting SET ended_ms = NULL WHERE id = 1");
    scratch_refuse(&scratch, "live", ERR_DATA, "damaged", ".recover");
    scratch_fini(&scratch);
}
END_TEST

static void tear(const struct scratch *scratch, int64_t page) {
    FILE *file = fopen(scratch->path, "r+e");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_eq(fseek(file, (page - 1) * 4096, SEEK_SET), 0);
    fputs("torn", file);
    fclose(file);
}

/* In a store too large to be read as a whole, the last page of a table is checked before anything
 * is bought; one in the middle is found by a full check. */
START_TEST(the_ends_of_tables_are_checked) {
    struct scratch scratch;
    struct err err;
    scratch_init(&scratch);
    struct store *store = scratch_open(&scratch, "live");
    ck_assert(sql_run(store->sql,
                      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i <"
                      " 20000) INSERT INTO edge (snapshot, seq, row, account)"
                      " SELECT 1, i / 50, i % 50, i FROM n;"
                      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i <"
                      " 20000) INSERT INTO account (key) SELECT printf('%020d', i) FROM n",
                      &err));
    ck_assert_int_gt(scratch_number(store, "PRAGMA page_count"), CHECK_PAGES_MAX);
    ck_assert(check_ends(store, &err) && check_whole(store, &err));
    static const char *const pages[] = {
        "SELECT pageno FROM dbstat WHERE name = 'edge' AND pagetype = 'leaf'"
        " ORDER BY path LIMIT 1 OFFSET 20",
        "SELECT pageno FROM dbstat WHERE name = 'edge' AND pagetype = 'leaf'"
        " ORDER BY path DESC LIMIT 1"};
    int64_t page = scratch_number(store, pages[_i]);
    store_close(store);
    tear(&scratch, page);
    store = scratch_open(&scratch, "live");
    ck_assert_int_eq(check_ends(store, &err), _i == 0);
    ck_assert(!check_whole(store, &err));
    ck_assert_int_eq(err.kind, ERR_DATA);
    ck_assert_ptr_nonnull(strstr(err.text, "is damaged: "));
    store_close(store);
    scratch_fini(&scratch);
}
END_TEST

START_TEST(a_reader_sees_what_is_committed_and_changes_nothing) {
    struct scratch scratch;
    struct err err = {.kind = ERR_NONE};
    scratch_init(&scratch);
    struct store *writer = scratch_open(&scratch, "live");
    struct store *reader = scratch_read(&scratch);
    static const char count[] = "SELECT count(*) FROM request";
    ck_assert_int_eq(scratch_number(reader, count), 0);
    ck_assert(sql_begin(writer->sql, NULL));
    ck_assert(sql_run(writer->sql,
                      "INSERT INTO request (sitting, kind, target, label, attempt, reserved, state,"
                      " sent_no, sent_ms) VALUES (1, 'profile', 'a', 'a', 1, 1, 'under way', 1, 1)",
                      NULL));
    ck_assert_int_eq(scratch_number(reader, count), 0);
    ck_assert(sql_commit(writer->sql, NULL));
    ck_assert_int_eq(scratch_number(reader, count), 1);
    ck_assert(!sql_run(reader->sql, "DELETE FROM request", &err));
    ck_assert_int_eq(err.kind, ERR_CONFIG);
    ck_assert_int_eq(reader->run, 0);
    ck_assert_int_eq(reader->alive_fd, -1);
    ck_assert_str_eq(reader->name, writer->name);
    store_close(reader);
    store_close(writer);
    scratch_fini(&scratch);
}
END_TEST

/* Root may write anything, so another user does this; 0 if all went well. */
static int play_read_only(const struct scratch *scratch) {
    struct err err = {.kind = ERR_NONE};
    const struct store_config config = {.path = scratch->path, .kind = "live"};
    if (geteuid() == 0 && (setgroups(0, NULL) != 0 || setgid(NOBODY) != 0 || setuid(NOBODY) != 0))
        return 1;
    if (store_open(&config, 1, &err) != NULL || err.kind != ERR_CONFIG ||
        strstr(err.text, scratch->path) == NULL || strstr(err.text, "cannot write") == NULL)
        return 2;
    struct store *reader = store_open_reader(&config, &err);
    if (reader == NULL) {
        return err.kind == ERR_CONFIG && strstr(err.text, "a killed program left changes") &&
                       strstr(err.text, "store.db-wal")
                   ? 3
                   : 4;
    }
    int64_t count = -1;
    bool is_read = sql_read(sql_use(reader->sql, "SELECT count(*) FROM request"), &count, &err);
    store_close(reader);
    return is_read && count == 1 ? 0 : 5;
}

static void give_away(const struct scratch *scratch, const char *ending, mode_t mode) {
    char *path = scratch_beside(scratch, ending);
    ck_assert(geteuid() != 0 || chown(path, NOBODY, NOBODY) == 0);
    ck_assert_int_eq(chmod(path, mode), 0);
    free(path);
}

START_TEST(read_only_is_for_reading) {
    struct scratch scratch;
    scratch_init(&scratch);
    struct store *store = scratch_open(&scratch, "live");
    ck_assert(scratch_send(store, 1, NULL));
    store_close(store);
    give_away(&scratch, "", 0600);
    give_away(&scratch, "-alive", 0600);
    ck_assert(geteuid() != 0 || chown(scratch.folder, NOBODY, NOBODY) == 0);
    ck_assert_int_eq(chmod(scratch.folder, 0500), 0);
    ck_assert_int_eq(scratch_wait(scratch_start(play_read_only, &scratch)), 0);
    ck_assert_int_eq(chmod(scratch.folder, 0700), 0);
    give_away(&scratch, "", 0400);
    ck_assert_int_eq(scratch_wait(scratch_start(play_read_only, &scratch)), 0);
    scratch_fini(&scratch);
}
END_TEST

/* The log has what the file does not: reading the file without it would read the past. */
START_TEST(a_log_is_not_passed_over) {
    struct scratch scratch;
    scratch_init(&scratch);
    struct store *store = scratch_open(&scratch, "live");
    ck_assert(scratch_send(store, 1, NULL));
    char *log = scratch_beside(&scratch, "-wal");
    char *kept = scratch_beside(&scratch, "-kept");
    ck_assert_int_eq(link(log, kept), 0);
    store_close(store);
    ck_assert_int_eq(rename(kept, log), 0);
    write_file(log, "something");
    give_away(&scratch, "", 0600);
    give_away(&scratch, "-wal", 0600);
    ck_assert(geteuid() != 0 || chown(scratch.folder, NOBODY, NOBODY) == 0);
    ck_assert_int_eq(chmod(scratch.folder, 0500), 0);
    ck_assert_int_eq(scratch_wait(scratch_start(play_read_only, &scratch)), 3);
    free(log);
    free(kept);
    scratch_fini(&scratch);
}
END_TEST

static void check_not_made(const struct scratch *scratch, const char *left) {
    struct stat before, after;
    ck_assert_int_eq(stat(left, &before), 0);
    scratch_refuse(scratch, "live", ERR_CONFIG, left, "Put the store back");
    scratch_refuse(scratch, NULL, ERR_CONFIG, left, "Put the store back");
    scratch_refuse_reader(scratch, ERR_CONFIG, left);
    ck_assert_int_eq(stat(left, &after), 0);
    ck_assert_int_eq(after.st_size, before.st_size);
}

START_TEST(none_is_made_beside_what_is_left_of_another) {
    struct scratch scratch;
    scratch_init(&scratch);
    scratch_move(_i == 0);
    char *left = scratch_beside(&scratch, _i ? "-journal" : "-wal");
    write_file(left, "something");
    check_not_made(&scratch, left);
    ck_assert_int_eq(access(scratch.path, F_OK), -1);
    write_file(scratch.path, "");
    if (_i == 0)
        check_not_made(&scratch, left); /* a journal may belong to a store that was just created */
    ck_assert_int_eq(unlink(scratch.path), 0);
    ck_assert_int_eq(truncate(left, 0), 0);
    store_close(scratch_open(&scratch, "live"));
    free(left);
    scratch_fini(&scratch);
}
END_TEST

/* A program is killed after its store was moved: once put back, nothing is lost. */
START_TEST(what_was_moved_without_its_log_is_put_back) {
    struct scratch scratch;
    scratch_init(&scratch);
    struct store *store = scratch_open(&scratch, "live");
    char *log = scratch_beside(&scratch, "-wal"), *away = scratch_beside(&scratch, "-away");
    ck_assert(scratch_send(store, 1, NULL));
    ck_assert_int_eq(rename(scratch.path, away), 0);
    struct err err = {.kind = ERR_NONE};
    ck_assert(!store_is_in_place(store, &err));
    ck_assert_int_eq(err.kind, ERR_IO);
    store_close(store);
    /* Everything in its log went with it. */
    const struct store_config config = {.path = away, .kind = "live"};
    store = store_open(&config, 1, &err);
    ck_assert_msg(store != NULL, "%s", err.text);
    ck_assert_int_eq(scratch_number(store, "SELECT count(*) FROM request"), 1);
    store_close(store);
    /* A log that a killed program left nevertheless. */
    FILE *left = fopen(log, "w");
    ck_assert(left && fputs("changes", left) > 0 && fclose(left) == 0);
    scratch_refuse(&scratch, "live", ERR_CONFIG, log, "Put the store back");
    free(log);
    free(away);
    scratch_fini(&scratch);
}
END_TEST

/* Sends until the disk is full: the number of requests sent, or 255. */
static int play_full_disk(const struct scratch *scratch) {
    struct err err = {.kind = ERR_NONE};
    const struct store_config config = {.path = scratch->path, .kind = "live"};
    const struct rlimit limit = {ROOM_LEFT, ROOM_LEFT};
    struct store *store = store_open(&config, 1, &err);
    if (store == NULL || signal(SIGXFSZ, SIG_IGN) == SIG_ERR ||
        setrlimit(RLIMIT_FSIZE, &limit) != 0)
        return 255;
    int sent = 0;
    while (sent < 254 && scratch_send(store, sent, &err))
        sent++;
    bool is_said = err.kind == ERR_LIMIT && strstr(err.text, "disk is full") != NULL;
    store_close(store);
    return is_said ? sent : 255;
}

START_TEST(a_full_disk_is_said_and_harms_nothing) {
    struct scratch scratch;
    scratch_init(&scratch);
    store_close(scratch_open(&scratch, "live"));
    for (int is_local = 1; is_local >= 0; is_local--) {
        scratch_move(is_local != 0);
        int sent = scratch_wait(scratch_start(play_full_disk, &scratch));
        ck_assert_int_lt(sent, 254);
        struct store *store = scratch_open(&scratch, "live");
        ck_assert_int_eq(scratch_number(store, "SELECT count(*) FROM request"), sent);
        ck_assert_int_eq(scratch_number(store, "SELECT quick_check = 'ok' FROM pragma_quick_check"),
                         1);
        ck_assert(sql_run(store->sql, "DELETE FROM request", NULL));
        store_close(store);
    }
    scratch_fini(&scratch);
}
END_TEST

/* While writing more than memory holds. */
static int play_killed_in_writing(const struct scratch *scratch) {
    struct err err;
    const struct store_config config = {.path = scratch->path, .kind = "live"};
    struct store *store = store_open(&config, 1, &err);
    if (store && sql_begin(store->sql, &err) &&
        sql_run(store->sql,
                "CREATE TABLE filler (bytes BLOB); WITH RECURSIVE n(i) AS"
                " (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 24000)"
                " INSERT INTO filler SELECT randomblob(1000) FROM n",
                &err))
        raise(SIGKILL);
    return 255;
}

/* A reader also undoes what it left half written, if it may; if not, the permissions are not
 * blamed. */
START_TEST(what_a_kill_left_half_written_is_taken_back_for_reading) {
    struct scratch scratch;
    struct stat status;
    scratch_init(&scratch);
    scratch_move(false);
    store_close(scratch_open(&scratch, "live"));
    ck_assert_int_eq(scratch_wait(scratch_start(play_killed_in_writing, &scratch)), 1000 + SIGKILL);
    char *journal = scratch_beside(&scratch, "-journal"), *lock = scratch_beside(&scratch, "-lock");
    ck_assert_int_eq(stat(journal, &status), 0);
    ck_assert_int_gt(status.st_size, 0);
    struct store *store = scratch_read(&scratch);
    ck_assert_int_eq(scratch_number(store, "SELECT count(*) FROM sitting"), 2);
    ck_assert_int_eq(
        scratch_number(store, "SELECT count(*) FROM sqlite_schema WHERE name = 'filler'"), 0);
    store_close(store);
    ck_assert_int_ne(access(lock, F_OK), 0);
    free(lock);
    free(journal);
    scratch_fini(&scratch);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("store");
    TCase *tc = tcase_create("store");
    tcase_add_test(tc, a_new_store_knows_itself);
    tcase_add_test(tc, a_temporary_store_is_not_synced);
    tcase_add_test(tc, only_its_owner_can_read_it);
    tcase_add_test(tc, kinds_never_mix);
    tcase_add_test(tc, a_newer_store_is_left_as_it_is);
    tcase_add_test(tc, an_interrupted_step_leaves_the_old_version);
    tcase_add_test(tc, a_copy_of_the_old_version_stays);
    tcase_add_test(tc, an_empty_file_becomes_a_store);
    tcase_add_test(tc, what_is_not_there_is_not_made_for_reading);
    tcase_add_test(tc, other_files_are_not_touched);
    tcase_add_test(tc, damage_is_said);
    tcase_add_test(tc, after_an_unclean_end_every_page_is_checked);
    tcase_add_loop_test(tc, the_ends_of_tables_are_checked, 0, 2);
    tcase_add_test(tc, a_reader_sees_what_is_committed_and_changes_nothing);
    tcase_add_test(tc, read_only_is_for_reading);
    tcase_add_test(tc, a_log_is_not_passed_over);
    tcase_add_loop_test(tc, none_is_made_beside_what_is_left_of_another, 0, 2);
    tcase_add_test(tc, what_was_moved_without_its_log_is_put_back);
    tcase_add_test(tc, a_full_disk_is_said_and_harms_nothing);
    tcase_add_test(tc, what_a_kill_left_half_written_is_taken_back_for_reading);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
