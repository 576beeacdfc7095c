/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keyboard input, byte by byte, in UTF-8 and in other character sets. */
#include "base/charset.h"
#include "base/text.h"
#include "base/utf8.h"
#include "tests/support/effort.h"
#include "tests/support/run.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BAD "\uFFFD"

static void put_code(char *out, uint32_t code) {
    size_t len = strlen(out);
    out[len + utf8_encode(code, out + len)] = '\0';
}

/* Bytes, and the expected output after each of them; | marks where the bytes end. */
static const struct {
    const char *charset, *bytes, *expected;
} typed[] = {
    {"UTF-8", "Kät", "Kät|"},
    {"UTF-8", "李🌸x", "李🌸x|"},
    {"UTF-8", "a\xE4", "a|" BAD},
    {"UTF-8", "\xE4t", BAD "t|"},
    {"UTF-8", "\xE4\xE4\xF6j", BAD BAD BAD "j|"},
    {"UTF-8", "\xC0\x80\xFF\x80!", BAD BAD BAD BAD "!|"},
    {"UTF-8", "\xF0\x9F\x8Cj", BAD "j|"},
    {"UTF-8", "\xF0\x9F\x8C", "|" BAD},
    {"UTF-8", "\xE1\x80\xE1\x80\x80", BAD "\u1000|"},
    {"UTF-8", "\xED\xA0\x80\xF4\x90\x80\x80", BAD BAD BAD BAD BAD BAD BAD "|"},
    {"UTF-8", "\xC3\033[", BAD "\033[|"},
    {"ISO-8859-1", "K\xE4t", "Kät|"},
    {"ISO-8859-15", "\xA4", "€|"},
    {"EUC-JP", "\xC6\xFC\xCB\xDC-", "日本-|"},
    {"EUC-JP", "\x8F\xB0\xA1x", "丂x|"},
    {"EUC-JP", "\xC6\033j", BAD "\033j|"},
    {"EUC-JP", "\xC6", "|" BAD},
    {"GB18030", "\x81\x30\x81\x30z", "\xC2\x80z|"},
    {"CP1258", "a\xECx", "a\u0301x|"}, /* holds a letter back for its mark */
    {"no such set", "Kät", "Kät|"},
};

START_TEST(bytes_become_code_points) {
    struct charset charset;
    char seen[128] = "";
    uint32_t code;
    charset_init(&charset, typed[_i].charset);
    for (const char *at = typed[_i].bytes; *at; at++) {
        charset_put(&charset, (unsigned char)*at);
        while (charset_take(&charset, &code))
            put_code(seen, code);
    }
    put_code(seen, '|');
    if (charset_end(&charset))
        put_code(seen, CHARSET_REPLACEMENT);
    ck_assert(!charset_end(&charset) && !charset_take(&charset, &code));
    ck_assert_str_eq(seen, typed[_i].expected);
    charset_fini(&charset);
}
END_TEST

static const char *const sets[] = {"UTF-8", "ISO-8859-1", "EUC-JP", "SHIFT_JIS", "GB18030", "BIG5"};

/* For any input, taking ends, and there is room for the next byte. */
START_TEST(any_bytes_go_through) {
    struct charset charset;
    uint32_t code, seed = 1;
    bool is_fine = true;
    charset_init(&charset, sets[_i]);
    for (size_t i = 0; i < effort_runs(200000, 200000, 2000000); i++) {
        seed = seed * 1664525 + 1013904223;
        unsigned char byte = (unsigned char)(seed >> 24);
        charset_put(&charset, i % 3 ? byte | 0x80 : byte);
        while (charset_take(&charset, &code))
            is_fine = is_fine && code <= 0x10FFFF;
        is_fine = is_fine && charset.len < CHARSET_CHARACTER_BYTES;
    }
    ck_assert(is_fine); /* once: Check writes every assertion to a file */
    for (size_t i = 0; i < CHARSET_CHARACTER_BYTES; i++) {
        charset_put(&charset, 'j');
        while (charset_take(&charset, &code))
            ;
    }
    ck_assert_uint_eq(code, 'j');
    ck_assert(!charset_end(&charset));
    charset_fini(&charset);
}
END_TEST

static const struct {
    const char *locale, *charset;
} locales[] = {
    {"C", "UTF-8"},
    {"POSIX", "UTF-8"},
    {"", "UTF-8"},
    {"C.UTF-8", "UTF-8"},
    {"xx_YY", "UTF-8"},
    {"xx_YY.utf8@latin", "UTF-8"},
    {"xx_YY.ISO-8859-1", "ISO-8859-1"},
    {"xx_YY.ISO-8859-15@euro", "ISO-8859-15"},
    {"xx_YY.eucJP", "eucJP"},
};

START_TEST(the_environment_names_the_set) {
    char name[TEXT_CHARSET_MAX];
    const char *used;
    setenv("LC_ALL", locales[_i].locale, 1);
    unsetenv("LC_CTYPE");
    unsetenv("LANG");
    ck_assert_str_eq(text_charset(name), locales[_i].charset);
    text_use_locale(&used);
    text_use_ascii(); /* of output, not of input */
    ck_assert_str_eq(text_charset(name), locales[_i].charset);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("charset");
    TCase *tc = tcase_create("charset");
    tcase_add_loop_test(tc, bytes_become_code_points, 0, sizeof typed / sizeof *typed);
    tcase_add_loop_test(tc, any_bytes_go_through, 0, sizeof sets / sizeof *sets);
    tcase_add_loop_test(tc, the_environment_names_the_set, 0, sizeof locales / sizeof *locales);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
