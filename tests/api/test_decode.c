/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/decode.h"
#include "base/buf.h"
#include "base/mem.h"
#include "tests/support/run.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define GOOD_RECORD                                                                                \
    "{\"id\":\"6784563219087654321\",\"username\":\"zoe.flores\","                                 \
    "\"display_name\":\"Zoë 🌸 Flores\",\"avatar_url\":\"https://p16.example/zoe.webp\","       \
    "\"bio\":\"ceramics & slow mornings ☕\\ncommissions open\",\"is_verified\":true,"            \
    "\"is_private\":false,\"follower_count\":1284331,\"following_count\":412,"                     \
    "\"like_count\":33910442,\"video_count\":688,\"region\":\"MX\"}"

#define PRIVATE_RECORD                                                                             \
    "{\"id\":\"MS4wLjABAAAAv7iSuuXDJGDvJkmH_vz1qkDZYo1apxgzaxdBSeIuPiM\","                         \
    "\"username\":\"lixiaolong88\",\"display_name\":\"李小龙\","                                \
    "\"avatar_url\":\"https://p16.example/li.webp\",\"bio\":\"\",\"is_verified\":false,"           \
    "\"is_private\":true,\"follower_count\":0,\"following_count\":0,\"like_count\":0,"             \
    "\"video_count\":0,\"region\":null}"

#define GOOD_BILLING                                                                               \
    "\"billing\":{\"credits_charged\":2,\"records_charged\":2,\"balance_remaining\":99653,"        \
    "\"truncated_due_to_balance\":false}"

#define GOOD_PAGINATION "\"pagination\":{\"has_more\":true,\"next_cursor\":\"1711494099000\"}"

static struct answer *decode(enum decode_kind kind, const char *text, bool wanted) {
    struct answer *answer = answer_new(ANSWER_OK);
    bool is_read = decode_body(answer, kind, text, strlen(text));
    ck_assert_msg(is_read == wanted, "%s: %s", text, answer->message ? answer->message : "");
    ck_assert(!wanted == !(answer->page || answer->profile));
    return answer;
}

START_TEST(a_page_as_the_contract_shows_it) {
    struct answer *answer =
        decode(DECODE_PAGE,
               "{\"request_id\":\"unif_0f4b1c2d3e4f5061728394a5b6c7d8e9\",\"data\":[" GOOD_RECORD
               "," PRIVATE_RECORD "]," GOOD_PAGINATION "," GOOD_BILLING "}",
               true);
    ck_assert_ptr_null(answer->message);
    ck_assert_str_eq(answer->request_id, "unif_0f4b1c2d3e4f5061728394a5b6c7d8e9");
    ck_assert_int_eq(answer->billing.credits_charged, 2);
    ck_assert_int_eq(answer->billing.records_charged, 2);
    ck_assert_int_eq(answer->billing.balance_remaining, 99653);
    ck_assert_int_eq(answer->billing.credits_required, ACCOUNT_UNKNOWN);
    ck_assert(!answer->billing.truncated_due_to_balance);
    struct page *page = answer_take_page(answer);
    answer_free(answer);
    ck_assert_uint_eq(page->count, 2);
    ck_assert_uint_eq(page->defects, 0);
    ck_assert(page->has_more);
    ck_assert_str_eq(page->next_cursor, "1711494099000");
    const struct account *zoe = &page->records[0], *li = &page->records[1];
    ck_assert_str_eq(zoe->id, "6784563219087654321");
    ck_assert_str_eq(zoe->username, "zoe.flores");
    ck_assert_str_eq(zoe->display_name, "Zoë 🌸 Flores");
    ck_assert_str_eq(zoe->avatar_url, "https://p16.example/zoe.webp");
    ck_assert_str_eq(zoe->bio, "ceramics & slow mornings ☕\ncommissions open");
    ck_assert_str_eq(zoe->region, "MX");
    ck_assert(zoe->is_verified && !zoe->is_private);
    ck_assert_int_eq(zoe->follower_count, 1284331);
    ck_assert_int_eq(zoe->following_count, 412);
    ck_assert_int_eq(zoe->like_count, 33910442);
    ck_assert_int_eq(zoe->video_count, 688);
    ck_assert_ptr_null(zoe->defect);
    ck_assert_str_eq(li->id, "MS4wLjABAAAAv7iSuuXDJGDvJkmH_vz1qkDZYo1apxgzaxdBSeIuPiM");
    ck_assert_str_eq(li->bio, "");
    ck_assert_ptr_null(li->region);
    ck_assert(!li->is_verified && li->is_private);
    ck_assert_ptr_null(li->defect);
    page_free(page);
}
END_TEST

START_TEST(a_hidden_list) {
    struct answer *answer =
        decode(DECODE_PAGE,
               "{\"request_id\":\"unif_a5b6\",\"data\":[],\"pagination\":{\"has_more\":false,"
               "\"next_cursor\":null},\"billing\":{\"credits_charged\":1,\"records_charged\":0,"
               "\"balance_remaining\":99652,\"truncated_due_to_balance\":true}}",
               true);
    ck_assert_ptr_null(answer->message);
    ck_assert_uint_eq(answer->page->count, 0);
    ck_assert(!answer->page->has_more);
    ck_assert_ptr_null(answer->page->next_cursor);
    ck_assert_int_eq(answer->billing.credits_charged, 1);
    ck_assert(answer->billing.truncated_due_to_balance);
    answer_free(answer);
}
END_TEST

