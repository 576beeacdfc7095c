/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A store that says what its answers say, and stores in which one cell says something else. */
#include "verify/check_store.h"

#include "base/mem.h"
#include "fetch/keep.h"
#include "store/crawl_log.h"
#include "tests/support/bought.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define RECORD(id, name, bio)                                                                      \
    "{\"id\": " id ", \"username\": \"" name "\", \"display_name\": \"\", \"avatar_url\": \"\","   \
    "\"bio\": \"" bio "\", \"is_verified\": false, \"is_private\": false, \"follower_count\": 1,"  \
    "\"following_count\": 3, \"like_count\": 0, \"video_count\": 0, \"region\": null}"
#define BILL(credits, balance)                                                                     \
    "\"billing\": {\"credits_charged\": " credits ", \"records_charged\": " credits ","            \
    "\"balance_remaining\": " balance ", \"truncated_due_to_balance\": false}"
#define ANSWER(data, credits, balance)                                                             \
    "{\"request_id\": \"r\", \"data\": " data ", " BILL(credits, balance) "}"
#define PAGE(records, pagination, credits, balance)                                                \
    "{\"request_id\": \"r\", \"data\": [" records "], \"pagination\": " pagination                 \
    ", " BILL(credits, balance) "}"
#define MORE "{\"has_more\": true, \"next_cursor\": \"c\"}"
#define LAST "{\"has_more\": false, \"next_cursor\": null}"

static struct scratch scratch;
static int64_t told_reading, told_comparing;

static void tell(void *context, const struct check_progress *progress) {
    (void)context;
    told_reading += progress->step == CHECK_READING;
    told_comparing += progress->step == CHECK_COMPARING;
}

static const struct check_watch watch = {tell, NULL};

static void answer(struct store *store, struct journal_order order, const char *body,
                   int64_t now_ms) {
    bought_keep(store, bought_send(store, order, now_ms), body, now_ms);
}

/* A crawl of one list, whose step ended before its answer was read. */
static void crawl(struct store *store) {
    const struct crawl_order order = {.seeds = "tt3", .sort = "per-credit", .budget = 9};
    const struct crawl_choice choice = {.crawl = 1, .n = 1, .account = "3", .price = 2};
    int64_t number;
    ck_assert(crawl_log_begin(store, &order, 6000, &number, NULL));
    ck_assert(crawl_log_decide(store, &choice, 6000, NULL));
    struct journal_order page = bought_page("3", 0);
    page.crawl = page.step = 1;
    page.want = 2;
    answer(store, page,
           PAGE(RECORD("\"1\"", "owner", "a") "," RECORD("\"9\"", "e", ""), LAST, "2", "87"), 6000);
    ck_assert(crawl_log_end_step(store, 1, 1, CRAWL_COMPLETE, 6000, NULL));
    ck_assert(crawl_log_end(store, 1, CRAWL_NOTHING_FITS, 6000, NULL));
}

/* A profile; a list of two pages, with one record without an id; a profile that has changed, after
 * somebody else spent five credits; a crawl. The next start reads all of it. */
static void buy(void) {
    struct store *store = scratch_open(&scratch, STORE_KIND_SANDBOX);
    answer(store, bought_profile("owner"), ANSWER(RECORD("\"1\"", "owner", "a"), "1", "99"), 2000);
    struct journal_order page = bought_page("1", 0);
    answer(store, page,
           PAGE(RECORD("\"2\"", "b", "") "," RECORD("\"3\"", "c", ""), MORE, "2", "97"), 3000);
    page = bought_page("1", 1);
    page.cursor = "c";
    answer(store, page, PAGE(RECORD("null", "d", "") "," RECORD("\"2\"", "b", ""), LAST, "2", "95"),
           4000);
    answer(store, bought_profile("2"), ANSWER(RECORD("\"2\"", "b", "new"), "1", "89"), 5000);
    crawl(store);
    store_close(store);
    store = scratch_open(&scratch, STORE_KIND_SANDBOX);
    ck_assert(keep_pending(store, NULL));
    store_close(store);
}

static void set_up(void) {
    scratch_init(&scratch);
    told_reading = told_comparing = 0;
    buy();
}

static void tear_down(void) {
    scratch_fini(&scratch);
}

static void change(const char *script) {
    struct err err = {.text = ""};
    struct store *store = scratch_open(&scratch, STORE_KIND_SANDBOX);
    ck_assert_msg(sql_run(store->sql, script, &err), "%s: %s", script, err.text);
    store_close(store);
}

