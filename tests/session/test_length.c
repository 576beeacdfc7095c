/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists whose length nobody knows: a reported count that is too low, pages without a new account, a
 * cursor that is refused. What they cost is compared with the server's bill. */
#include "session/load_batch.h"
#include "session/requests.h"
#include "tests/support/errand.h"
#include "tests/support/raw_server.h"
#include "tests/support/rig.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

enum { PATH_BYTES = 256, BODY_BYTES = 512, ANSWER_BYTES = 1024 };

static struct scratch network;

static void path_in_network(char path[static PATH_BYTES], const char *name) {
    snprintf(path, PATH_BYTES, "%s/%s", network.folder, name);
}

static FILE *create(const char *name, const char *head) {
    char path[PATH_BYTES];
    path_in_network(path, name);
    FILE *file = fopen(path, "we");
    ck_assert_ptr_nonnull(file);
    fputs(head, file);
    return file;
}

/* alice says that she follows `reported`, and follows `listed`. */
static void give_network(int64_t reported, int listed) {
    scratch_init(&network);
    FILE *accounts = create("accounts.csv", "id,username,following_count\n");
    FILE *follows = create("follows.csv", "source,target\n");
    fprintf(accounts, "11,alice,%" PRId64 "\n", reported);
    for (int i = 0; i < listed; i++) {
        fprintf(accounts, "%d,someone%d,1\n", 100 + i, i);
        fprintf(follows, "11,%d\n", 100 + i);
    }
    ck_assert_int_eq(fclose(accounts), 0);
    ck_assert_int_eq(fclose(follows), 0);
}

static void remove_network(void) {
    static const char *const names[] = {"accounts.csv", "follows.csv"};
    char path[PATH_BYTES];
    for (int i = 0; i < 2; i++) {
        path_in_network(path, names[i]);
        remove(path);
    }
    scratch_fini(&network);
}

static void open_alice(struct rig *rig, int reported, int listed) {
    struct rig_config config;
    give_network(reported, listed);
    rig_config_init(&config);
    config.shop.sandbox.network_dir = network.folder;
    rig_open(rig, &config);
    rig_go(rig, "alice");
}

static void close_alice(struct rig *rig) {
    rig_close(rig, 0, 0);
    remove_network();
}

static struct list *list_of(struct rig *rig) {
    return rig->session.trail.current->list;
}

/* Once as many are held as were reported, and there is more, nothing goes by the report. */
START_TEST(a_report_that_is_too_low_gives_no_price) {
    struct rig rig;
    struct buf words;
    open_alice(&rig, 3, 100);
    rig_expect_list(&rig, 3, "3 loaded · more (reported 3)");
    ck_assert_int_eq(list_length(rig_list(&rig)), ACCOUNT_UNKNOWN);
    ck_assert_int_eq(requests_price(&rig.session, rig_list(&rig)), 20);
    ck_assert(!load_offer(&rig.session, rig_list(&rig)).quote.is_known);
    buf_init(&words, BODY_BYTES);
    excerpt_describe(&rig.session.trail.current->excerpt, &words);
    ck_assert_str_eq(buf_text(&words), "3 loaded");
    buf_fini(&words);
    load_ask(&rig.session);
    rig_expect(&rig, "@alice is reported to follow 3, but 3 are loaded and there is more, so the "
                     "price of the rest is unknown.");
    ck_assert(!rig_agree_to(&rig, "0"));
    ck_assert(rig_agree_to(&rig, "60"));
    rig_settle(&rig);
    rig_expect_list(&rig, 63, "63 loaded · more (reported 3)");
    rig_expect(&rig, "Stopped at the amount given: @alice 63 loaded");
    ck_assert_int_eq(rig.session.purse.spent[PURSE_SESSION], 1 + 3 + 60);
    load_ask(&rig.session);
    ck_assert(rig_agree_to(&rig, "1,000"));
    rig_settle(&rig);
    rig_expect_list(&rig, 100, "100 loaded · complete (reported 3)");
    close_alice(&rig);
}
END_TEST

