/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was requested once, got no answer, and may be paid for is requested again only after the
 * user saw the price. And what was announced is what is requested. */
#include "session/list_lookup.h"
#include "session/load.h"
#include "session/navigate.h"
#include "session/requests.h"
#include "store/journal.h"
#include "tests/support/plain_get.h"
#include "tests/support/rig.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

#define LOST      "stopped: no answer: maybe charged"
#define CHARGED   "stopped: no answer, charged"
#define REQUESTED "stopped: requested before: maybe charged"

enum { ENOUGH = 20000, PAGE = 20, LOAD_PAGE = 50 };

static void configure(struct rig_config *config, struct scratch *scratch) {
    scratch_init(scratch);
    rig_config_init(config);
    config->session.threshold = ENOUGH;
    config->shop.store_path = scratch->path;
}

/* Session after session, each at a sandbox of its own. */
static void open_with_fault(struct rig *rig, struct rig_config *config, const char *const *fault) {
    config->shop.sandbox.faults = fault;
    config->shop.sandbox.fault_count = fault ? 1 : 0;
    rig_open(rig, config);
}

/* All that moves, at the end of a list and away from it, asks for nothing. */
static void move_about(struct rig *rig) {
    static const enum command moves[] = {
        COMMAND_PAGE_DOWN, COMMAND_UP,   COMMAND_DOWN,     COMMAND_LAST,    COMMAND_FIRST,
        COMMAND_PAGE_DOWN, COMMAND_DOWN, COMMAND_BACKWARD, COMMAND_FORWARD, COMMAND_PAGE_DOWN};
    int64_t requests = rig_requests(rig);
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++)
        rig_run(rig, moves[i]);
    ck_assert_int_eq(rig_requests(rig), requests);
}

/* The ways in which a user says so: m, L twice, L and the amount. */
enum { WAYS = 3 };

static void say_so(struct rig *rig, int way) {
    rig->session.config.threshold = way == 2 ? 0 : ENOUGH;
    if (way == 0) {
        rig_run(rig, COMMAND_MORE);
        return;
    }
    struct load_offer offer = load_offer(&rig->session, rig_list(rig));
    char amount[32];
    snprintf(amount, sizeof amount, "%lld", (long long)offer.limit.budget);
    load_ask(&rig->session);
    rig_expect(rig, "Its next page may already be paid for.");
    if (way == 1)
        rig_agree(rig);
    else
        ck_assert(rig_agree_to(rig, amount));
}

START_TEST(a_list_says_at_once_what_another_session_lost) {
    static const char *const fault[] = {"cut@3"};
    struct scratch scratch;
    struct rig_config config;
    struct rig rig;
    configure(&config, &scratch);
    open_with_fault(&rig, &config, fault);
    rig_go(&rig, "zoe.flores");
    rig_run(&rig, COMMAND_MORE);
    rig_expect_list(&rig, 20, LOST);
    ck_assert(rig_list(&rig)->failure.is_maybe);
    ck_assert(!rig_list(&rig)->failure.is_before);
    rig_close(&rig, PAGE, PAGE);
    open_with_fault(&rig, &config, NULL);
    rig_go(&rig, "lucky.purr");
    rig_go(&rig, "zoe.flores");
    rig_expect_list(&rig, 20, LOST);
    ck_assert(rig_list(&rig)->failure.is_maybe);
    ck_assert(rig_list(&rig)->failure.is_before);
    rig_expect(&rig, "It may have been charged: up to 20 credits. m tries again: up to 20 credits "
                     "more.");
    move_about(&rig);
    rig_go(&rig, "@ZOE.flores");
    int64_t requests = rig_requests(&rig);
    rig_expect_list(&rig, 20, LOST);
    say_so(&rig, _i);
    rig_expect_list(&rig, _i ? 412 : 40, _i ? "complete" : "40 of 412 loaded");
    ck_assert_int_eq(rig_requests(&rig), requests + (_i ? 8 : 1));
    rig_close(&rig, PAGE, 0);
    scratch_fini(&scratch);
}
END_TEST

/* An answer came, and was no page: it is not said to be missing. */
START_TEST(an_answer_that_came_is_not_said_to_be_missing) {
    static const char *const fault[] = {"shape@3"};
    struct scratch scratch;
    struct rig_config config;
    struct rig rig;
    configure(&config, &scratch);
    open_with_fault(&rig, &config, fault);
    rig_go(&rig, "zoe.flores");
    rig_run(&rig, COMMAND_MORE);
    rig_close(&rig, PAGE, 0);
    open_with_fault(&rig, &config, NULL);
    rig_go(&rig, "zoe.flores");
    rig_expect_list(&rig, 20, "stopped: no page: maybe charged");
    rig_expect(&rig, "its answer was not a page. It may have been charged: up to 20 credits.");
    rig_close(&rig, PAGE, 0);
    scratch_fini(&scratch);
}
END_TEST

