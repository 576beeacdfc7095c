/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/csv_file.h"

#include "tests/support/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TEXT_MAX = 512 };

static const struct export_column columns[] = {
    {.name = "name", .type = FIELD_STRING},
    {.name = "count", .type = FIELD_INTEGER},
};
static const struct export_table table = {.name = "names", .columns = columns, .column_count = 2};

struct written {
    char text[TEXT_MAX], hash[SHA256_HEX_MAX];
    int64_t rows, formula_cells, bytes;
};

/* One row with that name and count; NULL: missing. */
static void write_row(const char *name, size_t length, const char *count, bool is_excel,
                      struct written *written) {
    const struct export_cell cells[] = {{name, length}, {count, count ? strlen(count) : 0}};
    struct err err = {.kind = ERR_NONE};
    struct data_file out;
    struct csv_file csv;
    int ends[2];
    ck_assert_int_eq(pipe(ends), 0);
    data_file_borrow(&out, ends[1], "names.csv");
    csv_file_init(&csv, &out, is_excel);
    ck_assert(csv_file_put_header(&csv, &table, &err));
    ck_assert(csv_file_put_row(&csv, &table, cells, &err));
    ck_assert(data_file_finish(&out, written->hash, &err));
    written->rows = csv.rows;
    written->formula_cells = csv.formula_cells;
    written->bytes = out.bytes;
    csv_file_fini(&csv);
    data_file_close(&out);
    close(ends[1]);
    ssize_t len = read(ends[0], written->text, TEXT_MAX - 1);
    ck_assert_int_eq(len, written->bytes);
    written->text[len] = '\0';
    close(ends[0]);
}

static void expect(const char *name, const char *count, bool is_excel, const char *wanted,
                   int64_t formula_cells) {
    struct written written;
    write_row(name, name ? strlen(name) : 0, count, is_excel, &written);
    ck_assert_str_eq(written.text, wanted);
    ck_assert_int_eq(written.formula_cells, formula_cells);
    ck_assert_int_eq(written.rows, 1);
}

START_TEST(test_plain_csv_is_what_the_text_is) {
    expect("a", "1", false, "name,count\na,1\n", 0);
    expect(NULL, NULL, false, "name,count\n,\n", 0);
    expect("", "-7", false, "name,count\n,-7\n", 0);
    expect("a,b", "1", false, "name,count\n\"a,b\",1\n", 0);
    expect("\"", "1", false, "name,count\n\"\"\"\",1\n", 0);
    expect("a\r\nb\n", "1", false, "name,count\n\"a\r\nb\n\",1\n", 0);
    expect(" \xC3\xA4\xF0\x9F\x98\x80\x01 ", "1", false,
           "name,count\n \xC3\xA4\xF0\x9F\x98\x80\x01 ,1\n", 0);
}
END_TEST

START_TEST(test_formulas_are_counted_and_kept) {
    expect("=1+1", "1", false, "name,count\n=1+1,1\n", 1);
    expect("+", "1", false, "name,count\n+,1\n", 1);
    expect("-", "-1", false, "name,count\n-,-1\n", 1);
    expect("@x", "1", false, "name,count\n@x,1\n", 1);
    expect("\t", "1", false, "name,count\n\t,1\n", 1);
    expect("\n", "1", false, "name,count\n\"\n\",1\n", 1);
    expect("\r", "1", false, "name,count\n\"\r\",1\n", 1);
    expect("＝1", "1", false, "name,count\n＝1,1\n", 1);
    expect("'=1", "1", false, "name,count\n'=1,1\n", 0);
    expect("a=1", "1", false, "name,count\na=1,1\n", 0);
}
END_TEST

START_TEST(test_spreadsheets_get_marks_that_can_be_taken_away) {
#define HEAD "\xEF\xBB\xBFname,count\r\n"
    expect("a", "-1", true, HEAD "a,-1\r\n", 0);
    expect("=1", "1", true, HEAD "'=1,1\r\n", 1);
    expect("'=1", "1", true, HEAD "''=1,1\r\n", 0);
    expect("''=1", "1", true, HEAD "'''=1,1\r\n", 0);
    expect("'a", "1", true, HEAD "'a,1\r\n", 0);
    expect("＠,", "1", true, HEAD "\"'＠,\",1\r\n", 1);
    expect("\n", "1", true, HEAD "\"'\n\",1\r\n", 1);
#undef HEAD
}
END_TEST

START_TEST(test_what_is_no_text_is_replaced) {
    struct written written;
    write_row("a\0b", 3, "1", false, &written);
    ck_assert_str_eq(written.text, "name,count\na\xEF\xBF\xBD"
                                   "b,1\n");
    expect("\xFF\"\xC3", "1", false, "name,count\n\"\xEF\xBF\xBD\"\"\xEF\xBF\xBD\",1\n", 0);
    expect("\xED\xA0\x80", "1", false, "name,count\n\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD,1\n", 0);
}
END_TEST

START_TEST(test_bytes_are_hashed) {
    struct written written;
    write_row("a", 1, "1", false, &written);
    ck_assert_int_eq(written.bytes, 15);
    ck_assert_str_eq(written.hash,
                     "e13d104f405acbabc0264d4e4c422c22654aa1c66a2101f7bb283060b2ab0613");
}
END_TEST

START_TEST(test_a_file_that_is_full_says_so) {
    struct err err = {.kind = ERR_NONE};
    struct data_file out;
    FILE *full = fopen("/dev/full", "w");
    char hash[SHA256_HEX_MAX];
    ck_assert_ptr_nonnull(full);
    data_file_borrow(&out, fileno(full), "names.csv");
    ck_assert(data_file_put(&out, "x", 1, &err));
    ck_assert(!data_file_finish(&out, hash, &err));
    ck_assert_int_eq(err.kind, ERR_IO);
    ck_assert_str_eq(err.text, "cannot write names.csv: No space left on device");
    data_file_close(&out);
    fclose(full);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("csv_file");
    TCase *tests = tcase_create("csv_file");
    tcase_add_test(tests, test_plain_csv_is_what_the_text_is);
    tcase_add_test(tests, test_formulas_are_counted_and_kept);
    tcase_add_test(tests, test_spreadsheets_get_marks_that_can_be_taken_away);
    tcase_add_test(tests, test_what_is_no_text_is_replaced);
    tcase_add_test(tests, test_bytes_are_hashed);
    tcase_add_test(tests, test_a_file_that_is_full_says_so);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
