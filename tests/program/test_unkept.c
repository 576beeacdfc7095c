/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The room ends while a paid answer is under way, and nothing but the write itself shows it: what
 * is said, how it ends, and what the next program has of it. */
#include "tests/support/browser.h"
#include "tests/support/errand.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"
#include "tests/support/server_log.h"

#include <check.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

enum { TIMEOUT_S = 60, FRIENDS = 30, PATH_MAX_BYTES = 256, DEADLINE_MS = 20000 };

static const char *const fetch[] = {"fetch", "alpha", NULL};
static const char *const begin[] = {"fetch", "--cap", "1", "alpha", NULL};

struct scene {
    struct sandbox_child sandbox;
    struct scratch scratch, network;
    struct errand errand;
    struct errand_config config;
    struct store *reader;
};

static FILE *open_table(const struct scene *scene, const char *name) {
    char path[PATH_MAX_BYTES];
    snprintf(path, sizeof path, "%s/%s", scene->network.folder, name);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    return file;
}

/* Alpha follows everybody else: one page of a load, and more than one when browsing. */
static void write_network(const struct scene *scene) {
    FILE *accounts = open_table(scene, "accounts.csv"), *follows = open_table(scene, "follows.csv");
    fprintf(accounts, "id,username,following_count\n1000,alpha,%d\n", FRIENDS);
    fputs("source,target,rank\n", follows);
    for (int i = 1; i <= FRIENDS; i++) {
        fprintf(accounts, "%d,friend%d,0\n", 1000 + i, i);
        fprintf(follows, "1000,%d,%d\n", 1000 + i, i);
    }
    fclose(accounts);
    fclose(follows);
}

/* With alpha's profile in the store, and a server that takes its time. */
static void open_scene(struct scene *scene) {
    scratch_init(&scene->scratch);
    scratch_init(&scene->network);
    write_network(scene);
    const char *const options[] = {"--network", scene->network.folder, "--latency", "400", NULL};
    ck_assert(sandbox_child_open(&scene->sandbox, options));
    scene->config = (struct errand_config){.words = begin, .store = scene->scratch.path};
    ck_assert_int_eq(errand_run(&scene->errand, &scene->sandbox, &scene->config), EX_TEMPFAIL);
    scene->config.words = fetch;
    scene->reader = scratch_read(&scene->scratch);
}

static void remove_table(const struct scene *scene, const char *name) {
    char path[PATH_MAX_BYTES];
    snprintf(path, sizeof path, "%s/%s", scene->network.folder, name);
    unlink(path);
}

/* The books are those of the server, and no page was bought twice. */
static void close_scene(struct scene *scene, int64_t rows) {
    struct sandbox_child_bill bill;
    struct server_log log;
    ck_assert(sandbox_child_read_bill(&scene->sandbox, &bill));
    ck_assert_int_eq(bill.credits, 1 + rows);
    ck_assert_int_eq(scratch_number(scene->reader, "SELECT sum(credits) FROM request"),
                     bill.credits);
    ck_assert_int_eq(scratch_number(scene->reader, "SELECT count(*) FROM edge"), rows);
    server_log_read(&scene->sandbox, &log);
    server_log_check_once(&log);
    server_log_free(&log);
    store_close(scene->reader);
    sandbox_child_close(&scene->sandbox);
    remove_table(scene, "accounts.csv");
    remove_table(scene, "follows.csv");
    scratch_fini(&scene->network);
    scratch_fini(&scene->scratch);
}

static void limit_files(pid_t pid, rlim_t bytes) {
    const struct rlimit limit = {bytes, RLIM_INFINITY};
    ck_assert_int_eq(prlimit(pid, RLIMIT_FSIZE, &limit, NULL), 0);
}

static off_t log_size(const struct scene *scene) {
    struct stat status;
    char *log = scratch_beside(&scene->scratch, "-wal");
    ck_assert_int_eq(stat(log, &status), 0);
    free(log);
    return status.st_size;
}

/* Between the request and its answer: no file grows any more, or none can be written at all. */
static void end_room(const struct scene *scene, pid_t pid, bool is_all) {
    while (scratch_number(scene->reader, "SELECT count(*) FROM request WHERE state = 'under way'") <
           1)
        poll(NULL, 0, 1);
    limit_files(pid, is_all ? 1 : (rlim_t)log_size(scene));
}

static void expect(const char *text, const char *words) {
    ck_assert_msg(strstr(text, words) != NULL, "no “%s” in: %s", words, text);
}

/* A program that only reads says that there is more. */
static void check_told(struct scene *scene) {
    static const char *const ledger[] = {"ledger", NULL}, *const doctor[] = {"doctor", NULL};
    struct errand_config config = {.words = ledger, .store = scene->scratch.path};
    ck_assert_int_eq(errand_run(&scene->errand, &scene->sandbox, &config), EX_OK);
    expect(scene->errand.err, "1 paid answer waits in ");
    config.words = doctor;
    (void)errand_run(&scene->errand, &scene->sandbox, &config);
    expect(scene->errand.out, "1 paid answer waits in ");
}

static void open_browser(const struct scene *scene, struct browser *browser,
                         struct pty_config *config) {
    char option[PATH_MAX_BYTES];
    snprintf(option, sizeof option, "--store=%s", scene->scratch.path);
    const char *const words[] = {option, "@alpha", NULL};
    pty_config_init(config);
    browser_init_bytes(browser);
    ck_assert(sandbox_child_browse(&scene->sandbox, &browser->pty, config, words));
}

