/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The worker and the sandbox over HTTP: answers, credits, retries, cancelling, leaving. */
#include "base/clock.h"
#include "base/mem.h"
#include "fetch/worker.h"
#include "store/store_internal.h"
#include "tests/support/run.h"
#include "tests/support/shop.h"

#include <check.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>

static void open_rig(struct shop *rig, struct sandbox_config *config, long silence_s) {
    struct shop_config shop;
    shop_config_init(&shop);
    config->rate = config->rate == SANDBOX_DEFAULT_RATE ? shop.sandbox.rate : config->rate;
    shop.sandbox = *config;
    shop.silence_s = silence_s;
    shop_open(rig, &shop);
}

/* Waits without limit: the test's time-out is the deadline. */
static struct event *await_any(struct shop *rig) {
    struct event *event;
    while (!(event = mailbox_take(rig->mailbox))) {
        struct pollfd fd = {.fd = mailbox_fd(rig->mailbox), .events = POLLIN};
        poll(&fd, 1, -1);
    }
    return event;
}

/* The next event of a kind; others are skipped. */
static struct event *await(struct shop *rig, enum event_kind kind) {
    for (;;) {
        struct event *event = await_any(rig);
        if (event->kind == kind)
            return event;
        event_free(event);
    }
}

static int64_t count_requests(const struct shop *rig) {
    int64_t count = -1;
    struct err err;
    ck_assert(sql_read(sql_use(rig->reader->sql, "SELECT count(*) FROM request"), &count, &err));
    return count;
}

/* Gives up a call after `silence_s` seconds without a byte. */
static void open_silent(struct shop *rig, const char *const *faults, size_t count, long silence_s) {
    struct sandbox_config config;
    sandbox_config_init(&config);
    config.faults = faults;
    config.fault_count = count;
    open_rig(rig, &config, silence_s);
}

static void open_default(struct shop *rig, const char *const *faults, size_t count) {
    open_silent(rig, faults, count, API_SILENCE_DEFAULT);
}

static struct job *page_job(uint64_t id, const char *target, int limit) {
    struct job *job = job_new(id, JOB_FOLLOWING, target, target);
    job->limit = limit;
    return job;
}

/* For the page after the first. */
static struct job *next_page_job(uint64_t id, const struct event *event) {
    struct job *job = page_job(id, "zoe.flores", 20);
    job->snapshot = event->snapshot;
    job->seq = 1;
    job->cursor = mem_dup(event->answer->page->next_cursor);
    return job;
}

static struct job *profile_job(uint64_t id, const char *target) {
    return job_new(id, JOB_PROFILE, target, target);
}

START_TEST(worker_brings_a_page_and_its_price) {
    struct shop rig;
    open_default(&rig, NULL, 0);
    worker_submit(rig.worker, page_job(7, "zoe.flores", 20));
    struct event *event = await(&rig, EVENT_PURSE);
    ck_assert_int_eq(event->purse.reserved, 20);
    event_free(event);
    event = await(&rig, EVENT_ANSWER);
    ck_assert_uint_eq(event->job, 7);
    ck_assert_int_eq(event->answer->outcome, ANSWER_OK);
    ck_assert_uint_eq(event->answer->page->count, 20);
    ck_assert(event->answer->page->has_more);
    ck_assert_int_eq(event->purse.spent[PURSE_SESSION], 20);
    ck_assert_int_eq(event->purse.balance, SANDBOX_DEFAULT_BALANCE - 20);
    event_free(event);
    shop_close(&rig, 0, 0);
}
END_TEST

START_TEST(worker_brings_a_profile) {
    struct shop rig;
    open_default(&rig, NULL, 0);
    worker_submit(rig.worker, profile_job(1, "ZOE.flores"));
    struct event *event = await(&rig, EVENT_ANSWER);
    ck_assert_str_eq(event->answer->profile->username, "zoe.flores");
    ck_assert_int_eq(event->answer->profile->following_count, 412);
    event_free(event);
    shop_close(&rig, 0, 0);
}
END_TEST

START_TEST(worker_repeats_what_is_free) {
    static const char *const faults[] = {"429:1@1", "503:1@2", "500:1@3"};
    struct shop rig;
    open_default(&rig, faults, 3);
    worker_submit(rig.worker, page_job(1, "zoe.flores", 20));
    for (int attempt = 1; attempt <= 3; attempt++) {
        struct event *event = await(&rig, EVENT_RETRY);
        ck_assert_int_eq(event->attempt, attempt);
        ck_assert_int_eq(event->purse.reserved, 0);
        event_free(event);
    }
    struct event *event = await(&rig, EVENT_ANSWER);
    ck_assert_int_eq(event->answer->outcome, ANSWER_OK);
    event_free(event);
    ck_assert_int_eq(sandbox_read_bill(rig.sandbox).requests, 4);
    shop_close(&rig, 0, 0);
}
END_TEST

