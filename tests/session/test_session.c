/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The session without its screen, against the sandbox over HTTP: what is requested, what is not,
 * and what it costs. */
#include "session/navigate.h"
#include "session/requests.h"
#include "tests/support/bare_front.h"
#include "tests/support/run.h"
#include "tests/support/shop.h"

#include <check.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>

enum { ROWS = 14 };

struct rig {
    struct shop shop;
    struct session session;
};

static void open_rig(struct rig *rig, const struct session_config *session,
                     struct sandbox_config *sandbox) {
    struct shop_config shop;
    shop_config_init(&shop);
    sandbox->rate = shop.sandbox.rate;
    shop.sandbox = *sandbox;
    shop_open(&rig->shop, &shop);
    session_init(&rig->session, session, rig->shop.worker, rig->shop.reader, &rig->shop.purse);
}

static void open_default(struct rig *rig) {
    struct session_config session = {
        .page_size = 20, .wants_profile = true, .has_prefetch = true, .threshold = 200};
    struct sandbox_config sandbox;
    sandbox_config_init(&sandbox);
    open_rig(rig, &session, &sandbox);
}

static void close_rig(struct rig *rig) {
    session_fini(&rig->session);
    shop_close(&rig->shop, 0, 0);
}

/* Applies what arrives until no answer is awaited. */
static void settle(struct rig *rig) {
    while (!session_is_idle(&rig->session)) {
        struct pollfd fd = {.fd = mailbox_fd(rig->shop.mailbox), .events = POLLIN};
        poll(&fd, 1, -1);
        struct event *event;
        while ((event = mailbox_take(rig->shop.mailbox)))
            requests_apply(&rig->session, event);
    }
}

static void open_account(struct rig *rig, const char *typed) {
    struct err err;
    ck_assert_msg(navigate_open(&rig->session, typed, &err), "%s", err.text);
    settle(rig);
}

static const struct list *current(const struct rig *rig) {
    return rig->session.trail.current->list;
}

static int64_t requests(const struct rig *rig) {
    return sandbox_read_bill(rig->shop.sandbox).requests;
}

static void select_account(struct rig *rig, const char *username) {
    const struct list *list = current(rig);
    for (size_t row = 0; row < list->count; row++)
        if (!strcmp(list->rows[row]->username, username)) {
            navigate_move_to(&rig->session, row, ROWS);
            settle(rig);
            return;
        }
    ck_abort_msg("%s is not in the list", username);
}

START_TEST(session_asks_for_the_profile_first) {
    struct rig rig;
    open_default(&rig);
    open_account(&rig, "@Zoe.Flores");
    ck_assert_int_eq(list_reported(current(&rig)), 412);
    ck_assert_uint_eq(current(&rig)->count, 20);
    ck_assert_int_eq(requests(&rig), 2);
    ck_assert_int_eq(rig.session.purse.spent[PURSE_SESSION], 21);
    close_rig(&rig);
}
END_TEST

START_TEST(session_can_do_without_the_profile) {
    struct session_config config = {.page_size = 50, .has_prefetch = true, .threshold = 200};
    struct sandbox_config sandbox;
    struct rig rig;
    sandbox_config_init(&sandbox);
    open_rig(&rig, &config, &sandbox);
    open_account(&rig, "zoe.flores");
    ck_assert_int_eq(list_reported(current(&rig)), ACCOUNT_UNKNOWN);
    ck_assert_uint_eq(current(&rig)->count, 50);
    ck_assert_int_eq(requests(&rig), 1);
    close_rig(&rig);
}
END_TEST

START_TEST(session_asks_for_a_page_only_near_the_end) {
    struct rig rig;
    open_default(&rig);
    open_account(&rig, "zoe.flores");
    for (int i = 0; i < 8; i++)
        bare_front_run(&rig.session, COMMAND_DOWN, ROWS);
    ck_assert(session_is_idle(&rig.session));
    bare_front_run(&rig.session, COMMAND_DOWN, ROWS);
    ck_assert(!session_is_idle(&rig.session));
    bare_front_run(&rig.session, COMMAND_DOWN, ROWS);
    bare_front_run(&rig.session, COMMAND_LAST, ROWS);
    settle(&rig);
    ck_assert_uint_eq(current(&rig)->count, 40);
    ck_assert_int_eq(requests(&rig), 3);
    ck_assert_uint_eq(rig.session.trail.current->excerpt.selected, 19);
    close_rig(&rig);
}
END_TEST

START_TEST(session_fetches_nothing_by_itself_when_told_so) {
    struct rig rig;
    open_default(&rig);
    open_account(&rig, "zoe.flores");
    bare_front_run(&rig.session, COMMAND_PREFETCH, ROWS);
    bare_front_run(&rig.session, COMMAND_LAST, ROWS);
    ck_assert(session_is_idle(&rig.session));
    bare_front_run(&rig.session, COMMAND_MORE, ROWS);
    settle(&rig);
    ck_assert_uint_eq(current(&rig)->count, 40);
    close_rig(&rig);
}
END_TEST