static void run(const struct scratch *scratch, const char *script) {
    struct err err = {.text = ""};
    struct store *store = scratch_open(scratch, STORE_KIND_SANDBOX);
    ck_assert_msg(sql_run(store->sql, script, &err), "%s", err.text);
    store_close(store);
}

/* An answer that was no page: the store has its bytes, but not yet what they mean. */
START_TEST(what_waits_to_be_entered_is_not_settled) {
    static const char *const fault[] = {"shape@3"};
    struct scratch scratch;
    struct rig_config config;
    struct rig rig;
    configure(&config, &scratch);
    run(&scratch, "CREATE TRIGGER refuse BEFORE UPDATE OF outcome ON request"
                  " WHEN NEW.outcome <> 'ok' BEGIN SELECT raise(ABORT, 'refused'); END");
    open_with_fault(&rig, &config, fault);
    rig_go(&rig, "zoe.flores");
    rig_run(&rig, COMMAND_MORE);
    ck_assert_uint_eq(rig.session.waiting.count, 1);
    ck_assert(rig_list(&rig)->failure.is_maybe);
    worker_set_cap(rig.shop.worker, ENOUGH);
    while (rig.session.purse.caps.most[PURSE_SESSION] != ENOUGH)
        rig_step(&rig);
    ck_assert(rig_list(&rig)->failure.is_maybe);
    run(&scratch, "DROP TRIGGER refuse");
    while (rig.session.waiting.count)
        rig_step(&rig);
    ck_assert(rig_list(&rig)->failure.is_maybe);
    rig_close(&rig, PAGE, 0);
    scratch_fini(&scratch);
}
END_TEST

/* A warning counts for one request. */
START_TEST(what_is_lost_again_is_told_again) {
    static const char *const fault[] = {"cut:2@3"};
    struct scratch scratch;
    struct rig_config config;
    struct rig rig;
    configure(&config, &scratch);
    open_with_fault(&rig, &config, fault);
    rig_go(&rig, "zoe.flores");
    for (int64_t times = 1; times <= 2; times++) {
        if (_i)
            load_begin(&rig.session, rig.session.trail.current->list, 100);
        else
            bare_front_run(&rig.session, COMMAND_MORE, RIG_ROWS);
        rig_settle(&rig);
        rig_expect_list(&rig, 20, LOST);
        ck_assert(!rig_list(&rig)->is_told);
        ck_assert_int_eq(rig_requests(&rig), 2 + times);
        move_about(&rig);
    }
    rig_close(&rig, 2 * (_i ? LOAD_PAGE : PAGE), 2 * (_i ? LOAD_PAGE : PAGE));
    scratch_fini(&scratch);
}
END_TEST

/* Another program at the store, which asks for that, and dies when it is closed. */
static struct store *ask_elsewhere(const struct scratch *scratch, const struct list *list,
                                   const char *target) {
    struct store *store = scratch_open(scratch, STORE_KIND_SANDBOX);
    struct journal_ticket ticket;
    struct err err = {.text = ""};
    const struct journal_order order = {.kind = list ? JOURNAL_FOLLOWING : JOURNAL_PROFILE,
                                        .target = target,
                                        .label = target,
                                        .snapshot = list ? list->snapshot : 0,
                                        .seq = list ? (int64_t)list->page_count : 0,
                                        .cursor = list ? list->next_cursor : NULL,
                                        .want = list ? PAGE : 1,
                                        .attempt = 1};
    enum journal_verdict verdict = journal_begin(store, &order, 1000, &ticket, &err);
    ck_assert_msg(verdict == JOURNAL_SEND, "%d: %s", (int)verdict, err.text);
    return store;
}

/* Lost before one asks, and while one waits for it; on scrolling, and in a load. */
START_TEST(what_another_program_lost_stops_the_list) {
    struct scratch scratch;
    struct rig_config config;
    struct rig rig;
    bool waits = _i % 2, loads = _i / 2;
    configure(&config, &scratch);
    open_with_fault(&rig, &config, NULL);
    rig_go(&rig, "zoe.flores");
    struct list *list = rig.session.trail.current->list;
    struct store *rival = ask_elsewhere(&scratch, list, list->target);
    if (!waits)
        store_close(rival);
    if (loads)
        load_begin(&rig.session, list, 401);
    else
        bare_front_run(&rig.session, COMMAND_PAGE_DOWN, RIG_ROWS);
    ck_assert(!session_is_idle(&rig.session));
    while (waits && !list->is_elsewhere)
        rig_step(&rig);
    if (waits)
        rig_expect_list(&rig, 20, "20 of 412 · waiting for another program");
    if (waits)
        store_close(rival);
    rig_settle(&rig);
    rig_expect_list(&rig, 20, REQUESTED);
    rig_expect(&rig, "up to 20 credits may have been charged for it");
    rig_expect(&rig, "m tries again: up to 20 credits.");
    ck_assert(list->failure.is_maybe);
    ck_assert(!list->failure.is_before); /* what is lost meanwhile is news */
    ck_assert_int_eq(rig.session.purse.maybe, PAGE);
    ck_assert_int_eq(rig_requests(&rig), 2);
    ck_assert_uint_eq(rig.session.load_count, 0);
    move_about(&rig);
    rig_run(&rig, COMMAND_MORE);
    rig_expect_list(&rig, 40, "40 of 412 loaded");
    ck_assert_int_eq(rig_requests(&rig), 3);
    rig_close(&rig, PAGE, 0);
    scratch_fini(&scratch);
}
END_TEST

