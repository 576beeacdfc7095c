/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sandbox over real HTTP: the contract row by row, bill and log. Faults: test_sandbox_faults.c.
 */
#include "sandbox/invented.h"
#include "sandbox/network.h"
#include "sandbox/sandbox.h"
#include "tests/support/plain_get.h"
#include "tests/support/run.h"

#include <check.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ZOE "/tiktok/users/zoe.flores"

static struct sandbox_config config;
static struct sandbox *sandbox;
static CURL *handle;
static struct http_answer answer;
/* The test's own count; compared with the server's bill at the end of every test. */
static struct sandbox_bill own;
static char log_path[64];

static void set_up(void) {
    curl_global_init(CURL_GLOBAL_DEFAULT);
    handle = curl_easy_init();
    sandbox = NULL;
    answer = (struct http_answer){.json = NULL};
    snprintf(log_path, sizeof log_path, "/tmp/followtrail-sandbox-XXXXXX");
    int fd = mkstemp(log_path);
    ck_assert_int_ge(fd, 0);
    close(fd);
    sandbox_config_init(&config);
    config.log_file = log_path;
}

static void open_sandbox(void) {
    struct err err = {.text = ""};
    sandbox = sandbox_open(&config, &err);
    ck_assert_msg(sandbox != NULL, "%s", err.text);
    own = (struct sandbox_bill){.balance = config.balance};
}

static void count_answer(const struct http_answer *counted) {
    own.requests++;
    int64_t credits = http_number(counted, "billing.credits_charged");
    if (credits == INT64_MIN)
        return;
    own.credits += credits;
    own.records += http_number(counted, "billing.records_charged");
    own.balance -= credits;
    ck_assert_int_eq(http_number(counted, "billing.balance_remaining"), own.balance);
}

static void get_with(const char *path, const char *key) {
    http_answer_fini(&answer);
    plain_get(handle, &answer, sandbox_url(sandbox), path, key);
    ck_assert_int_eq(answer.code, CURLE_OK);
    ck_assert_str_ne(http_header(&answer, "X-RateLimit-Limit"), "");
    ck_assert_str_ne(http_header(&answer, "X-RateLimit-Remaining"), "");
    ck_assert_str_ne(http_header(&answer, "X-RateLimit-Reset"), "");
    ck_assert_str_eq(http_header(&answer, "Content-Type"), "application/json");
    ck_assert_ptr_nonnull(answer.json);
    count_answer(&answer);
}

static void get(const char *path) {
    get_with(path, SANDBOX_DEFAULT_KEY);
}

static void expect_error(long status, const char *type) {
    const char *id = http_text(&answer, "error.request_id");
    ck_assert_int_eq(answer.status, status);
    ck_assert_str_eq(http_text(&answer, "error.type"), type);
    ck_assert_str_ne(http_text(&answer, "error.message"), "");
    ck_assert_msg(!strncmp(id, "unif_", 5) && strlen(id) == 37 &&
                      strspn(id + 5, "0123456789abcdef") == 32,
                  "%s", id);
}

static void expect_page(size_t count, bool has_more) {
    struct json_object *cursor = http_at(&answer, "pagination.next_cursor");
    ck_assert_int_eq(answer.status, 200);
    ck_assert_uint_eq(json_object_array_length(http_at(&answer, "data")), count);
    ck_assert(json_object_get_boolean(http_at(&answer, "pagination.has_more")) == has_more);
    ck_assert(json_object_is_type(cursor, has_more ? json_type_string : json_type_null));
    ck_assert_int_eq(http_number(&answer, "billing.records_charged"), (int64_t)count);
    ck_assert_int_eq(http_number(&answer, "billing.credits_charged"), count ? (int64_t)count : 1);
}

/* Adds up the log; every line has its fields. */
static struct sandbox_bill add_up_log(void) {
    struct sandbox_bill sum = {.balance = config.balance};
    char line[8192];
    FILE *file = fopen(log_path, "r");
    ck_assert_ptr_nonnull(file);
    while (fgets(line, sizeof line, file)) {
        struct http_answer logged = {.json = json_tokener_parse(line)};
        ck_assert_uint_eq(strlen(http_text(&logged, "time")), strlen("2026-11-22T09:16:40.028Z"));
        ck_assert_str_ne(http_text(&logged, "path"), "");
        ck_assert_ptr_nonnull(http_at(&logged, "query"));
        ck_assert_int_ne(http_number(&logged, "status"), INT64_MIN);
        sum.requests++;
        sum.records += http_number(&logged, "records");
        sum.credits += http_number(&logged, "credits");
        sum.balance -= http_number(&logged, "credits");
        ck_assert_int_eq(http_number(&logged, "balance"), sum.balance);
        json_object_put(logged.json);
    }
    fclose(file);
    return sum;
}

