/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists loaded to their end: what is announced, what it may take, what stops it, and how it goes
 * on. The money is compared with the server's bill at the end of each. */
#include "session/load.h"

#include "session/cap.h"
#include "session/navigate.h"
#include "session/refine.h"
#include "session/requests.h"
#include "tests/support/plain_get.h"
#include "tests/support/rig.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>

enum { ENOUGH = 20000, WORDS_MAX = 1024 };

static void open_default(struct rig *rig, int64_t threshold) {
    struct rig_config config;
    rig_config_init(&config);
    config.session.threshold = threshold;
    rig_open(rig, &config);
}

static void open_faulty(struct rig *rig, const char *const *fault) {
    struct rig_config config;
    rig_config_init(&config);
    config.session.threshold = ENOUGH;
    config.shop.sandbox.faults = fault;
    config.shop.sandbox.fault_count = 1;
    rig_open(rig, &config);
}

/* Asks, and begins it. */
static void begin(struct rig *rig) {
    load_ask(&rig->session);
    rig_expect(rig, "the rest for ");
    ck_assert(bare_front_agree(&rig->session, NULL, RIG_ROWS));
    ck_assert_ptr_nonnull(session_load_of(&rig->session, rig_list(rig)));
}

static void load(struct rig *rig) {
    begin(rig);
    rig_settle(rig);
    ck_assert_uint_eq(rig->session.load_count, 0);
}

static int64_t spent(const struct rig *rig) {
    return rig->session.purse.spent[PURSE_SESSION];
}

START_TEST(announces_and_begins_below_the_threshold) {
    struct rig rig;
    open_default(&rig, 401);
    rig_go(&rig, "zoe.flores");
    load_ask(&rig.session);
    rig_expect(&rig, "Load the rest for about 392, at most 401 credits ($0.40)? y/N");
    ck_assert_int_eq(rig_requests(&rig), 2);
    session_say(&rig.session, TONE_INFO, "Something else.");
    load(&rig);
    rig_expect_list(&rig, 412, "412 of 412 · complete");
    ck_assert_int_eq(rig_requests(&rig), 10);
    ck_assert_int_eq(spent(&rig), 413);
    rig_close(&rig, 0, 0);
}
END_TEST

START_TEST(wants_the_amount_above_the_threshold) {
    static const char *const wrong[] = {"",
                                        " ",
                                        ",",
                                        "0",
                                        "402",
                                        "-401",
                                        "+401",
                                        "401.0",
                                        "4o1",
                                        "0x191",
                                        "401 credits",
                                        "18446744073709552017",
                                        "99999999999999999999"};
    struct rig rig;
    open_default(&rig, 400);
    rig_go(&rig, "zoe.flores");
    load_ask(&rig.session);
    rig_expect(&rig,
               "Load the rest for about 392, at most 401 credits ($0.40)? Type 401 or less: ");
    ck_assert(!bare_front_agree(&rig.session, NULL, RIG_ROWS));
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        ck_assert_msg(!rig_agree_to(&rig, wrong[i]), "%s", wrong[i]);
    ck_assert(session_is_idle(&rig.session));
    ck_assert_int_eq(rig_requests(&rig), 2);
    ck_assert(rig_agree_to(&rig, "401"));
    rig_settle(&rig);
    rig_expect_list(&rig, 412, "complete");
    rig_close(&rig, 0, 0);
}
END_TEST

START_TEST(takes_the_amount_with_commas) {
    struct rig rig;
    open_default(&rig, 200);
    rig_go(&rig, "collects.everyone");
    load_ask(&rig.session);
    rig_expect(&rig, "for about 9,980, at most 10,181 credits ($10.18)");
    ck_assert(rig_agree_to(&rig, " 10,181"));
    rig_settle(&rig);
    rig_expect_list(&rig, 10000, "complete");
    ck_assert_int_eq(spent(&rig), 10001);
    rig_close(&rig, 0, 0);
}
END_TEST

