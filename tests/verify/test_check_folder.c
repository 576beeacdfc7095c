/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exports that are whole, and every way in which one can differ from its datapackage.json. */
#include "verify/check_folder.h"

#include "base/mem.h"
#include "base/sha256.h"
#include "tests/support/run.h"
#include "verify/package.h"

#include <check.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILES = 4, OUT_MAX = 4096, MANIFEST_MAX = 1 << 16 };

static const char *const paths[FILES] = {"accounts.csv", "follows.csv", "lists.csv", "README.txt"};
static const char *const whole[FILES] = {
    "id,is_private,seen,snapshot\n"
    "tt06,true,2026-11-29T10:00:00Z,s2\n"
    "tt1,,,s10\n"
    "\"tt,\n\"\"2\",false,2024-02-29T00:00:59Z,\n",
    "source,target,rank\n"
    "tt06,tt1,1\n"
    "tt06,\"tt,\n\"\"2\",2\n"
    "tt1,tt06,1\n",
    "snapshot,source\ns2,tt06\ns10,tt1\ns11,tt1\n",
    "Who follows whom.\n",
};
static const int rows[FILES] = {3, 3, 3, -1};
static const char *const schemas[FILES] = {
    "{\"fields\": [{\"name\": \"id\", \"type\": \"string\", \"constraints\": {\"required\": true}},"
    "{\"name\": \"is_private\", \"type\": \"boolean\"},"
    "{\"name\": \"seen\", \"type\": \"datetime\"},{\"name\": \"snapshot\", \"type\": \"string\"}],"
    "\"primaryKey\": [\"id\"], \"foreignKeys\": [{\"fields\": [\"snapshot\"],"
    "\"reference\": {\"resource\": \"lists\", \"fields\": [\"snapshot\"]}}]}",
    "{\"fields\": [{\"name\": \"source\", \"type\": \"string\"},"
    "{\"name\": \"target\", \"type\": \"string\"},{\"name\": \"rank\", \"type\": \"integer\","
    "\"constraints\": {\"required\": true}}], \"primaryKey\": [\"source\", \"target\"],"
    "\"foreignKeys\": [{\"fields\": [\"source\"], \"reference\": {\"resource\": \"accounts\","
    "\"fields\": [\"id\"]}}, {\"fields\": [\"target\"], \"reference\": {\"resource\":"
    "\"accounts\", \"fields\": [\"id\"]}}]}",
    "{\"fields\": [{\"name\": \"snapshot\", \"type\": \"string\"},"
    "{\"name\": \"source\", \"type\": \"string\"}], \"primaryKey\": \"snapshot\","
    "\"foreignKeys\": [{\"fields\": \"source\", \"reference\": {\"resource\": \"accounts\","
    "\"fields\": \"id\"}}]}",
    NULL,
};

static char folder[64];
static struct err err;
static struct buf out;

