/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Given networks: small ones written here, and the one in FOLLOWTRAIL_TEST_NETWORK if it is set. */
#include "base/mem.h"
#include "sandbox/csv_table.h"
#include "sandbox/loaded.h"
#include "sandbox/network.h"
#include "tests/support/run.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[32], accounts_path[64], follows_path[64];
static struct arena arena;

static void set_up(void) {
    snprintf(folder, sizeof folder, "/tmp/followtrail-loaded-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(accounts_path, sizeof accounts_path, "%s/accounts.csv", folder);
    snprintf(follows_path, sizeof follows_path, "%s/follows.csv", folder);
    arena_init(&arena);
}

static void tear_down(void) {
    arena_fini(&arena);
    unlink(accounts_path);
    unlink(follows_path);
    rmdir(folder);
}

static void write_file(const char *path, const char *text, size_t len) {
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(text, 1, len, file), len);
    ck_assert_int_eq(fclose(file), 0);
}

static void write_network(const char *accounts, const char *follows) {
    write_file(accounts_path, accounts, strlen(accounts));
    write_file(follows_path, follows, strlen(follows));
}

static struct network *open_network(const char *accounts, const char *follows) {
    struct err err = {.text = ""};
    write_network(accounts, follows);
    struct network *network = loaded_open(folder, &err);
    ck_assert_msg(network != NULL, "%s", err.text);
    return network;
}

static const char *list_handles(const struct network *network, const char *owner) {
    static char handles[256];
    uint32_t index;
    size_t count, len = 0;
    ck_assert(network_find(network, owner, &index));
    const uint32_t *list = network_follows(network, index, &arena, &count);
    handles[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        struct account account;
        network_describe(network, list[i], &arena, &account);
        len += (size_t)snprintf(handles + len, sizeof handles - len, "%s%s", len ? " " : "",
                                account.username);
    }
    return handles;
}

START_TEST(reads_all_columns_in_any_order) {
    struct network *network = open_network(
        "\xEF\xBB\xBFnotes,video_count,username,id,region,bio,is_private,is_verified,like_count,"
        "follower_count,following_count,avatar_url,display_name\r\n"
        "ignored,5,Anna.B,tt7000000000000000001,SE,\"two\nlines, \"\"quoted\"\"\",false,true,9,"
        "9007199254740993,12,https://a.example/x,Åsa 🌸\r\n"
        "\r\n"
        ",0,bo,ttMS4wLjABAAAAx-_1,,,1,0,0,0,0,,\r\n",
        "source,target\n");
    struct account account;
    uint32_t index;
    ck_assert_uint_eq(network_count(network), 2);
    ck_assert(network_find(network, "7000000000000000001", &index));
    network_describe(network, index, &arena, &account);
    ck_assert_str_eq(account.id, "7000000000000000001");
    ck_assert_str_eq(account.username, "Anna.B");
    ck_assert_str_eq(account.display_name, "Åsa 🌸");
    ck_assert_str_eq(account.bio, "two\nlines, \"quoted\"");
    ck_assert_str_eq(account.avatar_url, "https://a.example/x");
    ck_assert_str_eq(account.region, "SE");
    ck_assert(account.is_verified && !account.is_private);
    ck_assert_int_eq(account.follower_count, INT64_C(9007199254740993));
    ck_assert_int_eq(account.following_count, 12);
    ck_assert_int_eq(account.like_count, 9);
    ck_assert_int_eq(account.video_count, 5);
    ck_assert(network_find(network, "MS4wLjABAAAAx-_1", &index));
    network_describe(network, index, &arena, &account);
    ck_assert(account.is_private && !account.is_verified);
    ck_assert_ptr_null(account.region);
    network_close(network);
}
END_TEST

START_TEST(finds_handles_in_any_case) {
    struct network *network =
        open_network("id,username\n1,Anna.B\n2,ANNA.b\n3,77\n77,seven\n", "source,target\n");
    uint32_t index;
    ck_assert(network_find(network, "aNNa.b", &index));
    ck_assert_uint_eq(index, 0); /* the first one has it */
    ck_assert(network_find(network, "77", &index));
    ck_assert_uint_eq(index, 3); /* an id precedes a handle */
    ck_assert(!network_find(network, "nobody", &index));
    ck_assert(!network_find(network, "", &index));
    network_close(network);
}
END_TEST

