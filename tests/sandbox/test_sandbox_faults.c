/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each fault of the sandbox as a client sees it, and its bill. */
#include "sandbox/delivery.h"
#include "sandbox/sandbox.h"
#include "tests/support/plain_get.h"
#include "tests/support/run.h"

#include <check.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ZOE  "/tiktok/users/zoe.flores"
#define LIST ZOE "/following"

static struct sandbox *sandbox;
static CURL *handle;
static struct http_answer answer;

static void set_up(void) {
    curl_global_init(CURL_GLOBAL_DEFAULT);
    handle = curl_easy_init();
    sandbox = NULL;
    answer = (struct http_answer){.json = NULL};
}

static void tear_down(void) {
    sandbox_close(sandbox);
    http_answer_fini(&answer);
    curl_easy_cleanup(handle);
    curl_global_cleanup();
}

static void open_with(const char *const *faults, size_t count, int64_t balance) {
    struct err err = {.text = ""};
    struct sandbox_config config;
    sandbox_config_init(&config);
    config.balance = balance;
    config.faults = faults;
    config.fault_count = count;
    sandbox = sandbox_open(&config, &err);
    ck_assert_msg(sandbox != NULL, "%s", err.text);
}

static void open_sandbox(const char *fault) {
    open_with(&fault, 1, SANDBOX_DEFAULT_BALANCE);
}

static void get(const char *path) {
    http_answer_fini(&answer);
    plain_get(handle, &answer, sandbox_url(sandbox), path, SANDBOX_DEFAULT_KEY);
}

static void expect_bill(int64_t requests, int64_t records, int64_t credits) {
    struct sandbox_bill bill = sandbox_read_bill(sandbox);
    ck_assert_int_eq(bill.requests, requests);
    ck_assert_int_eq(bill.records, records);
    ck_assert_int_eq(bill.credits, credits);
}

static size_t count_data(void) {
    return json_object_array_length(http_at(&answer, "data"));
}

static const struct {
    const char *fault;
    long status;
    const char *type;
} refusals[] = {
    {"429", 429, "rate_limited"},           {"500", 500, "internal_error"},
    {"shape", 500, "response_shape_error"}, {"502", 502, "upstream_error"},
    {"503", 503, "upstream_unavailable"},
};

START_TEST(refusals_cost_nothing) {
    open_sandbox(refusals[_i].fault);
    get(LIST);
    ck_assert_int_eq(answer.code, CURLE_OK);
    ck_assert_int_eq(answer.status, refusals[_i].status);
    ck_assert_str_eq(http_text(&answer, "error.type"), refusals[_i].type);
    ck_assert_str_eq(http_header(&answer, "Retry-After"), answer.status == 429 ? "1" : "");
    ck_assert_ptr_null(http_at(&answer, "error.billing"));
    expect_bill(1, 0, 0);
    get(LIST);
    ck_assert_int_eq(answer.status, 200);
    expect_bill(2, 20, 20);
}
END_TEST

/* Requests without authorisation, or for unknown operations, are not counted. */
START_TEST(first_counts_authorised_requests) {
    open_sandbox("503:2@3");
    http_answer_fini(&answer);
    plain_get(handle, &answer, sandbox_url(sandbox), LIST, "wrong");
    ck_assert_int_eq(answer.status, 401);
    get("/nothing");
    static const long expected[] = {200, 200, 503, 503, 200};
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        get(ZOE);
        ck_assert_int_eq(answer.status, expected[i]);
    }
    expect_bill(7, 3, 3);
}
END_TEST

START_TEST(redirect_leads_to_another_host) {
    char location[256];
    open_sandbox("redirect");
    get(LIST "?limit=7");
    ck_assert_int_eq(answer.status, 302);
    snprintf(location, sizeof location, "http://127.0.0.2%s" LIST "?limit=7",
             strrchr(sandbox_url(sandbox), ':'));
    ck_assert_str_eq(http_header(&answer, "Location"), location);
    ck_assert_str_ne(http_header(&answer, "X-RateLimit-Limit"), "");
    ck_assert_uint_eq(answer.body.len, 0);
    expect_bill(1, 0, 0);
}
END_TEST

START_TEST(charged_error_bills_the_page) {
    open_sandbox("charged-error");
    get(LIST "?limit=11");
    ck_assert_int_eq(answer.status, 500);
    ck_assert_str_eq(http_text(&answer, "error.type"), "internal_error");
    ck_assert_int_eq(http_number(&answer, "error.billing.credits_charged"), 11);
    ck_assert_int_eq(http_number(&answer, "error.billing.records_charged"), 11);
    ck_assert_int_eq(http_number(&answer, "error.billing.balance_remaining"),
                     SANDBOX_DEFAULT_BALANCE - 11);
    expect_bill(1, 11, 11);
}
END_TEST