static void write_file(const char *folder, const char *name, const char *head, int count,
                       const char *line) {
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    fputs(head, file);
    for (int i = 0; i < count; i++)
        if (strchr(line, '%'))
            fprintf(file, "%d,someone%d,1\n", 100 + i, i);
        else
            fprintf(file, "%s%d\n", line, 100 + i);
    fclose(file);
}

/* alice says that she follows `reported`, and follows `listed`. */
static void give_network(const char *folder, int reported, int listed) {
    char head[128];
    snprintf(head, sizeof head, "id,username,following_count\n11,alice,%d\n", reported);
    write_file(folder, "accounts.csv", head, listed, "%");
    write_file(folder, "follows.csv", "source,target\n", listed, "11,");
}

static void remove_network(struct scratch *network) {
    static const char *const names[] = {"accounts.csv", "follows.csv"};
    char path[256];
    for (int i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s/%s", network->folder, names[i]);
        remove(path);
    }
    scratch_fini(network);
}

static const struct {
    int reported, budget;
} understated[] = {{6, 3}, {7, 4}, {20, 17}, {29, 26}, {49, 46}};

/* A list that is longer than its owner's count says: it takes what was announced, and stops. */
START_TEST(never_passes_what_was_announced) {
    struct scratch network;
    struct rig_config config;
    struct rig rig;
    char words[128];
    int reported = understated[_i].reported, budget = understated[_i].budget;
    scratch_init(&network);
    give_network(network.folder, reported, 60);
    rig_config_init(&config);
    config.session.page_size = 5;
    config.session.load_page_size = 10;
    config.shop.sandbox.network_dir = network.folder;
    rig_open(&rig, &config);
    rig_go(&rig, "alice");
    rig_expect_list(&rig, 5, "loaded");
    ck_assert_int_eq(load_offer(&rig.session, rig_list(&rig)).limit.budget, budget);
    load(&rig);
    rig_expect_list(&rig, 5 + (size_t)budget, "loaded");
    snprintf(words, sizeof words,
             "Stopped at the amount given: @alice %d loaded · more (reported %d). %d credits for",
             5 + budget, reported, budget);
    rig_expect(&rig, words);
    ck_assert_int_eq(spent(&rig), 6 + budget);
    rig_close(&rig, 0, 0);
    remove_network(&network);
}
END_TEST

/* It requests the profile first; what follows keeps to the budget, too. (The store has
 * the profile, so it is free.) */
START_TEST(never_passes_it_by_way_of_a_profile) {
    struct scratch network;
    struct rig_config config;
    struct rig rig;
    scratch_init(&network);
    give_network(network.folder, 40, 40);
    rig_config_init(&config);
    config.shop.sandbox.network_dir = network.folder;
    config.session.has_prefetch = false;
    rig_open(&rig, &config);
    rig_go(&rig, "alice");
    struct list *list = rig.session.trail.current->list;
    list->wants_profile = true;
    load_begin(&rig.session, list, 5);
    rig_settle(&rig);
    rig_expect_list(&rig, 25, "loaded");
    ck_assert_int_eq(spent(&rig), 26);
    rig_close(&rig, 0, 0);
    remove_network(&network);
}
END_TEST

