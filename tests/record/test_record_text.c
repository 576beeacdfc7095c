/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record is cut out of an answer byte for byte, and laid out without a change except escapes. */
#include "record/record_print.h"

#include "base/text.h"
#include "record/record_slice.h"
#include "tests/support/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Text of a print, a line a row. */
static char *join(const struct record_print *print) {
    struct buf out;
    buf_init(&out, 1 << 20);
    for (size_t i = 0; i < print->count; i++) {
        const struct record_piece *piece = &print->pieces[i];
        if (piece->begins_line && i)
            buf_text_put(&out, "\n");
        for (int j = 0; piece->begins_line && j < piece->depth; j++)
            buf_text_put(&out, "\t");
        buf_put(&out, buf_text(&print->text) + piece->at, piece->len);
    }
    return buf_steal(&out, NULL);
}

static void assert_printed(const char *json, const char *expected) {
    struct record_print print;
    record_print_init(&print);
    record_print_json(&print, json, strlen(json));
    char *text = join(&print);
    ck_assert_str_eq(text, expected);
    free(text);
    record_print_fini(&print);
}

START_TEST(json_is_laid_out_as_it_came) {
    assert_printed("{}", "{}");
    assert_printed(" [ ] ", "[]");
    assert_printed("null", "null");
    assert_printed("{\"a\" :1.50, \"a\":-0,\"b\":1e400,\"c\":12345678901234567890123}",
                   "{\n\t\"a\": 1.50,\n\t\"a\": -0,\n\t\"b\": 1e400,\n"
                   "\t\"c\": 12345678901234567890123\n}");
    assert_printed("{\"x\":[1,[ ],{\"y\":true}],\"z\":\"a\\/b\\u00e9\\\"\"}",
                   "{\n\t\"x\": [\n\t\t1,\n\t\t[],\n\t\t{\n\t\t\t\"y\": true\n\t\t}\n\t],\n"
                   "\t\"z\": \"a\\/b\\u00e9\\\"\"\n}");
}
END_TEST

START_TEST(what_does_not_show_is_an_escape) {
    static const char *const pairs[][2] = {
        {"\u202Ea", "\\u202ea"},
        {"\xC2\x9B", "\\u009b"},
        {"a\u200Bb\uFEFF", "a\\u200bb\\ufeff"},
        {"\u0301x", "\\u0301x"},
        {"\\n\u0301", "\\n\\u0301"},
        {"\U000E0041", "\\udb40\\udc41"},
        {"\u2764\uFE0F", "\u2764\\ufe0f"},
        {"\U0001F469\u200D\U0001F469", "\U0001F469\\u200d\U0001F469"},
        {"\U0001F9D1\U0001F3FE", "\U0001F9D1\\ud83c\\udffe"},
        {"\U0001F1F8\U0001F1EA\U0001F1F8", "\U0001F1F8\U0001F1EA\\ud83c\\uddf8"},
        {"\u2028\uFFFE", "\\u2028\\ufffe"},
        /* letters, their marks, and joiners that belong between them */
        {"Zoe\u0308 \u674E\u5C0F\u9F99", "Zoe\u0308 \u674E\u5C0F\u9F99"},
        {"\u0645\u06CC\u200C\u062E", "\u0645\u06CC\u200C\u062E"},
        {"\u0915\u094D\u200D\u0937\u093F", "\u0915\u094D\u200D\u0937\u093F"},
    };
    char json[64], expected[64];
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        snprintf(json, sizeof json, "\"%s\"", pairs[i][0]);
        snprintf(expected, sizeof expected, "\"%s\"", pairs[i][1]);
        assert_printed(json, expected);
    }
}
END_TEST

START_TEST(pieces_have_their_kinds) {
    static const char json[] = "{\"k\\n\":\"s\\u0041\u202E\",\"n\":[null,true,1]}";
    static const char *const kinds = "SKEKSTEETSKSNSVSVSS";
    static const char letters[] = {
        [RECORD_SIGN] = 'S',   [RECORD_KEY] = 'K',   [RECORD_STRING] = 'T',
        [RECORD_ESCAPE] = 'E', [RECORD_VALUE] = 'V', [RECORD_NULL] = 'N'};
    struct record_print print;
    char seen[64] = "";
    record_print_init(&print);
    record_print_json(&print, json, strlen(json));
    for (size_t i = 0; i < print.count && i + 1 < sizeof seen; i++)
        seen[i] = letters[print.pieces[i].kind];
    ck_assert_str_eq(seen, kinds);
    record_print_fini(&print);
}
END_TEST