static void expect_bill(struct sandbox_bill bill, const struct sandbox_bill *expected) {
    ck_assert_int_eq(bill.requests, expected->requests);
    ck_assert_int_eq(bill.records, expected->records);
    ck_assert_int_eq(bill.credits, expected->credits);
    ck_assert_int_eq(bill.balance, expected->balance);
}

static void tear_down(void) {
    if (sandbox) {
        struct sandbox_bill bill = sandbox_read_bill(sandbox);
        expect_bill(bill, &own);
        expect_bill(add_up_log(), &own);
    }
    sandbox_close(sandbox);
    http_answer_fini(&answer);
    curl_easy_cleanup(handle);
    curl_global_cleanup();
    unlink(log_path);
}

START_TEST(pages_have_records_and_a_bill) {
    open_sandbox();
    get(ZOE "/following");
    expect_page(20, true);
    ck_assert_int_eq(own.balance, SANDBOX_DEFAULT_BALANCE - 20);
    ck_assert(!json_object_get_boolean(http_at(&answer, "billing.truncated_due_to_balance")));
    static const struct {
        const char *field;
        enum json_type type;
    } fields[] = {
        {"id", json_type_string},           {"username", json_type_string},
        {"display_name", json_type_string}, {"avatar_url", json_type_string},
        {"bio", json_type_string},          {"is_verified", json_type_boolean},
        {"is_private", json_type_boolean},  {"follower_count", json_type_int},
        {"following_count", json_type_int}, {"like_count", json_type_int},
        {"video_count", json_type_int},
    };
    for (size_t i = 0; i < json_object_array_length(http_at(&answer, "data")); i++) {
        struct json_object *record = json_object_array_get_idx(http_at(&answer, "data"), i);
        for (size_t j = 0; j < sizeof fields / sizeof fields[0]; j++)
            ck_assert(json_object_is_type(json_object_object_get(record, fields[j].field),
                                          fields[j].type));
        ck_assert_int_eq(json_object_object_length(record), 12);
    }
    get(ZOE "/following?limit=50&colour=blue");
    expect_page(50, true);
    get(ZOE "/following?limit=1");
    expect_page(1, true);
}
END_TEST

/* Reads a list to its end and compares it with the network, record by record. */
static void read_whole_list(const char *handle_name, int limit) {
    struct network *network = invented_open(config.seed);
    struct arena arena;
    uint32_t owner;
    size_t count, at = 0;
    char path[512], cursor[256] = "";
    arena_init(&arena);
    ck_assert(network_find(network, handle_name, &owner));
    const uint32_t *list = network_follows(network, owner, &arena, &count);
    for (bool has_more = true; has_more;) {
        snprintf(path, sizeof path, "/tiktok/users/%s/following?limit=%d%s%s", handle_name, limit,
                 *cursor ? "&cursor=" : "", cursor);
        get(path);
        size_t here = json_object_array_length(http_at(&answer, "data"));
        for (size_t i = 0; i < here; i++, at++) {
            struct account account;
            struct json_object *record = json_object_array_get_idx(http_at(&answer, "data"), i);
            ck_assert_uint_lt(at, count);
            network_describe(network, list[at], &arena, &account);
            ck_assert_str_eq(json_object_get_string(json_object_object_get(record, "id")),
                             account.id);
        }
        has_more = at < count;
        expect_page(here, has_more);
        snprintf(cursor, sizeof cursor, "%s", http_text(&answer, "pagination.next_cursor"));
    }
    ck_assert_uint_eq(at, count);
    arena_fini(&arena);
    network_close(network);
}

START_TEST(a_list_comes_whole_and_in_order) {
    open_sandbox();
    read_whole_list("zoe.flores", 50);
    read_whole_list("zoe.flores", 20);
    read_whole_list("zoe.flores", 4); /* 412 is a multiple: no empty page at the end */
    ck_assert_int_eq(own.credits, 3 * 412);
}
END_TEST

START_TEST(ten_thousand_come_whole) {
    open_sandbox();
    read_whole_list("collects.everyone", 50);
    ck_assert_int_eq(own.requests, 200);
    ck_assert_int_eq(own.credits, 10000);
}
END_TEST

