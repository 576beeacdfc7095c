/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/fault.h"
#include "tests/support/run.h"

#include <check.h>
#include <string.h>

START_TEST(reads_what_is_well_formed) {
    static const struct {
        const char *spec;
        struct fault_rule rule;
    } cases[] = {
        {"429", {FAULT_429, 1, 1}},
        {"429:2@3", {FAULT_429, 2, 3}},
        {"hang@7", {FAULT_HANG, 1, 7}},
        {"repeat-page:9", {FAULT_REPEAT_PAGE, 9, 1}},
        {"charged-error:1@1", {FAULT_CHARGED_ERROR, 1, 1}},
        {"500:9223372036854775807@9223372036854775807", {FAULT_500, INT64_MAX, INT64_MAX}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct fault_rule rule;
        ck_assert_msg(fault_parse(cases[i].spec, &rule, NULL), "%s", cases[i].spec);
        ck_assert_int_eq(rule.fault, cases[i].rule.fault);
        ck_assert_int_eq(rule.count, cases[i].rule.count);
        ck_assert_int_eq(rule.first, cases[i].rule.first);
    }
}
END_TEST

START_TEST(refuses_what_is_not) {
    static const char *const specs[] = {
        "",        "nonsense", "42",     "429:",  "429@",      "429:0",
        "429@0",   "429:-1",   "429: 1", "429:x", "429:1x",    "429@2:",
        "429@1:2", "429:+1",   "429 ",   ":1",    "429:1@2@3", "500:9223372036854775808"};
    for (size_t i = 0; i < sizeof specs / sizeof specs[0]; i++) {
        struct fault_rule rule;
        struct err err;
        ck_assert_msg(!fault_parse(specs[i], &rule, &err), "%s", specs[i]);
        ck_assert_int_eq(err.kind, ERR_USAGE);
    }
}
END_TEST

START_TEST(covers_what_was_ordered) {
    const struct fault_rule rules[] = {
        {FAULT_500, 2, 3}, {FAULT_503, 3, 4}, {FAULT_HANG, INT64_MAX, 10}};
    static const enum fault expected[] = {FAULT_NONE, FAULT_NONE, FAULT_500,  FAULT_500,
                                          FAULT_503,  FAULT_503,  FAULT_NONE, FAULT_NONE,
                                          FAULT_NONE, FAULT_HANG, FAULT_HANG};
    for (int64_t request = 1; request <= 11; request++)
        ck_assert_int_eq(fault_pick(rules, 3, request), expected[request - 1]);
    ck_assert_int_eq(fault_pick(rules, 3, INT64_MAX), FAULT_HANG);
    ck_assert_int_eq(fault_pick(NULL, 0, 1), FAULT_NONE);
}
END_TEST

START_TEST(each_has_its_own_name_and_help) {
    for (enum fault fault = FAULT_NONE + 1; fault < FAULT_COUNT; fault++) {
        struct fault_rule rule;
        ck_assert_ptr_nonnull(fault_table[fault].name);
        ck_assert(fault_parse(fault_table[fault].name, &rule, NULL));
        ck_assert_int_eq(rule.fault, fault);
        ck_assert_uint_gt(strlen(fault_table[fault].help), 5);
    }
}
END_TEST

int main(void) {
    Suite *suite = suite_create("fault");
    TCase *tc = tcase_create("fault");
    tcase_add_test(tc, reads_what_is_well_formed);
    tcase_add_test(tc, refuses_what_is_not);
    tcase_add_test(tc, covers_what_was_ordered);
    tcase_add_test(tc, each_has_its_own_name_and_help);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
