/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a server may send instead of JSON, and instead of a value: nothing crashes the program,
 * invents a value, or spoils its neighbours. With sanitizers this tests memory, too. */
#include "api/classify.h"
#include "base/text.h"
#include "fetch/keep.h"
#include "tests/support/bought.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BODY_MAX = 1 << 22, NOW_MS = 1000 };

#define BYTES(literal) literal, sizeof(literal) - 1

struct sample {
    const char *bytes;
    size_t len;
};

/* Each ends where it begins: brackets and quotes match. */
static const struct sample closed[] = {
    /* valid JSON values */
    {BYTES("[]")},
    {BYTES("{}")},
    {BYTES("[[],[[]],{\"\":{}}]")},
    {BYTES("{\"a\":{\"b\":[1,{\"c\":null}]}}")},
    {BYTES("0")},
    {BYTES("-0")},
    {BYTES("-1")},
    {BYTES("1E22")},
    {BYTES("0.1e1")},
    {BYTES("1e-2")},
    {BYTES("123.456e78")},
    {BYTES("-0.000000000000000000000000000000000000000000000000000000000000000000000001")},
    {BYTES("\"\"")},
    {BYTES("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"")},
    {BYTES("\"\\u0060\\u012a\\u12AB\"")},
    {BYTES("\"\\ud801\\udc37\\uDBFF\\uDFFF\"")},
    {BYTES("\"\xEF\xBF\xBF\xF4\x8F\xBF\xBF\x7F\"")},
    {BYTES("\"\\u2028\\u2029\xE2\x80\xA8\"")},
    /* values that readers read differently */
    {BYTES("123123e100000")},
    {BYTES("0.4e00669999999999999999999999999999999999999999999999999999999999999999999999999")},
    {BYTES("-1e-999999999")},
    {BYTES("100000000000000000000")},
    {BYTES("-123123123123123123123123123123")},
    {BYTES("\"\\uD800\"")},
    {BYTES("\"\\uDC00\\uD800\"")},
    {BYTES("\"\\uD800\\n\"")},
    {BYTES("\"\\uD800\\u\\uD800\\u12\"")},
    {BYTES("\"\\u0000\"")},
    {BYTES("\"\xFF\xFE\xC0\xAF\xE0\x80\xAF\xED\xA0\x80\xF4\x90\x80\x80\xFC\x83\xBF\xBF\xBF\xBF\"")},
    {BYTES("\"\x81\"")},
    {BYTES("\"\xE6\x97\"")},
    /* none */
    {BYTES("NaN")},
    {BYTES("-Infinity")},
    {BYTES("TRUE")},
    {BYTES("nul")},
    {BYTES("undefined")},
    {BYTES("+1")},
    {BYTES("01")},
    {BYTES("-01")},
    {BYTES("1.")},
    {BYTES(".5")},
    {BYTES("-.5")},
    {BYTES("1e")},
    {BYTES("1e+")},
    {BYTES("0x1F")},
    {BYTES("1_000")},
    {BYTES("1.2.3")},
    {BYTES("--1")},
    {BYTES("\xEF\xBC\x91")},
    {BYTES("\"\\x41\\a\\\xC3\xA9\\u00zz\"")},
    {BYTES("\"a\nb\tc\rd\x01\x1F\0e\"")},
    {BYTES("[1,]")},
    {BYTES("[,1]")},
    {BYTES("[1,,2]")},
    {BYTES("[1 2]")},
    {BYTES("{\"a\":1,}")},
    {BYTES("{\"a\" \"b\"}")},
    {BYTES("{1:1}")},
    {BYTES("{\"a\":}")},
    {BYTES("{,}")},
    {BYTES("{\"a\":1,\"a\":2}")},
    {BYTES("{\"a\\u0000b\":1}")},
    {BYTES("{a:1}")},
    {BYTES("{'a':1}")},
    {BYTES("[1:2]")},
    {BYTES("\xE2\x81\xA0")},
};

/* These do not end, or end what they did not begin. */
static const struct sample open[] = {
    {BYTES("")},           {BYTES("[")},
    {BYTES("{")},          {BYTES("]")},
    {BYTES("}")},          {BYTES("[1")},
    {BYTES("[\"a")},       {BYTES("{\"a")},
    {BYTES("{\"a\"")},     {BYTES("{\"a\":")},
    {BYTES("\"")},         {BYTES("\"\\")},
    {BYTES("\"\\\"")},     {BYTES("\"\\u")},
    {BYTES("\"\\uD83")},   {BYTES("[}")},
    {BYTES("{]")},         {BYTES("[1}")},
    {BYTES("{\"a\":1]")},  {BYTES("[[[[[[[[")},
    {BYTES("\"\xE6")},     {BYTES(":")},
    {BYTES(",")},          {BYTES("\0")},
    {BYTES("\\")},         {BYTES("'")},
    {BYTES("<a>\"</a>")},  {BYTES("]]]]}}}}")},
    {BYTES("{\"a\":1}}")}, {BYTES("[\"\\uD800\\")},
    {BYTES("\xFE\xFF")},   {BYTES("\xEF\xBB\xBF")},
    {BYTES("/**/")},       {BYTES("/*")},
    {BYTES("//")},         {BYTES("/*\"")},
};

static struct answer *classify(const struct buf *body) {
    struct reply *reply = reply_new(BODY_MAX);
    reply->end = REPLY_WHOLE;
    reply->status = 200;
    /* A separate block, so that sanitizers detect reads beyond it. */
    reply->body.data = malloc(body->len + 1);
    memcpy(reply->body.data, buf_text(body), body->len);
    reply->body.data[body->len] = '\0';
    reply->body.len = body->len;
    reply->body.capacity = body->len + 1;
    struct answer *answer = classify_reply(reply, DECODE_PAGE);
    struct buf words;
    buf_init(&words, BODY_MAX);
    answer_describe(answer, &words);
    ck_assert(words.len > 0);
    ck_assert(!answer->message || text_is_utf8(answer->message, strlen(answer->message)));
    ck_assert(!answer->glimpse || text_is_utf8(answer->glimpse, strlen(answer->glimpse)));
    buf_fini(&words);
    reply_free(reply);
    return answer;
}

#define HEAD "{\"request_id\":\"r\",\"data\":["
#define TAIL                                                                                       \
    "],\"pagination\":{\"has_more\":true,\"next_cursor\":\"c\"},\"billing\":{\"credits_charged\":" \
    "2,"                                                                                           \
    "\"records_charged\":2,\"balance_remaining\":9,\"truncated_due_to_balance\":false}}"

static void put(struct buf *body, const char *before, const struct sample *sample,
                const char *behind) {
    buf_init(body, BODY_MAX);
    buf_text_put(body, before);
    buf_put(body, sample->bytes, sample->len);
    buf_text_put(body, behind);
}

static struct answer *classify_around(const char *before, const struct sample *sample,
                                      const char *behind) {
    struct buf body;
    put(&body, before, sample, behind);
    struct answer *answer = classify(&body);
    buf_fini(&body);
    return answer;
}

static const size_t closed_count = sizeof closed / sizeof *closed;
static const size_t open_count = sizeof open / sizeof *open;

START_TEST(alone_they_are_no_page) {
    for (size_t i = 0; i < closed_count + open_count; i++) {
        const struct sample *sample = i < closed_count ? &closed[i] : &open[i - closed_count];
        struct answer *answer = classify_around("", sample, "");
        ck_assert_int_eq(answer->outcome, ANSWER_UNREADABLE);
        ck_assert_int_eq(answer->charge, CHARGE_UNKNOWN);
        answer_free(answer);
    }
}
END_TEST

/* The records on both sides, the cursor and the bill are read to the last byte. */
static void check_whole(const struct answer *answer, size_t rows, const char *what) {
    ck_assert_msg(answer->outcome == ANSWER_OK, "%s: %s", what,
                  answer->message ? answer->message : "");
    ck_assert_msg(answer->page->count == rows, "%s: %zu rows", what, answer->page->count);
    ck_assert_str_eq(answer->page->records[0].id, "1");
    ck_assert_str_eq(answer->page->records[rows - 1].id, "3");
    ck_assert(answer->page->has_more && !answer->page->is_unsaid);
    ck_assert_str_eq(answer->page->next_cursor, "c");
    ck_assert_int_eq(answer->billing.credits_charged, 2);
    ck_assert_int_eq(answer->billing.balance_remaining, 9);
}

START_TEST(a_closed_one_spoils_nothing_beside_it) {
    static const struct {
        const char *before, *behind;
        size_t rows;
    } places[] = {
        {HEAD "{\"id\":\"1\",\"x\":", "},{\"id\":\"3\"}" TAIL, 2},   /* a member that is not read */
        {HEAD "{\"id\":\"1\",\"bio\":", "},{\"id\":\"3\"}" TAIL, 2}, /* one that is read */
        {HEAD "{\"id\":\"1\"},{\"id\":", "},{\"id\":\"3\"}" TAIL, 3},
        {HEAD "{\"id\":\"1\"},", ",{\"id\":\"3\"}" TAIL, 3}, /* instead of a record */
        {"{\"x\":", ",\"request_id\":\"r\",\"data\":[{\"id\":\"1\"},{\"id\":\"3\"}" TAIL, 2},
    };
    for (size_t place = 0; place < sizeof places / sizeof *places; place++)
        for (size_t i = 0; i < closed_count; i++) {
            struct answer *answer =
                classify_around(places[place].before, &closed[i], places[place].behind);
            check_whole(answer, places[place].rows, closed[i].bytes);
            answer_free(answer);
        }
}
END_TEST

/* What is read is true, and without an end nothing counts as a record. */
START_TEST(an_open_one_makes_nothing_up) {
    for (size_t i = 0; i < open_count; i++) {
        struct answer *answer =
            classify_around(HEAD "{\"id\":\"1\",\"bio\":", &open[i], "},{\"id\":\"3\"}" TAIL);
        const struct page *page = answer->page;
        ck_assert(answer->billing.credits_charged == 2 ||
                  answer->billing.credits_charged == ACCOUNT_UNKNOWN);
        for (size_t row = 0; page && row < page->count; row++)
            ck_assert(!page->records[row].id || !strcmp(page->records[row].id, "1") ||
                      !strcmp(page->records[row].id, "3"));
        ck_assert(!page || page->has_more);
        ck_assert(!page || !page->next_cursor || !strcmp(page->next_cursor, "c"));
        answer_free(answer);
    }
}
END_TEST

/* An extra or missing quote or bracket, anywhere: other strings may be read than were meant. */
START_TEST(a_lost_quote_or_bracket_makes_no_value_up) {
    static const char *const broken[] = {
        HEAD "{\"id\":\"1\",\"bio\":\"x, \"region\":\"SE\"},{\"id\":\"3\"}" TAIL,
        HEAD "{\"id\":\"1\",\"region\":SE\", \"bio\":\"x\"},{\"id\":\"3\"}" TAIL,
        HEAD "{\"id\":\"1\",\"region\":\"S\"E\",\"bio\":\"x\"},{\"id\":\"3\"}" TAIL,
        HEAD "{\"id\":\"1\",\"region\":\"S\",E\",\"bio\":\"x\"},{\"id\":\"3\"}" TAIL,
        HEAD "{\"id\":\"1\",\"bio\":\"x\"],{\"id\":\"3\"}" TAIL,
        HEAD
        "{\"id\":\"1\"},{\"id\":\"3\"],\"pagination\":{\"has_more\":true,\"next_cursor\":\"c\"}}",
        HEAD "{\"id\":\"1\"}],\"pagination\":{\"next_cursor\":\"c},\"has_more\":true},"
             "\"billing\":{\"credits_charged\":2}}",
        HEAD "{\"id\":\"1\"}],\"pagination\":{\"has_more\":true,\"next_cursor\":c\"},"
             "\"billing\":{\"credits_charged\":2}}",
    };
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        struct answer *answer =
            classify_around("", &(struct sample){broken[i], strlen(broken[i])}, "");
        const struct page *page = answer->page;
        for (size_t row = 0; page && row < page->count; row++) {
            const struct account *account = &page->records[row];
            ck_assert_msg(account->id || account->username, "%s: row %zu", broken[i], row);
            ck_assert_msg(!account->region || !strcmp(account->region, "SE"), "%s", broken[i]);
            ck_assert_msg(!account->bio || !strcmp(account->bio, "x"), "%s", broken[i]);
        }
        ck_assert(!page || !page->next_cursor || !strcmp(page->next_cursor, "c"));
        ck_assert_int_eq(answer->charge == CHARGE_KNOWN, answer->billing.credits_charged == 2);
        answer_free(answer);
    }
}
END_TEST

/* Endlessly nested bills: the search takes time linear in the body. */
START_TEST(a_body_full_of_bills_is_soon_read) {
    struct buf body;
    buf_init(&body, BODY_MAX);
    buf_text_put(&body, "{");
    for (int i = 0; i < 300000; i++)
        buf_text_put(&body, "\"billing\":{");
    struct answer *answer = classify(&body);
    ck_assert_int_eq(answer->charge, CHARGE_UNKNOWN);
    answer_free(answer);
    buf_fini(&body);
}
END_TEST

START_TEST(nesting_of_any_depth_is_passed_by) {
    for (int in_record = 0; in_record < 2; in_record++) {
        struct buf body;
        buf_init(&body, BODY_MAX);
        buf_text_put(&body,
                     in_record ? HEAD "{\"id\":\"1\",\"bio\":" : HEAD "{\"id\":\"1\",\"x\":");
        for (int i = 0; i < 100000; i++)
            buf_text_put(&body, i % 2 ? "{\"bio\":" : "[");
        for (int i = 100000; i-- > 0;)
            buf_text_put(&body, i % 2 ? "}" : "]");
        buf_text_put(&body, "},{\"id\":\"3\"}" TAIL);
        struct answer *answer = classify(&body);
        check_whole(answer, 2, "deep");
        answer_free(answer);
        buf_fini(&body);
    }
}
END_TEST

/* Every number that a field can contain, in every field. */
static const struct {
    const char *text;
    int64_t count; /* as a count */
    const char *id;
} figures[] = {
    {"0", 0, "0"},
    {"-0", 0, "-0"},
    {"-1", ACCOUNT_UNKNOWN, "-1"},
    {"9007199254740993", 9007199254740993, "9007199254740993"},
    {"9223372036854775807", INT64_MAX, "9223372036854775807"},
    {"9223372036854775808", ACCOUNT_UNKNOWN, "9223372036854775808"},
    {"18446744073709551615", ACCOUNT_UNKNOWN, "18446744073709551615"},
    {"18446744073709551616", ACCOUNT_UNKNOWN, "18446744073709551616"},
    {"-9223372036854775808", ACCOUNT_UNKNOWN, "-9223372036854775808"},
    {"123456789012345678901234567890123456789", ACCOUNT_UNKNOWN,
     "123456789012345678901234567890123456789"},
    {"1.5", ACCOUNT_UNKNOWN, NULL},
    {"1e999", ACCOUNT_UNKNOWN, NULL},
    {"NaN", ACCOUNT_UNKNOWN, NULL},
    {"\"12\"", ACCOUNT_UNKNOWN, "12"},
    {"true", ACCOUNT_UNKNOWN, NULL},
    {"null", ACCOUNT_UNKNOWN, NULL},
    {"[7]", ACCOUNT_UNKNOWN, NULL},
    {"{\"$numberLong\":\"7\"}", ACCOUNT_UNKNOWN, NULL},
};

START_TEST(absurd_figures_are_exact_or_unknown) {
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        struct buf body;
        const char *f = figures[i].text;
        buf_init(&body, BODY_MAX);
        buf_format(&body,
                   HEAD "{\"id\":%s,\"username\":%s,\"display_name\":%s,\"avatar_url\":%s,"
                        "\"bio\":%s,\"is_verified\":%s,\"is_private\":%s,\"follower_count\":%s,"
                        "\"following_count\":%s,\"like_count\":%s,\"video_count\":%s,"
                        "\"region\":%s}" TAIL,
                   f, f, f, f, f, f, f, f, f, f, f, f);
        struct answer *answer = classify(&body);
        ck_assert_int_eq(answer->outcome, ANSWER_OK);
        const struct account *account = &answer->page->records[0];
        ck_assert_pstr_eq(account->id, figures[i].id);
        ck_assert_int_eq(account->follower_count, figures[i].count);
        ck_assert_int_eq(account->following_count, figures[i].count);
        ck_assert_int_eq(account->like_count, figures[i].count);
        ck_assert_int_eq(account->video_count, figures[i].count);
        ck_assert_ptr_nonnull(account->defect);
        answer_free(answer);
        buf_fini(&body);
    }
}
END_TEST

