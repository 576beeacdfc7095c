/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/url.h"
#include "tests/support/run.h"

#include <check.h>
#include <string.h>

START_TEST(bases_that_are_fine) {
    static const struct {
        const char *url;
        bool is_https, is_loopback;
        const char *kept;
    } good[] = {
        {"https://api.unifapi.com", true, false, "https://api.unifapi.com"},
        {"https://api.unifapi.com/", true, false, "https://api.unifapi.com"},
        {"https://api.unifapi.com:8443/v1//", true, false, "https://api.unifapi.com:8443/v1"},
        {"HTTPS://API.UNIFAPI.COM/a%20b/c", true, false, "HTTPS://API.UNIFAPI.COM/a%20b/c"},
        {"https://10.0.0.1", true, false, "https://10.0.0.1"},
        {"https://[2001:db8::1]:443", true, false, "https://[2001:db8::1]:443"},
        {"https://127.0.0.1", true, true, "https://127.0.0.1"},
        {"http://127.0.0.1:80", false, true, "http://127.0.0.1:80"},
        {"http://127.255.1.2/prefix/", false, true, "http://127.255.1.2/prefix"},
        {"http://[::1]:8080", false, true, "http://[::1]:8080"},
        {"http://[0:0:0:0:0:0:0:1]", false, true, "http://[0:0:0:0:0:0:0:1]"},
        {"http://localhost:65535", false, true, "http://localhost:65535"},
        {"http://LocalHost", false, true, "http://LocalHost"},
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct url_base base;
        struct err err = {0};
        ck_assert_msg(url_read_base(good[i].url, &base, &err), "%s: %s", good[i].url, err.text);
        ck_assert_int_eq(base.is_https, good[i].is_https);
        ck_assert_int_eq(base.is_loopback, good[i].is_loopback);
        ck_assert_uint_eq(base.len, strlen(good[i].kept));
    }
}
END_TEST

static void assert_refused(const char *const *urls, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct url_base base;
        struct err err = {0};
        ck_assert_msg(!url_read_base(urls[i], &base, &err), "%s", urls[i]);
        ck_assert_int_eq(err.kind, ERR_USAGE);
        ck_assert_str_ne(err.text, "");
    }
}

START_TEST(nothing_goes_in_clear_to_elsewhere) {
    static const char *const urls[] = {
        "http://api.unifapi.com",
        "http://10.0.0.1",
        "http://128.0.0.1",
        "http://0.0.0.0",
        "http://127.0.0.1.example.com",
        "http://127.1",
        "http://2130706433",
        "http://0177.0.0.1",
        "http://0x7f.0.0.1",
        "http://127.0.0.01",
        "http://localhost.",
        "http://localhost.evil.com",
        "http://xlocalhost",
        "http://[::2]",
        "http://[::ffff:127.0.0.1]",
        "http://[fe80::1%25lo]",
    };
    assert_refused(urls, sizeof urls / sizeof *urls);
}
END_TEST

START_TEST(a_base_is_scheme_host_port_and_path) {
    static const char *const urls[] = {
        "",
        "api.unifapi.com",
        "//api.unifapi.com",
        "ftp://127.0.0.1",
        "file:///etc/passwd",
        "https:/api.unifapi.com",
        "https://",
        "https:///path",
        "https://?",
        "https://user@api.unifapi.com",
        "https://user:pass@api.unifapi.com",
        "https://user:12/pass@api.unifapi.com",
        "http://127.0.0.1@evil.com",
        "https://api.unifapi.com?x=1",
        "https://api.unifapi.com/?",
        "https://api.unifapi.com/#f",
        "http://127.0.0.1#@evil.com",
        "http://127.0.0.1\\@evil.com",
        "https://api.unifapi.com:",
        "https://api.unifapi.com:0",
        "https://api.unifapi.com:65536",
        "https://api.unifapi.com:99999999999999999999",
        "https://api.unifapi.com:8x",
        "https://api.unifapi.com: 80",
        "http://[::1",
        "http://[]",
        "http://::1",
        " https://api.unifapi.com",
        "https://api.unifapi.com/ ",
        "https://api.unifapi.com/a b",
        "https://api.unifapi.com/\r\nX: y",
        "https://api.unifapi.com/%",
        "https://api.unifapi.com/%2",
        "https://api.unifapi.com/%zz",
        "https://a%2ecom",
        "https://b\xC3\xBCrger.example",
        "https://api.unifapi.com/\x7f",
    };
    assert_refused(urls, sizeof urls / sizeof *urls);
}
END_TEST

START_TEST(a_password_in_the_base_is_named) {
    struct url_base base;
    struct err err;
    ck_assert(!url_read_base("https://user:s3cret@api.unifapi.com", &base, &err));
    ck_assert_str_eq(err.text, "the address must not contain a user name or password");
}
END_TEST

START_TEST(a_very_long_base_is_refused) {
    static char url[URL_MAX];
    struct url_base base;
    memset(url, 'a', sizeof url - 1);
    memcpy(url, "https://a/", 10);
    ck_assert(!url_read_base(url, &base, NULL));
}
END_TEST

START_TEST(text_stays_one_segment) {
    static const struct {
        const char *text, *wanted;
    } samples[] = {
        {"MS4wLjABAAAAv7iSuuXDJGDvJkmH_vz1-x", "MS4wLjABAAAAv7iSuuXDJGDvJkmH_vz1-x"},
        {"zoe.flores", "zoe.flores"},
        {".", "%2E"},
        {"..", "%2E%2E"},
        {"...", "..."},
        {"a/../b", "a%2F..%2Fb"},
        {"a?b#c&d=e+f g", "a%3Fb%23c%26d%3De%2Bf%20g"},
        {"%2e", "%252e"},
        {"\r\n\t\x7f", "%0D%0A%09%7F"},
        {"李", "%E6%9D%8E"},
        {"\xFF", "%FF"},
        {"~_-", "~_-"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        struct buf out;
        buf_init(&out, URL_MAX);
        ck_assert(url_put(&out, samples[i].text));
        ck_assert_str_eq(buf_text(&out), samples[i].wanted);
        buf_fini(&out);
    }
}
END_TEST

START_TEST(a_full_buffer_is_told) {
    struct buf out;
    buf_init(&out, 4);
    ck_assert(!url_put(&out, "a//"));
    buf_fini(&out);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("url");
    TCase *tc = tcase_create("url");
    tcase_add_test(tc, bases_that_are_fine);
    tcase_add_test(tc, nothing_goes_in_clear_to_elsewhere);
    tcase_add_test(tc, a_base_is_scheme_host_port_and_path);
    tcase_add_test(tc, a_password_in_the_base_is_named);
    tcase_add_test(tc, a_very_long_base_is_refused);
    tcase_add_test(tc, text_stays_one_segment);
    tcase_add_test(tc, a_full_buffer_is_told);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
