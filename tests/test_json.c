/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/json.h"
#include "api/json_check.h"
#include "base/mem.h"
#include "tests/run.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

/* A string literal with its inner NULs. */
#define BYTES(literal) (literal), sizeof(literal) - 1

struct sample {
    const char *bytes;
    size_t len;
};

static bool is_json(const char *bytes, size_t len, struct json_check *check) {
    struct err err;
    return json_check(bytes, len, check, &err);
}

START_TEST(accepts_what_rfc_8259_allows) {
    static const struct sample good[] = {
        {BYTES("{}")},
        {BYTES("[]")},
        {BYTES(" \t\r\n{ \"a\" : [ 1 , -0 , 0.5 , 1e9 , -1.25E-7 , 2e+3 ] } \n")},
        {BYTES("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83C\\uDF38\"")},
        {BYTES("null")},
        {BYTES("true")},
        {BYTES("false")},
        {BYTES("\"\x7f\xC3\xA9\"")},
        {BYTES("[\"\\u0000\"]")},
        {BYTES("123456789012345678901234567890")},
    };
    struct json_check check;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        ck_assert_msg(is_json(good[i].bytes, good[i].len, &check), "%s", good[i].bytes);
}
END_TEST

START_TEST(refuses_all_else) {
    static const struct sample bad[] = {
        {BYTES("")},
        {BYTES(" ")},
        {BYTES("{")},
        {BYTES("[")},
        {BYTES("[1,]")},
        {BYTES("[,1]")},
        {BYTES("[1 2]")},
        {BYTES("{\"a\":1,}")},
        {BYTES("{\"a\"}")},
        {BYTES("{\"a\":}")},
        {BYTES("{a:1}")},
        {BYTES("{1:1}")},
        {BYTES("{'a':1}")},
        {BYTES("[1}")},
        {BYTES("{\"a\":1]")},
        {BYTES("NaN")},
        {BYTES("[NaN]")},
        {BYTES("[-Infinity]")},
        {BYTES("[Infinity]")},
        {BYTES("TRUE")},
        {BYTES("nul")},
        {BYTES("nulll")},
        {BYTES("01")},
        {BYTES("-")},
        {BYTES("+1")},
        {BYTES("1.")},
        {BYTES(".5")},
        {BYTES("1e")},
        {BYTES("1e+")},
        {BYTES("0x10")},
        {BYTES("\"")},
        {BYTES("\"a")},
        {BYTES("\"\\")},
        {BYTES("\"\\x\"")},
        {BYTES("\"\\u12\"")},
        {BYTES("\"\\u12g4\"")},
        {BYTES("\"a\nb\"")},
        {BYTES("\"a\0b\"")},
        {BYTES("[1]\0")},
        {BYTES("{}{}")},
        {BYTES("{} x")},
        {BYTES("/**/{}")},
        {BYTES("\xEF\xBB\xBF{}")},
        {BYTES("{\"a\\u0000b\":1}")},
    };
    struct json_check check;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_msg(!is_json(bad[i].bytes, bad[i].len, &check), "%s", bad[i].bytes);
}
END_TEST

START_TEST(every_cut_of_a_text_is_refused) {
    static const char text[] = "{\"a\":[1,-2.5e3,\"\\u00e9\\n\",true,null,{\"b\":{}}]}";
    struct json_check check;
    for (size_t len = 0; len < sizeof text - 1; len++)
        ck_assert(!is_json(text, len, &check));
    ck_assert(is_json(text, sizeof text - 1, &check));
    ck_assert_uint_eq(check.members, 2);
    ck_assert_uint_eq(check.values, 9);
}
END_TEST

START_TEST(depth_has_a_ceiling) {
    char text[2 * (JSON_CHECK_DEPTH_MAX + 1)];
    struct json_check check;
    for (size_t depth = JSON_CHECK_DEPTH_MAX; depth <= JSON_CHECK_DEPTH_MAX + 1; depth++) {
        memset(text, '[', depth);
        memset(text + depth, ']', depth);
        ck_assert_int_eq(is_json(text, 2 * depth, &check), depth == JSON_CHECK_DEPTH_MAX);
    }
    char *deep = mem_alloc(1000000);
    memset(deep, '[', 1000000);
    ck_assert(!is_json(deep, 1000000, &check));
    free(deep);
}
END_TEST

START_TEST(values_have_a_ceiling) {
    struct buf text;
    struct json_check check;
    buf_init(&text, 1 << 20);
    buf_text_put(&text, "[{}");
    for (int i = 2; i < JSON_CHECK_VALUES_MAX; i++)
        buf_text_put(&text, ",{}");
    buf_text_put(&text, "]");
    ck_assert(is_json(text.data, text.len, &check));
    text.len--;
    buf_text_put(&text, ",{}]");
    ck_assert(!is_json(text.data, text.len, &check));
    buf_fini(&text);
}
END_TEST