/* In every field of a bill, through the store: no sum overflows, and the next page can be
 * bought. */
START_TEST(absurd_bills_stop_no_later_request) {
    const size_t count = sizeof figures / sizeof *figures;
    struct scratch scratch;
    scratch_init(&scratch);
    struct store *store = scratch_open(&scratch, STORE_KIND_SANDBOX);
    for (size_t i = 0; i < count; i++) {
        struct buf body;
        char target[16];
        const char *f = figures[i].text;
        buf_init(&body, BODY_MAX);
        buf_format(&body,
                   HEAD "],\"pagination\":{\"has_more\":%s,\"next_cursor\":%s},\"billing\":{"
                        "\"credits_charged\":%s,\"records_charged\":%s,\"balance_remaining\":%s,"
                        "\"credits_required\":%s,\"truncated_due_to_balance\":%s}}",
                   f, f, f, f, f, f, f);
        snprintf(target, sizeof target, "a%zu", i);
        bought_keep(store, bought_send(store, bought_page(target, 0), NOW_MS), buf_text(&body),
                    NOW_MS);
        buf_fini(&body);
    }
    store_close(store);
    struct err err;
    store = scratch_open(&scratch, STORE_KIND_SANDBOX);
    ck_assert_msg(keep_pending(store, &err), "%s", err.text);
    ck_assert_int_eq(scratch_number(store, "SELECT count(*) FROM request WHERE outcome = 'ok'"),
                     (int64_t)count);
    struct purse purse = bought_purse(store, NOW_MS);
    ck_assert_int_eq(purse.spent[PURSE_STORE], 0);
    ck_assert_int_eq(purse.maybe, (int64_t)(count - 2) * BOUGHT_LIMIT); /* two said 0 */
    /* Zero records for zero credits is no remark; everything else is. */
    ck_assert_int_eq(scratch_number(store, "SELECT count(*) FROM request WHERE remark IS NULL"), 2);
    ck_assert(bought_send(store, bought_page("next", 0), NOW_MS) > 0);
    store_close(store);
    scratch_fini(&scratch);
}
END_TEST

