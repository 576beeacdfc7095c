/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Damaged raw answers, and a reindex that is interrupted. */
#include "api/decode.h"
#include "fetch/keep.h"

#include "tests/support/bought.h"
#include "tests/support/paid.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NOW_MS = 1000 };

static const char *const targets[] = {"first", "second", "third"};

static const char damage[] = "UPDATE answer SET size = size + 1 WHERE request = 2";
static const char refuse[] =
    "CREATE TRIGGER refuse BEFORE UPDATE OF outcome ON request"
    " WHEN NEW.id = 2 AND NEW.outcome <> 'damaged' BEGIN SELECT raise(ABORT, 'refused'); END";

/* Entering an answer's meaning needs room that is missing; marking it damaged would need none. */
static const char full_disk[] =
    "CREATE TABLE room (bytes); CREATE TRIGGER fill BEFORE UPDATE OF outcome ON request"
    " WHEN NEW.outcome <> 'damaged' BEGIN INSERT INTO room VALUES (zeroblob(1000000)); END";

/* A program that stored three answers, and ended before it read one. */
static void leave_three(struct paid *paid) {
    const struct store_config config = {.path = paid->path, .kind = STORE_KIND_SANDBOX};
    struct err err = {.kind = ERR_NONE};
    struct store *left = store_open(&config, NOW_MS, &err);
    ck_assert_msg(left != NULL, "%s", err.text);
    for (size_t i = 0; i < 3; i++)
        bought_keep(left, bought_send(left, bought_page(targets[i], 0), NOW_MS), "{\"x\": 1}",
                    NOW_MS);
    store_close(left);
}

static void run(struct paid *paid, const char *script) {
    struct err err;
    ck_assert_msg(sql_run(paid->store->sql, script, &err), "%s", err.text);
}

static void enter_pending(struct paid *paid) {
    struct err err;
    ck_assert_msg(keep_pending(paid->store, &err), "%s", err.text);
}

static void check_second_is_damaged(struct paid *paid) {
    ck_assert_int_eq(paid_number(paid, "SELECT count(*) FROM request WHERE id <> 2"
                                       " AND outcome IS NOT NULL AND outcome <> 'damaged'"),
                     2);
    ck_assert_int_eq(paid_number(paid, "SELECT count(*) FROM request WHERE id = 2"
                                       " AND state = 'answered' AND outcome = 'damaged'"
                                       " AND credits IS NULL AND rows IS NULL"),
                     1);
    ck_assert_int_eq(paid_number(paid, "SELECT count(*) FROM page WHERE request = 2"), 0);
    ck_assert_int_eq(paid_number(paid, "SELECT length(body) FROM answer WHERE request = 2"), 8);
    ck_assert_int_ge(bought_purse(paid->store, NOW_MS).maybe, BOUGHT_LIMIT);
}

static void check_reindex_is_refused(struct paid *paid, enum err_kind kind, const char *word) {
    struct buf before, after;
    struct err err = {.kind = ERR_NONE};
    paid_dump(paid, &before);
    ck_assert(!keep_reindex(paid->store, NULL, &err));
    ck_assert_msg(err.kind == kind && strstr(err.text, word), "%d: %s", err.kind, err.text);
    ck_assert_msg(strstr(err.text, "nothing was changed") != NULL, "%s", err.text);
    ck_assert(!sql_is_within(paid->store->sql));
    paid_dump(paid, &after);
    ck_assert_str_eq(buf_text(&after), buf_text(&before));
    buf_fini(&before);
    buf_fini(&after);
}

START_TEST(a_damaged_answer_keeps_nobody_out) {
    struct paid paid;
    struct journal_ticket ticket;
    paid_open(&paid);
    leave_three(&paid);
    run(&paid, damage);
    enter_pending(&paid);
    check_second_is_damaged(&paid);
    enter_pending(&paid);
    struct journal_order order = bought_page("second", 0);
    order.is_told = true;
    ck_assert_int_eq(bought_ask(paid.store, order, NOW_MS, &ticket), JOURNAL_SEND);
    paid_close(&paid);
}
END_TEST

