/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page is as large as the window, as priced on the screen, and never paid for twice however large
 * the window is at the next start. */
#include "session/navigate.h"
#include "session/requests.h"
#include "tests/support/rig.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <stdint.h>
#include <string.h>

#define OWNER "zoe.flores" /* follows 412 accounts */

static void configure(struct rig_config *config) {
    rig_config_init(config);
    config->session.page_size = 0;
}

static void open_window(struct rig *rig, const struct rig_config *config, int rows) {
    rig_open(rig, config);
    requests_fit_window(&rig->session, rows);
}

static int64_t spent(const struct rig *rig) {
    return rig->session.purse.spent[PURSE_SESSION];
}

static int64_t next_price(const struct rig *rig) {
    return requests_price(&rig->session, rig_list(rig));
}

static const struct size {
    int configured, rows;
    int64_t page;
} sizes[] = {{0, 0, 20},  {0, 3, 20},  {0, 20, 20}, {0, 21, 21},
             {0, 50, 50}, {0, 51, 50}, {7, 44, 7},  {50, 12, 50}};

START_TEST(a_page_is_what_the_window_shows) {
    const struct size *size = &sizes[_i];
    struct session session = {.config.page_size = size->configured};
    requests_fit_window(&session, size->rows);
    ck_assert_int_eq(requests_page_size(&session), size->page);
    ck_assert_int_eq(requests_quote(&session, 101, 0).calls, (100 / size->page) + 1);
}
END_TEST

START_TEST(the_price_is_what_is_asked_for) {
    struct rig_config config;
    struct rig rig;
    configure(&config);
    open_window(&rig, &config, 44);
    struct requests_opening opening = requests_price_opening(&rig.session);
    ck_assert_int_eq(opening.profile, 1);
    ck_assert_int_eq(opening.page, 44);
    rig_go(&rig, OWNER);
    rig_expect_list(&rig, 44, "44 of 412 loaded");
    ck_assert_int_eq(spent(&rig), opening.most);
    ck_assert_int_eq(next_price(&rig), 44);
    requests_fit_window(&rig.session, 31);
    ck_assert_int_eq(next_price(&rig), 31);
    rig_run(&rig, COMMAND_MORE);
    rig_expect_list(&rig, 75, "75 of 412 loaded");
    rig_select(&rig, "lucky.purr");
    ck_assert_int_eq(navigate_drill_price(&rig.session), 31);
    rig_run(&rig, COMMAND_DRILL_IN);
    rig_expect_list(&rig, 31, "31 of 1,088 loaded");
    ck_assert_int_eq(spent(&rig), 1 + 44 + 31 + 31);
    rig_close(&rig, 0, 0);
}
END_TEST

/* A cap is less than the window. */
START_TEST(a_cap_cuts_the_page) {
    struct rig_config config;
    struct rig rig;
    configure(&config);
    config.shop.caps.most[PURSE_SESSION] = 30;
    open_window(&rig, &config, 44);
    struct requests_opening opening = requests_price_opening(&rig.session);
    ck_assert(opening.is_limited);
    ck_assert_int_eq(opening.most, 30);
    rig_go(&rig, OWNER);
    rig_expect_list(&rig, 29, "29 of 412 loaded");
    rig_close(&rig, 0, 0);
}
END_TEST

START_TEST(a_window_that_grows_during_the_profile_costs_no_more) {
    struct rig_config config;
    struct rig rig;
    struct err err;
    configure(&config);
    open_window(&rig, &config, 24);
    ck_assert(navigate_open(&rig.session, OWNER, &err));
    requests_fit_window(&rig.session, 50);
    rig_settle(&rig);
    rig_expect_list(&rig, 24, "24 of 412 loaded");
    ck_assert_int_eq(spent(&rig), 1 + 24);
    ck_assert_int_eq(next_price(&rig), 50);
    rig_close(&rig, 0, 0);
}
END_TEST