START_TEST(worker_gives_up_after_three_repetitions) {
    static const char *const faults[] = {"429:9"};
    struct shop rig;
    open_default(&rig, faults, 1);
    worker_submit(rig.worker, page_job(1, "zoe.flores", 20));
    struct event *event = await(&rig, EVENT_ANSWER);
    ck_assert_int_eq(event->answer->outcome, ANSWER_RATE_LIMITED);
    event_free(event);
    ck_assert_int_eq(sandbox_read_bill(rig.sandbox).requests, 4);
    shop_close(&rig, 0, 0);
}
END_TEST

static const struct {
    const char *fault;
    enum answer_outcome outcome;
    int64_t maybe, lost; /* of a request for 20 */
    long silence_s;
} once[] = {
    {"502", ANSWER_UPSTREAM_ERROR, 20, 0, API_SILENCE_DEFAULT},
    {"shape", ANSWER_RESPONSE_SHAPE_ERROR, 20, 0, API_SILENCE_DEFAULT},
    {"charged-error", ANSWER_INTERNAL_ERROR, 0, 0, API_SILENCE_DEFAULT},
    {"timeout", ANSWER_NO_ANSWER, 20, 20, 1},
    {"hang", ANSWER_NO_ANSWER, 20, 20, 1},
    {"cut", ANSWER_NO_ANSWER, 20, 20, API_SILENCE_DEFAULT},
    {"garbage", ANSWER_UNREADABLE, 20, 20, API_SILENCE_DEFAULT},
    {"huge", ANSWER_TOO_LARGE, 20, 20, API_SILENCE_DEFAULT},
    {"bomb", ANSWER_TOO_LARGE, 20, 20, API_SILENCE_DEFAULT},
    {"redirect", ANSWER_REDIRECTED, 20, 0, API_SILENCE_DEFAULT},
};

/* Nor if it is requested again, unless by a user who knows. */
static void ask_again(struct shop *rig, bool is_told, enum answer_outcome first) {
    const char *said =
        first == ANSWER_NO_ANSWER
            ? "no complete answer came; up to 20 credits may have been charged for it"
            : "its answer was unusable; up to 20 "
              "credits may have been charged for it";
    struct job *job = page_job(2, "zoe.flores", 20);
    job->is_told = is_told;
    worker_submit(rig->worker, job);
    struct event *event = await(rig, EVENT_ANSWER);
    ck_assert_int_eq(event->answer->outcome, is_told ? ANSWER_OK : ANSWER_LOST);
    ck_assert_int_eq(event->answer->charge, is_told ? CHARGE_KNOWN : CHARGE_NONE);
    if (!is_told)
        ck_assert_str_eq(event->answer->message, said);
    event_free(event);
    ck_assert_int_eq(sandbox_read_bill(rig->sandbox).requests, is_told ? 2 : 1);
}

/* What may have been charged is sent once, whatever comes back. */
START_TEST(worker_never_repeats_what_may_be_charged) {
    struct shop rig;
    open_silent(&rig, &once[_i].fault, 1, once[_i].silence_s);
    worker_submit(rig.worker, page_job(1, "zoe.flores", 20));
    struct event *event = await(&rig, EVENT_ANSWER);
    ck_assert_msg(event->answer->outcome == once[_i].outcome, "%s: %s", once[_i].fault,
                  answer_name(event->answer->outcome));
    event_free(event);
    ck_assert_int_eq(sandbox_read_bill(rig.sandbox).requests, 1);
    if (once[_i].maybe)
        ask_again(&rig, false, once[_i].outcome);
    if (once[_i].maybe && _i % 2)
        ask_again(&rig, true, once[_i].outcome);
    shop_close(&rig, once[_i].maybe, once[_i].lost);
}
END_TEST

START_TEST(worker_cancels_a_wait) {
    static const char *const faults[] = {"429:9"};
    struct shop rig;
    open_default(&rig, faults, 1);
    worker_submit(rig.worker, page_job(1, "zoe.flores", 20));
    event_free(await(&rig, EVENT_RETRY));
    worker_cancel(rig.worker, 1);
    worker_cancel(rig.worker, 99);
    struct event *event = await(&rig, EVENT_ANSWER);
    ck_assert_int_eq(event->answer->outcome, ANSWER_CANCELLED);
    event_free(event);
    ck_assert_int_eq(sandbox_read_bill(rig.sandbox).requests, 1);
    shop_close(&rig, 0, 0);
}
END_TEST

/* Cancelled after it was sent: the answer is paid for, so it arrives. The server shows when it has
 * the request: it then waits 300 ms. */