START_TEST(a_store_says_what_its_answers_say) {
    struct check_report report;
    struct err err = {.text = ""};
    ck_assert_msg(check_store(scratch.path, &watch, &report, &err), "%s", err.text);
    ck_assert_int_eq(report.answers, 5);
    ck_assert_int_eq(report.accounts, 4);
    ck_assert_int_eq(report.records, 6); /* one changed, one without an id */
    ck_assert_int_eq(report.lists, 2);
    ck_assert_int_eq(report.follows, 6);
    ck_assert_int_eq(report.requests, 5);
    ck_assert_int_eq(report.credits, 8);
    ck_assert_int_eq(report.maybe, 0);
    ck_assert_int_eq(report.jumps, 1);
    ck_assert_int_eq(report.jump, -5);
    ck_assert_int_eq(told_reading, 5);
    ck_assert_int_gt(told_comparing, 5);
}
END_TEST

static const struct {
    const char *script, *reason;
} changes[] = {
    {"UPDATE account SET key = '4' WHERE key = '3'",
     "account (id “3”) follows from the answers, and is not in the store"},
    {"UPDATE account SET key = '0' WHERE key = '3'",
     "account (id “0”) is in the store, and no answer says so"},
    {"UPDATE account SET record = (SELECT min(id) FROM record WHERE account = account.id)"
     " WHERE key = '2'",
     "account (id “2”): in the store last_no is "},
    {"UPDATE record SET bio = 'A' WHERE username = 'owner'",
     "account (id “1”): in the store bio is “A”, by the answers “a”"},
    {"UPDATE record SET region = 'SE' WHERE username = 'c'",
     "in the store region is “SE”, by the answers unknown"},
    {"UPDATE record SET first_ms = first_ms + 1 WHERE bio = 'new'",
     "record of an account (id “2”, first_no 8, last_no 8): in the store first_ms is 5001, by the "
     "answers 5000"},
    {"UPDATE record SET likes = 7 WHERE username = 'd'",
     "follow (list 1, page 2, row 1): in the store like_count is 7, by the answers 0"},
    {"DELETE FROM record WHERE username = 'd'", "follow (list 1, page 2, row 1): in the store"},
    {"UPDATE snapshot SET owner = '2'",
     "list (list 1): in the store owner is “2”, by the answers “1”"},
    {"UPDATE page SET total = total + 1 WHERE seq = 1",
     "page (list 1, page 2): in the store total is 5, by the answers 4"},
    {"UPDATE page SET cursor_out = 'd' WHERE seq = 0", "in the store cursor is “d”"},
    {"DELETE FROM page WHERE seq = 1",
     "page (list 1, page 2) follows from the answers, and is not in the store"},
    {"UPDATE edge SET account = (SELECT id FROM account WHERE key = '1') WHERE seq = 0 AND row = 1",
     "follow (list 1, page 1, row 2): in the store account is “1”, by the answers “3”"},
    {"INSERT INTO edge VALUES (1, 1, 2, 1)",
     "follow (list 1, page 2, row 3) is in the store, and no answer says so"},
    {"UPDATE alias SET account = (SELECT id FROM account WHERE key = '3') WHERE name = 'owner'",
     "name (name “owner”): in the store account is “3”, by the answers “1”"},
    {"UPDATE request SET credits = 3 WHERE id = 2",
     "request (number 2): in the store credits is 3, by the answers 2"},
    {"UPDATE request SET is_proved = 1 WHERE id = 2", "in the store is_proved is 1"},
    {"UPDATE anchor SET jump = 0", "balance (request 4"},
    {"UPDATE spent SET charged = charged + 1 WHERE scope = 'all'",
     "sum of credits (of “all”, number 0): in the store charged is 9, by the answers 8"},
    {"UPDATE crawl_step SET new = 1",
     "step of a crawl (crawl 1, step 1): in the store new is 1, by the answers 2"},
    {"UPDATE crawl_step SET n = 2",
     "step of a crawl (crawl 1, step 2): in the store listed is 2, by"},
    {"UPDATE request SET step = 2 WHERE crawl = 1", "step of a crawl (crawl 1, step 1): in the"},
    {"UPDATE crawl_step SET n = 2; UPDATE crawl_step SET listed = 0, new = 0, inside = 0",
     "request 5 is of a step of a crawl that is not in the store"},
    {"UPDATE spent SET charged = 1 WHERE scope = 'crawl'",
     "sum of credits (of “crawl”, number 1): in the store charged is 1, by the answers 2"},
    {"INSERT INTO account (key) VALUES (NULL)",
     "all of it: in the store the number of accounts is 6, by the answers 5"},
};

static void refused(const char *reason) {
    struct check_report report;
    struct err err = {.text = ""};
    ck_assert_msg(!check_store(scratch.path, &watch, &report, &err), "not refused: %s", reason);
    ck_assert_int_eq(err.kind, ERR_DATA);
    ck_assert_msg(strstr(err.text, reason) != NULL, "%s, not %s", err.text, reason);
}

