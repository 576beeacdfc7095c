/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A store that version 1 wrote, and its upgrade: nothing paid for is lost, whenever the program is
 * killed. tests/stores/version-1.db was left by a program that was killed while its ninth request
 * was under way; the fourth got no usable answer, and the fifth's balance proved its charge. */
#include "fetch/keep.h"
#include "store/ledger.h"
#include "store/lookup.h"
#include "store/schema.h"
#include "store/spent.h"
#include "store/upgrade.h"
#include "tests/support/paid.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <dirent.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define OWNER_ID "6648542656577451005"

enum { REQUESTS = 9, FOLLOWED = 63, RUNS = 5, BYTES_MAX = 1 << 18, KILLED = 1000 + SIGKILL };

/* Not const: SQLite calls pwrite64(), so only the file can hold how often it may still do so. */
static int writes_left = -1;

/* Replaces the C library's: the program is killed before the write that exceeds the limit. */
/* NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name) */
ssize_t pwrite64(int fd, const void *bytes, size_t len, off64_t offset) {
    if (writes_left >= 0 && writes_left-- == 0)
        raise(SIGKILL);
    return syscall(SYS_pwrite64, fd, bytes, len, offset);
}

static size_t slurp(const char *path, char bytes[static BYTES_MAX]) {
    FILE *file = fopen(path, "re");
    ck_assert_msg(file != NULL, "%s", path);
    size_t len = fread(bytes, 1, BYTES_MAX, file);
    ck_assert_uint_lt(len, BYTES_MAX);
    fclose(file);
    return len;
}

/* Only a copy is ever opened: SQLite puts its files next to what it reads. */
static void copy_version(int version, const char *path) {
    static char bytes[BYTES_MAX];
    char fixture[4096];
    const char *source = getenv("FOLLOWTRAIL_TEST_SOURCE");
    snprintf(fixture, sizeof fixture, "%s/tests/stores/version-%d.db", source ? source : ".",
             version);
    size_t len = slurp(fixture, bytes);
    FILE *file = fopen(path, "we");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, len, file), len);
    ck_assert_int_eq(fclose(file), 0);
}

static void copy_fixture(const char *path) {
    copy_version(1, path);
}

static void begin(struct scratch *scratch) {
    scratch_init(scratch);
    copy_fixture(scratch->path);
}

static void assert_ledger(struct store *store) {
    static const struct {
        enum ledger_state state;
        int64_t rows, credits, balance;
        bool is_proved;
        const char *outcome;
    } expected[REQUESTS] = {
        {LEDGER_ANSWERED, 1, 1, 99999, false, "ok"},
        {LEDGER_ANSWERED, 20, 20, 99979, false, "ok"},
        {LEDGER_ANSWERED, 20, 20, 99959, false, "ok"},
        {LEDGER_ANSWERED, REPLY_UNKNOWN, 20, REPLY_UNKNOWN, true, "no answer"},
        {LEDGER_ANSWERED, 20, 20, 99919, false, "ok"},
        {LEDGER_ANSWERED, 3, 3, 99916, false, "ok"},
        {LEDGER_ANSWERED, REPLY_UNKNOWN, 0, REPLY_UNKNOWN, true, "upstream_error"},
        {LEDGER_ANSWERED, 1, 1, 99915, false, "ok"},
        {LEDGER_UNANSWERED, REPLY_UNKNOWN, REPLY_UNKNOWN, REPLY_UNKNOWN, false, NULL},
    };
    struct ledger_row rows[REQUESTS + 1];
    struct arena arena;
    struct err err;
    size_t count;
    arena_init(&arena);
    ck_assert(ledger_read(store, 0, REQUESTS + 1, &arena, rows, &count, &err));
    ck_assert_uint_eq(count, REQUESTS);
    for (size_t i = 0; i < REQUESTS; i++) {
        const struct ledger_row *row = &rows[REQUESTS - 1 - i];
        ck_assert_int_eq(row->request, (int64_t)i + 1);
        ck_assert_int_eq(row->state, expected[i].state);
        ck_assert_int_eq(row->rows, expected[i].rows);
        ck_assert_int_eq(row->credits, expected[i].credits);
        ck_assert_int_eq(row->balance, expected[i].balance);
        ck_assert_int_eq(row->is_proved, expected[i].is_proved);
        ck_assert_int_eq(row->jump, 0);
        ck_assert_pstr_eq(row->outcome, expected[i].outcome);
    }
    arena_fini(&arena);
}

