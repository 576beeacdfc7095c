/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands by name, and questions that a key answers. */
#include "base/key.h"
#include "base/text.h"
#include "command/choice.h"
#include "command/palette.h"
#include "tests/support/run.h"
#include "view/view.h"

#include <check.h>
#include <string.h>

static struct palette_input parse(const char *text) {
    struct palette_input order;
    struct err err;
    ck_assert_msg(palette_parse(text, &order, &err), "%s", err.text);
    return order;
}

START_TEST(names_rows_and_arguments_are_read) {
    ck_assert_int_eq(parse("filter").command, COMMAND_FILTER);
    ck_assert_str_eq(parse("filter").argument, "");
    ck_assert_str_eq(parse(" filter  verified tea ").argument, "verified tea ");
    ck_assert_int_eq(parse("filt x").command, COMMAND_FILTER);
    ck_assert_int_eq(parse("search x").command, COMMAND_SEARCH); /* though others begin so */
    struct palette_input row = parse("120");
    ck_assert_int_eq(row.command, COMMAND_NONE);
    ck_assert_uint_eq(row.row, 120);
    ck_assert_uint_eq(parse(" 15 ").row, 15);
}
END_TEST

START_TEST(what_is_no_command_is_refused) {
    static const struct {
        const char *text, *words;
    } cases[] = {
        {"filtre", "did you mean “filter”?"},
        {"s", "There is no command “s”"},
        {"sort name", "There is no command “sort”. :order: sort by a column;"},
        {"dump", "There is no command “dump”. :copy: copy as"},
        {"quit now", "“quit” takes no argument"},
        {"0", "no command “0”"},
        {"12x", "no command “12x”"},
        {"", "no command “”"},
    };
    struct palette_input order;
    struct err err;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ck_assert(!palette_parse(cases[i].text, &order, &err));
        ck_assert_int_eq(err.kind, ERR_USAGE);
        ck_assert_msg(strstr(err.text, cases[i].words) != NULL, "%s", err.text);
    }
}
END_TEST

static const char *complete(struct edit *edit, const char *text) {
    edit_init(edit);
    edit_put(edit, text);
    palette_complete(edit);
    ck_assert_uint_eq(edit->cursor, strlen(edit->text));
    return edit->text;
}

START_TEST(tab_completes_as_far_as_it_is_decided) {
    struct edit edit;
    ck_assert_str_eq(complete(&edit, "filt"), "filter ");
    ck_assert_str_eq(complete(&edit, "led"), "ledger");
    ck_assert_str_eq(complete(&edit, "sea"), "search");
    ck_assert_str_eq(complete(&edit, "xyz"), "xyz");
    ck_assert_str_eq(complete(&edit, "filter ver"), "filter ver");
}
END_TEST

START_TEST(what_a_line_may_become_is_listed) {
    struct buf words;
    buf_init(&words, 4000);
    palette_describe("sea", &words);
    ck_assert_str_eq(buf_text(&words), "search · search-next · search-previous");
    buf_clear(&words);
    palette_describe("led", &words);
    ck_assert_str_eq(buf_text(&words), "ledger: show the ledger: what every request cost");
    buf_clear(&words);
    palette_describe("more", &words);
    ck_assert_ptr_nonnull(strstr(buf_text(&words), "$ may spend credits"));
    buf_clear(&words);
    palette_describe("zz", &words);
    ck_assert_str_eq(buf_text(&words), "No matching command.");
    buf_clear(&words);
    palette_describe(" 15 ", &words);
    ck_assert_str_eq(buf_text(&words), "15: goes to row 15");
    buf_clear(&words);
    palette_describe("0", &words);
    ck_assert_str_eq(buf_text(&words), "No matching command.");
    buf_fini(&words);
}
END_TEST

START_TEST(a_key_or_a_name_chooses) {
    ck_assert_int_eq(choice_of_key(&choice_orders, NULL, 'f')->value, ORDER_FOLLOWERS);
    ck_assert_ptr_null(choice_of_key(&choice_orders, NULL, 'z'));
    ck_assert_ptr_null(choice_of_name(&choice_orders, NULL, "foll")); /* two begin so */
    ck_assert_int_eq(choice_of_name(&choice_orders, NULL, "following")->value, ORDER_FOLLOWING);
    ck_assert_int_eq(choice_of_name(&choice_orders, NULL, "reg")->value, ORDER_REGION);
    ck_assert_ptr_null(choice_of_name(&choice_orders, NULL, ""));
}
END_TEST

START_TEST(keys_are_listed_alone) {
    struct buf keys;
    buf_init(&keys, 1000);
    choice_keys(&choice_copies, NULL, " ", &keys);
    ck_assert_str_eq(buf_text(&keys), "h i a c j");
    buf_clear(&keys);
    choice_keys(&choice_orders, NULL, "", &keys);
    ck_assert_str_eq(buf_text(&keys), "#hnfglvrbistLBSGRwacpx");
    buf_clear(&keys);
    choice_keys(&choice_orders, NULL, " ", &keys);
    ck_assert(!strncmp(buf_text(&keys), "# h ", 4));
    buf_clear(&keys);
    choice_describe(&choice_orders, NULL, &keys);
    ck_assert(!strncmp(buf_text(&keys), "# listed · h handle", 19));
    buf_fini(&keys);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("palette");
    TCase *tc = tcase_create("palette");
    tcase_add_test(tc, names_rows_and_arguments_are_read);
    tcase_add_test(tc, what_is_no_command_is_refused);
    tcase_add_test(tc, tab_completes_as_far_as_it_is_decided);
    tcase_add_test(tc, what_a_line_may_become_is_listed);
    tcase_add_test(tc, a_key_or_a_name_chooses);
    tcase_add_test(tc, keys_are_listed_alone);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