static void put_escaped(struct buf *out, const char *text) {
    for (const char *c = text; *c; c++)
        if (*c == '"' || *c == '\\' || (unsigned char)*c < 0x20)
            buf_format(out, "\\u%04x", (unsigned)(unsigned char)*c);
        else
            buf_put(out, c, 1);
}

static void check_text(const char *wanted) {
    struct buf body, text;
    buf_init(&body, BODY_MAX);
    buf_init(&text, BODY_MAX);
    put_escaped(&text, wanted);
    const char *t = buf_text(&text);
    buf_format(&body,
               "{\"request_id\":\"%s\",\"data\":[{\"id\":\"%s\",\"username\":\"%s\",\"bio\":"
               "\"%s\",\"region\":\"%s\"}],\"pagination\":{\"has_more\":true,\"next_cursor\":"
               "\"%s\"},\"billing\":{\"credits_charged\":1}}",
               t, t, t, t, t, t);
    struct answer *answer = classify(&body);
    const struct account *account = &answer->page->records[0];
    ck_assert_str_eq(answer->request_id, wanted);
    ck_assert_str_eq(account->id, wanted);
    ck_assert_str_eq(account->username, wanted);
    ck_assert_str_eq(account->bio, wanted);
    ck_assert_str_eq(account->region, wanted);
    ck_assert_str_eq(answer->page->next_cursor, wanted);
    answer_free(answer);
    buf_fini(&text);
    buf_fini(&body);
}