static void assert_sums(struct store *store) {
    static const struct ledger_sum expected[RUNS] = {
        {.id = 6, .requests = 1, .maybe = 1},
        {.id = 4, .requests = 1, .rows = 1, .credits = 1},
        {.id = 3, .requests = 1},
        {.id = 2, .requests = 2, .rows = 23, .credits = 23},
        {.id = 1, .requests = 4, .rows = 41, .credits = 61},
    };
    struct ledger_sum *sums;
    struct arena arena;
    struct err err;
    struct purse purse;
    size_t count;
    arena_init(&arena);
    ck_assert(ledger_sums(store, LEDGER_BY_SESSION, &arena, &sums, &count, &err));
    ck_assert_uint_eq(count, RUNS);
    for (size_t i = 0; i < RUNS; i++) {
        ck_assert_int_eq(sums[i].id, expected[i].id);
        ck_assert_int_eq(sums[i].requests, expected[i].requests);
        ck_assert_int_eq(sums[i].rows, expected[i].rows);
        ck_assert_int_eq(sums[i].credits, expected[i].credits);
        ck_assert_int_eq(sums[i].maybe, expected[i].maybe);
    }
    arena_fini(&arena);
    ck_assert(journal_read_purse(store, 1, &purse, &err));
    ck_assert_int_eq(purse.spent[PURSE_STORE], 85);
    /* What was proved to be free still counts as the 1 that was reserved for it. */
    ck_assert_int_eq(purse.used[PURSE_STORE], 87);
    ck_assert_int_eq(purse.maybe, 1);
    ck_assert_int_eq(purse.reserved, 0);
    ck_assert_int_eq(purse.balance, 99915);
}

struct names {
    size_t count;
    int64_t followers;
    char first[32], last[32];
};

static void take_page(void *context, struct page *page) {
    struct names *names = context;
    for (size_t i = 0; i < page->count; i++) {
        const struct account *account = &page->records[i];
        char *place = names->count++ ? names->last : names->first;
        ck_assert_ptr_nonnull(account->username);
        snprintf(place, sizeof names->first, "%s", account->username);
        names->followers += account->follower_count;
    }
    page_free(page);
}

static void assert_list(struct store *store) {
    struct snapshot snapshot;
    struct names names = {0};
    struct err err;
    ck_assert(lookup_newest(store, OWNER_ID, &snapshot, &err));
    ck_assert_int_eq(snapshot.pages, 4);
    ck_assert_int_eq(snapshot.rows, FOLLOWED);
    ck_assert(!snapshot.has_more);
    ck_assert(lookup_pages(store, snapshot.id, 0, take_page, &names, &err));
    ck_assert_uint_eq(names.count, FOLLOWED);
    ck_assert_str_eq(names.first, "mousumi_innings49");
    ck_assert_str_eq(names.last, "lubica_pitch74");
    ck_assert_int_eq(names.followers, 138804909);
}

