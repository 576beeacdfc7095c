/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What answers leave in the store: accounts and their history, pages, names, and nothing twice. */
#include "store/catalogue.h"
#include "tests/support/paid.h"
#include "tests/support/run.h"

#include <check.h>
#include <string.h>

/* A page with one account at that place in the order of arrival, as a list of its own. The clock
 * agrees. */
static void see(struct paid *paid, const struct account *account, int64_t at_ms) {
    paid->numbers = 2 * at_ms;
    paid_enter(paid, paid_snapshot(paid, "7"), 0, at_ms, paid_page(account, 1, NULL));
}

static void assert_records(struct paid *paid, const char *expected) {
    struct err err;
    struct buf found;
    buf_init(&found, 4096);
    struct statement *statement =
        sql_use(paid->store->sql, "SELECT coalesce(username, '-'), followers, first_ms, last_ms,"
                                  " iif(r.id = a.record, ' latest', '')"
                                  " FROM record r JOIN account a ON a.id = r.account"
                                  " ORDER BY a.id, first_ms, r.id");
    while (sql_step(statement, &err) == SQL_ROW)
        buf_format(&found, "%s %lld %lld-%lld%s;", sql_text(statement, 0),
                   (long long)sql_number(statement, 1), (long long)sql_number(statement, 2),
                   (long long)sql_number(statement, 3), sql_text(statement, 4));
    ck_assert_str_eq(buf_text(&found), expected);
    buf_fini(&found);
}

START_TEST(a_changed_count_is_a_second_record) {
    struct paid paid;
    paid_open(&paid);
    struct account account = paid_account("1", "ann", 10);
    see(&paid, &account, 1000);
    account.avatar_url = "https://avatar.invalid/2";
    see(&paid, &account, 2000);
    assert_records(&paid, "ann 10 1000-2000 latest;");
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM record WHERE avatar_url ="
                                        " 'https://avatar.invalid/2'"),
                     1);
    account.follower_count = 11;
    see(&paid, &account, 3000);
    assert_records(&paid, "ann 10 1000-2000;ann 11 3000-3000 latest;");
    account.follower_count = 10;
    see(&paid, &account, 4000);
    assert_records(&paid, "ann 10 1000-2000;ann 11 3000-3000;ann 10 4000-4000 latest;");
    paid_close(&paid);
}
END_TEST

/* Every field except the avatar's address makes a record different; a missing value differs from 0,
 * "" and false. */
START_TEST(each_field_counts) {
    struct paid paid;
    paid_open(&paid);
    const struct account plain = paid_account("1", "ann", 10);
    struct account changed[] = {plain, plain, plain, plain, plain, plain,
                                plain, plain, plain, plain, plain};
    changed[0].username = "Ann";
    changed[1].display_name = "name";
    changed[2].bio = NULL;
    changed[3].region = "SE";
    changed[4].follower_count = ACCOUNT_UNKNOWN;
    changed[5].following_count = ACCOUNT_UNKNOWN;
    changed[6].like_count = 4;
    changed[7].video_count = ACCOUNT_UNKNOWN;
    changed[8].is_verified = true;
    changed[9].is_private = true;
    changed[10].defect = "bio is missing";
    int64_t at_ms = 1000;
    for (size_t i = 0; i < sizeof changed / sizeof *changed; i++) {
        see(&paid, &plain, at_ms++);
        see(&paid, &changed[i], at_ms++);
        see(&paid, &changed[i], at_ms++);
        ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM record"), 2 * (int64_t)(i + 1));
    }
    paid_close(&paid);
}
END_TEST

START_TEST(a_late_answer_is_not_the_latest) {
    struct paid paid;
    paid_open(&paid);
    struct account ten = paid_account("1", "ann", 10), eleven = paid_account("1", "ann", 11),
                   twelve = paid_account("1", "ann", 12);
    see(&paid, &ten, 1000);
    see(&paid, &eleven, 3000);
    see(&paid, &ten, 2000);
    assert_records(&paid, "ann 10 1000-2000;ann 11 3000-3000 latest;");
    see(&paid, &twelve, 2200);
    see(&paid, &eleven, 2800);
    assert_records(&paid, "ann 10 1000-2000;ann 12 2200-2200;ann 11 2800-3000 latest;");
    see(&paid, &twelve, 500);
    see(&paid, &eleven, 2900);
    see(&paid, &twelve, 2300);
    assert_records(&paid,
                   "ann 12 500-500;ann 10 1000-2000;ann 12 2200-2300;ann 11 2800-3000 latest;");
    paid_close(&paid);
}
END_TEST