START_TEST(a_profile) {
    struct answer *answer = decode(
        DECODE_PROFILE, "{\"request_id\":\"r\",\"data\":" GOOD_RECORD "," GOOD_BILLING "}", true);
    ck_assert_ptr_null(answer->message);
    ck_assert_ptr_null(answer->page);
    ck_assert_str_eq(answer->profile->username, "zoe.flores");
    ck_assert_ptr_null(answer->profile->defect);
    answer_free(answer);
    answer = decode(DECODE_PROFILE, "{\"request_id\":\"r\",\"data\":[]," GOOD_BILLING "}", false);
    ck_assert_str_eq(answer->message, "data is a list, not an object");
    ck_assert_int_eq(answer->billing.credits_charged, 2);
    answer_free(answer);
}
END_TEST

/* A page of one record, decoded; the answer owns it. */
static struct answer *decode_record(const char *record) {
    struct buf text;
    buf_init(&text, 1 << 20);
    buf_format(&text, "{\"request_id\":\"r\",\"data\":[%s]," GOOD_PAGINATION "," GOOD_BILLING "}",
               record);
    struct answer *answer = decode(DECODE_PAGE, buf_text(&text), true);
    ck_assert_uint_eq(answer->page->count, 1);
    buf_fini(&text);
    return answer;
}

/* GOOD_RECORD with `from` replaced by `to`. */
static struct answer *decode_changed(const char *from, const char *to) {
    struct buf record;
    const char *at = strstr(GOOD_RECORD, from);
    ck_assert_msg(at != NULL, "%s", from);
    buf_init(&record, 1 << 16);
    buf_put(&record, GOOD_RECORD, (size_t)(at - GOOD_RECORD));
    buf_text_put(&record, to);
    buf_text_put(&record, at + strlen(from));
    struct answer *answer = decode_record(buf_text(&record));
    buf_fini(&record);
    return answer;
}

START_TEST(a_bad_field_is_unknown_and_told) {
    static const struct {
        const char *from, *to, *defect;
    } samples[] = {
        {"\"id\":\"6784563219087654321\"", "\"id\":6784563219087654321.5",
         "id is a decimal number, not a string"},
        {"\"id\":\"6784563219087654321\"", "\"id\":{\"a\":1}", "id is an object, not a string"},
        {"\"id\":\"6784563219087654321\"", "\"id\":null", "id is null, not a string"},
        {"\"id\":\"6784563219087654321\"", "\"id\":\"1\",\"id\":\"2\"",
         "id appears twice, with different values"},
        {"\"username\":\"zoe.flores\"", "\"username\":\"\"", "username is empty"},
        {"\"bio\":\"", "\"bio\":\"\xFF", "bio contains bytes that are not UTF-8"},
        {"\"region\":\"MX\"", "\"region\":null,\"region\":\"MX\"",
         "region appears twice, with different values"},
        {"\"id\":\"6784563219087654321\"", "\"id\":\"\"", "id is empty"},
        {"\"id\":\"6784563219087654321\"", "\"id\":\"6\\u00007\"", "id contains a NUL"},
        {"\"id\":\"6784563219087654321\",", "", "id is missing"},
        {"\"bio\":\"", "\"bio\":null,\"x\":\"", "bio is null, not a string"},
        {"\"bio\":\"", "\"bio\":\"\\u0000", "bio contains a NUL"},
        {"\"username\":\"zoe.flores\"", "\"username\":[\"zoe.flores\"]",
         "username is a list, not a string"},
        {"\"is_verified\":true", "\"is_verified\":1",
         "is_verified is a whole number, not true or false"},
        {"\"is_private\":false", "\"is_private\":\"false\"",
         "is_private is a string, not true or false"},
        {"1284331", "\"1284331\"", "follower_count is a string, not a whole number"},
        {"1284331", "1.3e6", "follower_count is a decimal number, not a whole number"},
        {"1284331", "-5", "follower_count is negative"},
        {"412", "9223372036854775808", "following_count is too large"},
        {"33910442", "null", "like_count is null, not a whole number"},
        {",\"video_count\":688", "", "video_count is missing"},
        {"\"region\":\"MX\"", "\"region\":52", "region is a whole number, not a string"},
        {",\"region\":\"MX\"", "", "region is missing"},
        {"1284331,\"following_count\":412", "true,\"following_count\":{}",
         "follower_count is true or false, not a whole number; "
         "following_count is an object, not a whole number"},
    };
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        struct answer *answer = decode_changed(samples[i].from, samples[i].to);
        ck_assert_pstr_eq(answer->page->records[0].defect, samples[i].defect);
        ck_assert_uint_eq(answer->page->defects, 1);
        ck_assert(!answer->message || strstr(answer->message, "the body is not strict JSON"));
        answer_free(answer);
    }
}
END_TEST

