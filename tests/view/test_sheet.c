/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of tables: on screens of several widths, as text, in sentences; and its bars. */
#include "view/sheet.h"

#include "base/buf.h"
#include "base/text.h"
#include "tests/support/run.h"

#include <check.h>
#include <string.h>

enum { LINES_MAX = 1 << 14 };

struct fruit {
    const char *name;
    int64_t count, possible;
};

static void bar(const void *of, struct cell *cell) {
    const struct fruit *fruit = of;
    cell_bar(cell, fruit->count, fruit->possible, 48);
}

static const struct table_column name = {"name", NULL, .kind = CELL_TEXT,
                                         .offset = offsetof(struct fruit, name),
                                         .widths = {6, 6, 8, 8, 8}};
static const struct table_column count = {"count",
                                          "eaten",
                                          .noun = "piece",
                                          .kind = CELL_NUMBER,
                                          .offset = offsetof(struct fruit, count),
                                          .gap = 1,
                                          .widths = {5, 5, 6, 6, 6}};
static const struct table_column bars = {
    .role = ROLE_ACCENT, .gap = 2, .widths = {0, 0, 24, 24, 24}, .cell = bar};
static const struct table fruits = {
    .name = "fruits",
    .data = (const struct table_column *const[]){&name, &count, NULL},
    .people = (const struct table_column *const[]){&name, &count, &bars, NULL}};

static const struct fruit basket[] = {{"apples", 48, 0}, {"figs", 12, 6}, {"plums", 0, 1}};

static const struct sheet_part part = {.table = &fruits,
                                       .rows = basket,
                                       .size = sizeof *basket,
                                       .count = 3,
                                       .name = "fruit",
                                       .keys = 1,
                                       .title = "Fruit",
                                       .note = "Counted in the morning.",
                                       .is_block = true};

/* It has no columns for people. */
static const struct table figures = {.name = "figures",
                                     .data = (const struct table_column *const[]){&count, NULL}};

/* The lines as a screen shows them, from its second column on. */
static const char *text_of(const struct document *lines, struct buf *out) {
    buf_init(out, LINES_MAX);
    for (size_t i = 0; i < lines->count; i++) {
        char row[400];
        size_t used = 0;
        memset(row, ' ', sizeof row);
        const struct document_stretch *at = &lines->stretches[lines->lines[i].first];
        size_t col_of_used = 0;
        for (size_t left = lines->lines[i].count; left > 0; left--, at++) {
            size_t blanks = (size_t)at->col > col_of_used ? (size_t)at->col - col_of_used : 0;
            memcpy(row + used + blanks, at->text, strlen(at->text));
            used += blanks + strlen(at->text);
            col_of_used = (size_t)at->col + text_width(at->text);
        }
        buf_format(out, "%.*s\n", (int)used, row);
    }
    return buf_text(out);
}

/* Parts are put in the order of their columns there, except titles, which come first. */
static void assert_text(const struct document *lines, const char *expected) {
    struct buf text;
    ck_assert_str_eq(text_of(lines, &text), expected);
    buf_fini(&text);
}

static void assert_laid_out(size_t parts, int cols, const char *expected) {
    struct sheet sheet = {.count = 0};
    struct document lines;
    document_init(&lines);
    for (size_t i = 0; i < parts; i++)
        sheet_add(&sheet, &part);
    sheet_lay_out(&sheet, &lines, cols);
    assert_text(&lines, expected);
    document_fini(&lines);
    sheet_fini(&sheet);
}

/* Screens. */

START_TEST(a_table_has_its_title_in_place_of_the_first_columns) {
    assert_laid_out(1, 60,
                    "Fruit     eaten\n"
                    "apples       48  ████████████████████████\n"
                    "figs         12  ██████░░░\n"
                    "plums         0  ░\n"
                    "Counted in the morning.\n");
}
END_TEST

START_TEST(columns_that_do_not_fit_are_left_out) {
    assert_laid_out(1, 40,
                    "Fruit  eaten\n"
                    "apples    48\n"
                    "figs      12\n"
                    "plums      0\n"
                    "Counted in\n"
                    "the morning.\n");
}
END_TEST

START_TEST(a_number_is_shortened_where_it_does_not_fit) {
    static const struct fruit many[] = {{"grapes", 1234567, 0}, {"nuts", 380892442, 0}};
    struct sheet sheet = {.count = 0};
    struct sheet_part heap = part;
    struct document lines;
    heap.rows = many;
    heap.count = 2;
    heap.note = NULL;
    document_init(&lines);
    sheet_add(&sheet, &heap);
    sheet_lay_out(&sheet, &lines, 40);
    assert_text(&lines, "Fruit  eaten\n"
                        "grapes  1.2M\n"
                        "nuts    381M\n");
    document_fini(&lines);
    sheet_fini(&sheet);
}
END_TEST

