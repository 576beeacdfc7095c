/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An export, served again over HTTP: no list looks more complete than it was, and accounts are
 * described as they were. */
#include "base/mem.h"
#include "sandbox/sandbox.h"
#include "tests/support/plain_get.h"
#include "tests/support/run.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define HEADER                                                                                     \
    "id,username,display_name,is_verified,is_private,follower_count,following_count,like_count,"   \
    "video_count,region,bio,list_state,listed\n"

static const char follows[] = "source,target,rank,list_state\n"
                              "tt06784563120956343302,tt1,1,complete\n"
                              "tt06784563120956343302,tt3,2,complete\n"
                              "tt2,tt3,1,partial\n"
                              "tt2,tt1,2,partial\n"
                              "tt7,tt1,1,complete\n"
                              "tt8,tt1,1,complete\n"
                              "tt9,tt1,1,complete\n";

static const char accounts[] =
    HEADER "tt06784563120956343302,null, two blanks ,true,false,9007199254740993,2,3,4,NA,\"a\nb\","
           "complete,2\n"
           "tt1,nan,,false,true,,,,,,,none,\n"
           "tt2,part,,false,false,1,0,1,1,,,partial,2\n"
           "tt3,,,,,,,,,,,none,\n"
           "tt4,hid,,false,false,1,44,1,1,,,hidden,0\n"
           "tt5,nobody,,false,false,1,0,1,1,,,nobody_reported,0\n"
           "tt6,hid0,,false,false,1,0,1,1,,,hidden,0\n"
           "tt7,filtered,,false,false,1,3,1,1,,,complete,3\n"
           "tt8,later.private,,false,true,1,1,1,1,,,complete,1\n"
           "tt9,later.nobody,,false,false,1,0,1,1,,,complete,1\n"
           "tt10,unknown,,false,false,1,5,1,1,,,empty_unknown,0\n"
           "ttan id,'=1,'+2,false,false,1,5,1,1,,''-3,none,\n";

static char folder[32];
static struct sandbox *sandbox;
static CURL *handle;
static struct http_answer answer;

static void write_file(const char *name, const char *text) {
    char *path = mem_format("%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_ge(fputs(text, file), 0);
    ck_assert_int_eq(fclose(file), 0);
    free(path);
}

static void set_up(void) {
    curl_global_init(CURL_GLOBAL_DEFAULT);
    handle = curl_easy_init();
    answer = (struct http_answer){.json = NULL};
    snprintf(folder, sizeof folder, "/tmp/followtrail-replay-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    write_file("accounts.csv", accounts);
    write_file("follows.csv", follows);
}

static void tear_down(void) {
    static const char *const names[] = {"accounts.csv", "follows.csv"};
    sandbox_close(sandbox);
    sandbox = NULL;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *path = mem_format("%s/%s", folder, names[i]);
        unlink(path);
        free(path);
    }
    rmdir(folder);
    http_answer_fini(&answer);
    curl_easy_cleanup(handle);
    curl_global_cleanup();
}

static bool open_sandbox(struct err *err) {
    struct sandbox_config config;
    sandbox_config_init(&config);
    config.network_dir = folder;
    sandbox = sandbox_open(&config, err);
    return sandbox != NULL;
}

static void serve(void) {
    struct err err = {.text = ""};
    ck_assert_msg(open_sandbox(&err), "%s", err.text);
}

static void get(const char *id, const char *rest) {
    char *path = mem_format("/tiktok/users/%s%s", id, rest);
    http_answer_fini(&answer);
    plain_get(handle, &answer, sandbox_url(sandbox), path, SANDBOX_DEFAULT_KEY);
    ck_assert_int_eq(answer.code, CURLE_OK);
    free(path);
}

/* Reads a list in pages of one row: "1 3" ends, "1 3 502" fails after its last row. */
static const char *read_list(const char *id) {
    static char read[64];
    char rest[256] = "/following?limit=1";
    size_t len = 0;
    bool has_more = true;
    for (read[0] = '\0'; has_more;) {
        get(id, rest);
        size_t count =
            answer.status == 200 ? json_object_array_length(http_at(&answer, "data")) : 0;
        has_more = answer.status == 200 &&
                   json_object_get_boolean(http_at(&answer, "pagination.has_more"));
        if (answer.status != 200)
            len += (size_t)snprintf(read + len, sizeof read - len, "%s%ld", len ? " " : "",
                                    answer.status);
        else if (count)
            len += (size_t)snprintf(read + len, sizeof read - len, "%s%s", len ? " " : "",
                                    http_text(&answer, "data.0.id"));
        snprintf(rest, sizeof rest, "/following?limit=1&cursor=%s",
                 http_text(&answer, "pagination.next_cursor"));
    }
    return read;
}

START_TEST(no_list_looks_more_complete_than_it_was) {
    serve();
    ck_assert_str_eq(read_list("06784563120956343302"), "1 3");
    ck_assert_str_eq(read_list("2"), "3 1 502");
    ck_assert_str_eq(read_list("3"), "502");
    ck_assert_str_eq(read_list("4"), ""); /* hidden */
    ck_assert_str_eq(read_list("5"), "");
    ck_assert_str_eq(read_list("6"), "");
    ck_assert_str_eq(read_list("7"), "1 502"); /* rows are missing */
    ck_assert_str_eq(read_list("8"), "1");
    ck_assert_str_eq(read_list("9"), "1");
    ck_assert_str_eq(read_list("10"), "502");
    ck_assert_str_eq(read_list("1"), "404"); /* private, and not in the export */
}
END_TEST

START_TEST(failing_costs_what_the_api_takes) {
    serve();
    int64_t balance = sandbox_read_bill(sandbox).balance;
    ck_assert_str_eq(read_list("2"), "3 1 502");
    ck_assert_int_eq(sandbox_read_bill(sandbox).balance, balance - 2);
    ck_assert_str_eq(read_list("4"), "");
    ck_assert_int_eq(sandbox_read_bill(sandbox).balance, balance - 3); /* an empty page costs 1 */
}
END_TEST

static void expect_field(const char *name, const char *json) {
    char *path = mem_format("data.%s", name);
    ck_assert_str_eq(json_object_to_json_string(http_at(&answer, path)), json);
    free(path);
}

START_TEST(accounts_are_as_they_were) {
    serve();
    get("06784563120956343302", "");
    expect_field("id", "\"06784563120956343302\"");
    expect_field("username", "\"null\"");
    expect_field("display_name", "\" two blanks \"");
    expect_field("bio", "\"a\\nb\"");
    expect_field("region", "\"NA\"");
    expect_field("follower_count", "9007199254740993");
    get("nan", "");
    expect_field("id", "\"1\"");
    expect_field("region", "null");
    expect_field("is_private", "true");
    expect_field("following_count", "0"); /* as the API hides it */
    get("3", "");
    expect_field("username", "null");
    expect_field("is_verified", "null");
    expect_field("is_private", "null");
    expect_field("like_count", "null");
    get("4", "");
    expect_field("following_count", "44");
    get("5", "");
    expect_field("following_count", "0");
}
END_TEST

/* A client would not ask for the list of an account that follows nobody. */
START_TEST(the_owner_of_a_list_follows_somebody) {
    static const char *const ids[] = {"2", "6", "9"};
    serve();
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        get(ids[i], "");
        expect_field("following_count", "null");
    }
}
END_TEST

