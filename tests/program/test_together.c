/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several programs at one store: what one buys or is buying, no other buys. */
#include "store/ledger.h"
#include "tests/support/browser.h"
#include "tests/support/effort.h"
#include "tests/support/errand.h"
#include "tests/support/run.h"
#include "tests/support/server_log.h"

#include <check.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

enum { MOST = 4, TIMEOUT_S = 120, ROWS_MAX = 512, PAGE = 50, STOPS = 20, STRIDE = 8 };

#define LONG_LIST  "collects.everyone"
#define SHORT_LIST "zoe.flores"

static const char *const fetch_long[] = {"fetch", "--cap", "20000", LONG_LIST, NULL};
static const char *const fetch_short[] = {"fetch", "--cap", "1000", SHORT_LIST, NULL};

/* The money as the store has it. */
struct money {
    int64_t credits, maybe, requests, unanswered, proved;
};

static void add_row(struct money *sum, const struct ledger_row *row) {
    sum->requests++;
    sum->unanswered += row->state == LEDGER_UNANSWERED;
    sum->proved += row->is_proved ? row->credits : 0;
    sum->credits += row->credits == REPLY_UNKNOWN ? 0 : row->credits;
    sum->maybe += row->credits == REPLY_UNKNOWN ? row->reserved : 0;
    ck_assert_int_ne(row->state, LEDGER_UNDER_WAY);
    ck_assert_int_eq(row->jump, 0);
}

static void put_path(const struct sandbox_child *sandbox, char path[static SANDBOX_CHILD_PATH]) {
    snprintf(path, SANDBOX_CHILD_PATH, "%s/followtrail/sandbox.db", sandbox->folder);
}

static struct store *open_store(const struct sandbox_child *sandbox) {
    char path[SANDBOX_CHILD_PATH];
    struct err err = {.kind = ERR_NONE};
    put_path(sandbox, path);
    const struct store_config config = {.path = path, .kind = STORE_KIND_SANDBOX};
    struct store *store = store_open_reader(&config, &err);
    ck_assert_msg(store != NULL, "%s", err.text);
    return store;
}

static struct money read_ledger(const struct sandbox_child *sandbox) {
    struct ledger_row rows[ROWS_MAX];
    struct money sum = {0};
    struct arena arena;
    struct err err = {.kind = ERR_NONE};
    size_t count = 0;
    struct store *store = open_store(sandbox);
    arena_init(&arena);
    ck_assert_msg(ledger_read(store, 0, ROWS_MAX, &arena, rows, &count, &err), "%s", err.text);
    for (size_t i = 0; i < count; i++)
        add_row(&sum, &rows[i]);
    arena_fini(&arena);
    store_close(store);
    return sum;
}

/* Everything was requested once, and the store knows what it cost. */
static void check_bought_once(const struct sandbox_child *sandbox, size_t requests) {
    struct server_log log;
    struct money sum = read_ledger(sandbox);
    server_log_read(sandbox, &log);
    server_log_check_once(&log);
    ck_assert_uint_eq(log.count, requests);
    ck_assert_int_eq(sum.requests, (int64_t)requests);
    ck_assert_int_eq(sum.credits, server_log_bill(&log));
    ck_assert_int_eq(sum.maybe, 0);
    server_log_free(&log);
}

/* The line that an errand prints of a whole list; returns the credits in it. */
static int64_t check_whole(const struct errand *errand, const char *name, int rows) {
    char head[64];
    int len = snprintf(head, sizeof head, "@%s\t%d\t%d\t", name, rows, rows);
    ck_assert_msg(strncmp(errand->out, head, (size_t)len) == 0 &&
                      strstr(errand->out, "complete\n") != NULL,
                  "%s%s", errand->out, errand->err);
    return strtoll(errand->out + len, NULL, 10);
}

static void open_sandbox(struct sandbox_child *sandbox, const char *option, const char *value) {
    const char *const options[] = {option, value, NULL};
    ck_assert(sandbox_child_open(sandbox, options));
}

