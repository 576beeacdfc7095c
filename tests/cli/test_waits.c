/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waits that a server requires, as `fetch` shows and keeps them. */
#include "tests/support/errand.h"
#include "tests/support/raw_server.h"
#include "tests/support/run.h"

#include <check.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#define REFUSAL                                                                                    \
    "{\"error\":{\"type\":\"rate_limited\",\"message\":\"slow down\",\"request_id\":\"unif_1\"}}"
#define NEVER                                                                                      \
    "HTTP/1.1 401 No\r\nContent-Type: application/json\r\nContent-Length: 72\r\n\r\n"              \
    "{\"error\":{\"type\":\"unauthorized\",\"message\":\"no\",\"request_id\":\"unif_2\"}}  "

enum { TIMEOUT_S = 60 };

static const char *const words[] = {"fetch", "--no-profile", "--cap", "9", "@zoe", NULL};

struct scene {
    struct raw_server *server;
    struct raw_step steps[2];
    char late[512];
    struct sandbox_child sandbox;
    struct errand errand;
};

static void open_scene(struct scene *scene, const char *header) {
    snprintf(scene->late, sizeof scene->late,
             "HTTP/1.1 429 Slow\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n"
             "%s\r\n" REFUSAL,
             strlen(REFUSAL), header);
    scene->steps[0] = (struct raw_step){.bytes = scene->late};
    scene->steps[1] = (struct raw_step){.bytes = NEVER};
    scene->server = raw_server_open(scene->steps, 2);
    ck_assert(sandbox_child_open(&scene->sandbox, NULL));
}

static void close_scene(struct scene *scene) {
    sandbox_child_close(&scene->sandbox);
    raw_server_close(scene->server);
}

static void expect(const char *text, const char *said) {
    ck_assert_msg(strstr(text, said) != NULL, "“%s” is not in: %s", said, text);
}

static const struct {
    const char *header, *said;
    size_t hits;
} samples[] = {
    {"Retry-After: 1.2\r\n", "@zoe: rate limit: retrying in 2 s (attempt 2 of 4)\n", 2},
    {"Retry-After: 1, 1\r\n", "@zoe: rate limit: retrying in 1 s (attempt 2 of 4)\n", 2},
    {"Date: Thu, 01 Jan 2199 00:00:00 GMT\r\nRetry-After: Thu, 01 Jan 2199 00:00:02 GMT\r\n",
     "@zoe: rate limit: retrying in 2 s (attempt 2 of 4)\n", 2},
    {"Date: Thu, 01 Jan 1970 12:00:00 GMT\r\nRetry-After: soon\r\nX-RateLimit-Reset: 43203\r\n",
     "@zoe: rate limit: retrying in 3 s (attempt 2 of 4)\n", 2},
    {"Retry-After: 7201\r\n",
     "It asks to wait 3 h before the next request, too long for an automatic retry.", 1},
    {"Retry-After: 99999999999999999999\r\n", "too long for an automatic retry.", 1},
};

START_TEST(a_wait_is_told_and_kept) {
    struct scene scene;
    open_scene(&scene, samples[_i].header);
    const struct errand_config config = {.words = words, .url = raw_server_url(scene.server)};
    ck_assert_int_eq(errand_run(&scene.errand, &scene.sandbox, &config), EX_TEMPFAIL);
    expect(scene.errand.err, samples[_i].said);
    ck_assert_uint_eq(raw_server_hits(scene.server), samples[_i].hits);
    close_scene(&scene);
}
END_TEST

START_TEST(a_countdown_runs) {
    struct scene scene;
    struct pty pty;
    struct pty_config config;
    char url[128];
    const char *const environment[] = {url, NULL};
    open_scene(&scene, "Retry-After: 3\r\n");
    snprintf(url, sizeof url, "FOLLOWTRAIL_API_URL=%s", raw_server_url(scene.server));
    pty_config_init(&config);
    config.environment = environment;
    ck_assert(sandbox_child_browse(&scene.sandbox, &pty, &config, words));
    ck_assert(pty_wait_text(&pty, "retrying in 3 s (attempt 2 of 4)"));
    ck_assert(pty_wait_text(&pty, "retrying in 2 s (attempt 2 of 4)"));
    ck_assert(pty_wait_text(&pty, "retrying in 1 s (attempt 2 of 4)"));
    ck_assert(pty_wait_text(&pty, "key refused"));
    ck_assert_uint_eq(raw_server_hits(scene.server), 2);
    pty_close(&pty);
    close_scene(&scene);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("waits");
    TCase *tc = tcase_create("waits");
    tcase_set_timeout(tc, TIMEOUT_S);
    tcase_add_loop_test(tc, a_wait_is_told_and_kept, 0, sizeof samples / sizeof *samples);
    tcase_add_test(tc, a_countdown_runs);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
