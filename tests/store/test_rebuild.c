/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Derived data can be cleared and derived again, byte for byte. */
#include "store/catalogue.h"

#include "store/settle.h"
#include "tests/support/paid.h"
#include "tests/support/run.h"

#include <check.h>

enum { STORY_REQUESTS = 11 };

/* Requests of every kind: pages with changes, repeats and nameless records, a hidden list, an
 * error, a profile, one that was never answered and whose charge a balance proves, one that a
 * balance proves to be free once it is late enough, one not sent. */
static void tell_story(struct paid *paid) {
    int64_t list = paid_snapshot(paid, "9007199254740993"), hidden = paid_snapshot(paid, "0042");
    paid_request(paid, "answered", "star", 0, 0, 1000);
    paid_request(paid, "answered", NULL, list, 0, 2000);
    paid_request(paid, "unanswered", NULL, list, 1, 2500);
    paid_request(paid, "answered", NULL, list, 1, 3000);
    paid_request(paid, "not sent", NULL, list, 2, 3500);
    paid_request(paid, "answered", NULL, list, 2, 4000);
    paid_request(paid, "answered", NULL, hidden, 0, 5000);
    paid_request(paid, "answered", NULL, list, 2, 6000);
    paid_request(paid, "unanswered", NULL, list, 3, 7000);
    paid_request(paid, "answered", NULL, list, 4, 8000);
    paid_request(paid, "answered", NULL, list, 4, 7009 + SETTLE_GRACE_MS);
}

static struct page *tell_page(int64_t request) {
    struct account records[] = {
        paid_account("1", "ann", request), paid_account("0042", request > 2 ? "bob" : "bo", 10),
        paid_account(NULL, "ann", 10),     paid_account("9007199254740993", "star", 10),
        paid_account("1", "ann", request),
    };
    switch (request) {
    case 2:
        return paid_page(records, 5, "c1=\t'\"%00\\;--");
    case 4:
        return paid_page(records, 4, "c2");
    case 7:
        return paid_page(NULL, 0, NULL);
    case 8:
        return paid_page(records, 2, NULL);
    default:
        return NULL;
    }
}

static void take_story(struct paid *paid) {
    static const int64_t balances[STORY_REQUESTS + 1] = {0,   999, 994, -1, 970, -1,
                                                         970, 969, 967, -1, 967, 967};
    const struct account star = paid_account("9007199254740993", "star", 10);
    struct err err;
    for (int64_t request = 1; request <= STORY_REQUESTS; request++) {
        struct page *page = tell_page(request);
        const struct finding finding = {.outcome = request == 6 ? "upstream_error" : "ok",
                                        .request_id = "req",
                                        .credits = page ? (page->count ? (int64_t)page->count : 1)
                                                        : request == 1,
                                        .balance = balances[request],
                                        .page = page,
                                        .profile = request == 1 ? &star : NULL};
        ck_assert_msg(catalogue_take(paid->store, request, &finding, &err), "%s", err.text);
        page_free(page);
    }
}

START_TEST(all_of_it_can_be_rebuilt) {
    struct paid paid;
    struct buf untaken, taken, again, cleared, rebuilt;
    struct err err;
    paid_open(&paid);
    tell_story(&paid);
    paid_dump(&paid, &untaken);
    take_story(&paid);
    paid_dump(&paid, &taken);
    ck_assert_int_eq(paid_number(&paid, "SELECT credits FROM request WHERE id = 3"), 20);
    ck_assert_int_eq(paid_number(&paid, "SELECT credits FROM request WHERE id = 9"), 0);
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM anchor WHERE request = 10"), 0);
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM page"), 4);
    take_story(&paid);
    paid_dump(&paid, &again);
    ck_assert_str_eq(buf_text(&again), buf_text(&taken));
    ck_assert_msg(catalogue_clear(paid.store, &err), "%s", err.text);
    paid_dump(&paid, &cleared);
    ck_assert_str_eq(buf_text(&cleared), buf_text(&untaken));
    take_story(&paid);
    paid_dump(&paid, &rebuilt);
    ck_assert_str_eq(buf_text(&rebuilt), buf_text(&taken));
    buf_fini(&untaken);
    buf_fini(&taken);
    buf_fini(&again);
    buf_fini(&cleared);
    buf_fini(&rebuilt);
    paid_close(&paid);
}
END_TEST

START_TEST(nothing_is_cleared_under_another_program) {
    struct paid paid;
    struct buf before, after;
    struct err err;
    paid_open(&paid);
    tell_story(&paid);
    take_story(&paid);
    paid_dump(&paid, &before);
    const struct store_config config = {.path = paid.path, .kind = STORE_KIND_SANDBOX};
    struct store *other = store_open(&config, 8000, &err);
    ck_assert_msg(other != NULL, "%s", err.text);
    ck_assert(!catalogue_clear(paid.store, &err));
    ck_assert_int_eq(err.kind, ERR_CONFIG);
    paid_dump(&paid, &after);
    ck_assert_str_eq(buf_text(&after), buf_text(&before));
    store_close(other);
    ck_assert_msg(catalogue_clear(paid.store, &err), "%s", err.text);
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM account"), 0);
    buf_fini(&before);
    buf_fini(&after);
    paid_close(&paid);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("rebuild");
    TCase *rebuild = tcase_create("rebuild");
    tcase_add_test(rebuild, all_of_it_can_be_rebuilt);
    tcase_add_test(rebuild, nothing_is_cleared_under_another_program);
    suite_add_tcase(suite, rebuild);
    return run_suite(suite);
}