static void assert_whole(struct store *store) {
    ck_assert_int_eq(scratch_number(store, "PRAGMA user_version"), SCHEMA_VERSION);
    ck_assert_int_eq(
        scratch_number(store, "SELECT integrity_check = 'ok' FROM pragma_integrity_check"), 1);
    ck_assert_int_eq(scratch_number(store, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    assert_ledger(store);
    assert_sums(store);
    assert_list(store);
}

START_TEST(all_that_was_paid_for_is_there) {
    struct scratch scratch;
    begin(&scratch);
    struct store *store = scratch_open(&scratch, STORE_KIND_SANDBOX);
    assert_whole(store);
    ck_assert_str_eq(store->name, "0b75716821e933837f2512473caa1a30");
    ck_assert_int_eq(scratch_number(store,
                                    "SELECT (SELECT count(purse) FROM request) + count(purse)"
                                    " FROM anchor"),
                     0);
    store_close(store);
    store = scratch_read(&scratch);
    assert_whole(store);
    store_close(store);
    scratch_fini(&scratch);
}
END_TEST

START_TEST(it_can_be_derived_anew) {
    struct scratch scratch;
    struct buf before, after;
    struct err err;
    int64_t count;
    begin(&scratch);
    struct paid paid = {.store = scratch_open(&scratch, STORE_KIND_SANDBOX)};
    paid_dump(&paid, &before);
    ck_assert_msg(keep_reindex(paid.store, &count, &err), "%s", err.text);
    ck_assert_int_eq(count, REQUESTS - 1);
    paid_dump(&paid, &after);
    ck_assert_str_eq(buf_text(&after), buf_text(&before));
    assert_whole(paid.store);
    buf_fini(&before);
    buf_fini(&after);
    store_close(paid.store);
    scratch_fini(&scratch);
}
END_TEST

/* A balance from version 1 is not a starting point for a key of today, and proves nothing. */
START_TEST(the_first_balance_of_a_key_has_none_before) {
    struct scratch scratch;
    struct err err;
    struct journal_ticket ticket;
    const struct journal_order order = {
        .kind = JOURNAL_PROFILE, .target = "someone", .label = "@someone", .want = 1, .attempt = 1};
    begin(&scratch);
    struct store *store = scratch_open(&scratch, STORE_KIND_SANDBOX);
    store_use_key(store, "unifapi_key");
    ck_assert_int_eq(journal_begin(store, &order, 2, &ticket, &err), JOURNAL_SEND);
    struct reply *reply = reply_new(2);
    reply->end = REPLY_WHOLE;
    reply->status = 200;
    ck_assert_msg(journal_keep(store, ticket.request, reply, 3, &err), "%s", err.text);
    reply_free(reply);
    const struct finding finding = {.outcome = "ok", .credits = 1, .balance = 99913};
    ck_assert_msg(catalogue_take(store, ticket.request, &finding, &err), "%s", err.text);
    ck_assert_int_eq(scratch_number(store, "SELECT jump FROM anchor ORDER BY id DESC LIMIT 1"), 0);
    ck_assert_int_eq(
        scratch_number(store, "SELECT count(*) FROM request WHERE purse > 0 AND anchor > 0"), 1);
    ck_assert_int_eq(scratch_number(store, "SELECT credits IS NULL FROM request WHERE id = 9"), 1);
    store_close(store);
    scratch_fini(&scratch);
}
END_TEST

/* Rows that are in one and not in the other, either way. */
#define UNLIKE(table)                                                                              \
    " + (SELECT count(*) FROM (SELECT * FROM main." table " EXCEPT SELECT * FROM old." table "))"  \
    " + (SELECT count(*) FROM (SELECT * FROM old." table " EXCEPT SELECT * FROM main." table "))"

static const char unlike[] = "SELECT 0" UNLIKE("about") UNLIKE("sitting") UNLIKE("snapshot")
    UNLIKE("request") UNLIKE("answer") UNLIKE("account") UNLIKE("record") UNLIKE("page")
        UNLIKE("edge") UNLIKE("alias") UNLIKE("anchor") " + (SELECT count(*) FROM"
                                                        " (SELECT type, name, sql FROM main."
                                                        "sqlite_schema EXCEPT SELECT type, name,"
                                                        " sql FROM old.sqlite_schema))";

/* The copy next to it has everything that version 1 had, as version 1 knows it. */
static void assert_copy(const struct scratch *scratch) {
    char *copy = scratch_beside(scratch, ".v1"), *old = scratch_beside(scratch, "-old");
    char script[2 * SCRATCH_PATH_MAX];
    struct err err;
    int64_t found = -1, version;
    copy_fixture(old);
    struct sql *sql = sql_open(copy, SQL_WRITE, &err);
    ck_assert_msg(sql != NULL, "%s", err.text);
    ck_assert(schema_check(sql, copy, &version, &err));
    ck_assert_int_eq(version, 1);
    snprintf(script, sizeof script, "ATTACH '%s' AS old", old);
    ck_assert_msg(sql_run(sql, script, &err), "%s", err.text);
    ck_assert_msg(sql_read(sql_use(sql, unlike), &found, &err), "%s", err.text);
    ck_assert_int_eq(found, 0);
    sql_close(sql);
    free(copy);
    free(old);
}

START_TEST(a_copy_of_what_it_was_stays) {
    struct scratch scratch;
    begin(&scratch);
    store_close(scratch_open(&scratch, STORE_KIND_SANDBOX));
    assert_copy(&scratch);
    char *copy = scratch_beside(&scratch, ".v1");
    ck_assert_int_eq(rename(copy, scratch.path), 0);
    struct store *store = scratch_open(&scratch, STORE_KIND_SANDBOX);
    assert_whole(store);
    store_close(store);
    free(copy);
    scratch_fini(&scratch);
}
END_TEST

static int64_t number_of(const char *path, const char *script, const char *literal) {
    struct err err;
    int64_t number = -1;
    struct sql *sql = sql_open(path, SQL_WRITE, &err);
    ck_assert_msg(sql != NULL, "%s", err.text);
    ck_assert(sql_run(sql, script, &err));
    ck_assert_msg(sql_read(sql_use(sql, literal), &number, &err), "%s", err.text);
    sql_close(sql);
    return number;
}

START_TEST(a_newer_one_is_refused_unharmed) {
    static char before[BYTES_MAX], after[BYTES_MAX];
    struct scratch scratch;
    begin(&scratch);
    store_close(scratch_open(&scratch, STORE_KIND_SANDBOX));
    number_of(scratch.path, "PRAGMA user_version = 99", "PRAGMA user_version");
    size_t len = slurp(scratch.path, before);
    scratch_refuse(&scratch, STORE_KIND_SANDBOX, ERR_CONFIG, "version 99", "newer");
    scratch_refuse_reader(&scratch, ERR_CONFIG, "version 99");
    ck_assert_uint_eq(slurp(scratch.path, after), len);
    ck_assert_mem_eq(before, after, len);
    scratch_fini(&scratch);
}
END_TEST

START_TEST(a_reader_asks_for_a_writer) {
    static char before[BYTES_MAX], after[BYTES_MAX];
    struct scratch scratch;
    begin(&scratch);
    size_t len = slurp(scratch.path, before);
    scratch_refuse_reader(&scratch, ERR_CONFIG, "once for writing");
    ck_assert_uint_eq(slurp(scratch.path, after), len);
    ck_assert_mem_eq(before, after, len);
    store_close(scratch_open(&scratch, STORE_KIND_SANDBOX));
    store_close(scratch_read(&scratch));
    scratch_fini(&scratch);
}
END_TEST

static const char has_purse[] = "SELECT count(*) FROM sqlite_schema WHERE sql LIKE '%purse%'";

/* Holds the byte of its run, as a program does while it uses the store. */
static int sit_down(const struct scratch *scratch, int64_t run) {
    char path[4096];
    snprintf(path, sizeof path, "%s-alive", scratch->path);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    struct flock byte = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = run, .l_len = 1};
    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(fcntl(fd, F_OFD_SETLK, &byte), 0);
    return fd;
}

/* It would write rows without what only this version adds. */
START_TEST(an_older_program_at_the_store_keeps_its_version) {
    struct scratch scratch;
    char copy[4096];
    scratch_init(&scratch);
    copy_version(2, scratch.path);
    int64_t run =
        number_of(scratch.path, "INSERT INTO sitting (started_ms, host, pid) VALUES (1, 'lab', 77)",
                  "SELECT max(id) FROM sitting");
    int fd = sit_down(&scratch, run);
    scratch_refuse(&scratch, STORE_KIND_SANDBOX, ERR_CONFIG, "another program",
                   "process 77 on lab");
    ck_assert_int_eq(number_of(scratch.path, "", "PRAGMA user_version"), 2);
    snprintf(copy, sizeof copy, "%s.v2", scratch.path);
    ck_assert_int_ne(access(copy, F_OK), 0);
    close(fd);
    store_close(scratch_open(&scratch, STORE_KIND_SANDBOX));
    ck_assert_int_eq(number_of(scratch.path, "", "PRAGMA user_version"), SCHEMA_VERSION);
    ck_assert_int_eq(access(copy, F_OK), 0);
    scratch_fini(&scratch);
}
END_TEST

START_TEST(a_step_that_fails_is_undone) {
    struct scratch scratch;
    struct err err;
    const struct schema_birth birth = {.kind = STORE_KIND_SANDBOX};
    const char *const scripts[] = {
        NULL, "ALTER TABLE request ADD COLUMN purse INTEGER; DELETE FROM answer; ALTER TABLE oops"};
    begin(&scratch);
    struct sql *sql = sql_open(scratch.path, SQL_WRITE, &err);
    ck_assert_ptr_nonnull(sql);
    ck_assert(!schema_climb(sql, scratch.path, scripts, 2, &birth, &err));
    sql_close(sql);
    ck_assert_int_eq(number_of(scratch.path, "", "PRAGMA user_version"), 1);
    ck_assert_int_eq(number_of(scratch.path, "", has_purse), 0);
    struct store *store = scratch_open(&scratch, STORE_KIND_SANDBOX);
    assert_whole(store);
    store_close(store);
    scratch_fini(&scratch);
}
END_TEST

static int play_open(const struct scratch *scratch) {
    struct err err;
    const struct store_config config = {.path = scratch->path, .kind = STORE_KIND_SANDBOX};
    struct store *store = store_open(&config, 1, &err);
    bool is_open = store != NULL;
    store_close(store);
    return !is_open;
}

static size_t count_files(const char *folder) {
    DIR *files = opendir(folder);
    size_t count = 0;
    ck_assert_ptr_nonnull(files);
    for (struct dirent *file; (file = readdir(files)) != NULL;)
        count += file->d_name[0] != '.';
    closedir(files);
    return count;
}

/* The store, its copies, and the files by which programs find each other: no part of a copy. */
static void assert_nothing_left(const struct scratch *scratch) {
    static const char *const endings[] = {"", ".v1", ".v2", ".v3", ".v4", ".v5", "-alive"};
    size_t count = 0;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        char *path = scratch_beside(scratch, endings[i]);
        count += access(path, F_OK) == 0;
        free(path);
    }
    ck_assert_uint_eq(count_files(scratch->folder), count);
}

