/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of a load: its bytes are stored when it arrives, and it is entered while the next one is
 * under way. What is bought, reported and left after it is as if it had been entered
 * immediately. */
#include "base/mem.h"
#include "fetch/books.h"
#include "fetch/keep.h"
#include "store/lookup.h"
#include "tests/support/bought.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"
#include "tests/support/shop.h"

#include <check.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { ROWS = 2, BODY_MAX = 1 << 20, DEADLINE_MS = 20000 };

/* Replaces the system's: SQLite in this program calls it, too. */
static struct {
    int count;    /* of the log */
    bool is_lost; /* the log cannot be synced */
} syncs;

static bool is_log(int fd) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t len = readlink(link, path, sizeof path);
    return len > 4 && memcmp(path + len - 4, "-wal", 4) == 0;
}

int fdatasync(int fd) { /* NOLINT(readability-inconsistent-declaration-parameter-name) */
    if (is_log(fd)) {
        syncs.count++;
        errno = EIO;
        if (syncs.is_lost)
            return -1;
    }
    return (int)syscall(SYS_fdatasync, fd);
}

static const char edges[] = "SELECT count(*) FROM edge";

static struct reply *make_reply(int64_t balance) {
    struct reply *reply = reply_new(BODY_MAX);
    reply->end = REPLY_WHOLE;
    reply->status = 200;
    reply->content_type = "application/json";
    buf_text_put(&reply->body, "{\"request_id\":\"unif_1\",\"data\":[");
    for (int i = 0; i < ROWS; i++)
        buf_format(&reply->body,
                   "%s{\"id\":\"1%d\",\"username\":\"one%d\",\"display_name\":\"One\","
                   "\"avatar_url\":\"https://a.invalid/\",\"bio\":\"\",\"region\":null,"
                   "\"is_verified\":false,\"is_private\":false,\"follower_count\":1,"
                   "\"following_count\":1,\"like_count\":1,\"video_count\":1}",
                   i ? "," : "", i, i);
    buf_format(&reply->body,
               "],\"pagination\":{\"has_more\":true,\"next_cursor\":\"c\"},\"billing\":"
               "{\"credits_charged\":2,\"records_charged\":2,\"balance_remaining\":%lld,"
               "\"truncated_due_to_balance\":false}}",
               (long long)balance);
    return reply;
}

static struct job *page_job(const char *target, int64_t seq, int64_t snapshot) {
    struct job *job = job_new((uint64_t)seq + 1, JOB_FOLLOWING, target, target);
    job->limit = ROWS;
    job->seq = seq;
    job->snapshot = snapshot;
    job->cursor = seq ? mem_dup("c") : NULL;
    job->is_followed = true;
    return job;
}

struct scene {
    struct scratch scratch;
    struct store *store;
    struct books books;
    int64_t snapshot;
};

/* Begun, answered and taken; the credits reserved for it, 0 if it was not sent. *trouble is the
 * caller's. */
static int64_t buy(struct scene *scene, struct job *job, int64_t balance, char **trouble) {
    struct journal_ticket ticket;
    struct answer *answer;
    enum journal_verdict verdict = books_begin(&scene->books, job, 1, &ticket, &answer);
    if (verdict != JOURNAL_SEND) {
        answer_free(answer);
        job_free(job);
        return 0;
    }
    job->snapshot = scene->snapshot = ticket.snapshot;
    answer = books_take(&scene->books, job, ticket.request, ticket.reserved, make_reply(balance),
                        trouble);
    ck_assert_uint_eq(answer->page->count, ROWS);
    answer_free(answer);
    job_free(job);
    return ticket.reserved;
}

