/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts as handles, ids, addresses, CSV and JSON: exactly, with the nastiest text there is. */
#include "model/extract.h"
#include "tests/support/run.h"

#include <check.h>
#include <json-c/json.h>
#include <locale.h>
#include <string.h>

enum { PLENTY = 1 << 20 };

#define CSV_NAMES                                                                                  \
    "id,username,display_name,bio,is_verified,is_private,follower_count,following_count,"          \
    "like_count,video_count,region\r\n"

static const struct account zoe = {.id = "6784563219087654321",
                                   .username = "zoe.flores",
                                   .display_name = "Zoë 🌸 Flores",
                                   .avatar_url = "https://img.example/1",
                                   .bio = "ceramics, \"slow\"\nmornings",
                                   .region = "MX",
                                   .follower_count = 1284331,
                                   .following_count = 412,
                                   .like_count = 0,
                                   .video_count = 688,
                                   .is_verified = true};

/* Nothing of it could be read. */
static const struct account blank = {.follower_count = ACCOUNT_UNKNOWN,
                                     .following_count = ACCOUNT_UNKNOWN,
                                     .like_count = ACCOUNT_UNKNOWN,
                                     .video_count = ACCOUNT_UNKNOWN,
                                     .defect = "the record is text, not an object"};

/* Private, so its counts are not known; and one flag that was not one. */
static const struct account hidden = {.id = "2",
                                      .username = "private.person",
                                      .display_name = "=HYPERLINK(1)",
                                      .bio = "",
                                      .is_private = true,
                                      .defect = "is_verified is null, not a flag"};

/* Without a record. */
static const struct account bare = {.id = "5",
                                    .username = "bare.one",
                                    .is_bare = true,
                                    .follower_count = ACCOUNT_UNKNOWN,
                                    .following_count = ACCOUNT_UNKNOWN,
                                    .like_count = ACCOUNT_UNKNOWN,
                                    .video_count = ACCOUNT_UNKNOWN};

static const struct account hostile = {.id = "3\n4",
                                       .username = "a\033[201~rm",
                                       .display_name = "x\033]52;c;eA==\ay\xC2\x9Bz\xFFw",
                                       .bio = "\u202Edlo",
                                       .follower_count = ACCOUNT_UNKNOWN,
                                       .following_count = 5,
                                       .like_count = 6,
                                       .video_count = 7};

static struct extract extract_all(enum extract_kind kind, const struct account *const *accounts,
                                  size_t count, struct buf *out) {
    buf_init(out, PLENTY);
    struct extract extract = extract_accounts(kind, accounts, count, out);
    ck_assert_uint_eq(extract.taken + extract.left_out, count);
    ck_assert_uint_eq(extract.size, out->len);
    ck_assert(!out->overflowed);
    return extract;
}

static void expect(enum extract_kind kind, const struct account *const *accounts, size_t count,
                   size_t left_out, const char *expected) {
    struct buf out;
    struct extract extract = extract_all(kind, accounts, count, &out);
    ck_assert_str_eq(buf_text(&out), expected);
    ck_assert_uint_eq(extract.left_out, left_out);
    buf_fini(&out);
}

START_TEST(names_stand_one_on_a_line) {
    const struct account *const all[] = {&zoe, &blank, &hidden, &hostile};
    expect(EXTRACT_HANDLE, all, 1, 0, "zoe.flores");
    expect(EXTRACT_HANDLE, all, 4, 2, "zoe.flores\nprivate.person");
    expect(EXTRACT_ID, all, 4, 2, "6784563219087654321\n2");
    expect(EXTRACT_ADDRESS, all, 4, 2,
           "https://www.tiktok.com/@zoe.flores\nhttps://www.tiktok.com/@private.person");
    expect(EXTRACT_HANDLE, all, 0, 0, "");
}
END_TEST

#define TEN        "0123456789"
#define SIXTY_FOUR TEN TEN TEN TEN TEN TEN "abcd"

START_TEST(only_plain_handles_make_addresses) {
    static const char *const unfit[] = {"",    "zoë",  "a b",    "a/b",   "a?b",          "a#",
                                        "a%b", "a\nb", "a;$(x)", "-dash", SIXTY_FOUR "e", NULL};
    struct account account = zoe;
    const struct account *const one[] = {&account};
    account.username = SIXTY_FOUR;
    expect(EXTRACT_ADDRESS, one, 1, 0, "https://www.tiktok.com/@" SIXTY_FOUR);
    for (size_t i = 0; i < sizeof unfit / sizeof *unfit; i++) {
        account.username = unfit[i];
        expect(EXTRACT_ADDRESS, one, 1, 1, "");
    }
}
END_TEST

/* What is a handle to the API is taken as such, but nothing that a terminal would act on. */
START_TEST(handles_are_plain_text) {
    static const char *const unfit[] = {"a\nb",    "a\rb",   "a\tb",    "\x7F", "a\xC2\x85",
                                        "\u202Eb", "\u2028", "a\u200B", "\xFF", "\033[31m"};
    struct account account = zoe;
    const struct account *const one[] = {&account};
    account.username = "zoë 李";
    expect(EXTRACT_HANDLE, one, 1, 0, "zoë 李");
    for (size_t i = 0; i < sizeof unfit / sizeof *unfit; i++) {
        account.username = account.id = unfit[i];
        expect(EXTRACT_HANDLE, one, 1, 1, "");
        expect(EXTRACT_ID, one, 1, 1, "");
    }
}
END_TEST