/* A clock that was ahead, and was corrected. */
START_TEST(a_clock_does_not_tell_what_is_newer) {
    struct paid paid;
    paid_open(&paid);
    struct account account = paid_account("1", "ann", 10);
    int64_t list = paid_snapshot(&paid, "7");
    paid_enter(&paid, list, 0, 9000, paid_page(&account, 1, "c"));
    account.follower_count = 11;
    paid_enter(&paid, list, 1, 1000, paid_page(&account, 1, "d"));
    assert_records(&paid, "ann 11 1000-1000 latest;ann 10 9000-9000;");
    paid_enter(&paid, list, 2, 1500, paid_page(&account, 1, NULL));
    assert_records(&paid, "ann 11 1000-1500 latest;ann 10 9000-9000;");
    paid_close(&paid);
}
END_TEST

START_TEST(a_name_changes_hands) {
    struct paid paid;
    paid_open(&paid);
    struct account first = paid_account("1", "star", 10), second = paid_account("2", "fan", 10);
    see(&paid, &first, 1000);
    see(&paid, &second, 1000);
    first.username = "retired";
    second.username = "star";
    see(&paid, &first, 2000);
    see(&paid, &second, 2000);
    assert_records(&paid, "star 10 1000-1000;retired 10 2000-2000 latest;"
                          "fan 10 1000-1000;star 10 2000-2000 latest;");
    paid_close(&paid);
}
END_TEST

START_TEST(a_repeat_is_two_rows_of_one_account) {
    struct paid paid;
    paid_open(&paid);
    struct account one = paid_account("1", "ann", 10), two = paid_account("2", "bo", 10);
    const struct account records[] = {one, two, one};
    paid_enter(&paid, paid_snapshot(&paid, "7"), 0, 1000, paid_page(records, 3, NULL));
    assert_records(&paid, "ann 10 1000-1000 latest;bo 10 1000-1000 latest;");
    ck_assert_int_eq(paid_number(&paid, "SELECT sum((row + 1) * account) FROM edge"),
                     1 * 1 + 2 * 2 + 3 * 1);
    paid_close(&paid);
}
END_TEST

START_TEST(records_without_an_id_are_accounts_of_their_own) {
    struct paid paid;
    paid_open(&paid);
    struct account nobody = paid_account(NULL, "ann", 10);
    nobody.defect = "id is missing";
    const struct account records[] = {nobody, nobody};
    paid_enter(&paid, paid_snapshot(&paid, "7"), 0, 1000, paid_page(records, 2, NULL));
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM account WHERE key IS NULL"), 2);
    ck_assert_int_eq(paid_number(&paid, "SELECT count(DISTINCT account) FROM edge"), 2);
    paid_close(&paid);
}
END_TEST

START_TEST(ids_are_text_to_the_byte) {
    static const char *const ids[] = {
        "9007199254740993",
        "9007199254740992",
        "0042",
        "42",
        "42.0",
        "1e3",
        " 42",
        "-1",
        "aBc",
        "abc",
    };
    enum { COUNT = sizeof ids / sizeof *ids };
    struct paid paid;
    paid_open(&paid);
    struct account records[COUNT];
    for (size_t i = 0; i < COUNT; i++)
        records[i] = paid_account(ids[i], "ann", 10);
    paid_enter(&paid, paid_snapshot(&paid, "7"), 0, 1000, paid_page(records, COUNT, NULL));
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM account WHERE typeof(key) = 'text'"),
                     COUNT);
    struct err err;
    struct statement *statement = sql_use(paid.store->sql, "SELECT key FROM account ORDER BY id");
    for (size_t i = 0; i < COUNT; i++) {
        ck_assert_int_eq(sql_step(statement, &err), SQL_ROW);
        ck_assert_str_eq(sql_text(statement, 0), ids[i]);
    }
    sql_end(statement);
    paid_close(&paid);
}
END_TEST

