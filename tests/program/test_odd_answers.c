/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages that a server labels, packs or bills oddly, through the program: what was billed is in the
 * ledger, and nothing is bought twice. */
#include "tests/support/errand.h"
#include "tests/support/raw_server.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

enum { TEXT_MAX = 8192, WORDS_MAX = 8 };

#define OK "HTTP/1.1 200 OK\r\n"
#define PROFILE                                                                                    \
    "{\"request_id\":\"unif_p\",\"data\":{\"id\":\"77\",\"username\":\"owner\",\"following_"       \
    "count\":2},"                                                                                  \
    "\"billing\":{\"credits_charged\":1,\"records_charged\":1,\"balance_remaining\":99,"           \
    "\"truncated_due_to_balance\":false}}"
#define ROWS "\"data\":[{\"id\":\"1\",\"username\":\"anna\"},{\"id\":\"2\",\"username\":\"berta\"}]"
#define END  "\"pagination\":{\"has_more\":false,\"next_cursor\":null}"
#define BILL(credits, records)                                                                     \
    "\"billing\":{\"credits_charged\":" credits ",\"records_charged\":" records                    \
    ",\"balance_remaining\":97,\"truncated_due_to_balance\":false}"

/* A server that answers the profile, then every other request alike; the program against it. */
struct scene {
    char profile[TEXT_MAX], list[TEXT_MAX];
    struct raw_step steps[2];
    struct raw_server *server;
    struct sandbox_child sandbox; /* for its folder */
    struct errand errand;
};

static void open_scene(struct scene *scene, const char *head, const char *body, enum raw_end end) {
    static const char *const options[] = {NULL};
    snprintf(scene->profile, TEXT_MAX, OK "Content-Length: %zu\r\n\r\n%s", strlen(PROFILE),
             PROFILE);
    snprintf(scene->list, TEXT_MAX, "%sContent-Length: %zu\r\n\r\n%s", head, strlen(body), body);
    scene->steps[0] = (struct raw_step){.bytes = scene->profile, .end = end};
    scene->steps[1] = (struct raw_step){.bytes = scene->list, .end = end};
    /* First the process, so that it does not hold what ends the server. */
    ck_assert(sandbox_child_open(&scene->sandbox, options));
    scene->server = raw_server_open(scene->steps, 2);
}

static void close_scene(struct scene *scene) {
    raw_server_close(scene->server);
    sandbox_child_close(&scene->sandbox);
}

static void run(struct scene *scene, int status, const char *a, const char *b, const char *c,
                const char *d) {
    const char *const words[WORDS_MAX] = {a, b, c, d, NULL};
    const struct errand_config config = {.words = words, .url = raw_server_url(scene->server)};
    int ended = errand_run(&scene->errand, &scene->sandbox, &config);
    ck_assert_msg(ended == status, "%d: %s%s", ended, scene->errand.out, scene->errand.err);
}

static void check_has(const char *printed, const char *words) {
    ck_assert_msg(strstr(printed, words) != NULL, "“%s” is not in: %s", words, printed);
}

/* Twice; the second time nothing is requested, because everything is stored. */
static void fetch_whole(const char *head, const char *body, enum raw_end end) {
    struct scene scene;
    open_scene(&scene, head, body, end);
    run(&scene, EX_OK, "fetch", "@owner", "--cap", "99");
    check_has(scene.errand.out, "2 of 2 · complete");
    run(&scene, EX_OK, "fetch", "@owner", "--cap", "99");
    ck_assert_uint_eq(raw_server_hits(scene.server), 2);
    run(&scene, EX_OK, "ledger", NULL, NULL, NULL);
    check_has(scene.errand.out, "3 credits ($0.003) charged\n");
    close_scene(&scene);
}