/* A profile, a first page; by another way, nothing is requested either. */
START_TEST(what_was_lost_of_a_new_list_stops_it) {
    static const struct list nothing = {.page_count = 0};
    struct scratch scratch;
    struct rig_config config;
    struct rig rig;
    configure(&config, &scratch);
    open_with_fault(&rig, &config, NULL);
    rig_go(&rig, _i ? "zoe.flores" : "follows.nobody");
    int64_t before = rig_requests(&rig);
    char id[32] = "";
    if (_i) {
        rig_select(&rig, "lucky.purr");
        snprintf(id, sizeof id, "%s", session_selected(&rig.session)->id);
    }
    store_close(ask_elsewhere(&scratch, _i ? &nothing : NULL, _i ? id : "collects.everyone"));
    for (int i = 0; i < 2; i++) {
        if (_i)
            rig_run(&rig, COMMAND_DRILL_IN);
        else
            rig_go(&rig, i ? "@Collects.Everyone" : "collects.everyone");
        rig_expect_list(&rig, 0, REQUESTED);
        rig_run(&rig, COMMAND_BACKWARD);
        if (_i)
            ck_assert_int_eq(navigate_drill_price(&rig.session), 0);
    }
    rig_go(&rig, _i ? "lucky.purr" : "collects.everyone");
    rig_expect_list(&rig, 0, REQUESTED);
    ck_assert_int_eq(rig_requests(&rig), before);
    rig_run(&rig, COMMAND_MORE);
    ck_assert_int_eq(rig_requests(&rig), before + (_i ? 1 : 2));
    rig_expect_list(&rig, 20, "loaded");
    rig_close(&rig, _i ? PAGE : 1, 0);
    scratch_fini(&scratch);
}
END_TEST

/* A balance tells what it took, unless others have spent as well; from then on the list goes on as
 * if nothing was. */
START_TEST(what_is_settled_is_said_no_longer) {
    static const char *const fault[] = {"cut@5"};
    struct scratch scratch;
    struct rig_config config;
    struct rig rig;
    configure(&config, &scratch);
    open_with_fault(&rig, &config, fault);
    rig_go(&rig, "lucky.purr");
    rig_go(&rig, "zoe.flores");
    rig_run(&rig, COMMAND_MORE);
    const struct list *zoe = rig_list(&rig);
    ck_assert(zoe->failure.is_maybe);
    if (_i) {
        struct http_answer answer;
        CURL *handle = curl_easy_init();
        plain_get(handle, &answer, sandbox_url(rig.shop.sandbox),
                  "/tiktok/users/zoe.flores/following?limit=30", SANDBOX_DEFAULT_KEY);
        http_answer_fini(&answer);
        curl_easy_cleanup(handle);
    }
    rig_run(&rig, COMMAND_BACKWARD);
    rig_run(&rig, COMMAND_MORE);
    rig_expect_list(&rig, 40, "loaded");
    ck_assert_int_eq(rig.session.purse.maybe, _i ? PAGE : 0);
    ck_assert_ptr_nonnull(zoe->failure.brief); /* charged it was, and it is not here */
    rig_run(&rig, COMMAND_FORWARD);
    rig_expect_list(&rig, 20, _i ? LOST : CHARGED);
    if (!_i)
        rig_expect(&rig,
                   "no complete answer arrived. It cost 20 credits, as a later balance shows. m "
                   "tries again: up to 20 credits more.");
    rig_run(&rig, COMMAND_PAGE_DOWN);
    rig_expect_list(&rig, 20, _i ? LOST : CHARGED);
    load_ask(&rig.session);
    rig_expect(&rig, _i ? "Its next page may already be paid for."
                        : "Its next page was already paid for, but is missing.");
    rig_close(&rig, _i ? PAGE : 0, _i ? PAGE + 30 : 0);
    scratch_fini(&scratch);
}
END_TEST

/* The same of a profile, which is of no snapshot: what it cost is said, and what another session is
 * said so. */
