/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work in a thread of its own: how far it is, how it is cancelled, how it ends. */
#include "fetch/chore.h"

#include "tests/support/run.h"

#include <check.h>
#include <poll.h>
#include <sched.h>
#include <string.h>

static struct mailbox *mailbox;

static void setup(void) {
    struct err err;
    ck_assert_ptr_nonnull(mailbox = mailbox_open(&err));
}

static void teardown(void) {
    mailbox_close(mailbox);
}

/* Waits for an event, which is about the chore. */
static void await(void) {
    struct pollfd fd = {.fd = mailbox_fd(mailbox), .events = POLLIN};
    struct event *event;
    poll(&fd, 1, -1);
    ck_assert_ptr_nonnull(event = mailbox_take(mailbox));
    ck_assert_int_eq(event->kind, EVENT_CHORE);
    event_free(event);
}

static bool count(struct chore *chore, void *context, struct err *err) {
    int *sum = context;
    for (int i = 1; i <= 3; i++)
        *sum += chore_tell(chore, "counting", i);
    return *sum == 3 || err_set(err, ERR_IO, "it was cancelled");
}

START_TEST(it_tells_how_far_it_is_and_ends) {
    struct err err;
    int sum = 0;
    struct chore *chore = chore_start(mailbox, count, &sum, &err);
    ck_assert_ptr_nonnull(chore);
    while (!chore_look(chore).has_ended)
        await();
    ck_assert_str_eq(chore_look(chore).part, "counting");
    ck_assert_int_eq(chore_look(chore).done, 3);
    ck_assert(!chore_look(chore).is_cancelled);
    ck_assert(chore_end(chore, &err));
    ck_assert_int_eq(sum, 3);
}
END_TEST

static bool go_on(struct chore *chore, void *context, struct err *err) {
    (void)context;
    while (chore_tell(chore, "waiting", 0))
        sched_yield();
    return err_set(err, ERR_LIMIT, "cancelled");
}

START_TEST(it_ends_when_it_is_cancelled) {
    struct err err;
    struct chore *chore = chore_start(mailbox, go_on, NULL, &err);
    ck_assert_ptr_nonnull(chore);
    await();
    ck_assert(!chore_look(chore).has_ended);
    chore_cancel(chore);
    ck_assert(chore_look(chore).is_cancelled);
    await();
    ck_assert(!chore_end(chore, &err));
    ck_assert_int_eq(err.kind, ERR_LIMIT);
    ck_assert_str_eq(err.text, "cancelled");
}
END_TEST

int main(void) {
    Suite *suite = suite_create("chore");
    TCase *tc = tcase_create("chore");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, it_tells_how_far_it_is_and_ends);
    tcase_add_test(tc, it_ends_when_it_is_cancelled);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
