/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sha256.h"

#include "tests/support/run.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

/* The examples of FIPS 180, and what RFC 6234 adds: a text of more than one block. */
static const struct {
    const char *text, *digest;
} cases[] = {
    {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
};

START_TEST(digests_are_those_of_the_standard) {
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint8_t digest[SHA256_BYTES];
        char text[SHA256_HEX_MAX];
        sha256(cases[i].text, strlen(cases[i].text), digest);
        ck_assert_str_eq(sha256_hex(digest, text), cases[i].digest);
    }
}
END_TEST

START_TEST(pieces_have_the_digest_of_the_whole) {
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sha256_sum *sum = sha256_new();
        uint8_t digest[SHA256_BYTES];
        char text[SHA256_HEX_MAX];
        for (const char *at = cases[i].text; *at; at++)
            sha256_add(sum, at, 1);
        sha256_finish(sum, digest);
        ck_assert_str_eq(sha256_hex(digest, text), cases[i].digest);
    }
}
END_TEST

/* Test cases 1 and 2 of RFC 4231, the second twice: a key serves many texts. */
START_TEST(keyed_digests_are_those_of_the_standard) {
    static const struct {
        const char *key, *text, *digest;
    } keyed[] = {
        {"\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b",
         "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
        {"Jefe", "what do ya want for nothing?",
         "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
    };
    for (size_t i = 0; i < sizeof keyed / sizeof *keyed; i++) {
        struct sha256_key *key = sha256_key_new(keyed[i].key, strlen(keyed[i].key));
        uint8_t digest[SHA256_BYTES];
        char text[SHA256_HEX_MAX];
        for (int time = 0; time < 2; time++) {
            sha256_key_mac(key, keyed[i].text, strlen(keyed[i].text), digest);
            ck_assert_str_eq(sha256_hex(digest, text), keyed[i].digest);
        }
        sha256_key_free(key);
    }
}
END_TEST

START_TEST(the_library_has_a_version) {
    char name[SHA256_LIBRARY_MAX];
    int major, minor;
    char *end;
    ck_assert(!strncmp(sha256_library(name), "nettle ", 7));
    major = (int)strtol(name + 7, &end, 10);
    ck_assert_int_eq(*end, '.');
    minor = (int)strtol(end + 1, &end, 10);
    ck_assert(major >= 3 && minor >= 0 && !*end);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("sha256");
    TCase *all = tcase_create("all");
    tcase_add_test(all, digests_are_those_of_the_standard);
    tcase_add_test(all, pieces_have_the_digest_of_the_whole);
    tcase_add_test(all, keyed_digests_are_those_of_the_standard);
    tcase_add_test(all, the_library_has_a_version);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