START_TEST(a_print_has_a_ceiling) {
    size_t len = RECORD_PRINT_MAX + 100;
    char *json = malloc(len + 1);
    struct record_print print;
    ck_assert_ptr_nonnull(json);
    memset(json, 'a', len);
    json[0] = json[len - 1] = '"';
    json[len] = '\0';
    record_print_init(&print);
    record_print_json(&print, json, len);
    ck_assert(print.is_cut);
    ck_assert_uint_le(print.text.len, RECORD_PRINT_MAX);
    record_print_clear(&print);
    record_print_json(&print, "1", 1);
    ck_assert(!print.is_cut);
    ck_assert_uint_eq(print.count, 1);
    record_print_fini(&print);
    free(json);
}
END_TEST

static void assert_slice(const char *body, int64_t row, const char *id, const char *expected) {
    struct record_slice slice;
    bool is_found = record_slice_find(body, strlen(body), row, id, &slice);
    ck_assert_msg(is_found == (expected != NULL), "%s", body);
    if (!expected)
        return;
    ck_assert_uint_eq(slice.len, strlen(expected));
    ck_assert_int_eq(strncmp(slice.text, expected, slice.len), 0);
}

START_TEST(slices_are_the_bytes_that_came) {
    static const char page[] =
        " {\"x\":{\"data\":[9]}, \"da\\u0074a\" : [ {\"id\":\"1\",\"n\":1.0 } ,"
        " {\"s\":\"},]\\\"\",\"id\":\"\\u0032\"},\"odd\",[1,{\"a\":2}],7 ] }";
    assert_slice(page, 0, "1", "{\"id\":\"1\",\"n\":1.0 }");
    assert_slice(page, 0, NULL, "{\"id\":\"1\",\"n\":1.0 }");
    assert_slice(page, 0, "2", NULL);
    assert_slice(page, 1, "2", "{\"s\":\"},]\\\"\",\"id\":\"\\u0032\"}");
    assert_slice(page, 2, NULL, "\"odd\"");
    assert_slice(page, 2, "odd", NULL);
    assert_slice(page, 3, NULL, "[1,{\"a\":2}]");
    assert_slice(page, 4, NULL, "7");
    assert_slice(page, 5, NULL, NULL);
    assert_slice("{\"data\":{\"id\":\"\\ud83d\\ude00\\/\\n\"}}", -1, "\U0001F600/\n",
                 "{\"id\":\"\\ud83d\\ude00\\/\\n\"}");
    assert_slice("{\"data\":{\"id\":\"\\ud83d\"}}", -1, "\xEF\xBF\xBD", NULL);
    assert_slice("{\"data\":{\"id\":12}}", -1, "12", "{\"id\":12}");
    assert_slice("{\"data\":{\"id\":12}}", -1, "1", NULL);
    assert_slice("{\"data\":[]}", 0, NULL, NULL);
    assert_slice("{\"data\":{}}", 0, NULL, NULL);
    assert_slice("{}", -1, NULL, NULL);
    assert_slice("[{\"data\":1}]", -1, NULL, "1");
    assert_slice(")]}',\n{\"ok\":{}} {\"data\":[1,2]}", 1, NULL, "2");
    assert_slice("{{{{{{{{{\"data\":1}", -1, NULL, NULL);
    assert_slice("{\"data\":{\"id\":\"1\"}", -1, "1", "{\"id\":\"1\"}");
    assert_slice("{\"data\":\"\xFF\"}", -1, NULL, "\"\xFF\"");
    assert_slice("\xEF\xBB\xBF{\"data\":[1 NaN,,3,],}", 2, NULL, "3");
    assert_slice("{\"data\":[1,2", 1, NULL, "2");
    assert_slice("{\"data\":[1,2", 2, NULL, NULL);
    assert_slice("{\"data\"", -1, NULL, NULL);
    assert_slice("{\"data", -1, NULL, NULL);
    assert_slice("{\"", -1, NULL, NULL);
    assert_slice("", -1, NULL, NULL);
}
END_TEST

int main(void) {
    const char *locale;
    if (!text_use_locale(&locale))
        return 1;
    Suite *suite = suite_create("record text");
    TCase *tc = tcase_create("record text");
    tcase_add_test(tc, json_is_laid_out_as_it_came);
    tcase_add_test(tc, what_does_not_show_is_an_escape);
    tcase_add_test(tc, pieces_have_their_kinds);
    tcase_add_test(tc, a_print_has_a_ceiling);
    tcase_add_test(tc, slices_are_the_bytes_that_came);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
