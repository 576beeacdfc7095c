/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The raw record: which answers describe an account, and what they said of it, byte for byte. */
#include "record/record.h"

#include "base/text.h"
#include "session/navigate.h"
#include "store/lookup.h"
#include "tests/support/paid.h"
#include "tests/support/rig.h"
#include "tests/support/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is printed, a line a row. */
static char *join(const struct record_print *print) {
    struct buf out;
    buf_init(&out, 1 << 20);
    for (size_t i = 0; i < print->count; i++) {
        const struct record_piece *piece = &print->pieces[i];
        if (piece->begins_line && i)
            buf_text_put(&out, "\n");
        buf_put(&out, buf_text(&print->text) + piece->at, piece->len);
    }
    return buf_steal(&out, NULL);
}

/* The oldest first; the account's own number in the store is found by its id. */
static size_t list(struct paid *paid, const char *id, struct arena *arena,
                   struct sighting **sightings) {
    struct err err = {0};
    int64_t account;
    size_t count = 0;
    ck_assert_msg(lookup_number(paid->store, id, &account, &err), "%s", err.text);
    if (account)
        ck_assert_msg(sighting_list(paid->store, account, arena, sightings, &count, &err), "%s",
                      err.text);
    return count;
}

START_TEST(sightings_are_all_answers_that_describe_it) {
    struct paid paid;
    struct arena arena;
    struct sighting *sightings;
    const struct account zoe = paid_account("1", "zoe", 10), moe = paid_account("2", "moe", 20);
    const struct account grown = paid_account("1", "zoe", 11), other = paid_account("3", "zoe", 1);
    paid_open(&paid);
    arena_init(&arena);
    int64_t first = paid_snapshot(&paid, "9"), second = paid_snapshot(&paid, "9");
    paid.numbers = 100; /* it came last, and is entered first */
    int64_t late = paid_enter(&paid, second, 1, 5000, paid_page(&grown, 1, NULL));
    paid.numbers = 0;
    int64_t page = paid_enter(&paid, first, 0, 1000,
                              paid_page((const struct account[]){moe, zoe, zoe, zoe}, 4, "c"));
    paid_enter(&paid, first, 1, 2000, paid_page(&moe, 1, NULL));
    int64_t profile = paid_enter_profile(&paid, "ZOE", 3000, &zoe);
    int64_t by_id = paid_enter_profile(&paid, "1", 3500, &zoe);
    paid_enter_profile(&paid, "zoe", 7000, &other);
    paid_request(&paid, "answered", "zoe", 0, 0, 3200);
    ck_assert_uint_eq(list(&paid, "1", &arena, &sightings), 6);
    const int64_t requests[] = {page, page, page, profile, by_id, late};
    for (size_t i = 0; i < 6; i++)
        ck_assert_int_eq(sightings[i].request, requests[i]);
    for (int i = 0; i < 3; i++)
        ck_assert_int_eq(sightings[i].row, i + 1);
    ck_assert_int_eq(sightings[0].snapshot, first);
    ck_assert_int_eq(sightings[0].page, 1);
    ck_assert_int_eq(sightings[0].rows, 4);
    ck_assert_int_eq(sightings[0].received_ms, 1000);
    ck_assert_int_eq(sightings[3].kind, JOURNAL_PROFILE);
    ck_assert_int_eq(sightings[3].row, REPLY_UNKNOWN);
    ck_assert_int_eq(sightings[5].page, 2);
    ck_assert_str_eq(sightings[5].request_id, "req_1");
    ck_assert_uint_eq(list(&paid, "3", &arena, &sightings), 1);
    ck_assert_int_eq(sightings[0].received_ms, 7000);
    ck_assert_uint_eq(list(&paid, "none", &arena, &sightings), 0);
    arena_fini(&arena);
    paid_close(&paid);
}
END_TEST

/* Everything printed is in the answer, except the escapes that were added. */
static void assert_received(const struct rig *rig, const struct record *record) {
    struct journal_raw *raw;
    const struct record_print *print = &record->print;
    ck_assert(journal_read_raw(rig->shop.reader, record_sighting(record)->request, &raw, NULL));
    ck_assert(raw && raw->reply);
    const struct buf *body = &raw->reply->body;
    ck_assert_ptr_nonnull(strstr(buf_text(body), record_sighting(record)->request_id));
    for (size_t i = 0; i < print->count; i++)
        if (print->pieces[i].kind != RECORD_ESCAPE && print->pieces[i].kind != RECORD_SIGN)
            ck_assert_ptr_nonnull(memmem(buf_text(body), body->len,
                                         buf_text(&print->text) + print->pieces[i].at,
                                         print->pieces[i].len));
    journal_raw_free(raw);
}