/* A cap bounds the amount. */
START_TEST(the_amount_is_bounded_by_the_cap) {
    struct rig_config config;
    struct rig rig;
    give_network(3, 100);
    rig_config_init(&config);
    config.shop.sandbox.network_dir = network.folder;
    config.shop.caps.most[PURSE_SESSION] = 54;
    rig_open(&rig, &config);
    rig_go(&rig, "alice");
    load_ask(&rig.session);
    rig_expect(&rig, "Load the rest for at most 50 credits ($0.05)? y/N");
    rig_agree(&rig);
    rig_expect(&rig, "Stopped at the session cap: @alice 53 loaded");
    load_ask(&rig.session);
    rig_expect(&rig, "Session cap reached (54 of 54). Nothing sent or charged. :cap N raises it.");
    close_alice(&rig);
}
END_TEST

/* The profile reports nobody; a page that is requested all the same has rows. */
START_TEST(a_report_of_nobody_may_be_wrong) {
    struct rig rig;
    open_alice(&rig, 0, 30);
    rig_expect_list(&rig, 0, "follows nobody");
    rig_run(&rig, COMMAND_MORE);
    rig_expect_list(&rig, 20, "20 loaded · more (reported 0)");
    ck_assert_int_eq(requests_price(&rig.session, rig_list(&rig)), 20);
    rig_run(&rig, COMMAND_MORE);
    rig_expect_list(&rig, 30, "30 loaded · complete (reported 0)");
    close_alice(&rig);
}
END_TEST

/* Of several lists, one without a length has no share in the price. */
START_TEST(a_batch_leaves_out_what_has_no_price) {
    struct rig rig;
    open_alice(&rig, 3, 100);
    struct load_batch batch = load_batch(&rig.session);
    ck_assert_uint_eq(batch.count, 1); /* the selected account, who follows 1 */
    free(batch.lists);
    struct list *list = list_of(&rig);
    ck_assert(list_can_go_on(list) && list_has_next(list));
    close_alice(&rig);
}
END_TEST

/* m requests one page more, as often as somebody wants it; nothing else does. */
START_TEST(pages_without_an_account_stop_it_until_m) {
    static const char *const fault[] = {"empty-more:5@3"};
    struct rig_config config;
    struct rig rig;
    rig_config_init(&config);
    config.shop.sandbox.faults = fault;
    config.shop.sandbox.fault_count = 1;
    rig_open(&rig, &config);
    rig_go(&rig, "zoe.flores");
    rig_run(&rig, COMMAND_MORE);
    rig_expect(&rig, "Page 2 added no account: it was empty.");
    for (int i = 0; i < 2; i++)
        rig_run(&rig, COMMAND_MORE);
    rig_expect_list(&rig, 20, "stopped: three pages without a new account");
    rig_expect(&rig, "the last 3 pages had no new account. m requests one more page: up to 20 "
                     "credits.");
    ck_assert(!list_can_go_on(rig_list(&rig)));
    load_ask(&rig.session);
    rig_run(&rig, COMMAND_DOWN);
    ck_assert_int_eq(rig_requests(&rig), 5);
    rig_run(&rig, COMMAND_MORE);
    rig_expect(&rig, "the last 4 pages had no new account");
    rig_run(&rig, COMMAND_MORE);
    rig_expect(&rig, "the last 5 pages");
    rig_run(&rig, COMMAND_MORE);
    rig_expect_list(&rig, 40, "40 of 412 loaded");
    ck_assert_int_eq(rig.session.purse.spent[PURSE_SESSION], 1 + 20 + 5 + 20);
    rig_close(&rig, 0, 0);
}
END_TEST

static void expect_printed(const char *printed, const char *words) {
    ck_assert_msg(strstr(printed, words) != NULL, "“%s” is not in: %s", words, printed);
}