START_TEST(what_is_unreadable_is_not_zero) {
    struct answer *answer = decode_record("{}");
    const struct account *record = &answer->page->records[0];
    ck_assert_ptr_null(record->id);
    ck_assert_ptr_null(record->username);
    ck_assert_ptr_null(record->display_name);
    ck_assert_ptr_null(record->avatar_url);
    ck_assert_ptr_null(record->bio);
    ck_assert_ptr_null(record->region);
    ck_assert_int_eq(record->follower_count, ACCOUNT_UNKNOWN);
    ck_assert_int_eq(record->following_count, ACCOUNT_UNKNOWN);
    ck_assert_int_eq(record->like_count, ACCOUNT_UNKNOWN);
    ck_assert_int_eq(record->video_count, ACCOUNT_UNKNOWN);
    ck_assert_ptr_nonnull(strstr(record->defect, "is_private is missing"));
    ck_assert_int_eq(account_flag(record, ACCOUNT_FLAG_VERIFIED), ACCOUNT_UNKNOWN);
    ck_assert_int_eq(account_flag(record, ACCOUNT_FLAG_PRIVATE), ACCOUNT_UNKNOWN);
    answer_free(answer);
}
END_TEST

START_TEST(what_is_no_record_stays_a_row) {
    static const struct {
        const char *record, *defect;
    } samples[] = {
        {"null", "the record is null, not an object"},
        {"[]", "the record is a list, not an object"},
        {"\"zoe\"", "the record is a string, not an object"},
        {"7", "the record is a whole number, not an object"},
    };
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        struct answer *answer = decode_record(samples[i].record);
        ck_assert_ptr_null(answer->page->records[0].id);
        ck_assert_int_eq(answer->page->records[0].follower_count, ACCOUNT_UNKNOWN);
        ck_assert_str_eq(answer->page->records[0].defect, samples[i].defect);
        answer_free(answer);
    }
}
END_TEST

START_TEST(one_bad_record_spoils_no_other) {
    struct answer *answer = decode(DECODE_PAGE,
                                   "{\"request_id\":\"r\",\"data\":[" GOOD_RECORD
                                   ",5," PRIVATE_RECORD "]," GOOD_PAGINATION "," GOOD_BILLING "}",
                                   true);
    ck_assert_uint_eq(answer->page->count, 3);
    ck_assert_uint_eq(answer->page->defects, 1);
    ck_assert_str_eq(answer->page->records[2].username, "lixiaolong88");
    answer_free(answer);
}
END_TEST

START_TEST(fields_not_known_are_no_defect) {
    struct answer *answer = decode_changed("\"id\":", "\"new\":{\"a\":[1,2.5,null]},\"id\":");
    ck_assert_ptr_null(answer->page->records[0].defect);
    answer_free(answer);
    answer = decode_changed("\"region\":\"MX\"", "\"region\":\"\"");
    ck_assert_ptr_null(answer->page->records[0].defect);
    ck_assert_ptr_null(answer->page->records[0].region);
    answer_free(answer);
}
END_TEST

START_TEST(half_a_character_is_told_where_it_matters) {
    struct answer *answer = decode_changed("\"display_name\":\"", "\"display_name\":\"\\uD83C");
    ck_assert_str_eq(answer->page->records[0].defect, "display_name contains half a character");
    ck_assert_str_eq(answer->page->records[0].display_name, "\xEF\xBF\xBDZoë 🌸 Flores");
    answer_free(answer);
    answer = decode_changed("\"id\":\"", "\"id\":\"\\uDC00");
    ck_assert_str_eq(answer->page->records[0].defect, "id contains half a character");
    ck_assert_ptr_null(answer->page->records[0].id);
    answer_free(answer);
}
END_TEST

START_TEST(a_page_without_its_records_is_refused_but_billed) {
    static const struct {
        const char *body, *message;
    } samples[] = {
        {"{\"request_id\":\"r\"," GOOD_PAGINATION "," GOOD_BILLING "}", "data is missing"},
        {"{\"request_id\":\"r\",\"data\":null," GOOD_PAGINATION "," GOOD_BILLING "}",
         "data is null, not a list"},
        {"{\"request_id\":\"r\",\"data\":{}," GOOD_PAGINATION "," GOOD_BILLING "}",
         "data is an object, not a list"},
        {"{\"request_id\":\"r\",\"data\":[],\"data\":[1]," GOOD_PAGINATION "," GOOD_BILLING "}",
         "the body is not strict JSON (a repeated key at byte 38); "
         "data appears twice, with different values"},
    };
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        struct answer *answer = decode(DECODE_PAGE, samples[i].body, false);
        ck_assert_str_eq(answer->message, samples[i].message);
        ck_assert_int_eq(answer->billing.credits_charged, 2);
        ck_assert_int_eq(answer->billing.balance_remaining, 99653);
        ck_assert_str_eq(answer->request_id, "r");
        answer_free(answer);
    }
}
END_TEST

/* What a page with one record becomes with this `pagination` (with its key and a comma; or ""). */
static struct answer *decode_pagination(const char *pagination) {
    struct buf body;
    buf_init(&body, 1 << 16);
    buf_format(&body, "{\"request_id\":\"r\",\"data\":[" GOOD_RECORD "],%s" GOOD_BILLING "}",
               pagination);
    struct answer *answer = decode(DECODE_PAGE, buf_text(&body), true);
    ck_assert_uint_eq(answer->page->count, 1);
    ck_assert_int_eq(answer->billing.credits_charged, 2);
    buf_fini(&body);
    return answer;
}

