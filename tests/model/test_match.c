/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folded text, and searching in accounts. */
#include "base/text.h"
#include "base/text_fold.h"
#include "base/utf8.h"
#include "model/match_index.h"
#include "tests/support/effort.h"
#include "tests/support/run.h"

#include <check.h>
#include <locale.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

static void assert_fold(enum text_fold how, const char *text, const char *expected) {
    char out[256];
    out[text_fold(how, text, strlen(text), out)] = '\0';
    ck_assert_str_eq(out, expected);
}

START_TEST(case_and_form_are_folded) {
    assert_fold(TEXT_FOLD_CASE, "Zoë FLORES", "zoë flores");
    assert_fold(TEXT_FOLD_CASE, "CAFE\u0301 E\u0323\u0302", "café ệ");
    assert_fold(TEXT_FOLD_CASE, "Straße ẞ", "strasse ss");
    assert_fold(TEXT_FOLD_CASE, "ΣΊΣΥΦΟΣ", "σίσυφοσ");
    assert_fold(TEXT_FOLD_CASE, "МОСКВА 李小龙 🌸", "москва 李小龙 🌸");
    assert_fold(TEXT_FOLD_FORM, "CAFE\u0301 \u1112\u1161\u11AB か\u3099", "CAFÉ 한 が");
    assert_fold(TEXT_FOLD_FORM, "\uAC00\u11A8", "\uAC01"); /* 가 and a last consonant */
    assert_fold(TEXT_FOLD_CASE,
                "\xFF"
                "A\xE2\x82",
                "\xFF"
                "a\xE2\x82");
    assert_fold(TEXT_FOLD_CASE, "", "");
}
END_TEST

/* The short way for most code points gives what utf8proc gives, after any letter. */
START_TEST(every_code_point_folds_as_the_tables_say) {
    const utf8proc_option_t form = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
    for (uint32_t code = 0x80; code <= 0x10FFFF; code++) {
        if ((code >= 0xD800 && code <= 0xDFFF) || !effort_takes_code(code))
            continue;
        for (int how = TEXT_FOLD_CASE; how <= TEXT_FOLD_FORM; how++) {
            char text[8] = "a", out[8 * TEXT_FOLD_GROWTH + 1];
            size_t len = 1 + utf8_encode(code, text + 1);
            utf8proc_uint8_t *expected;
            out[text_fold((enum text_fold)how, text, len, out)] = '\0';
            utf8proc_ssize_t expected_len =
                utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)len, &expected,
                             how == TEXT_FOLD_CASE ? form | UTF8PROC_CASEFOLD : form);
            if (expected_len <= 0 || strcmp(out, (char *)expected) != 0)
                ck_abort_msg("U+%04X: %s, not %s", code, out, (char *)expected);
            free(expected);
        }
    }
}
END_TEST

START_TEST(endless_marks_are_folded_in_parts) {
    char text[2001] = "e", out[sizeof text * TEXT_FOLD_GROWTH];
    for (size_t i = 1; i + 1 < sizeof text; i += 2)
        memcpy(text + i, "\u0301", 2);
    text[1999] = '\0';
    size_t len = text_fold(TEXT_FOLD_CASE, text, strlen(text), out);
    ck_assert_int_eq(memcmp(out, "é\u0301\u0301", 6), 0);
    ck_assert_uint_eq(len, strlen(text) - 1); /* one mark went into the letter */
}
END_TEST

static bool has(const char *pattern, const char *text) {
    struct match match;
    match_init(&match, pattern, strlen(pattern));
    bool is_there = match_has(&match, text);
    match_fini(&match);
    return is_there;
}

START_TEST(case_matters_once_it_is_typed) {
    ck_assert(has("berlin", "Made in BERLIN"));
    ck_assert(has("Berlin", "Made in Berlin"));
    ck_assert(!has("Berlin", "made in berlin"));
    ck_assert(!has("Berlin", "MADE IN BERLIN"));
    ck_assert(has("É", "CAFE\u0301"));
    ck_assert(!has("É", "café"));
    ck_assert(!has("E", "CAFE\u0301"));
    ck_assert(has("E", "E\u0301, E"));
    ck_assert(has("K", "273 \u212A"));
    ck_assert(!has("H", "H\u0331")); /* as h is not in ẖ */
    ck_assert(has("", ""));
}
END_TEST

START_TEST(form_never_matters) {
    ck_assert(has("cafe\u0301", "Café"));
    ck_assert(has("café", "CAFE\u0301"));
    ck_assert(!has("cafe", "café"));
    ck_assert(has("strasse", "Straße"));
    ck_assert(has("москва", "МОСКВА"));
    ck_assert(has("小龙", "李小龙"));
}
END_TEST

static void assert_range(const char *pattern, const char *text, size_t from, const char *found) {
    struct match match;
    struct match_range range;
    match_init(&match, pattern, strlen(pattern));
    bool is_there = match_find(&match, text, from, &range);
    match_fini(&match);
    ck_assert_int_eq(is_there, found != NULL);
    if (!found)
        return;
    ck_assert_uint_eq(range.len, strlen(found));
    ck_assert_int_eq(memcmp(text + range.start, found, range.len), 0);
    ck_assert_uint_ge(range.start, from);
}

START_TEST(ranges_are_of_the_text_as_it_is) {
    assert_range("fé", "Cafe\u0301 noir", 0, "fe\u0301");
    assert_range("s", "Straße", 0, "S");
    assert_range("s", "Straße", 1, "ß");
    assert_range("ssen", "Straßen", 0, "ßen");
    assert_range("a", "banana", 4, "a");
    assert_range("a", "banana", 6, NULL);
    assert_range("Z", "zoë Zoë", 0, "Z");
    assert_range("", "text", 0, NULL);
    assert_range("x", "", 0, NULL);
}
END_TEST