/* Whether a program that opens it reaches that write; what it leaves is intact. */
static bool is_killed_at(int write, int left[static SCHEMA_VERSION]) {
    struct scratch scratch;
    begin(&scratch);
    writes_left = write;
    pid_t child = scratch_start(play_open, &scratch);
    writes_left = -1;
    int result = scratch_wait(child);
    ck_assert(result == 0 || result == KILLED);
    int64_t version = number_of(scratch.path, "", "PRAGMA user_version");
    ck_assert(version >= 1 && version <= SCHEMA_VERSION);
    ck_assert_int_eq(number_of(scratch.path, "", has_purse), version == 1   ? 0
                                                             : version == 2 ? 4
                                                                            : 5);
    left[version - 1]++;
    struct store *store = scratch_open(&scratch, STORE_KIND_SANDBOX);
    assert_whole(store);
    store_close(store);
    assert_nothing_left(&scratch);
    assert_copy(&scratch);
    scratch_fini(&scratch);
    return result == KILLED;
}

START_TEST(a_program_is_killed_at_any_write) {
    int left[SCHEMA_VERSION] = {0}, write = 0;
    while (is_killed_at(write, left))
        write++;
    ck_assert_int_ge(left[0], 10);
    ck_assert_int_ge(left[1], 3);
    ck_assert_int_ge(left[2], 10);
    ck_assert_int_ge(left[3], 3);
    ck_assert_int_ge(left[4], 10);
    ck_assert_int_ge(left[5], 10);
}
END_TEST