/* A cap on this call is the word on the list's price, whatever was reported. */
START_TEST(fetch_goes_on_to_the_cap) {
    const char *options[] = {"--network", NULL, NULL};
    static const char *const low[] = {"fetch", "@alice", "--cap", "50", NULL};
    static const char *const high[] = {"fetch", "@alice", "--cap", "1000", NULL};
    struct errand_config config = {.words = low};
    struct sandbox_child sandbox;
    struct sandbox_child_bill bill;
    struct errand errand;
    give_network(3, 300);
    options[1] = network.folder;
    ck_assert(sandbox_child_open(&sandbox, options));
    ck_assert_int_eq(errand_run(&errand, &sandbox, &config), EX_TEMPFAIL);
    ck_assert_str_eq(errand.out, "@alice\t49\t3\t50\t49 loaded · more (reported 3)\n");
    expect_printed(errand.err, "Session cap reached (50 of 50). Run it again with a higher --cap");
    config.words = high;
    ck_assert_int_eq(errand_run(&errand, &sandbox, &config), EX_OK);
    ck_assert_str_eq(errand.out, "@alice\t300\t3\t251\t300 loaded · complete (reported 3)\n");
    ck_assert(sandbox_child_read_bill(&sandbox, &bill));
    ck_assert_int_eq(bill.credits, 301);
    sandbox_child_close(&sandbox);
    remove_network();
}
END_TEST

START_TEST(fetch_asks_a_stopped_list_for_one_more_page) {
    static const char *const options[] = {"--fault", "empty-more:4@3", NULL};
    static const char *const words[] = {"fetch", "@zoe.flores", "--cap", "1000", NULL};
    const struct errand_config config = {.words = words};
    static const char *const said[] = {"Run it again to request one more page: up to 50 credits.",
                                       "Requesting one more page: up to 50 credits."};
    static const char *const stopped[] = {"50 of 412 · stopped: three pages without a new account",
                                          "50 of 412 · stopped: 4 pages without a new account"};
    struct sandbox_child sandbox;
    struct sandbox_child_bill bill;
    struct errand errand;
    ck_assert(sandbox_child_open(&sandbox, options));
    for (int i = 0; i < 2; i++) {
        ck_assert_int_eq(errand_run(&errand, &sandbox, &config), EX_TEMPFAIL);
        expect_printed(errand.err, said[i]);
        expect_printed(errand.out, stopped[i]);
        ck_assert(sandbox_child_read_bill(&sandbox, &bill));
        ck_assert_int_eq(bill.requests, 5 + i);
    }
    ck_assert_int_eq(errand_run(&errand, &sandbox, &config), EX_OK);
    expect_printed(errand.out, "412 of 412 · complete");
    sandbox_child_close(&sandbox);
}
END_TEST

static void write_answer(char out[static ANSWER_BYTES], const char *status, const char *body) {
    snprintf(out, ANSWER_BYTES,
             "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
             status, strlen(body), body);
}

/* Whatever balance the answer tells, and whatever cap is used up besides. */
START_TEST(fetch_says_that_credits_are_needed) {
    static const char *const caps[] = {"99", "1"};
    static const char *const said[] = {
        "1 loaded, and the balance ran out within the last page. Add credits to the workspace and "
        "run it again to continue.",
        "1 loaded, and the balance ran out within the last page. Session cap reached (1 of 1). Add "
        "credits to the workspace and run it again with a higher --cap to continue."};
    const char *const words[] = {"fetch", "@owner", "--no-profile", "--cap", caps[_i], NULL};
    char answer[ANSWER_BYTES];
    write_answer(answer, "200 OK",
                 "{\"request_id\":\"r\",\"data\":[{\"id\":\"1\",\"username\":\"one\"}],"
                 "\"pagination\":{\"has_more\":true,\"next_cursor\":\"c1\"},\"billing\":{"
                 "\"credits_charged\":1,\"records_charged\":1,\"balance_remaining\":5,"
                 "\"truncated_due_to_balance\":true}}");
    const struct raw_step step = {.bytes = answer};
    struct raw_server *server = raw_server_open(&step, 1);
    const struct errand_config config = {.words = words, .url = raw_server_url(server)};
    struct sandbox_child sandbox;
    struct errand errand;
    ck_assert(sandbox_child_open(&sandbox, NULL));
    ck_assert_int_eq(errand_run(&errand, &sandbox, &config), EX_TEMPFAIL);
    expect_printed(errand.err, said[_i]);
    sandbox_child_close(&sandbox);
    raw_server_close(server);
}
END_TEST