/* The first page, which is entered later. */
static void open_scene(struct scene *scene, int64_t balance) {
    char *trouble;
    scratch_init(&scene->scratch);
    scene->store = scratch_open(&scene->scratch, STORE_KIND_SANDBOX);
    books_init(&scene->books, scene->store, BODY_MAX);
    ck_assert_int_eq(buy(scene, page_job("one", 0, 0), balance, &trouble), ROWS);
    ck_assert_ptr_null(trouble);
    ck_assert_int_eq(scratch_number(scene->store, "SELECT count(*) FROM answer"), 1);
    ck_assert_int_eq(scratch_number(scene->store, edges), 0);
}

/* With everything that arrived in its place. */
static void close_scene(struct scene *scene, int64_t rows) {
    struct err err = {.text = ""};
    ck_assert_msg(books_fini(&scene->books, &err), "%s", err.text);
    ck_assert_int_eq(scratch_number(scene->store, edges), rows);
    ck_assert_int_eq(bought_purse(scene->store, 1).spent[PURSE_STORE], rows);
    store_close(scene->store);
    scratch_fini(&scene->scratch);
}

static void expect_purse(const struct books *books, int64_t spent, int64_t reserved,
                         int64_t balance) {
    ck_assert_int_eq(books->purse.spent[PURSE_SESSION], spent);
    ck_assert_int_eq(books->purse.used[PURSE_SESSION], spent + reserved);
    ck_assert_int_eq(books->purse.reserved, reserved);
    ck_assert_int_eq(books->purse.maybe, 0);
    ck_assert_int_eq(books->purse.balance, balance);
    ck_assert_uint_eq(books_waiting(books).count, 0);
}

START_TEST(page_is_entered_behind_the_next_request) {
    struct scene scene;
    struct journal_ticket ticket;
    struct answer *answer;
    open_scene(&scene, 98);
    expect_purse(&scene.books, 2, 0, 98);
    struct job *next = page_job("one", 1, scene.snapshot);
    ck_assert_int_eq(books_begin(&scene.books, next, 1, &ticket, &answer), JOURNAL_SEND);
    ck_assert_int_eq(ticket.reserved, ROWS);
    ck_assert_int_eq(scratch_number(scene.store, edges), 0);
    expect_purse(&scene.books, 2, 2, 98);
    ck_assert(books_enter_late(&scene.books));
    ck_assert_int_eq(scratch_number(scene.store, edges), ROWS);
    expect_purse(&scene.books, 2, 2, 98);
    books_abandon(&scene.books, ticket.request, false);
    job_free(next);
    close_scene(&scene, ROWS);
}
END_TEST

/* A reader does not take it for lost meanwhile. */
START_TEST(page_that_is_not_entered_is_not_lost) {
    struct scene scene;
    struct lookup_lost lost;
    struct err err;
    open_scene(&scene, 98);
    ck_assert_int_eq(scratch_number(scene.store, "SELECT count(*) FROM request WHERE"
                                                 " state = 'answered' AND outcome IS NULL"),
                     1);
    ck_assert(lookup_lost(scene.store, scene.snapshot, 0, &lost, &err));
    ck_assert_int_eq(lost.credits, 0);
    ck_assert(!lost.has_come);
    close_scene(&scene, ROWS);
}
END_TEST

/* Nor for one that may have been charged, while its program is running. */
START_TEST(page_that_is_not_entered_is_under_way_for_others) {
    struct scene scene;
    open_scene(&scene, 98);
    struct store *others[] = {scratch_open(&scene.scratch, STORE_KIND_SANDBOX),
                              scratch_read(&scene.scratch)};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        struct purse purse = bought_purse(others[i], 1);
        ck_assert_int_eq(purse.maybe, 0);
        ck_assert_int_eq(purse.reserved, ROWS);
        ck_assert_int_eq(purse.used[PURSE_STORE], ROWS);
        store_close(others[i]);
    }
    close_scene(&scene, ROWS);
}
END_TEST

START_TEST(next_answer_finds_it_entered) {
    struct scene scene;
    char *trouble;
    open_scene(&scene, 98);
    ck_assert_int_eq(buy(&scene, page_job("one", 1, scene.snapshot), 96, &trouble), ROWS);
    ck_assert_ptr_null(trouble);
    ck_assert_int_eq(scratch_number(scene.store, edges), ROWS);
    expect_purse(&scene.books, 4, 0, 96);
    close_scene(&scene, 2 * ROWS);
}
END_TEST

