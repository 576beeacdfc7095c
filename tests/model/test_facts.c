/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the stored lists say of the accounts of a list. */
#include "model/list.h"
#include "tests/support/fact_table.h"
#include "tests/support/run.h"

#include <check.h>

static const char source; /* of a local list: any address will do */

static struct list *make_list(void) {
    return list_new_local((const struct list_source *)(const void *)&source, "some", NULL);
}

START_TEST(nothing_is_known_without_a_reader) {
    struct list *list = make_list();
    list_add_account(list, &(struct account){.id = "1"});
    struct facts facts = list_facts(list, 0);
    ck_assert_int_eq(facts.lists, ACCOUNT_UNKNOWN);
    ck_assert_int_eq(facts.lists_max, ACCOUNT_UNKNOWN);
    ck_assert_int_eq(facts.back, FACT_NONE);
    ck_assert_int_eq(facts.state, FACT_STATE_NONE);
    ck_assert_ptr_null(facts.group);
    ck_assert_int_eq(list_row_facts(list, 0).rank, ACCOUNT_UNKNOWN);
    ck_assert_int_eq(list_row_facts(list, 0).in, VERDICT_YES);
    list_free(list);
}
END_TEST

START_TEST(a_list_counts_among_its_own_lists) {
    struct fact_entry entries[] = {{.id = "1", .facts = {.lists = 7, .lists_max = 9, .group = "a"}},
                                   {.id = "2", .facts = {.lists = 5, .lists_max = 5}}};
    struct fact_table table;
    struct row_facts own = ROW_FACTS_NONE;
    struct list *list = make_list();
    fact_table_init(&table, entries, 2);
    list->facts = &table.reader;
    list_add_row(list, &(struct account){.id = "2"}, &own);
    own.lists = 2;
    own.lists_max = 3;
    list_add_row(list, &(struct account){.id = "1"}, &own);
    list_add_row(list, &(struct account){.id = "1"}, &own); /* is in it already */
    ck_assert_uint_eq(list->count, 2);
    ck_assert_int_eq(list_facts(list, 0).lists, 5);
    ck_assert_int_eq(list_facts(list, 1).lists, 2);
    ck_assert_int_eq(list_facts(list, 1).lists_max, 3);
    ck_assert_str_eq(list_facts(list, 1).group, "a");
    ck_assert_int_eq(list_facts_of(list, list->rows[1]).lists, 7);
    list_free(list);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("facts");
    TCase *tcase = tcase_create("facts");
    tcase_add_test(tcase, nothing_is_known_without_a_reader);
    tcase_add_test(tcase, a_list_counts_among_its_own_lists);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
