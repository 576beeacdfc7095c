/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The worker against the sandbox over HTTP: answers, money, repetition, cancelling, leaving. */
#include "base/mem.h"
#include "fetch/worker.h"
#include "sandbox/sandbox.h"
#include "tests/run.h"

#include <check.h>
#include <poll.h>
#include <stdlib.h>

struct rig {
    struct sandbox *sandbox;
    struct mailbox *mailbox;
    struct worker *worker;
};

static void open_rig(struct rig *rig, struct sandbox_config *config, long silence_s) {
    struct err err;
    config->rate = config->rate == SANDBOX_DEFAULT_RATE ? 1000000 : config->rate;
    rig->sandbox = sandbox_open(config, &err);
    ck_assert_msg(rig->sandbox != NULL, "%s", err.text);
    rig->mailbox = mailbox_open(&err);
    struct api_config api = {
        .url = sandbox_url(rig->sandbox), .key = SANDBOX_DEFAULT_KEY, .silence_s = silence_s};
    rig->worker = worker_open(&api, rig->mailbox, &err);
    ck_assert_msg(rig->worker != NULL, "%s", err.text);
}

/* Ends all, and holds the worker's books against the server's. */
static void close_rig(struct rig *rig, int64_t maybe, int64_t lost) {
    struct purse purse;
    worker_close(rig->worker, &purse);
    struct sandbox_bill bill = sandbox_read_bill(rig->sandbox);
    sandbox_close(rig->sandbox);
    mailbox_close(rig->mailbox);
    ck_assert_int_eq(purse.maybe, maybe);
    ck_assert_int_eq(purse.spent + lost, bill.credits);
    ck_assert_int_eq(purse.under_way, 0);
    ck_assert_int_eq(purse.reserved, 0);
}

/* The next event of a kind; others are passed over. Waits without end: the test's own time-out is
 * the deadline. */
static struct event *await(struct rig *rig, enum event_kind kind) {
    for (;;) {
        struct pollfd fd = {.fd = mailbox_fd(rig->mailbox), .events = POLLIN};
        poll(&fd, 1, -1);
        struct event *event;
        while ((event = mailbox_take(rig->mailbox))) {
            if (event->kind == kind)
                return event;
            event_free(event);
        }
    }
}

/* Gives a call up after `silence_s` seconds without a byte. */
static void open_silent(struct rig *rig, const char *const *faults, size_t count, long silence_s) {
    struct sandbox_config config;
    sandbox_config_init(&config);
    config.faults = faults;
    config.fault_count = count;
    open_rig(rig, &config, silence_s);
}

static void open_default(struct rig *rig, const char *const *faults, size_t count) {
    open_silent(rig, faults, count, API_SILENCE_DEFAULT);
}

START_TEST(worker_brings_a_page_and_its_price) {
    struct rig rig;
    open_default(&rig, NULL, 0);
    worker_submit(rig.worker, job_new(7, JOB_FOLLOWING, "zoe.flores", NULL, 20));
    struct event *event = await(&rig, EVENT_PURSE);
    ck_assert_int_eq(event->purse.reserved, 20);
    event_free(event);
    event = await(&rig, EVENT_ANSWER);
    ck_assert_uint_eq(event->job, 7);
    ck_assert_int_eq(event->answer->outcome, ANSWER_OK);
    ck_assert_uint_eq(event->answer->page->count, 20);
    ck_assert(event->answer->page->has_more);
    ck_assert_int_eq(event->purse.spent, 20);
    ck_assert_int_eq(event->purse.balance, SANDBOX_DEFAULT_BALANCE - 20);
    event_free(event);
    close_rig(&rig, 0, 0);
}
END_TEST

START_TEST(worker_brings_a_profile) {
    struct rig rig;
    open_default(&rig, NULL, 0);
    worker_submit(rig.worker, job_new(1, JOB_PROFILE, "ZOE.flores", NULL, 0));
    struct event *event = await(&rig, EVENT_ANSWER);
    ck_assert_str_eq(event->answer->profile->username, "zoe.flores");
    ck_assert_int_eq(event->answer->profile->following_count, 412);
    event_free(event);
    close_rig(&rig, 0, 0);
}
END_TEST

START_TEST(worker_repeats_what_is_free) {
    static const char *const faults[] = {"429:1@1", "503:1@2", "500:1@3"};
    struct rig rig;
    open_default(&rig, faults, 3);
    worker_submit(rig.worker, job_new(1, JOB_FOLLOWING, "zoe.flores", NULL, 20));
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
    close_rig(&rig, 0, 0);
}
END_TEST

START_TEST(worker_gives_up_after_three_repetitions) {
    static const char *const faults[] = {"429:9"};
    struct rig rig;
    open_default(&rig, faults, 1);
    worker_submit(rig.worker, job_new(1, JOB_FOLLOWING, "zoe.flores", NULL, 20));
    struct event *event = await(&rig, EVENT_ANSWER);
    ck_assert_int_eq(event->answer->outcome, ANSWER_RATE_LIMITED);
    event_free(event);
    ck_assert_int_eq(sandbox_read_bill(rig.sandbox).requests, 4);
    close_rig(&rig, 0, 0);
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
    {"redirect", ANSWER_REDIRECTED, 0, 0, API_SILENCE_DEFAULT},
};

