/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/unpack.h"
#include "tests/support/run.h"

#include <check.h>
#include <string.h>

/* BODY packed by Python's gzip and zlib. */
#define BODY "{\"data\":[],\"x\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}"
#define GZIP                                                                                       \
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xab\x56\x4a\x49\x2c\x49\x54\xb2\x8a\x8e\xd5\x51\xaa" \
    "\x50\xb2\x52\x4a\x24\x12\x28\xd5\x02\x00\xca\x76\x25\xba\x3a\x00\x00\x00"
#define TWICE                                                                                      \
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\x93\xef\xe6\x60\x00\x01\x26\xe6\xd5\x61\x5e\x9e\x3a" \
    "\x9e\x21\x9b\xba\xfa\xae\x06\xae\x0a\xd8\x14\xe4\xa5\x22\xa4\x71\x95\x89\xe1\x54\x99\xea\x2e" \
    "\x2b\xa0\x02\x00\x8c\xc3\x98\xec\x29\x00\x00\x00"
#define ZLIB                                                                                       \
    "\x78\x9c\xab\x56\x4a\x49\x2c\x49\x54\xb2\x8a\x8e\xd5\x51\xaa\x50\xb2\x52\x4a\x24\x12\x28\xd5" \
    "\x02\x00\x40\x90\x14\x57"
#define RAW                                                                                        \
    "\xab\x56\x4a\x49\x2c\x49\x54\xb2\x8a\x8e\xd5\x51\xaa\x50\xb2\x52\x4a\x24\x12\x28\xd5\x02\x00"
#define MEMBERS                                                                                    \
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xab\x56\x4a\x49\x2c\x49\x54\xb2\x8a\x8e\xd5\x51\xaa" \
    "\x50\xb2\x52\x4a\x04\x02\x00\xe6\x19\xc5\xeb\x14\x00\x00\x00\x1f\x8b\x08\x00\x00\x00\x00\x00" \
    "\x02\x03\x4b\x4c\x24\x0c\x94\x6a\x01\xf3\x15\xa0\x68\x26\x00\x00\x00"
#define WRONG                                                                                      \
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xab\x56\x4a\x49\x2c\x49\x54\xb2\x8a\x8e\xd5\x51\xaa" \
    "\x50\xb2\x52\x4a\x24\x12\x28\xd5\x02\x00\xca\x76\x24\xba\x3a\x00\x00\x00"

#define BYTES(literal) (literal), sizeof(literal) - 1

static void assert_unpacked(const char *bytes, size_t len, const char *encoding,
                            enum unpack_result wanted, const char *wanted_text) {
    struct reply *reply = reply_new(1 << 20);
    struct buf room;
    const struct buf *plain;
    reply->encoding = encoding;
    buf_put(&reply->body, bytes, len);
    buf_init(&room, UNPACK_MAX);
    ck_assert_int_eq(unpack_body(reply, &room, &plain), wanted);
    ck_assert_int_eq(unpack_failure(wanted) != NULL, wanted >= UNPACK_DAMAGED);
    if (wanted_text)
        ck_assert_str_eq(buf_text(plain), wanted_text);
    buf_fini(&room);
    reply_free(reply);
}

START_TEST(the_bytes_decide_not_their_label) {
    static const char *const labels[] = {NULL,      "",   "gzip",       "x-gzip",  "identity",
                                         "deflate", "br", "gzip, gzip", "nonsense"};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        assert_unpacked(BYTES(BODY), labels[i], UNPACK_PLAIN, BODY);
        assert_unpacked(BYTES("\xEF\xBB\xBF " BODY), labels[i], UNPACK_PLAIN, NULL);
        assert_unpacked(BYTES(GZIP), labels[i], UNPACK_DONE, BODY);
        assert_unpacked(BYTES(TWICE), labels[i], UNPACK_DONE, BODY);
        assert_unpacked(BYTES(ZLIB), labels[i], UNPACK_DONE, BODY);
        assert_unpacked(BYTES(MEMBERS), labels[i], UNPACK_DONE, BODY);
        assert_unpacked("", 0, labels[i], UNPACK_PLAIN, "");
    }
    assert_unpacked(BYTES(RAW), "deflate", UNPACK_DONE, BODY);
    assert_unpacked(BYTES("<html>no</html>"), "deflate", UNPACK_PLAIN, "<html>no</html>");
    assert_unpacked(BYTES("x^2 is no JSON"), "gzip", UNPACK_PLAIN, "x^2 is no JSON");
}
END_TEST