static void leave(const struct scratch *scratch, const char *ending, const char *bytes,
                  size_t len) {
    char *path = scratch_beside(scratch, ending);
    FILE *file = fopen(path, "we");
    ck_assert(file && fwrite(bytes, 1, len, file) == len && fclose(file) == 0);
    free(path);
}

static bool has(const struct scratch *scratch, const char *ending) {
    char *path = scratch_beside(scratch, ending);
    bool is_there = access(path, F_OK) == 0;
    free(path);
    return is_there;
}

/* As 0.3.0 named them. Files that a person named like this, files that a program holds, and
 * complete copies stay; so does one with a journal to play back. */
START_TEST(parts_of_copies_are_removed) {
    static const char none[32], some[32] = {[19] = 7}, page[512] = "SQLite format 3";
    static const char *const gone[] = {".v1.AbC4ef", ".v1.00part", ".v1.00part-journal",
                                       ".v1-partial", ".v1-partial-journal"};
    static const char *const kept[] = {".v1.backup", ".v2.copied",  ".v2.copied-journal",
                                       ".v1.in_use", ".v1.toolong", ".v1.inuse1",
                                       ".vX.AbC4ef", ".v0",         ".v1",
                                       "x.v1.AbC4ef"};
    struct scratch scratch;
    begin(&scratch);
    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
        leave(&scratch, gone[i], none, strstr(gone[i], "journal") ? sizeof none : 0);
    leave(&scratch, ".v1.00part", page, sizeof page);
    for (size_t i = 0; i < sizeof kept / sizeof *kept - 2; i++)
        leave(&scratch, kept[i], "", 0);
    leave(&scratch, "x.v1.AbC4ef", "", 0);
    leave(&scratch, ".v1.backup", page, sizeof page);
    leave(&scratch, ".v2.copied", page, sizeof page);
    leave(&scratch, ".v2.copied-journal", some, sizeof some);
    char *held = scratch_beside(&scratch, ".v1.inuse1");
    int fd = open(held, O_RDWR | O_CLOEXEC);
    struct flock all = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    ck_assert(fd >= 0 && fcntl(fd, F_OFD_SETLK, &all) == 0);
    store_close(scratch_open(&scratch, STORE_KIND_SANDBOX));
    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
        ck_assert_msg(!has(&scratch, gone[i]), "%s", gone[i]);
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        ck_assert_msg(has(&scratch, kept[i]), "%s", kept[i]);
    assert_copy(&scratch);
    close(fd);
    free(held);
    scratch_fini(&scratch);
}
END_TEST