static const struct account people[] = {
    {.id = "1", .username = "zoe.flores", .display_name = "Zoë 🌸 Flores", .bio = "slow COFFEE"},
    {.id = "2", .username = "coffee", .display_name = "李小龙", .bio = ""},
    {.id = "3", .username = "asa", .display_name = "Åsa", .bio = NULL},
    {.id = "4", .username = "berlin", .display_name = "Berlin", .bio = "berlin CAFE\u0301"},
};

static const char *const patterns[] = {"coffee", "e",   "Berlin", "berlin", "é",    "É",
                                       "小",     "Asa", "asa",    "Zoe",    "cafe", "ee",
                                       "sa",     "aå",  "zoe",    "no",     "",     "nberlin"};

/* The index and the accounts themselves say the same. */
static void assert_index_agrees(struct match_index *index, const struct account *const *rows,
                                size_t count) {
    uint8_t verdicts[700];
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        struct match match;
        match_init(&match, patterns[i], strlen(patterns[i]));
        for (unsigned fields = 1; fields <= MATCH_ANYWHERE; fields++) {
            match_index_search(index, rows, count, &match, fields, verdicts);
            for (size_t row = 0; row < count; row++)
                ck_assert_int_eq(verdicts[row], match_account(&match, fields, rows[row]));
        }
        match_fini(&match);
    }
}

static void index_agrees(void) {
    const struct account *rows[700];
    struct match_index index;
    match_index_init(&index);
    assert_index_agrees(&index, rows, 0);
    for (size_t i = 0; i < 700; i++)
        rows[i] = &people[i * i % 4];
    assert_index_agrees(&index, rows, 3);
    assert_index_agrees(&index, rows, 300);
    ck_assert(!match_index_fold(&index, rows, 700, 1));
    ck_assert(match_index_fold(&index, rows, 700, 700));
    assert_index_agrees(&index, rows, 700);
    rows[400] = &people[3];
    match_index_renew(&index, 400);
    match_index_renew(&index, 100000); /* not there: nothing happens */
    assert_index_agrees(&index, rows, 700);
    match_index_fini(&index);
}

START_TEST(index_finds_what_the_accounts_have) {
    index_agrees();
}
END_TEST

START_TEST(fields_are_told_apart) {
    struct match match;
    match_init(&match, "coffee", 6);
    ck_assert_int_eq(match_account(&match, MATCH_HANDLE, &people[0]), VERDICT_NO);
    ck_assert_int_eq(match_account(&match, MATCH_BIO, &people[0]), VERDICT_YES);
    ck_assert_int_eq(match_account(&match, MATCH_HANDLE, &people[1]), VERDICT_YES);
    ck_assert_int_eq(match_account(&match, MATCH_ANYWHERE, &people[2]), VERDICT_UNKNOWN);
    ck_assert_int_eq(match_account(&match, MATCH_NAME, &people[2]), VERDICT_NO);
    match_fini(&match);
}
END_TEST

START_TEST(what_ascii_shows_is_found) {
    assert_fold(TEXT_FOLD_SPELT_CASE, "KÄTHE E\u0323\u0302 \u2122", "kathe e tm");
    assert_fold(TEXT_FOLD_SPELT_FORM, "KÄTHE Straße …", "KATHE Strasse ~");
    assert_fold(TEXT_FOLD_SPELT_CASE, "МОСКВА 李\u0301 🌸", "москва 李\u0301 🌸");
    assert_fold(TEXT_FOLD_SPELT_CASE, "\xFF\xC3 \u0301", "\xFF\xC3 \u0301");
    ck_assert(!has("Kathe", "Käthe"));
    text_use_ascii();
    ck_assert(has("Kathe", "Käthe"));
    ck_assert(has("Asa", "Åsa"));
    ck_assert(has("kathe", "KA\u0308THE"));
    ck_assert(has("käthe", "Kathe"));
    ck_assert(has("Käthe", "Kathe"));
    ck_assert(!has("Kathe", "käthe"));
    ck_assert(has("strasse", "Straße"));
    ck_assert(has("москва", "МОСКВА"));
    ck_assert(has("小龙", "李小龙"));
    assert_range("the", "Käthe", 0, "the");
    assert_range("at", "Ka\u0308the", 0, "a\u0308t");
    assert_range("Kathe", "李 Käthe", 0, "Käthe");
    assert_range("s", "Straße", 1, "ß");
    index_agrees();
}
END_TEST

int main(void) {
    Suite *suite = suite_create("match");
    setlocale(LC_CTYPE, "C.UTF-8");
    TCase *fold = tcase_create("fold"), *match = tcase_create("match");
    tcase_set_timeout(fold, 60);
    tcase_add_test(fold, case_and_form_are_folded);
    tcase_add_test(fold, every_code_point_folds_as_the_tables_say);
    tcase_add_test(fold, endless_marks_are_folded_in_parts);
    tcase_add_test(match, case_matters_once_it_is_typed);
    tcase_add_test(match, form_never_matters);
    tcase_add_test(match, ranges_are_of_the_text_as_it_is);
    tcase_add_test(match, index_finds_what_the_accounts_have);
    tcase_add_test(match, fields_are_told_apart);
    tcase_add_test(match, what_ascii_shows_is_found);
    suite_add_tcase(suite, fold);
    suite_add_tcase(suite, match);
    return run_suite(suite);
}