START_TEST(empty_and_hidden_lists_cost_one_credit) {
    open_sandbox();
    get("/tiktok/users/keeps.it.secret/following");
    expect_page(0, false);
    get("/tiktok/users/follows.nobody/following?limit=50");
    expect_page(0, false);
    ck_assert_int_eq(own.credits, 2);
}
END_TEST

START_TEST(profiles_cost_one_credit) {
    open_sandbox();
    get(ZOE);
    ck_assert_int_eq(answer.status, 200);
    ck_assert_str_eq(http_text(&answer, "data.username"), "zoe.flores");
    ck_assert_int_eq(http_number(&answer, "data.following_count"), 412);
    char path[256];
    snprintf(path, sizeof path, "/tiktok/users/%s", http_text(&answer, "data.id"));
    get(path);
    ck_assert_str_eq(http_text(&answer, "data.username"), "zoe.flores");
    get("/tiktok/users/%5aOE.flores");
    ck_assert_str_eq(http_text(&answer, "data.username"), "zoe.flores");
    get("/tiktok/users/behind.a.door");
    ck_assert(json_object_get_boolean(http_at(&answer, "data.is_private")));
    ck_assert_int_eq(http_number(&answer, "data.following_count"), 0);
    ck_assert_int_eq(own.credits, 4);
}
END_TEST

START_TEST(keys_are_checked) {
    open_sandbox();
    get_with(ZOE, NULL);
    expect_error(401, "unauthorized");
    get_with(ZOE, "wrong");
    expect_error(401, "unauthorized");
    get_with(ZOE, "sandbox sandbox");
    expect_error(401, "unauthorized");
    get_with(ZOE, "");
    expect_error(401, "unauthorized");
    ck_assert_str_eq(http_header(&answer, "X-RateLimit-Remaining"), "600");
    ck_assert_int_eq(own.credits, 0);
}
END_TEST

static const struct {
    const char *query, *code, *bound;
    int64_t value;
} bad_limits[] = {
    {"limit=51", "too_big", "maximum", 50},
    {"limit=99999999999999999999", "too_big", "maximum", 50},
    {"limit=0", "too_small", "minimum", 1},
    {"limit=-1", "too_small", "minimum", 1},
    {"limit=", "invalid_type", NULL, 0},
    {"limit=x", "invalid_type", NULL, 0},
    {"limit=20x", "invalid_type", NULL, 0},
    {"limit=%2020", "invalid_type", NULL, 0},
    {"limit=1.5", "invalid_type", NULL, 0},
    {"limit=%zz", "invalid_type", NULL, 0},
    {"x=1&limit=51", "too_big", "maximum", 50},
};

START_TEST(limits_are_checked) {
    char path[256];
    open_sandbox();
    snprintf(path, sizeof path, ZOE "/following?%s", bad_limits[_i].query);
    get(path);
    expect_error(400, "validation_error");
    ck_assert_uint_eq(json_object_array_length(http_at(&answer, "error.issues")), 1);
    ck_assert_str_eq(http_text(&answer, "error.issues.0.code"), bad_limits[_i].code);
    ck_assert_str_eq(http_text(&answer, "error.issues.0.path.0"), "query");
    ck_assert_str_eq(http_text(&answer, "error.issues.0.path.1"), "limit");
    ck_assert_str_ne(http_text(&answer, "error.issues.0.message"), "");
    if (!bad_limits[_i].bound)
        return;
    snprintf(path, sizeof path, "error.issues.0.%s", bad_limits[_i].bound);
    ck_assert_int_eq(http_number(&answer, path), bad_limits[_i].value);
    ck_assert_str_eq(http_text(&answer, "error.issues.0.type"), "number");
    ck_assert(json_object_get_boolean(http_at(&answer, "error.issues.0.inclusive")));
}
END_TEST

static void get_cursor(const char *user, const char *cursor) {
    char path[512];
    snprintf(path, sizeof path, "/tiktok/users/%s/following?cursor=%s", user, cursor);
    get(path);
}

START_TEST(cursors_are_checked) {
    char cursor[256];
    open_sandbox();
    get(ZOE "/following");
    snprintf(cursor, sizeof cursor, "%s", http_text(&answer, "pagination.next_cursor"));
    get_cursor("collects.everyone", cursor); /* another owner's */
    expect_error(400, "validation_error");
    ck_assert_str_eq(http_text(&answer, "error.issues.0.path.1"), "cursor");
    get_cursor("zoe.flores", "");
    expect_error(400, "validation_error");
    get_cursor("zoe.flores", "1711494099000");
    expect_error(400, "validation_error");
    cursor[3] = (char)(cursor[3] == 'A' ? 'B' : 'A');
    get_cursor("zoe.flores", cursor);
    expect_error(400, "validation_error");
    ck_assert_int_eq(own.credits, 20);
}
END_TEST