/* Anything but the next page is decided by all that is known. */
START_TEST(other_requests_find_it_entered) {
    struct scene scene;
    struct journal_ticket ticket;
    struct answer *answer;
    open_scene(&scene, 98);
    struct job *again = page_job("one", 0, scene.snapshot);
    ck_assert_int_eq(books_begin(&scene.books, again, 1, &ticket, &answer), JOURNAL_HELD);
    ck_assert_uint_eq(answer->page->count, ROWS);
    ck_assert_int_eq(scratch_number(scene.store, edges), ROWS);
    answer_free(answer);
    job_free(again);
    close_scene(&scene, ROWS);
}
END_TEST

/* What it left of the balance limits the next page, and a cap counts it once. */
START_TEST(balance_and_caps_count_it) {
    struct scene scene;
    char *trouble = NULL;
    open_scene(&scene, 1);
    ck_assert_int_eq(buy(&scene, page_job("one", 1, scene.snapshot), 0, &trouble), 1);
    ck_assert_ptr_null(trouble);
    close_scene(&scene, 2 * ROWS);
    open_scene(&scene, 98);
    books_set_cap(&scene.books, 2 * ROWS);
    ck_assert_int_eq(buy(&scene, page_job("one", 1, scene.snapshot), 96, &trouble), ROWS);
    ck_assert_int_eq(buy(&scene, page_job("one", 2, scene.snapshot), 94, &trouble), 0);
    /* If no request follows, it is entered before that is reported. */
    ck_assert_int_eq(scratch_number(scene.store, edges), 2 * ROWS);
    close_scene(&scene, 2 * ROWS);
}
END_TEST

/* A cap that is set while a page is under way applies when it arrives. */
START_TEST(cap_of_meanwhile_stands) {
    struct scene scene;
    struct journal_ticket ticket;
    struct answer *answer;
    char *trouble;
    open_scene(&scene, 98);
    struct job *next = page_job("one", 1, scene.snapshot);
    ck_assert_int_eq(books_begin(&scene.books, next, 1, &ticket, &answer), JOURNAL_SEND);
    ck_assert(books_enter_late(&scene.books));
    books_set_cap(&scene.books, 2 * ROWS);
    answer =
        books_take(&scene.books, next, ticket.request, ticket.reserved, make_reply(96), &trouble);
    ck_assert_ptr_null(trouble);
    ck_assert_int_eq(scene.books.purse.caps.most[PURSE_SESSION], 2 * ROWS);
    answer_free(answer);
    job_free(next);
    close_scene(&scene, 2 * ROWS);
}
END_TEST

/* A user who bought credits meanwhile is not limited by the earlier balance. */
START_TEST(balance_that_grew_bounds_nothing) {
    struct scene scene;
    char *trouble;
    open_scene(&scene, ROWS);
    ck_assert_int_eq(buy(&scene, page_job("one", 1, scene.snapshot), 98, &trouble), ROWS);
    ck_assert_ptr_null(trouble);
    struct job *job = page_job("one", 2, scene.snapshot);
    job->limit = ROWS + 1;
    ck_assert_int_eq(buy(&scene, job, 96, &trouble), ROWS + 1);
    ck_assert_ptr_null(trouble);
    close_scene(&scene, 3 * ROWS);
}
END_TEST

/* A charge below the reservation leaves more of a cap than it seems, so it is entered
 * immediately. */
START_TEST(smaller_charge_is_entered_at_once) {
    struct scene scene;
    char *trouble;
    scratch_init(&scene.scratch);
    scene.store = scratch_open(&scene.scratch, STORE_KIND_SANDBOX);
    books_init(&scene.books, scene.store, BODY_MAX);
    struct job *job = page_job("one", 0, 0);
    job->limit = ROWS + 1;
    ck_assert_int_eq(buy(&scene, job, 98, &trouble), ROWS + 1);
    ck_assert_int_eq(scratch_number(scene.store, edges), ROWS);
    close_scene(&scene, ROWS);
}
END_TEST

