/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The manual page against the program: each option, setting, key, command, fault, field of the
 * ledger and exit status is on it, and nothing else. The lists of the page are read from its
 * source, a line `.It` each. */
#include "base/mem.h"
#include "cli/options.h"
#include "command/bindings.h"
#include "sandbox/fault.h"
#include "tests/support/run.h"
#include "tests/support/sandbox_child.h"
#include "tests/support/spoken.h"
#include "view/ledger_table.h"
#include "view/stats_sheet.h"

#include <check.h>
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

enum { ITEMS_MAX = 512, NAMES_MAX = 256, WORD_BYTES = 64, LINE_BYTES = 1024 };

/* One entry of a list, with what the page says of it. */
struct item {
    const char *section, *command; /* command: of the list it is in; "" for none */
    const char *subsection;        /* "": none */
    char *tag, *body;
};

struct manual_page {
    char *sections[32], *subsections[64];
    size_t section_count, subsection_count;
    struct item items[ITEMS_MAX];
    size_t count;
};

struct names {
    char *names[NAMES_MAX];
    size_t count;
};

static struct manual_page page;
static char page_path[LINE_BYTES];

static void add(struct names *names, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void add(struct names *names, const char *format, ...) {
    char text[LINE_BYTES];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    ck_assert_uint_lt(names->count, NAMES_MAX);
    names->names[names->count++] = mem_dup(text);
}

static bool has(const struct names *names, const char *name) {
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->names[i], name) == 0)
            return true;
    return false;
}

static size_t tell_missing(const struct names *from, const struct names *in, const char *what) {
    size_t missing = 0;
    for (size_t i = 0; i < from->count; i++)
        if (!has(in, from->names[i])) {
            fprintf(stderr, "%s: %s\n", what, from->names[i]);
            missing++;
        }
    return missing;
}

static void forget(struct names *names) {
    for (size_t i = 0; i < names->count; i++)
        free(names->names[i]);
    names->count = 0;
}

/* Ends the test unless both are the same. */
static void compare(struct names *program, struct names *manual) {
    ck_assert_uint_gt(program->count, 0);
    size_t wrong = tell_missing(program, manual, "the manual page lacks") +
                   tell_missing(manual, program, "only on the manual page");
    ck_assert_uint_eq(wrong, 0);
    ck_assert_uint_eq(program->count, manual->count);
    forget(program);
    forget(manual);
}

/* The next word of a macro line as it is shown; "" at the end. */
static const char *next_word(const char **at, char word[static WORD_BYTES]) {
    size_t len = 0;
    *at += strspn(*at, " ");
    while (**at && **at != ' ') {
        if (strncmp(*at, "\\&", 2) == 0) {
            *at += 2;
            continue;
        }
        bool is_caret = strncmp(*at, "\\(ha", 4) == 0;
        ck_assert_uint_lt(len, WORD_BYTES - 1);
        word[len++] = is_caret ? '^' : **at;
        *at += is_caret ? 4 : 1;
    }
    word[len] = '\0';
    return word;
}

static void append(char **text, const char *more) {
    size_t size = strlen(*text) + strlen(more) + 2;
    char *both = mem_alloc(size);
    snprintf(both, size, "%s%s\n", *text, more);
    free(*text);
    *text = both;
}

static void add_subsection(const char *name) {
    ck_assert_uint_lt(page.subsection_count, sizeof page.subsections / sizeof *page.subsections);
    page.subsections[page.subsection_count++] = mem_dup(name);
}

