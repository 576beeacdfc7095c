/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/chunks.h"
#include "tests/support/run.h"

#include <check.h>
#include <string.h>

START_TEST(what_frames_the_chunks_is_taken_out) {
    static const struct {
        const char *framed, *joined;
    } samples[] = {
        {"", ""},
        {"0\r\n\r\n", ""},
        {"3\r\nabc\r\n0\r\n\r\n", "abc"},
        {"3;a=\"b\"\r\nabc\r\n00A\t\r\n0123456789\r\n0\r\nX: y\r\n\r\n", "abc0123456789"},
        {"3\nabc\n2\nde\n0\n\n", "abcde"},
        /* not chunked, though a header says so */
        {"{\"data\":[]}", "{\"data\":[]}"},
        {"zz\r\nabc", "zz\r\nabc"},
        {"\r\nabc", "\r\nabc"},
        {"123456789\r\nabc", "123456789\r\nabc"},
        {"abc", "abc"},
        /* a wrong size, and framing that breaks off */
        {"2\r\nabcdef\r\n0\r\n\r\n", "abcdef\r\n0\r\n\r\n"},
        {"9\r\nabc", "abc"},
        {"3\r\nabc", "abc"},
        {"3\r\nabc\r", "abc"},
        {"3\r\nabc\r\n", "abc"},
        {"3\r\nabc\r\nz", "abcz"},
        {"ffffffff\r\nabc", "abc"},
    };
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        struct buf body;
        buf_init(&body, 1 << 10);
        buf_text_put(&body, samples[i].framed);
        chunks_join(&body);
        ck_assert_str_eq(buf_text(&body), samples[i].joined);
        ck_assert_uint_eq(body.len, strlen(samples[i].joined));
        buf_fini(&body);
    }
}
END_TEST

int main(void) {
    Suite *suite = suite_create("chunks");
    TCase *tc = tcase_create("chunks");
    tcase_add_test(tc, what_frames_the_chunks_is_taken_out);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