START_TEST(session_drills_in_and_returns_to_the_row_for_nothing) {
    struct rig rig;
    open_default(&rig);
    open_account(&rig, "zoe.flores");
    navigate_move_to(&rig.session, 7, ROWS);
    const char *handle = session_selected(&rig.session)->username;
    bare_front_run(&rig.session, COMMAND_DRILL_IN, ROWS);
    settle(&rig);
    ck_assert_str_eq(current(&rig)->owner->username, handle);
    int64_t before = requests(&rig);
    ck_assert_int_eq(before, 3);
    bare_front_run(&rig.session, COMMAND_BACK, ROWS);
    ck_assert_uint_eq(rig.session.trail.current->excerpt.selected, 7);
    bare_front_run(&rig.session, COMMAND_DRILL_IN, ROWS);
    bare_front_run(&rig.session, COMMAND_BACKWARD, ROWS);
    bare_front_run(&rig.session, COMMAND_FORWARD, ROWS);
    open_account(&rig, handle);
    open_account(&rig, "zoe.flores");
    ck_assert_int_eq(requests(&rig), before);
    close_rig(&rig);
}
END_TEST

/* A handle is typed whose account is here under its id: by a record of a page, so that not even the
 * profile is requested. */
START_TEST(session_knows_an_account_by_any_of_its_names) {
    struct rig rig;
    open_default(&rig);
    open_account(&rig, "zoe.flores");
    const struct account *account = current(&rig)->rows[0];
    open_account(&rig, account->id);
    const struct list *list = current(&rig);
    int64_t before = requests(&rig);
    open_account(&rig, account->username);
    ck_assert_ptr_eq(current(&rig), list);
    ck_assert_int_eq(requests(&rig), before);
    close_rig(&rig);
}
END_TEST

/* The answer for a job; other events are applied as they come. */
static struct event *await_answer(struct rig *rig, struct event **early) {
    for (;;) {
        struct pollfd fd = {.fd = mailbox_fd(rig->shop.mailbox), .events = POLLIN};
        poll(&fd, 1, -1);
        struct event *event;
        while ((event = mailbox_take(rig->shop.mailbox)))
            if (event->kind != EVENT_ANSWER)
                requests_apply(&rig->session, event);
            else if (*early)
                return event;
            else
                *early = event;
    }
}

/* Two names of one account are typed together; whichever profile comes first, one list is the
 * result, asked for once. */
START_TEST(session_joins_two_names_of_one_account) {
    struct rig rig;
    struct err err;
    struct event *first = NULL;
    char id[256];
    open_default(&rig);
    open_account(&rig, "zoe.flores");
    snprintf(id, sizeof id, "%s", current(&rig)->owner->id);
    close_rig(&rig);
    open_default(&rig);
    ck_assert(navigate_open(&rig.session, "zoe.flores", &err));
    ck_assert(navigate_open(&rig.session, id, &err));
    struct event *second = await_answer(&rig, &first);
    bool is_swapped = (first->job > second->job) != (_i == 1);
    /* If the first came before the second was sent, the store had the second for nothing; if it
     * came before the second name was looked up, the second answer is already the page. */
    int64_t held = first->is_held + second->is_held + (first->snapshot || second->snapshot);
    requests_apply(&rig.session, is_swapped ? second : first);
    requests_apply(&rig.session, is_swapped ? first : second);
    settle(&rig);
    const struct list *list = current(&rig);
    ck_assert_uint_eq(list->count, 20);
    bare_front_run(&rig.session, COMMAND_BACKWARD, ROWS);
    ck_assert_ptr_eq(current(&rig), list);
    ck_assert_int_eq(sandbox_read_bill(rig.shop.sandbox).credits, 22 - held);
    close_rig(&rig);
}
END_TEST

START_TEST(session_spends_nothing_on_who_follows_nobody) {
    struct rig rig;
    open_default(&rig);
    open_account(&rig, "zoe.flores");
    select_account(&rig, "follows.nobody");
    int64_t before = requests(&rig);
    bare_front_run(&rig.session, COMMAND_DRILL_IN, ROWS);
    ck_assert(session_is_idle(&rig.session));
    bare_front_run(&rig.session, COMMAND_MORE, ROWS);
    settle(&rig);
    ck_assert_int_eq(list_state(current(&rig)), LIST_EMPTY);
    ck_assert_int_eq(requests(&rig), before + 1);
    close_rig(&rig);
}
END_TEST

