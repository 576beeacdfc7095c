/* SPDX-License-Identifier: GPL-3.0-or-later */
/* followtrail fetch: the price is known before it is paid, and an incomplete list is explained. */
#include "tests/support/errand.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"
#include "tests/support/server_log.h"

#include <check.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>

enum { WORDS_MAX = 8, PAGE = 50, TIMEOUT_S = 60 };

#define LONG_LIST    "collects.everyone"
#define SHORT_LIST   "zoe.flores"
#define ID_OF_XIMENA "6075584351806255477"

/* An order and its result. */
struct scene {
    struct sandbox_child sandbox;
    struct scratch settings;
    struct errand errand;
    struct server_log log;
};

static void open_scene(struct scene *scene, const char *fault) {
    const char *const options[] = {fault ? "--fault" : NULL, fault, NULL};
    scratch_init(&scene->settings);
    ck_assert(sandbox_child_open(&scene->sandbox, options));
}

static void close_scene(struct scene *scene) {
    sandbox_child_close(&scene->sandbox);
    scratch_fini(&scene->settings);
}

static int fetch(struct scene *scene, const char *const words[]) {
    const struct errand_config config = {.words = words, .settings = scene->settings.folder};
    int status = errand_run(&scene->errand, &scene->sandbox, &config);
    server_log_read(&scene->sandbox, &scene->log);
    return status;
}

static void check_status(const struct scene *scene, int status, int expected) {
    ck_assert_msg(status == expected, "%d: %s%s", status, scene->errand.out, scene->errand.err);
}

static void check_printed(const char *printed, const char *words) {
    ck_assert_msg(strstr(printed, words) != NULL, "“%s” is not in: %s", words, printed);
}

