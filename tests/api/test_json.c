/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/json.h"
#include "base/mem.h"
#include "tests/support/run.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

/* A string literal with its inner NULs. */
#define BYTES(literal) (literal), sizeof(literal) - 1

static const char *const members[] = {"a", "b", "m", "w", "none", NULL};
static const struct json_names names = {members, "w"};

/* What json-c gets for `bytes`; `what` is why they are not strict JSON. */
static void assert_mended(const char *bytes, size_t len, const char *wanted, const char *what) {
    struct json_mend mend;
    struct err err;
    char *copy = mem_dup_n(bytes, len); /* a separate block, so that sanitizers detect reads
                                           beyond it */
    ck_assert_msg(json_mend(&mend, copy, len, &names, &err), "%s: %s", bytes, err.text);
    ck_assert_str_eq(buf_text(&mend.text), wanted);
    ck_assert_pstr_eq(mend.what, what);
    json_mend_fini(&mend);
    free(copy);
}

START_TEST(strict_json_stays_and_unread_members_go) {
    static const struct {
        const char *text, *wanted;
    } samples[] = {
        {"{}", "{}"},
        {" \t\r\n{ \"a\" : [ 1 , 0.5 , 1e9 , -1.25E-7 , 2e+3 ] } \n",
         "{\"a\":[1,0.5,1e9,-1.25E-7,2e+3]}"},
        {"{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83C\\uDF38\"}",
         "{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83c\\udf38\"}"},
        {"{\"a\":null,\"b\":true,\"m\":false}", "{\"a\":null,\"b\":true,\"m\":false}"},
        {"{\"x\":{\"x\":[{\"a\":1},\"]}\"]},\"\\u0061\":[{\"x\":1,\"b\":2}]}",
         "{\"a\":[{\"b\":2}]}"},
        {"{\"w\":{\"x\":{\"y\":[1]}}}", "{\"w\":{\"x\":{\"y\":[1]}}}"},
        {"{\"x\\u0000y\":1,\"x\":2,\"x\":3}", "{}"},
        {"{\"a\":999999999999999999}", "{\"a\":999999999999999999}"},
        {"{\"a\":9999999999999999999}", "{\"a\":\"\\u0000w9999999999999999999\"}"},
        {"{\"a\":-0}", "{\"a\":\"\\u0000w-0\"}"},
        {"{\"a\":\"\\u0000\\uD83C\\uDF38\\uDF38\\uD83Cx\"}",
         "{\"a\":\"\\u0000n\\ud83c\\udf38\\u0000h\\u0000hx\"}"},
    };
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
        assert_mended(samples[i].text, strlen(samples[i].text), samples[i].wanted, NULL);
}
END_TEST

START_TEST(what_is_not_strict_is_mended_or_marked) {
    assert_mended(BYTES("\xEF\xBB\xBF{}"), "{}", "a byte order mark");
    assert_mended(BYTES("{\"a\":1,}"), "{\"a\":1}", "an extra comma");
    assert_mended(BYTES("{,\"a\":[1,,2,],,}"), "{\"a\":[1,2]}", "an extra comma");
    assert_mended(BYTES("{\"a\":[1 2]\"b\":3}"), "{\"a\":[1,2],\"b\":3}", "a missing comma");
    assert_mended(BYTES("{\"a\":\"1\n2\t3\0\"}"), "{\"a\":\"1\\u000a2\\u00093\\u0000n\"}",
                  "a control character in a string");
    assert_mended(BYTES("{\"a\":\"\xFF\xED\xA0\x80\"}"),
                  "{\"a\":\"\\u0000b\\u0000b\\u0000b\\u0000b\"}", "bytes that are not UTF-8");
    assert_mended(BYTES("{\"a\":\"\\x41\\u12g4\"}"), "{\"a\":\"\\u0000e41\\u0000eg4\"}",
                  "a bad escape");
    assert_mended(BYTES("{\"a\":NaN,\"b\":-Infinity,\"m\":[+1,01,1.,.5,1e,0x10,TRUE,nulll,-]}"),
                  "{\"a\":\"\\u0000x\",\"b\":\"\\u0000x\",\"m\":[\"\\u0000x\",\"\\u0000x\","
                  "\"\\u0000x\",\"\\u0000x\",\"\\u0000x\",\"\\u0000x\",\"\\u0000x\","
                  "\"\\u0000x\",\"\\u0000x\"]}",
                  "a missing value");
    assert_mended(BYTES("{\"a\":,\"b\":}"), "{\"a\":\"\\u0000x\",\"b\":\"\\u0000x\"}",
                  "a missing value");
    assert_mended(BYTES("{\"a\":1}{\"a\":2}"), "{\"a\":1}", "more than one value");
    assert_mended(BYTES("{\"a\":1} x"), "{\"a\":1}", "more than one value");
}
END_TEST