/* Lists within lists are the options of the command that the outer one names. */
static void take_line(const char *line, int *depth, const char **command) {
    struct item *last = page.count ? &page.items[page.count - 1] : NULL;
    if (strncmp(line, ".Sh ", 4) == 0) {
        ck_assert_uint_lt(page.section_count, sizeof page.sections / sizeof *page.sections);
        page.sections[page.section_count++] = mem_dup(line + 4);
        add_subsection("");
        *command = "";
    } else if (strncmp(line, ".Ss ", 4) == 0) {
        add_subsection(line + 4);
    } else if (strncmp(line, ".Bl ", 4) == 0) {
        *command = ++*depth > 1 && last ? last->tag + strlen("Cm ") : "";
    } else if (strcmp(line, ".El") == 0) {
        *command = "";
        --*depth;
    } else if (strncmp(line, ".It ", 4) == 0) {
        ck_assert_uint_lt(page.count, ITEMS_MAX);
        page.items[page.count++] =
            (struct item){.section = page.sections[page.section_count - 1],
                          .command = *command,
                          .subsection = page.subsections[page.subsection_count - 1],
                          .tag = mem_dup(line + 4),
                          .body = mem_dup("")};
    } else if (last && *depth) {
        append(&last->body, line);
    }
}

static void read_page(void) {
    const char *source = getenv("FOLLOWTRAIL_TEST_SOURCE");
    char line[LINE_BYTES];
    int depth = 0;
    const char *command = "";
    snprintf(page_path, sizeof page_path, "%s/man/followtrail.1", source ? source : ".");
    FILE *file = fopen(page_path, "r");
    ck_assert_msg(file != NULL, "%s", page_path);
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        take_line(line, &depth, &command);
    }
    fclose(file);
    ck_assert_int_eq(depth, 0);
}

static void forget_page(void) {
    for (size_t i = 0; i < page.count; i++) {
        free(page.items[i].tag);
        free(page.items[i].body);
    }
    for (size_t i = 0; i < page.section_count; i++)
        free(page.sections[i]);
    for (size_t i = 0; i < page.subsection_count; i++)
        free(page.subsections[i]);
    page = (struct manual_page){.count = 0};
}

/* The items of a section that are in no inner list; NULL at the end. */
static const struct item *next_of(const char *section, size_t *at) {
    while (*at < page.count) {
        const struct item *item = &page.items[(*at)++];
        if (strcmp(item->section, section) == 0 && !*item->command)
            return item;
    }
    return NULL;
}

/* The second word of an item's tag, after its macro. */
static const char *name_of(const struct item *item, const char *macro,
                           char word[static WORD_BYTES]) {
    const char *at = item->tag;
    ck_assert_str_eq(next_word(&at, word), macro);
    return next_word(&at, word);
}

START_TEST(sections) {
    static const char *const wanted[] = {"NAME",          "SYNOPSIS",        "DESCRIPTION",
                                         "KEYS",          "FILTER LANGUAGE", "FRONTIER",
                                         "COMMANDS",      "OPTIONS",         "WITHOUT A SCREEN",
                                         "SETTINGS",      "LEDGER",          "STORE",
                                         "SANDBOX",       "ENVIRONMENT",     "FILES",
                                         "A WHOLE STUDY", "EXAMPLES",        "SEE ALSO",
                                         "EXIT STATUS",   "FILE FORMATS",    "CAVEATS"};
    struct names program = {.count = 0}, manual = {.count = 0};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        add(&program, "%s", wanted[i]);
    for (size_t i = 0; i < page.section_count; i++)
        add(&manual, "%s", page.sections[i]);
    compare(&program, &manual);
}
END_TEST

static void add_keys_of_tables(struct names *names) {
    struct bindings standard;
    bindings_init(&standard);
    for (enum command command = COMMAND_NONE + 1; command < COMMAND_COUNT; command++) {
        struct buf keys;
        char *state = NULL;
        buf_init(&keys, LINE_BYTES);
        bindings_keys(&standard, command, &keys);
        char *text = mem_dup(buf_text(&keys));
        add(names, "%s", command_info(command)->name);
        for (char *key = strtok_r(text, " ", &state); key; key = strtok_r(NULL, " ", &state))
            add(names, "%s by %s", command_info(command)->name, key);
        free(text);
        buf_fini(&keys);
    }
}