static const struct {
    const char *path;
    long status;
    const char *type;
} refused[] = {
    {"/tiktok/users//following", 400, "invalid_id"},
    {"/tiktok/users/", 400, "invalid_id"},
    {"/tiktok/users/a%20b", 400, "invalid_id"},
    {"/tiktok/users/a%00b", 400, "invalid_id"},
    {"/tiktok/users/a%1bb/following", 400, "invalid_id"},
    {"/tiktok/users/%40zoe.flores", 400, "invalid_id"},
    {"/tiktok/users/zo%C3%AB", 400, "invalid_id"},
    {"/tiktok/users/a%2Fb", 400, "invalid_id"},
    {"/tiktok/users/a%2", 400, "invalid_id"},
    {"/tiktok/users/nobody.has.this.handle", 404, "not_found"},
    {"/tiktok/users/nobody.has.this.handle/following", 404, "not_found"},
    {"/tiktok/users/behind.a.door/following", 404, "not_found"},
    {"/tiktok/users/zoe.flores/followers", 404, "not_found"},
    {"/tiktok/users/zoe.flores/following/", 404, "not_found"},
    {"/tiktok/users", 404, "not_found"},
    {"/", 404, "not_found"},
};

START_TEST(paths_are_checked) {
    open_sandbox();
    get(refused[_i].path);
    expect_error(refused[_i].status, refused[_i].type);
    ck_assert_int_eq(own.credits, 0);
}
END_TEST

START_TEST(ids_have_a_greatest_length) {
    char path[400];
    open_sandbox();
    snprintf(path, sizeof path, "/tiktok/users/%0*d", 256, 0);
    get(path);
    expect_error(404, "not_found");
    snprintf(path, sizeof path, "/tiktok/users/%0*d", 257, 0);
    get(path);
    expect_error(400, "invalid_id");
}
END_TEST

START_TEST(only_get_is_answered) {
    open_sandbox();
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, "limit=20");
    get(ZOE "/following");
    expect_error(405, "validation_error");
    ck_assert_str_eq(http_header(&answer, "Allow"), "GET");
    curl_easy_setopt(handle, CURLOPT_HTTPGET, 1L);
    curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, "DELETE");
    get(ZOE);
    expect_error(405, "validation_error");
    curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, NULL);
    get(ZOE);
    ck_assert_int_eq(answer.status, 200);
}
END_TEST

START_TEST(the_balance_runs_out_in_mid_page) {
    char path[512], cursor[256];
    config.balance = 25;
    open_sandbox();
    get(ZOE "/following?limit=20");
    expect_page(20, true);
    snprintf(path, sizeof path, ZOE "/following?limit=20&cursor=%s",
             http_text(&answer, "pagination.next_cursor"));
    get(path);
    expect_page(5, true);
    ck_assert(json_object_get_boolean(http_at(&answer, "billing.truncated_due_to_balance")));
    ck_assert_int_eq(http_number(&answer, "billing.balance_remaining"), 0);
    snprintf(cursor, sizeof cursor, "%s", http_text(&answer, "pagination.next_cursor"));
    snprintf(path, sizeof path, ZOE "/following?limit=20&cursor=%s", cursor);
    get(path);
    expect_error(402, "insufficient_credits");
    ck_assert_int_eq(http_number(&answer, "error.billing.credits_required"), 20);
    ck_assert_int_eq(http_number(&answer, "error.billing.balance_remaining"), 0);
    ck_assert_int_eq(http_number(&answer, "error.billing.credits_charged"), 0);
    get(ZOE);
    expect_error(402, "insufficient_credits");
    ck_assert_int_eq(http_number(&answer, "error.billing.credits_required"), 1);
    get("/tiktok/users/nobody.has.this.handle");
    expect_error(404, "not_found");
    ck_assert_int_eq(own.credits, 25);
}
END_TEST