START_TEST(test_one_list) {
    const struct errand_config config = {.words = fetch_long};
    struct sandbox_child sandbox;
    struct errand errands[MOST];
    int64_t credits = 0;
    open_sandbox(&sandbox, "--latency", "1");
    for (int i = 0; i < _i; i++)
        errand_start(&errands[i], &sandbox, &config);
    for (int i = 0; i < _i; i++) {
        int status = errand_wait(&errands[i]);
        ck_assert_msg(status == 0, "%d: %s", status, errands[i].err);
        credits += check_whole(&errands[i], LONG_LIST, 10000);
    }
    ck_assert_int_eq(credits, 10001);
    check_bought_once(&sandbox, 201);
    sandbox_child_close(&sandbox);
}
END_TEST

/* One list may name the owner of the other before the profile is requested, which is free then. */
START_TEST(test_two_lists) {
    const struct errand_config configs[] = {{.words = fetch_long}, {.words = fetch_short}};
    struct sandbox_child sandbox;
    struct errand errands[2];
    struct server_log log;
    open_sandbox(&sandbox, "--latency", "1");
    for (int i = 0; i < 2; i++)
        errand_start(&errands[i], &sandbox, &configs[i]);
    ck_assert_int_eq(errand_wait(&errands[0]), 0);
    ck_assert_int_eq(errand_wait(&errands[1]), 0);
    int64_t credits = check_whole(&errands[0], LONG_LIST, 10000);
    credits += check_whole(&errands[1], SHORT_LIST, 412);
    server_log_read(&sandbox, &log);
    ck_assert_int_eq(credits, server_log_bill(&log));
    check_bought_once(&sandbox, log.count);
    server_log_free(&log);
    sandbox_child_close(&sandbox);
}
END_TEST

/* A browser, or a fetch with a person at it, on the sandbox that is there already. */
static void open_with(struct browser *browser, const char *const words[], bool is_job) {
    struct pty_config config;
    pty_config_init(&config);
    config.is_job = is_job;
    browser_init_bytes(browser);
    ck_assert(sandbox_child_browse(&browser->sandbox, &browser->pty, &config, words));
}

static void open_terminal(struct browser *browser, const char *const words[]) {
    open_with(browser, words, false);
}

static void quit(struct browser *browser) {
    browser_send(browser, "Q");
    ck_assert_int_eq(browser_wait_exit(browser, PTY_DEADLINE_MS), 0);
}

static bool is_over(const struct errand *errand) {
    struct pollfd end = {.fd = errand->pidfd, .events = POLLIN};
    return poll(&end, 1, 0) == 1;
}

/* Whoever scrolls follows a load at his heels. */
START_TEST(test_scrolling_during_a_load) {
    static const char *const words[] = {"@" LONG_LIST, NULL};
    static const char *const alarms[] = {"could not", "cannot", "failed", "not kept", "m tries"};
    const struct errand_config config = {.words = fetch_long};
    struct browser browser = {.sandbox = {.pid = 0}};
    struct errand errand;
    open_sandbox(&browser.sandbox, "--latency", "2");
    errand_start(&errand, &browser.sandbox, &config);
    open_terminal(&browser, words);
    browser_wait(&browser, " of 10,000 loaded");
    while (!is_over(&errand)) {
        browser_send(&browser, KEY_PAGE_DOWN_BYTES "G");
        ck_assert(pty_wait_quiet(&browser.pty, PTY_QUIET_MS));
    }
    ck_assert_int_eq(errand_wait(&errand), 0);
    check_whole(&errand, LONG_LIST, 10000);
    browser_collect(&browser);
    for (size_t i = 0; i < sizeof alarms / sizeof *alarms; i++)
        ck_assert_msg(!strstr(buf_text(&browser.all), alarms[i]), "“%s” was said", alarms[i]);
    quit(&browser);
    struct server_log log;
    server_log_read(&browser.sandbox, &log);
    check_bought_once(&browser.sandbox, log.count);
    server_log_free(&log);
    browser_abandon(&browser);
}
END_TEST