/* `Ic KEY , KEY Pq Cm COMMAND`, or without a key. */
static const char *add_keys_of_item(struct names *names, const struct item *item,
                                    char command[static WORD_BYTES]) {
    const char *at = strstr(item->tag, "Cm ");
    char word[WORD_BYTES];
    ck_assert_msg(at != NULL, "%s", item->tag);
    at += strlen("Cm ");
    add(names, "%s", next_word(&at, command));
    at = item->tag;
    if (strcmp(next_word(&at, word), "Ic") != 0)
        return command;
    while (*next_word(&at, word) && strcmp(word, "Pq") != 0)
        if (strcmp(word, ",") != 0)
            add(names, "%s by %s", command, word);
    return command;
}

START_TEST(keys) {
    struct names program = {.count = 0}, manual = {.count = 0};
    const struct item *item;
    size_t at = 0;
    add_keys_of_tables(&program);
    while ((item = next_of("KEYS", &at))) {
        char name[WORD_BYTES];
        add_keys_of_item(&manual, item, name);
        for (enum command command = COMMAND_NONE + 1; command < COMMAND_COUNT; command++)
            if (strcmp(command_info(command)->name, name) == 0) {
                ck_assert_str_eq(item->subsection,
                                 command_section_title(command_info(command)->section));
                ck_assert_msg((strstr(item->body, "($)") != NULL) ==
                                  command_has(command, COMMAND_SPENDS),
                              "%s: its ($) does not say whether it can spend", name);
            }
    }
    compare(&program, &manual);
}
END_TEST

/* The keys that cannot be given away, as the page lists them in a line. */
START_TEST(keys_of_messages) {
    struct bindings standard;
    struct buf wanted, source;
    char line[LINE_BYTES];
    bindings_init(&standard);
    buf_init(&wanted, LINE_BYTES);
    buf_init(&source, LINE_BYTES);
    bindings_named_keys(&standard, &wanted);
    FILE *file = fopen(page_path, "r");
    ck_assert_ptr_nonnull(file);
    while (!strstr(buf_text(&source), buf_text(&wanted)) && fgets(line, sizeof line, file)) {
        const char *at = line;
        char word[WORD_BYTES];
        line[strcspn(line, "\n")] = '\0';
        buf_clear(&source);
        while (!strncmp(line, ".Dl ", 4) && *next_word(&at, word))
            buf_format(&source, "%s ", word);
    }
    ck_assert_msg(!ferror(file) && strstr(buf_text(&source), buf_text(&wanted)),
                  "the manual page lacks the line: %s", buf_text(&wanted));
    fclose(file);
    buf_fini(&wanted);
    buf_fini(&source);
}
END_TEST

/* Names of commands as `followtrail --help` lists them. */
static void add_commands_of_help(struct names *names) {
    static const char head[] = "\n       followtrail ";
    static struct spoken spoken;
    spoken_exec(&spoken, (const char *const[]){sandbox_child_program(), "--help", NULL});
    ck_assert_int_eq(spoken.status, 0);
    for (const char *at = spoken.out; (at = strstr(at, head));) {
        at += strlen(head);
        if (islower((unsigned char)*at))
            add(names, "%.*s", (int)strcspn(at, " \n"), at);
    }
}