START_TEST(finds_one_changed_cell) {
    change(changes[_i].script);
    refused(changes[_i].reason);
}
END_TEST

START_TEST(finds_a_changed_answer) {
    change("UPDATE answer SET body = replace(CAST(body AS TEXT), '\"a\"', '\"b\"')"
           " WHERE request = 1 AND size = length(body);"
           "UPDATE answer SET body = x'7b7d', size = 2 WHERE request = 1 AND"
           " size <> length(body)");
    refused("in the store");
    change("UPDATE answer SET size = size + 1 WHERE request = 3");
    refused("the stored answer to request 3 (the list of 1) is damaged");
}
END_TEST

/* The file's content, and how many files are beside it. */
static uint64_t look(int *files) {
    uint64_t sum = 14695981039346656037U;
    FILE *file = fopen(scratch.path, "r");
    ck_assert_ptr_nonnull(file);
    for (int c; (c = fgetc(file)) != EOF;)
        sum = (sum ^ (uint64_t)c) * 1099511628211U;
    fclose(file);
    DIR *folder = opendir(scratch.folder);
    ck_assert_ptr_nonnull(folder);
    for (*files = 0; readdir(folder); ++*files)
        continue;
    closedir(folder);
    return sum;
}

START_TEST(changes_nothing) {
    struct check_report report;
    int before, after;
    uint64_t sum = look(&before);
    ck_assert(check_store(scratch.path, &watch, &report, NULL));
    ck_assert_uint_eq(look(&after), sum);
    ck_assert_int_eq(after, before);
}
END_TEST

/* Another program has the store open, and a request under way. */
START_TEST(may_be_in_use) {
    struct check_report report;
    struct err err = {.text = ""};
    struct store *store = scratch_open(&scratch, STORE_KIND_SANDBOX);
    (void)bought_send(store, bought_profile("someone"), 6000);
    ck_assert_msg(check_store(scratch.path, &watch, &report, &err), "%s", err.text);
    ck_assert_int_eq(report.requests, 6);
    ck_assert_int_eq(report.maybe, 1);
    ck_assert_int_eq(
        scratch_number(store, "SELECT count(*) FROM request WHERE state = 'under way'"), 1);
    store_close(store);
}
END_TEST

/* Another program that writes all the time. */
static pid_t write_all_the_time(void) {
    char byte;
    int ready[2];
    ck_assert_int_eq(pipe(ready), 0);
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        struct store *store = scratch_open(&scratch, STORE_KIND_SANDBOX);
        bool is_told = write(ready[1], "", 1) == 1;
        while (is_told && sql_run(store->sql, "UPDATE about SET created_ms = created_ms + 1", NULL))
            continue;
        _exit(1);
    }
    close(ready[1]);
    ck_assert_int_eq(read(ready[0], &byte, 1), 1);
    close(ready[0]);
    return child;
}

/* Copying takes so long that the file changes meanwhile. */
START_TEST(may_be_written_meanwhile) {
    struct check_report report;
    struct err err = {.text = ""};
    int status;
    change("CREATE TABLE room AS SELECT zeroblob(64 << 20)");
    pid_t child = write_all_the_time();
    bool is_same = check_store(scratch.path, &watch, &report, &err);
    ck_assert_int_eq(kill(child, SIGKILL), 0);
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_msg(is_same, "%s", err.text);
    ck_assert_int_eq(report.answers, 5);
}
END_TEST

START_TEST(names_what_it_cannot_read) {
    struct check_report report;
    struct err err = {.text = ""};
    ck_assert(!check_store("/nonexistent/store", &watch, &report, &err));
    ck_assert_int_eq(err.kind, ERR_CONFIG);
    ck_assert_str_eq(err.text, "no store at /nonexistent/store yet");
    int fd = open(scratch.path, O_WRONLY | O_TRUNC);
    ck_assert_int_eq(write(fd, "no store, but long enough to be one", 35), 35);
    close(fd);
    ck_assert(!check_store(scratch.path, &watch, &report, &err));
    ck_assert_int_eq(err.kind, ERR_DATA);
    ck_assert_msg(strstr(err.text, scratch.path) != NULL, "%s", err.text);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("check_store");
    TCase *tc = tcase_create("check_store");
    tcase_add_checked_fixture(tc, set_up, tear_down);
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, a_store_says_what_its_answers_say);
    tcase_add_loop_test(tc, finds_one_changed_cell, 0, sizeof changes / sizeof changes[0]);
    tcase_add_test(tc, finds_a_changed_answer);
    tcase_add_test(tc, changes_nothing);
    tcase_add_test(tc, may_be_in_use);
    tcase_add_test(tc, may_be_written_meanwhile);
    tcase_add_test(tc, names_what_it_cannot_read);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