START_TEST(what_is_not_known_is_null) {
    struct paid paid;
    paid_open(&paid);
    struct account account = {.id = "1",
                              .follower_count = ACCOUNT_UNKNOWN,
                              .following_count = ACCOUNT_UNKNOWN,
                              .like_count = ACCOUNT_UNKNOWN,
                              .video_count = ACCOUNT_UNKNOWN,
                              .defect = "nothing can be read"};
    struct page *page = paid_page(&account, 1, NULL);
    int64_t request = paid_request(&paid, "answered", NULL, paid_snapshot(&paid, "7"), 0, 1000);
    const struct finding finding = {
        .outcome = "ok", .credits = ACCOUNT_UNKNOWN, .balance = ACCOUNT_UNKNOWN, .page = page};
    struct err err;
    ck_assert(catalogue_take(paid.store, request, &finding, &err));
    page_free(page);
    ck_assert_int_eq(
        paid_number(&paid, "SELECT count(*) FROM record WHERE username IS NULL AND bio IS NULL"
                           " AND coalesce(followers, following, likes, videos) IS NULL"),
        1);
    ck_assert_int_eq(paid_number(&paid,
                                 "SELECT count(*) FROM request WHERE outcome = 'ok' AND rows = 1"
                                 " AND coalesce(request_id, credits, balance) IS NULL"),
                     1);
    paid_close(&paid);
}
END_TEST

START_TEST(an_error_is_an_outcome_and_a_bill) {
    struct paid paid;
    paid_open(&paid);
    int64_t request = paid_request(&paid, "answered", NULL, paid_snapshot(&paid, "7"), 0, 1000);
    const struct finding finding = {
        .outcome = "upstream_error", .request_id = "req_9", .credits = 1, .balance = 77};
    struct err err;
    ck_assert(catalogue_take(paid.store, request, &finding, &err));
    ck_assert_int_eq(paid_number(&paid,
                                 "SELECT count(*) FROM request WHERE outcome = 'upstream_error'"
                                 " AND request_id = 'req_9' AND credits = 1 AND balance = 77"
                                 " AND rows IS NULL"),
                     1);
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM page"), 0);
    /* It closed a group: nothing else was under way. */
    ck_assert_int_eq(paid_number(&paid, "SELECT balance FROM anchor WHERE request = 1"), 77);
    paid_close(&paid);
}
END_TEST

START_TEST(a_page_that_came_twice_is_kept_as_it_came_first) {
    struct paid paid;
    paid_open(&paid);
    int64_t snapshot = paid_snapshot(&paid, "7");
    struct account one = paid_account("1", "ann", 10), two = paid_account("2", "bo", 10);
    int64_t first = paid_enter(&paid, snapshot, 0, 1000, paid_page(&one, 1, "c1"));
    paid_enter(&paid, snapshot, 0, 2000, paid_page(&two, 1, "c2"));
    ck_assert_int_eq(paid_number(&paid, "SELECT request FROM page WHERE cursor_out = 'c1'"), first);
    ck_assert_int_eq(paid_number(&paid, "SELECT group_concat(account) = '1' FROM edge"), 1);
    assert_records(&paid, "ann 10 1000-1000 latest;bo 10 2000-2000 latest;");
    paid_close(&paid);
}
END_TEST

START_TEST(a_profile_leaves_the_name_it_was_asked_for_by) {
    struct paid paid;
    paid_open(&paid);
    struct account old = paid_account("1", "star", 10), new = paid_account("2", "star", 10);
    paid_enter_profile(&paid, "star", 1000, &old);
    paid_enter_profile(&paid, "STAR", 2000, &new);
    paid.numbers = 1;
    paid_enter_profile(&paid, "star", 1500, &old);
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM alias"), 1);
    ck_assert_int_eq(paid_number(&paid, "SELECT seen_ms FROM alias WHERE account ="
                                        " (SELECT id FROM account WHERE key = '2')"),
                     2000);
    paid_close(&paid);
}
END_TEST