/* What prevents an upgrade in place; the last one is current, and a killed program left its log. */
enum obstacle { OBSTACLE_RIGHTS, OBSTACLE_NAMES, OBSTACLE_LOG, OBSTACLES };

static void leave_log(const struct scratch *scratch) {
    struct err err;
    store_close(scratch_open(scratch, STORE_KIND_SANDBOX));
    struct sql *sql = sql_open(scratch->path, SQL_WRITE, &err);
    ck_assert(sql && sql_run(sql, "UPDATE about SET created_ms = 4711", &err));
    static char bytes[BYTES_MAX];
    char *log = scratch_beside(scratch, "-wal");
    size_t len = slurp(log, bytes);
    sql_close(sql);
    /* Without its index, which read-only media cannot get. */
    ck_assert_int_eq(access(log, F_OK), -1);
    leave(scratch, "-wal", bytes, len);
    free(log);
}

static void put_obstacle(const struct scratch *scratch, enum obstacle obstacle) {
    copy_version(2, scratch->path);
    if (obstacle == OBSTACLE_NAMES) {
        char *other = scratch_beside(scratch, "-too");
        ck_assert_int_eq(link(scratch->path, other), 0);
        free(other);
        return;
    }
    if (obstacle == OBSTACLE_LOG)
        leave_log(scratch);
    ck_assert_int_eq(chmod(scratch->path, 0444), 0);
    ck_assert_int_eq(chmod(scratch->folder, 0555), 0);
    if (geteuid() == 0)
        ck_assert(setgroups(0, NULL) == 0 && setgid(65534) == 0 && setuid(65534) == 0);
}

/* In a process of its own, which drops its privileges. */
START_TEST(one_that_stays_as_it_is_is_read_from_a_copy) {
    static char before[BYTES_MAX], after[BYTES_MAX];
    struct scratch scratch;
    struct err note, err = {.kind = ERR_NONE};
    char temporary[] = "/tmp/followtrail-copies-XXXXXX";
    scratch_init(&scratch);
    ck_assert_ptr_nonnull(mkdtemp(temporary));
    ck_assert_int_eq(chmod(temporary, 0777), 0);
    setenv("TMPDIR", temporary, 1);
    unsetenv("XDG_RUNTIME_DIR");
    put_obstacle(&scratch, (enum obstacle)_i);
    size_t len = slurp(scratch.path, before), files = count_files(scratch.folder);
    const struct store_config config = {.path = scratch.path, .kind = STORE_KIND_SANDBOX};
    struct store *store = upgrade_open_reader(&config, 1, &note, &err);
    ck_assert_msg(store != NULL, "%s", err.text);
    ck_assert_msg(strstr(note.text, "this is a temporary copy"), "%s", note.text);
    ck_assert_uint_eq(count_files(temporary), 0);
    ck_assert_int_eq(scratch_number(store, "SELECT count(*) FROM request"), 27);
    ck_assert_int_eq(scratch_number(store, "SELECT created_ms = 4711 FROM about"),
                     _i == OBSTACLE_LOG);
    ck_assert_int_eq(store->run, 0);
    ck_assert(!scratch_send(store, 1, NULL));
    store_close(store);
    ck_assert_uint_eq(slurp(scratch.path, after), len);
    ck_assert_mem_eq(before, after, len);
    /* If it can, SQLite leaves an empty log. */
    ck_assert(count_files(scratch.folder) == files || _i == OBSTACLE_NAMES);
    if (geteuid() != 65534) {
        scratch_fini(&scratch);
        rmdir(temporary);
    }
}
END_TEST