START_TEST(keeps_the_order_of_the_file) {
    struct network *network =
        open_network("id,username\ntt1,a\ntt2,b\ntt3,c\ntt4,d\n",
                     "source,target\ntt1,tt4\ntt2,tt1\ntt1,tt2\ntt1,tt3\ntt2,tt4");
    ck_assert_str_eq(list_handles(network, "a"), "d b c");
    ck_assert_str_eq(list_handles(network, "b"), "a d");
    ck_assert_str_eq(list_handles(network, "c"), "");
    ck_assert_str_eq(list_handles(network, "d"), "");
    ck_assert_uint_eq(network_showcase(network), 0);
    network_close(network);
}
END_TEST

START_TEST(orders_by_rank_within_a_source) {
    struct network *network = open_network("id,username\n1,a\n2,b\n3,c\n4,d\n",
                                           "rank,target,since,source\n10,2,x,1\n9,3,x,1\n2,4,x,"
                                           "3\n1,1,x,3\n9,4,x,1\n3,2,x,3\n7,1,x,3\n");
    ck_assert_str_eq(list_handles(network, "a"), "c d b");
    ck_assert_str_eq(list_handles(network, "c"), "a d b a");
    ck_assert_uint_eq(network_showcase(network), 2);
    network_close(network);
}
END_TEST

START_TEST(counts_follows_where_the_file_does_not) {
    struct network *network =
        open_network("id,username,following_count,is_private\n1,a,,\n2,b,40,\n3,c,0,true\n",
                     "source,target\n1,2\n1,3\n3,1\n");
    struct account account;
    network_describe(network, 0, &arena, &account);
    ck_assert_int_eq(account.following_count, 2);
    network_describe(network, 1, &arena, &account);
    ck_assert_int_eq(account.following_count, 40); /* a hidden list */
    ck_assert_str_eq(list_handles(network, "b"), "");
    ck_assert_str_eq(list_handles(network, "c"), ""); /* a private one */
    network_close(network);
}
END_TEST

static const struct {
    const char *accounts, *follows, *expected;
} faulty[] = {
    {"", "source,target\n", "accounts.csv:1: the file is empty"},
    {"\n\nusername\nx\n", "", "accounts.csv:3: column id is missing"},
    {"id,name\n1,x\n", "", "accounts.csv:1: column username is missing"},
    {"id,username,id\n1,x,2\n", "", "accounts.csv:1: column id appears twice"},
    {"id,username\n1,a\n\n2,b,c\n", "", "accounts.csv:4: 3 cells for 2 columns"},
    {"id,username\n1\n", "", "accounts.csv:2: 1 cells for 2 columns"},
    {"id,username\n1,\"a\nb\"\n1,c\n", "", "accounts.csv:4: a second account with the id “1”"},
    {"id,username\ntt1,a\n1,c\n", "", "accounts.csv:3: a second account with the id “1”"},
    {"id,username\n,a\n", "", "accounts.csv:2: not an id: “”"},
    {"id,username\na b,a\n", "", "accounts.csv:2: not an id: “a b”"},
    {"id,username\n1,\n", "", "accounts.csv:2: no username for “1”"},
    {"id,username,like_count\n1,a,-1\n", "", "accounts.csv:2: like_count “-1” is not a number"},
    {"id,username,like_count\n1,a,1e3\n", "", "accounts.csv:2: like_count “1e3” is not a number"},
    {"id,username,like_count\n1,a,9223372036854775808\n", "",
     "accounts.csv:2: like_count “9223372036854775808” is not a number"},
    {"id,username,is_private\n1,a,yes\n", "",
     "accounts.csv:2: is_private “yes” is not true or false"},
    {"id,username\n1,a\xFF\n", "", "accounts.csv:2: cell 2 is not UTF-8 text"},
    {"id,username\n1,\"a\n", "", "accounts.csv:2: "},
    {"id,username\n1,\"a\"b\n", "", "accounts.csv:2: "},
    {"id,username\n", "source,target\n", "accounts.csv has no accounts"},
    {"id,username\n1,a\n", "source,rank\n", "follows.csv:1: column target is missing"},
    {"id,username\n1,a\n", "source,target\n1,2\n", "follows.csv:2: no account with the id “2”"},
    {"id,username\n1,a\n", "source,target\n9,1\n", "follows.csv:2: no account with the id “9”"},
    {"id,username\n1,a\n", "source,target,rank\n1,1,1\n1,1,x\n",
     "follows.csv:3: rank “x” is not a number"},
};

