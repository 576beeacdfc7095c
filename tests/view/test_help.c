/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The help: sections, what is found, the filter language, the legend. */
#include "base/key.h"
#include "base/sign.h"
#include "base/text.h"
#include "base/utf8.h"
#include "model/filter.h"
#include "model/filter_guide.h"
#include "model/filter_term.h"
#include "tests/support/run.h"
#include "view/help_text.h"
#include "view/legend.h"
#include "view/view.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

enum { COLS = 78, TEXT_COLS = 45, ROWS = 22, WORD_BYTES = 64 };

static struct front front;
static struct view *help;

static void open_help(const char *text) {
    front = (struct front){.command = COMMAND_HELP, .argument = text};
    bindings_init(&front.bindings);
    ck_assert(view_open(&help, &front));
}

/* Whether it is left. */
static bool leaves(int key) {
    view_fit(help, 20, 80, false);
    view_read(help, 0, true);
    enum view_result result = view_command(help, key, bindings_command(&front.bindings, key));
    view_read(help, 0, true);
    return result == VIEW_LEFT;
}

static void type_into_help(const char *text) {
    for (; *text; text++)
        ck_assert(!leaves(*text));
}

START_TEST(finds_what_is_typed) {
    open_help("");
    ck_assert(!leaves(KEY_CODE_DOWN));
    ck_assert_int_eq(help->top, 1);
    type_into_help("ledger");
    ck_assert_int_eq(help->top, 0);
    ck_assert_int_ge(help->count, 2);
    ck_assert_int_lt(help->count, 6);
    type_into_help(" nothing");
    ck_assert_int_eq(help->count, 0);
    ck_assert(leaves(KEY_CODE_ESCAPE));
    open_help("qui");
    type_into_help("t?");
    ck_assert_str_eq(help->title.stretches[1].text, "quit?");
    ck_assert(!leaves(KEY_CODE_BACKSPACE));
    ck_assert_str_eq(help->body.stretches[0].text, "Q  F10");
    for (int i = 0; i < 4; i++)
        ck_assert(!leaves(KEY_CODE_BACKSPACE));
    ck_assert(!leaves(KEY_CODE_BACKSPACE));
    ck_assert(leaves('?'));
    view_close_all(&help);
}
END_TEST

static void make(struct document *body, const struct bindings *bindings, const char *typed,
                 int cols) {
    document_init(body);
    help_text_make(body, &(struct help_text){
                             .bindings = bindings, .typed = typed, .rows = ROWS, .cols = cols});
}

/* How many of its stretches have the text; *section: the last title above the last of those. */
static int occurrences(const struct document *body, const char *text, const char **section) {
    int count = 0;
    const char *title = "";
    for (size_t i = 0; i < body->stretch_count; i++) {
        const struct document_stretch *stretch = &body->stretches[i];
        if (stretch->role == ROLE_STRONG)
            title = stretch->text;
        if (strcmp(stretch->text, text))
            continue;
        count++;
        *section = title;
    }
    return count;
}

static bool is_found(const struct bindings *bindings, const char *typed, enum command command) {
    struct document body;
    const char *section;
    make(&body, bindings, typed, COLS);
    bool is_there = occurrences(&body, command_info(command)->help, &section) > 0;
    document_fini(&body);
    return is_there;
}

/* Controls that edit a line do so while a line is typed, and otherwise move. */
START_TEST(a_typed_line_is_edited_as_in_a_prompt) {
    open_help("");
    ck_assert(!leaves(KEY_CTRL('D')));
    int64_t half = help->top;
    ck_assert_int_gt(half, 0);
    ck_assert(!leaves(KEY_CTRL('U')));
    ck_assert_int_eq(help->top, 0);
    type_into_help("ledger x");
    ck_assert(!leaves(KEY_CTRL('W')));
    ck_assert_str_eq(help->title.stretches[1].text, "ledger ");
    int end = help->cursor_col;
    ck_assert(!leaves(KEY_CTRL('B')) && !leaves(KEY_CTRL('B')));
    ck_assert_int_eq(help->cursor_col, end - 2);
    ck_assert(!leaves(KEY_CTRL('D')));
    ck_assert_str_eq(help->title.stretches[1].text, "ledge ");
    ck_assert(!leaves(KEY_CTRL('U')));
    ck_assert_str_eq(help->title.stretches[1].text, " ");
    ck_assert(!leaves(KEY_CTRL('K')));
    ck_assert_str_eq(help->title.stretches[0].text, "Help");
    ck_assert(!leaves(KEY_CTRL('D')));
    ck_assert_int_eq(help->top, half);
    view_close_all(&help);
}
END_TEST