/* Messages name the store, not its copy. */
START_TEST(a_copy_that_is_refused_names_the_store) {
    struct scratch scratch;
    struct err note, err = {.kind = ERR_NONE};
    scratch_init(&scratch);
    put_obstacle(&scratch, OBSTACLE_NAMES);
    const struct store_config config = {.path = scratch.path, .kind = STORE_KIND_LIVE};
    ck_assert_ptr_null(upgrade_open_reader(&config, 1, &note, &err));
    ck_assert_int_eq(err.kind, ERR_CONFIG);
    ck_assert_msg(strncmp(err.text, scratch.path, strlen(scratch.path)) == 0, "%s", err.text);
    ck_assert_str_eq(note.text, "");
    scratch_fini(&scratch);
}
END_TEST

/* tests/stores/version-2.db: lists requested by id, by sec_uid, by handle with and without a
 * profile; @alpha was 1001 first, then 1002, then 1005; @777 is not the account 777. */
START_TEST(lists_are_bound_to_the_ids_that_were_asked_for) {
    static const char *const owners[] = {
        NULL,   "1000", "1002", "1004", "777",  "MS4wLjABAAAAgamma_1-Z",
        "1006", NULL,   "1000", "1000", "1001", "1000",
        "1005", NULL,   "1007"};
    struct scratch scratch;
    struct err err;
    size_t count = 0;
    scratch_init(&scratch);
    copy_version(2, scratch.path);
    struct store *store = scratch_open(&scratch, STORE_KIND_SANDBOX);
    struct statement *each = sql_use(store->sql, "SELECT owner FROM snapshot ORDER BY id");
    for (; sql_step(each, &err) == SQL_ROW; count++)
        ck_assert_pstr_eq(sql_text(each, 0), owners[count]);
    ck_assert_uint_eq(count, sizeof owners / sizeof *owners);
    store_close(store);
    scratch_fini(&scratch);
}
END_TEST

START_TEST(running_sums_are_those_of_the_requests) {
    for (int version = 1; version <= 5; version++) {
        struct scratch scratch;
        struct err err;
        bool is_right = false;
        scratch_init(&scratch);
        copy_version(version, scratch.path);
        struct store *store = scratch_open(&scratch, STORE_KIND_SANDBOX);
        ck_assert_msg(spent_check(store, &is_right, &err), "%s", err.text);
        ck_assert(is_right);
        ck_assert_int_gt(scratch_number(store, "SELECT count(*) FROM spent WHERE charged"), 3);
        store_close(store);
        scratch_fini(&scratch);
    }
}
END_TEST

/* An older store yields what its answers say when they are read again. tests/stores/version-3.db:
 * lists that are complete, short, hidden, partial, failed, cut by the balance; with repeats,
 * records without an id, and without a proved owner; and one with a newer snapshot. version-4.db
 * and version-5.db: four fetches by the programs of 0.5 and 0.6, one of them with a lost page, and
 * a fifth that was killed. */
START_TEST(an_older_version_can_be_derived_anew) {
    for (int version = 2; version <= 5; version++) {
        struct scratch scratch;
        struct buf before, after;
        struct err err;
        int64_t count;
        scratch_init(&scratch);
        copy_version(version, scratch.path);
        struct paid paid = {.store = scratch_open(&scratch, STORE_KIND_SANDBOX)};
        paid_dump(&paid, &before);
        ck_assert_msg(keep_reindex(paid.store, &count, &err), "%s", err.text);
        paid_dump(&paid, &after);
        ck_assert_str_eq(buf_text(&after), buf_text(&before));
        buf_fini(&before);
        buf_fini(&after);
        store_close(paid.store);
        scratch_fini(&scratch);
    }
}
END_TEST

