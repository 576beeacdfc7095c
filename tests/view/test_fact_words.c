/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stored lists say of an account, in the columns of a list. */
#include "view/fact_words.h"

#include "model/columns.h"
#include "tests/support/run.h"

#include <check.h>
#include <locale.h>

START_TEST(counts_show_what_is_certain_and_what_may_be) {
    static const struct {
        int64_t lists, most;
        int cols;
        const char *words;
    } cases[] = {
        {7, 7, 7, "7"},
        {0, 3, 7, "0–3"},
        {7, 9, 7, "7–9"},
        {1204, 1310, 11, "1,204–1,310"},
        {1204, 1310, 10, "1,204+"},
        {31442, 32111, 11, "31.4k–32.1k"},
        {31442, 32111, 7, "31,442+"},
        {1314420, 9000000, 6, "1.3M+"},
        {ACCOUNT_UNKNOWN, ACCOUNT_UNKNOWN, 7, "–"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[FACT_WORDS_MAX];
        struct facts facts = {.lists = cases[i].lists, .lists_max = cases[i].most};
        ck_assert_str_eq(fact_words_lists(&facts, cases[i].cols, out), cases[i].words);
    }
}
END_TEST

START_TEST(rows_show_what_is_missing) {
    static const struct {
        int64_t listed, reported;
        int cols;
        const char *words;
    } cases[] = {
        {398, 398, 11, "398"},
        {50, 85, 11, "50/85"},
        {4980, 12044, 11, "4,980/12.0k"},
        {498012, 1204412, 11, "498k/1.2M"},
        {12, ACCOUNT_UNKNOWN, 11, "12"},
        {123456, 1234567, 6, "123k"},
        {ACCOUNT_UNKNOWN, 5, 11, "–"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[FACT_WORDS_MAX];
        struct row_facts facts = {.listed = cases[i].listed, .reported = cases[i].reported};
        ck_assert_str_eq(fact_words_rows(&facts, cases[i].cols, out), cases[i].words);
    }
}
END_TEST

START_TEST(excess_has_a_sign) {
    static const struct {
        int64_t n, d;
        const char *words;
    } cases[] = {{99, 111, "+.892"}, {-5, 100, "−.050"}, {0, 7, "0"}, {7, 7, "+1"}, {3, 0, "–"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[FACT_WORDS_MAX];
        struct row_facts facts = {.excess_n = cases[i].n, .excess_d = cases[i].d};
        ck_assert_str_eq(fact_words_excess(&facts, out), cases[i].words);
    }
}
END_TEST

/* A column is there where some row has something for it. */
START_TEST(lists_have_the_columns_that_they_fill) {
    static const char source;
    struct list *local = list_new_local((const void *)&source, "some", NULL);
    struct list *following = list_new("7", "@seven");
    struct row_facts facts = ROW_FACTS_NONE;
    struct columns columns;
    struct buf shown;
    ck_assert(columns_parse("account lists back rank price excess group", &columns, NULL));
    list_add_row(local, &(struct account){.id = "1"}, &facts);
    facts.price = 0;
    list_add_row(local, &(struct account){.id = "2"}, &facts);
    ck_assert(columns_suit(COLUMN_BACK, following));
    ck_assert(!columns_suit(COLUMN_PRICE, following));
    columns_hide(&columns, local);
    buf_init(&shown, 100);
    columns_print(&columns, &shown);
    ck_assert_str_eq(buf_text(&shown), "account lists price group");
    buf_fini(&shown);
    list_free(local);
    list_free(following);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("fact words");
    TCase *tcase = tcase_create("fact words");
    if (!setlocale(LC_CTYPE, "C.UTF-8"))
        return 99;
    tcase_add_test(tcase, counts_show_what_is_certain_and_what_may_be);
    tcase_add_test(tcase, rows_show_what_is_missing);
    tcase_add_test(tcase, excess_has_a_sign);
    tcase_add_test(tcase, lists_have_the_columns_that_they_fill);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