static int play_killed(const struct scratch *scratch) {
    struct scene scene = {.scratch = *scratch};
    char *trouble;
    scene.store = scratch_open(scratch, STORE_KIND_SANDBOX);
    books_init(&scene.books, scene.store, BODY_MAX);
    return buy(&scene, page_job("one", 0, 0), 98, &trouble) == ROWS && !trouble ? 0 : 1;
}

START_TEST(next_start_enters_what_a_killed_program_put_off) {
    struct scene scene;
    struct err err = {.text = ""};
    char *trouble;
    scratch_init(&scene.scratch);
    ck_assert_int_eq(scratch_wait(scratch_start(play_killed, &scene.scratch)), 0);
    scene.store = scratch_open(&scene.scratch, STORE_KIND_SANDBOX);
    ck_assert_int_eq(scratch_number(scene.store, edges), 0);
    ck_assert_int_eq(bought_purse(scene.store, 1).maybe, ROWS);
    ck_assert_msg(keep_pending(scene.store, &err), "%s", err.text);
    ck_assert_int_eq(scratch_number(scene.store, edges), ROWS);
    books_init(&scene.books, scene.store, BODY_MAX);
    ck_assert_int_eq(buy(&scene, page_job("one", 0, 0), 98, &trouble), 0);
    close_scene(&scene, ROWS);
}
END_TEST

/* What the store refuses afterwards waits, stops the next purchase, and is reported with the next
 * answer of its list, which is complete only when all of it is stored. */
START_TEST(trouble_is_told_with_the_next_answer) {
    static const char refuse[] = "CREATE TEMP TRIGGER refuse BEFORE INSERT ON edge WHEN NEW.seq = 0"
                                 " BEGIN SELECT RAISE(ABORT, 'no room'); END";
    struct scene scene;
    struct journal_ticket ticket;
    struct answer *answer;
    struct err err = {.text = ""};
    char *trouble;
    open_scene(&scene, 98);
    ck_assert(sql_run(scene.store->sql, refuse, &err));
    struct job *next = page_job("one", 1, scene.snapshot);
    ck_assert_int_eq(books_begin(&scene.books, next, 1, &ticket, &answer), JOURNAL_SEND);
    ck_assert(!books_enter_late(&scene.books));
    ck_assert_uint_eq(books_waiting(&scene.books).count, 1);
    ck_assert_uint_eq(books_waiting(&scene.books).unsafe, 0);
    answer =
        books_take(&scene.books, next, ticket.request, ticket.reserved, make_reply(96), &trouble);
    ck_assert_ptr_nonnull(trouble);
    ck_assert_ptr_nonnull(strstr(trouble, "Its bytes are stored"));
    ck_assert_int_eq(scene.books.purse.spent[PURSE_SESSION], 2 * ROWS);
    ck_assert_int_eq(scene.books.purse.maybe, 0);
    answer_free(answer);
    free(trouble);
    job_free(next);
    next = page_job("one", 2, scene.snapshot);
    ck_assert_int_eq(books_begin(&scene.books, next, 1, &ticket, &answer), JOURNAL_FAILED);
    answer_free(answer);
    job_free(next);
    ck_assert(sql_run(scene.store->sql, "DROP TRIGGER refuse", &err));
    ck_assert(books_keep_again(&scene.books));
    ck_assert_uint_eq(books_waiting(&scene.books).count, 0);
    close_scene(&scene, 2 * ROWS);
}
END_TEST

/* How often the log was synced since the last call. */
static int take_syncs(void) {
    int count = syncs.count;
    syncs.count = 0;
    return count;
}