START_TEST(lists_of_version_3_have_their_states) {
    static const char *const states[] = {
        "complete", "complete_short", "hidden",         "partial", "complete_short", "complete",
        "failed",   "cut_by_balance", "complete_short", "partial", "partial"};
    struct scratch scratch;
    struct err err;
    size_t count = 0;
    scratch_init(&scratch);
    copy_version(3, scratch.path);
    struct store *store = scratch_open(&scratch, STORE_KIND_SANDBOX);
    struct statement *each =
        sql_use(store->sql, "SELECT state FROM list_standing ORDER BY snapshot");
    for (; sql_step(each, &err) == SQL_ROW; count++)
        ck_assert_pstr_eq(sql_text(each, 0), states[count]);
    ck_assert_uint_eq(count, sizeof states / sizeof *states);
    store_close(store);
    scratch_fini(&scratch);
}
END_TEST

/* Nothing of before was a crawl's, and its running sums are as they were. */
START_TEST(requests_of_version_5_are_no_crawl_s) {
    struct scratch scratch;
    scratch_init(&scratch);
    copy_version(5, scratch.path);
    struct store *store = scratch_open(&scratch, STORE_KIND_SANDBOX);
    ck_assert_int_eq(scratch_number(store, "SELECT count(*) FROM request"), 8);
    ck_assert_int_eq(scratch_number(store, "SELECT count(*) FROM requests WHERE crawl <> ''"), 0);
    ck_assert_int_eq(scratch_number(store, "SELECT count(*) FROM crawls"), 0);
    ck_assert_int_eq(scratch_number(store, "SELECT counted FROM spent WHERE scope = 'all'"), 123);
    ck_assert_int_eq(scratch_number(store, "SELECT maybe FROM spent WHERE scope = 'all'"), 25);
    store_close(store);
    scratch_fini(&scratch);
}
END_TEST

static void assert_same_schema(struct store *store, struct store *other) {
    static const char query[] =
        "SELECT type || ' ' || name || ': ' || coalesce(sql, '') FROM sqlite_schema"
        " ORDER BY type, name";
    struct err err;
    enum sql_step step;
    struct statement *ours = sql_use(store->sql, query), *others = sql_use(other->sql, query);
    while ((step = sql_step(ours, &err)) == SQL_ROW) {
        ck_assert_int_eq(sql_step(others, &err), SQL_ROW);
        ck_assert_str_eq(sql_text(ours, 0), sql_text(others, 0));
    }
    ck_assert_int_eq(step, SQL_DONE);
    ck_assert_int_eq(sql_step(others, &err), SQL_DONE);
}

START_TEST(an_older_version_gets_the_schema_of_a_new_store) {
    struct scratch older, newer;
    scratch_init(&older);
    scratch_init(&newer);
    copy_version(_i, older.path);
    struct store *upgraded = scratch_open(&older, STORE_KIND_SANDBOX);
    struct store *made = scratch_open(&newer, STORE_KIND_SANDBOX);
    assert_same_schema(made, upgraded);
    store_close(made);
    store_close(upgraded);
    scratch_fini(&newer);
    scratch_fini(&older);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("upgrade");
    TCase *tc = tcase_create("upgrade");
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, all_that_was_paid_for_is_there);
    tcase_add_test(tc, it_can_be_derived_anew);
    tcase_add_test(tc, the_first_balance_of_a_key_has_none_before);
    tcase_add_test(tc, a_copy_of_what_it_was_stays);
    tcase_add_test(tc, a_newer_one_is_refused_unharmed);
    tcase_add_test(tc, a_reader_asks_for_a_writer);
    tcase_add_test(tc, an_older_program_at_the_store_keeps_its_version);
    tcase_add_test(tc, a_step_that_fails_is_undone);
    tcase_add_test(tc, a_program_is_killed_at_any_write);
    tcase_add_test(tc, parts_of_copies_are_removed);
    tcase_add_loop_test(tc, one_that_stays_as_it_is_is_read_from_a_copy, 0, OBSTACLES);
    tcase_add_test(tc, a_copy_that_is_refused_names_the_store);
    tcase_add_test(tc, lists_are_bound_to_the_ids_that_were_asked_for);
    tcase_add_test(tc, running_sums_are_those_of_the_requests);
    tcase_add_test(tc, an_older_version_can_be_derived_anew);
    tcase_add_test(tc, lists_of_version_3_have_their_states);
    tcase_add_test(tc, requests_of_version_5_are_no_crawl_s);
    tcase_add_loop_test(tc, an_older_version_gets_the_schema_of_a_new_store, 1, 6);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