START_TEST(a_page_that_does_not_say_whether_there_is_more_is_kept) {
    static const struct {
        const char *pagination, *cursor, *message;
    } samples[] = {
        {"", NULL, "pagination is missing"},
        {"\"pagination\":null,", NULL, "pagination is null, not an object"},
        {"\"pagination\":[],", NULL, "pagination is a list, not an object"},
        {"\"pagination\":{},", NULL,
         "pagination.has_more is missing; pagination.next_cursor is missing"},
        {"\"pagination\":{\"next_cursor\":\"c\"},", "c", "pagination.has_more is missing"},
        {"\"pagination\":{\"has_more\":null,\"next_cursor\":\"c\"},", "c",
         "pagination.has_more is null, not true or false"},
        {"\"pagination\":{\"has_more\":2,\"next_cursor\":\"c\"},", "c",
         "pagination.has_more is a whole number, not true or false"},
        {"\"pagination\":{\"has_more\":\"no\",\"next_cursor\":\"c\"},", "c",
         "pagination.has_more is a string, not true or false"},
    };
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        struct answer *answer = decode_pagination(samples[i].pagination);
        ck_assert(answer->page->is_unsaid && answer->page->has_more);
        ck_assert_pstr_eq(answer->page->next_cursor, samples[i].cursor);
        ck_assert_str_eq(answer->message, samples[i].message);
        answer_free(answer);
    }
    struct answer *answer = decode_pagination(
        "\"pagination\":{\"has_more\":true,\"has_more\":false,\"next_cursor\":null},");
    ck_assert(answer->page->is_unsaid);
    answer_free(answer);
}
END_TEST

START_TEST(what_plainly_stands_for_yes_or_no_is_read_so) {
    static const struct {
        const char *value;
        bool has_more;
    } samples[] = {{"1", true}, {"\"true\"", true}, {"0", false}, {"\"false\"", false}};
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        char pagination[128];
        snprintf(pagination, sizeof pagination,
                 "\"pagination\":{\"has_more\":%s,\"next_cursor\":\"c\"},", samples[i].value);
        struct answer *answer = decode_pagination(pagination);
        ck_assert(!answer->page->is_unsaid);
        ck_assert_int_eq(answer->page->has_more, samples[i].has_more);
        ck_assert_pstr_eq(answer->page->next_cursor, samples[i].has_more ? "c" : NULL);
        ck_assert_ptr_nonnull(answer->message);
        answer_free(answer);
    }
}
END_TEST

START_TEST(a_page_that_cannot_go_on_is_kept) {
    static const struct {
        const char *pagination, *message;
    } samples[] = {
        {"{\"has_more\":true,\"next_cursor\":null}",
         "pagination.next_cursor is null, not a string"},
        {"{\"has_more\":true,\"next_cursor\":\"\"}", "pagination.next_cursor is empty"},
        {"{\"has_more\":true}", "pagination.next_cursor is missing"},
        {"{\"has_more\":true,\"next_cursor\":0}",
         "pagination.next_cursor is 0, which is not a cursor"},
        {"{\"has_more\":true,\"next_cursor\":-1}",
         "pagination.next_cursor is -1, which is not a cursor"},
        {"{\"has_more\":true,\"next_cursor\":1.5}",
         "pagination.next_cursor is a decimal number, not a string"},
        {"{\"has_more\":true,\"next_cursor\":\"a\\u0000b\"}",
         "pagination.next_cursor contains a NUL"},
        {"{\"has_more\":true,\"next_cursor\":\"a\\uD800\"}",
         "pagination.next_cursor contains half a character"},
        {"{\"has_more\":false,\"next_cursor\":\"left over\"}", NULL},
        {"{\"has_more\":false}", NULL},
    };
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        struct buf body;
        buf_init(&body, 1 << 16);
        buf_format(&body, "{\"request_id\":\"r\",\"data\":[" GOOD_RECORD "],\"pagination\":%s,%s}",
                   samples[i].pagination, GOOD_BILLING);
        struct answer *answer = decode(DECODE_PAGE, buf_text(&body), true);
        ck_assert_pstr_eq(answer->message, samples[i].message);
        ck_assert_uint_eq(answer->page->count, 1);
        ck_assert_ptr_null(answer->page->next_cursor);
        ck_assert_int_eq(answer->page->has_more, strstr(samples[i].pagination, ":true") != NULL);
        answer_free(answer);
        buf_fini(&body);
    }
}
END_TEST

START_TEST(a_number_is_a_cursor_digit_by_digit) {
    static const char *const numbers[] = {"7", "1711494099000", "12345678901234567890123"};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        char pagination[128];
        snprintf(pagination, sizeof pagination,
                 "\"pagination\":{\"has_more\":true,\"next_cursor\":%s},", numbers[i]);
        struct answer *answer = decode_pagination(pagination);
        ck_assert_str_eq(answer->page->next_cursor, numbers[i]);
        ck_assert_ptr_null(answer->message);
        answer_free(answer);
    }
}
END_TEST