/* Moving up, or where there is nothing left to move to, asks for nothing, however near the end is.
 */
START_TEST(session_spends_only_on_the_way_down) {
    struct session_config config = {.page_size = 2, .has_prefetch = true, .threshold = 200};
    struct sandbox_config sandbox;
    struct rig rig;
    sandbox_config_init(&sandbox);
    open_rig(&rig, &config, &sandbox);
    open_account(&rig, "zoe.flores");
    bare_front_run(&rig.session, COMMAND_UP, ROWS);
    bare_front_run(&rig.session, COMMAND_FIRST, ROWS);
    bare_front_run(&rig.session, COMMAND_PAGE_UP, ROWS);
    ck_assert(session_is_idle(&rig.session));
    bare_front_run(&rig.session, COMMAND_DOWN, ROWS);
    ck_assert(!session_is_idle(&rig.session));
    settle(&rig);
    close_rig(&rig);
}
END_TEST

/* Without the profile nothing proves whose list a handle gave: a row with that handle does not open
 * it, but says that it may be the same before anything is bought. */
START_TEST(session_says_that_a_list_may_be_held_by_its_handle) {
    struct session_config config = {.page_size = 20, .has_prefetch = true, .threshold = 200};
    struct sandbox_config sandbox;
    struct rig rig;
    sandbox_config_init(&sandbox);
    open_rig(&rig, &config, &sandbox);
    open_account(&rig, "lucky.purr");
    open_account(&rig, "zoe.flores");
    select_account(&rig, "lucky.purr");
    int64_t before = requests(&rig);
    bare_front_run(&rig.session, COMMAND_DRILL_IN, ROWS);
    ck_assert(session_is_idle(&rig.session));
    ck_assert_int_eq(requests(&rig), before);
    ck_assert_uint_eq(current(&rig)->count, 0);
    ck_assert_ptr_nonnull(strstr(rig.session.message, "requested as @lucky.purr on "));
    open_account(&rig, "@lucky.purr");
    ck_assert_uint_eq(current(&rig)->count, 20);
    ck_assert_int_eq(requests(&rig), before);
    close_rig(&rig);
}
END_TEST

/* A queued account whose record a page has brought meanwhile needs no profile. */
START_TEST(session_resolves_a_queued_account_late) {
    struct rig rig;
    struct err err;
    open_default(&rig);
    ck_assert(navigate_queue(&rig.session, "lucky.purr", &err));
    open_account(&rig, "zoe.flores");
    bare_front_run(&rig.session, COMMAND_FORWARD, ROWS);
    ck_assert_int_eq(rig.session.question.most, 20);
    ck_assert(bare_front_agree(&rig.session, NULL, ROWS));
    settle(&rig);
    ck_assert_int_eq(requests(&rig), 3);
    close_rig(&rig);
}
END_TEST

/* What Escape kept back is not bought by coming by again. */
START_TEST(session_buys_nothing_on_the_way_through_the_history) {
    struct session_config config = {
        .page_size = 20, .wants_profile = true, .has_prefetch = true, .threshold = 200};
    struct sandbox_config sandbox;
    struct rig rig;
    struct err err;
    sandbox_config_init(&sandbox);
    sandbox.latency_ms = 200;
    open_rig(&rig, &config, &sandbox);
    ck_assert(navigate_open(&rig.session, "zoe.flores", &err));
    while (requests(&rig) == 0)
        poll(NULL, 0, 1);
    ck_assert(requests_cancel(&rig.session));
    settle(&rig);
    ck_assert_int_eq(list_state(current(&rig)), LIST_NEW);
    open_account(&rig, "lucky.purr");
    int64_t before = requests(&rig);
    bare_front_run(&rig.session, COMMAND_BACKWARD, ROWS);
    ck_assert(session_is_idle(&rig.session));
    bare_front_run(&rig.session, COMMAND_FORWARD, ROWS);
    bare_front_run(&rig.session, COMMAND_BACKWARD, ROWS);
    ck_assert_int_eq(requests(&rig), before);
    bare_front_run(&rig.session, COMMAND_MORE, ROWS);
    settle(&rig);
    ck_assert_uint_eq(current(&rig)->count, 20);
    close_rig(&rig);
}
END_TEST

START_TEST(session_tells_hidden_and_private) {
    struct rig rig;
    open_default(&rig);
    open_account(&rig, "keeps.it.secret");
    ck_assert(list_is_hidden(current(&rig)));
    open_account(&rig, "behind.a.door");
    ck_assert_int_eq(list_state(current(&rig)), LIST_FAILED);
    ck_assert_ptr_nonnull(strstr(current(&rig)->failure.text, "private"));
    open_account(&rig, "nobody.by.this.name");
    ck_assert_int_eq(list_state(current(&rig)), LIST_FAILED);
    int64_t before = requests(&rig);
    bare_front_run(&rig.session, COMMAND_BACKWARD, ROWS);
    bare_front_run(&rig.session, COMMAND_FORWARD, ROWS);
    ck_assert_int_eq(requests(&rig), before);
    bare_front_run(&rig.session, COMMAND_MORE, ROWS);
    settle(&rig);
    ck_assert_int_eq(requests(&rig), before + 1);
    close_rig(&rig);
}
END_TEST