/* A higher cap alone does not bring the rest where the credits have run out as well. */
START_TEST(fetch_tells_of_cap_and_balance) {
    static const char *const options[] = {"--balance", "40", NULL};
    static const char *const words[] = {"fetch", "@zoe.flores", "--cap", "40", NULL};
    static const char *const more[] = {"fetch", "@zoe.flores", "@lucky.purr", "--cap", "400", NULL};
    struct errand_config config = {.words = words};
    struct sandbox_child sandbox;
    struct errand errand;
    ck_assert(sandbox_child_open(&sandbox, options));
    ck_assert_int_eq(errand_run(&errand, &sandbox, &config), EX_TEMPFAIL);
    expect_printed(errand.err, "Session cap reached (40 of 40). Add credits to the workspace and "
                               "run it again with a higher --cap to continue.");
    sandbox_child_close(&sandbox);
    ck_assert(sandbox_child_open(&sandbox, options));
    config.words = more;
    ck_assert_int_eq(errand_run(&errand, &sandbox, &config), EX_TEMPFAIL);
    expect_printed(errand.err,
                   "40 credits spent. Add credits to the workspace and run it again to continue.");
    sandbox_child_close(&sandbox);
}
END_TEST

static const struct {
    const char *status, *body;
} refusals[] = {
    {"400 Bad Request", "{\"error\":{\"type\":\"validation_error\",\"message\":\"bad cursor\"}}"},
    {"404 Not Found", "{\"error\":{\"type\":\"not_found\",\"message\":\"no such thing\"}}"},
    {"410 Gone", "{\"error\":{\"type\":\"cursor_expired\",\"message\":\"too old\"}}"},
    {"422 Unprocessable Content", "gone"},
};

/* The first page worked, so a refusal of the second is about its cursor: that is said, and the list
 * can be begun again beside what was paid for. */
START_TEST(a_refused_cursor_is_not_a_lost_account) {
    static const char page[] =
        "{\"request_id\":\"r\",\"data\":[{\"id\":\"1\",\"username\":\"one\"}],\"pagination\":{"
        "\"has_more\":%s,\"next_cursor\":%s},\"billing\":{\"credits_charged\":1,"
        "\"records_charged\":1,\"balance_remaining\":%d,\"truncated_due_to_balance\":false}}";
    static const char *const words[] = {"fetch", "@owner", "--no-profile", "--cap", "99", NULL};
    static const char *const again[] = {"fetch", "@owner", "--refetch", "--no-profile",
                                        "--cap", "99",     NULL};
    char first[ANSWER_BYTES], second[ANSWER_BYTES], last[ANSWER_BYTES], body[BODY_BYTES];
    snprintf(body, sizeof body, page, "true", "\"c1\"", 99);
    write_answer(first, "200 OK", body);
    write_answer(second, refusals[_i].status, refusals[_i].body);
    snprintf(body, sizeof body, page, "false", "null", 98);
    write_answer(last, "200 OK", body);
    const struct raw_step steps[] = {{.bytes = first}, {.bytes = second}, {.bytes = last}};
    struct raw_server *server = raw_server_open(steps, 3);
    struct errand_config config = {.words = words, .url = raw_server_url(server)};
    struct sandbox_child sandbox;
    struct errand errand;
    ck_assert(sandbox_child_open(&sandbox, NULL));
    ck_assert_int_eq(errand_run(&errand, &sandbox, &config), EX_TEMPFAIL);
    expect_printed(errand.out, "@owner\t1\t-\t1\t1 · stopped: cursor refused");
    expect_printed(errand.err, "The API refused the cursor of the next page (HTTP ");
    expect_printed(errand.err, "fetch --refetch starts the list again in a new snapshot");
    ck_assert_ptr_null(strstr(errand.err, "gone,"));
    config.words = again;
    ck_assert_int_eq(errand_run(&errand, &sandbox, &config), EX_OK);
    expect_printed(errand.err, "@owner: a new snapshot starts");
    expect_printed(errand.out, "@owner\t1\t-\t1\t1 · ended, count unknown");
    ck_assert_uint_eq(raw_server_hits(server), 3);
    /* Without the option the newest is continued: it is whole. */
    config.words = words;
    ck_assert_int_eq(errand_run(&errand, &sandbox, &config), EX_OK);
    ck_assert_uint_eq(raw_server_hits(server), 3);
    sandbox_child_close(&sandbox);
    raw_server_close(server);
}
END_TEST