START_TEST(a_doubled_key_counts_once_or_not_at_all) {
    assert_mended(BYTES("{\"a\":{ \"x\":\"\\\\\"},\"\\u0061\":{\"x\" : \"\\\\\" }}"), "{\"a\":{}}",
                  "a repeated key");
    assert_mended(BYTES("{\"a\":1,\"b\":3,\"a\":2,\"a\":1,\"a\":4}"),
                  "{\"a\":1,\"b\":3,\"a\\u0001\":true}", "a repeated key");
    assert_mended(BYTES("{\"a\":\"1 2\",\"a\":\"12\"}"), "{\"a\":\"1 2\",\"a\\u0001\":true}",
                  "a repeated key");
    assert_mended(BYTES("{\"a\":\"\\\" 1\",\"a\":\"\\\"1\"}"),
                  "{\"a\":\"\\\" 1\",\"a\\u0001\":true}", "a repeated key");
}
END_TEST

/* json-c accepts every one of them, and nothing before the cut changes. */
START_TEST(every_cut_is_closed) {
    static const char text[] = "{\"a\":[1,-2.5e3,\"\\u00e9\\n\",true,null,{\"b\":{}}],\"m\":7}";
    for (size_t len = 1; len < sizeof text - 1; len++) {
        struct json_body body;
        struct err err;
        char *copy = mem_dup_n(text, len);
        ck_assert_msg(json_open(&body, copy, len, &names, &err), "%s: %s", copy, err.text);
        ck_assert(body.is_cut && body.what);
        struct json_object *list = json_member(body.root, "a");
        ck_assert(json_length(list) < 1 || json_kind(json_item(list, 0)) == JSON_WHOLE ||
                  json_kind(json_item(list, 0)) == JSON_CUT);
        ck_assert(!json_member(body.root, "m") ||
                  json_kind(json_member(body.root, "m")) ==
                      (text[len - 1] == '7' || text[len - 1] == ':' ? JSON_CUT : JSON_WHOLE));
        json_close(&body);
        free(copy);
    }
}
END_TEST

START_TEST(depth_and_values_have_a_ceiling) {
    struct buf text;
    struct json_mend mend;
    struct err err;
    buf_init(&text, 1 << 22);
    buf_text_put(&text, "{\"x\":");
    for (int i = 0; i < 1000000; i++)
        buf_text_put(&text, "[");
    ck_assert(json_mend(&mend, text.data, text.len, &names, &err));
    ck_assert(mend.is_cut);
    json_mend_fini(&mend);
    buf_clear(&text);
    buf_text_put(&text, "{\"a\":");
    for (int i = 0; i < 1000; i++)
        buf_text_put(&text, "[");
    for (int i = 0; i < 1000; i++)
        buf_text_put(&text, "]");
    buf_text_put(&text, ",\"b\":1}");
    ck_assert(json_mend(&mend, text.data, text.len, &names, &err));
    ck_assert_str_eq(mend.what, "nesting too deep");
    ck_assert(!mend.is_cut && strstr(buf_text(&mend.text), "]]]],\"b\":1}"));
    json_mend_fini(&mend);
    buf_clear(&text);
    buf_text_put(&text, "{\"a\":[{}");
    for (int i = 0; i < JSON_MEND_VALUES_MAX; i++)
        buf_text_put(&text, ",{}");
    buf_text_put(&text, "]}");
    ck_assert(json_mend(&mend, text.data, text.len, &names, &err));
    ck_assert_str_eq(mend.what, "too many values");
    ck_assert(mend.is_cut);
    json_mend_fini(&mend);
    buf_fini(&text);
}
END_TEST

