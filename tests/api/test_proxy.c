/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which proxy the environment selects; no part of a password is ever shown. */
#include "api/proxy.h"
#include "tests/support/errand.h"
#include "tests/support/raw_server.h"
#include "tests/support/run.h"

#include <check.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>

#define PASSWORD "hunter2%40pass"
#define DECODED  "hunter2@pass"

enum { FILE_MAX_BYTES = 1 << 20, OPEN_FILES = 8, TIMEOUT_S = 60 };

static void clear(void) {
    static const char *const names[] = {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY",
                                        "http_proxy",  "no_proxy",    "NO_PROXY"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unsetenv(names[i]);
}

static const struct {
    const char *value, *shown; /* NULL: malformed */
    const char *password, *credentials;
} values[] = {
    {"http://proxy:3128", "http://proxy:3128", "", ""},
    {"proxy.example", "http://proxy.example", "", ""},
    {"socks5h://[::1]:1080/", "socks5h://[::1]:1080/", "", ""},
    {"http://zoe:s3cret@proxy:3128", "http://proxy:3128", "s3cret", "zoe:s3cret"},
    {"zoe:s3cret@proxy:3128", "http://proxy:3128", "s3cret", "zoe:s3cret"},
    {"https://zoe@proxy", "https://proxy", "", "zoe"},
    {"http://zoe:s3%40cret%2F@proxy", "http://proxy", "s3%40cret%2F", "zoe:s3@cret/"},
    {"http://zoe:s3/cret@proxy:3128", NULL, NULL, NULL},
    {"http://zoe:s3@cret@proxy:3128", NULL, NULL, NULL},
    {"http://zoe:s3:cret@proxy:3128", NULL, NULL, NULL},
    {"http://zoe:s3#cret@proxy:3128", NULL, NULL, NULL},
    {"http://zoe:s3?cret@proxy:3128", NULL, NULL, NULL},
    {"http://zoe:s3cret%4@proxy:3128", NULL, NULL, NULL},
    {"http://zoe:s3 cret@proxy:3128", NULL, NULL, NULL},
    {"http://zoe:s3cret@proxy:31x8", NULL, NULL, NULL},
    {"http://zoe:s3cret@proxy:99999", NULL, NULL, NULL},
    {"http://zoe:s3cret@", NULL, NULL, NULL},
    {"http://zoe:s3cret", NULL, NULL, NULL},
    {"http//zoe:s3cret@proxy", NULL, NULL, NULL},
    {"ftp://zoe:s3cret@proxy", NULL, NULL, NULL},
    {"http://zoe:s3cret@proxy/path", NULL, NULL, NULL},
};

START_TEST(a_value_is_taken_apart) {
    struct proxy proxy;
    struct err err = {.text = ""};
    clear();
    setenv("https_proxy", values[_i].value, 1);
    bool is_read = proxy_read("api.unifapi.com", &proxy, &err);
    ck_assert_msg(is_read == (values[_i].shown != NULL), "%s", values[_i].value);
    ck_assert_str_eq(proxy.variable, "https_proxy");
    if (is_read) {
        ck_assert_str_eq(proxy.shown, values[_i].shown);
        ck_assert_str_eq(proxy.password, values[_i].password);
        ck_assert_str_eq(proxy.credentials, values[_i].credentials);
    } else {
        ck_assert_str_eq(proxy.shown, "");
        ck_assert_int_eq(err.kind, ERR_CONFIG);
        ck_assert_ptr_null(strstr(err.text, "s3"));
        ck_assert_ptr_null(strstr(err.text, "cret"));
    }
    proxy_fini(&proxy);
    ck_assert_str_eq(proxy.password, "");
}
END_TEST

START_TEST(the_first_variable_counts) {
    static const char *const names[] = {"ALL_PROXY", "all_proxy", "HTTPS_PROXY", "https_proxy"};
    struct proxy proxy;
    clear();
    setenv("http_proxy", "http://other", 1); /* of another scheme than the API's */
    ck_assert(proxy_read("api.unifapi.com", &proxy, NULL));
    ck_assert_ptr_null(proxy.variable);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        setenv(names[i], "http://proxy", 1);
        ck_assert(proxy_read("api.unifapi.com", &proxy, NULL));
        ck_assert_str_eq(proxy.variable, names[i]);
    }
    setenv("https_proxy", "", 1);
    ck_assert(proxy_read("api.unifapi.com", &proxy, NULL));
    ck_assert_str_eq(proxy.variable, "HTTPS_PROXY");
}
END_TEST

