/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/classify.h"
#include "api/client.h"
#include "base/mem.h"
#include "tests/support/raw_server.h"
#include "tests/support/run.h"

#include <check.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KEY "sandbox-key_1.2~3+4/5=="
#define BILLING                                                                                    \
    "\"billing\":{\"credits_charged\":1,\"records_charged\":1,\"balance_remaining\":9,"            \
    "\"truncated_due_to_balance\":false}}"
#define PAGE                                                                                       \
    "{\"request_id\":\"unif_1\",\"data\":[{\"id\":\"1\",\"username\":\"zoe\"}],"                   \
    "\"pagination\":{\"has_more\":true,\"next_cursor\":\"c/+= 2\"}," BILLING
#define PROFILE "{\"request_id\":\"unif_2\",\"data\":{\"id\":\"1\",\"username\":\"zoe\"}," BILLING
#define LIMITED "{\"error\":{\"type\":\"rate_limited\",\"message\":\"Slow down.\"}}"

/* One answer on a connection that stays open; the caller frees the text. */
static char *make_answer(const char *status, const char *body) {
    const size_t room = strlen(body) + 256;
    char *answer = mem_alloc(room);
    snprintf(answer, room,
             "HTTP/1.1 %s\r\nContent-Type: application/json\r\nRetry-After: 2\r\n"
             "X-RateLimit-Remaining: 59\r\nContent-Length: %zu\r\n\r\n%s",
             status, strlen(body), body);
    return answer;
}

static struct api *open_api(const char *url) {
    const struct api_config config = {.url = url, .key = KEY, .silence_s = 10};
    struct err err = {0};
    struct api *api = api_open(&config, &err);
    ck_assert_msg(api != NULL, "%s", err.text);
    return api;
}

static struct answer *finish_as(struct api *api, enum decode_kind kind, void *tag) {
    struct reply *reply;
    void *got = NULL;
    while (!(reply = api_next(api, &got)))
        api_wait(api, -1);
    ck_assert_ptr_eq(got, tag);
    struct answer *answer = classify_reply(reply, kind);
    reply_free(reply);
    return answer;
}

static struct answer *finish(struct api *api, void *tag) {
    return finish_as(api, DECODE_PAGE, tag);
}

START_TEST(a_page_and_a_profile_arrive) {
    char *page = make_answer("200 OK", PAGE), *profile = make_answer("200 OK", PROFILE);
    const struct raw_step steps[] = {{.bytes = page}, {.bytes = profile}};
    struct raw_server *server = raw_server_open(steps, 2);
    struct api *api = open_api(raw_server_url(server));
    int tag;
    struct api_call *call = api_get_following(api, "zoe.flores", NULL, 20, &tag);
    ck_assert(!api_call_is_sent(call));
    struct answer *answer = finish(api, &tag);
    ck_assert_int_eq(answer->outcome, ANSWER_OK);
    ck_assert_int_eq(answer->charge, CHARGE_KNOWN);
    ck_assert_str_eq(answer->request_id, "unif_1");
    ck_assert_int_eq(answer->billing.balance_remaining, 9);
    ck_assert_int_eq(answer->rate_remaining, 59);
    ck_assert_uint_eq(answer->page->count, 1);
    ck_assert_str_eq(answer->page->records[0].username, "zoe");
    ck_assert_str_eq(answer->page->next_cursor, "c/+= 2");
    answer_free(answer);
    api_get_profile(api, "zoe", NULL);
    answer = finish_as(api, DECODE_PROFILE, NULL);
    ck_assert_int_eq(answer->outcome, ANSWER_OK);
    ck_assert_ptr_null(answer->page);
    ck_assert_str_eq(answer->profile->id, "1");
    answer_free(answer);
    api_close(api);
    ck_assert_uint_eq(raw_server_connections(server), 1);
    ck_assert_uint_eq(raw_server_hits(server), 2);
    raw_server_close(server);
    free(page);
    free(profile);
}
END_TEST