START_TEST(next_request_syncs_it) {
    struct scene scene;
    struct journal_ticket ticket;
    struct answer *answer;
    char *trouble;
    open_scene(&scene, 98);
    ck_assert(scene.store->owes_sync);
    for (int64_t seq = 1; seq < 4; seq++) {
        take_syncs();
        struct job *next = page_job("one", seq, scene.snapshot);
        ck_assert_int_eq(books_begin(&scene.books, next, 1, &ticket, &answer), JOURNAL_SEND);
        ck_assert_int_eq(take_syncs(), 1);
        ck_assert(!scene.store->owes_sync);
        answer = books_take(&scene.books, next, ticket.request, ticket.reserved,
                            make_reply(98 - seq * ROWS), &trouble);
        ck_assert_ptr_null(trouble);
        ck_assert_int_eq(take_syncs(), 0);
        ck_assert_int_eq(scratch_number(scene.store, "SELECT count(*) FROM answer"), seq + 1);
        answer_free(answer);
        job_free(next);
    }
    close_scene(&scene, 4 * ROWS);
}
END_TEST

/* What is not sent syncs nothing; then entering it does. */
START_TEST(it_is_synced_when_nothing_is_requested) {
    struct scene scene;
    char *trouble;
    open_scene(&scene, 98);
    books_set_cap(&scene.books, ROWS);
    take_syncs();
    ck_assert_int_eq(buy(&scene, page_job("one", 1, scene.snapshot), 96, &trouble), 0);
    ck_assert_int_eq(take_syncs(), 1);
    ck_assert(!scene.store->owes_sync);
    ck_assert_int_eq(scratch_number(scene.store, "PRAGMA synchronous"), 2);
    close_scene(&scene, ROWS);
}
END_TEST

/* Its bytes are in a log that may not be on the disk: so they go to the spill file, and nothing is
 * bought. */
START_TEST(what_cannot_be_synced_is_put_beside) {
    struct scene scene;
    struct journal_ticket ticket;
    struct answer *answer;
    open_scene(&scene, 98);
    syncs.is_lost = true;
    struct job *next = page_job("one", 1, scene.snapshot);
    ck_assert_int_eq(books_begin(&scene.books, next, 1, &ticket, &answer), JOURNAL_FAILED);
    answer_free(answer);
    ck_assert(scene.store->owes_sync);
    ck_assert_uint_eq(books_waiting(&scene.books).count, 1);
    ck_assert_uint_eq(books_waiting(&scene.books).unsafe, 0);
    ck_assert_int_eq(scratch_count_waiting(scene.store->path), 1);
    ck_assert_int_eq(books_begin(&scene.books, next, 1, &ticket, &answer), JOURNAL_FAILED);
    answer_free(answer);
    job_free(next);
    syncs.is_lost = false;
    ck_assert(books_keep_again(&scene.books));
    ck_assert(!scene.store->owes_sync);
    ck_assert_uint_eq(books_waiting(&scene.books).count, 0);
    ck_assert_int_eq(scratch_count_waiting(scene.store->path), 0);
    close_scene(&scene, ROWS);
}
END_TEST

/* A last page is entered immediately, and if that fails its bytes are as safe. */
START_TEST(last_page_that_cannot_be_synced_is_put_beside) {
    struct scene scene;
    struct journal_ticket ticket;
    struct answer *answer;
    char *trouble;
    open_scene(&scene, 98);
    struct job *next = page_job("one", 1, scene.snapshot);
    next->limit = ROWS + 1; /* more than is charged: it is not entered later */
    ck_assert_int_eq(books_begin(&scene.books, next, 1, &ticket, &answer), JOURNAL_SEND);
    ck_assert(books_enter_late(&scene.books));
    syncs.is_lost = true;
    answer =
        books_take(&scene.books, next, ticket.request, ticket.reserved, make_reply(96), &trouble);
    syncs.is_lost = false;
    ck_assert_ptr_nonnull(trouble);
    ck_assert_ptr_nonnull(strstr(trouble, "It is safe in "));
    ck_assert_uint_eq(books_waiting(&scene.books).unsafe, 0);
    ck_assert(books_keep_again(&scene.books));
    answer_free(answer);
    free(trouble);
    job_free(next);
    close_scene(&scene, 2 * ROWS);
}
END_TEST