START_TEST(worker_lets_arrive_what_is_sent) {
    struct sandbox_config config;
    struct shop rig;
    sandbox_config_init(&config);
    config.latency_ms = 300;
    open_rig(&rig, &config, API_SILENCE_DEFAULT);
    worker_submit(rig.worker, page_job(1, "zoe.flores", 20));
    event_free(await(&rig, EVENT_PURSE));
    while (sandbox_read_bill(rig.sandbox).requests == 0)
        poll(NULL, 0, 1);
    worker_cancel(rig.worker, 1);
    struct event *event = await(&rig, EVENT_ANSWER);
    ck_assert_int_eq(event->answer->outcome, ANSWER_OK);
    event_free(event);
    shop_close(&rig, 0, 0);
}
END_TEST

START_TEST(worker_asks_for_no_more_than_the_balance) {
    struct sandbox_config config;
    struct shop rig;
    sandbox_config_init(&config);
    config.balance = 27;
    open_rig(&rig, &config, API_SILENCE_DEFAULT);
    worker_submit(rig.worker, page_job(1, "zoe.flores", 20));
    struct event *event = await(&rig, EVENT_ANSWER);
    struct job *second = next_page_job(2, event);
    event_free(event);
    worker_submit(rig.worker, second);
    event = await(&rig, EVENT_ANSWER);
    ck_assert_uint_eq(event->answer->page->count, 7);
    ck_assert(!event->answer->billing.truncated_due_to_balance);
    struct job *third = next_page_job(3, event);
    third->seq = 2;
    event_free(event);
    worker_submit(rig.worker, third);
    event = await(&rig, EVENT_ANSWER);
    ck_assert_int_eq(event->answer->outcome, ANSWER_INSUFFICIENT_CREDITS);
    event_free(event);
    shop_close(&rig, 0, 0);
}
END_TEST

START_TEST(worker_runs_many_at_once) {
    struct sandbox_config config;
    struct shop rig;
    sandbox_config_init(&config);
    config.latency_ms = 20;
    open_rig(&rig, &config, API_SILENCE_DEFAULT);
    for (uint64_t job = 1; job <= 16; job++)
        worker_submit(rig.worker, page_job(job, "zoe.flores", 5));
    uint64_t seen = 0;
    for (int i = 0; i < 16; i++) {
        struct event *event = await(&rig, EVENT_ANSWER);
        ck_assert_int_eq(event->answer->outcome, ANSWER_OK);
        seen |= 1u << event->job;
        event_free(event);
    }
    ck_assert_uint_eq(seen, 0x1FFFE);
    shop_close(&rig, 0, 0);
}
END_TEST

static void open_limited(struct shop *rig, int64_t per_minute, const char *const *faults,
                         size_t count) {
    struct sandbox_config config;
    sandbox_config_init(&config);
    config.rate = per_minute;
    config.faults = faults;
    config.fault_count = count;
    open_rig(rig, &config, API_SILENCE_DEFAULT);
}

/* Answered "not found", which costs nothing. */
static void ask_for_nobody(struct shop *rig, uint64_t first, uint64_t count) {
    for (uint64_t job = first; job < first + count; job++) {
        char name[32];
        snprintf(name, sizeof name, "nobody%d", (int)job);
        worker_submit(rig->worker, profile_job(job, name));
    }
}

/* Nothing is refused. */
static void await_nobody(struct shop *rig, uint64_t count) {
    while (count) {
        struct event *event = await_any(rig);
        ck_assert_int_ne(event->kind, EVENT_RETRY);
        count -= event->kind == EVENT_ANSWER;
        event_free(event);
    }
}

START_TEST(worker_keeps_to_the_rate) {
    enum { PER_MINUTE = 600, BEYOND = 8 };
    struct shop rig;
    open_limited(&rig, PER_MINUTE, NULL, 0);
    ask_for_nobody(&rig, 1, PER_MINUTE + BEYOND);
    await_nobody(&rig, PER_MINUTE + BEYOND);
    ck_assert_int_eq(sandbox_read_bill(rig.sandbox).requests, PER_MINUTE + BEYOND);
    shop_close(&rig, 0, 0);
}
END_TEST

static struct job *load_job(uint64_t id, const char *target) {
    struct job *job = page_job(id, target, 20);
    job->is_followed = true;
    return job;
}

