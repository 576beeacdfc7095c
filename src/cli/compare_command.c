/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/compare_command.h"

#include "cli/complaint.h"
#include "cli/output.h"
#include "cli/print_sheet.h"
#include "cli/shell.h"
#include "cli/store_choice.h"
#include "view/compare_table.h"
#include "view/compare_words.h"
#include "view/member_table.h"

#include <stddef.h>
#include <string.h>

#define WHO "followtrail compare"

struct arguments {
    struct store_words words; /* must be first: STORE_WORDS_ROWS */
    struct print_words print;
    unsigned parts; /* 0: none was named */
    bool wants_help;
};

/* Besides enum compare_part. */
enum { ACCOUNTS = COMPARE_ALL + 1 };

static const struct {
    const char *name;
    unsigned part;
} tables[] = {{"lists", COMPARE_LISTS},
              {"pairs", COMPARE_PAIRS},
              {"patterns", COMPARE_PATTERNS},
              {"at-least", COMPARE_DEPTHS},
              {"accounts", ACCOUNTS}};

static bool apply_table(void *target, const char *value, struct err *err) {
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (!strcmp(value, tables[i].name)) {
            ((struct arguments *)target)->parts = tables[i].part;
            return true;
        }
    return err_set(err, ERR_USAGE, "“%.80s” is not lists, pairs, patterns, at-least or accounts",
                   value);
}

static const struct option_row rows[] = {
    PRINT_WORDS_ROWS(struct arguments),
    {"table", "WHAT",
     "only lists, pairs, patterns, at-least or accounts; with --csv, pairs by default",
     apply_table},
    STORE_WORDS_ROWS,
    OPTION_HELP_ROW(struct arguments),
};

static bool has(const char *const *ids, size_t count, const char *id) {
    for (size_t i = 0; i < count; i++)
        if (!strcmp(ids[i], id))
            return true;
    return false;
}

/* A CSV has one table. */
static bool print_csv(const struct sheet_part *part, struct err *err) {
    struct print_table print;
    bool is_printed = true;
    print_table_init(&print, part->table, PRINT_CSV);
    print_table_titles(&print);
    for (size_t i = 0; is_printed && i < part->count; i++)
        is_printed = print_table_row(&print, sheet_row(part, i), err);
    is_printed = is_printed && print_table_flush(&print, err);
    if (is_printed)
        complaint_formulas(WHO, print.csv.formulas);
    print_table_fini(&print);
    return is_printed;
}

static bool print_sheet(const struct comparison *comparison, int64_t stored,
                        const struct sheet *sheet, enum print_form form, const struct store *store,
                        struct err *err) {
    const struct print_member members[] = {
        {"path", store->path}, {"kind", store->kind}, {"name", store->name}};
    struct line head;
    line_init(&head);
    compare_add_scope(comparison, stored, &head);
    switch (form) {
    case PRINT_TEXT:
        return print_sheet_text(sheet, &head, err);
    case PRINT_CSV:
        return print_csv(&sheet->parts[0], err);
    case PRINT_JSON:
    case PRINT_JSON_LINES: /* a page of tables is one object */
        break;
    }
    return print_sheet_json(sheet, "store", members, sizeof members / sizeof *members, err);
}

/* The parts that the user named and this comparison has. */
static unsigned choose_parts(const struct comparison *comparison, unsigned parts,
                             enum print_form form) {
    if (!parts)
        parts = form == PRINT_CSV ? COMPARE_PAIRS : COMPARE_ALL;
    if (comparison->count > PATTERN_LISTS_MAX)
        parts &= ~(unsigned)COMPARE_PATTERNS;
    return parts;
}

/* Those of all lists, and what the other lists of the store say of them. */
static bool read_members(struct members *members, const struct comparison *comparison,
                         struct graph_index *index, struct store *store, struct err *err) {
    return graph_index_finish(index, err) &&
           members_read(members, store, comparison, index, "", 1, err);
}

/* A CSV has no place for it. */
static bool count_stored(struct graph_index *index, enum print_form form, int64_t *stored,
                         struct err *err) {
    size_t count = 0;
    *stored = ACCOUNT_UNKNOWN;
    if (form == PRINT_CSV)
        return true;
    if (!graph_index_read_lists(index, err))
        return false;
    (void)graph_index_lists(index, &count);
    *stored = (int64_t)count;
    return true;
}