START_TEST(a_page_is_one_whatever_its_label) {
    static const char page[] = "{\"request_id\":\"r\"," ROWS "," END "," BILL("2", "2") "}";
    static const char *const heads[] = {
        OK,
        OK "Content-Type: text/html\r\n",
        OK "Content-Type: application/json\r\nContent-Type: text/plain\r\n",
        OK "Content-Encoding: gzip\r\n",
        OK "Content-Encoding: br\r\n",
        OK "Content-Encoding: gzip, gzip, gzip, gzip, gzip, gzip, gzip\r\n",
        "HTTP/1.1 203 No\r\n",
        "HTTP/1.1 206 Part\r\n",
        "HTTP/1.1 500 Sorry\r\n",
    };
    fetch_whole(heads[_i], page, RAW_KEEP);
}
END_TEST

/* What is wrong with the frame does not matter where all of the answer came. */
START_TEST(a_page_is_one_whatever_frames_it) {
    static const char page[] = "{\"request_id\":\"r\"," ROWS "," END "," BILL("2", "2") "}";
    static const char *const heads[] = {
        "",
        "oops\r\n" OK,
        OK "Transfer-Encoding: chunked\r\n",
    };
    fetch_whole(heads[_i], page, RAW_CLOSE);
}
END_TEST

START_TEST(a_page_is_one_whatever_spoils_its_json) {
    static const char *const bodies[] = {
        "\xEF\xBB\xBF{" ROWS "," END "," BILL("2", "2") "}",
        "{" ROWS "," END "," BILL("2", "2") ",\"x\":NaN,}",
        "{" ROWS "," END "," BILL("2", "2") "," BILL("2", "2") "}{}",
        "{\"x\":\"a\nb\xFF\"," ROWS "," END "," BILL("2", "2") "}",
        "{" ROWS ",\"pagination\":{\"has_more\":\"false\"}," BILL("2", "2") "}",
        "{" ROWS ",\"pagination\":{\"has_more\":0}," BILL("2", "2"),
        ")]}',\n{/* 2 */" ROWS "," END "," BILL("2", "2") "}",
        "{\"result\":{" ROWS "," END "," BILL("2", "2") "}}",
    };
    fetch_whole(OK, bodies[_i], RAW_KEEP);
}
END_TEST

START_TEST(without_a_word_on_more_the_list_stops) {
    struct scene scene;
    open_scene(&scene, OK, "{" ROWS "," BILL("2", "2") "}", RAW_KEEP);
    run(&scene, EX_TEMPFAIL, "fetch", "@owner", "--cap", "99");
    check_has(scene.errand.out, "2 of 2 · stopped: the API did not say whether there is more");
    check_has(scene.errand.err, "The API did not say whether there is more.");
    run(&scene, EX_TEMPFAIL, "fetch", "@owner", "--cap", "99");
    ck_assert_uint_eq(raw_server_hits(scene.server), 2);
    close_scene(&scene);
}
END_TEST

/* Its bill is in the ledger, its bytes can be had, and it is not bought again. */
START_TEST(a_billed_answer_without_records_is_not_bought_again) {
    static const char body[] = "{\"request_id\":\"unif_l\",\"data\":null," BILL("2", "2") "}";
    struct scene scene;
    open_scene(&scene, OK, body, RAW_KEEP);
    run(&scene, EX_TEMPFAIL, "fetch", "@owner", "--cap", "99");
    check_has(scene.errand.err, "data is null, not a list");
    check_has(scene.errand.err, "Credits charged: 2.");
    run(&scene, EX_TEMPFAIL, "fetch", "@owner", "--cap", "99");
    check_has(scene.errand.err, "Nothing was sent");
    check_has(scene.errand.err, "followtrail answer 2");
    ck_assert_uint_eq(raw_server_hits(scene.server), 2);
    run(&scene, EX_OK, "answer", "unif_l", NULL, NULL);
    check_has(scene.errand.out, "charged   2 credits, balance 97\n");
    check_has(scene.errand.out, "\n  \"data\": null,\n");
    run(&scene, EX_OK, "answer", "2", "--raw", NULL);
    ck_assert_str_eq(scene.errand.out, body);
    run(&scene, EX_USAGE, "answer", "3", NULL, NULL);
    run(&scene, EX_USAGE, "answer", NULL, NULL, NULL);
    close_scene(&scene);
}
END_TEST