static struct event *await_event(const struct shop *shop, enum event_kind kind) {
    for (;;) {
        struct pollfd fd = {.fd = mailbox_fd(shop->mailbox), .events = POLLIN};
        struct event *event;
        ck_assert_int_eq(poll(&fd, 1, DEADLINE_MS), 1);
        while ((event = mailbox_take(shop->mailbox))) {
            if (event->kind == kind)
                return event;
            event_free(event);
        }
    }
}

static struct job *submit_page(const struct shop *shop) {
    struct job *job = page_job("zoe.flores", 0, 0);
    job->limit = 20;
    worker_submit(shop->worker, job);
    return job;
}

/* Over HTTP: it is entered by itself, whether or not the next page is requested, and earlier
 * readers of the store are notified. */
START_TEST(worker_enters_what_nothing_follows) {
    struct shop_config config;
    struct shop shop;
    shop_config_init(&config);
    shop_open(&shop, &config);
    submit_page(&shop);
    struct event *event = await_event(&shop, EVENT_ANSWER);
    ck_assert_int_eq(event->purse.spent[PURSE_SESSION], 20);
    ck_assert_int_eq(event->purse.reserved + event->purse.maybe, 0);
    event_free(event);
    event = await_event(&shop, EVENT_PURSE);
    ck_assert_int_eq(scratch_number(shop.reader, edges), 20);
    ck_assert_int_eq(event->purse.spent[PURSE_SESSION], 20);
    ck_assert_int_eq(event->purse.reserved + event->purse.maybe, 0);
    event_free(event);
    shop_close(&shop, 0, 0);
}
END_TEST

/* After which nothing is requested any more. */
START_TEST(worker_enters_what_was_stopped_at_once) {
    static const char *const fault[] = {"slow"};
    struct shop_config config;
    struct shop shop;
    shop_config_init(&config);
    config.sandbox.faults = fault;
    config.sandbox.fault_count = 1;
    shop_open(&shop, &config);
    uint64_t id = submit_page(&shop)->id;
    while (!sandbox_read_bill(shop.sandbox).requests)
        poll(NULL, 0, 1);
    worker_cancel(shop.worker, id);
    struct event *event = await_event(&shop, EVENT_ANSWER);
    ck_assert_int_eq(scratch_number(shop.reader, edges), 20);
    event_free(event);
    shop_close(&shop, 0, 0);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("late");
    TCase *tests = tcase_create("late");
    tcase_add_test(tests, page_is_entered_behind_the_next_request);
    tcase_add_test(tests, page_that_is_not_entered_is_not_lost);
    tcase_add_test(tests, page_that_is_not_entered_is_under_way_for_others);
    tcase_add_test(tests, next_answer_finds_it_entered);
    tcase_add_test(tests, other_requests_find_it_entered);
    tcase_add_test(tests, balance_and_caps_count_it);
    tcase_add_test(tests, cap_of_meanwhile_stands);
    tcase_add_test(tests, balance_that_grew_bounds_nothing);
    tcase_add_test(tests, smaller_charge_is_entered_at_once);
    tcase_add_test(tests, next_start_enters_what_a_killed_program_put_off);
    tcase_add_test(tests, trouble_is_told_with_the_next_answer);
    tcase_add_test(tests, next_request_syncs_it);
    tcase_add_test(tests, it_is_synced_when_nothing_is_requested);
    tcase_add_test(tests, what_cannot_be_synced_is_put_beside);
    tcase_add_test(tests, last_page_that_cannot_be_synced_is_put_beside);
    tcase_add_test(tests, worker_enters_what_nothing_follows);
    tcase_add_test(tests, worker_enters_what_was_stopped_at_once);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