START_TEST(tables_are_below_each_other) {
    assert_laid_out(2, 84,
                    "Fruit     eaten\n"
                    "apples       48  ████████████████████████\n"
                    "figs         12  ██████░░░\n"
                    "plums         0  ░\n"
                    "Counted in the morning.\n"
                    "\n"
                    "Fruit     eaten\n"
                    "apples       48  ████████████████████████\n"
                    "figs         12  ██████░░░\n"
                    "plums         0  ░\n"
                    "Counted in the morning.\n");
}
END_TEST

START_TEST(or_beside_where_there_is_room) {
    assert_laid_out(2, 85,
                    "Fruit     eaten                             Fruit     eaten\n"
                    "apples       48  ████████████████████████   apples       48  "
                    "████████████████████████\n"
                    "figs         12  ██████░░░                  figs         12  ██████░░░\n"
                    "plums         0  ░                          plums         0  ░\n"
                    "Counted in the morning.                     Counted in the morning.\n");
}
END_TEST

START_TEST(a_part_for_programs_or_without_rows_is_not_shown) {
    struct sheet sheet = {.count = 0};
    struct sheet_part bare = part, empty = part, for_programs = part;
    struct document lines;
    bare.title = NULL;
    empty.count = 0;
    for_programs.table = &figures;
    for_programs.title = NULL;
    document_init(&lines);
    sheet_add(&sheet, &bare);
    sheet_add(&sheet, &empty);
    sheet_add(&sheet, &for_programs);
    sheet_lay_out(&sheet, &lines, 80);
    ck_assert_uint_eq(lines.count, 0);
    sheet_write(&sheet, &lines);
    ck_assert_uint_eq(lines.count, 0);
    sheet_tell(&sheet, &lines);
    ck_assert_uint_eq(lines.count, 0);
    document_fini(&lines);
    sheet_fini(&sheet);
}
END_TEST

/* Lines. */

START_TEST(a_row_is_a_sentence) {
    struct sheet sheet = {.count = 0};
    struct document lines;
    document_init(&lines);
    sheet_add(&sheet, &part);
    sheet_tell(&sheet, &lines);
    assert_text(&lines, "Fruit:\nApples: 48 pieces.\nFigs: 12 pieces.\nPlums: 0 pieces.\n"
                        "Counted in the morning.\n");
    document_fini(&lines);
    sheet_fini(&sheet);
}
END_TEST

/* Bars. */

static void assert_bar(int64_t sure, int64_t possible, int64_t most, const char *expected) {
    struct cell cell;
    cell_bar(&cell, sure, possible, most);
    ck_assert_str_eq(cell.brief, expected);
    ck_assert_str_eq(cell.full, "");
}

START_TEST(a_bar_is_rounded_and_never_hides_what_there_is) {
    assert_bar(0, 0, 100, "");
    assert_bar(0, 0, 0, "");
    assert_bar(1, 0, 1000000, "█");
    assert_bar(0, 1, 1000000, "░");
    assert_bar(1, 1, 1000000, "█░");
    assert_bar(3, 0, 48, "██");      /* 1.5 */
    assert_bar(2999, 0, 48000, "█"); /* just below */
    assert_bar(24, 0, 24, "████████████████████████");
    assert_bar(23, 1, 24, "███████████████████████░");
}
END_TEST

int main(void) {
    Suite *suite = suite_create("sheet");
    TCase *screens = tcase_create("screens"), *lines = tcase_create("lines"),
          *cells = tcase_create("bars");
    const char *locale;
    text_use_locale(&locale);
    tcase_add_test(screens, a_table_has_its_title_in_place_of_the_first_columns);
    tcase_add_test(screens, columns_that_do_not_fit_are_left_out);
    tcase_add_test(screens, a_number_is_shortened_where_it_does_not_fit);
    tcase_add_test(screens, tables_are_below_each_other);
    tcase_add_test(screens, or_beside_where_there_is_room);
    tcase_add_test(screens, a_part_for_programs_or_without_rows_is_not_shown);
    tcase_add_test(lines, a_row_is_a_sentence);
    tcase_add_test(cells, a_bar_is_rounded_and_never_hides_what_there_is);
    suite_add_tcase(suite, screens);
    suite_add_tcase(suite, lines);
    suite_add_tcase(suite, cells);
    return run_suite(suite);
}