/* 21 credits went in the session before. */
START_TEST(stays_within_the_caps) {
    struct scratch scratch;
    struct rig_config config;
    struct rig rig;
    char words[64];
    enum purse_scope scope = (enum purse_scope)(_i / 2);
    size_t left = scope == PURSE_SESSION ? 100 : 79;
    scratch_init(&scratch);
    rig_config_init(&config);
    config.session.threshold = ENOUGH;
    config.shop.store_path = scratch.path;
    rig_open(&rig, &config);
    rig_go(&rig, "zoe.flores");
    rig_close(&rig, 0, 0);
    config.shop.caps.most[scope] = 100;
    rig_open(&rig, &config);
    rig_go(&rig, "zoe.flores");
    snprintf(words, sizeof words, "The %s cap leaves %zu credits: loading stops there",
             purse_scope_name(scope), left);
    load_ask(&rig.session);
    rig_expect(&rig, words);
    if (_i % 2)
        snprintf(words, sizeof words, "Stopped at the %s cap: @zoe.flores %zu of 412",
                 purse_scope_name(scope), 20 + left);
    else
        snprintf(words, sizeof words, "the %s cap is 100 credits", purse_scope_name(scope));
    if (_i % 2)
        ck_assert(bare_front_agree(&rig.session, NULL, RIG_ROWS));
    else
        load_begin(&rig.session, rig.session.trail.current->list, 401);
    rig_settle(&rig);
    rig_expect_list(&rig, 20 + left, _i % 2 ? "loaded" : "stopped: cap reached");
    rig_expect(&rig, words);
    if (_i % 2 == 0)
        rig_expect(&rig, scope == PURSE_SESSION ? ":cap N raises it."
                         : scope == PURSE_DAY   ? "The setting day-cap raises it."
                                                : "The setting store-cap raises it.");
    load_ask(&rig.session);
    rig_expect(&rig, "cap reached (100 of 100). Nothing sent or charged.");
    rig_close(&rig, 0, 0);
    scratch_fini(&scratch);
}
END_TEST