START_TEST(a_lost_profile_that_was_charged_is_told_as_that) {
    static const char *const fault[] = {"cut@2"};
    struct scratch scratch;
    struct rig_config config;
    struct rig rig;
    configure(&config, &scratch);
    open_with_fault(&rig, &config, fault);
    rig_go(&rig, "follows.nobody");
    rig_go(&rig, "collects.everyone");
    rig_expect_list(&rig, 0, LOST);
    rig_run(&rig, COMMAND_BACKWARD);
    rig_run(&rig, COMMAND_MORE);
    ck_assert_int_eq(rig.session.purse.maybe, 0);
    rig_run(&rig, COMMAND_FORWARD);
    rig_expect_list(&rig, 0, CHARGED);
    ck_assert_str_eq(
        rig_list(&rig)->failure.text,
        "The profile was requested, and no complete answer arrived. It cost 1 credit, as a "
        "later balance shows. m tries again: up to 21 credits more.");
    rig_close(&rig, 0, 0);
    open_with_fault(&rig, &config, NULL);
    rig_go(&rig, "collects.everyone");
    rig_expect_list(&rig, 0, "stopped: requested before: charged");
    rig_close(&rig, 0, 0);
    scratch_fini(&scratch);
}
END_TEST

static void say_count(struct account *account, int64_t count) {
    account->following_count = count;
    ck_assert(account_has_counts(account));
}

/* The profile may tell of more than what was known, and the page follows it. */
START_TEST(a_new_snapshot_costs_no_more_than_was_said) {
    struct scratch scratch;
    struct rig_config config;
    struct rig rig;
    configure(&config, &scratch);
    open_with_fault(&rig, &config, NULL);
    rig_go(&rig, "zoe.flores");
    struct account owner = *rig_list(&rig)->owner;
    say_count(&owner, 5);
    list_set_owner(rig.session.trail.current->list, &owner);
    int64_t before = rig.session.purse.spent[PURSE_SESSION];
    ck_assert_int_eq(requests_refetch_price(&rig.session, rig_list(&rig)), 1 + PAGE);
    rig_run(&rig, COMMAND_REFETCH);
    rig_expect(&rig, "Fetch page 1 again for at most 21 credits ($0.02)? y/N");
    rig_agree(&rig);
    rig_expect_list(&rig, 20, "20 of 412 loaded");
    ck_assert_int_eq(rig.session.purse.spent[PURSE_SESSION], before + 1 + PAGE);
    rig_close(&rig, 0, 0);
    scratch_fini(&scratch);
}
END_TEST

/* The list is known by an older record, and nothing of it is here. */
START_TEST(drilling_in_costs_no_more_than_was_said) {
    struct scratch scratch;
    struct rig_config config;
    struct rig rig;
    configure(&config, &scratch);
    open_with_fault(&rig, &config, NULL);
    rig_go(&rig, "zoe.flores");
    rig_select(&rig, "lucky.purr");
    const struct account *selected = session_selected(&rig.session);
    struct list *list = list_lookup_account(&rig.session, selected);
    ck_assert_int_eq(list_reported(list), 1088);
    struct account renewed = *selected;
    say_count(&renewed, 7);
    list_renew(rig.session.trail.current->list, &renewed);
    ck_assert_int_eq(navigate_drill_price(&rig.session), 7);
    int64_t before = rig.session.purse.spent[PURSE_SESSION];
    rig_run(&rig, COMMAND_DRILL_IN);
    ck_assert_ptr_eq(rig_list(&rig), list);
    ck_assert_int_eq(rig.session.purse.spent[PURSE_SESSION], before + 7);
    rig_close(&rig, 0, 0);
    scratch_fini(&scratch);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("lost");
    TCase *tc = tcase_create("lost");
    tcase_set_timeout(tc, 60);
    tcase_add_loop_test(tc, a_list_says_at_once_what_another_session_lost, 0, WAYS);
    tcase_add_test(tc, an_answer_that_came_is_not_said_to_be_missing);
    tcase_add_test(tc, what_waits_to_be_entered_is_not_settled);
    tcase_add_loop_test(tc, what_is_lost_again_is_told_again, 0, 2);
    tcase_add_loop_test(tc, what_another_program_lost_stops_the_list, 0, 4);
    tcase_add_loop_test(tc, what_was_lost_of_a_new_list_stops_it, 0, 2);
    tcase_add_loop_test(tc, what_is_settled_is_said_no_longer, 0, 2);
    tcase_add_test(tc, a_lost_profile_that_was_charged_is_told_as_that);
    suite_add_tcase(suite, tc);
    tc = tcase_create("announced");
    tcase_add_test(tc, a_new_snapshot_costs_no_more_than_was_said);
    tcase_add_test(tc, drilling_in_costs_no_more_than_was_said);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