static char *open_record(struct rig *rig, struct record *record) {
    ck_assert(record_open(record, &rig->session));
    return join(&record->print);
}

/* Every row of a page; nothing is requested. */
START_TEST(records_of_a_page) {
    struct rig_config config;
    struct rig rig;
    struct record record;
    char id[128];
    rig_config_init(&config);
    rig_open(&rig, &config);
    rig_go(&rig, "zoe.flores");
    record_init(&record);
    int64_t asked = rig_requests(&rig);
    for (size_t row = 0; row < rig_list(&rig)->count; row++) {
        excerpt_select(&rig.session.trail.current->excerpt, row);
        const struct account *account = session_selected(&rig.session);
        char *text = open_record(&rig, &record);
        const struct sighting *sighting = record_sighting(&record);
        ck_assert_int_eq(record.state, RECORD_HERE);
        ck_assert_int_eq(record.status, 200);
        ck_assert_int_eq(sighting->row, (int64_t)row);
        ck_assert_int_eq(sighting->credits, 20);
        assert_received(&rig, &record);
        snprintf(id, sizeof id, "\n\"id\": \"%s\",\n", account->id);
        ck_assert_ptr_nonnull(strstr(text, id));
        free(text);
    }
    ck_assert_int_eq(rig_requests(&rig), asked);
    record_fini(&record);
    rig_close(&rig, 0, 0);
}
END_TEST

/* A record that comes without an id is found by its place; it looks like any other. */
START_TEST(records_with_defects) {
    static const char *const broken[] = {"missing@2", "types@3"};
    struct rig_config config;
    struct rig rig;
    struct record record;
    size_t defects = 0, without_id = 0;
    rig_config_init(&config);
    config.shop.sandbox.faults = broken;
    config.shop.sandbox.fault_count = 2;
    rig_open(&rig, &config);
    rig_go(&rig, "zoe.flores");
    rig_run(&rig, COMMAND_MORE);
    record_init(&record);
    for (size_t row = 0; row < rig_list(&rig)->count; row++) {
        excerpt_select(&rig.session.trail.current->excerpt, row);
        const struct account *account = session_selected(&rig.session);
        char *text = open_record(&rig, &record);
        ck_assert_int_eq(record.state, RECORD_HERE);
        ck_assert_int_eq(record_sighting(&record)->page, row < 20 ? 1 : 2);
        ck_assert_int_eq(record_sighting(&record)->row, (int64_t)row % 20);
        defects += account->defect != NULL;
        without_id += !account->id;
        free(text);
    }
    ck_assert_uint_gt(defects, 0);
    ck_assert_uint_gt(without_id, 0);
    record_fini(&record);
    rig_close(&rig, 0, 0);
}
END_TEST

static void rewrite(const struct rig *rig, const char *statements) {
    struct err err;
    struct sql *sql = sql_open(rig->shop.reader->path, SQL_WRITE, &err);
    ck_assert_msg(sql != NULL, "%s", err.text);
    ck_assert_msg(sql_run(sql, statements, &err), "%s", err.text);
    sql_close(sql);
}

static void assert_state(struct rig *rig, struct record *record, enum record_state state) {
    char *text = open_record(rig, record);
    const struct account *account = session_selected(&rig->session);
    ck_assert_int_eq(record->state, state);
    ck_assert_ptr_nonnull(strstr(text, account->id));
    ck_assert_ptr_nonnull(strstr(text, account->username));
    free(text);
}

/* What is known is shown whatever became of the answer. */
START_TEST(answers_that_are_lost) {
    struct rig_config config;
    struct rig rig;
    struct record record;
    rig_config_init(&config);
    rig_open(&rig, &config);
    rig_go(&rig, "zoe.flores");
    record_init(&record);
    assert_state(&rig, &record, RECORD_HERE);
    rewrite(&rig, "UPDATE answer SET body = substr(body, 2) WHERE request = 2");
    assert_state(&rig, &record, RECORD_DAMAGED);
    rewrite(&rig, "UPDATE answer SET body = CAST('{\"data\":[{\"id\":\"0\"}]}' AS BLOB),"
                  " size = 21 WHERE request = 2");
    assert_state(&rig, &record, RECORD_MISPLACED);
    rewrite(&rig, "DELETE FROM answer WHERE request = 2");
    assert_state(&rig, &record, RECORD_GONE);
    ck_assert_int_eq(record.status, 0);
    rewrite(&rig, "DELETE FROM edge");
    assert_state(&rig, &record, RECORD_UNSTORED);
    ck_assert_ptr_null(record_sighting(&record));
    ck_assert(!record_step(&record, -1) && !record_step(&record, 1));
    rewrite(&rig, "ALTER TABLE edge RENAME TO lost");
    assert_state(&rig, &record, RECORD_UNREADABLE);
    ck_assert(*record.err.text);
    record_refresh(&record);
    rewrite(&rig, "ALTER TABLE lost RENAME TO edge");
    record_fini(&record);
    rig_close(&rig, 0, 0);
}
END_TEST