START_TEST(test_answer_waits_beside_the_store) {
    struct scene scene;
    open_scene(&scene);
    errand_start(&scene.errand, &scene.sandbox, &scene.config);
    end_room(&scene, scene.errand.pid, false);
    ck_assert_int_eq(errand_wait(&scene.errand), EX_TEMPFAIL);
    expect(scene.errand.out, "30 of 30 · not stored yet");
    expect(scene.errand.err, "Not all paid answers are stored.");
    expect(scene.errand.err, "It is safe in ");
    expect(scene.errand.err, "30 credits spent in this session\n");
    check_told(&scene);
    ck_assert_int_eq(errand_run(&scene.errand, &scene.sandbox, &scene.config), EX_OK);
    expect(scene.errand.out, "\t0\t30 of 30 · complete");
    expect(scene.errand.err, "followtrail: stored 1 paid answer from the spill file, "
                             "at no cost\n");
    close_scene(&scene, FRIENDS);
}
END_TEST

/* The browser says so on its status line. */
START_TEST(test_browser_says_what_it_took_in) {
    struct scene scene;
    struct browser browser = {.sandbox = {.pid = 0}};
    struct pty_config config;
    open_scene(&scene);
    errand_start(&scene.errand, &scene.sandbox, &scene.config);
    end_room(&scene, scene.errand.pid, false);
    ck_assert_int_eq(errand_wait(&scene.errand), EX_TEMPFAIL);
    open_browser(&scene, &browser, &config);
    browser_wait(&browser, "stored 1 paid answer from the spill file");
    browser_send(&browser, "Q");
    ck_assert_int_eq(browser_wait_exit(&browser, DEADLINE_MS), EX_OK);
    pty_close(&browser.pty);
    browser_fini_bytes(&browser);
    close_scene(&scene, FRIENDS);
}
END_TEST

/* What cannot be kept at all is reported with its price; the next call says what it requests again,
 * and asks for no more. */
START_TEST(test_answer_that_nothing_takes) {
    struct scene scene;
    struct sandbox_child_bill bill;
    open_scene(&scene);
    errand_start(&scene.errand, &scene.sandbox, &scene.config);
    end_room(&scene, scene.errand.pid, true);
    ck_assert_int_eq(errand_wait(&scene.errand), EX_TEMPFAIL);
    expect(scene.errand.out, "30 of 30 · not stored yet");
    expect(scene.errand.err, "lost 1 paid answer");
    expect(scene.errand.err, "30 credits spent in this session\n");
    ck_assert_int_eq(errand_run(&scene.errand, &scene.sandbox, &scene.config), EX_OK);
    expect(scene.errand.err, "requesting it again costs up to 30 credits more");
    ck_assert_ptr_null(strstr(scene.errand.err, "Nothing was sent"));
    ck_assert(sandbox_child_read_bill(&scene.sandbox, &bill));
    ck_assert_int_eq(bill.credits, 1 + 2 * FRIENDS);
    ck_assert_int_eq(scratch_number(scene.reader, "SELECT sum(coalesce(credits, reserved))"
                                                  " FROM request"),
                     bill.credits);
    store_close(scene.reader);
    sandbox_child_close(&scene.sandbox);
    remove_table(&scene, "accounts.csv");
    remove_table(&scene, "follows.csv");
    scratch_fini(&scene.network);
    scratch_fini(&scene.scratch);
}
END_TEST

/* The sign stays whatever is pressed, until the answer is in the store; Q asks meanwhile. */
static void check_sign(struct scene *scene, struct browser *browser, bool is_all) {
    end_room(scene, browser->pty.pid, is_all);
    browser_wait(browser, "! 1 not stored");
    browser_send(browser, "j");
    browser_send(browser, "k");
    browser_redraw(browser);
    ck_assert(browser_shows(browser, "! 1 not stored"));
    browser_send(browser, "Q");
    browser_wait(browser, is_all ? "Quit and lose 1 paid answer? y/N" : "Quit now? y/N");
    browser_send(browser, "n");
    limit_files(browser->pty.pid, RLIM_INFINITY);
    browser_wait(browser, "All paid answers are now stored.");
    browser_redraw(browser);
    ck_assert(!browser_shows(browser, "not stored"));
    /* And there is room for the next answer. */
    browser_send(browser, "m");
    browser_wait(browser, "30 of 30");
    browser_send(browser, "Q");
    ck_assert_int_eq(browser_wait_exit(browser, DEADLINE_MS), EX_OK);
}

START_TEST(test_sign_stays_until_it_is_stored) {
    struct scene scene;
    struct browser browser = {.sandbox = {.pid = 0}};
    struct pty_config config;
    open_scene(&scene);
    open_browser(&scene, &browser, &config);
    check_sign(&scene, &browser, _i);
    pty_close(&browser.pty);
    browser_fini_bytes(&browser);
    close_scene(&scene, FRIENDS);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("unkept");
    TCase *tc = tcase_create("unkept");
    tcase_set_timeout(tc, TIMEOUT_S);
    tcase_add_test(tc, test_answer_waits_beside_the_store);
    tcase_add_test(tc, test_browser_says_what_it_took_in);
    tcase_add_test(tc, test_answer_that_nothing_takes);
    tcase_add_loop_test(tc, test_sign_stays_until_it_is_stored, 0, 2);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