START_TEST(cut_closes_in_mid_body) {
    open_sandbox("cut");
    get(LIST);
    ck_assert_int_eq(answer.code, CURLE_PARTIAL_FILE);
    ck_assert_int_eq(answer.status, 200);
    ck_assert_uint_gt(answer.body.len, 0);
    ck_assert_uint_eq(answer.body.len,
                      strtoull(http_header(&answer, "Content-Length"), NULL, 10) / 2);
    expect_bill(1, 20, 20);
}
END_TEST

START_TEST(garbage_is_not_json) {
    open_sandbox("garbage");
    get(LIST);
    ck_assert_int_eq(answer.code, CURLE_OK);
    ck_assert_int_eq(answer.status, 200);
    ck_assert_ptr_null(answer.json);
    ck_assert_uint_gt(answer.body.len, 20);
    expect_bill(1, 20, 20);
}
END_TEST

START_TEST(huge_is_64_megabytes) {
    open_sandbox("huge");
    get(LIST);
    ck_assert_int_eq(answer.code, CURLE_OK);
    ck_assert_uint_eq(answer.body.len, DELIVERY_HUGE_BYTES);
    ck_assert_str_eq(http_header(&answer, "Content-Length"), "");
    ck_assert_ptr_nonnull(answer.json); /* so that only its size is wrong */
    expect_bill(1, 20, 20);
}
END_TEST

START_TEST(bomb_is_small_until_it_is_unpacked) {
    curl_off_t sent = 0;
    open_sandbox("bomb");
    get(LIST);
    ck_assert_int_eq(answer.code, CURLE_OK);
    curl_easy_getinfo(handle, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &sent);
    ck_assert_int_gt(sent, 1000);
    ck_assert_int_lt(sent, 2 << 20);
    ck_assert_uint_gt(answer.body.len, 200 << 20);
    expect_bill(1, 20, 20);
}
END_TEST

START_TEST(slow_comes_whole) {
    open_sandbox("slow");
    get(LIST "?limit=3");
    ck_assert_int_eq(answer.code, CURLE_OK);
    ck_assert_int_eq(answer.status, 200);
    ck_assert_uint_eq(count_data(), 3);
    expect_bill(1, 3, 3);
}
END_TEST

START_TEST(types_are_wrong_in_some_records) {
    open_sandbox("types");
    get(LIST);
    ck_assert_uint_eq(count_data(), 20);
    ck_assert(json_object_is_type(http_at(&answer, "data.0.follower_count"), json_type_string));
    ck_assert(json_object_is_type(http_at(&answer, "data.1.follower_count"), json_type_int));
    ck_assert(json_object_is_type(http_at(&answer, "data.2.is_verified"), json_type_int));
    ck_assert(json_object_is_type(http_at(&answer, "data.5.display_name"), json_type_null));
    expect_bill(1, 20, 20);
}
END_TEST

START_TEST(fields_are_missing_in_some_records) {
    open_sandbox("missing");
    get(LIST);
    ck_assert_uint_eq(count_data(), 20);
    ck_assert(!json_object_object_get_ex(http_at(&answer, "data.0"), "following_count", NULL));
    ck_assert(!json_object_object_get_ex(http_at(&answer, "data.1"), "id", NULL));
    ck_assert(!json_object_object_get_ex(http_at(&answer, "data.4"), "bio", NULL));
    ck_assert_int_eq(json_object_object_length(http_at(&answer, "data.2")), 12);
    expect_bill(1, 20, 20);
}
END_TEST

static void get_next(void) {
    char path[512];
    snprintf(path, sizeof path, LIST "?cursor=%s", http_text(&answer, "pagination.next_cursor"));
    get(path);
}

/* Copies what the next answer is compared with. */
static void keep(const char *path, char kept[64]) {
    snprintf(kept, 64, "%s", http_text(&answer, path));
}

START_TEST(a_cursor_is_refused_for_nothing) {
    open_sandbox("cursor:3");
    get(LIST);
    ck_assert_int_eq(answer.status, 200);
    get_next();
    ck_assert_int_eq(answer.status, 400);
    ck_assert_str_eq(http_text(&answer, "error.type"), "validation_error");
    ck_assert_str_eq(http_text(&answer, "error.issues.0.path.1"), "cursor");
    ck_assert_uint_eq(json_object_array_length(http_at(&answer, "error.issues")), 1);
    ck_assert_ptr_null(http_at(&answer, "error.billing"));
    expect_bill(2, 20, 20);
    get(ZOE "?cursor=none");
    ck_assert_int_eq(answer.status, 200);
    get(LIST);
    get_next();
    ck_assert_int_eq(answer.status, 200);
    expect_bill(5, 61, 61);
}
END_TEST