START_TEST(what_the_store_does_not_take_keeps_nobody_out) {
    struct paid paid;
    int64_t count = 0;
    paid_open(&paid);
    leave_three(&paid);
    run(&paid, refuse);
    enter_pending(&paid);
    check_second_is_damaged(&paid);
    check_reindex_is_refused(&paid, ERR_DATA, "refused");
    run(&paid, "DROP TRIGGER refuse");
    ck_assert(keep_reindex(paid.store, &count, NULL)); /* its bytes were there all the time */
    ck_assert_int_eq(count, 3);
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM request WHERE outcome = 'damaged'"),
                     0);
    paid_close(&paid);
}
END_TEST

START_TEST(what_would_befall_all_ends_it) {
    struct paid paid;
    struct err err = {.kind = ERR_NONE};
    paid_open(&paid);
    leave_three(&paid);
    run(&paid, "PRAGMA query_only = ON");
    ck_assert(!keep_pending(paid.store, &err));
    ck_assert_int_eq(err.kind, ERR_CONFIG);
    run(&paid, "PRAGMA query_only = OFF");
    run(&paid, full_disk);
    int64_t most = paid_number(&paid, "PRAGMA page_count");
    ck_assert_int_eq(paid_number(&paid, "PRAGMA max_page_count = 1"), most);
    ck_assert(!keep_pending(paid.store, &err));
    ck_assert_int_eq(err.kind, ERR_LIMIT);
    run(&paid, "PRAGMA max_page_count = 100000");
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM request WHERE outcome IS NULL"), 3);
    enter_pending(&paid);
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM request WHERE outcome IS NULL"), 0);
    paid_close(&paid);
}
END_TEST

START_TEST(a_reindex_does_not_lose_what_was_read) {
    struct paid paid;
    paid_open(&paid);
    leave_three(&paid);
    enter_pending(&paid);
    run(&paid, damage);
    check_reindex_is_refused(&paid, ERR_DATA, "request 2 (the list of second) is damaged");
    paid_close(&paid);
}
END_TEST

/* An answer found damaged when read stays damaged: earlier, and now for the first time. */
START_TEST(a_reindex_goes_past_what_nobody_could_read) {
    struct paid paid;
    struct err err;
    int64_t count = 0;
    paid_open(&paid);
    leave_three(&paid);
    run(&paid, damage);
    for (int i = 0; i < 2; i++) {
        ck_assert_msg(keep_reindex(paid.store, &count, &err), "%s", err.text);
        ck_assert_int_eq(count, 3);
        check_second_is_damaged(&paid);
    }
    paid_close(&paid);
}
END_TEST

/* Ends as if it were killed when all is done except the outermost commit. */
START_TEST(a_reindex_is_one_transaction) {
    struct paid paid;
    struct buf before, after;
    struct err err;
    paid_open(&paid);
    leave_three(&paid);
    enter_pending(&paid);
    paid_dump(&paid, &before);
    store_close(paid.store);
    const struct store_config config = {.path = paid.path, .kind = STORE_KIND_SANDBOX};
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        struct store *store = store_open(&config, NOW_MS, NULL);
        _exit(store && sql_begin(store->sql, NULL) && keep_reindex(store, NULL, NULL) &&
                      sql_run(store->sql, "DELETE FROM answer", NULL)
                  ? 0
                  : 1);
    }
    int status = -1;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_int_eq(status, 0);
    paid.store = store_open(&config, NOW_MS, &err);
    ck_assert_msg(paid.store != NULL, "%s", err.text);
    paid_dump(&paid, &after);
    ck_assert_str_eq(buf_text(&after), buf_text(&before));
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM answer"), 3);
    buf_fini(&before);
    buf_fini(&after);
    paid_close(&paid);
}
END_TEST