/* The rows of an option table, as --help prints them: `  --NAME[ ARGUMENT]  text`. */
static void add_options_of_help(struct names *names, const char *command) {
    static const char head[] = "\n  --";
    static struct spoken spoken;
    const char *const words[] = {sandbox_child_program(), *command ? command : "--help",
                                 *command ? "--help" : NULL, NULL};
    spoken_exec(&spoken, words);
    ck_assert_msg(spoken.status == 0, "%s --help: %d %s", command, spoken.status, spoken.err);
    for (const char *at = spoken.out; (at = strstr(at, head));) {
        at += strlen(head);
        size_t len = strcspn(at, " \n");
        size_t upper = strspn(at + len + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        bool has_argument = at[len] == ' ' && upper && at[len + 1 + upper] == ' ';
        add(names, "%s --%.*s%s", command, (int)len, at, has_argument ? " with an argument" : "");
    }
}

/* --profile is there as well where the table has --no-profile. */
static void add_opposites(struct names *names) {
    size_t count;
    const struct option_row *rows = options_rows(&count);
    for (size_t i = 0; i < count; i++)
        if (rows[i].setting && !rows[i].argument && strcmp(rows[i].name, rows[i].setting))
            add(names, " --%s", rows[i].setting);
}

/* `Fl -NAME[ Ar ARGUMENT]`, several with commas between. */
static void add_options_of_item(struct names *names, const struct item *item) {
    const char *at = item->tag;
    char word[WORD_BYTES], name[WORD_BYTES];
    while (strcmp(next_word(&at, word), "Fl") == 0) {
        next_word(&at, name);
        bool has_argument = strcmp(next_word(&at, word), "Ar") == 0;
        add(names, "%s -%s%s", item->command, name, has_argument ? " with an argument" : "");
        if (strcmp(word, ",") != 0)
            break;
    }
}

START_TEST(commands_and_options) {
    struct names program = {.count = 0}, manual = {.count = 0};
    struct names options = {.count = 0}, listed = {.count = 0};
    const struct item *item;
    char word[WORD_BYTES];
    size_t at = 0;
    add_commands_of_help(&program);
    while ((item = next_of("COMMANDS", &at)))
        add(&manual, "%s", name_of(item, "Cm", word));
    add_options_of_help(&options, "");
    add_opposites(&options);
    for (size_t i = 0; i < program.count; i++)
        add_options_of_help(&options, program.names[i]);
    for (size_t i = 0; i < page.count; i++)
        if (*page.items[i].command || strcmp(page.items[i].section, "OPTIONS") == 0)
            add_options_of_item(&listed, &page.items[i]);
    compare(&options, &listed);
    compare(&program, &manual);
}
END_TEST

static const struct item *find_item(const char *section, const char *name) {
    const struct item *item;
    char word[WORD_BYTES];
    size_t at = 0;
    while ((item = next_of(section, &at)))
        if (strcmp(name_of(item, "Va", word), name) == 0)
            return item;
    return NULL;
}

static void check_setting(const struct option_row *row) {
    const struct item *item = find_item("SETTINGS", row->setting);
    if (!item)
        return; /* compare() tells */
    ck_assert_msg(strstr(item->body, row->standard) != NULL, "%s: the default is %s", row->setting,
                  row->standard);
    char numbers[WORD_BYTES]; /* without ", or auto" */
    snprintf(numbers, sizeof numbers, "%.*s", (int)strcspn(row->range, ","), row->range);
    ck_assert_msg(!isdigit((unsigned char)row->range[0]) || strstr(item->body, numbers),
                  "%s: it is %s", row->setting, row->range);
}

START_TEST(settings) {
    struct names program = {.count = 0}, manual = {.count = 0};
    const struct item *item;
    char word[WORD_BYTES];
    size_t count, at = 0;
    const struct option_row *rows = options_rows(&count);
    for (size_t i = 0; i < count; i++) {
        if (!rows[i].setting)
            continue;
        add(&program, "%s", rows[i].setting);
        check_setting(&rows[i]);
    }
    while ((item = next_of("SETTINGS", &at)))
        add(&manual, "%s", name_of(item, "Va", word));
    compare(&program, &manual);
}
END_TEST

START_TEST(faults) {
    struct names program = {.count = 0}, manual = {.count = 0};
    const struct item *item;
    char word[WORD_BYTES];
    size_t at = 0;
    for (enum fault fault = FAULT_NONE + 1; fault < FAULT_COUNT; fault++)
        add(&program, "%s", fault_table[fault].name);
    while ((item = next_of("SANDBOX", &at)))
        add(&manual, "%s", name_of(item, "Cm", word));
    compare(&program, &manual);
}
END_TEST

/* The words of an item, if it has that macro. */
static void add_words(struct names *names, const struct item *item, const char *macro) {
    const char *tag = item->tag + strlen(macro);
    char word[WORD_BYTES];
    if (strncmp(item->tag, macro, strlen(macro)) != 0)
        return;
    while (*next_word(&tag, word))
        if (strcmp(word, ",") != 0)
            add(names, "%s", word);
}

START_TEST(fields_of_the_ledger) {
    struct names program = {.count = 0}, manual = {.count = 0};
    const struct item *item;
    size_t at = 0;
    for (size_t i = 0; ledger_requests.data[i]; i++)
        add(&program, "%s", ledger_requests.data[i]->name);
    while ((item = next_of("FILE FORMATS", &at)))
        add_words(&manual, item, "Va ");
    compare(&program, &manual);
}
END_TEST

START_TEST(tables_of_the_statistics) {
    struct names program = {.count = 0}, manual = {.count = 0};
    const struct statistics nothing = {.accounts = 0};
    const struct item *item;
    struct stats_sheet stats;
    size_t at = 0;
    stats_sheet_init(&stats, &nothing);
    for (size_t i = 0; i < stats.sheet.count; i++)
        if (stats.sheet.parts[i].name)
            add(&program, "%s", stats.sheet.parts[i].name);
    while ((item = next_of("FILE FORMATS", &at)))
        add_words(&manual, item, "Cm ");
    stats_sheet_fini(&stats);
    compare(&program, &manual);
}
END_TEST

START_TEST(exit_statuses) {
    struct names program = {.count = 0}, manual = {.count = 0};
    const struct item *item;
    size_t at = 0;
    for (enum err_kind kind = ERR_NONE; kind <= ERR_LIMIT; kind++) {
        char text[WORD_BYTES];
        snprintf(text, sizeof text, "%d", err_exit_status(kind));
        if (!has(&program, text))
            add(&program, "%s", text);
    }
    add(&program, "1"); /* doctor */
    add(&program, "%d", EX_TEMPFAIL);
    add(&program, "128");
    while ((item = next_of("EXIT STATUS", &at)))
        add(&manual, "%s", item->tag);
    compare(&program, &manual);
}
END_TEST

/* By who reads it, where one of them is there. */
START_TEST(formatters_find_no_fault) {
    static const char *const readers[][6] = {
        {"/usr/bin/mandoc", "-T", "lint", "-W", "warning", NULL},
        {"/usr/bin/groff", "-mandoc", "-Tutf8", "-ww", "-z", NULL}};
    static struct spoken spoken;
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
        const char *words[8] = {NULL};
        size_t count = 0;
        if (access(readers[i][0], X_OK) != 0)
            continue;
        for (; readers[i][count]; count++)
            words[count] = readers[i][count];
        words[count] = page_path;
        spoken_exec(&spoken, words);
        ck_assert_msg(!*spoken.out && !*spoken.err && !spoken.status, "%s%s", spoken.out,
                      spoken.err);
    }
}
END_TEST

int main(void) {
    Suite *suite = suite_create("manual");
    TCase *tc = tcase_create("manual");
    tcase_add_checked_fixture(tc, read_page, forget_page);
    tcase_add_test(tc, sections);
    tcase_add_test(tc, keys);
    tcase_add_test(tc, keys_of_messages);
    tcase_add_test(tc, commands_and_options);
    tcase_add_test(tc, settings);
    tcase_add_test(tc, faults);
    tcase_add_test(tc, fields_of_the_ledger);
    tcase_add_test(tc, tables_of_the_statistics);
    tcase_add_test(tc, exit_statuses);
    tcase_add_test(tc, formatters_find_no_fault);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