START_TEST(repeated_page_has_a_new_cursor_that_goes_on) {
    char first[64], cursor[64], third[64], fourth[64];
    open_sandbox("repeat-page@3");
    get(LIST);
    get_next();
    keep("data.0.id", first);
    keep("pagination.next_cursor", cursor);
    get_next(); /* requests the third page, gets the second */
    ck_assert_str_eq(http_text(&answer, "data.0.id"), first);
    ck_assert_uint_eq(count_data(), 20);
    ck_assert_str_ne(http_text(&answer, "pagination.next_cursor"), cursor);
    get_next();
    keep("data.0.id", third);
    get(LIST "?limit=41");
    keep("data.40.id", fourth);
    ck_assert_str_eq(third, fourth);
    expect_bill(5, 121, 121);
}
END_TEST

START_TEST(repeated_first_page_leads_to_itself) {
    char first[64];
    open_sandbox("repeat-page");
    get(LIST);
    keep("data.0.id", first);
    get_next();
    ck_assert_str_eq(http_text(&answer, "data.0.id"), first);
    expect_bill(2, 40, 40);
}
END_TEST

START_TEST(repeated_cursor_is_the_one_asked_for) {
    char cursor[64], first[64];
    open_sandbox("repeat-cursor:2@2");
    get(LIST);
    keep("pagination.next_cursor", cursor);
    get_next();
    keep("data.0.id", first);
    ck_assert_str_eq(http_text(&answer, "pagination.next_cursor"), cursor);
    get_next();
    ck_assert_str_eq(http_text(&answer, "pagination.next_cursor"), cursor);
    ck_assert_str_eq(http_text(&answer, "data.0.id"), first);
    get_next();
    ck_assert_str_ne(http_text(&answer, "pagination.next_cursor"), cursor);
    expect_bill(4, 80, 80);
}
END_TEST

/* Byte for byte, even if another cursor leads to the same page. */
START_TEST(repeated_cursor_may_be_an_odd_one) {
    static const char *const faults[] = {"empty-more:2", "repeat-cursor@3"};
    char cursor[64];
    open_with(faults, 2, SANDBOX_DEFAULT_BALANCE);
    get(LIST);
    get_next();
    keep("pagination.next_cursor", cursor);
    get_next();
    ck_assert_uint_eq(count_data(), 20);
    ck_assert_str_eq(http_text(&answer, "pagination.next_cursor"), cursor);
    expect_bill(3, 20, 22);
}
END_TEST

START_TEST(repeated_cursor_of_a_first_page_repeats_itself) {
    char cursor[64];
    open_sandbox("repeat-cursor:2");
    get(LIST);
    keep("pagination.next_cursor", cursor);
    get_next();
    ck_assert_str_eq(http_text(&answer, "pagination.next_cursor"), cursor);
    expect_bill(2, 40, 40);
}
END_TEST

START_TEST(empty_pages_promise_more) {
    char first[64], cursor[64];
    open_sandbox("empty-more:2@2");
    get(LIST);
    keep("pagination.next_cursor", first);
    for (int i = 0; i < 2; i++) {
        get_next();
        ck_assert_uint_eq(count_data(), 0);
        ck_assert(json_object_get_boolean(http_at(&answer, "pagination.has_more")));
        keep("pagination.next_cursor", cursor);
        ck_assert_str_ne(cursor, first);
    }
    get_next();
    ck_assert_uint_eq(count_data(), 20);
    expect_bill(4, 40, 42);
}
END_TEST

/* A fault that needs a page leaves answers without one unchanged. */
START_TEST(refusals_are_not_spoiled) {
    static const char *const fault = "garbage:9";
    open_with(&fault, 1, 1);
    get("/tiktok/users/nobody.has.this.handle");
    ck_assert_int_eq(answer.status, 404);
    get(LIST "?limit=51");
    ck_assert_int_eq(answer.status, 400);
    ck_assert_ptr_nonnull(answer.json);
    get(ZOE);
    ck_assert_ptr_null(answer.json);
    get(ZOE);
    ck_assert_int_eq(answer.status, 402);
    expect_bill(4, 1, 1);
}
END_TEST