/* Cursors outlive the sandbox: the next one with the same seed continues where this one stopped. */
START_TEST(a_cut_page_goes_on_where_it_stopped) {
    char cursor[256], last[64];
    config.balance = 5;
    open_sandbox();
    get(ZOE "/following");
    expect_page(5, true);
    snprintf(cursor, sizeof cursor, "%s", http_text(&answer, "pagination.next_cursor"));
    expect_bill(sandbox_read_bill(sandbox), &own);
    sandbox_close(sandbox);
    ck_assert_int_eq(truncate(log_path, 0), 0);
    config.balance = 100;
    open_sandbox();
    get(ZOE "/following?limit=6");
    snprintf(last, sizeof last, "%s", http_text(&answer, "data.5.id"));
    get_cursor("zoe.flores", cursor);
    expect_page(20, true);
    ck_assert_str_eq(http_text(&answer, "data.0.id"), last);
}
END_TEST

START_TEST(the_rate_limit_says_when_to_come_back) {
    config.rate = 2;
    open_sandbox();
    get(ZOE);
    ck_assert_str_eq(http_header(&answer, "X-RateLimit-Limit"), "2");
    ck_assert_str_eq(http_header(&answer, "X-RateLimit-Remaining"), "1");
    get_with(ZOE, "wrong"); /* costs no token */
    get(ZOE);
    get(ZOE);
    expect_error(429, "rate_limited");
    ck_assert_str_eq(http_header(&answer, "X-RateLimit-Remaining"), "0");
    long wait = strtol(http_header(&answer, "Retry-After"), NULL, 10);
    ck_assert(wait >= 1 && wait <= 30);
    ck_assert_int_eq(own.credits, 2);
}
END_TEST

struct reader {
    pthread_t thread;
    int64_t requests, records, credits, refused;
};

static void *read_pages(void *context) {
    struct reader *reader = context;
    CURL *own_handle = curl_easy_init();
    for (int i = 0; i < 40; i++) {
        struct http_answer page;
        plain_get(own_handle, &page, sandbox_url(sandbox), ZOE "/following?limit=13",
                  SANDBOX_DEFAULT_KEY);
        reader->requests++;
        if (page.status == 200) {
            reader->records += http_number(&page, "billing.records_charged");
            reader->credits += http_number(&page, "billing.credits_charged");
        } else {
            reader->refused += page.status == 402;
        }
        http_answer_fini(&page);
    }
    curl_easy_cleanup(own_handle);
    return NULL;
}

/* Four requests at a time spend a balance that is too small: to the last credit, and not one
 * more. */
START_TEST(the_bill_is_exact_with_four_at_once) {
    enum { READERS = 4 };
    struct reader readers[READERS] = {{0}};
    int64_t refusals = 0;
    config.balance = 1700; /* of 4 x 40 x 13 = 2080 */
    open_sandbox();
    for (int i = 0; i < READERS; i++)
        ck_assert_int_eq(pthread_create(&readers[i].thread, NULL, read_pages, &readers[i]), 0);
    for (int i = 0; i < READERS; i++) {
        pthread_join(readers[i].thread, NULL);
        own.requests += readers[i].requests;
        own.records += readers[i].records;
        own.credits += readers[i].credits;
        refusals += readers[i].refused;
    }
    own.balance -= own.credits;
    ck_assert_int_eq(own.requests, 160);
    ck_assert_int_eq(own.credits, 1700);
    ck_assert_int_eq(own.balance, 0);
    ck_assert_int_eq(refusals, 160 - 131); /* 130 full pages, and one of 10 */
}
END_TEST

START_TEST(connections_are_kept) {
    long connects = 0;
    open_sandbox();
    get(ZOE);
    curl_easy_getinfo(handle, CURLINFO_NUM_CONNECTS, &connects);
    ck_assert_int_eq(connects, 1);
    get(ZOE "/following");
    get("/tiktok/users/nobody.has.this.handle");
    get(ZOE);
    curl_easy_getinfo(handle, CURLINFO_NUM_CONNECTS, &connects);
    ck_assert_int_eq(connects, 0);
}
END_TEST

START_TEST(request_ids_are_unique_and_come_again_with_the_seed) {
    char first[64], second[64];
    open_sandbox();
    get(ZOE);
    snprintf(first, sizeof first, "%s", http_text(&answer, "request_id"));
    get(ZOE);
    snprintf(second, sizeof second, "%s", http_text(&answer, "request_id"));
    ck_assert_str_ne(first, second);
    expect_bill(sandbox_read_bill(sandbox), &own);
    sandbox_close(sandbox);
    ck_assert_int_eq(truncate(log_path, 0), 0);
    open_sandbox();
    get(ZOE);
    ck_assert_str_eq(http_text(&answer, "request_id"), first);
}
END_TEST