static bool print_parts(const struct comparison *comparison, unsigned parts,
                        struct graph_index *index, enum print_form form, struct store *store,
                        struct err *err) {
    struct sheet sheet = {.count = 0};
    struct members members;
    struct arena arena;
    int64_t stored;
    arena_init(&arena);
    members_init(&members);
    bool is_fine = count_stored(index, form, &stored, err) &&
                   (!(parts & ACCOUNTS) || read_members(&members, comparison, index, store, err));
    compare_table_add(comparison, parts, stored, &arena, &sheet);
    if (is_fine && parts & ACCOUNTS)
        member_table_add(&members, &arena, &sheet);
    is_fine = is_fine && print_sheet(comparison, stored, &sheet, form, store, err);
    sheet_fini(&sheet);
    members_fini(&members);
    arena_fini(&arena);
    return is_fine;
}

static bool print(const struct comparison *comparison, unsigned parts, enum print_form form,
                  struct store *store, struct err *err) {
    parts = choose_parts(comparison, parts, form);
    if (!parts)
        return err_set(err, ERR_USAGE, "at most %d lists have patterns", PATTERN_LISTS_MAX);
    struct graph_index *index = graph_index_new(store);
    bool is_printed = print_parts(comparison, parts, index, form, store, err) && output_finish(err);
    graph_index_free(index);
    return is_printed;
}

/* An account that is named twice is compared once. */
static bool find_all(struct store *store, int count, char **words, struct arena *arena,
                     const char **ids, size_t *found, struct err *err) {
    *found = 0;
    for (int i = 0; i < count; i++) {
        if (!comparison_find(store, words[i], arena, &ids[*found], err))
            return false;
        *found += !has(ids, *found, ids[*found]);
    }
    return *found > 1 ||
           err_set(err, ERR_USAGE, "name two accounts or more whose lists to compare");
}

static bool compare(struct store *store, const struct arguments *arguments, enum print_form form,
                    int count, char **words, struct err *err) {
    struct comparison comparison;
    struct arena arena;
    size_t found;
    arena_init(&arena);
    comparison_init(&comparison);
    const char **ids = arena_alloc(&arena, ((size_t)count + 1) * sizeof(char *));
    bool is_printed = find_all(store, count, words, &arena, ids, &found, err) &&
                      comparison_read(&comparison, store, ids, found, err) &&
                      print(&comparison, arguments->parts, form, store, err);
    comparison_fini(&comparison);
    arena_fini(&arena);
    return is_printed;
}

static void put_words(FILE *out) {
    fputs(
        "common: accounts in both lists. jaccard: those, of all in either; of_a, of_b: of all in\n"
        "one. _least and _most bound the true value where a list is not complete; empty means no\n"
        "limit, or no value. only: accounts in no other of the lists. Patterns have a sign a "
        "list:\n"
        "o in it, . not in it, ? unknown; up to 12 lists have patterns, which count the accounts\n"
        "that are listed. at_least: accounts in so many lists for certain; accounts_most, with\n"
        "what incomplete lists may still have.\n",
        out);
}

static bool run(void *target, int count, char **operands, struct err *err) {
    const struct arguments *arguments = target;
    struct store_choice choice = {0};
    enum print_form form;
    if (!print_words_choose(&arguments->print, &form, err))
        return false;
    struct store *store = store_words_open_reader(&arguments->words, WHO, &choice, err);
    bool is_fine = store && compare(store, arguments, form, count, operands, err);
    store_close(store);
    store_choice_fini(&choice);
    return is_fine;
}

static const struct shell_command command = {
    .who = WHO,
    .help = {.usage = "compare [OPTION...] ACCOUNT...",
             .about = "Compares the stored lists of two or more accounts. Nothing is fetched.\n",
             .rows = rows,
             .row_count = sizeof rows / sizeof *rows,
             .put_more = put_words},
    .has_operands = true,
    .run = run};

int compare_command(int argc, char **argv) {
    struct arguments arguments = {.parts = 0};
    return shell_run(&command, argc, argv, &arguments);
}