START_TEST(session_does_not_repeat_a_failure_by_moving) {
    static const char *const faults[] = {"502@3"};
    struct session_config config = {
        .page_size = 20, .wants_profile = true, .has_prefetch = true, .threshold = 200};
    struct sandbox_config sandbox;
    struct rig rig;
    sandbox_config_init(&sandbox);
    sandbox.faults = faults;
    sandbox.fault_count = 1;
    open_rig(&rig, &config, &sandbox);
    open_account(&rig, "zoe.flores");
    bare_front_run(&rig.session, COMMAND_PAGE_DOWN, ROWS);
    settle(&rig);
    ck_assert_int_eq(list_state(current(&rig)), LIST_FAILED);
    bare_front_run(&rig.session, COMMAND_UP, ROWS);
    bare_front_run(&rig.session, COMMAND_LAST, ROWS);
    ck_assert(session_is_idle(&rig.session));
    bare_front_run(&rig.session, COMMAND_MORE, ROWS);
    settle(&rig);
    ck_assert_uint_eq(current(&rig)->count, 40);
    close_rig(&rig);
}
END_TEST

START_TEST(session_queues_accounts_given_at_the_start) {
    struct rig rig;
    struct err err;
    open_default(&rig);
    ck_assert(navigate_queue(&rig.session, "collects.everyone", &err));
    ck_assert(!navigate_queue(&rig.session, "not a handle", &err));
    open_account(&rig, "zoe.flores");
    ck_assert_int_eq(requests(&rig), 2);
    bare_front_run(&rig.session, COMMAND_FORWARD, ROWS);
    ck_assert(session_is_idle(&rig.session));
    ck_assert_int_eq(rig.session.question.most, 20);
    ck_assert(bare_front_agree(&rig.session, NULL, ROWS));
    settle(&rig);
    ck_assert_int_eq(list_reported(current(&rig)), 10000);
    close_rig(&rig);
}
END_TEST

/* Scrolled to its end, a long list is whole, in order, and every page was requested once. */
START_TEST(session_scrolls_a_long_list_to_its_end) {
    struct session_config config = {
        .page_size = 50, .wants_profile = true, .has_prefetch = true, .threshold = 200};
    struct sandbox_config sandbox;
    struct rig rig;
    sandbox_config_init(&sandbox);
    open_rig(&rig, &config, &sandbox);
    open_account(&rig, "collects.everyone");
    while (list_state(current(&rig)) == LIST_PARTIAL) {
        bare_front_run(&rig.session, COMMAND_PAGE_DOWN, ROWS);
        settle(&rig);
    }
    ck_assert_int_eq(list_state(current(&rig)), LIST_COMPLETE);
    ck_assert_uint_eq(current(&rig)->count, 10000);
    ck_assert_uint_eq(current(&rig)->repeats, 0);
    ck_assert_int_eq(requests(&rig), 201);
    ck_assert_int_eq(rig.session.purse.spent[PURSE_SESSION], 10001);
    close_rig(&rig);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("session");
    TCase *tc = tcase_create("session");
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, session_asks_for_the_profile_first);
    tcase_add_test(tc, session_can_do_without_the_profile);
    tcase_add_test(tc, session_asks_for_a_page_only_near_the_end);
    tcase_add_test(tc, session_fetches_nothing_by_itself_when_told_so);
    tcase_add_test(tc, session_drills_in_and_returns_to_the_row_for_nothing);
    tcase_add_test(tc, session_knows_an_account_by_any_of_its_names);
    tcase_add_loop_test(tc, session_joins_two_names_of_one_account, 0, 2);
    tcase_add_test(tc, session_spends_nothing_on_who_follows_nobody);
    tcase_add_test(tc, session_spends_only_on_the_way_down);
    tcase_add_test(tc, session_says_that_a_list_may_be_held_by_its_handle);
    tcase_add_test(tc, session_resolves_a_queued_account_late);
    tcase_add_test(tc, session_buys_nothing_on_the_way_through_the_history);
    tcase_add_test(tc, session_tells_hidden_and_private);
    tcase_add_test(tc, session_does_not_repeat_a_failure_by_moving);
    tcase_add_test(tc, session_queues_accounts_given_at_the_start);
    tcase_add_test(tc, session_scrolls_a_long_list_to_its_end);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