static void assert_refused(const char *text, size_t len, const char *reason) {
    struct json_body body;
    struct err err = {0};
    ck_assert(!json_open(&body, text, len, &names, &err));
    ck_assert_int_eq(err.kind, ERR_DATA);
    ck_assert_str_eq(err.text, reason);
}

START_TEST(a_body_is_an_object) {
    assert_refused(BYTES(""), "the body is empty");
    assert_refused(BYTES(" "), "the body is not a JSON object");
    assert_refused(BYTES("null"), "the body is not a JSON object");
    assert_refused(BYTES(" [1]"), "the body is not a JSON object");
    assert_refused(BYTES("\1{}"), "the body is not a JSON object");
}
END_TEST

struct reading {
    struct arena arena;
    struct json_body body;
    struct json_reader reader;
};

static void begin(struct reading *reading, const char *text) {
    struct err err;
    arena_init(&reading->arena);
    ck_assert_msg(json_open(&reading->body, text, strlen(text), &names, &err), "%s", text);
    json_reader_init(&reading->reader, &reading->arena);
}

static void end(struct reading *reading, const char *notes) {
    ck_assert_pstr_eq(json_reader_fini(&reading->reader), notes);
    json_close(&reading->body);
    arena_fini(&reading->arena);
}

static void assert_count(const char *text, int64_t count, const char *notes) {
    struct reading reading;
    begin(&reading, text);
    ck_assert_int_eq(json_get_count(&reading.reader, reading.body.root, "m"), count);
    end(&reading, notes);
}

START_TEST(counts_are_whole_numbers_only) {
    assert_count("{\"m\":0}", 0, NULL);
    assert_count("{\"m\":9223372036854775807}", INT64_MAX, NULL);
    assert_count("{\"m\":9223372036854775808}", -1, "m is too large");
    assert_count("{\"m\":18446744073709551616}", -1, "m is too large");
    assert_count("{\"m\":99999999999999999999999}", -1, "m is too large");
    assert_count("{\"m\":-1}", -1, "m is negative");
    assert_count("{\"m\":-99999999999999999999999}", -1, "m is negative");
    assert_count("{\"m\":1e3}", -1, "m is a decimal number, not a whole number");
    assert_count("{\"m\":7.0}", -1, "m is a decimal number, not a whole number");
    assert_count("{\"m\":\"7\"}", -1, "m is a string, not a whole number");
    assert_count("{\"m\":true}", -1, "m is true or false, not a whole number");
    assert_count("{\"m\":null}", -1, "m is null, not a whole number");
    assert_count("{\"m\":[7]}", -1, "m is a list, not a whole number");
    assert_count("{\"m\":{}}", -1, "m is an object, not a whole number");
    assert_count("{}", -1, "m is missing");
    assert_count("{\"m\":-0}", 0, NULL);
    assert_count("{\"m\":NaN}", -1, "m is no JSON value, not a whole number");
    assert_count("{\"m\":7", -1, "m is cut off, not a whole number");
    assert_count("{\"m\":7,\"m\": 7}", 7, NULL);
    assert_count("{\"m\":7,\"m\":8}", -1, "m appears twice, with different values");
}
END_TEST

static void assert_text(const char *text, const char *wanted, const char *notes) {
    struct reading reading;
    begin(&reading, text);
    ck_assert_pstr_eq(json_get_text(&reading.reader, reading.body.root, "m"), wanted);
    end(&reading, notes);
}

static void assert_token(const char *text, const char *wanted, const char *notes) {
    struct reading reading;
    begin(&reading, text);
    ck_assert_pstr_eq(json_get_token(&reading.reader, reading.body.root, "m"), wanted);
    end(&reading, notes);
}

START_TEST(texts_keep_what_can_be_kept) {
    assert_text("{\"m\":\"\"}", "", NULL);
    assert_text("{\"m\":\"Zo\\u00eb \\uD83C\\uDF38\"}", "Zoë 🌸", NULL);
    assert_text("{\"m\":\"a\\u0000b\"}", "a\xEF\xBF\xBD\x62", "m contains a NUL");
    assert_text("{\"m\":\"a\\uD83C\"}", "a\xEF\xBF\xBD", "m contains half a character");
    assert_text("{\"m\":\"a\xEF\xBF\xBD\"}", "a\xEF\xBF\xBD", NULL);
    assert_text("{\"m\":\"a\xFF\"}", "a\xEF\xBF\xBD", "m contains bytes that are not UTF-8");
    assert_text("{\"m\":\"a\\qb\"}", "a\xEF\xBF\xBD\x62", "m contains an escape that is not JSON");
    assert_text("{\"m\":\"a\nb\"}", "a\nb", NULL);
    assert_text("{\"m\":\"a", NULL, "m is cut off, not a string");
    assert_text("{\"m\":5}", NULL, "m is a whole number, not a string");
    assert_text("{\"m\":null}", NULL, "m is null, not a string");
}
END_TEST