/* A store that 0.3.0 left: a page of three records, paid for, was refused for its Content-Type. */
static void copy_unread(const char *path) {
    static char bytes[1 << 18];
    char fixture[4096];
    const char *source = getenv("FOLLOWTRAIL_TEST_SOURCE");
    snprintf(fixture, sizeof fixture, "%s/tests/stores/version-2-unread.db", source ? source : ".");
    FILE *from = fopen(fixture, "re"), *to = fopen(path, "we");
    ck_assert(from && to);
    size_t len = fread(bytes, 1, sizeof bytes, from);
    ck_assert(len > 0 && len < sizeof bytes && fwrite(bytes, 1, len, to) == len);
    ck_assert(fclose(from) == 0 && fclose(to) == 0);
}

static void check_three_rows(struct store *store) {
    ck_assert_int_eq(scratch_number(store, "SELECT count(*) FROM edge"), 3);
    ck_assert_int_eq(scratch_number(store, "SELECT rows FROM request WHERE id = 2"), 3);
    ck_assert_int_eq(scratch_number(store, "SELECT outcome = 'ok' FROM request WHERE id = 2"), 1);
    ck_assert_int_eq(scratch_number(store, "SELECT sum(credits) FROM request"), 4);
    ck_assert_int_eq(scratch_number(store, "SELECT reader FROM about"), DECODE_READER);
}

/* Automatically at the first start, or by hand; then the page is stored and cannot be bought. */
START_TEST(what_an_older_reader_refused_is_read_without_paying) {
    struct scratch scratch;
    struct journal_ticket ticket;
    struct err err;
    scratch_init(&scratch);
    copy_unread(scratch.path);
    struct store *store = scratch_open(&scratch, STORE_KIND_SANDBOX);
    ck_assert_int_eq(scratch_number(store, "SELECT count(*) FROM page"), 0);
    if (_i)
        ck_assert(keep_reindex(store, NULL, &err));
    else
        keep_catch_up(store);
    check_three_rows(store);
    struct journal_order order = bought_page("6784563219087650001", 0);
    ck_assert_int_eq(bought_ask(store, order, NOW_MS, &ticket), JOURNAL_HELD);
    store_close(store);
    scratch_fini(&scratch);
}
END_TEST

enum { STARTERS = 3 };

/* Not const: the hook gets only the store, and its process must report what it did. */
static int told_fd;

/* Before it uses the store itself, and while all others wait. */
static bool has_turn(const struct store *store) {
    struct flock first = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 1};
    char path[4096];
    snprintf(path, sizeof path, "%s-alive", store->path);
    int fd = open(path, O_RDWR | O_CLOEXEC);
    bool is_held = fd >= 0 && fcntl(fd, F_OFD_GETLK, &first) == 0 && first.l_type == F_WRLCK;
    close(fd);
    return is_held && store->run == 0;
}

static void catch_up_aloud(struct store *store) {
    ck_assert(has_turn(store));
    bool was_behind = scratch_number(store, "SELECT reader FROM about") < DECODE_READER;
    keep_catch_up(store);
    ck_assert_int_eq(write(told_fd, was_behind ? "1" : "0", 1), 1);
}

/* At the store until the others are there, too. */
static void start_and_wait(const char *path, int stay_fd) {
    struct err err;
    char byte;
    const struct store_config config = {
        .path = path, .kind = STORE_KIND_SANDBOX, .catch_up = catch_up_aloud};
    struct store *store = store_open(&config, NOW_MS, &err);
    ck_assert_int_eq(write(told_fd, store ? "." : "x", 1), 1);
    ck_assert_int_eq(read(stay_fd, &byte, 1), 0);
    store_close(store);
}

/* The first one does it, and the others find it done: none leaves it for a later start. */
START_TEST(of_programs_that_start_together_one_catches_up) {
    struct scratch scratch;
    int told[2], stay[2], done = 0, there = 0;
    pid_t starters[STARTERS];
    scratch_init(&scratch);
    copy_unread(scratch.path);
    ck_assert(pipe(told) == 0 && pipe(stay) == 0);
    told_fd = told[1];
    for (int i = 0; i < STARTERS; i++)
        if ((starters[i] = fork()) == 0) {
            close(stay[1]);
            close(told[0]);
            start_and_wait(scratch.path, stay[0]);
            _exit(0);
        }
    close(told[1]);
    for (char word; there < STARTERS;) {
        ck_assert_int_eq(read(told[0], &word, 1), 1);
        ck_assert_int_ne(word, 'x');
        done += word == '1';
        there += word == '.';
    }
    close(stay[1]);
    for (int i = 0; i < STARTERS; i++)
        ck_assert_int_eq(scratch_wait(starters[i]), 0);
    ck_assert_int_eq(done, 1);
    struct store *store = scratch_open(&scratch, STORE_KIND_SANDBOX);
    check_three_rows(store);
    store_close(store);
    scratch_fini(&scratch);
}
END_TEST