/* The store, for a moment to write in while nobody else does. */
static struct sql *open_to_write(const struct sandbox_child *sandbox) {
    char path[SANDBOX_CHILD_PATH];
    struct err err = {.text = ""};
    put_path(sandbox, path);
    struct sql *sql = sql_open(path, SQL_WRITE, &err);
    ck_assert_msg(sql != NULL, "%s", err.text);
    return sql;
}

static void begin_writing(struct sql *sql) {
    struct err err = {.text = ""};
    ck_assert_msg(sql_begin(sql, &err), "%s", err.text);
}

/* Stops it while it waits for its answer: it writes nothing then, and has entered what came. */
static void stop_waiting(const struct sandbox_child *sandbox, pid_t pid) {
    struct sql *sql = open_to_write(sandbox);
    for (int64_t unread = 1; unread; sql_rollback(sql)) {
        begin_writing(sql);
        ck_assert(sql_read(sql_use(sql, "SELECT EXISTS (SELECT 1 FROM request WHERE"
                                        " state = 'answered' AND outcome IS NULL)"),
                           &unread, NULL));
        if (!unread)
            ck_assert_int_eq(kill(pid, SIGSTOP), 0);
    }
    sql_close(sql);
}

/* A fetch whose answer, the third, comes slowly; and a browser that wants the same page. */
static void open_rivals(struct browser *browser, struct errand *errand, const char *const fetch[],
                        const char *const words[], const char *fault, size_t line) {
    const struct errand_config config = {.words = fetch};
    *browser = (struct browser){.sandbox = {.pid = 0}};
    open_sandbox(&browser->sandbox, "--fault", fault);
    errand_start(errand, &browser->sandbox, &config);
    ck_assert(server_log_wait(&browser->sandbox, line, errand->pidfd));
    stop_waiting(&browser->sandbox, errand->pid);
    open_terminal(browser, words);
    if (line > 2) {
        browser_wait(browser, "50 of 412 loaded");
        browser_send(browser, "m");
    }
    browser_wait(browser, "requested by another program");
    ck_assert_uint_eq(server_log_count(&browser->sandbox), line);
}

static const char *const browse_short[] = {"--no-prefetch", "--page", "50", ("@" SHORT_LIST), NULL};
static const char *const browse_short_ahead[] = {"--page", "50", ("@" SHORT_LIST), NULL};

START_TEST(test_stopped_rival_is_waited_for) {
    struct browser browser;
    struct errand errand;
    open_rivals(&browser, &errand, fetch_short, browse_short, "slow@3", 3);
    if (_i)
        quit(&browser);
    ck_assert_int_eq(kill(errand.pid, SIGCONT), 0);
    if (!_i)
        browser_wait(&browser, "100 of 412 loaded");
    ck_assert_int_eq(errand_wait(&errand), 0);
    check_whole(&errand, SHORT_LIST, 412);
    if (!_i)
        quit(&browser);
    check_bought_once(&browser.sandbox, 10);
    browser_abandon(&browser);
}
END_TEST

/* The rival is killed, and what it asked for may have been charged: that is said, and nothing is
 * asked for until somebody says so. */
static void lose_rival(struct browser *browser, struct errand *errand, int64_t most) {
    size_t requests = server_log_count(&browser->sandbox);
    errand_kill(errand);
    browser_wait(browser, "stopped: requested before: maybe charged");
    ck_assert(browser_shows(browser, "m tries again"));
    struct money sum = read_ledger(&browser->sandbox);
    ck_assert_int_eq(sum.requests, (int64_t)requests);
    ck_assert_int_eq(sum.unanswered, 1);
    ck_assert_int_eq(sum.maybe, most);
    browser_send(browser, "Gjk" KEY_PAGE_DOWN_BYTES);
    ck_assert(browser_shows(browser, "stopped: requested before: maybe charged"));
    ck_assert_uint_eq(server_log_count(&browser->sandbox), requests);
    browser_send(browser, "m");
}