static void write_file(const char *name, const char *text, size_t len) {
    char *path = mem_format("%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(text, 1, len, file), len);
    ck_assert_int_eq(fclose(file), 0);
    free(path);
}

static void hash(const char *text, char hex[SHA256_HEX_MAX]) {
    uint8_t digest[SHA256_BYTES];
    sha256(text, strlen(text), digest);
    sha256_hex(digest, hex);
}

static void seal(struct buf *manifest) {
    char hex[SHA256_HEX_MAX];
    hash(buf_text(manifest), hex);
    buf_format(manifest, "  \"checksum\": \"sha256:%s\"\n}\n", hex);
    write_file(PACKAGE_NAME_OF_FILE, manifest->data, manifest->len);
}

/* Writes the files and a datapackage.json that agrees with their bytes, whatever they say. */
static void write_export(const char *const texts[FILES]) {
    struct buf manifest, ids;
    char hex[SHA256_HEX_MAX];
    buf_init(&manifest, MANIFEST_MAX);
    buf_init(&ids, MANIFEST_MAX);
    buf_text_put(&manifest, "{\n  \"resources\": [");
    for (int i = 0; i < FILES; i++) {
        hash(texts[i], hex);
        write_file(paths[i], texts[i], strlen(texts[i]));
        buf_format(&manifest,
                   "%s{\"name\": \"%.*s\", \"path\": \"%s\", \"bytes\": %zu,"
                   "\"hash\": \"sha256:%s\"",
                   i ? "," : "", (int)strcspn(paths[i], "."), paths[i], paths[i], strlen(texts[i]),
                   hex);
        if (schemas[i])
            buf_format(&manifest, ", \"rows\": %d, \"schema\": %s", rows[i], schemas[i]);
        buf_text_put(&manifest, "}");
        if (i + 1 < FILES)
            buf_format(&ids, "%s %s\n", paths[i], hex);
    }
    hash(buf_text(&ids), hex);
    buf_format(&manifest, "],\n  \"followtrail\": {\"export_id\": \"%.16s\"},\n", hex);
    seal(&manifest);
    buf_fini(&manifest);
    buf_fini(&ids);
}

static void set_up(void) {
    snprintf(folder, sizeof folder, "/tmp/followtrail-folder-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    buf_init(&out, OUT_MAX);
    err = (struct err){.text = ""};
    write_export(whole);
}

static void tear_down(void) {
    static const char *const others[] = {PACKAGE_NAME_OF_FILE, "notes"};
    for (int i = 0; i < FILES + 2; i++) {
        char *path = mem_format("%s/%s", folder, i < FILES ? paths[i] : others[i - FILES]);
        (void)!remove(path);
        free(path);
    }
    ck_assert_int_eq(rmdir(folder), 0);
    buf_fini(&out);
}

static void refused(const char *reason) {
    buf_clear(&out);
    err = (struct err){.text = ""};
    ck_assert_msg(!check_folder(folder, &out, &err), "not refused: %s", reason);
    ck_assert_int_eq(err.kind, ERR_DATA);
    ck_assert_msg(strstr(err.text, reason) != NULL, "%s, not %s", err.text, reason);
    ck_assert_uint_eq(out.len, 0);
}

START_TEST(a_whole_export_holds) {
    ck_assert_msg(check_folder(folder, &out, &err), "%s", err.text);
    ck_assert_msg(strstr(buf_text(&out), "Rows: accounts 3, follows 3, lists 3. All") != NULL, "%s",
                  buf_text(&out));
    ck_assert_ptr_nonnull(strstr(buf_text(&out), "4 files, 2"));
}
END_TEST

/* Of any file, datapackage.json among them. */
static void flip_each_byte(const char *name) {
    char *path = mem_format("%s/%s", folder, name);
    int fd = open(path, O_RDWR);
    struct stat status;
    ck_assert(fd >= 0 && fstat(fd, &status) == 0);
    for (off_t at = 0; at < status.st_size; at++) {
        char byte, flipped;
        ck_assert_int_eq(pread(fd, &byte, 1, at), 1);
        flipped = (char)(byte ^ 1 << (at % 8));
        ck_assert_int_eq(pwrite(fd, &flipped, 1, at), 1);
        refused("");
        ck_assert_int_eq(pwrite(fd, &byte, 1, at), 1);
    }
    close(fd);
    free(path);
}

START_TEST(finds_any_flipped_bit) {
    for (int i = 0; i < FILES; i++)
        flip_each_byte(paths[i]);
    flip_each_byte(PACKAGE_NAME_OF_FILE);
    ck_assert_msg(check_folder(folder, &out, &err), "%s", err.text);
}
END_TEST

START_TEST(finds_any_missing_byte) {
    for (int i = 0; i < FILES; i++) {
        char *path = mem_format("%s/%s", folder, paths[i]);
        ck_assert_int_eq(truncate(path, (off_t)strlen(whole[i]) - 1), 0);
        refused(paths[i]);
        write_file(paths[i], whole[i], strlen(whole[i]));
        ck_assert_int_eq(unlink(path), 0);
        refused("is missing");
        write_file(paths[i], whole[i], strlen(whole[i]));
        free(path);
    }
}
END_TEST

/* What the hashes agree with, but not the rows. */
static const struct {
    int file;
    const char *from, *to, *reason;
} faulty[] = {
    {0, "tt1,,,", "tt1,yes,,",
     "accounts.csv, line 3, column is_private: “yes” is not true or false"},
    {0, "2024-02-29", "2023-02-29", "accounts.csv, line 4, column seen: “2023-02-29T00:00:59Z” is"},
    {0, "10:00:00Z", "24:00:00Z", "is not a time like"},
    {0, "tt1,,,s10", ",,,s10", "accounts.csv, line 3, column id: the cell is empty"},
    {0, "tt1,,,s10", "tt06,,,s10", "accounts.csv, line 3, column id: “tt06” makes this the second"},
    {0, "s10", "s12", "accounts.csv, line 3, column snapshot: the cell is not in column snapshot"},
    {0, "id,", "key,", "accounts.csv, line 1: column 1 is “key”, not id"},
    {0, ",seen,snapshot", ",seen", "accounts.csv, line 1: column 4 is “”, not snapshot"},
    {0, "tt1,,,s10", "tt1,,s10", "accounts.csv, line 3: 3 cells, and the table has 4"},
    {0, "tt1,,,s10\n", "", "accounts.csv has 2 rows, and datapackage.json says 3"},
    {0, "\"tt,", "\"tt\xff,", "is not UTF-8 text"},
    {0, "\"\"2\"", "\"\"2", "accounts.csv, line 4: a quotation mark is not closed"},
    {1, "tt06,tt1,1", "tt06,tt3,1",
     "follows.csv, line 2, column target: “tt3” is not in column id"},
    {1, "tt06,1\n", "tt06,1\ntt06,tt06,3\n", "line 6, column source: “tt06” comes back after rows"},
    {1, "2\",2", "2\",+2", "follows.csv, line 3, column rank: “+2” is not a whole number"},
    {1, "2\",2", "2\",", "follows.csv, line 3, column rank: the cell is empty"},
    {1, "tt,\n\"\"2", "tt1", "follows.csv, line 3, column target: “tt1” makes this the second row"},
    {2, "s11,tt1", "s11,tt4", "lists.csv, line 4, column source: “tt4” is not in column id of acc"},
    {2, "snapshot,source\ns2,tt06\ns10,tt1\ns11,tt1\n", "", "lists.csv has no line with the names"},
};

static char *replaced(const char *text, const char *from, const char *to) {
    const char *at = strstr(text, from);
    ck_assert_ptr_nonnull(at);
    return mem_format("%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

START_TEST(names_file_line_and_column) {
    const char *texts[FILES];
    memcpy(texts, whole, sizeof texts);
    char *changed = replaced(whole[faulty[_i].file], faulty[_i].from, faulty[_i].to);
    texts[faulty[_i].file] = changed;
    write_export(texts);
    refused(faulty[_i].reason);
    free(changed);
}
END_TEST

START_TEST(refuses_what_is_not_a_file_of_it) {
    char *link = mem_format("%s/lists.csv", folder), *other = mem_format("%s/notes", folder);
    write_file("notes", "", 0);
    refused("notes is not a file of this export");
    ck_assert_int_eq(rename(link, other), 0);
    refused("notes is not a file");
    ck_assert_int_eq(symlink(other, link), 0);
    char *outside = mem_format("%s-outside", folder);
    ck_assert_int_eq(rename(other, outside), 0);
    refused("lists.csv is a symbolic link");
    ck_assert_int_eq(unlink(link), 0);
    ck_assert_int_eq(mkfifo(link, 0600), 0);
    refused("lists.csv is not a file");
    ck_assert_int_eq(unlink(link), 0);
    ck_assert_int_eq(mkdir(link, 0700), 0);
    refused("lists.csv is not a file");
    ck_assert_int_eq(unlink(outside), 0);
    free(link);
    free(other);
    free(outside);
}
END_TEST

#define HASH "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define FILE_OF(name, path)                                                                        \
    "{\"name\": \"" name "\", \"path\": \"" path "\", \"bytes\": 1, \"hash\": \"" HASH "\"}"
#define PACKAGE_OF(files)                                                                          \
    "{\"resources\": [" files "], \"followtrail\": {\"export_id\": \"0123456789abcdef\"},\n"

static const struct {
    const char *manifest, *reason;
} hostile[] = {
    {"", "{"},
    {"[]", "datapackage.json"},
    {"{\"resources\": [],\n", "followtrail is missing"},
    {PACKAGE_OF(""), "no resources"},
    {PACKAGE_OF(FILE_OF("a", "../a")), "resource 1: its path is not the name of a file"},
    {PACKAGE_OF(FILE_OF("a", "/etc/passwd")), "its path is not the name of a file"},
    {PACKAGE_OF(FILE_OF("a", "b/c")), "its path is not the name of a file"},
    {PACKAGE_OF(FILE_OF("a", "..")), "its path is not the name of a file"},
    {PACKAGE_OF(FILE_OF("a", ".a")), "its path is not the name of a file"},
    {PACKAGE_OF(FILE_OF("a", "a\\nb")), "its path is not the name of a file"},
    {PACKAGE_OF(FILE_OF("a", "a\\u0000b")), "path contains a NUL"},
    {PACKAGE_OF(FILE_OF("a", "datapackage.json")), "its path is not the name of a file"},
    {PACKAGE_OF(FILE_OF("a", "")), "path is empty"},
    {PACKAGE_OF(FILE_OF("a", "a") ", " FILE_OF("b", "a")), "resource 2: a second one with that"},
    {PACKAGE_OF(FILE_OF("a", "a") ", " FILE_OF("a", "b")), "resource 2: a second one with that"},
    {PACKAGE_OF("{\"name\": \"a\", \"path\": \"a\", \"bytes\": -1, \"hash\": \"" HASH "\"}"),
     "bytes is negative"},
    {PACKAGE_OF("{\"name\": \"a\", \"path\": \"a\", \"bytes\": 1, \"hash\": \"md5:12\"}"),
     "its hash is not sha256"},
    {PACKAGE_OF("{\"name\": \"a\", \"path\": \"a\", \"bytes\": 1, \"hash\": \"" HASH
                "\", \"rows\": 1, \"schema\": {\"fields\": []}}"),
     "it has no columns"},
    {PACKAGE_OF("{\"name\": \"a\", \"path\": \"a\", \"bytes\": 1, \"hash\": \"" HASH
                "\", \"rows\": 1, \"schema\": {\"fields\": [{\"name\": \"x\", \"type\": \"y\"}]}}"),
     "field 1: its type is unknown"},
    {PACKAGE_OF("1, 2"), "resource 1: name is missing"},
    {PACKAGE_OF(FILE_OF("a", "a")) ",\n", "is not JSON"},
};

START_TEST(refuses_a_hostile_manifest) {
    struct buf manifest;
    buf_init(&manifest, MANIFEST_MAX);
    buf_text_put(&manifest, hostile[_i].manifest);
    if (_i == 0) {
        write_file(PACKAGE_NAME_OF_FILE, "", 0);
        refused("does not end with its checksum");
    } else {
        seal(&manifest);
        refused(hostile[_i].reason);
    }
    buf_fini(&manifest);
}
END_TEST

START_TEST(refuses_a_manifest_without_end) {
    char *path = mem_format("%s/" PACKAGE_NAME_OF_FILE, folder);
    ck_assert_int_eq(truncate(path, (off_t)PACKAGE_BYTES_MAX + 1), 0);
    refused("has more than");
    struct buf deep;
    buf_init(&deep, 1 << 22);
    buf_text_put(&deep, "{\"resources\": ");
    for (int i = 0; i < 1 << 20; i++)
        buf_text_put(&deep, "[");
    buf_text_put(&deep, "\n");
    seal(&deep);
    refused("datapackage.json");
    buf_fini(&deep);
    free(path);
}
END_TEST

START_TEST(names_a_folder_that_is_not_there) {
    ck_assert(!check_folder("/nonexistent", &out, &err));
    ck_assert_int_eq(err.kind, ERR_IO);
    ck_assert_ptr_nonnull(strstr(err.text, "/nonexistent"));
}
END_TEST

int main(void) {
    Suite *suite = suite_create("check_folder");
    TCase *tc = tcase_create("check_folder");
    tcase_add_checked_fixture(tc, set_up, tear_down);
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, a_whole_export_holds);
    tcase_add_test(tc, finds_any_flipped_bit);
    tcase_add_test(tc, finds_any_missing_byte);
    tcase_add_loop_test(tc, names_file_line_and_column, 0, sizeof faulty / sizeof faulty[0]);
    tcase_add_test(tc, refuses_what_is_not_a_file_of_it);
    tcase_add_loop_test(tc, refuses_a_hostile_manifest, 0, sizeof hostile / sizeof hostile[0]);
    tcase_add_test(tc, refuses_a_manifest_without_end);
    tcase_add_test(tc, names_a_folder_that_is_not_there);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
