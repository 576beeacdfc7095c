/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What names an account. */
#include "account/reference.h"
#include "tests/support/run.h"

#include <check.h>
#include <string.h>

#define SEC_UID "MS4wLjABAAAAv7iSuuXDJGDvJkmH_vz1q-kDZ"

static const struct {
    const char *typed;
    enum reference_kind kind;
    const char *name; /* NULL: refused */
} cases[] = {
    {"zoe.flores", REFERENCE_HANDLE, "zoe.flores"},
    {"@Zoe.Flores", REFERENCE_HANDLE, "zoe.flores"},
    {"  @a_b.9 \n", REFERENCE_HANDLE, "a_b.9"},
    {"6784563219087654321", REFERENCE_ID, "6784563219087654321"},
    {"@2024", REFERENCE_HANDLE, "2024"},
    {SEC_UID, REFERENCE_ID, SEC_UID},
    {"https://www.tiktok.com/@Zoe.Flores?lang=en", REFERENCE_HANDLE, "zoe.flores"},
    {"https://tiktok.com/@zoe.flores/video/7", REFERENCE_HANDLE, "zoe.flores"},
    {"HTTP://m.tiktok.com/@zoe.flores#x", REFERENCE_HANDLE, "zoe.flores"},
    {"www.tiktok.com/@zoe.flores", REFERENCE_HANDLE, "zoe.flores"},
    {"tiktok.com/@zoe.flores", REFERENCE_HANDLE, "zoe.flores"},
    {"HTTPS://WWW.TIKTOK.COM/@Zoe.Flores/", REFERENCE_HANDLE, "zoe.flores"},
    {"https://www.tiktok.com:443/@zoe.flores?is_from_webapp=1&sender_device=pc#top",
     REFERENCE_HANDLE, "zoe.flores"},
    {"//us.tiktok.com/%40Zoe%2eFlores", REFERENCE_HANDLE, "zoe.flores"},
    /* with the punctuation around them where they were copied */
    {"<https://www.tiktok.com/@zoe.flores>", REFERENCE_HANDLE, "zoe.flores"},
    {"(\"tiktok.com/@zoe.flores?lang=en\"),", REFERENCE_HANDLE, "zoe.flores"},
    {"https://www.tiktok.com/@zoe.flores.", REFERENCE_HANDLE, "zoe.flores"},
    {"\xE2\x80\x8B\xE2\x80\xAA@zoe.flores\xE2\x80\xAC \xC2\xA0", REFERENCE_HANDLE, "zoe.flores"},
    {"\xE2\x80\x8B", REFERENCE_HANDLE, NULL},
    {"()/", REFERENCE_HANDLE, NULL},
    {"(/)", REFERENCE_HANDLE, NULL},
    {" https://m.tiktok.com/@zoe.flores/video/7?sec_user_id=" SEC_UID "\n", REFERENCE_HANDLE,
     "zoe.flores"},
    {"https://www.tiktok.com/@2024", REFERENCE_HANDLE, "2024"},
    {"https://www.tiktok.com/@" SEC_UID, REFERENCE_ID, SEC_UID},
    {"https://www.TikTok.com/@" SEC_UID "/?lang=de", REFERENCE_ID, SEC_UID},
    {"tiktok.com/%40" SEC_UID "#x", REFERENCE_ID, SEC_UID},
    {"@" SEC_UID, REFERENCE_ID, SEC_UID},
    {"https://m.tiktok.com/share/user/6784563219087654321?sec_uid=" SEC_UID "&u=1", REFERENCE_ID,
     SEC_UID},
    {"https://www.tiktok.com/share/user/6784563219087654321?a=b&SEC_UID=" SEC_UID, REFERENCE_ID,
     SEC_UID},
    {"https://www.tiktok.com/share/user/6784563219087654321?sec_uid=MS4wLjABAAAAv7iSuuXDJGDvJkmH%5F"
     "vz1q%2DkDZ",
     REFERENCE_ID, SEC_UID},
    {"tiktok.com/share/user/6784563219087654321/", REFERENCE_ID, "6784563219087654321"},
    {"https://m.tiktok.com/h5/share/usr/6784563219087654321.html?lang=en", REFERENCE_ID,
     "6784563219087654321"},
    {"https://www.tiktok.com/share/user/6784563219087654321?sec_uid=nonsense", REFERENCE_ID,
     "6784563219087654321"},
    {"https://www.tiktok.com/share/user/zoe", REFERENCE_HANDLE, NULL},
    {"https://www.tiktok.com/share/user/?lang=en", REFERENCE_HANDLE, NULL},
    {"https://vm.tiktok.com/ZMabc123/", REFERENCE_HANDLE, NULL},
    {"https://www.tiktok.com/zoe.flores", REFERENCE_HANDLE, NULL},
    {"https://www.tiktok.com/@zoe%20flores", REFERENCE_HANDLE, NULL},
    {"https://www.tiktok.com/@zoe%00flores", REFERENCE_HANDLE, NULL},
    {"https://www.tiktok.com/@zoe%2", REFERENCE_HANDLE, NULL},
    {"https://www.tiktok.com/@", REFERENCE_HANDLE, NULL},
    {"https://nottiktok.com/@zoe", REFERENCE_HANDLE, NULL},
    {"https://tiktok.com.example.com/@zoe", REFERENCE_HANDLE, NULL},
    {"https://www.tiktok.com@example.com/@zoe", REFERENCE_HANDLE, NULL},
    {"https://example.com/tiktok.com/@zoe", REFERENCE_HANDLE, NULL},
    {"", REFERENCE_HANDLE, NULL},
    {"@", REFERENCE_HANDLE, NULL},
    {"@@zoe", REFERENCE_HANDLE, NULL},
    {"zoe flores", REFERENCE_HANDLE, NULL},
    {"zoe/../x", REFERENCE_HANDLE, NULL},
    {"https://example.com/@zoe", REFERENCE_HANDLE, NULL},
    {"https://www.tiktok.com/", REFERENCE_HANDLE, NULL},
    {"zo\033[31me", REFERENCE_HANDLE, NULL},
    {"zoë", REFERENCE_HANDLE, NULL},
};