START_TEST(says_where_a_file_is_wrong) {
    struct err err = {.text = ""};
    write_network(faulty[_i].accounts, faulty[_i].follows);
    ck_assert_ptr_null(loaded_open(folder, &err));
    ck_assert_int_eq(err.kind, ERR_DATA);
    ck_assert_msg(strstr(err.text, faulty[_i].expected) != NULL, "%s", err.text);
}
END_TEST

START_TEST(refuses_rows_without_end) {
    struct err err = {.text = ""};
    size_t len = 3 << 20;
    char *text = mem_alloc(len);
    memset(text, 'x', len);
    memcpy(text, "id,username\n1,", 14);
    write_file(accounts_path, text, len);
    ck_assert_ptr_null(loaded_open(folder, &err));
    ck_assert_int_eq(err.kind, ERR_DATA);
    ck_assert_msg(strstr(err.text, "accounts.csv:2: a row longer") != NULL, "%s", err.text);
    free(text);
}
END_TEST

START_TEST(names_a_file_that_is_not_there) {
    struct err err = {.text = ""};
    write_file(accounts_path, "id,username\n1,a\n", 16);
    ck_assert_ptr_null(loaded_open(folder, &err));
    ck_assert_int_eq(err.kind, ERR_IO);
    ck_assert_msg(strstr(err.text, follows_path) != NULL, "%s", err.text);
    ck_assert_ptr_null(loaded_open("/nonexistent", &err));
    ck_assert_int_eq(err.kind, ERR_IO);
}
END_TEST

static size_t count_rows(const char *dir, const char *name) {
    char path[4096];
    size_t rows = 0;
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *file = fopen(path, "r");
    ck_assert_ptr_nonnull(file);
    for (int c; (c = fgetc(file)) != EOF;)
        rows += c == '\n';
    fclose(file);
    return rows - 1; /* the header */
}

/* A network with one line for each row, whose following_count matches its follows. */
START_TEST(serves_a_real_network_whole) {
    const char *dir = getenv("FOLLOWTRAIL_TEST_NETWORK");
    if (!dir || !*dir)
        return;
    struct err err = {.text = ""};
    struct network *network = loaded_open(dir, &err);
    ck_assert_msg(network != NULL, "%s", err.text);
    size_t follows = 0;
    for (uint32_t i = 0; i < network_count(network); i++) {
        struct account account;
        size_t count;
        network_describe(network, i, &arena, &account);
        network_follows(network, i, &arena, &count);
        ck_assert_int_eq(account.following_count, (int64_t)count);
        follows += count;
    }
    ck_assert_uint_eq(network_count(network), count_rows(dir, "accounts.csv"));
    ck_assert_uint_eq(follows, count_rows(dir, "follows.csv"));
    network_close(network);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("loaded");
    TCase *tc = tcase_create("loaded");
    tcase_add_checked_fixture(tc, set_up, tear_down);
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, reads_all_columns_in_any_order);
    tcase_add_test(tc, finds_handles_in_any_case);
    tcase_add_test(tc, keeps_the_order_of_the_file);
    tcase_add_test(tc, orders_by_rank_within_a_source);
    tcase_add_test(tc, counts_follows_where_the_file_does_not);
    tcase_add_loop_test(tc, says_where_a_file_is_wrong, 0, sizeof faulty / sizeof faulty[0]);
    tcase_add_test(tc, refuses_rows_without_end);
    tcase_add_test(tc, names_a_file_that_is_not_there);
    tcase_add_test(tc, serves_a_real_network_whole);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