START_TEST(addresses_hold_any_id_and_cursor) {
    static const struct {
        const char *base, *id, *cursor;
        int limit;
        const char *target;
    } samples[] = {
        {"", "zoe", NULL, 20, "/tiktok/users/zoe/following?limit=20"},
        {"/", "zoe", NULL, 1, "/tiktok/users/zoe/following?limit=1"},
        {"/pre/fix//", "6784563219087654321", "1711494099000", 50,
         "/pre/fix/tiktok/users/6784563219087654321/following?limit=50&cursor=1711494099000"},
        {"/a/./b/../c", "zoe", NULL, 20, "/a/./b/../c/tiktok/users/zoe/following?limit=20"},
        {"", "a/../../b?c#d%e", "x&limit=50#+= /\xFF", 20,
         "/tiktok/users/a%2F..%2F..%2Fb%3Fc%23d%25e/following?limit=20"
         "&cursor=x%26limit%3D50%23%2B%3D%20%2F%FF"},
        {"", ".", ".", 20, "/tiktok/users/%2E/following?limit=20&cursor=%2E"},
        {"", "..", "", 20, "/tiktok/users/%2E%2E/following?limit=20&cursor="},
        {"", "a\r\nX-Injected: 1", NULL, 20,
         "/tiktok/users/a%0D%0AX-Injected%3A%201/following?limit=20"},
        {"", "..", NULL, 0, "/tiktok/users/%2E%2E"}, /* 0: the profile */
    };
    char *page = make_answer("200 OK", PAGE);
    const struct raw_step step = {.bytes = page};
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        struct raw_server *server = raw_server_open(&step, 1);
        char base[256];
        snprintf(base, sizeof base, "%s%s", raw_server_url(server), samples[i].base);
        struct api *api = open_api(base);
        if (samples[i].limit)
            api_get_following(api, samples[i].id, samples[i].cursor, samples[i].limit, NULL);
        else
            api_get_profile(api, samples[i].id, NULL);
        answer_free(finish(api, NULL));
        ck_assert_msg(raw_server_hits_of(server, samples[i].target) == 1, "%s",
                      raw_server_head(server, 0));
        api_close(api);
        raw_server_close(server);
    }
    free(page);
}
END_TEST

START_TEST(what_fits_in_no_address_is_refused_here) {
    static const struct raw_step step = {.end = RAW_CLOSE};
    struct raw_server *server = raw_server_open(&step, 1);
    struct api *api = open_api(raw_server_url(server));
    char *longest = mem_zalloc(70001);
    memset(longest, 'x', 70000);
    int tag;
    struct api_call *call = api_get_following(api, "", NULL, 20, &tag);
    ck_assert(!api_call_is_sent(call));
    api_wait(api, -1); /* returns immediately: it has ended */
    struct answer *answer = finish(api, &tag);
    ck_assert_int_eq(answer->outcome, ANSWER_VALIDATION_ERROR);
    ck_assert_int_eq(answer->charge, CHARGE_NONE);
    answer_free(answer);
    api_get_profile(api, longest, &tag);
    answer = finish(api, &tag);
    ck_assert_int_eq(answer->outcome, ANSWER_VALIDATION_ERROR);
    answer_free(answer);
    api_get_following(api, "zoe", longest, 20, &tag);
    answer = finish(api, &tag);
    ck_assert_int_eq(answer->outcome, ANSWER_VALIDATION_ERROR);
    ck_assert_int_eq(answer->charge, CHARGE_NONE);
    answer_free(answer);
    api_get_profile(api, "", NULL);
    api_drop(api, api_get_profile(api, "", NULL));
    api_close(api);
    ck_assert_uint_eq(raw_server_connections(server), 0);
    raw_server_close(server);
    free(longest);
}
END_TEST

START_TEST(a_request_is_never_sent_twice) {
    char *page = make_answer("200 OK", PAGE);
    const enum raw_end ends[] = {RAW_CLOSE, RAW_RESET};
    for (size_t i = 0; i < 2; i++) {
        const struct raw_step steps[] = {{.bytes = page}, {.end = ends[i]}, {.bytes = page}};
        struct raw_server *server = raw_server_open(steps, 3);
        struct api *api = open_api(raw_server_url(server));
        api_get_following(api, "zoe", NULL, 20, NULL);
        answer_free(finish(api, NULL));
        api_get_following(api, "zoe", "second", 20, NULL);
        struct answer *answer = finish(api, NULL);
        ck_assert_int_eq(answer->outcome, ANSWER_NO_ANSWER);
        ck_assert_int_eq(answer->charge, CHARGE_UNKNOWN);
        ck_assert(!answer_can_retry(answer));
        answer_free(answer);
        api_close(api);
        ck_assert_uint_eq(raw_server_hits(server), 2);
        ck_assert_uint_eq(
            raw_server_hits_of(server, "/tiktok/users/zoe/following?limit=20&cursor=second"), 1);
        raw_server_close(server);
    }
    free(page);
}
END_TEST