/* What may have been charged is sent once, whatever comes back. */
START_TEST(worker_never_repeats_what_may_be_charged) {
    struct rig rig;
    open_silent(&rig, &once[_i].fault, 1, once[_i].silence_s);
    worker_submit(rig.worker, job_new(1, JOB_FOLLOWING, "zoe.flores", NULL, 20));
    struct event *event = await(&rig, EVENT_ANSWER);
    ck_assert_msg(event->answer->outcome == once[_i].outcome, "%s: %s", once[_i].fault,
                  answer_name(event->answer->outcome));
    event_free(event);
    ck_assert_int_eq(sandbox_read_bill(rig.sandbox).requests, 1);
    close_rig(&rig, once[_i].maybe, once[_i].lost);
}
END_TEST

START_TEST(worker_cancels_a_wait) {
    static const char *const faults[] = {"429:9"};
    struct rig rig;
    open_default(&rig, faults, 1);
    worker_submit(rig.worker, job_new(1, JOB_FOLLOWING, "zoe.flores", NULL, 20));
    event_free(await(&rig, EVENT_RETRY));
    worker_cancel(rig.worker, 1);
    worker_cancel(rig.worker, 99);
    struct event *event = await(&rig, EVENT_ANSWER);
    ck_assert_int_eq(event->answer->outcome, ANSWER_CANCELLED);
    event_free(event);
    ck_assert_int_eq(sandbox_read_bill(rig.sandbox).requests, 1);
    close_rig(&rig, 0, 0);
}
END_TEST

/* Cancelled after it was sent: the answer is paid for, so it comes. The server says when it has the
 * request: it waits 300 ms then. */
START_TEST(worker_lets_arrive_what_is_sent) {
    struct sandbox_config config;
    struct rig rig;
    sandbox_config_init(&config);
    config.latency_ms = 300;
    open_rig(&rig, &config, API_SILENCE_DEFAULT);
    worker_submit(rig.worker, job_new(1, JOB_FOLLOWING, "zoe.flores", NULL, 20));
    event_free(await(&rig, EVENT_PURSE));
    while (sandbox_read_bill(rig.sandbox).requests == 0)
        poll(NULL, 0, 1);
    worker_cancel(rig.worker, 1);
    struct event *event = await(&rig, EVENT_ANSWER);
    ck_assert_int_eq(event->answer->outcome, ANSWER_OK);
    event_free(event);
    close_rig(&rig, 0, 0);
}
END_TEST

START_TEST(worker_asks_for_no_more_than_the_balance) {
    struct sandbox_config config;
    struct rig rig;
    sandbox_config_init(&config);
    config.balance = 27;
    open_rig(&rig, &config, API_SILENCE_DEFAULT);
    worker_submit(rig.worker, job_new(1, JOB_FOLLOWING, "zoe.flores", NULL, 20));
    event_free(await(&rig, EVENT_ANSWER));
    worker_submit(rig.worker, job_new(2, JOB_FOLLOWING, "zoe.flores", NULL, 20));
    struct event *event = await(&rig, EVENT_ANSWER);
    ck_assert_uint_eq(event->answer->page->count, 7);
    ck_assert(!event->answer->billing.truncated_due_to_balance);
    event_free(event);
    worker_submit(rig.worker, job_new(3, JOB_FOLLOWING, "zoe.flores", NULL, 20));
    event = await(&rig, EVENT_ANSWER);
    ck_assert_int_eq(event->answer->outcome, ANSWER_INSUFFICIENT_CREDITS);
    event_free(event);
    close_rig(&rig, 0, 0);
}
END_TEST

START_TEST(worker_runs_many_at_once) {
    struct sandbox_config config;
    struct rig rig;
    sandbox_config_init(&config);
    config.latency_ms = 20;
    open_rig(&rig, &config, API_SILENCE_DEFAULT);
    for (uint64_t job = 1; job <= 16; job++)
        worker_submit(rig.worker, job_new(job, JOB_FOLLOWING, "zoe.flores", NULL, 5));
    uint64_t seen = 0;
    for (int i = 0; i < 16; i++) {
        struct event *event = await(&rig, EVENT_ANSWER);
        ck_assert_int_eq(event->answer->outcome, ANSWER_OK);
        seen |= 1u << event->job;
        event_free(event);
    }
    ck_assert_uint_eq(seen, 0x1FFFE);
    close_rig(&rig, 0, 0);
}
END_TEST

/* Leaving does not wait for the network, and what was under way may have been charged. */
START_TEST(worker_leaves_at_once) {
    static const char *const faults[] = {"timeout"};
    struct rig rig;
    open_default(&rig, faults, 1);
    worker_submit(rig.worker, job_new(1, JOB_FOLLOWING, "zoe.flores", NULL, 20));
    while (sandbox_read_bill(rig.sandbox).requests == 0)
        poll(NULL, 0, 1);
    close_rig(&rig, 20, 20);
}
END_TEST

START_TEST(worker_reports_what_never_left) {
    struct err err;
    struct mailbox *mailbox = mailbox_open(&err);
    struct api_config api = {.url = "http://127.0.0.1:1", .key = "sandbox"};
    struct worker *worker = worker_open(&api, mailbox, &err);
    struct rig rig = {NULL, mailbox, worker};
    worker_submit(worker, job_new(1, JOB_PROFILE, "zoe.flores", NULL, 0));
    struct event *event = await(&rig, EVENT_RETRY);
    ck_assert_int_eq(event->reason, ANSWER_NOT_SENT);
    event_free(event);
    worker_cancel(worker, 1);
    event_free(await(&rig, EVENT_ANSWER));
    struct purse purse;
    worker_close(worker, &purse);
    ck_assert_int_eq(purse.maybe + purse.spent, 0);
    mailbox_close(mailbox);
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
    tcase_add_test(tc, worker_leaves_at_once);
    tcase_add_test(tc, worker_reports_what_never_left);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