START_TEST(every_command_is_in_its_section) {
    struct bindings bindings;
    struct document body;
    bindings_init(&bindings);
    make(&body, &bindings, "", COLS);
    for (enum command command = COMMAND_NONE + 1; command < COMMAND_COUNT; command++) {
        const struct command_info *info = command_info(command);
        const char *section = "";
        ck_assert_msg(occurrences(&body, info->help, &section) == 1, "%s", info->name);
        ck_assert_str_eq(section, command_section_title(info->section));
    }
    document_fini(&body);
}
END_TEST

/* A section without a command has no title. */
START_TEST(no_section_is_empty) {
    struct bindings bindings;
    struct document body;
    bindings_init(&bindings);
    make(&body, &bindings, "", COLS);
    for (enum command_section section = 0; section < SECTION_COUNT; section++) {
        const char *title = command_section_title(section), *above;
        bool has_some = false;
        for (enum command command = COMMAND_NONE + 1; command < COMMAND_COUNT; command++)
            has_some = has_some || command_info(command)->section == section;
        ck_assert_msg(occurrences(&body, title, &above) == has_some, "%s", title);
    }
    document_fini(&body);
}
END_TEST

START_TEST(every_synonym_finds_its_command) {
    struct bindings bindings;
    bindings_init(&bindings);
    for (enum command command = COMMAND_NONE + 1; command < COMMAND_COUNT; command++) {
        const char *at = command_info(command)->words;
        ck_assert_msg(is_found(&bindings, command_info(command)->name, command), "%s",
                      command_info(command)->name);
        for (size_t len; *at; at += len + strspn(at + len, " ")) {
            char word[WORD_BYTES];
            len = strcspn(at, " ");
            snprintf(word, sizeof word, "%.*s", (int)len, at);
            ck_assert_msg(is_found(&bindings, word, command), "%s: %s", command_info(command)->name,
                          word);
        }
    }
}
END_TEST

START_TEST(what_people_call_things_finds_them) {
    static const struct {
        const char *typed;
        enum command command;
    } words[] = {{"who follows", COMMAND_FOLLOWED_BY},
                 {"mutual", COMMAND_FOLLOWED_BY},
                 {"graph", COMMAND_LISTS},
                 {"home", COMMAND_LISTS},
                 {"pattern", COMMAND_COMPARE},
                 {"popular", COMMAND_FRONTIER},
                 {"cheap", COMMAND_FRONTIER},
                 {"chart", COMMAND_STATS},
                 {"tab", COMMAND_NEXT_TAB},
                 {"export", COMMAND_COPY},
                 {"save", COMMAND_COPY},
                 {"dump", COMMAND_COPY},
                 {"exit", COMMAND_QUIT},
                 {"leave", COMMAND_LEAVE},
                 {"money", COMMAND_LEDGER},
                 {"price", COMMAND_LEDGER},
                 {"cost", COMMAND_LEDGER},
                 {"compare", COMMAND_OLDER},
                 {"cap", COMMAND_CAP},
                 {"budget", COMMAND_CAP},
                 {"colour", COMMAND_THEME},
                 {"color", COMMAND_THEME},
                 {"reload", COMMAND_REFETCH},
                 {"Export", COMMAND_COPY},
                 {"accounts copy", COMMAND_NONE},
                 {"csv copy", COMMAND_COPY}};
    struct bindings bindings;
    bindings_init(&bindings);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i].command != COMMAND_NONE)
            ck_assert_msg(is_found(&bindings, words[i].typed, words[i].command), "%s",
                          words[i].typed);
        else
            ck_assert_msg(!is_found(&bindings, words[i].typed, COMMAND_COPY), "%s", words[i].typed);
}
END_TEST

START_TEST(a_name_comes_before_other_words) {
    struct bindings bindings;
    struct document body;
    bindings_init(&bindings);
    make(&body, &bindings, "leave", COLS);
    ck_assert_str_eq(body.stretches[0].text, "q");
    document_fini(&body);
}
END_TEST

START_TEST(keys_are_shown_as_they_are_bound) {
    struct bindings bindings;
    struct document body;
    struct err err;
    const char *section;
    bindings_init(&bindings);
    ck_assert(bindings_set(&bindings, "F6", "order", 1, &err));
    ck_assert(bindings_set(&bindings, "o", "none", 2, &err));
    ck_assert(bindings_set(&bindings, "F7", "cap", 3, &err));
    make(&body, &bindings, "", COLS);
    ck_assert_int_eq(occurrences(&body, "F6", &section), 1);
    ck_assert_str_eq(section, "Find");
    ck_assert_int_eq(occurrences(&body, "o", &section), 0);
    ck_assert_int_eq(occurrences(&body, "F7", &section), 1);
    ck_assert_int_eq(occurrences(&body, ":cap", &section), 0);
    document_fini(&body);
}
END_TEST

