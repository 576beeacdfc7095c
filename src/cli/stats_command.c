/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/stats_command.h"

#include "analysis/statistics_work.h"
#include "base/clock.h"
#include "cli/complaint.h"
#include "cli/output.h"
#include "cli/print_sheet.h"
#include "cli/shell.h"
#include "cli/store_choice.h"
#include "store/lookup.h"
#include "view/stats_sheet.h"

#include <stddef.h>
#include <string.h>

#define WHO "followtrail stats"

struct arguments {
    struct store_words words; /* must be first: STORE_WORDS_ROWS */
    struct print_words print;
    const char *groups;
    bool wants_help;
};

static bool take_groups(void *target, const char *value, struct err *err) {
    (void)err;
    ((struct arguments *)target)->groups = value;
    return true;
}

static const struct option_row rows[] = {
    PRINT_WORDS_ROWS(struct arguments),
    {"groups", "FILE", "count follows by the groups of a CSV file", take_groups},
    STORE_WORDS_ROWS,
    OPTION_HELP_ROW(struct arguments),
};

/* What a word names. Its list may be one that nothing proves an owner of. */
static bool find_list(struct store *store, const char *word, struct arena *arena,
                      struct holding *list, struct err *err) {
    struct reference reference;
    struct account *account;
    struct snapshot unproved = {.id = 0};
    if (!reference_parse(word, &reference, err) ||
        !lookup_account(store, &reference, arena, &account, err))
        return false;
    if (account)
        return holding_of(store, account->no, list, arena, err);
    if (reference.kind == REFERENCE_HANDLE &&
        !lookup_unbound(store, reference.name, &unproved, err))
        return false;
    list->state = STANDING_NONE;
    return !unproved.id || holding_of_snapshot(store, unproved.id, list, arena, err);
}

static bool is_repeated(const struct holding *lists, size_t count, const struct holding *list) {
    for (size_t i = 0; i < count; i++)
        if (lists[i].account == list->account && lists[i].snapshot == list->snapshot)
            return true;
    return false;
}

/* The lists of those accounts, and whom they follow. */
static bool add_lists(struct statistics_work *work, struct store *store, int count, char **words,
                      struct arena *arena, struct err *err) {
    struct holding *lists = arena_alloc(arena, (size_t)count * sizeof *lists);
    size_t found = 0;
    for (int i = 0; i < count; i++) {
        if (!find_list(store, words[i], arena, &lists[found], err))
            return false;
        if (lists[found].state == STANDING_NONE)
            return err_set(err, ERR_USAGE, "the store has no list of “%.80s”", words[i]);
        if (is_repeated(lists, found, &lists[found]))
            continue;
        statistics_work_add_list(work, &lists[found++]);
    }
    return statistics_work_add_listed(work, err);
}

static bool make(struct statistics_work *work, struct store *store, int count, char **words,
                 struct err *err) {
    bool is_done;
    struct arena arena;
    arena_init(&arena);
    bool is_made = (count ? add_lists(work, store, count, words, &arena, err)
                          : statistics_work_add_store(work, err)) &&
                   statistics_work_go_on(work, INT64_MAX, &is_done, err);
    arena_fini(&arena);
    return is_made;
}

static bool print_csv(const struct sheet *sheet, struct err *err) {
    int64_t formulas;
    bool is_printed = print_sheet_csv(sheet, &formulas, err);
    if (is_printed)
        complaint_formulas(WHO, formulas);
    return is_printed;
}

static bool print_page(const struct stats_sheet *page, const struct statistics *of,
                       enum print_form form, const struct store *store, struct err *err) {
    const struct print_member members[] = {
        {"path", store->path}, {"kind", store->kind}, {"name", store->name}};
    struct line head;
    line_init(&head);
    stats_sheet_say_scope(of, &head);
    switch (form) {
    case PRINT_TEXT:
        return print_sheet_text(&page->sheet, &head, err);
    case PRINT_CSV:
        return print_csv(&page->sheet, err);
    case PRINT_JSON:
    case PRINT_JSON_LINES: /* a page of tables is one object */
        break;
    }
    return print_sheet_json(&page->sheet, "store", members, sizeof members / sizeof *members, err);
}

static bool print(const struct statistics *of, enum print_form form, const struct store *store,
                  struct err *err) {
    struct stats_sheet page;
    stats_sheet_init(&page, of);
    bool is_printed = print_page(&page, of, form, store, err) && output_finish(err);
    stats_sheet_fini(&page);
    return is_printed;
}

static bool count_all(struct store *store, const struct groups *groups, enum print_form form,
                      int count, char **words, struct err *err) {
    struct graph_index *index = graph_index_new(store);
    struct statistics_work *work = NULL;
    bool is_fine = graph_index_finish(index, err);
    if (is_fine) {
        work = statistics_work_new(store, index, groups, clock_wall_ms());
        is_fine = make(work, store, count, words, err) &&
                  print(statistics_work_of(work), form, store, err);
    }
    statistics_work_free(work);
    graph_index_free(index);
    return is_fine;
}

static bool count_with_groups(const struct arguments *arguments, struct store *store,
                              enum print_form form, int count, char **words, struct err *err) {
    struct groups *groups = NULL;
    if (arguments->groups && !(groups = groups_read(arguments->groups, store, err)))
        return false;
    if (groups)
        complaint_groups(WHO, groups);
    bool is_fine = count_all(store, groups, form, count, words, err);
    groups_free(groups);
    return is_fine;
}

static void put_words(FILE *out) {
    fputs("Without an ACCOUNT, the figures are of all accounts and lists in the store;\n"
          "with some, of their lists and of the accounts in these. Quartiles are values\n"
          "that occur: the ceil(p*n)-th smallest. Unknown values are counted and are part\n"
          "of no figure.\n",
          out);
}

static bool run(void *target, int count, char **operands, struct err *err) {
    const struct arguments *arguments = target;
    struct store_choice choice = {0};
    enum print_form form;
    if (!print_words_choose(&arguments->print, &form, err))
        return false;
    struct store *store = store_words_open_reader(&arguments->words, WHO, &choice, err);
    bool is_fine = store && count_with_groups(arguments, store, form, count, operands, err);
    store_close(store);
    store_choice_fini(&choice);
    return is_fine;
}

static const struct shell_command command = {
    .who = WHO,
    .help = {.usage = "stats [OPTION...] [ACCOUNT...]",
             .about =
                 "Prints figures of the accounts and lists in the store. Nothing is fetched.\n",
             .rows = rows,
             .row_count = sizeof rows / sizeof *rows,
             .put_more = put_words},
    .has_operands = true,
    .run = run};

int stats_command(int argc, char **argv) {
    struct arguments arguments = {.wants_help = false};
    return shell_run(&command, argc, argv, &arguments);
}