START_TEST(an_overcharge_is_told_and_kept) {
    struct scene scene;
    open_scene(&scene, OK, "{\"request_id\":\"r\"," ROWS "," END "," BILL("500", "500") "}",
               RAW_KEEP);
    run(&scene, EX_OK, "fetch", "@owner", "--cap", "9999");
    check_has(scene.errand.err, "500 credits charged, at most 2 announced");
    check_has(scene.errand.err, "billed for 500 records, received 2");
    run(&scene, EX_OK, "ledger", "--csv", NULL, NULL);
    check_has(scene.errand.out, "\"500 credits charged, at most 2 announced; billed for 500");
    close_scene(&scene);
}
END_TEST

/* One record is no plural. */
START_TEST(a_request_for_one_record_says_so) {
    struct scene scene;
    open_scene(&scene, OK, "x", RAW_KEEP);
    run(&scene, EX_TEMPFAIL, "fetch", "@owner", "--cap", "2");
    run(&scene, EX_OK, "answer", "2", NULL, NULL);
    check_has(scene.errand.out, "requested page 1, up to 1 record, of @owner\n");
    check_has(scene.errand.out, "body      1 byte\n");
    close_scene(&scene);
}
END_TEST

START_TEST(a_bill_that_is_too_low_is_told) {
    struct scene scene;
    open_scene(&scene, OK, "{" ROWS "," END "," BILL("0", "2") "}", RAW_KEEP);
    run(&scene, EX_OK, "fetch", "@owner", "--cap", "99");
    check_has(scene.errand.err, "0 credits charged for 2 records");
    close_scene(&scene);
}
END_TEST

/* The page was cut by the balance, and no cursor leads on: another run would change nothing. */
START_TEST(a_cut_page_without_a_cursor_is_no_reason_to_run_again) {
    struct scene scene;
    open_scene(&scene, OK,
               "{" ROWS "," END ",\"billing\":{\"credits_charged\":2,\"records_charged\":2,"
               "\"balance_remaining\":0,\"truncated_due_to_balance\":true}}",
               RAW_KEEP);
    run(&scene, EX_TEMPFAIL, "fetch", "@owner", "--cap", "99");
    check_has(scene.errand.err, "The balance ran out within the last page");
    check_has(scene.errand.err, "fetch --refetch starts the list again");
    ck_assert(!strstr(scene.errand.err, "announces more"));
    close_scene(&scene);
}
END_TEST

START_TEST(an_absurd_bill_leaves_the_rest_usable) {
    struct scene scene;
    open_scene(&scene, OK,
               "{\"request_id\":\"r\"," ROWS "," END "," BILL("9223372036854775807", "2") "}",
               RAW_KEEP);
    run(&scene, EX_OK, "fetch", "@owner", "--cap", "99");
    check_has(scene.errand.err, "9223372036854775807, more than any request can cost");
    /* What comes next is sent: that the profile is a page this time is another matter. */
    run(&scene, EX_TEMPFAIL, "fetch", "--refetch", "@owner", "--cap=99");
    ck_assert_uint_eq(raw_server_hits(scene.server), 3);
    run(&scene, EX_OK, "ledger", NULL, NULL, NULL);
    check_has(scene.errand.out, "3 credits ($0.003) charged"); /* by what the balance shows */
    close_scene(&scene);
}
END_TEST

