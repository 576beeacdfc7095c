/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Other programs: their input, and how their end and failure to start are reported. What they
 * inherit is tested where they are used (test_clipboard, test_web_browser). */
#include "base/mem.h"
#include "base/spawn.h"
#include "tests/support/run.h"

#include <check.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

enum { LONG_MS = 50000, MUCH = 8 << 20 };

static bool feed(const char *script, size_t len, int64_t patience_ms, struct err *err) {
    const char *const words[] = {"sh", "-c", script, NULL};
    char *bytes = mem_zalloc(len);
    bool is_done = spawn_feed(words, bytes, len, patience_ms, err);
    free(bytes);
    ck_assert_int_eq(waitpid(-1, NULL, WNOHANG), -1);
    ck_assert_int_eq(errno, ECHILD);
    return is_done;
}

/* More than any socket buffers, so that some of it has to wait. */
START_TEST(all_of_it_arrives) {
    ck_assert(feed("test $(wc -c) = 8388608", MUCH, LONG_MS, NULL));
    ck_assert(feed("test $(wc -c) = 0", 0, LONG_MS, NULL));
}
END_TEST

START_TEST(failure_is_told) {
    struct err err;
    ck_assert(!feed("cat >/dev/null; exit 3", 10, LONG_MS, &err));
    ck_assert_int_eq(err.kind, ERR_IO);
    ck_assert_str_eq(err.text, "“sh” failed");
    ck_assert(!feed("cat >/dev/null; kill -9 $$", 10, LONG_MS, NULL));
}
END_TEST

/* Exit status 0 is not enough. */
START_TEST(what_was_not_taken_is_told) {
    ck_assert(!feed("exit 0", MUCH, LONG_MS, NULL));
    ck_assert(!feed("exec 0<&-; exit 0", MUCH, LONG_MS, NULL));
}
END_TEST

/* It reads nothing and does not end; or reads, and does not end. */
START_TEST(patience_has_an_end) {
    ck_assert(!feed("kill -STOP $$", MUCH, 50, NULL));
    ck_assert(!feed("cat >/dev/null; kill -STOP $$", 10, 50, NULL));
}
END_TEST

START_TEST(reason_is_the_systems) {
    static const char *const missing[] = {"/nowhere/program", NULL};
    static const char *const folder[] = {"/tmp", NULL};
    struct err err;
    ck_assert(!spawn_detached(missing, &err));
    ck_assert_int_eq(err.kind, ERR_CONFIG);
    ck_assert_str_eq(err.text, "cannot start “/nowhere/program”: No such file or directory");
    ck_assert(!spawn_feed(missing, "", 0, LONG_MS, &err));
    ck_assert_str_eq(err.text, "cannot start “/nowhere/program”: No such file or directory");
    ck_assert(!spawn_detached(folder, &err));
    ck_assert_str_eq(err.text, "cannot start “/tmp”: Permission denied");
    ck_assert_int_eq(waitpid(-1, NULL, WNOHANG), -1);
}
END_TEST

START_TEST(output_is_taken_within_its_time) {
    static const char *const talks[] = {"sh", "-c", "printf 12345; printf words >&2", NULL};
    static const char *const hangs[] = {"sh", "-c", "printf 1; kill -STOP $$", NULL};
    static const char *const closes[] = {"sh", "-c", "exec >&-; kill -STOP $$", NULL};
    char out[8];
    size_t len;
    struct err err;
    ck_assert(spawn_read(talks, out, sizeof out, &len, LONG_MS, NULL));
    ck_assert_uint_eq(len, 5);
    ck_assert_int_eq(memcmp(out, "12345", 5), 0);
    ck_assert(spawn_read(talks, out, 5, &len, LONG_MS, NULL));
    ck_assert(!spawn_read(talks, out, 4, &len, LONG_MS, NULL));
    ck_assert(!spawn_read(hangs, out, sizeof out, &len, 50, &err));
    ck_assert_str_eq(err.text, "“sh” took longer than 0 s and was killed");
    ck_assert(!spawn_read(closes, out, sizeof out, &len, 50, NULL));
}
END_TEST

/* An agent that it started keeps its output open. */
START_TEST(what_it_leaves_running_is_not_waited_for) {
    static const char *const leaves[] = {"sh", "-c", "sleep 300 & echo $!", NULL};
    char out[16] = "";
    size_t len;
    ck_assert(spawn_read(leaves, out, sizeof out - 1, &len, 20000, NULL));
    long agent = strtol(out, NULL, 10);
    ck_assert_int_gt(agent, 1);
    ck_assert_int_eq(kill((pid_t)agent, SIGKILL), 0);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("spawn");
    TCase *tc = tcase_create("all");
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, all_of_it_arrives);
    tcase_add_test(tc, output_is_taken_within_its_time);
    tcase_add_test(tc, what_it_leaves_running_is_not_waited_for);
    tcase_add_test(tc, failure_is_told);
    tcase_add_test(tc, what_was_not_taken_is_told);
    tcase_add_test(tc, patience_has_an_end);
    tcase_add_test(tc, reason_is_the_systems);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