/* The page was charged twice, because nobody heard the first answer; the second one's balance tells
 * so. */
START_TEST(test_killed_rival_is_succeeded_when_told) {
    struct browser browser;
    struct errand errand;
    struct server_log log;
    open_rivals(&browser, &errand, fetch_short, _i ? browse_short : browse_short_ahead, "slow@3",
                3);
    lose_rival(&browser, &errand, PAGE);
    browser_wait(&browser, "100 of 412 loaded");
    server_log_read(&browser.sandbox, &log);
    struct money sum = read_ledger(&browser.sandbox);
    ck_assert_uint_eq(log.count, 4);
    ck_assert_str_eq(log.lines[2].cursor, log.lines[3].cursor);
    ck_assert_int_eq(sum.requests, 4);
    ck_assert_int_eq(sum.unanswered, 1);
    ck_assert_int_eq(sum.proved, PAGE);
    ck_assert_int_eq(sum.credits, server_log_bill(&log));
    ck_assert_int_eq(sum.maybe, 0);
    server_log_free(&log);
    quit(&browser);
    browser_abandon(&browser);
}
END_TEST

/* Nothing is known of the balance before the very first request. */
START_TEST(test_killed_first_may_have_been_charged) {
    static const char *const fetch[] = {"fetch", "--cap", "1000", "--no-profile", SHORT_LIST, NULL};
    static const char *const browse[] = {"--no-profile", "--no-prefetch", "@" SHORT_LIST, NULL};
    struct browser browser;
    struct errand errand;
    struct server_log log;
    open_rivals(&browser, &errand, fetch, browse, "slow", 1);
    lose_rival(&browser, &errand, PAGE);
    browser_wait(&browser, "20 loaded · more");
    browser_wait(&browser, "50 maybe charged");
    server_log_read(&browser.sandbox, &log);
    struct money sum = read_ledger(&browser.sandbox);
    ck_assert_uint_eq(log.count, 2);
    ck_assert_int_eq(sum.unanswered, 1);
    ck_assert_int_eq(sum.maybe, PAGE);
    ck_assert_int_eq(sum.credits + sum.maybe, server_log_bill(&log));
    server_log_free(&log);
    quit(&browser);
    browser_abandon(&browser);
}
END_TEST

/* The request that a fetch is killed at: a page in the midst, the first one, the profile. What it
 * may have cost is proved, unless no balance was reported before it. */
static const struct {
    const char *fault;
    size_t line;
    int64_t proved, maybe;
} losses[] = {{"slow@5", 5, PAGE, 0}, {"slow@2", 2, PAGE, 0}, {"slow", 1, 0, 1}};

enum { LOSSES = sizeof losses / sizeof *losses, WHOLE = 10 /* requests for the short list */ };

/* What a fetch says of it. */
static const char said_of_lost[] = "followtrail fetch: @" SHORT_LIST ": ",
                  said_maybe[] = "have been charged";

/* Another fetch, at a terminal, waits for the one that is killed. */
static void wait_and_stop(const struct sandbox_child *sandbox, struct errand *rival) {
    struct browser fetch = {.sandbox = *sandbox};
    size_t requests = server_log_count(sandbox);
    stop_waiting(sandbox, rival->pid);
    open_terminal(&fetch, fetch_short);
    ck_assert(pty_wait_text(&fetch.pty, "waiting for another program"));
    errand_kill(rival);
    int status = browser_wait_exit(&fetch, PTY_DEADLINE_MS);
    ck_assert_msg(status == EX_TEMPFAIL, "%d: %s", status, buf_text(&fetch.all));
    const char *said = strstr(buf_text(&fetch.all), said_of_lost);
    ck_assert_msg(said && strstr(said, said_maybe), "%s", buf_text(&fetch.all));
    ck_assert_uint_eq(server_log_count(sandbox), requests);
    pty_close(&fetch.pty);
    browser_fini_bytes(&fetch);
}