/* Above the threshold --refetch needs --cap, and spends nothing without it, whole as the list is.
 */
START_TEST(a_new_snapshot_is_priced_first) {
    static const char *const first[] = {"fetch", "@zoe.flores", "--cap", "1000", NULL};
    static const char *const again[] = {"fetch", "@zoe.flores", "--refetch", NULL};
    static const char *const capped[] = {"fetch", "@zoe.flores", "--refetch", "--cap", "101", NULL};
    struct errand_config config = {.words = first};
    struct sandbox_child sandbox;
    struct sandbox_child_bill bill;
    struct errand errand;
    ck_assert(sandbox_child_open(&sandbox, NULL));
    ck_assert_int_eq(errand_run(&errand, &sandbox, &config), EX_OK);
    config.words = again;
    ck_assert_int_eq(errand_run(&errand, &sandbox, &config), EX_TEMPFAIL);
    expect_printed(errand.err, "a new snapshot needs a cap; 1 credit for the profile, about 412 "
                               "credits for the list, at most 422: set what it may cost");
    ck_assert(sandbox_child_read_bill(&sandbox, &bill));
    ck_assert_int_eq(bill.credits, 413);
    /* The cap interrupts it; without the option the new one is continued. */
    config.words = capped;
    ck_assert_int_eq(errand_run(&errand, &sandbox, &config), EX_TEMPFAIL);
    expect_printed(errand.out, "@zoe.flores\t100\t412\t101\t100 of 412 loaded\n");
    config.words = first;
    ck_assert_int_eq(errand_run(&errand, &sandbox, &config), EX_OK);
    expect_printed(errand.out, "@zoe.flores\t412\t412\t312\t412 of 412 · complete\n");
    ck_assert(sandbox_child_read_bill(&sandbox, &bill));
    ck_assert_int_eq(bill.credits, 413 + 413);
    sandbox_child_close(&sandbox);
}
END_TEST

/* A count that no account has is a price that nobody pays by mistake. */
START_TEST(an_absurd_count_is_priced_and_refused) {
    const char *options[] = {"--network", NULL, NULL};
    static const char *const words[] = {"fetch", "@alice", NULL};
    const struct errand_config config = {.words = words};
    static const int64_t counts[] = {INT64_MAX, INT64_MAX - 1, INT64_MAX / 51 * 50,
                                     INT64_C(1) << 62};
    struct sandbox_child sandbox;
    struct sandbox_child_bill bill;
    struct errand errand;
    give_network(counts[_i], 30);
    options[1] = network.folder;
    ck_assert(sandbox_child_open(&sandbox, options));
    ck_assert_int_eq(errand_run(&errand, &sandbox, &config), EX_TEMPFAIL);
    expect_printed(errand.err, &",807: confirm with --cap 1000000000"[_i > 1 ? 4 : 0]);
    ck_assert_ptr_null(strstr(errand.err, "−"));
    ck_assert(sandbox_child_read_bill(&sandbox, &bill));
    ck_assert_int_eq(bill.credits, 1);
    sandbox_child_close(&sandbox);
    remove_network();
}
END_TEST

/* Each of several lists is reported in the end. */
START_TEST(fetch_ends_with_a_summary) {
    static const char *const words[] = {"fetch", "@zoe.flores", "@lucky.purr", "@omarpaw",
                                        "--cap", "500",         NULL};
    const struct errand_config config = {.words = words};
    struct sandbox_child sandbox;
    struct errand errand;
    ck_assert(sandbox_child_open(&sandbox, NULL));
    ck_assert_int_eq(errand_run(&errand, &sandbox, &config), EX_TEMPFAIL);
    expect_printed(errand.err, "followtrail fetch: 1 of 3 lists complete, @lucky.purr 86 of 1,088, "
                               "1 not started. 500 credits spent. Run it again to continue.");
    sandbox_child_close(&sandbox);
}
END_TEST