/* Neither silent nor free: who knows what it cost. */
START_TEST(an_error_that_is_not_the_apis_may_have_cost_something) {
    static const struct {
        const char *head, *body, *words;
    } samples[] = {
        {"HTTP/1.1 429 Slow\r\nRetry-After: 1\r\n", "<title>Slow down</title>", "“Slow down”"},
        {"HTTP/1.1 403 No\r\n", "<html><body>Blocked by policy</body></html>",
         "The key may lack permission"},
        {"HTTP/1.1 408 Late\r\n", "late", "A gateway timed out"},
        {"HTTP/1.1 302 There\r\nLocation: https://login.example/?k=" SANDBOX_CHILD_KEY "\r\n", "",
         "The API sent a redirect"},
        {"HTTP/1.1 200 OK\r\n", "<title>Log in</title>", "“Log in”"},
        {"HTTP/1.1 200 OK\r\n", "{\"error\":{\"type\":\"quota\",\"message\":\"no more\"}}",
         "“quota: no more”"},
        {"HTTP/1.1 520 Odd\r\n", "", "HTTP 520"},
    };
    struct scene scene;
    open_scene(&scene, samples[_i].head, samples[_i].body, RAW_KEEP);
    run(&scene, EX_TEMPFAIL, "fetch", "@owner", "--cap", "99");
    check_has(scene.errand.err, samples[_i].words);
    check_has(scene.errand.err, "It may have been charged");
    ck_assert_uint_eq(raw_server_hits(scene.server), 2);
    run(&scene, EX_OK, "ledger", NULL, NULL, NULL);
    check_has(scene.errand.out, "up to 2 more ($0.002) may have been");
    close_scene(&scene);
}
END_TEST

/* An error that was billed: a later call says what it did cost, not what it may have. */
START_TEST(what_an_error_cost_is_not_in_doubt) {
    struct scene scene;
    open_scene(&scene, "HTTP/1.1 500 Sorry\r\n",
               "{\"error\":{\"type\":\"internal_error\",\"message\":\"no\"," BILL("2", "2") "}}",
               RAW_KEEP);
    run(&scene, EX_TEMPFAIL, "fetch", "@owner", "--cap", "99");
    check_has(scene.errand.err, "Credits charged: 2.");
    run(&scene, EX_TEMPFAIL, "fetch", "@owner", "--cap", "99");
    check_has(scene.errand.err, "its answer was unusable; it cost 2 credits");
    ck_assert_uint_eq(raw_server_hits(scene.server), 3);
    close_scene(&scene);
}
END_TEST

/* However much the API has to say. */
START_TEST(what_it_may_have_cost_is_never_cut_off) {
    struct scene scene;
    char body[TEXT_MAX];
    snprintf(body, sizeof body, "{\"error\":{\"type\":\"quota\",\"message\":\"%0800d\"}}", 0);
    open_scene(&scene, "HTTP/1.1 418 No\r\n", body, RAW_KEEP);
    run(&scene, EX_TEMPFAIL, "fetch", "@owner", "--cap", "99");
    check_has(scene.errand.err, "If you try again, you may be charged again.\n");
    close_scene(&scene);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("odd answers");
    TCase *tc = tcase_create("odd answers");
    tcase_set_timeout(tc, 60);
    run_sample(tc, a_page_is_one_whatever_its_label, 0, 9, 4);
    tcase_add_loop_test(tc, a_page_is_one_whatever_frames_it, 0, 3);
    run_sample(tc, a_page_is_one_whatever_spoils_its_json, 0, 8, 4);
    tcase_add_test(tc, without_a_word_on_more_the_list_stops);
    tcase_add_test(tc, a_billed_answer_without_records_is_not_bought_again);
    tcase_add_test(tc, an_overcharge_is_told_and_kept);
    tcase_add_test(tc, what_an_error_cost_is_not_in_doubt);
    tcase_add_test(tc, what_it_may_have_cost_is_never_cut_off);
    tcase_add_test(tc, a_request_for_one_record_says_so);
    tcase_add_test(tc, a_bill_that_is_too_low_is_told);
    tcase_add_test(tc, a_cut_page_without_a_cursor_is_no_reason_to_run_again);
    tcase_add_test(tc, an_absurd_bill_leaves_the_rest_usable);
    run_sample(tc, an_error_that_is_not_the_apis_may_have_cost_something, 0, 7, 3);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