static void set_setting(const struct scene *scene, const char *line) {
    char path[256];
    snprintf(path, sizeof path, "%s/followtrail", scene->settings.folder);
    ck_assert_int_eq(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s/followtrail/config", scene->settings.folder);
    FILE *file = fopen(path, "we");
    ck_assert_ptr_nonnull(file);
    fputs(line, file);
    ck_assert_int_eq(fclose(file), 0);
}

/* One credit reveals the price; a cap in the configuration does not confirm this list's. */
START_TEST(test_price_comes_first) {
    static const char *const words[] = {"fetch", LONG_LIST, NULL};
    struct scene scene;
    open_scene(&scene, NULL);
    if (_i)
        set_setting(&scene, "cap = 20000\n");
    for (int times = 0; times < 2; times++) {
        check_status(&scene, fetch(&scene, words), EX_TEMPFAIL);
        ck_assert_uint_eq(scene.log.count, 1);
        ck_assert(scene.log.lines[0].is_profile);
        check_printed(scene.errand.err,
                      "followtrail fetch: the rest of @" LONG_LIST "'s list costs "
                      "about 10,000 credits, at most 10,201: confirm with --cap 10201\n");
        check_printed(scene.errand.out,
                      times ? "@" LONG_LIST "\t0\t10000\t0\t" : "@" LONG_LIST "\t0\t10000\t1\t");
        server_log_free(&scene.log);
    }
    close_scene(&scene);
}
END_TEST

/* The suggested cap is enough for the call that uses it. */
START_TEST(test_cap_lifts_the_threshold) {
    static const char *const words[][5] = {{"fetch", SHORT_LIST, NULL},
                                           {"fetch", "--cap", "422", SHORT_LIST, NULL}};
    struct scene scene;
    open_scene(&scene, NULL);
    check_status(&scene, fetch(&scene, words[0]), EX_TEMPFAIL);
    check_printed(scene.errand.err, "about 412 credits, at most 422: confirm with --cap 422\n");
    server_log_free(&scene.log);
    check_status(&scene, fetch(&scene, words[1]), EX_OK);
    ck_assert_str_eq(scene.errand.out, "@" SHORT_LIST "\t412\t412\t412\t412 of 412 · complete\n");
    ck_assert_uint_eq(scene.log.count, 10);
    for (size_t i = 1; i < scene.log.count; i++)
        ck_assert_int_eq(scene.log.lines[i].limit, i < 9 ? PAGE : 12);
    ck_assert_int_eq(server_log_bill(&scene.log), 413);
    server_log_free(&scene.log);
    close_scene(&scene);
}
END_TEST

/* It covers the whole list. */
START_TEST(test_threshold_is_of_the_worst) {
    const char *const words[] = {"fetch", "--threshold", _i ? "422" : "421", SHORT_LIST, NULL};
    struct scene scene;
    open_scene(&scene, NULL);
    check_status(&scene, fetch(&scene, words), _i ? EX_OK : EX_TEMPFAIL);
    ck_assert_uint_eq(scene.log.count, _i ? 10 : 1);
    server_log_free(&scene.log);
    close_scene(&scene);
}
END_TEST

/* The others are still fetched. */
START_TEST(test_one_of_several_is_refused) {
    static const char *const words[] = {"fetch", "--threshold", "500", LONG_LIST, SHORT_LIST, NULL};
    struct scene scene;
    open_scene(&scene, NULL);
    check_status(&scene, fetch(&scene, words), EX_TEMPFAIL);
    check_printed(scene.errand.out, "@" LONG_LIST "\t0\t10000\t1\t");
    check_printed(scene.errand.out, "\n@" SHORT_LIST "\t412\t412\t413\t412 of 412 · complete\n");
    check_printed(scene.errand.err, LONG_LIST "'s list costs about 10,000 credits");
    ck_assert_ptr_null(strstr(scene.errand.err, "@" SHORT_LIST ":"));
    ck_assert_int_eq(server_log_bill(&scene.log), 414);
    server_log_free(&scene.log);
    close_scene(&scene);
}
END_TEST

static const struct {
    const char *fault, *cap, *row, *why;
    int64_t bill;
} ends[] = {
    {NULL, "101", "@" SHORT_LIST "\t100\t412\t101\t",
     ": 100 loaded, and the list goes on. Session cap reached (101 of 101). Run it again "
     "with a higher --cap to continue.",
     101},
    {"502@3", "1000", "@" SHORT_LIST "\t50\t412\t51\t", ": The API's source failed", 51},
    {"cut@3", "1000", "@" SHORT_LIST "\t50\t412\t51\t", "It may have been charged", 101},
    {"502", "1000", "@" SHORT_LIST "\t0\t-\t0\t", ": The API's source failed", 0},
};

/* The row is printed, and stderr says why the list is incomplete. */
START_TEST(test_what_is_not_whole_says_why) {
    const char *const words[] = {"fetch", "--cap", ends[_i].cap, SHORT_LIST, NULL};
    struct scene scene;
    open_scene(&scene, ends[_i].fault);
    check_status(&scene, fetch(&scene, words), EX_TEMPFAIL);
    check_printed(scene.errand.out, ends[_i].row);
    check_printed(scene.errand.err, "followtrail fetch: ");
    check_printed(scene.errand.err, ends[_i].why);
    ck_assert_int_eq(server_log_bill(&scene.log), ends[_i].bill);
    server_log_free(&scene.log);
    close_scene(&scene);
}
END_TEST

/* What a cap forbids is not announced: a lost profile, a lost page. */
START_TEST(test_no_repetition_without_allowance) {
    const char *const fault = _i ? "cut@2" : "cut@1", *const cap = _i ? "51" : "1";
    const char *const words[] = {"fetch", "--day-cap", cap, "--cap", "1000", SHORT_LIST, NULL};
    struct scene scene;
    open_scene(&scene, fault);
    check_status(&scene, fetch(&scene, words), EX_TEMPFAIL);
    check_printed(scene.errand.err, "It may have been charged");
    size_t requests = scene.log.count;
    server_log_free(&scene.log);
    check_status(&scene, fetch(&scene, words), EX_TEMPFAIL);
    ck_assert_ptr_null(strstr(scene.errand.err, "requesting it again"));
    ck_assert_uint_eq(scene.log.count, requests);
    server_log_free(&scene.log);
    close_scene(&scene);
}
END_TEST

/* The first list is the longest, and ends last; the lines are in the order of the accounts all the
 * same. */
START_TEST(test_lines_are_in_the_order_of_the_accounts) {
    static const char *const words[] = {"fetch",   "--cap",      "5000", "lucky.purr",
                                        "omarpaw", "ximenaslip", NULL};
    struct scene scene;
    size_t pages = 0;
    open_scene(&scene, NULL);
    check_status(&scene, fetch(&scene, words), EX_OK);
    ck_assert_str_eq(scene.errand.out, "@lucky.purr\t1088\t1088\t1089\t1,088 of 1,088 · complete\n"
                                       "@omarpaw\t21\t21\t22\t21 of 21 · complete\n"
                                       "@ximenaslip\t65\t65\t66\t65 of 65 · complete\n");
    check_printed(scene.errand.err, "3 of 3 lists complete. 1,177 credits spent.\n");
    const char *path = scene.log.lines[scene.log.count - 1].path;
    for (size_t i = 0; i < scene.log.count; i++)
        pages += !strcmp(scene.log.lines[i].path, path);
    ck_assert_uint_eq(pages, 22);
    ck_assert_int_eq(server_log_bill(&scene.log), 1177);
    server_log_check_once(&scene.log);
    server_log_free(&scene.log);
    close_scene(&scene);
}
END_TEST

/* Named twice, and by handle and id: one list, one bill, a line each; a new snapshot is begun
 * once. */
START_TEST(test_two_names_of_one_account_are_paid_once) {
    static const char *const words[][8] = {
        {"fetch", "--cap", "5000", "ximenaslip", "@ximenaslip", ID_OF_XIMENA, NULL},
        {"fetch", "--cap", "5000", "--refetch", "ximenaslip", "@ximenaslip", ID_OF_XIMENA, NULL}};
    struct scene scene;
    open_scene(&scene, NULL);
    for (int times = 0; times < 2; times++) {
        check_status(&scene, fetch(&scene, words[times]), EX_OK);
        const char *line = scene.errand.out;
        for (int i = 0; i < 3; i++, line = strchr(line, '\n') + 1)
            ck_assert_msg(!strncmp(line, "@ximenaslip\t65\t65\t", strlen("@ximenaslip\t65\t65\t")),
                          "%s", scene.errand.out);
        int64_t bill = 0, pages = 0;
        for (size_t i = 0; i < scene.log.count; i++) {
            bill += scene.log.lines[i].is_profile ? 0 : scene.log.lines[i].credits;
            pages += !scene.log.lines[i].is_profile;
        }
        ck_assert_int_eq(bill, 65 * (times + 1));
        ck_assert_int_eq(pages, 2 * (times + 1));
        server_log_free(&scene.log);
    }
    close_scene(&scene);
}
END_TEST

/* One that fails does not hold up the others. */
START_TEST(test_a_failing_list_among_others) {
    static const char *const words[] = {"fetch",          "--cap",   "5000",       "omarpaw",
                                        "nobody.is.here", "omarpaw", "ximenaslip", NULL};
    struct scene scene;
    open_scene(&scene, NULL);
    check_status(&scene, fetch(&scene, words), EX_TEMPFAIL);
    check_printed(scene.errand.out, "@nobody.is.here\t0\t-\t");
    check_printed(scene.errand.out, "\n@ximenaslip\t65\t65\t66\t65 of 65 · complete\n");
    check_printed(scene.errand.err, "3 of 4 lists complete, @nobody.is.here 0 loaded (");
    server_log_free(&scene.log);
    close_scene(&scene);
}
END_TEST

/* The bill is the cap on both sides, and the lists that come first have it. */
START_TEST(test_a_cap_goes_to_the_first_lists) {
    static const char *const words[] = {"fetch",      "--cap",   "600",        "zoe.flores",
                                        "lucky.purr", "omarpaw", "ximenaslip", NULL};
    struct scene scene;
    open_scene(&scene, NULL);
    check_status(&scene, fetch(&scene, words), EX_TEMPFAIL);
    check_printed(scene.errand.out, "@zoe.flores\t412\t412\t413\t412 of 412 · complete\n");
    check_printed(scene.errand.out, "\n@lucky.purr\t186\t1088\t187\t186 of 1,088 loaded\n");
    check_printed(scene.errand.err, "2 not started. 600 credits spent.");
    ck_assert_int_eq(server_log_bill(&scene.log), 600);
    server_log_free(&scene.log);
    close_scene(&scene);
}
END_TEST

/* The balance ends within a page: what came is kept, and the rest is told. */
START_TEST(test_a_balance_that_ends) {
    static const char *const options[] = {"--balance", "300", NULL};
    static const char *const words[] = {"fetch", "--cap", "5000", "zoe.flores", "lucky.purr", NULL};
    struct scene scene;
    scratch_init(&scene.settings);
    ck_assert(sandbox_child_open(&scene.sandbox, options));
    check_status(&scene, fetch(&scene, words), EX_TEMPFAIL);
    ck_assert_int_eq(server_log_bill(&scene.log), 300);
    check_printed(scene.errand.err, "300 credits spent. Add credits to the workspace and run it "
                                    "again to continue.\n");
    server_log_free(&scene.log);
    close_scene(&scene);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("fetch_command");
    TCase *tc = tcase_create("fetch_command");
    tcase_set_timeout(tc, TIMEOUT_S);
    tcase_add_loop_test(tc, test_price_comes_first, 0, 2);
    tcase_add_test(tc, test_cap_lifts_the_threshold);
    tcase_add_loop_test(tc, test_threshold_is_of_the_worst, 0, 2);
    tcase_add_test(tc, test_one_of_several_is_refused);
    tcase_add_loop_test(tc, test_what_is_not_whole_says_why, 0, sizeof ends / sizeof *ends);
    tcase_add_loop_test(tc, test_no_repetition_without_allowance, 0, 2);
    tcase_add_test(tc, test_lines_are_in_the_order_of_the_accounts);
    tcase_add_test(tc, test_two_names_of_one_account_are_paid_once);
    tcase_add_test(tc, test_a_failing_list_among_others);
    tcase_add_test(tc, test_a_cap_goes_to_the_first_lists);
    tcase_add_test(tc, test_a_balance_that_ends);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