START_TEST(reference_is_parsed) {
    struct reference reference;
    struct err err = {0};
    bool is_parsed = reference_parse(cases[_i].typed, &reference, &err);
    ck_assert_msg(is_parsed == (cases[_i].name != NULL), "“%s”: %s", cases[_i].typed, err.text);
    if (!is_parsed) {
        ck_assert_int_eq(err.kind, ERR_USAGE);
        return;
    }
    ck_assert_int_eq(reference.kind, cases[_i].kind);
    ck_assert_str_eq(reference.name, cases[_i].name);
}
END_TEST

START_TEST(reference_of_what_is_asked_for) {
    static const struct {
        const char *target, *label;
        enum reference_kind kind;
        const char *name;
    } orders[] = {
        {"nasa", "@nasa", REFERENCE_HANDLE, "nasa"}, {"nasa", "@Nasa", REFERENCE_HANDLE, "nasa"},
        {"nasa", "nasa", REFERENCE_HANDLE, "nasa"},  {"12345", "@12345", REFERENCE_HANDLE, "12345"},
        {"12345", "12345", REFERENCE_ID, "12345"},   {"7001", "@nasa", REFERENCE_ID, "7001"},
        {"7001", "(no name)", REFERENCE_ID, "7001"}, {"MS4wLjABx", "MS4wLjABx", REFERENCE_ID, NULL},
    };
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        struct reference reference;
        reference_of_target(orders[i].target, orders[i].label, &reference);
        ck_assert_msg(reference.kind == orders[i].kind, "%s", orders[i].label);
        ck_assert_str_eq(reference.name, orders[i].name ? orders[i].name : orders[i].target);
    }
}
END_TEST

START_TEST(reference_too_long_is_refused) {
    char typed[REFERENCE_MAX + 8];
    struct reference reference;
    struct err err;
    memset(typed, '7', sizeof typed - 1);
    typed[sizeof typed - 1] = '\0';
    ck_assert(!reference_parse(typed, &reference, &err));
    typed[REFERENCE_MAX - 1] = '\0';
    ck_assert(reference_parse(typed, &reference, &err));
}
END_TEST

int main(void) {
    Suite *suite = suite_create("reference");
    TCase *tc = tcase_create("reference");
    tcase_add_loop_test(tc, reference_is_parsed, 0, sizeof cases / sizeof *cases);
    tcase_add_test(tc, reference_of_what_is_asked_for);
    tcase_add_test(tc, reference_too_long_is_refused);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