/* Once is enough; and a store without unread answers is not read again. */
START_TEST(a_store_is_caught_up_once) {
    struct paid paid;
    paid_open(&paid);
    leave_three(&paid);
    enter_pending(&paid);
    ck_assert_int_eq(paid_number(&paid, "SELECT reader FROM about"), 0);
    run(&paid, "UPDATE request SET outcome = 'unreadable', rows = 7 WHERE id = 1");
    keep_catch_up(paid.store);
    ck_assert_int_eq(paid_number(&paid, "SELECT reader FROM about"), DECODE_READER);
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM request WHERE rows = 7"), 0);
    run(&paid, "UPDATE request SET rows = 7 WHERE id = 1");
    keep_catch_up(paid.store);
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM request WHERE rows = 7"), 1);
    paid_close(&paid);
}
END_TEST

/* A page without pagination is replaced by one that says how the list continues, whichever came
 * first. */
START_TEST(a_page_that_says_how_it_goes_on_counts) {
    static const char unsaid[] = "{\"data\":[{\"id\":\"1\"}],\"billing\":{\"credits_charged\":1}}";
    static const char said[] = "{\"data\":[{\"id\":\"2\"},{\"id\":\"3\"}],\"pagination\":{"
                               "\"has_more\":false},\"billing\":{\"credits_charged\":2}}";
    struct paid paid;
    paid_open(&paid);
    const struct store_config config = {.path = paid.path, .kind = STORE_KIND_SANDBOX};
    struct store *left = store_open(&config, NOW_MS, NULL);
    int64_t first = bought_send(left, bought_page("first", 0), NOW_MS);
    bought_keep(left, first, _i ? said : unsaid, NOW_MS);
    bought_abandon(left, bought_send(left, bought_page("other", 0), NOW_MS), false, NOW_MS);
    struct err err;
    ck_assert(sql_run(left->sql,
                      "INSERT INTO request (id, sitting, kind, target, label, snapshot,"
                      " seq, attempt, reserved, state, sent_no, sent_ms) SELECT 50,"
                      " sitting, kind, target, label, snapshot, seq, 2, 20, 'under way',"
                      " 50, sent_ms FROM request WHERE id = 1",
                      &err));
    bought_keep(left, 50, _i ? unsaid : said, NOW_MS);
    store_close(left);
    enter_pending(&paid);
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM edge"), 2);
    ck_assert_int_eq(paid_number(&paid, "SELECT is_unsaid FROM page"), 0);
    ck_assert_int_eq(paid_number(&paid, "SELECT request FROM page"), _i ? 1 : 50);
    paid_close(&paid);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("keep");
    TCase *tc = tcase_create("keep");
    tcase_add_test(tc, a_damaged_answer_keeps_nobody_out);
    tcase_add_test(tc, what_the_store_does_not_take_keeps_nobody_out);
    tcase_add_test(tc, what_would_befall_all_ends_it);
    tcase_add_test(tc, a_reindex_does_not_lose_what_was_read);
    tcase_add_test(tc, a_reindex_goes_past_what_nobody_could_read);
    tcase_add_test(tc, a_reindex_is_one_transaction);
    tcase_add_loop_test(tc, what_an_older_reader_refused_is_read_without_paying, 0, 2);
    tcase_add_test(tc, of_programs_that_start_together_one_catches_up);
    tcase_add_test(tc, a_store_is_caught_up_once);
    tcase_add_loop_test(tc, a_page_that_says_how_it_goes_on_counts, 0, 2);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