START_TEST(what_plainly_says_that_a_page_is_cut_is_read_so) {
    static const struct {
        const char *value;
        bool is_cut;
    } samples[] = {{"true", true},       {"1", true},  {"\"true\"", true}, {"false", false},
                   {"\"false\"", false}, {"0", false}, {"null", false},    {"\"no\"", false}};
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        char body[512];
        snprintf(body, sizeof body,
                 "{\"data\":[]," GOOD_PAGINATION ",\"billing\":{\"credits_charged\":2,"
                 "\"records_charged\":2,\"balance_remaining\":9,"
                 "\"truncated_due_to_balance\":%s}}",
                 samples[i].value);
        struct answer *answer = decode(DECODE_PAGE, body, true);
        ck_assert_int_eq(answer->billing.truncated_due_to_balance, samples[i].is_cut);
        answer_free(answer);
    }
}
END_TEST

START_TEST(cursors_come_byte_for_byte_up_to_a_length) {
    static const char cursor[] = "a+b/c=&%2F é\\\"\\n\\u0001 ";
    for (size_t len = DECODE_CURSOR_MAX; len <= DECODE_CURSOR_MAX + 1; len++) {
        struct buf body;
        char *filler = mem_alloc(len + 1);
        memset(filler, 'x', len);
        filler[len] = '\0';
        buf_init(&body, 1 << 16);
        buf_format(&body,
                   "{\"request_id\":\"r\",\"data\":[],\"pagination\":{\"has_more\":true,"
                   "\"next_cursor\":\"%s\"}," GOOD_BILLING "}",
                   filler);
        struct answer *answer = decode(DECODE_PAGE, buf_text(&body), true);
        ck_assert_pstr_eq(answer->page->next_cursor, len == DECODE_CURSOR_MAX ? filler : NULL);
        answer_free(answer);
        buf_fini(&body);
        free(filler);
    }
    struct buf body;
    buf_init(&body, 1 << 16);
    buf_format(&body,
               "{\"request_id\":\"r\",\"data\":[],\"pagination\":{\"has_more\":true,"
               "\"next_cursor\":\"%s\"}," GOOD_BILLING "}",
               cursor);
    struct answer *answer = decode(DECODE_PAGE, buf_text(&body), true);
    ck_assert_str_eq(answer->page->next_cursor, "a+b/c=&%2F é\"\n\x01 ");
    answer_free(answer);
    buf_fini(&body);
}
END_TEST

START_TEST(a_bad_bill_costs_no_page) {
    static const struct {
        const char *rest, *message;
        int64_t credits;
    } samples[] = {
        {"}", "billing is missing", ACCOUNT_UNKNOWN},
        {",\"billing\":null}", "billing is null, not an object", ACCOUNT_UNKNOWN},
        {",\"billing\":7}", "billing is a whole number, not an object", ACCOUNT_UNKNOWN},
        {",\"billing\":{\"credits_charged\":\"2\",\"records_charged\":2,"
         "\"balance_remaining\":5,\"truncated_due_to_balance\":false}}",
         "billing.credits_charged is a string, not a whole number", ACCOUNT_UNKNOWN},
        {",\"billing\":{\"credits_charged\":2,\"records_charged\":2,\"balance_remaining\":-5}}",
         "billing.balance_remaining is negative; billing.truncated_due_to_balance is missing", 2},
    };
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        struct buf body;
        buf_init(&body, 1 << 16);
        buf_format(&body, "{\"request_id\":\"r\",\"data\":[" GOOD_RECORD "]," GOOD_PAGINATION "%s",
                   samples[i].rest);
        struct answer *answer = decode(DECODE_PAGE, buf_text(&body), true);
        ck_assert_str_eq(answer->message, samples[i].message);
        ck_assert_int_eq(answer->billing.credits_charged, samples[i].credits);
        ck_assert_ptr_null(answer->page->records[0].defect);
        answer_free(answer);
        buf_fini(&body);
    }
}
END_TEST

START_TEST(a_missing_request_id_costs_no_page) {
    struct answer *answer =
        decode(DECODE_PAGE, "{\"data\":[]," GOOD_PAGINATION "," GOOD_BILLING "}", true);
    ck_assert_ptr_null(answer->request_id);
    ck_assert_str_eq(answer->message, "request_id is missing");
    answer_free(answer);
}
END_TEST

/* The bill comes first, or last; `list_end` bytes have the whole list. */
static void cut_page(const char *body, size_t list_end, bool is_billed_first) {
    for (size_t len = 0; len < strlen(body); len++) {
        struct answer *answer = answer_new(ANSWER_OK);
        char *cut = mem_dup_n(body, len); /* a separate block, so that sanitizers detect reads
                                             beyond it */
        bool is_read = decode_body(answer, DECODE_PAGE, cut, len);
        const struct page *page = answer->page;
        ck_assert_ptr_nonnull(answer->message);
        ck_assert(answer->billing.credits_charged == ACCOUNT_UNKNOWN ||
                  answer->billing.credits_charged == 2);
        ck_assert(is_read || len < list_end);
        ck_assert(!is_read || is_billed_first || len >= list_end);
        if (is_read)
            ck_assert_str_eq(page->records[0].id, "6784563219087654321");
        if (is_read && len < list_end)
            ck_assert(page->is_unsaid);
        if (is_read && page->count == 2)
            ck_assert(strstr(body, page->records[1].id) || strstr(body, page->records[1].username));
        if (is_read && len >= list_end)
            ck_assert(page->count == 2 && !page->defects);
        free(cut);
        answer_free(answer);
    }
}