/* From Python's "{\"\u00e9\U0001f600\"}".encode(...). */
START_TEST(utf_16_and_utf_32_become_utf_8) {
#define TEXT      "{\"\xc3\xa9\xf0\x9f\x98\x80\"}"
#define LITTLE_16 "{\0\"\0\xe9\0\x3d\xd8\0\xde\"\0}\0"
#define BIG_16    "\0{\0\"\0\xe9\xd8\x3d\xde\0\0\"\0}"
#define LITTLE_32 "{\0\0\0\"\0\0\0\xe9\0\0\0\0\xf6\1\0\"\0\0\0}\0\0\0"
#define BIG_32    "\0\0\0{\0\0\0\"\0\0\0\xe9\0\1\xf6\0\0\0\0\"\0\0\0}"
    static const char *const labels[] = {NULL, "gzip", "deflate", "br"};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        assert_unpacked(BYTES(LITTLE_16), labels[i], UNPACK_DONE, TEXT);
        assert_unpacked(BYTES(BIG_16), labels[i], UNPACK_DONE, TEXT);
        assert_unpacked(BYTES(LITTLE_32), labels[i], UNPACK_DONE, TEXT);
        assert_unpacked(BYTES(BIG_32), labels[i], UNPACK_DONE, TEXT);
        assert_unpacked(BYTES("\xff\xfe" LITTLE_16), labels[i], UNPACK_DONE, TEXT);
        assert_unpacked(BYTES("\xfe\xff" BIG_16), labels[i], UNPACK_DONE, TEXT);
        assert_unpacked(BYTES("\xff\xfe\0\0" LITTLE_32), labels[i], UNPACK_DONE, TEXT);
        assert_unpacked(BYTES("\0\0\xfe\xff" BIG_32), labels[i], UNPACK_DONE, TEXT);
    }
    assert_unpacked(BYTES("\xff\xfe{\0\x3d\xd8}\0\0\xde}"), NULL, UNPACK_DONE,
                    "{\xff}\xff\xff"); /* half pairs, and half a unit */
}
END_TEST

/* A wrong checksum: everything was unpacked, and may be wrong. */
START_TEST(what_came_out_of_damaged_bytes_is_kept_apart) {
    struct reply *reply = reply_new(1 << 20);
    struct buf room;
    const struct buf *plain;
    buf_put(&reply->body, BYTES(WRONG));
    buf_init(&room, UNPACK_MAX);
    ck_assert_int_eq(unpack_body(reply, &room, &plain), UNPACK_DAMAGED);
    ck_assert_ptr_eq(plain, &reply->body);
    ck_assert_str_eq(buf_text(&room), BODY);
    buf_fini(&room);
    reply_free(reply);
}
END_TEST

START_TEST(what_cannot_be_unpacked_says_why) {
    for (size_t len = 3; len < sizeof GZIP - 1; len++)
        assert_unpacked(GZIP, len, "gzip", UNPACK_CUT, NULL);
    assert_unpacked(BYTES(WRONG), "gzip", UNPACK_DAMAGED, NULL);
    assert_unpacked(BYTES("\x1f\x8b\x08\x00oops, oops, oops"), "gzip", UNPACK_DAMAGED, NULL);
    assert_unpacked(BYTES("\x8b\x1a\x80{}\x03"), "br", UNPACK_UNKNOWN, NULL);
    assert_unpacked(BYTES("\x28\xb5\x2f\xfd\x04"), "zstd", UNPACK_UNKNOWN, NULL);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("unpack");
    TCase *tc = tcase_create("unpack");
    tcase_add_test(tc, the_bytes_decide_not_their_label);
    tcase_add_test(tc, utf_16_and_utf_32_become_utf_8);
    tcase_add_test(tc, what_came_out_of_damaged_bytes_is_kept_apart);
    tcase_add_test(tc, what_cannot_be_unpacked_says_why);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