/* Texts that have broken other programs: in every text field, and in what is sent back. */
START_TEST(naughty_texts_are_exact) {
    static const char *const texts[] = {
        "undefined",
        "NULL",
        "true",
        "NaN",
        "1/0",
        "0xffffffffffffffff",
        "123456789012345678901234",
        ",./;'[]-=<>?:{}|_+!@#$%^&*()`~",
        "\u00a0\u1680\u2003\u3000\ufeff",
        "Ω≈ç√∫˜µ≤≥÷",
        "ÅÍÎÏ˝ÓÔÒÚÆ☃",
        "田中さんにあげて下さい",
        "ヽ༼ຈل͜ຈ༽ﾉ ヽ༼ຈل͜ຈ༽ﾉ",
        "👾 🙇 💁 🙅 🙆 🙋 🙎 🙍",
        "🇺🇸🇷🇺🇸 🇦🇫🇦🇲🇸",
        "שָׁמַיִם",
        "הָיְתָהtestالصفحات التّحول",
        "\u202atest\u202b\u2066test\u2067",
        "Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠kè͚̮̺̪̹̱̤ ̖t̝͕̳̣̻̪͞h̼͓̲̦̳̘̲e͇̣̰̦̬͎",
        "<script>alert(1)</script>",
        "1;DROP TABLE users",
        "' OR 1=1 -- ",
        "$(touch /nowhere)",
        "%s%n%x%d",
        "../../../etc/passwd",
        "=cmd|' /C calc'!A0",
        "\x7f\xc2\x80\xc2\x85\xc2\x9b",
        "\x1b[31mred\x1b[0m\x07",
        "\xf3\xa0\x80\x81\xf3\xa0\x81\xbf",
        "Scunthorpe",
        "\xef\xbf\xbd",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        check_text(texts[i]);
}
END_TEST

/* Every byte of a page replaced by each of some others: whatever comes of it, nothing is
 * invented. */
START_TEST(one_wrong_byte_ends_nothing) {
    static const char page[] = HEAD "{\"id\":\"1\",\"bio\":\"a\\u00e9\",\"is_verified\":true}" TAIL;
    static const char others[] = "\0\"\\{}[],:09e \n\x80\xFF";
    for (size_t at = 0; at < sizeof page - 1; at++)
        for (size_t i = 0; i < sizeof others - 1; i++) {
            struct buf body;
            buf_init(&body, BODY_MAX);
            buf_put(&body, page, sizeof page - 1);
            body.data[at] = others[i];
            struct answer *answer = classify(&body);
            ck_assert(answer->outcome == ANSWER_OK || answer->outcome == ANSWER_UNREADABLE);
            ck_assert(answer->outcome != ANSWER_OK || answer->page);
            answer_free(answer);
            buf_fini(&body);
        }
}
END_TEST

int main(void) {
    Suite *suite = suite_create("bodies");
    TCase *tc = tcase_create("bodies");
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, alone_they_are_no_page);
    tcase_add_test(tc, a_closed_one_spoils_nothing_beside_it);
    tcase_add_test(tc, an_open_one_makes_nothing_up);
    tcase_add_test(tc, a_lost_quote_or_bracket_makes_no_value_up);
    tcase_add_test(tc, a_body_full_of_bills_is_soon_read);
    tcase_add_test(tc, nesting_of_any_depth_is_passed_by);
    tcase_add_test(tc, absurd_figures_are_exact_or_unknown);
    tcase_add_test(tc, absurd_bills_stop_no_later_request);
    tcase_add_test(tc, naughty_texts_are_exact);
    tcase_add_test(tc, one_wrong_byte_ends_nothing);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
