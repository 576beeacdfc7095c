/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ledger's tables: on a screen of any width, and what they say of a request. */
#include "view/ledger_table.h"

#include "tests/support/run.h"

#include <check.h>
#include <string.h>

enum { COLS_MIN = 20, COLS_MAX = 300 };

static void check_plan(const struct table *table, int cols) {
    struct table_plan plan = table_plan_make(table, cols);
    int end = 1;
    for (size_t i = 0; table->people[i]; i++) {
        if (!plan.places[i].width)
            continue;
        ck_assert_int_ge(plan.places[i].col, end);
        ck_assert_int_ge(plan.places[i].width, table->people[i]->widths[plan.class]);
        end = plan.places[i].col + plan.places[i].width;
    }
    ck_assert_msg(end > 1 && end <= cols && plan.rest_col > end, "%s: %d", table->name, cols);
}

START_TEST(columns_fit_any_screen) {
    for (int cols = COLS_MIN; cols <= COLS_MAX; cols++) {
        check_plan(&ledger_requests, cols);
        for (enum ledger_by by = LEDGER_BY_LIST; by <= LEDGER_BY_SESSION; by++)
            check_plan(&ledger_sum_tables[by], cols);
    }
}
END_TEST

static const struct ledger_row odd = {
    .request = 7,
    .kind = JOURNAL_FOLLOWING,
    .state = LEDGER_ANSWERED,
    .label = "@x",
    .page = 1234,
    .attempt = 3,
    .rows = REPLY_UNKNOWN,
    .credits = 20,
    .is_proved = true,
    .is_shared = true,
    .balance = 0,
    .jump = -1,
    .outcome = "rate_limited",
    .request_id = "unif_1",
    .remark = "odd",
};

static const struct table_column *column_of(const char *name) {
    const struct table_column *const *at = ledger_requests.data;
    while (*at && strcmp((*at)->name, name) != 0)
        at++;
    ck_assert_ptr_nonnull(*at);
    return *at;
}

static void check_words(const char *name, const char *brief, const char *full) {
    struct cell cell;
    ck_assert_str_eq(table_brief(column_of(name), &odd, 0, &cell), brief);
    ck_assert_str_eq(table_full(column_of(name), &odd, &cell), full);
}

START_TEST(a_request_in_words) {
    check_words("request", "7", "Request 7");
    check_words("account", "@x", "@x");
    check_words("page", "1,234", "page 1,234");
    check_words("attempt", "try 3", "attempt 3");
    check_words("rows", "–", "");
    check_words("credits", "~20", "20 credits");
    check_words("proof", "", "its share of a charge shown by a later balance");
    check_words("balance", "0", "balance 0");
    check_words("jump", "balance −1 not by this program", "balance −1 not by this program");
    check_words("outcome", "rate limit", "rate limit");
    check_words("request_id", "unif_1", "unif_1");
    check_words("remark", "odd", "odd");
}
END_TEST

START_TEST(a_request_in_values) {
    struct cell cell;
    table_cell(column_of("account"), &odd, &cell);
    ck_assert_str_eq(cell.text, "x");
    table_cell(column_of("jump"), &odd, &cell); /* −1 is no “unknown” there */
    ck_assert_int_eq(cell.kind, CELL_NUMBER);
    ck_assert_int_eq(cell.number, -1);
    table_cell(column_of("rows"), &odd, &cell);
    ck_assert_int_eq(cell.kind, CELL_NOTHING);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("ledger table");
    TCase *tc = tcase_create("ledger table");
    tcase_add_test(tc, columns_fit_any_screen);
    tcase_add_test(tc, a_request_in_words);
    tcase_add_test(tc, a_request_in_values);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