/* However many keys a command has. */
START_TEST(texts_are_in_one_column) {
    struct bindings bindings;
    struct document body;
    int col = 0;
    bindings_init(&bindings);
    make(&body, &bindings, "", COLS);
    for (size_t line = 0; line < body.count; line++) {
        if (body.lines[line].count < 2)
            continue;
        size_t last = body.lines[line].first + body.lines[line].count - 1;
        const struct document_stretch *text = &body.stretches[last];
        col = col ? col : text->col;
        ck_assert_msg(text->col == col, "%d, not %d: %s", text->col, col, text->text);
    }
    ck_assert_int_gt(col, 0);
    document_fini(&body);
}
END_TEST

/* No text is cut, and none reaches into the next column. */
START_TEST(nothing_is_cut) {
    struct bindings bindings;
    struct document body;
    bindings_init(&bindings);
    make(&body, &bindings, "", _i);
    for (size_t line = 0; line < body.count; line++)
        for (size_t i = 0; i < body.lines[line].count; i++) {
            const struct document_stretch *stretch = &body.stretches[body.lines[line].first + i];
            int end = stretch->col + (int)text_width(stretch->text);
            ck_assert_msg(end <= _i, "%d: %s", _i, stretch->text);
            for (size_t j = 0; j < body.lines[line].count; j++) {
                int col = body.stretches[body.lines[line].first + j].col;
                ck_assert_msg(col <= stretch->col || col > end, "%d: %s", _i, stretch->text);
            }
        }
    document_fini(&body);
}
END_TEST

START_TEST(all_of_it_is_on_a_large_screen) {
    struct bindings bindings;
    struct document body;
    bindings_init(&bindings);
    document_init(&body);
    help_text_make(
        &body, &(struct help_text){.bindings = &bindings, .typed = "", .rows = 48, .cols = 198});
    ck_assert_uint_le(body.count, 48);
    document_fini(&body);
}
END_TEST

START_TEST(every_text_fits_132_columns) {
    for (enum command command = COMMAND_NONE + 1; command < COMMAND_COUNT; command++)
        ck_assert_msg(text_width(command_info(command)->help) <= TEXT_COLS, "%s",
                      command_info(command)->name);
    for (const struct filter_guide *row = filter_guide; row->form; row++)
        ck_assert_msg(text_width(row->meaning) <= TEXT_COLS, "%s", row->form);
    for (const struct legend *row = legend; row->sign; row++)
        ck_assert_msg(text_width(row->meaning) <= TEXT_COLS, "%s", row->sign);
}
END_TEST

/* It is read as it is shown, and nothing that the language has is left out. */
START_TEST(the_filter_language_is_all_there) {
    struct buf all;
    struct err err;
    buf_init(&all, 1 << 16);
    for (const struct filter_guide *row = filter_guide; row->form; row++) {
        struct filter filter;
        filter_init(&filter);
        ck_assert_msg(filter_parse_whole(&filter, row->form, &err), "%s: %s", row->form, err.text);
        filter_fini(&filter);
        buf_format(&all, "%s %s\n", row->form, row->meaning);
    }
    for (int count = 0; count < COUNT_KINDS; count++)
        ck_assert_msg(strstr(buf_text(&all), count_name((enum count)count)), "no count %d", count);
    for (enum filter_flag flag = 0; flag < FILTER_FLAG_COUNT; flag++)
        ck_assert(strstr(buf_text(&all), filter_term_flag_name(flag)));
    buf_fini(&all);
}
END_TEST

/* So that they can be spelled in ASCII. A line break has a sign of its own. */
START_TEST(the_legend_has_signs_of_the_program) {
    for (const struct legend *row = legend; row->sign; row++) {
        uint32_t code;
        size_t len = utf8_decode(row->sign, strlen(row->sign), &code);
        ck_assert_msg(code < 0x80 || sign_ascii(code) || !strcmp(row->sign, "⏎"), "%s", row->sign);
        ck_assert_msg(code < 0x80 || !row->sign[len], "%s", row->sign);
    }
}
END_TEST

int main(void) {
    Suite *suite = suite_create("help");
    TCase *tc = tcase_create("help");
    tcase_add_test(tc, finds_what_is_typed);
    tcase_add_test(tc, a_typed_line_is_edited_as_in_a_prompt);
    tcase_add_test(tc, every_command_is_in_its_section);
    tcase_add_test(tc, no_section_is_empty);
    tcase_add_test(tc, every_synonym_finds_its_command);
    tcase_add_test(tc, what_people_call_things_finds_them);
    tcase_add_test(tc, a_name_comes_before_other_words);
    tcase_add_test(tc, keys_are_shown_as_they_are_bound);
    tcase_add_test(tc, texts_are_in_one_column);
    tcase_add_loop_test(tc, nothing_is_cut, 18, 320);
    tcase_add_test(tc, all_of_it_is_on_a_large_screen);
    tcase_add_test(tc, every_text_fits_132_columns);
    tcase_add_test(tc, the_filter_language_is_all_there);
    tcase_add_test(tc, the_legend_has_signs_of_the_program);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