/* Refusals hold all others, for three seconds, until they are submitted. */
START_TEST(worker_lets_loads_wait_for_what_is_opened) {
    static const char *const names[] = {"nobody.a", "nobody.b", "nobody.c"};
    static const char *const faults[] = {"429:3@1"};
    struct shop rig;
    open_limited(&rig, 60, faults, 1);
    ask_for_nobody(&rig, 1, 1);
    event_free(await(&rig, EVENT_RETRY));
    for (uint64_t i = 0; i < 3; i++)
        worker_submit(rig.worker, load_job(101 + i, names[i]));
    worker_submit(rig.worker, page_job(200, "nobody.d", 20));
    worker_cancel(rig.worker, 102);
    bool is_opened = false, is_cancelled = false;
    for (int answers = 0; answers < 5;) {
        struct event *event = await_any(&rig);
        bool is_sent = event->kind == EVENT_PURSE, is_answer = event->kind == EVENT_ANSWER;
        is_opened = is_opened || (is_sent && event->job == 200);
        is_cancelled = is_cancelled || (is_answer && event->job == 102);
        ck_assert(!is_sent || event->job < 101 || event->job > 103 || (is_opened && is_cancelled));
        if (is_answer)
            ck_assert_int_eq(event->answer->outcome,
                             event->job == 102 ? ANSWER_CANCELLED : ANSWER_NOT_FOUND);
        answers += is_answer;
        event_free(event);
    }
    /* What was cancelled is not in the journal. */
    ck_assert_int_eq(sandbox_read_bill(rig.sandbox).requests, 7);
    ck_assert_int_eq(count_requests(&rig), 7);
    shop_close(&rig, 0, 0);
}
END_TEST

/* Others have used up the workspace's rate: what one answer says holds for all requests. */
START_TEST(worker_waits_as_long_as_one_refusal_says) {
    static const char *const faults[] = {"429:1@2"};
    struct shop rig;
    open_limited(&rig, 600, faults, 1);
    ask_for_nobody(&rig, 1, 1);
    await_nobody(&rig, 1);
    worker_submit(rig.worker, page_job(2, "zoe.flores", 20));
    struct event *event = await(&rig, EVENT_RETRY);
    int64_t until = event->retry_at_ms;
    event_free(event);
    worker_submit(rig.worker, page_job(3, "nobody.a", 20));
    event = await(&rig, EVENT_PURSE);
    ck_assert_int_ge(clock_monotonic_ms(), until);
    event_free(event);
    for (int answers = 0; answers < 2; answers++) {
        event = await(&rig, EVENT_ANSWER);
        ck_assert_int_ne(event->answer->outcome, ANSWER_RATE_LIMITED);
        event_free(event);
    }
    ck_assert_int_eq(sandbox_read_bill(rig.sandbox).requests, 4);
    ck_assert_int_eq(sandbox_read_bill(rig.sandbox).credits, 20);
    shop_close(&rig, 0, 0);
}
END_TEST

/* Leaving does not wait for the network, and requests under way may have been charged. */
START_TEST(worker_leaves_at_once) {
    static const char *const faults[] = {"timeout"};
    struct shop rig;
    open_default(&rig, faults, 1);
    worker_submit(rig.worker, page_job(1, "zoe.flores", 20));
    while (sandbox_read_bill(rig.sandbox).requests == 0)
        poll(NULL, 0, 1);
    shop_close(&rig, 20, 20);
}
END_TEST

START_TEST(worker_reports_what_never_left) {
    struct shop_config config;
    struct shop rig;
    shop_config_init(&config);
    config.url = "http://127.0.0.1:1";
    shop_open(&rig, &config);
    worker_submit(rig.worker, profile_job(1, "zoe.flores"));
    struct event *event = await(&rig, EVENT_RETRY);
    ck_assert_int_eq(event->reason, ANSWER_NOT_SENT);
    event_free(event);
    worker_cancel(rig.worker, 1);
    event_free(await(&rig, EVENT_ANSWER));
    shop_close(&rig, 0, 0);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("worker");
    TCase *tc = tcase_create("worker");
    tcase_set_timeout(tc, 30);
    tcase_add_test(tc, worker_brings_a_page_and_its_price);
    tcase_add_test(tc, worker_brings_a_profile);
    tcase_add_test(tc, worker_repeats_what_is_free);
    tcase_add_test(tc, worker_gives_up_after_three_repetitions);
    tcase_add_loop_test(tc, worker_never_repeats_what_may_be_charged, 0,
                        sizeof once / sizeof *once);
    tcase_add_test(tc, worker_cancels_a_wait);
    tcase_add_test(tc, worker_lets_arrive_what_is_sent);
    tcase_add_test(tc, worker_asks_for_no_more_than_the_balance);
    tcase_add_test(tc, worker_runs_many_at_once);
    tcase_add_test(tc, worker_keeps_to_the_rate);
    tcase_add_test(tc, worker_lets_loads_wait_for_what_is_opened);
    tcase_add_test(tc, worker_waits_as_long_as_one_refusal_says);
    tcase_add_test(tc, worker_leaves_at_once);
    tcase_add_test(tc, worker_reports_what_never_left);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