/* Row 0 of each snapshot's first page, and the profile requested with it. */
START_TEST(older_and_newer_records) {
    struct rig_config config;
    struct rig rig;
    struct record record;
    rig_config_init(&config);
    rig_open(&rig, &config);
    rig_go(&rig, "eunchae.balcony");
    record_init(&record);
    assert_state(&rig, &record, RECORD_HERE);
    ck_assert_uint_eq(record.count, 1);
    ck_assert(!record_step(&record, -1) && !record_step(&record, 1));
    rig_run(&rig, COMMAND_REFETCH);
    rig_agree(&rig);
    record_refresh(&record);
    ck_assert_uint_eq(record.count, 2);
    ck_assert_uint_eq(record.at, 0);
    ck_assert(record_step(&record, 1));
    ck_assert_int_eq(record_sighting(&record)->snapshot, 2);
    ck_assert(!record_step(&record, 1));
    ck_assert(record_step(&record, -1));
    ck_assert_int_eq(record_sighting(&record)->snapshot, 1);
    ck_assert_int_eq(record.state, RECORD_HERE);
    rewrite(&rig, "UPDATE record SET first_no = 0; UPDATE request SET ended_no = 0"
                  " WHERE snapshot = 2");
    record_refresh(&record);
    ck_assert_uint_eq(record.at, 1);
    ck_assert_int_eq(record_sighting(&record)->snapshot, 1);
    record_fini(&record);
    rig_close(&rig, 0, 0);
}
END_TEST

static void expect_understood(const struct account *account, const char *expected) {
    struct record_print print;
    record_print_init(&print);
    record_print_account(&print, account);
    char *text = join(&print);
    ck_assert_str_eq(text, expected);
    free(text);
    record_print_fini(&print);
}

/* What was not understood does not stand there as false, or at all. */
START_TEST(flags_that_nobody_told_are_left_out) {
    struct account account = {.id = "7", .is_private = true, .follower_count = 5};
    account.following_count = account.like_count = account.video_count = ACCOUNT_UNKNOWN;
    expect_understood(&account, "{\n\"id\": \"7\",\n\"is_verified\": false,\n\"is_private\": "
                                "true,\n\"follower_count\": 5\n}");
    account.defect = "is_verified is missing";
    expect_understood(&account,
                      "{\n\"id\": \"7\",\n\"is_private\": true,\n\"follower_count\": 5\n}");
    account.follower_count = ACCOUNT_UNKNOWN;
    account.is_bare = true;
    expect_understood(&account, "{\n\"id\": \"7\"\n}");
    account.id = NULL;
    expect_understood(&account, "{}");
}
END_TEST

START_TEST(nothing_is_selected) {
    struct rig_config config;
    struct rig rig;
    struct record record;
    rig_config_init(&config);
    rig_open(&rig, &config);
    record_init(&record);
    ck_assert(!record_open(&record, &rig.session));
    record_refresh(&record);
    rig_go(&rig, "keeps.it.secret");
    ck_assert(record_open(&record, &rig.session));
    ck_assert_int_eq(record_sighting(&record)->kind, JOURNAL_PROFILE);
    ck_assert_int_eq(record_sighting(&record)->credits, 1);
    ck_assert_str_eq(record_sighting(&record)->label, "@keeps.it.secret");
    record_fini(&record);
    rig_close(&rig, 0, 0);
}
END_TEST

int main(void) {
    const char *locale;
    if (!text_use_locale(&locale))
        return 1;
    Suite *suite = suite_create("record");
    TCase *tc = tcase_create("record");
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, sightings_are_all_answers_that_describe_it);
    tcase_add_test(tc, records_of_a_page);
    tcase_add_test(tc, records_with_defects);
    tcase_add_test(tc, answers_that_are_lost);
    tcase_add_test(tc, older_and_newer_records);
    tcase_add_test(tc, flags_that_nobody_told_are_left_out);
    tcase_add_test(tc, nothing_is_selected);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