START_TEST(csv_quotes_and_leaves_unknown_empty) {
    const struct account *const all[] = {&zoe, &blank, &hidden, &hostile};
    expect(EXTRACT_CSV, all, 4, 0,
           CSV_NAMES
           "tt6784563219087654321,zoe.flores,Zoë 🌸 Flores,\"ceramics, \"\"slow\"\"\nmornings\","
           "true,false,1284331,412,0,688,MX\r\n"
           ",,,,,,,,,,\r\n"
           "tt2,private.person,=HYPERLINK(1),,,true,,,,,\r\n"
           "\"tt3\n4\",a<U+001B>[201~rm,x<U+001B>]52;c;eA==<U+0007>y<U+009B>z\uFFFDw,\u202Edlo,"
           "false,false,,5,6,7,");
}
END_TEST

START_TEST(json_has_the_records_names) {
    const struct account *const all[] = {&zoe, &hidden};
    expect(
        EXTRACT_JSON, all, 2, 0,
        "[\n"
        "{\"id\": \"tt6784563219087654321\", \"username\": \"zoe.flores\", "
        "\"display_name\": \"Zoë 🌸 Flores\", \"bio\": \"ceramics, \\\"slow\\\"\\nmornings\", "
        "\"is_verified\": true, \"is_private\": false, \"follower_count\": 1284331, "
        "\"following_count\": 412, \"like_count\": 0, \"video_count\": 688, "
        "\"region\": \"MX\"},\n"
        "{\"id\": \"tt2\", \"username\": \"private.person\", \"display_name\": \"=HYPERLINK(1)\", "
        "\"bio\": \"\", \"is_verified\": null, \"is_private\": true, \"follower_count\": null, "
        "\"following_count\": null, \"like_count\": null, \"video_count\": null, "
        "\"region\": null}\n"
        "]");
    expect(EXTRACT_JSON, all, 0, 0, "[\n\n]");
}
END_TEST

START_TEST(what_no_record_told_is_left_open) {
    const struct account *const all[] = {&bare};
    expect(EXTRACT_CSV, all, 1, 0, CSV_NAMES "tt5,bare.one,,,,,,,,,");
    expect(EXTRACT_JSON, all, 1, 0,
           "[\n"
           "{\"id\": \"tt5\", \"username\": \"bare.one\", \"display_name\": null, \"bio\": null, "
           "\"is_verified\": null, \"is_private\": null, \"follower_count\": null, "
           "\"following_count\": null, \"like_count\": null, \"video_count\": null, "
           "\"region\": null}\n"
           "]");
}
END_TEST

/* Another reader of JSON agrees, and no byte of it drives a terminal. */
START_TEST(json_is_read_by_others) {
    const struct account *const all[] = {&zoe, &blank, &hidden, &hostile};
    struct buf out;
    extract_all(EXTRACT_JSON, all, 4, &out);
    for (size_t i = 0; i < out.len; i++)
        ck_assert((unsigned char)out.data[i] >= 0x20 || out.data[i] == '\n');
    struct json_object *list = json_tokener_parse(buf_text(&out));
    ck_assert_int_eq((int)json_object_array_length(list), 4);
    struct json_object *last = json_object_array_get_idx(list, 3), *value;
    ck_assert(json_object_object_get_ex(last, "username", &value));
    ck_assert_str_eq(json_object_get_string(value), hostile.username);
    ck_assert(json_object_object_get_ex(json_object_array_get_idx(list, 1), "is_private", &value));
    ck_assert(!value);
    json_object_put(list);
    buf_fini(&out);
}
END_TEST

/* The size is that of the whole, also where most of it has no room. */
START_TEST(size_is_told_beyond_the_ceiling) {
    const struct account *const all[] = {&zoe, &hidden, &zoe};
    for (int kind = EXTRACT_HANDLE; kind <= EXTRACT_JSON; kind++) {
        struct buf whole, part;
        struct extract wanted = extract_all((enum extract_kind)kind, all, 3, &whole);
        buf_init(&part, wanted.size);
        extract_accounts((enum extract_kind)kind, all, 3, &part);
        ck_assert(!part.overflowed);
        buf_fini(&part);
        for (size_t room = 1; room < wanted.size; room++) {
            buf_init(&part, room);
            struct extract told = extract_accounts((enum extract_kind)kind, all, 3, &part);
            ck_assert(part.overflowed);
            ck_assert_uint_eq(told.size, wanted.size);
            ck_assert_uint_eq(told.taken, 3);
            buf_fini(&part);
        }
        buf_fini(&whole);
    }
}
END_TEST

int main(void) {
    setlocale(LC_CTYPE, "C.UTF-8");
    Suite *suite = suite_create("extract");
    TCase *tc = tcase_create("all");
    tcase_add_test(tc, names_stand_one_on_a_line);
    tcase_add_test(tc, only_plain_handles_make_addresses);
    tcase_add_test(tc, handles_are_plain_text);
    tcase_add_test(tc, csv_quotes_and_leaves_unknown_empty);
    tcase_add_test(tc, json_has_the_records_names);
    tcase_add_test(tc, what_no_record_told_is_left_open);
    tcase_add_test(tc, json_is_read_by_others);
    tcase_add_test(tc, size_is_told_beyond_the_ceiling);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