/* What is set by name holds from then on, for the program and for the store. */
START_TEST(a_cap_is_changed_while_it_runs) {
    struct rig_config config;
    struct rig rig;
    struct err err;
    rig_config_init(&config);
    config.session.threshold = ENOUGH;
    config.shop.caps.most[PURSE_SESSION] = 21;
    rig_open(&rig, &config);
    rig_go(&rig, "zoe.flores");
    rig_run(&rig, COMMAND_MORE);
    rig_expect(&rig, "Session cap reached (21 of 21). Nothing sent or charged. :cap N raises it.");
    ck_assert_int_eq(rig_requests(&rig), 2);
    rig_run(&rig, COMMAND_CAP);
    rig_expect(&rig, "Session cap: 21 used of 21 credits.");
    ck_assert(cap_set(&rig.session, "30", &err));
    rig_expect(&rig, "21 used of 30 credits");
    rig_run(&rig, COMMAND_MORE);
    rig_expect_list(&rig, 29, "29 of 412 loaded");
    ck_assert(cap_set(&rig.session, "none", &err));
    rig_run(&rig, COMMAND_MORE);
    rig_expect_list(&rig, 49, "loaded");
    ck_assert(cap_set(&rig.session, "5", &err));
    rig_expect(&rig, "Session cap: 5 credits, and 50 used: nothing more is bought.");
    rig_run(&rig, COMMAND_MORE);
    rig_expect(&rig,
               "Session cap reached (50 used, cap 5). Nothing sent or charged. :cap N raises it.");
    static const char *const wrong[] = {"x", "-1", "1000000001", "1.5", "nothing"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        ck_assert(!cap_set(&rig.session, wrong[i], &err) && err.kind == ERR_USAGE);
    ck_assert_int_eq(rig.session.purse.caps.most[PURSE_SESSION], 5);
    ck_assert_int_eq(spent(&rig), 50);
    rig_close(&rig, 0, 0);
}
END_TEST

/* Until the server has that many: what is under way is paid for then. */
static void await_request(const struct rig *rig, int64_t number) {
    while (rig_requests(rig) < number)
        poll(NULL, 0, 1);
}

/* In the midst of it; what is under way then is kept. */
static void stop_midway(struct rig *rig) {
    begin(rig);
    while (rig_list(rig)->count == 20)
        rig_step(rig);
    await_request(rig, 4);
    ck_assert(load_stop(&rig->session));
    rig_expect(rig, "its answer will be kept");
    rig_settle(rig);
    ck_assert_uint_eq(rig->session.load_count, 0);
    ck_assert_int_eq(rig_requests(rig), 4);
    rig_expect(rig, "100 credits for 2 pages. L continues.");
    rig_expect_list(rig, 120, "loaded");
}

static void open_slow(struct rig *rig, const char *store_path, int64_t latency_ms) {
    struct rig_config config;
    rig_config_init(&config);
    config.session.threshold = ENOUGH;
    config.shop.sandbox.latency_ms = latency_ms;
    config.shop.store_path = store_path;
    rig_open(rig, &config);
}

START_TEST(stops_when_told_and_goes_on) {
    struct rig rig;
    open_slow(&rig, NULL, 150);
    rig_go(&rig, "zoe.flores");
    ck_assert(!load_stop(&rig.session));
    stop_midway(&rig);
    load(&rig);
    rig_expect_list(&rig, 412, "complete");
    ck_assert_int_eq(spent(&rig), 413);
    rig_close(&rig, 0, 0);
}
END_TEST

START_TEST(goes_on_in_another_session) {
    struct scratch scratch;
    struct rig rig;
    scratch_init(&scratch);
    open_slow(&rig, scratch.path, 150);
    rig_go(&rig, "zoe.flores");
    stop_midway(&rig);
    int64_t before = spent(&rig);
    rig_close(&rig, 0, 0);
    open_slow(&rig, scratch.path, 0);
    rig_go(&rig, "zoe.flores");
    ck_assert_int_eq(rig_requests(&rig), 0);
    load(&rig);
    rig_expect_list(&rig, 412, "complete");
    ck_assert_uint_eq(rig_list(&rig)->repeats, 0);
    ck_assert_int_eq(before + spent(&rig), 413);
    rig_close(&rig, 0, 0);
    scratch_fini(&scratch);
}
END_TEST

START_TEST(stops_from_elsewhere) {
    struct rig rig;
    open_slow(&rig, NULL, 150);
    rig_go(&rig, "lucky.purr");
    rig_go(&rig, "zoe.flores");
    begin(&rig);
    await_request(&rig, 5);
    struct err err;
    ck_assert(navigate_open(&rig.session, "lucky.purr", &err));
    ck_assert(load_stop(&rig.session));
    rig_settle(&rig);
    rig_expect(&rig, "Stopped: @zoe.flores 70 of 412 loaded. 50 credits for 1 page. L continues.");
    rig_close(&rig, 0, 0);
}
END_TEST

static const struct {
    const char *fault;
    const char *words;
    int64_t maybe, lost;
} failures[] = {
    {"502@4", "source failed", 50, 0},
    {"shape@4", "source changed", 50, 0},
    {"redirect@4", "redirect refused", 50, 0},
    {"charged-error@4", "API error", 0, 0},
    {"cut@4", "no answer: maybe charged", 50, 50},
    {"garbage@4", "answer unreadable", 50, 50},
};

/* It stops, says why, and buys nothing again by itself; the next page's balance tells what the
 * failure cost. */
START_TEST(stops_at_a_failure) {
    struct rig rig;
    open_faulty(&rig, &failures[_i / 2].fault);
    rig_go(&rig, "zoe.flores");
    load(&rig);
    rig_expect_list(&rig, 70, failures[_i / 2].words);
    ck_assert_int_eq(rig_requests(&rig), 4);
    rig_expect(&rig, "m tries again");
    if (_i % 2) {
        rig_close(&rig, failures[_i / 2].maybe, failures[_i / 2].lost);
        return;
    }
    load(&rig);
    rig_expect_list(&rig, 412, "complete");
    /* That a redirect was free no balance proves before SETTLE_GRACE_MS. */
    rig_close(&rig, strstr(failures[_i / 2].fault, "redirect") ? failures[_i / 2].maybe : 0, 0);
}
END_TEST

/* What may have been charged counts as spent, and no more than that. */
START_TEST(tells_of_a_failure_elsewhere) {
    static const char *const fault[] = {"cut@6"};
    struct rig rig;
    struct err err;
    open_faulty(&rig, fault);
    rig_go(&rig, "lucky.purr");
    rig_go(&rig, "zoe.flores");
    begin(&rig);
    ck_assert(navigate_open(&rig.session, "lucky.purr", &err));
    rig_settle(&rig);
    rig_expect(&rig, "@zoe.flores: 70 of 412 · stopped: no answer: maybe charged. 50 credits for "
                     "1 page; up to 50 more may have been charged. L");
    rig_close(&rig, 50, 50);
}
END_TEST

START_TEST(waits_where_that_is_free) {
    static const char *const fault[] = {"429:1@4"};
    struct rig rig;
    open_faulty(&rig, fault);
    rig_go(&rig, "zoe.flores");
    load(&rig);
    rig_expect_list(&rig, 412, "complete");
    ck_assert_int_eq(rig_requests(&rig), 11);
    rig_close(&rig, 0, 0);
}
END_TEST

START_TEST(loads_while_one_is_elsewhere) {
    struct rig rig;
    struct err err;
    open_default(&rig, ENOUGH);
    rig_go(&rig, "zoe.flores");
    const struct list *zoe = rig_list(&rig);
    begin(&rig);
    ck_assert(navigate_open(&rig.session, "lucky.purr", &err));
    rig_step(&rig);
    bare_front_run(&rig.session, COMMAND_LAST, RIG_ROWS);
    rig_settle(&rig);
    ck_assert_int_eq(list_state(zoe), LIST_COMPLETE);
    rig_expect(&rig, "@zoe.flores: 412 of 412 · complete. 392 credits for 8 pages.");
    rig_expect_list(&rig, 20, "20 of 1,088 loaded");
    rig_close(&rig, 0, 0);
}
END_TEST

START_TEST(loads_two_at_once) {
    struct rig rig;
    open_default(&rig, ENOUGH);
    rig_go(&rig, "lucky.purr");
    const struct list *lucky = rig_list(&rig);
    rig_go(&rig, "zoe.flores");
    begin(&rig);
    load_ask(&rig.session);
    rig_expect(&rig, "is loading");
    bare_front_run(&rig.session, COMMAND_BACKWARD, RIG_ROWS);
    begin(&rig);
    ck_assert_uint_eq(rig.session.load_count, 2);
    rig_settle(&rig);
    rig_expect_list(&rig, 1088, "complete");
    ck_assert_ptr_eq(rig_list(&rig), lucky);
    rig_go(&rig, "zoe.flores");
    rig_expect_list(&rig, 412, "complete");
    ck_assert_int_eq(spent(&rig), 1088 + 412 + 2);
    rig_close(&rig, 0, 0);
}
END_TEST

static const struct {
    const char *fault;
    size_t rows;
    int64_t requests;
    const char *words, *reason;
} circles[] = {
    {"repeat-cursor:99@4", 120, 4, "repeats a cursor",
     "already paid for. R starts the list again in a new snapshot: up to 21 credits"},
    {"repeat-page:99@4", 70, 6, "three pages without a new account",
     "the last 3 pages had no new account. m requests one more page: up to 20 credits."},
    {"empty-more:99@4", 70, 6, "three pages without a new account",
     "the last 3 pages had no new account. m requests one more page: up to 20 credits."},
};

START_TEST(stops_a_list_that_goes_in_circles) {
    struct rig rig;
    open_faulty(&rig, &circles[_i].fault);
    rig_go(&rig, "zoe.flores");
    load(&rig);
    rig_expect_list(&rig, circles[_i].rows, circles[_i].words);
    rig_expect(&rig, circles[_i].reason);
    ck_assert_int_eq(rig_requests(&rig), circles[_i].requests);
    load_ask(&rig.session);
    rig_expect(&rig, circles[_i].reason);
    rig_close(&rig, 0, 0);
}
END_TEST

/* Somebody else spends what was there for it. */
START_TEST(stops_where_the_balance_ends) {
    struct rig_config config;
    struct rig rig;
    struct http_answer answer;
    rig_config_init(&config);
    config.session.threshold = ENOUGH;
    config.shop.sandbox.balance = 100;
    rig_open(&rig, &config);
    rig_go(&rig, "zoe.flores");
    CURL *handle = curl_easy_init();
    plain_get(handle, &answer, sandbox_url(rig.shop.sandbox),
              "/tiktok/users/zoe.flores/following?limit=49", SANDBOX_DEFAULT_KEY);
    http_answer_fini(&answer);
    curl_easy_cleanup(handle);
    load(&rig);
    rig_expect_list(&rig, 50, "stopped: balance");
    rig_expect(&rig, "The credits ran out");
    ck_assert_int_eq(list_state(rig_list(&rig)), LIST_CUT_BY_BALANCE);
    /* What was added since is not known: only a request tells. */
    load_ask(&rig.session);
    rig_expect(&rig, "The balance is 0. Nothing sent or charged.");
    int64_t requests = rig_requests(&rig);
    rig_run(&rig, COMMAND_MORE);
    rig_expect(&rig, "only if credits were added since.");
    rig_expect(&rig, "Load the next page for at most 20 credits ($0.02)? y/N");
    ck_assert_int_eq(rig_requests(&rig), requests);
    rig_agree(&rig);
    ck_assert_int_eq(list_state(rig_list(&rig)), LIST_FAILED);
    rig_expect_list(&rig, 50, "stopped: balance");
    /* The worst that an API can say of a page that it cut. */
    rig.session.trail.current->list->has_more = false;
    rig_run(&rig, COMMAND_MORE);
    list_clear_failure(rig.session.trail.current->list);
    ck_assert_int_eq(list_state(rig_list(&rig)), LIST_CUT_BY_BALANCE);
    rig_close(&rig, 0, 49);
}
END_TEST

/* What the API refused is offered by nothing: not by L, by the title, by what a filter shows, among
 * marked accounts; m says first what it would do. */
static void offers_no_more(struct rig *rig) {
    int64_t requests = rig_requests(rig);
    struct buf words;
    buf_init(&words, WORDS_MAX);
    session_hush(&rig->session);
    load_ask(&rig->session);
    rig_expect(rig, "R starts the list again in a new snapshot");
    ck_assert(!rig_agree_to(rig, "20"));
    ck_assert(!list_has_next(rig_list(rig)));
    refine_describe(&rig->session, &words);
    ck_assert_ptr_null(strstr(buf_text(&words), "loads the rest"));
    buf_clear(&words);
    requests_put_stop(&rig->session, rig_list(rig), &words);
    ck_assert_str_eq(buf_text(&words),
                     "The API refused the cursor of the next page. R starts the list again in a "
                     "new snapshot: up to 21 credits for the first page.");
    ck_assert_int_eq(rig_requests(rig), requests);
    rig_run(rig, COMMAND_MORE);
    ck_assert_int_eq(rig_requests(rig), requests);
    rig_expect(rig, "Request the page again for at most 20 credits ($0.02)? y/N");
    rig_agree(rig);
    ck_assert_int_eq(rig_requests(rig), requests + 1);
    rig_expect(rig, "for all.");
    rig_expect_list(rig, 20, "stopped: cursor refused");
    buf_fini(&words);
}

START_TEST(says_that_a_place_is_too_old) {
    static const char *const fault[] = {"cursor:99"};
    struct scratch scratch;
    struct rig_config config;
    struct rig rig;
    scratch_init(&scratch);
    rig_config_init(&config);
    config.session.threshold = ENOUGH;
    config.shop.store_path = scratch.path;
    rig_open(&rig, &config);
    rig_go(&rig, "zoe.flores");
    rig_close(&rig, 0, 0);
    config.shop.sandbox.faults = fault;
    config.shop.sandbox.fault_count = 1;
    rig_open(&rig, &config);
    rig_go(&rig, "zoe.flores");
    load(&rig);
    rig_expect_list(&rig, 20, "stopped: cursor refused");
    rig_expect(&rig, "R starts the list again in a new snapshot: up to 21 credits for the first "
                     "page, about 412 for all.");
    ck_assert_int_eq(spent(&rig), 0);
    offers_no_more(&rig);
    rig_run(&rig, COMMAND_REFETCH);
    rig_agree(&rig);
    rig_expect_list(&rig, 20, "20 of 412 loaded");
    ck_assert_int_eq(spent(&rig), 21);
    rig_close(&rig, 0, 0);
    scratch_fini(&scratch);
}
END_TEST

START_TEST(offers_the_profile_where_the_length_is_not_known) {
    struct rig_config config;
    struct rig rig;
    rig_config_init(&config);
    config.session.wants_profile = false;
    config.session.threshold = ENOUGH;
    rig_open(&rig, &config);
    rig_go(&rig, "zoe.flores");
    load_ask(&rig.session);
    rig_expect(&rig, "Request @zoe.flores's profile for 1 credit ($0.001)? y/N");
    ck_assert_int_eq(spent(&rig), 20);
    rig_agree(&rig);
    ck_assert_int_eq(spent(&rig), 21);
    rig_expect_list(&rig, 20, "20 of 412 loaded");
    load(&rig);
    rig_expect_list(&rig, 412, "complete");
    rig_close(&rig, 0, 0);
}
END_TEST

/* A private account shows no counts, in no profile either. */
START_TEST(asks_for_an_amount_where_nobody_says_the_length) {
    struct rig rig;
    open_default(&rig, ENOUGH);
    rig_go(&rig, "zoe.flores");
    struct list *list = rig.session.trail.current->list;
    struct account owner = *list->owner;
    owner.is_private = true;
    owner.follower_count = owner.following_count = owner.like_count = owner.video_count = 0;
    list_set_owner(list, &owner);
    load_ask(&rig.session);
    rig_expect(&rig, "so the price of the rest is unknown");
    ck_assert(!rig_agree_to(&rig, "0"));
    ck_assert(!rig_agree_to(&rig, "all"));
    ck_assert_int_eq(rig_requests(&rig), 2);
    ck_assert(rig_agree_to(&rig, "70"));
    rig_settle(&rig);
    rig_expect_list(&rig, 90, "loaded");
    ck_assert_int_eq(spent(&rig), 91);
    rig_close(&rig, 0, 0);
}
END_TEST

static TCase *add_case(Suite *suite, const char *name) {
    TCase *tc = tcase_create(name);
    tcase_set_timeout(tc, 60);
    suite_add_tcase(suite, tc);
    return tc;
}

int main(void) {
    Suite *suite = suite_create("load");
    TCase *tc = add_case(suite, "price");
    tcase_add_test(tc, announces_and_begins_below_the_threshold);
    tcase_add_test(tc, wants_the_amount_above_the_threshold);
    tcase_add_test(tc, takes_the_amount_with_commas);
    run_sample(tc, never_passes_what_was_announced, 0, sizeof understated / sizeof *understated, 3);
    tcase_add_test(tc, never_passes_it_by_way_of_a_profile);
    run_sample(tc, stays_within_the_caps, 0, 2 * PURSE_SCOPE_COUNT, 3);
    tcase_add_test(tc, a_cap_is_changed_while_it_runs);
    tcase_add_test(tc, offers_the_profile_where_the_length_is_not_known);
    tcase_add_test(tc, asks_for_an_amount_where_nobody_says_the_length);
    tc = add_case(suite, "course");
    tcase_add_test(tc, stops_when_told_and_goes_on);
    tcase_add_test(tc, goes_on_in_another_session);
    tcase_add_test(tc, stops_from_elsewhere);
    run_sample(tc, stops_at_a_failure, 0, 2 * sizeof failures / sizeof *failures, 3);
    tcase_add_test(tc, tells_of_a_failure_elsewhere);
    tcase_add_test(tc, waits_where_that_is_free);
    tcase_add_test(tc, loads_while_one_is_elsewhere);
    tcase_add_test(tc, loads_two_at_once);
    tcase_add_loop_test(tc, stops_a_list_that_goes_in_circles, 0, sizeof circles / sizeof *circles);
    tcase_add_test(tc, stops_where_the_balance_ends);
    tcase_add_test(tc, says_that_a_place_is_too_old);
    return run_suite(suite);
}