START_TEST(profiles_are_not_spoiled_by_faults_of_lists) {
    open_sandbox("empty-more");
    get(ZOE);
    ck_assert_int_eq(answer.status, 200);
    ck_assert_str_eq(http_text(&answer, "data.username"), "zoe.flores");
    expect_bill(1, 1, 1);
}
END_TEST

/* A thread requests what waits; the end of the sandbox ends it. */
static char waiting_url[64];

static void *ask(void *context) {
    struct http_answer *asked = context;
    CURL *own = curl_easy_init();
    plain_get(own, asked, waiting_url, LIST, SANDBOX_DEFAULT_KEY);
    curl_easy_cleanup(own);
    return NULL;
}

static pthread_t ask_in_thread(void) {
    pthread_t thread;
    http_answer_fini(&answer);
    snprintf(waiting_url, sizeof waiting_url, "%s", sandbox_url(sandbox));
    ck_assert_int_eq(pthread_create(&thread, NULL, ask, &answer), 0);
    return thread;
}

static void close_and_join(pthread_t thread) {
    sandbox_close(sandbox);
    sandbox = NULL;
    pthread_join(thread, NULL);
}

START_TEST(timeout_is_charged_and_never_answers) {
    open_sandbox("timeout");
    pthread_t thread = ask_in_thread();
    while (sandbox_read_bill(sandbox).requests == 0)
        sched_yield();
    expect_bill(1, 20, 20);
    close_and_join(thread);
    ck_assert_int_ne(answer.code, CURLE_OK);
    ck_assert_int_eq(answer.status, 0);
    ck_assert_uint_eq(answer.body.len, 0);
}
END_TEST

START_TEST(hang_stops_in_mid_body) {
    open_sandbox("hang");
    atomic_store(&answer.received, 0);
    pthread_t thread = ask_in_thread();
    while (atomic_load(&answer.received) < 1000)
        sched_yield();
    expect_bill(1, 20, 20);
    close_and_join(thread);
    ck_assert_int_eq(answer.code, CURLE_PARTIAL_FILE);
    ck_assert_int_eq(answer.status, 200);
}
END_TEST

/* The test would take ten minutes if the wait were not interrupted. */
START_TEST(latency_ends_with_the_sandbox) {
    struct err err;
    struct sandbox_config config;
    sandbox_config_init(&config);
    config.latency_ms = 600000;
    sandbox = sandbox_open(&config, &err);
    ck_assert_ptr_nonnull(sandbox);
    pthread_t thread = ask_in_thread();
    close_and_join(thread);
    ck_assert_int_ne(answer.code, CURLE_OK);
}
END_TEST

static void add_tests(TCase *tc) {
    run_sample(tc, refusals_cost_nothing, 0, sizeof refusals / sizeof refusals[0], 3);
    tcase_add_test(tc, first_counts_authorised_requests);
    tcase_add_test(tc, redirect_leads_to_another_host);
    tcase_add_test(tc, charged_error_bills_the_page);
    tcase_add_test(tc, cut_closes_in_mid_body);
    tcase_add_test(tc, garbage_is_not_json);
    tcase_add_test(tc, huge_is_64_megabytes);
    tcase_add_test(tc, bomb_is_small_until_it_is_unpacked);
    tcase_add_test(tc, slow_comes_whole);
    tcase_add_test(tc, types_are_wrong_in_some_records);
    tcase_add_test(tc, fields_are_missing_in_some_records);
    tcase_add_test(tc, a_cursor_is_refused_for_nothing);
    tcase_add_test(tc, repeated_page_has_a_new_cursor_that_goes_on);
    tcase_add_test(tc, repeated_first_page_leads_to_itself);
    tcase_add_test(tc, repeated_cursor_is_the_one_asked_for);
    tcase_add_test(tc, repeated_cursor_may_be_an_odd_one);
    tcase_add_test(tc, repeated_cursor_of_a_first_page_repeats_itself);
    tcase_add_test(tc, empty_pages_promise_more);
    tcase_add_test(tc, refusals_are_not_spoiled);
    tcase_add_test(tc, profiles_are_not_spoiled_by_faults_of_lists);
    tcase_add_test(tc, timeout_is_charged_and_never_answers);
    tcase_add_test(tc, hang_stops_in_mid_body);
    tcase_add_test(tc, latency_ends_with_the_sandbox);
}

int main(void) {
    Suite *suite = suite_create("sandbox faults");
    TCase *tc = tcase_create("faults");
    tcase_add_checked_fixture(tc, set_up, tear_down);
    tcase_set_timeout(tc, 120);
    add_tests(tc);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