/* What was received completely equals the whole body's; nothing is invented. */
START_TEST(every_cut_of_a_page_gives_what_is_whole_and_paid_for) {
    static const char last[] = "{\"request_id\":\"r\",\"data\":[" GOOD_RECORD "," PRIVATE_RECORD
                               "]," GOOD_PAGINATION "," GOOD_BILLING "}";
    static const char first[] = "{\"request_id\":\"r\"," GOOD_BILLING "," GOOD_PAGINATION
                                ",\"data\":[" GOOD_RECORD "," PRIVATE_RECORD "]}";
    cut_page(last, (size_t)(strstr(last, "],") - last) + 1, false);
    cut_page(first, sizeof first - 2, true);
}
END_TEST

START_TEST(bodies_that_are_no_page) {
    static const char *const bodies[] = {
        "",   " ",           "null",
        "[]", "7",           "<html><body>502 Bad Gateway</body></html>",
        "{}", "{\"data\":[", "{\"data\":[{\"id\":\"67",
    };
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        struct answer *answer = decode(DECODE_PAGE, bodies[i], false);
        ck_assert_int_eq(answer->billing.credits_charged, ACCOUNT_UNKNOWN);
        ck_assert_ptr_nonnull(answer->message);
        answer_free(answer);
    }
}
END_TEST

START_TEST(what_is_not_strict_is_a_page_all_the_same) {
#define REST GOOD_PAGINATION "," GOOD_BILLING "}"
    static const char *const bodies[] = {
        "\xEF\xBB\xBF{\"request_id\":\"r\",\"data\":[]," REST,
        "{\"request_id\":\"r\",\"data\":[]," REST " trailing",
        "{\"request_id\":\"r\",\"data\":[],\"data\":[ ]," REST,
        "{\"request_id\":\"r\",\"data\":[],\"x\":NaN," REST,
        "{\"request_id\":\"r\",\"data\":[],\"x\\u0000\":1,\"x\":1,\"x\":2," REST,
        "{\"request_id\":\"r\",\"data\":[],\"x\":\"\xED\xA0\x80\"," REST,
        "{\"request_id\":\"r\",\"data\":[,],\"x\":[[[[1,]]]]," REST,
        "/* { */{// \"data\":[}\n\"request_id\":/**/\"r\",\"data\":[]/*]*/,\"x\":[/*]\"*/]," REST
        "//",
        "\v\xEF\xBB\xBF{\f\"request_id\":\xC2\xA0\"r\",\xEF\xBB\xBF\"data\":[]," REST,
        ")]}',\n{\"request_id\":\"r\",\"data\":[]," REST,
        "for(;;){}call({\"request_id\":\"r\",\"data\":[]," REST ");",
        "[{\"request_id\":\"r\",\"data\":[]," REST "]",
        "{\"ok\":true,\"result\":{\"request_id\":\"r\",\"data\":[]," REST "}",
        "HTTP/1.1 200 OK\r\nX: {}\r\n\r\n{\"request_id\":\"r\",\"data\":[]," REST,
    };
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        struct answer *answer = decode(DECODE_PAGE, bodies[i], true);
        ck_assert_str_eq(answer->request_id, "r");
        ck_assert_int_eq(answer->billing.credits_charged, 2);
        ck_assert(answer->page->has_more && !answer->page->is_unsaid);
        ck_assert_str_eq(answer->page->next_cursor, "1711494099000");
        answer_free(answer);
    }
}
END_TEST

/* An answer is not looked for inside a body that says what it is. */
START_TEST(an_answer_within_an_answer_does_not_count) {
#define INNER "\"example\":{\"data\":[]," GOOD_PAGINATION "," GOOD_BILLING "}"
    static const char *const bodies[] = {
        "{\"error\":{\"type\":\"x\"}," INNER "}",
        "{\"data\":7," INNER "}",
        "{\"billing\":{\"credits_charged\":0}," INNER "}",
        "{\"a\":[{},{},{},{},{},{},{}]," INNER "}",
    };
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
        answer_free(decode(DECODE_PAGE, bodies[i], false));
}
END_TEST

START_TEST(a_bill_is_found_where_nothing_else_can_be_read) {
    static const struct {
        const char *body;
        int64_t credits;
    } samples[] = {
        {"oops [\"data\":[]," GOOD_BILLING "}", 2},
        {"{\"result\":{\"data\":7," GOOD_BILLING "}}", 2},
        {"{\"result\":[" GOOD_BILLING "]}", 2},
        {"{\"data\":[{\"id\" oops," GOOD_BILLING "}", 2},
        {"<b>warning</b>{" GOOD_BILLING "," GOOD_BILLING "}", 2},
        {"x{" GOOD_BILLING ",\"billing\":{\"credits_charged\":3}}", ACCOUNT_UNKNOWN},
        {"x{\"bio\":\"\\\"billing\\\":{\\\"credits_charged\\\":9}\"}", ACCOUNT_UNKNOWN},
        {"x \"billing\":{\"credits_charged\":2", ACCOUNT_UNKNOWN},
        {"x \"billing\":{\"credits_charged\":0}", ACCOUNT_UNKNOWN},
        {"{\"quota\":{\"billing\":{\"credits_charged\":0}}}", ACCOUNT_UNKNOWN},
    };
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        struct answer *answer = decode(DECODE_PAGE, samples[i].body, false);
        ck_assert_msg(answer->billing.credits_charged == samples[i].credits, "%s", samples[i].body);
        answer_free(answer);
    }
}
END_TEST