START_TEST(the_key_goes_to_no_other_host) {
    char *page = make_answer("200 OK", PAGE);
    const struct raw_step trap = {.bytes = page};
    static const int statuses[] = {301, 302, 303, 307, 308};
    struct raw_server *other = raw_server_open(&trap, 1);
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        char redirect[256];
        snprintf(redirect, sizeof redirect,
                 "HTTP/1.1 %d Elsewhere\r\nLocation: %s/x\r\nContent-Length: 0\r\n\r\n",
                 statuses[i], raw_server_url(other));
        const struct raw_step step = {.bytes = redirect};
        struct raw_server *server = raw_server_open(&step, 1);
        struct api *api = open_api(raw_server_url(server));
        api_get_profile(api, "zoe", NULL);
        struct answer *answer = finish(api, NULL);
        ck_assert_int_eq(answer->outcome, ANSWER_REDIRECTED);
        ck_assert_ptr_nonnull(strstr(answer->location, raw_server_url(other)));
        answer_free(answer);
        api_close(api);
        ck_assert_uint_eq(raw_server_hits(server), 1);
        raw_server_close(server);
    }
    ck_assert_uint_eq(raw_server_connections(other), 0);
    raw_server_close(other);
    free(page);
}
END_TEST

START_TEST(errors_arrive_as_what_they_are) {
    char *limited = make_answer("429 Too Many Requests", LIMITED);
    const struct raw_step steps[] = {{.bytes = limited}, {.end = RAW_CLOSE}};
    struct raw_server *server = raw_server_open(steps, 2);
    struct api *api = open_api(raw_server_url(server));
    api_get_profile(api, "zoe", NULL);
    struct answer *answer = finish(api, NULL);
    ck_assert_int_eq(answer->outcome, ANSWER_RATE_LIMITED);
    ck_assert_int_eq(answer->charge, CHARGE_NONE);
    ck_assert_int_eq(answer->retry_after_ms, 2000);
    ck_assert_str_eq(answer->message, "Slow down.");
    ck_assert(answer_can_retry(answer));
    answer_free(answer);
    api_close(api);
    char url[64];
    snprintf(url, sizeof url, "%s", raw_server_url(server));
    raw_server_close(server);
    api = open_api(url);
    api_get_profile(api, "zoe", NULL);
    answer = finish(api, NULL);
    ck_assert_int_eq(answer->outcome, ANSWER_NOT_SENT);
    ck_assert_int_eq(answer->charge, CHARGE_NONE);
    ck_assert_int_eq(answer->status, 0);
    answer_free(answer);
    api_close(api);
    free(limited);
}
END_TEST

START_TEST(a_body_above_the_ceiling_is_told) {
    char *page = make_answer("200 OK", PAGE);
    const struct raw_step step = {.bytes = page};
    struct raw_server *server = raw_server_open(&step, 1);
    for (size_t body_max = strlen(PAGE) - 1; body_max <= strlen(PAGE); body_max++) {
        const struct api_config config = {
            .url = raw_server_url(server), .key = KEY, .body_max = body_max};
        struct api *api = api_open(&config, NULL);
        api_get_following(api, "zoe", NULL, 20, NULL);
        struct answer *answer = finish(api, NULL);
        bool fits = body_max == strlen(PAGE);
        ck_assert_int_eq(answer->outcome, fits ? ANSWER_OK : ANSWER_TOO_LARGE);
        ck_assert_int_eq(answer->charge, fits ? CHARGE_KNOWN : CHARGE_UNKNOWN);
        answer_free(answer);
        api_close(api);
    }
    raw_server_close(server);
    free(page);
}
END_TEST

START_TEST(many_calls_keep_their_tags) {
    enum { CALLS = 40 };
    char *page = make_answer("200 OK", PAGE);
    const struct raw_step step = {.bytes = page};
    struct raw_server *server = raw_server_open(&step, 1);
    struct api *api = open_api(raw_server_url(server));
    int answered[CALLS] = {0};
    for (int i = 0; i < CALLS; i++) {
        char id[16];
        snprintf(id, sizeof id, "u%d", i);
        api_get_following(api, id, NULL, 20, &answered[i]);
    }
    for (int i = 0; i < CALLS; i++) {
        struct reply *reply;
        void *tag;
        while (!(reply = api_next(api, &tag)))
            api_wait(api, -1);
        ck_assert_int_eq(reply->status, 200);
        ++*(int *)tag;
        reply_free(reply);
    }
    for (int i = 0; i < CALLS; i++)
        ck_assert_int_eq(answered[i], 1);
    void *tag;
    ck_assert_ptr_null(api_next(api, &tag));
    ck_assert_uint_eq(raw_server_hits(server), CALLS);
    api_close(api);
    raw_server_close(server);
    free(page);
}
END_TEST