START_TEST(what_cannot_be_logged_is_not_charged) {
    config.log_file = "/dev/full";
    open_sandbox();
    http_answer_fini(&answer);
    plain_get(handle, &answer, sandbox_url(sandbox), ZOE, SANDBOX_DEFAULT_KEY);
    expect_error(500, "internal_error");
    struct sandbox_bill bill = sandbox_read_bill(sandbox);
    ck_assert_int_eq(bill.credits, 0);
    ck_assert_int_eq(bill.balance, config.balance);
    sandbox_close(sandbox);
    sandbox = NULL;
}
END_TEST

static void expect_no_sandbox(enum err_kind kind, const char *words) {
    struct err err = {.text = ""};
    ck_assert_ptr_null(sandbox_open(&config, &err));
    ck_assert_int_eq(err.kind, kind);
    ck_assert_msg(strstr(err.text, words) != NULL, "%s", err.text);
}

START_TEST(what_cannot_be_opened_says_why) {
    const char *const faults[] = {"nonsense"};
    open_sandbox();
    const char *port = strrchr(sandbox_url(sandbox), ':') + 1;
    config.port = (uint16_t)strtoul(port, NULL, 10);
    expect_no_sandbox(ERR_IO, "in use");
    sandbox_config_init(&config);
    config.log_file = "/nonexistent/log";
    expect_no_sandbox(ERR_IO, "/nonexistent/log");
    sandbox_config_init(&config);
    config.network_dir = "/nonexistent";
    expect_no_sandbox(ERR_IO, "/nonexistent/accounts.csv");
    sandbox_config_init(&config);
    config.faults = faults;
    config.fault_count = 1;
    expect_no_sandbox(ERR_USAGE, "nonsense");
    sandbox_config_init(&config);
    config.rate = 0;
    expect_no_sandbox(ERR_USAGE, "rate");
    sandbox_config_init(&config);
    config.balance = -1;
    expect_no_sandbox(ERR_USAGE, "balance");
    sandbox_config_init(&config);
    config.latency_ms = -1;
    expect_no_sandbox(ERR_USAGE, "latency");
}
END_TEST

START_TEST(listens_on_loopback_alone) {
    open_sandbox();
    ck_assert_ptr_eq(strstr(sandbox_url(sandbox), "http://127.0.0.1:"), sandbox_url(sandbox));
    char other[64];
    snprintf(other, sizeof other, "http://127.0.0.2%s", strrchr(sandbox_url(sandbox), ':'));
    http_answer_fini(&answer);
    plain_get(handle, &answer, other, ZOE, SANDBOX_DEFAULT_KEY);
    ck_assert_int_eq(answer.code, CURLE_COULDNT_CONNECT);
    ck_assert_str_eq(sandbox_showcase(sandbox), "zoe.flores");
}
END_TEST

static void add_tests(TCase *tc) {
    tcase_add_test(tc, pages_have_records_and_a_bill);
    tcase_add_test(tc, a_list_comes_whole_and_in_order);
    tcase_add_test(tc, ten_thousand_come_whole);
    tcase_add_test(tc, empty_and_hidden_lists_cost_one_credit);
    tcase_add_test(tc, profiles_cost_one_credit);
    tcase_add_test(tc, keys_are_checked);
    tcase_add_loop_test(tc, limits_are_checked, 0, sizeof bad_limits / sizeof bad_limits[0]);
    tcase_add_test(tc, cursors_are_checked);
    tcase_add_loop_test(tc, paths_are_checked, 0, sizeof refused / sizeof refused[0]);
    tcase_add_test(tc, ids_have_a_greatest_length);
    tcase_add_test(tc, only_get_is_answered);
    tcase_add_test(tc, the_balance_runs_out_in_mid_page);
    tcase_add_test(tc, a_cut_page_goes_on_where_it_stopped);
    tcase_add_test(tc, the_rate_limit_says_when_to_come_back);
    tcase_add_test(tc, the_bill_is_exact_with_four_at_once);
    tcase_add_test(tc, connections_are_kept);
    tcase_add_test(tc, request_ids_are_unique_and_come_again_with_the_seed);
    tcase_add_test(tc, what_cannot_be_logged_is_not_charged);
    tcase_add_test(tc, what_cannot_be_opened_says_why);
    tcase_add_test(tc, listens_on_loopback_alone);
}

int main(void) {
    Suite *suite = suite_create("sandbox");
    TCase *tc = tcase_create("contract");
    tcase_add_checked_fixture(tc, set_up, tear_down);
    tcase_set_timeout(tc, 120);
    add_tests(tc);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