START_TEST(an_absurd_bill_is_not_believed) {
    static const struct {
        const char *credits, *note;
        int64_t charged;
    } samples[] = {
        {"1000000", NULL, 1000000},
        {"1000001", "billing.credits_charged is 1000001, more than any request can cost", -1},
        {"9223372036854775807",
         "billing.credits_charged is 9223372036854775807, more than any request can cost", -1},
        {"9223372036854775808", "billing.credits_charged is too large", -1},
        {"-9223372036854775808", "billing.credits_charged is negative", -1},
        {"-1", "billing.credits_charged is negative", -1},
        {"0.5", "billing.credits_charged is a decimal number, not a whole number", -1},
        {"1e400", "billing.credits_charged is a decimal number, not a whole number", -1},
        {"\"2\"", "billing.credits_charged is a string, not a whole number", -1},
    };
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        char body[1024];
        snprintf(body, sizeof body,
                 "{\"request_id\":\"r\",\"data\":[]," GOOD_PAGINATION
                 ",\"billing\":{\"credits_charged\":%s,\"records_charged\":0,"
                 "\"balance_remaining\":1,\"truncated_due_to_balance\":false}}",
                 samples[i].credits);
        struct answer *answer = decode(DECODE_PAGE, body, true);
        ck_assert_int_eq(answer->billing.credits_charged, samples[i].charged);
        ck_assert_pstr_eq(answer->bill_note, samples[i].note);
        answer_free(answer);
    }
}
END_TEST

static struct answer *decode_failure(const char *body, const char *wanted, bool wants_doubt) {
    struct answer *answer = answer_new(ANSWER_UNREADABLE);
    const char *type;
    bool is_doubtful;
    bool is_envelope = decode_error(answer, body, strlen(body), &type, &is_doubtful);
    ck_assert_msg(is_envelope == (wanted != NULL), "%s", body);
    ck_assert_int_eq(is_doubtful, wants_doubt);
    if (wanted)
        ck_assert_str_eq(type, wanted);
    return answer;
}

START_TEST(errors_as_the_contract_shows_them) {
    struct answer *answer = decode_failure(
        "{\"error\":{\"type\":\"insufficient_credits\",\"message\":\"The workspace balance does "
        "not cover this call.\",\"request_id\":\"unif_6172\",\"billing\":{\"credits_required\":50,"
        "\"credits_charged\":0,\"records_charged\":0,\"balance_remaining\":3}}}",
        "insufficient_credits", false);
    ck_assert_str_eq(answer->message, "The workspace balance does not cover this call.");
    ck_assert_str_eq(answer->request_id, "unif_6172");
    ck_assert_int_eq(answer->billing.credits_required, 50);
    ck_assert_int_eq(answer->billing.credits_charged, 0);
    ck_assert_int_eq(answer->billing.balance_remaining, 3);
    answer_free(answer);
    answer = decode_failure(
        "{\"error\":{\"type\":\"validation_error\",\"message\":\"Request validation failed.\","
        "\"request_id\":\"unif_7283\",\"issues\":[{\"code\":\"too_big\",\"maximum\":50,"
        "\"type\":\"number\",\"inclusive\":true,\"path\":[\"query\",\"limit\"],"
        "\"message\":\"Number must be less than or equal to 50\"}]}}",
        "validation_error", false);
    ck_assert_str_eq(answer->issues, "query.limit: Number must be less than or equal to 50");
    ck_assert_int_eq(answer->billing.balance_remaining, ACCOUNT_UNKNOWN);
    answer_free(answer);
    answer = decode_failure("{\"error\":{\"type\":\"rate_limited\",\"message\":\"Workspace rate "
                            "limit exceeded.\",\"request_id\":\"unif_8394\"}}",
                            "rate_limited", false);
    ck_assert_ptr_null(answer->issues);
    answer_free(answer);
}
END_TEST

START_TEST(issues_of_any_shape_are_shown) {
    struct answer *answer = decode_failure(
        "{\"error\":{\"type\":\"t\",\"message\":\"m\",\"issues\":[\"plain\",7,null,"
        "{\"path\":[0,null],\"message\":\"here\"},{\"path\":\"p\",\"message\":\"there\"},"
        "{\"code\":1},[true]]}}",
        "t", false);
    ck_assert_str_eq(answer->issues, "plain; 7; null; 0.null: here; there; { \"code\": 1 }; "
                                     "[ true ]");
    answer_free(answer);
}
END_TEST

