/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/mem.h"
#include "base/secrets.h"
#include "tests/support/run.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KEY "sk-SE/CRET+abc123"

/* What is left of `text`; the caller frees it. */
static char *hide(const char *secret, const char *text, size_t shortest, size_t found) {
    struct secrets secrets;
    secrets_init(&secrets);
    ck_assert(secrets_add(&secrets, secret));
    char *copy = mem_dup(text);
    ck_assert_uint_eq(secrets_hide(&secrets, copy, strlen(copy), shortest), found);
    ck_assert_uint_eq(strlen(copy), strlen(text));
    secrets_fini(&secrets);
    return copy;
}

START_TEST(every_writing_is_replaced_by_as_many_signs) {
    static const char *const writings[] = {
        "sk-SE/CRET+abc123",
        "SK-SE/CRET+ABC123",
        "sk-SE%2FCRET%2Babc123",
        "sk%2dSE%2fCRET%2babc123",
        "sk-SE%252FCRET%252Babc123",
        "sk-SE\\/CRET+abc123",
        "sk-SE\\\\/CRET+abc123",
        "\\u0073k-SE\\u002FCRET\\u002babc123",
        "sk-SE&#47;CRET&#x2B;abc123",
        "sk-SE%u002FCRET%u002Babc123",
        "736b2d53452f435245542b616263313233",
        "736B2D53452F435245542B616263313233",
        "73:6b:2d:53:45:2f:43:52:45:54:2b:61:62:63:31:32:33",
    };
    for (size_t i = 0; i < sizeof writings / sizeof *writings; i++) {
        char text[256] = "{\"message\":\"Invalid key ", want[256];
        size_t head = strlen(text);
        strncat(text, writings[i], 128);
        strncat(text, ", sorry\"}", 16);
        memcpy(want, text, sizeof want);
        memset(want + head, '*', strlen(writings[i]));
        char *left = hide(KEY, text, SECRETS_IN_ANSWERS, 1);
        ck_assert_str_eq(left, want);
        free(left);
    }
}
END_TEST

/* From Python's base64 of "Bearer KEY", "xBearer KEY", "xyBearer KEY", and the last one urlsafe of
 * KEY alone: no five characters that encode the key alone may remain. */
START_TEST(base64_is_found_in_every_alignment) {
    static const char *const writings[] = {
        "QmVhcmVyIHNrLVNFL0NSRVQrYWJjMTIz",     "eEJlYXJlciBzay1TRS9DUkVUK2FiYzEyMw==",
        "eHlCZWFyZXIgc2stU0UvQ1JFVCthYmMxMjM=", "c2stU0UvQ1JFVCthYmMxMjM=",
        "c2stU0UvQ1\r\nJFVCthYmMxMjM=",         "c2stU0UvQ1\\nJFVCth\\r\\nYmMxMjM=",
    };
    for (size_t i = 0; i < sizeof writings / sizeof *writings; i++) {
        char *left = hide(KEY, writings[i], SECRETS_IN_ANSWERS, 1);
        ck_assert_msg(strspn(strchr(left, '*'), "*") >= strlen(KEY) * 8 / 6 - 1, "%s", left);
        free(left);
    }
}
END_TEST

/* UTF-16 in either byte order, and what a broken connection leaves of a key. */
START_TEST(halves_and_beginnings_are_replaced) {
    static const struct {
        const char *bytes;
        size_t len, hidden;
    } samples[] = {
        {"a\0s\0k\0-\0S\0E\0/\0C\0R\0E\0T\0+\0a\0b\0c\0"
         "1\0"
         "2\0"
         "3\0",
         36, 33},
        {"key sk-SE/CR", 12, 8},
        {"key sk-SE%2FCR", 14, 10},
        {"key sk-SE%2FCRET%2", 18, 14},
        {"key sk-SE/CRET\\", 15, 11},
        {"key 736b2d53452f4352", 20, 16},
        {"key sk-SE/C", 11, 0},
    };
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        struct secrets secrets;
        char copy[64];
        size_t signs = 0;
        secrets_init(&secrets);
        ck_assert(secrets_add(&secrets, KEY));
        memcpy(copy, samples[i].bytes, samples[i].len);
        secrets_hide(&secrets, copy, samples[i].len, SECRETS_IN_ANSWERS);
        for (size_t at = 0; at < samples[i].len; at++)
            signs += copy[at] == '*';
        ck_assert_uint_eq(signs, samples[i].hidden);
        secrets_fini(&secrets);
    }
}
END_TEST