static void *wake(void *data) {
    api_wake(data);
    return NULL;
}

START_TEST(a_silent_call_is_dropped_after_a_wake) {
    static const struct raw_step step = {.end = RAW_HANG};
    struct raw_server *server = raw_server_open(&step, 1);
    const struct api_config config = {
        .url = raw_server_url(server), .key = KEY, .silence_s = 100000};
    struct api *api = api_open(&config, NULL);
    struct api_call *call = api_get_profile(api, "zoe", NULL);
    while (!api_call_is_sent(call))
        api_wait(api, 10);
    pthread_t thread;
    void *tag;
    ck_assert_int_eq(pthread_create(&thread, NULL, wake, api), 0);
    api_wait(api, -1);
    pthread_join(thread, NULL);
    ck_assert_ptr_null(api_next(api, &tag));
    api_drop(api, call);
    api_get_profile(api, "zoe", NULL);
    api_wait(api, 0);
    api_close(api); /* with a call under way */
    raw_server_close(server);
}
END_TEST

START_TEST(keys_are_checked) {
    static const char *const good[] = {"a", "sandbox", "sk_live-0.9~+/", "YWJj==", KEY};
    static const char *const bad[] = {
        "",           "=",   "a b",   "a\r\nX-Injected: 1", "a\n",     "a\r",           "\ta",
        "k\xC3\xA9y", "a=b", "a\x7f", "\"s3cret\"",         "s3cret,", "Bearer s3cret", " s3cret",
        "s3cret "};
    struct err err;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        ck_assert_msg(api_check_key(good[i], &err), "%s", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const struct api_config config = {.key = bad[i]};
        ck_assert_msg(!api_check_key(bad[i], &err), "%s", bad[i]);
        ck_assert_int_eq(err.kind, ERR_CONFIG);
        ck_assert_ptr_null(strstr(err.text, "s3cret"));
        ck_assert_ptr_null(api_open(&config, &err));
    }
    ck_assert(!api_check_key("", &err));
    ck_assert_str_eq(err.text, "the API key is empty");
    char longest[514] = "";
    memset(longest, 'k', 512);
    ck_assert(api_check_key(longest, NULL));
    longest[512] = 'k';
    ck_assert(!api_check_key(longest, NULL));
    const struct api_config none = {.key = NULL};
    ck_assert_ptr_null(api_open(&none, &err));
    ck_assert_int_eq(err.kind, ERR_CONFIG);
}
END_TEST

START_TEST(addresses_are_checked) {
    struct err err;
    const struct api_config config = {.url = "http://api.unifapi.com", .key = KEY};
    ck_assert(api_check_url(API_DEFAULT_URL, NULL));
    ck_assert(api_check_url("http://127.0.0.1:8080/prefix", NULL));
    ck_assert(!api_check_url("http://api.unifapi.com", &err));
    ck_assert_int_eq(err.kind, ERR_USAGE);
    ck_assert_ptr_null(api_open(&config, &err));
    ck_assert_int_eq(err.kind, ERR_USAGE);
    const struct api_config live = {.key = KEY};
    struct api *api = api_open(&live, &err);
    ck_assert_ptr_nonnull(api);
    api_close(api);
    api_close(NULL);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("client");
    TCase *tc = tcase_create("client");
    tcase_add_test(tc, a_page_and_a_profile_arrive);
    tcase_add_test(tc, addresses_hold_any_id_and_cursor);
    tcase_add_test(tc, what_fits_in_no_address_is_refused_here);
    tcase_add_test(tc, a_request_is_never_sent_twice);
    tcase_add_test(tc, the_key_goes_to_no_other_host);
    tcase_add_test(tc, errors_arrive_as_what_they_are);
    tcase_add_test(tc, a_body_above_the_ceiling_is_told);
    tcase_add_test(tc, many_calls_keep_their_tags);
    tcase_add_test(tc, a_silent_call_is_dropped_after_a_wake);
    tcase_add_test(tc, keys_are_checked);
    tcase_add_test(tc, addresses_are_checked);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