START_TEST(a_bill_in_an_error_is_doubted_when_unreadable) {
#define TWO_BILLS(own, outer)                                                                      \
    "{\"error\":{\"type\":\"t\",\"message\":\"m\",\"billing\":" own "},\"billing\":" outer "}"
#define ERROR_WITH(bill) "{\"error\":{\"type\":\"t\",\"message\":\"m\",\"billing\":" bill "}}"
    static const struct {
        const char *body;
        bool is_doubtful;
        int64_t credits;
    } samples[] = {
        {ERROR_WITH("null"), false, ACCOUNT_UNKNOWN},
        {ERROR_WITH("{}"), false, ACCOUNT_UNKNOWN},
        {ERROR_WITH("{\"balance_remaining\":\"x\"}"), false, ACCOUNT_UNKNOWN},
        {ERROR_WITH("{\"credits_charged\":3}"), false, 3},
        {ERROR_WITH("{\"credits_charged\":null}"), false, ACCOUNT_UNKNOWN},
        {ERROR_WITH("{\"credits_charged\":\"3\"}"), true, ACCOUNT_UNKNOWN},
        {ERROR_WITH("{\"credits_charged\":-3}"), true, ACCOUNT_UNKNOWN},
        {ERROR_WITH("{\"credits_charged\":0,\"records_charged\":1.5}"), true, 0},
        {ERROR_WITH("[]"), true, ACCOUNT_UNKNOWN},
        {TWO_BILLS("{\"balance_remaining\":1}", "{\"credits_charged\":7}"), false, 7},
        {TWO_BILLS("{\"credits_charged\":7}", "{\"credits_charged\":7}"), false, 7},
        {TWO_BILLS("{\"credits_charged\":0}", "{\"credits_charged\":7}"), true, ACCOUNT_UNKNOWN},
        {TWO_BILLS("{\"credits_charged\":0}", "[]"), true, 0},
        {ERROR_WITH("3"), true, ACCOUNT_UNKNOWN},
    };
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        struct answer *answer = decode_failure(samples[i].body, "t", samples[i].is_doubtful);
        ck_assert_int_eq(answer->billing.credits_charged, samples[i].credits);
        answer_free(answer);
    }
}
END_TEST

START_TEST(what_is_no_error_envelope) {
    static const char *const bodies[] = {
        "",
        "{}",
        "{\"error\":null}",
        "{\"error\":\"not_found\"}",
        "{\"error\":{}}",
        "{\"error\":{\"type\":7,\"message\":\"m\"}}",
        "{\"error\":{\"type\":\"t\"}}",
        "{\"error\":{\"type\":\"t\",\"message\":\"m\"},\"error\":{}}",
        "{\"error\":{\"type\":\"t\",\"message\":\"m",
        "<html>502</html>",
    };
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        struct answer *answer = decode_failure(bodies[i], NULL, false);
        ck_assert_ptr_null(answer->message);
        answer_free(answer);
    }
}
END_TEST

int main(void) {
    Suite *suite = suite_create("decode");
    TCase *records = tcase_create("records");
    tcase_add_test(records, a_page_as_the_contract_shows_it);
    tcase_add_test(records, a_hidden_list);
    tcase_add_test(records, a_profile);
    tcase_add_test(records, a_bad_field_is_unknown_and_told);
    tcase_add_test(records, what_is_unreadable_is_not_zero);
    tcase_add_test(records, what_is_no_record_stays_a_row);
    tcase_add_test(records, one_bad_record_spoils_no_other);
    tcase_add_test(records, fields_not_known_are_no_defect);
    tcase_add_test(records, half_a_character_is_told_where_it_matters);
    suite_add_tcase(suite, records);
    TCase *envelope = tcase_create("envelope");
    tcase_add_test(envelope, a_page_without_its_records_is_refused_but_billed);
    tcase_add_test(envelope, a_page_that_does_not_say_whether_there_is_more_is_kept);
    tcase_add_test(envelope, what_plainly_stands_for_yes_or_no_is_read_so);
    tcase_add_test(envelope, a_page_that_cannot_go_on_is_kept);
    tcase_add_test(envelope, a_number_is_a_cursor_digit_by_digit);
    tcase_add_test(envelope, what_plainly_says_that_a_page_is_cut_is_read_so);
    tcase_add_test(envelope, cursors_come_byte_for_byte_up_to_a_length);
    tcase_add_test(envelope, a_bad_bill_costs_no_page);
    tcase_add_test(envelope, a_missing_request_id_costs_no_page);
    tcase_add_test(envelope, every_cut_of_a_page_gives_what_is_whole_and_paid_for);
    tcase_add_test(envelope, what_is_not_strict_is_a_page_all_the_same);
    tcase_add_test(envelope, an_answer_within_an_answer_does_not_count);
    tcase_add_test(envelope, a_bill_is_found_where_nothing_else_can_be_read);
    tcase_add_test(envelope, an_absurd_bill_is_not_believed);
    tcase_add_test(envelope, bodies_that_are_no_page);
    suite_add_tcase(suite, envelope);
    TCase *errors = tcase_create("errors");
    tcase_add_test(errors, errors_as_the_contract_shows_them);
    tcase_add_test(errors, issues_of_any_shape_are_shown);
    tcase_add_test(errors, a_bill_in_an_error_is_doubted_when_unreadable);
    tcase_add_test(errors, what_is_no_error_envelope);
    suite_add_tcase(suite, errors);
    return run_suite(suite);
}