START_TEST(tokens_are_exact_or_nothing) {
    assert_token("{\"m\":\"6784563219087654321\"}", "6784563219087654321", NULL);
    assert_token("{\"m\":\"\"}", NULL, "m is empty");
    assert_token("{\"m\":\"a\\u0000b\"}", NULL, "m contains a NUL");
    assert_token("{\"m\":\"a\\uDC00\"}", NULL, "m contains half a character");
    assert_token("{\"m\":6784563219087654321}", NULL, "m is a whole number, not a string");
}
END_TEST

static void assert_id(const char *text, const char *wanted, const char *notes) {
    struct reading reading;
    begin(&reading, text);
    ck_assert_pstr_eq(json_get_id(&reading.reader, reading.body.root, "m"), wanted);
    end(&reading, notes);
}

START_TEST(ids_are_tokens_or_the_digits_of_a_number) {
    assert_id("{\"m\":\"07\"}", "07", NULL);
    assert_id("{\"m\":7}", "7", NULL);
    assert_id("{\"m\":6784563219087654321}", "6784563219087654321", NULL);
    assert_id("{\"m\":18446744073709551617}", "18446744073709551617", NULL);
    assert_id("{\"m\":123456789012345678901234567890}", "123456789012345678901234567890", NULL);
    assert_id("{\"m\":-5}", "-5", NULL);
    assert_id("{\"m\":7.0}", NULL, "m is a decimal number, not a string");
    assert_id("{\"m\":1e3}", NULL, "m is a decimal number, not a string");
    assert_id("{\"m\":null}", NULL, "m is null, not a string");
    assert_id("{\"m\":{}}", NULL, "m is an object, not a string");
    assert_id("{\"m\":1,\"m\":2}", NULL, "m appears twice, with different values");
    assert_id("{}", NULL, "m is missing");
}
END_TEST

START_TEST(notes_are_joined_and_bounded) {
    static const char start[] = "a is a whole number, not true or false; "
                                "in.b is a string, not true or false; in.none is missing; ";
    struct reading reading;
    begin(&reading, "{\"a\":1,\"b\":\"t\"}");
    json_get_flag(&reading.reader, reading.body.root, "a");
    reading.reader.prefix = "in.";
    json_get_flag(&reading.reader, reading.body.root, "b");
    for (int i = 0; i < 1000; i++)
        json_get_flag(&reading.reader, reading.body.root, "none");
    const char *notes = json_reader_fini(&reading.reader);
    ck_assert_int_eq(strncmp(notes, start, sizeof start - 1), 0);
    ck_assert_uint_le(strlen(notes), 1024);
    json_close(&reading.body);
    arena_fini(&reading.arena);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("json");
    TCase *mend = tcase_create("mend");
    tcase_add_test(mend, strict_json_stays_and_unread_members_go);
    tcase_add_test(mend, what_is_not_strict_is_mended_or_marked);
    tcase_add_test(mend, a_doubled_key_counts_once_or_not_at_all);
    tcase_add_test(mend, every_cut_is_closed);
    tcase_add_test(mend, depth_and_values_have_a_ceiling);
    suite_add_tcase(suite, mend);
    TCase *read = tcase_create("read");
    tcase_add_test(read, a_body_is_an_object);
    tcase_add_test(read, counts_are_whole_numbers_only);
    tcase_add_test(read, texts_keep_what_can_be_kept);
    tcase_add_test(read, tokens_are_exact_or_nothing);
    tcase_add_test(read, ids_are_tokens_or_the_digits_of_a_number);
    tcase_add_test(read, notes_are_joined_and_bounded);
    suite_add_tcase(suite, read);
    return run_suite(suite);
}
