/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A store that cannot take what would be bought: the program says so and requests nothing. */
#include "tests/support/browser.h"
#include "tests/support/effort.h"
#include "tests/support/errand.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"
#include "tests/support/server_log.h"

#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

enum { TIMEOUT_S = 60, KIB = 1024, FILE_MAX = 8 << 20 };

#define NEVER_MIX "The two never mix"
#define NOWHERE   "https://127.0.0.1:1"

static const char *const fetch[] = {"fetch", "--cap", "1000", "zoe.flores", NULL};

struct scene {
    struct sandbox_child sandbox;
    struct scratch scratch;
    struct errand errand;
};

static void open_scene(struct scene *scene) {
    ck_assert(sandbox_child_open(&scene->sandbox, NULL));
    scratch_init(&scene->scratch);
}

static void close_scene(struct scene *scene) {
    sandbox_child_close(&scene->sandbox);
    scratch_fini(&scene->scratch);
}

static void make_store(const struct scene *scene, const char *kind) {
    store_close(scratch_open(&scene->scratch, kind));
}

/* Ends so, says that, and the server has not heard of it. */
static void check_refused(struct scene *scene, const struct errand_config *config, int status,
                          const char *word) {
    size_t asked = server_log_count(&scene->sandbox);
    int found = errand_run(&scene->errand, &scene->sandbox, config);
    ck_assert_msg(found == status, "status %d, not %d: %s%s", found, status, scene->errand.out,
                  scene->errand.err);
    ck_assert_msg(strstr(scene->errand.err, word) != NULL, "not “%s”: %s", word, scene->errand.err);
    ck_assert_str_eq(scene->errand.out, "");
    ck_assert_uint_eq(server_log_count(&scene->sandbox), asked);
}

/* The browser in a terminal. */
static void check_browser_refused(struct scene *scene, const char *option) {
    const char *const words[] = {sandbox_child_program(), option, "--store", scene->scratch.path,
                                 NULL};
    static const char *const environment[] = {"FOLLOWTRAIL_API_URL", "XDG_CONFIG_HOME=/nonexistent",
                                              "UNIFAPI_API_KEY=" SANDBOX_CHILD_KEY, NULL};
    struct browser browser = {.sandbox = {.pid = 0}};
    struct pty_config config;
    pty_config_init(&config);
    config.environment = environment;
    browser_init_bytes(&browser);
    ck_assert(pty_open(&browser.pty, &config, words));
    ck_assert_int_eq(browser_wait_exit(&browser, PTY_DEADLINE_MS), EX_CONFIG);
    ck_assert_msg(strstr(buf_text(&browser.all), NEVER_MIX) != NULL, "%s", buf_text(&browser.all));
    pty_close(&browser.pty);
    browser_fini_bytes(&browser);
}

START_TEST(test_live_store_takes_nothing_of_the_sandbox) {
    struct scene scene;
    open_scene(&scene);
    make_store(&scene, STORE_KIND_LIVE);
    const struct errand_config config = {.words = fetch, .store = scene.scratch.path};
    check_refused(&scene, &config, EX_CONFIG, NEVER_MIX);
    check_browser_refused(&scene, "--demo");
    close_scene(&scene);
}
END_TEST

/* An address where nothing listens: no live one is ever contacted, whatever is wrong. */
START_TEST(test_sandbox_store_takes_nothing_live) {
    struct scene scene;
    open_scene(&scene);
    make_store(&scene, STORE_KIND_SANDBOX);
    const struct errand_config config = {
        .words = fetch, .store = scene.scratch.path, .url = NOWHERE};
    check_refused(&scene, &config, EX_CONFIG, NEVER_MIX);
    check_browser_refused(&scene, "--api-url=" NOWHERE);
    close_scene(&scene);
}
END_TEST

static void overwrite(const char *path, off_t from, size_t len) {
    char bytes[KIB];
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    ck_assert_int_ge(fd, 0);
    memset(bytes, 0xA5, sizeof bytes);
    for (size_t done = 0; done < len; done += sizeof bytes) {
        size_t part = len - done < sizeof bytes ? len - done : sizeof bytes;
        ck_assert_int_eq(pwrite(fd, bytes, part, from + (off_t)done), (ssize_t)part);
    }
    close(fd);
}