/* Wherever a count is one, its noun is, too. */
static void expect_singular(const char *printed) {
    static const char *const wrong[] = {"1 credits",  "1 accounts", "1 pages", "1 lists",  "1 rows",
                                        "1 requests", "1 records",  "1 calls", "1 answers"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        for (const char *at = printed; (at = strstr(at, wrong[i])); at++)
            ck_assert_msg(at > printed && strchr("0123456789,.", at[-1]), "%s: %s", wrong[i],
                          printed);
}

START_TEST(one_of_anything_is_singular) {
    static const char *const orders[][6] = {{"fetch", "@alice", "--no-profile", "--cap", "9", NULL},
                                            {"ledger", NULL},
                                            {"doctor", NULL},
                                            {"reindex", NULL},
                                            {"--plain", NULL},
                                            {"--plain", "--offline", NULL}};
    static const char script[] =
        "@alice\nrows 1\ndetail\n$\nnext-tab\nnext-tab\nnext-tab\nL\n@bob\nm\nl\nf bob\nB\n'\n"
        "*\ny csv\ny handle\nL\ncap 1\n@someone\nm\nm\nL\n";
    const char *options[] = {"--network", NULL, NULL};
    struct sandbox_child sandbox;
    struct errand errand;
    char path[PATH_BYTES];
    give_network(1, 1);
    options[1] = network.folder;
    path_in_network(path, "script");
    FILE *file = create("script", script);
    ck_assert_int_eq(fclose(file), 0);
    ck_assert(sandbox_child_open(&sandbox, options));
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        const struct errand_config config = {.words = orders[i], .in = path};
        (void)errand_run(&errand, &sandbox, &config);
        expect_singular(errand.out);
        expect_singular(errand.err);
        if (!i)
            expect_printed(errand.err, "1 credit spent in this session");
    }
    sandbox_child_close(&sandbox);
    remove(path);
    remove_network();
}
END_TEST

START_TEST(the_browser_has_no_new_snapshot_of_its_own) {
    static const char *const words[] = {"--refetch", "@zoe.flores", NULL};
    const struct errand_config config = {.words = words};
    struct sandbox_child sandbox;
    struct errand errand;
    ck_assert(sandbox_child_open(&sandbox, NULL));
    ck_assert_int_eq(errand_run(&errand, &sandbox, &config), EX_USAGE);
    expect_printed(errand.err, "--refetch is for followtrail fetch");
    sandbox_child_close(&sandbox);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("length");
    TCase *tc = tcase_create("length");
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, a_report_that_is_too_low_gives_no_price);
    tcase_add_test(tc, the_amount_is_bounded_by_the_cap);
    tcase_add_test(tc, a_report_of_nobody_may_be_wrong);
    tcase_add_test(tc, a_batch_leaves_out_what_has_no_price);
    tcase_add_test(tc, pages_without_an_account_stop_it_until_m);
    tcase_add_test(tc, fetch_goes_on_to_the_cap);
    tcase_add_test(tc, fetch_asks_a_stopped_list_for_one_more_page);
    tcase_add_loop_test(tc, a_refused_cursor_is_not_a_lost_account, 0,
                        (int)(sizeof refusals / sizeof *refusals));
    tcase_add_test(tc, a_new_snapshot_is_priced_first);
    tcase_add_loop_test(tc, an_absurd_count_is_priced_and_refused, 0, 4);
    tcase_add_test(tc, fetch_ends_with_a_summary);
    tcase_add_loop_test(tc, fetch_says_that_credits_are_needed, 0, 2);
    tcase_add_test(tc, fetch_tells_of_cap_and_balance);
    tcase_add_test(tc, one_of_anything_is_singular);
    tcase_add_test(tc, the_browser_has_no_new_snapshot_of_its_own);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