START_TEST(hosts_go_without) {
    static const struct {
        const char *list;
        bool is_bypassed;
    } lists[] = {{"*", true},
                 {"unifapi.com", true},
                 {".UNIFAPI.com", true},
                 {"example.com, api.unifapi.com", true},
                 {"a b  api.unifapi.com", true},
                 {"fapi.com", false},
                 {"example.com", false},
                 {"", false}};
    struct proxy proxy;
    clear();
    setenv("https_proxy", "http://proxy", 1);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        setenv("no_proxy", lists[i].list, 1);
        ck_assert(proxy_read("api.unifapi.com", &proxy, NULL));
        ck_assert_msg(proxy.is_bypassed == lists[i].is_bypassed, "%s", lists[i].list);
    }
    setenv("no_proxy", "*", 1);
    setenv("https_proxy", "http://zoe:s3/cret@proxy", 1);
    ck_assert(proxy_read("api.unifapi.com", &proxy, NULL)); /* malformed, and not used */
}
END_TEST

/* Stops at a file that contains the password or the key. */
static int look_into(const char *path, const struct stat *status, int type, struct FTW *place) {
    static char bytes[FILE_MAX_BYTES];
    (void)status;
    (void)place;
    FILE *file = type == FTW_F ? fopen(path, "re") : NULL;
    if (!file)
        return 0;
    size_t len = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    return memmem(bytes, len, PASSWORD, strlen(PASSWORD)) ||
           memmem(bytes, len, DECODED, strlen(DECODED)) ||
           memmem(bytes, len, SANDBOX_CHILD_KEY, strlen(SANDBOX_CHILD_KEY));
}

static void expect_unseen(const char *text) {
    ck_assert_msg(!strstr(text, "hunter2"), "%s", text);
    ck_assert_msg(!strstr(text, SANDBOX_CHILD_KEY), "%s", text);
}

/* A proxy that wants another password, and echoes the one it got wherever it can. */
START_TEST(a_password_is_shown_and_kept_nowhere) {
    static const struct raw_step step = {
        .bytes = "HTTP/1.1 407 " DECODED "\r\nProxy-Authenticate: Basic realm=\"" DECODED
                 "\"\r\nLocation: http://zoe:" PASSWORD "@proxy/\r\nContent-Type: text/html\r\n"
                 "Content-Length: 28\r\n\r\n<title>" DECODED "</title> "};
    static const char *const orders[][6] = {{"fetch", "--cap", "9", "@zoe", NULL},
                                            {"ledger", NULL},
                                            {"ledger", "--json", NULL},
                                            {"doctor", NULL}};
    struct raw_server *proxy = raw_server_open(&step, 1);
    struct sandbox_child sandbox;
    struct errand errand;
    char address[128];
    clear();
    ck_assert(sandbox_child_open(&sandbox, NULL));
    snprintf(address, sizeof address, "http://zoe:%s@127.0.0.1:%u", PASSWORD,
             (unsigned)raw_server_port(proxy));
    setenv("https_proxy", address, 1);
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        const struct errand_config config = {.words = orders[i], .url = "https://api.invalid"};
        int status = errand_run(&errand, &sandbox, &config);
        expect_unseen(errand.out);
        expect_unseen(errand.err);
        if (i)
            continue;
        ck_assert_int_eq(status, EX_TEMPFAIL);
        ck_assert_ptr_nonnull(strstr(errand.err, "The proxy refused to connect to the API"));
        ck_assert_ptr_nonnull(strstr(errand.err, "Nothing was charged."));
        ck_assert_uint_eq(raw_server_hits(proxy), 1); /* a retry is useless */
        ck_assert_ptr_null(strstr(raw_server_head(proxy, 0), SANDBOX_CHILD_KEY));
    }
    ck_assert_int_eq(nftw(sandbox.folder, look_into, OPEN_FILES, FTW_PHYS), 0);
    sandbox_child_close(&sandbox);
    raw_server_close(proxy);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("proxy");
    TCase *tc = tcase_create("proxy");
    tcase_add_loop_test(tc, a_value_is_taken_apart, 0, sizeof values / sizeof *values);
    tcase_add_test(tc, the_first_variable_counts);
    tcase_add_test(tc, hosts_go_without);
    tcase_set_timeout(tc, TIMEOUT_S);
    tcase_add_test(tc, a_password_is_shown_and_kept_nowhere);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