static off_t size_of(const char *path) {
    struct stat status;
    ck_assert_int_eq(stat(path, &status), 0);
    return status.st_size;
}

/* The head; all after it; the second half is missing; no store at all; and a part in the middle,
 * which is seen immediately where a program was killed. */
enum damage { HEAD, REST, HALF, ALL, PART, DAMAGES };

static void damage(const char *path, enum damage how) {
    off_t size = size_of(path);
    switch (how) {
    case HEAD:
        overwrite(path, 0, 100);
        break;
    case REST:
        overwrite(path, 4 * KIB, (size_t)size - 4 * KIB);
        break;
    case HALF:
        ck_assert_int_eq(truncate(path, size / 2), 0);
        break;
    case PART:
        overwrite(path, size * 3 / 4, (size_t)size / 8);
        break;
    default:
        overwrite(path, 0, (size_t)size);
        break;
    }
}

static void kill_in_the_middle(struct scene *scene, const struct errand_config *config) {
    size_t asked = server_log_count(&scene->sandbox);
    errand_start(&scene->errand, &scene->sandbox, config);
    ck_assert(server_log_wait(&scene->sandbox, asked + 2, scene->errand.pidfd));
    errand_kill(&scene->errand);
}

START_TEST(test_damaged_store) {
    static const char *const other[] = {"fetch", "--cap", "20000", "collects.everyone", NULL};
    struct scene scene;
    open_scene(&scene);
    const struct errand_config first = {.words = fetch, .store = scene.scratch.path};
    const struct errand_config second = {.words = other, .store = scene.scratch.path};
    ck_assert_int_eq(errand_run(&scene.errand, &scene.sandbox, &first), 0);
    if (_i == PART)
        kill_in_the_middle(&scene, &second);
    damage(scene.scratch.path, (enum damage)_i);
    server_log_wait_idle(&scene.sandbox);
    check_refused(&scene, &second, EX_DATAERR, scene.scratch.path);
    close_scene(&scene);
}
END_TEST

/* Nobody was killed, so it opens, and what it has may be read; each time it is found out before
 * anything is sent. */
START_TEST(test_damaged_store_that_opens) {
    static const char *const other[] = {"fetch",     "--cap", "20000", "collects.everyone",
                                        "open.door", NULL};
    struct scene scene;
    open_scene(&scene);
    const struct errand_config first = {.words = fetch, .store = scene.scratch.path};
    const struct errand_config second = {.words = other, .store = scene.scratch.path};
    ck_assert_int_eq(errand_run(&scene.errand, &scene.sandbox, &first), 0);
    damage(scene.scratch.path, PART);
    server_log_wait_idle(&scene.sandbox);
    size_t asked = server_log_count(&scene.sandbox);
    ck_assert_int_eq(errand_run(&scene.errand, &scene.sandbox, &second), EX_TEMPFAIL);
    ck_assert_uint_eq(server_log_count(&scene.sandbox), asked);
    const char *said = strstr(scene.errand.err, "is damaged: ");
    ck_assert_msg(said && strstr(said + 1, "is damaged: "), "%s", scene.errand.err);
    ck_assert_msg(strstr(said, "Keep the file, and restore a copy") != NULL, "%s", said);
    ck_assert_msg(!strstr(said, "*** in"), "%s", said);
    close_scene(&scene);
}
END_TEST

/* Of a folder in which one may not write; with a store that one may read in it, and without. */
START_TEST(test_folder_of_somebody_else) {
    struct scene scene;
    open_scene(&scene);
    if (_i)
        make_store(&scene, STORE_KIND_SANDBOX);
    if (_i)
        ck_assert_int_eq(chmod(scene.scratch.path, geteuid() == 0 ? 0444 : 0400), 0);
    ck_assert_int_eq(chmod(scene.scratch.folder, geteuid() == 0 ? 0755 : 0500), 0);
    const struct errand_config config = {
        .words = fetch, .store = scene.scratch.path, .is_nobody = true};
    check_refused(&scene, &config, EX_CONFIG, scene.scratch.path);
    close_scene(&scene);
}
END_TEST