START_TEST(what_was_not_answered_is_not_taken) {
    struct paid paid;
    paid_open(&paid);
    int64_t snapshot = paid_snapshot(&paid, "7");
    struct account account = paid_account("1", "ann", 10);
    int64_t dead = paid_request(&paid, "unanswered", NULL, snapshot, 0, 1000);
    int64_t under_way = paid_request(&paid, "under way", NULL, snapshot, 1, 1000);
    ck_assert(sql_run(paid.store->sql,
                      "UPDATE request SET outcome = NULL WHERE state = 'under way'", NULL));
    struct buf before, after;
    paid_dump(&paid, &before);
    struct err err;
    ck_assert(paid_take(&paid, dead, paid_page(&account, 1, NULL), &err));
    ck_assert(!paid_take(&paid, under_way, paid_page(&account, 1, NULL), &err));
    ck_assert_int_eq(err.kind, ERR_DATA);
    ck_assert(!paid_take(&paid, 99, paid_page(&account, 1, NULL), &err));
    ck_assert_int_eq(err.kind, ERR_DATA);
    paid_dump(&paid, &after);
    ck_assert_str_eq(buf_text(&after), buf_text(&before));
    buf_fini(&before);
    buf_fini(&after);
    paid_close(&paid);
}
END_TEST

START_TEST(half_an_answer_is_none) {
    struct paid paid;
    paid_open(&paid);
    int64_t snapshot = paid_snapshot(&paid, "7");
    struct account records[] = {paid_account("1", "ann", 10), paid_account("2", "bo", 10)};
    int64_t request = paid_request(&paid, "answered", NULL, snapshot, 0, 1000);
    struct buf before, after;
    paid_dump(&paid, &before);
    struct err err;
    ck_assert(sql_run(paid.store->sql,
                      "CREATE TEMP TRIGGER full AFTER INSERT ON main.edge WHEN new.row = 1"
                      " BEGIN SELECT RAISE (ABORT, 'no room'); END",
                      &err));
    ck_assert(!paid_take(&paid, request, paid_page(records, 2, NULL), &err));
    ck_assert_msg(strstr(err.text, "no room") != NULL, "%s", err.text);
    paid_dump(&paid, &after);
    ck_assert_str_eq(buf_text(&after), buf_text(&before));
    ck_assert(sql_run(paid.store->sql, "DROP TRIGGER temp.full", &err));
    ck_assert_int_eq(paid_number(&paid, "PRAGMA synchronous"), 2);
    ck_assert(paid_take(&paid, request, paid_page(records, 2, NULL), &err));
    ck_assert_int_eq(paid_number(&paid, "SELECT count(*) FROM edge"), 2);
    ck_assert_int_eq(paid_number(&paid, "PRAGMA synchronous"), 2);
    buf_fini(&before);
    buf_fini(&after);
    paid_close(&paid);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("catalogue");
    TCase *history = tcase_create("history");
    tcase_add_test(history, a_changed_count_is_a_second_record);
    tcase_add_test(history, each_field_counts);
    tcase_add_test(history, a_late_answer_is_not_the_latest);
    tcase_add_test(history, a_clock_does_not_tell_what_is_newer);
    tcase_add_test(history, a_name_changes_hands);
    tcase_add_test(history, a_repeat_is_two_rows_of_one_account);
    tcase_add_test(history, records_without_an_id_are_accounts_of_their_own);
    tcase_add_test(history, ids_are_text_to_the_byte);
    suite_add_tcase(suite, history);
    TCase *answers = tcase_create("answers");
    tcase_add_test(answers, what_is_not_known_is_null);
    tcase_add_test(answers, an_error_is_an_outcome_and_a_bill);
    tcase_add_test(answers, a_page_that_came_twice_is_kept_as_it_came_first);
    tcase_add_test(answers, a_profile_leaves_the_name_it_was_asked_for_by);
    tcase_add_test(answers, what_was_not_answered_is_not_taken);
    tcase_add_test(answers, half_an_answer_is_none);
    suite_add_tcase(suite, answers);
    return run_suite(suite);
}