/* "m loads the next page: up to 20 credits." */
START_TEST(no_page_grows_beside_a_message) {
    struct rig_config config;
    struct rig rig;
    configure(&config);
    config.session.has_prefetch = false;
    open_window(&rig, &config, 20);
    rig_go(&rig, OWNER);
    rig_run(&rig, COMMAND_LAST);
    rig_expect(&rig, "m loads the next page: up to 20 credits.");
    requests_fit_window(&rig.session, 44);
    ck_assert_int_eq(next_price(&rig), 20);
    requests_fit_window(&rig.session, 12);
    session_hush(&rig.session);
    requests_fit_window(&rig.session, 44);
    ck_assert_int_eq(next_price(&rig), 44);
    rig_close(&rig, 0, 0);
}
END_TEST

/* The list's text names the price for as long as nothing else happens. */
START_TEST(trying_again_costs_no_more_than_the_failure_says) {
    static const char *const fault[] = {"502@2"};
    struct rig_config config;
    struct rig rig;
    configure(&config);
    config.shop.sandbox.faults = fault;
    config.shop.sandbox.fault_count = 1;
    open_window(&rig, &config, 20);
    rig_go(&rig, OWNER);
    ck_assert_ptr_nonnull(strstr(rig_list(&rig)->failure.text, "m tries again: up to 20 credits"));
    session_hush(&rig.session);
    requests_fit_window(&rig.session, 44);
    ck_assert_int_eq(next_price(&rig), 20);
    rig_run(&rig, COMMAND_MORE);
    rig_expect_list(&rig, 20, "20 of 412 loaded");
    ck_assert_int_eq(next_price(&rig), 44);
    rig_close(&rig, 0, 0);
}
END_TEST

/* A larger page is not bought earlier: only within ten rows of the end. */
START_TEST(a_large_page_comes_no_earlier) {
    struct rig_config config;
    struct rig rig;
    configure(&config);
    open_window(&rig, &config, 44);
    rig_go(&rig, OWNER);
    int64_t before = rig_requests(&rig);
    navigate_move_to(&rig.session, 32, 44);
    rig_settle(&rig);
    ck_assert_int_eq(rig_requests(&rig), before);
    navigate_move_to(&rig.session, 33, 44);
    rig_settle(&rig);
    rig_expect_list(&rig, 88, "88 of 412 loaded");
    rig_close(&rig, 0, 0);
}
END_TEST

/* Cursors lead from a page of one size to a page of another. */
START_TEST(windows_of_all_sizes_share_one_list) {
    static const int windows[] = {14, 50, 31, 12, 44};
    struct scratch scratch;
    struct rig_config config;
    struct rig rig;
    size_t held = 0;
    configure(&config);
    scratch_init(&scratch);
    config.shop.store_path = scratch.path;
    for (size_t i = 0; i < sizeof windows / sizeof *windows; i++) {
        open_window(&rig, &config, windows[i]);
        rig_go(&rig, OWNER);
        ck_assert_int_eq(spent(&rig), i == 0 ? 1 + 20 : 0);
        held += i == 0 ? 20 : 0;
        ck_assert_uint_eq(rig_list(&rig)->count, held);
        int64_t page = next_price(&rig), before = spent(&rig);
        ck_assert_int_eq(page, requests_page_size(&rig.session));
        rig_run(&rig, COMMAND_MORE);
        held += (size_t)page;
        ck_assert_uint_eq(rig_list(&rig)->count, held); /* a row counts once */
        ck_assert_int_eq(spent(&rig), before + page);
        rig_close(&rig, 0, 0);
    }
    ck_assert_uint_eq(held, 20 + 20 + 50 + 31 + 20 + 44);
    scratch_fini(&scratch);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("page");
    TCase *tc = tcase_create("page");
    tcase_add_loop_test(tc, a_page_is_what_the_window_shows, 0, sizeof sizes / sizeof *sizes);
    tcase_add_test(tc, the_price_is_what_is_asked_for);
    tcase_add_test(tc, a_cap_cuts_the_page);
    tcase_add_test(tc, a_window_that_grows_during_the_profile_costs_no_more);
    tcase_add_test(tc, no_page_grows_beside_a_message);
    tcase_add_test(tc, trying_again_costs_no_more_than_the_failure_says);
    tcase_add_test(tc, a_large_page_comes_no_earlier);
    tcase_add_test(tc, windows_of_all_sizes_share_one_list);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