/* Half of it or more is as bad as all of it. */
START_TEST(a_part_of_a_long_secret_is_replaced) {
#define LONG "sk-live-0123456789abcdefgh"
    static const struct {
        const char *text, *left;
    } samples[] = {
        {"key sk-live-0123456…", "key ***************…"},
        {"key sk-live-01234…", "key *************…"},
        {"key sk-live-0123…", "key sk-live-0123…"},
        {"key sk-live-0...", "key sk-live-0..."},
        {"key sk%2Dlive-01234, no", "key ***************, no"},
        {"sk-live-01234567\",\"89abcdefgh\"", "****************\",\"89abcdefgh\""},
        {"sk-live-0\",\"123456789abcdefgh\"", "sk-live-0\",\"1234*************\""},
        {"…56789abcdefgh", "…*************"},
        {"…6789abcdefgh", "…6789abcdefgh"},
        {"736b2d6c6976652d3031323334xx", "**************************xx"},
    };
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        char *left =
            hide(LONG, samples[i].text, SECRETS_IN_ANSWERS, strchr(samples[i].left, '*') != NULL);
        ck_assert_str_eq(left, samples[i].left);
        free(left);
    }
}
END_TEST

/* Signs that begin an encoding, inside the secret; the match must end where the secret ends. */
START_TEST(a_secret_may_hold_any_sign) {
    static const struct {
        const char *secret, *written;
    } samples[] = {
        {"p&ss<w>\"rd'", "p&ss<w>\"rd'"},
        {"p&ss<w>\"rd'", "p&amp;ss&lt;w&gt;&quot;rd&#39;"},
        {"p&ss<w>\"rd'", "p%26ss%3Cw%3E%22rd%27"},
        {"p&ss<w>\"rd'", "p\\u0026ss<w>\\\"rd&apos;"},
        {"a\\b%41c[.*]", "a\\b%41c[.*]"},
        {"a\\b%41c[.*]", "a\\\\b%41c[.*]"},
        {"a\\b%41c[.*]", "a%5Cb%2541c%5B.*%5D"},
        {"a\\b%41c[.*]", "a\\u005cb\\u002541c[.*]"},
        {"100%25sure", "100%25sure"},
        {"a\\\\bcdefg", "a\\\\\\\\bcdefg"},
    };
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        char text[128];
        snprintf(text, sizeof text, "<%s>", samples[i].written);
        char *left = hide(samples[i].secret, text, SECRETS_IN_ANSWERS, 1);
        ck_assert_msg(strspn(left + 1, "*") == strlen(text) - 2, "%s: %s", text, left);
        free(left);
    }
}
END_TEST

START_TEST(what_is_no_secret_stays) {
    static const char *const texts[] = {"",   "sk-SE/CRET+.", "sk-SE/CRET abc123", "%",      "\\",
                                        "&#", "\\u00",        "sk-SE%2",           "sk-SE\\"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char *left = hide(KEY, texts[i], SECRETS_IN_ANSWERS, 0);
        ck_assert_str_eq(left, texts[i]);
        free(left);
    }
}
END_TEST

START_TEST(a_short_one_is_looked_for_in_words_alone) {
    char *left = hide("sandbox", "from the sandbox", SECRETS_IN_ANSWERS, 0);
    ck_assert_str_eq(left, "from the sandbox");
    free(left);
    left = hide("sandbox", "from the sandbox", SECRETS_IN_WORDS, 1);
    ck_assert_str_eq(left, "from the *******");
    free(left);
}
END_TEST

START_TEST(there_may_be_several_and_too_many_are_refused) {
    struct secrets secrets;
    char text[] = "one-secret two-secret one-secretone-secret";
    secrets_init(&secrets);
    ck_assert(secrets_add(&secrets, NULL) && secrets_add(&secrets, ""));
    ck_assert(secrets_add(&secrets, "one-secret") && secrets_add(&secrets, "two-secret"));
    ck_assert_uint_eq(secrets_hide(&secrets, text, strlen(text), SECRETS_IN_ANSWERS), 4);
    ck_assert_str_eq(text, "********** ********** ********************");
    ck_assert(secrets_add(&secrets, "three-secret") && secrets_add(&secrets, "four-secret"));
    ck_assert(!secrets_add(&secrets, "five-secret"));
    secrets_fini(&secrets);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("secrets");
    TCase *tc = tcase_create("secrets");
    tcase_add_test(tc, every_writing_is_replaced_by_as_many_signs);
    tcase_add_test(tc, base64_is_found_in_every_alignment);
    tcase_add_test(tc, halves_and_beginnings_are_replaced);
    tcase_add_test(tc, a_part_of_a_long_secret_is_replaced);
    tcase_add_test(tc, a_secret_may_hold_any_sign);
    tcase_add_test(tc, what_is_no_secret_stays);
    tcase_add_test(tc, a_short_one_is_looked_for_in_words_alone);
    tcase_add_test(tc, there_may_be_several_and_too_many_are_refused);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