/* A fetch without a person at it. To start it is to ask for what was lost, which it says; but one
 * that waited was started before that. */
START_TEST(test_fetch_goes_on_for_a_killed_one) {
    const struct errand_config config = {.words = fetch_short};
    struct sandbox_child sandbox;
    struct errand errand;
    struct server_log log;
    int which = _i / 2;
    open_sandbox(&sandbox, "--fault", losses[which].fault);
    errand_start(&errand, &sandbox, &config);
    ck_assert(server_log_wait(&sandbox, losses[which].line, errand.pidfd));
    if (_i % 2)
        wait_and_stop(&sandbox, &errand);
    else
        errand_kill(&errand);
    int status = errand_run(&errand, &sandbox, &config);
    ck_assert_msg(status == 0, "%d: %s", status, errand.err);
    const char *said = strstr(errand.err, said_of_lost);
    ck_assert_msg(said && strstr(said, said_maybe) && strstr(said, "requesting it again"), "%s",
                  errand.err);
    check_whole(&errand, SHORT_LIST, 412);
    server_log_read(&sandbox, &log);
    struct money sum = read_ledger(&sandbox);
    ck_assert_uint_eq(log.count, WHOLE + 1);
    ck_assert_int_eq(sum.unanswered, 1);
    ck_assert_int_eq(sum.proved, losses[which].proved);
    ck_assert_int_eq(sum.maybe, losses[which].maybe);
    ck_assert_int_eq(sum.credits + sum.maybe, server_log_bill(&log));
    server_log_free(&log);
    sandbox_child_close(&sandbox);
}
END_TEST

static void wait_news(struct browser *fetch, int *status) {
    ck_assert(pty_wait_news(&fetch->pty, status, PTY_DEADLINE_MS));
}

/* ^Z, at any moment of a load. */
START_TEST(test_stopped_program_keeps_nobody_from_writing) {
    struct browser fetch = {.sandbox = {.pid = 0}};
    int status;
    open_sandbox(&fetch.sandbox, "--latency", "0");
    open_with(&fetch, fetch_long, true);
    for (size_t i = 1; i <= STOPS; i++) {
        while (server_log_count(&fetch.sandbox) < i * STRIDE)
            poll(NULL, 0, 1);
        ck_assert(pty_signal(&fetch.pty, SIGTSTP));
        wait_news(&fetch, &status);
        ck_assert(WIFSTOPPED(status));
        struct sql *sql = open_to_write(&fetch.sandbox);
        begin_writing(sql);
        sql_close(sql);
        ck_assert(pty_signal(&fetch.pty, SIGCONT));
        wait_news(&fetch, &status);
        ck_assert(WIFCONTINUED(status));
    }
    ck_assert_int_eq(browser_wait_exit(&fetch, TIMEOUT_S * 500), 0);
    check_bought_once(&fetch.sandbox, 201);
    browser_abandon(&fetch);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("together");
    TCase *tc = tcase_create("together");
    tcase_set_timeout(tc, TIMEOUT_S);
    tcase_add_loop_test(tc, test_one_list, (int)effort_runs(MOST, 2, 2), MOST + 1);
    tcase_add_test(tc, test_two_lists);
    tcase_add_test(tc, test_scrolling_during_a_load);
    tcase_add_test(tc, test_stopped_program_keeps_nobody_from_writing);
    suite_add_tcase(suite, tc);
    tc = tcase_create("rivals");
    tcase_set_timeout(tc, TIMEOUT_S);
    tcase_add_loop_test(tc, test_stopped_rival_is_waited_for, 0, 2);
    tcase_add_loop_test(tc, test_killed_rival_is_succeeded_when_told, 0, 2);
    tcase_add_test(tc, test_killed_first_may_have_been_charged);
    run_sample(tc, test_fetch_goes_on_for_a_killed_one, 0, 2 * LOSSES, 3);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
