/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/base64.h"
#include "base/siphash.h"
#include "sandbox/cursor.h"
#include "tests/support/run.h"

#include <check.h>
#include <string.h>

static const struct cursor_key key = {{UINT64_C(0x0123456789abcdef), UINT64_C(0xfedcba9876543210)}};
static const char owner[] = "6784563219087654321";

/* The vector of the paper's appendix: key 00 to 0f, input 00 to 0e. */
START_TEST(siphash_is_siphash) {
    const uint64_t words[2] = {UINT64_C(0x0706050403020100), UINT64_C(0x0f0e0d0c0b0a0908)};
    uint8_t input[15];
    for (size_t i = 0; i < sizeof input; i++)
        input[i] = (uint8_t)i;
    ck_assert(siphash(words, input, sizeof input) == UINT64_C(0xa129ca6149be45e5));
}
END_TEST

START_TEST(base64url_goes_both_ways) {
    char text[BASE64URL_LEN(4) + 1];
    uint8_t bytes[4];
    base64url_encode((const uint8_t *)"\xfb\xff\x00\x41", 4, text);
    ck_assert_str_eq(text, "-_8AQQ");
    ck_assert(base64url_decode(text, bytes, 4));
    ck_assert_mem_eq(bytes, "\xfb\xff\x00\x41", 4);
    ck_assert(!base64url_decode("-_8AQR", bytes, 4)); /* an unused bit */
    ck_assert(!base64url_decode("-_8AQ", bytes, 4));
    ck_assert(!base64url_decode("-_8AQQ=", bytes, 4));
    ck_assert(!base64url_decode("+/8AQQ", bytes, 4));
}
END_TEST

START_TEST(comes_back_as_it_went) {
    static const uint32_t positions[] = {0, 1, 20, 9999, 65536, UINT32_MAX};
    for (size_t i = 0; i < sizeof positions / sizeof positions[0]; i++) {
        char text[CURSOR_LEN + 1];
        uint32_t position = 7;
        cursor_write(&key, owner, positions[i], (uint32_t)i, text);
        ck_assert_uint_eq(strlen(text), CURSOR_LEN);
        ck_assert(cursor_read(&key, owner, text, &position));
        ck_assert_uint_eq(position, positions[i]);
    }
}
END_TEST

START_TEST(is_the_same_every_time_but_for_its_turn) {
    char first[CURSOR_LEN + 1], again[CURSOR_LEN + 1], other[CURSOR_LEN + 1];
    cursor_write(&key, owner, 40, 0, first);
    cursor_write(&key, owner, 40, 0, again);
    cursor_write(&key, owner, 40, 1, other);
    ck_assert_str_eq(first, again);
    ck_assert_str_ne(first, other);
}
END_TEST

START_TEST(is_refused_when_altered) {
    static const char alphabet[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/ .";
    char text[CURSOR_LEN + 1];
    uint32_t position;
    cursor_write(&key, owner, 20, 0, text);
    for (size_t at = 0; at < CURSOR_LEN; at++) {
        char right = text[at];
        for (const char *wrong = alphabet; *wrong; wrong++) {
            text[at] = *wrong;
            ck_assert_msg(*wrong == right || !cursor_read(&key, owner, text, &position),
                          "%c for %c at %zu", *wrong, right, at);
        }
        text[at] = right;
    }
    ck_assert(cursor_read(&key, owner, text, &position));
}
END_TEST

START_TEST(is_refused_when_cut_or_foreign) {
    const struct cursor_key other_key = {{key.words[0], key.words[1] ^ 1}};
    char text[CURSOR_LEN + 3];
    uint32_t position;
    cursor_write(&key, owner, 20, 0, text);
    ck_assert(!cursor_read(&key, "6784563219087654322", text, &position));
    ck_assert(!cursor_read(&other_key, owner, text, &position));
    ck_assert(!cursor_read(&key, owner, "", &position));
    ck_assert(!cursor_read(&key, owner, "1711494099000", &position));
    memcpy(text + CURSOR_LEN, "A", 2);
    ck_assert(!cursor_read(&key, owner, text, &position));
    text[CURSOR_LEN - 1] = '\0';
    ck_assert(!cursor_read(&key, owner, text, &position));
}
END_TEST

int main(void) {
    Suite *suite = suite_create("cursor");
    TCase *tc = tcase_create("cursor");
    tcase_add_test(tc, siphash_is_siphash);
    tcase_add_test(tc, base64url_goes_both_ways);
    tcase_add_test(tc, comes_back_as_it_went);
    tcase_add_test(tc, is_the_same_every_time_but_for_its_turn);
    tcase_add_test(tc, is_refused_when_altered);
    tcase_add_test(tc, is_refused_when_cut_or_foreign);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