static void copy_old_store(const char *path) {
    static char bytes[256 * KIB];
    char fixture[4 * KIB];
    const char *source = getenv("FOLLOWTRAIL_TEST_SOURCE");
    snprintf(fixture, sizeof fixture, "%s/tests/stores/version-2.db", source ? source : ".");
    FILE *from = fopen(fixture, "re"), *to = fopen(path, "we");
    ck_assert(from && to);
    size_t len = fread(bytes, 1, sizeof bytes, from);
    ck_assert(len > 0 && len < sizeof bytes && fwrite(bytes, 1, len, to) == len);
    ck_assert(fclose(from) == 0 && fclose(to) == 0);
}

/* An older version's, on a medium that takes nothing: all that is in it may be read, in a copy. */
START_TEST(test_old_store_is_read_only) {
    static const struct {
        const char *words[5], *out;
    } readings[] = {
        {{"ledger"}, "27 requests, 119 records, 123 credits"},
        {{"answer", "2"}, "\"data\""},
        {{"--offline", "--plain", "777"}, "nothing can be bought with it"},
    };
    struct scene scene;
    open_scene(&scene);
    copy_old_store(scene.scratch.path);
    ck_assert_int_eq(chmod(scene.scratch.path, 0444), 0);
    ck_assert_int_eq(chmod(scene.scratch.folder, 0555), 0);
    ck_assert_int_eq(chmod(scene.sandbox.folder, 0777), 0); /* bookmarks, and the place */
    for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
        const struct errand_config config = {
            .words = readings[i].words, .store = scene.scratch.path, .is_nobody = true};
        int status = errand_run(&scene.errand, &scene.sandbox, &config);
        ck_assert_msg(status == 0, "%d: %s", status, scene.errand.err);
        ck_assert_msg(strstr(scene.errand.out, readings[i].out), "%s", scene.errand.out);
        ck_assert_msg(strstr(scene.errand.out, "temporary copy") ||
                          strstr(scene.errand.err, "temporary copy"),
                      "%s", scene.errand.err);
    }
    const struct errand_config config = {
        .words = fetch, .store = scene.scratch.path, .is_nobody = true};
    check_refused(&scene, &config, EX_CONFIG, scene.scratch.path);
    close_scene(&scene);
}
END_TEST

/* Until there is room for the answer: none for the store, none for the run, none for the
 * request, none for the file where the answer waits if the store cannot take it. */
START_TEST(test_full_disk) {
    struct scene scene;
    const int64_t step = (int64_t)effort_runs(12, 4, 4) * KIB;
    int64_t most = 1;
    bool was_opened = false, had_no_spill = false;
    open_scene(&scene);
    if (_i)
        make_store(&scene, STORE_KIND_SANDBOX);
    for (;; most += most < 512 * KIB ? step : 512 * KIB) {
        const struct errand_config config = {
            .words = fetch, .store = scene.scratch.path, .most_bytes = most};
        int status = errand_run(&scene.errand, &scene.sandbox, &config);
        if (server_log_count(&scene.sandbox))
            break;
        ck_assert_msg(status == EX_UNAVAILABLE || status == EX_TEMPFAIL, "%d", status);
        ck_assert_msg(strstr(scene.errand.err, "the disk is full") != NULL, "%s", scene.errand.err);
        was_opened = was_opened || strstr(scene.errand.err, "Nothing was sent");
        had_no_spill = had_no_spill || strstr(scene.errand.err, "no room for the spill file");
        ck_assert_int_lt(most, FILE_MAX);
    }
    ck_assert(was_opened || !_i); /* making one takes more than a request */
    ck_assert_int_gt(most, 4 * KIB);
    ck_assert(had_no_spill);
    close_scene(&scene);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("unfit_store");
    TCase *tc = tcase_create("unfit");
    tcase_set_timeout(tc, TIMEOUT_S);
    tcase_add_test(tc, test_live_store_takes_nothing_of_the_sandbox);
    tcase_add_test(tc, test_sandbox_store_takes_nothing_live);
    run_sample(tc, test_damaged_store, 0, DAMAGES, 3);
    tcase_add_test(tc, test_damaged_store_that_opens);
    tcase_add_loop_test(tc, test_folder_of_somebody_else, 0, 2);
    tcase_add_test(tc, test_old_store_is_read_only);
    tcase_add_loop_test(tc, test_full_disk, 0, 2);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