START_TEST(half_characters_are_seen) {
    static const struct {
        const char *text;
        bool is_lone;
    } samples[] = {
        {"\"\\uD83C\\uDF38\"", false},
        {"\"\\uD83C\"", true},
        {"\"\\uDF38\"", true},
        {"\"\\uD83Cx\\uDF38\"", true},
        {"\"\\uD83C\\n\"", true},
        {"\"\\uD83C\\uD83C\\uDF38\"", true},
        {"\"\\uD83C\\uDF38\\uDF38\"", true},
        {"[\"\\uD83C\",\"\\uDF38\"]", true},
        {"\"\\uD7FF\\uE000\"", false},
    };
    struct json_check check;
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        ck_assert(is_json(samples[i].text, strlen(samples[i].text), &check));
        ck_assert_msg(check.has_lone_surrogate == samples[i].is_lone, "%s", samples[i].text);
    }
}
END_TEST

static void assert_refused(const char *text, size_t len, const char *reason) {
    struct json_body body;
    struct err err = {0};
    ck_assert(!json_open(&body, text, len, &err));
    ck_assert_int_eq(err.kind, ERR_DATA);
    ck_assert_str_eq(err.text, reason);
}

START_TEST(a_body_is_one_unambiguous_object) {
    assert_refused(BYTES(""), "the body is empty");
    assert_refused(BYTES("null"), "the body is not a JSON object");
    assert_refused(BYTES(" [1]"), "the body is not a JSON object");
    assert_refused(BYTES("{\"a\":1,\"a\":1}"), "an object of the body has a key twice");
    assert_refused(BYTES("{\"b\":[{\"a\":1,\"\\u0061\":{\"c\":2}}]}"),
                   "an object of the body has a key twice");
    assert_refused(BYTES("{\"a\":\"\xFF\"}"), "the body is not UTF-8");
    assert_refused(BYTES("{\"a\":\"\xC0\xAF\"}"), "the body is not UTF-8");
    assert_refused(BYTES("{\"a\":\"\xED\xA0\x80\"}"), "the body is not UTF-8");
    assert_refused(BYTES("{\"a\":NaN}"), "not JSON: no digit where one must be at byte 5");
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
    ck_assert_msg(json_open(&reading->body, text, strlen(text), &err), "%s", text);
    json_reader_init(&reading->reader, &reading->arena, &reading->body);
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
    assert_text("{\"m\":\"a\\u0000b\"}", "a\xEF\xBF\xBD\x62", "m holds a NUL");
    assert_text("{\"m\":\"a\\uD83C\"}", "a\xEF\xBF\xBD", "m holds half a character");
    assert_text("{\"m\":\"a\xEF\xBF\xBD\"}", "a\xEF\xBF\xBD", NULL);
    assert_text("{\"m\":5}", NULL, "m is a whole number, not a string");
    assert_text("{\"m\":null}", NULL, "m is null, not a string");
}
END_TEST

START_TEST(tokens_are_exact_or_nothing) {
    assert_token("{\"m\":\"6784563219087654321\"}", "6784563219087654321", NULL);
    assert_token("{\"m\":\"\"}", NULL, "m is empty");
    assert_token("{\"m\":\"a\\u0000b\"}", NULL, "m holds a NUL");
    assert_token("{\"m\":\"a\\uDC00\"}", NULL, "m holds half a character");
    assert_token("{\"m\":6784563219087654321}", NULL, "m is a whole number, not a string");
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
    TCase *check = tcase_create("check");
    tcase_add_test(check, accepts_what_rfc_8259_allows);
    tcase_add_test(check, refuses_all_else);
    tcase_add_test(check, every_cut_of_a_text_is_refused);
    tcase_add_test(check, depth_has_a_ceiling);
    tcase_add_test(check, values_have_a_ceiling);
    tcase_add_test(check, half_characters_are_seen);
    suite_add_tcase(suite, check);
    TCase *read = tcase_create("read");
    tcase_add_test(read, a_body_is_one_unambiguous_object);
    tcase_add_test(read, counts_are_whole_numbers_only);
    tcase_add_test(read, texts_keep_what_can_be_kept);
    tcase_add_test(read, tokens_are_exact_or_nothing);
    tcase_add_test(read, notes_are_joined_and_bounded);
    suite_add_tcase(suite, read);
    return run_suite(suite);
}
