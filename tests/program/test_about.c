/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `i` reports of the running program, on the screen and with --plain: what is true of this
 * session, without any part of the key, and nothing spent. */
#include "tests/support/browser.h"
#include "tests/support/errand.h"
#include "tests/support/run.h"

#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

enum { TIMEOUT_S = 60 };

static void expect(const char *text, const char *words) {
    ck_assert_msg(strstr(text, words) != NULL, "no “%s” in: %s", words, text);
}

START_TEST(test_screen) {
    struct browser browser;
    struct browser_config config;
    browser_config_init(&config);
    browser_open(&browser, &config);
    browser_wait(&browser, "@zoe.flores");
    browser_press(&browser, "i");
    ck_assert(browser_shows(&browser, "About this program"));
    ck_assert(browser_shows(&browser, "80×24"));
    ck_assert(browser_shows(&browser, "from UNIFAPI_API_KEY"));
    ck_assert(browser_shows(&browser, "skipped"));
    ck_assert(pty_resize(&browser.pty, 40, 101));
    browser_wait(&browser, "101×40");
    ck_assert(
        browser_shows(&browser, "not checked here; followtrail doctor reads the whole store"));
    browser_press(&browser, "i");
    ck_assert(!browser_shows(&browser, "About this program"));
    browser_collect(&browser);
    ck_assert_ptr_null(strstr(buf_text(&browser.all), "7fQ2"));
    browser_close(&browser);
}
END_TEST

START_TEST(test_lines) {
    static const char *const words[] = {"--plain", "--page=1", "--no-profile", "@zoe.flores", NULL};
    struct sandbox_child sandbox;
    struct sandbox_child_bill bill;
    struct errand errand;
    char path[SANDBOX_CHILD_PATH];
    ck_assert(sandbox_child_open(&sandbox, NULL));
    snprintf(path, sizeof path, "%s/lines", sandbox.folder);
    FILE *file = fopen(path, "w");
    fputs("i\nabout\nquit\n", file);
    fclose(file);
    const struct errand_config config = {.words = words, .in = path};
    ck_assert_int_eq(errand_run(&errand, &sandbox, &config), EX_OK);
    expect(errand.out, "\nAbout this program: no problems");
    expect(errand.out, "\nterminal ok: not needed: --plain prints lines.\n");
    expect(errand.out, "\nkey ok: from UNIFAPI_API_KEY.\n");
    expect(errand.out, "kind sandbox, version 6, ");
    expect(errand.out,
           "\npages skipped: not checked here; followtrail doctor reads the whole store.\n");
    ck_assert_ptr_null(strstr(errand.out, "7fQ2"));
    ck_assert(sandbox_child_read_bill(&sandbox, &bill));
    ck_assert_int_eq(bill.requests, 1);
    unlink(path);
    sandbox_child_close(&sandbox);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("about");
    TCase *tc = tcase_create("about");
    tcase_set_timeout(tc, TIMEOUT_S);
    tcase_add_test(tc, test_screen);
    tcase_add_test(tc, test_lines);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