START_TEST(a_handle_belongs_to_who_had_it_last) {
    write_file("accounts.csv", "id,username,list_state,record_at\n"
                               "tt1,moved,none,2026-11-03T10:00:00Z\n"
                               "tt2,Moved,none,2026-11-29T10:00:00Z\n"
                               "tt3,moved,none,2026-11-04T10:00:00Z\n");
    write_file("follows.csv", "source,target,rank\n");
    serve();
    get("moved", "");
    expect_field("id", "\"2\"");
}
END_TEST

START_TEST(undoes_what_was_done_for_spreadsheets) {
    char *marked = mem_format("\xEF\xBB\xBF%s", accounts);
    serve();
    get("'=1", ""); /* no handle in a request, so the account is not found by it */
    ck_assert_int_eq(answer.status, 400);
    sandbox_close(sandbox);
    write_file("accounts.csv", marked);
    write_file("follows.csv", "source,target,rank,list_state\ntt2,ttan id,1,partial\n");
    free(marked);
    serve();
    get("2", "/following");
    ck_assert_str_eq(http_text(&answer, "data.0.id"), "an id");
    ck_assert_str_eq(http_text(&answer, "data.0.username"), "=1");
    ck_assert_str_eq(http_text(&answer, "data.0.display_name"), "+2");
    ck_assert_str_eq(http_text(&answer, "data.0.bio"), "'-3");
}
END_TEST

START_TEST(leaves_plain_csv_as_it_is) {
    write_file("follows.csv", "source,target,rank,list_state\ntt2,ttan id,1,partial\n");
    serve();
    get("2", "/following");
    ck_assert_str_eq(http_text(&answer, "data.0.username"), "'=1");
    ck_assert_str_eq(http_text(&answer, "data.0.bio"), "''-3");
}
END_TEST

static void refuse(const char *text, const char *reason) {
    struct err err = {.text = ""};
    write_file("accounts.csv", text);
    ck_assert(!open_sandbox(&err));
    ck_assert_int_eq(err.kind, ERR_DATA);
    ck_assert_msg(strstr(err.text, reason) != NULL, "%s", err.text);
}

START_TEST(refuses_what_it_cannot_serve) {
    refuse("id,is_verified,list_state\np0123456789abcdef0123,true,complete\n", "is pseudonymous");
    refuse(HEADER "tt1,a,,,,,,,,,,finished,\n",
           "accounts.csv:2: not a state of a list: “finished”");
    refuse(HEADER "tt1,a,,,,,,,,,,complete,many\n", "listed “many” is not a number");
    refuse(HEADER "tt,a,,,,,,,,,,complete,0\n", "not an id: “tt”");
}
END_TEST

int main(void) {
    Suite *suite = suite_create("replay");
    TCase *tc = tcase_create("replay");
    tcase_add_checked_fixture(tc, set_up, tear_down);
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, no_list_looks_more_complete_than_it_was);
    tcase_add_test(tc, failing_costs_what_the_api_takes);
    tcase_add_test(tc, accounts_are_as_they_were);
    tcase_add_test(tc, the_owner_of_a_list_follows_somebody);
    tcase_add_test(tc, a_handle_belongs_to_who_had_it_last);
    tcase_add_test(tc, undoes_what_was_done_for_spreadsheets);
    tcase_add_test(tc, leaves_plain_csv_as_it_is);
    tcase_add_test(tc, refuses_what_it_cannot_serve);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
