/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV text, row by row. */
#include "base/csv_rows.h"

#include "base/buf.h"
#include "base/mem.h"
#include "tests/support/run.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

/* Rows as `LINE[cell|cell]`, then the error. */
static void assert_rows(const char *text, const char *expected) {
    char *copy = mem_dup(text);
    struct csv_rows rows;
    struct csv_rows_row row;
    struct err err = {.kind = ERR_NONE};
    struct buf seen;
    bool is_end;
    buf_init(&seen, 4096);
    csv_rows_init(&rows, copy);
    while (csv_rows_next(&rows, &row, &is_end, &err)) {
        buf_format(&seen, "%zu[", row.line);
        for (size_t i = 0; i < row.count; i++)
            buf_format(&seen, "%s%s", i ? "|" : "", row.cells[i]);
        buf_text_put(&seen, "]");
    }
    ck_assert(is_end == (err.kind == ERR_NONE));
    buf_text_put(&seen, err.kind ? err.text : "");
    ck_assert_str_eq(buf_text(&seen), expected);
    buf_fini(&seen);
    free(copy);
}

static const struct {
    const char *text, *rows;
} cases[] = {
    {"", ""},
    {"\n\r\n\r", ""},
    {"a,b", "1[a|b]"},
    {"a,b\n", "1[a|b]"},
    {"a,b\r\nc,d\r\n", "1[a|b]2[c|d]"},
    {"a,b\rc,d\r\re", "1[a|b]2[c|d]4[e]"},
    {"\xEF\xBB\xBF"
     "id,group\n1,x\n",
     "1[id|group]2[1|x]"},
    {",\n,,", "1[|]2[||]"},
    {"\"a,b\",\"c \"\"d\"\"\"\n", "1[a,b|c \"d\"]"},
    {"\"\",x", "1[|x]"},
    {"\"one\ntwo\",x\ny", "1[one\ntwo|x]3[y]"},
    {"\"one\r\ntwo\"\r\ny", "1[one\r\ntwo]3[y]"},
    {"a;b\n1,5;c", "1[a|b]2[1,5|c]"},
    {"a\tb\nc\td", "1[a|b]2[c|d]"},
    {"a,b;c", "1[a|b;c]"},
    {"a b , c", "1[a b | c]"},
    {"x\n\"open", "1[x]line 2: a quotation mark is not closed"},
    {"x\n\"a\" b", "1[x]2[a b]"},
    {"a\"b", "line 1: a quotation mark within a cell"},
    {"\"a\"b\"", "line 1: a quotation mark within a cell"},
};

START_TEST(rows_are_read) {
    assert_rows(cases[_i].text, cases[_i].rows);
}
END_TEST

START_TEST(a_row_has_so_many_cells_at_most) {
    char text[CSV_ROWS_CELLS_MAX + 1];
    memset(text, ',', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    assert_rows(text, "line 1: more than 256 cells");
}
END_TEST

int main(void) {
    Suite *suite = suite_create("csv rows");
    TCase *tcase = tcase_create("csv rows");
    tcase_add_loop_test(tcase, rows_are_read, 0, (int)(sizeof cases / sizeof *cases));
    tcase_add_test(tcase, a_row_has_so_many_cells_at_most);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
