/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/diff_command.h"

#include "analysis/comparison.h"
#include "analysis/timeline.h"
#include "cli/complaint.h"
#include "cli/diff_choice.h"
#include "cli/diff_csv.h"
#include "cli/output.h"
#include "cli/print_sheet.h"
#include "cli/shell.h"
#include "cli/store_choice.h"
#include "store/history.h"
#include "view/difference_sums.h"
#include "view/difference_table.h"
#include "view/timeline_table.h"

#include <stddef.h>
#include <sysexits.h>

#define WHO "followtrail diff"

struct arguments {
    struct store_words words; /* must be first: STORE_WORDS_ROWS */
    struct print_words print;
    struct diff_word from, to;
    bool is_all, is_timeline, is_excel, wants_help;
    int status; /* EX_OK: that of shell_run() */
};

static bool apply_from(void *target, const char *value, struct err *err) {
    return diff_word_parse(value, &((struct arguments *)target)->from, err);
}

static bool apply_to(void *target, const char *value, struct err *err) {
    return diff_word_parse(value, &((struct arguments *)target)->to, err);
}

#define FLAG(member) .flag = offsetof(struct arguments, member)

static const struct option_row rows[] = {
    {"from", "WHEN", "the older snapshot: s12, or the newest begun by a day or time (UTC)",
     apply_from},
    {"to", "WHEN", "the newer snapshot, likewise", apply_to},
    {"all", NULL, "all owners whose lists are complete at both dates", FLAG(is_all)},
    {"timeline", NULL, "all snapshots of the account, compared with the one before",
     FLAG(is_timeline)},
    PRINT_WORDS_ROWS(struct arguments),
    {"excel", NULL, "with --csv, of one account: CSV that a spreadsheet shows as text",
     FLAG(is_excel)},
    STORE_WORDS_ROWS,
    OPTION_HELP_ROW(struct arguments),
};

static bool print_whole(const struct sheet *sheet, const struct line *head, enum print_form form,
                        const struct store *store, struct err *err) {
    const struct print_member members[] = {
        {"path", store->path}, {"kind", store->kind}, {"name", store->name}};
    if (form == PRINT_TEXT)
        return print_sheet_text(sheet, head, err);
    return print_sheet_json(sheet, "store", members, sizeof members / sizeof *members, err);
}

static bool print_pair_csv(const struct difference *difference, bool is_excel, struct err *err) {
    int64_t formulas;
    bool is_printed = diff_csv_print(difference, is_excel, &formulas, err);
    if (is_printed && !is_excel)
        complaint_formulas(WHO, formulas);
    return is_printed;
}

static bool print_pair(const struct difference *difference, enum print_form form,
                       const struct arguments *arguments, const struct store *store,
                       struct err *err) {
    struct sheet sheet = {.count = 0};
    struct arena arena;
    struct line head;
    if (form == PRINT_CSV)
        return print_pair_csv(difference, arguments->is_excel, err);
    arena_init(&arena);
    line_init(&head);
    difference_add_scope(difference, &head);
    difference_table_add(difference, &arena, &sheet);
    bool is_printed = print_whole(&sheet, &head, form, store, err) && output_finish(err);
    sheet_fini(&sheet);
    arena_fini(&arena);
    return is_printed;
}

static bool compare_pair(struct arguments *arguments, struct store *store, const char *account,
                         enum print_form form, struct err *err) {
    struct difference difference;
    int64_t from, to;
    if (!diff_choose(store, account, &arguments->from, &arguments->to, &from, &to, err)) {
        if (err->kind == ERR_NONE)
            arguments->status = EX_TEMPFAIL;
        return false;
    }
    difference_init(&difference);
    bool is_printed = difference_read(&difference, store, from, to, err) &&
                      print_pair(&difference, form, arguments, store, err);
    difference_fini(&difference);
    return is_printed;
}

/* Everybody, compared or not, in one table. */
static bool print_owners_csv(const struct sheet *sheet, struct err *err) {
    struct print_table print;
    bool is_printed = true;
    print_table_init(&print, difference_sums_owners(sheet, 0)->table, PRINT_CSV);
    print_table_titles(&print);
    for (size_t part = 0; part < DIFFERENCE_SUMS_OWNERS; part++) {
        const struct sheet_part *owners = difference_sums_owners(sheet, part);
        for (size_t i = 0; is_printed && i < owners->count; i++)
            is_printed = print_table_row(&print, sheet_row(owners, i), err);
    }
    is_printed = is_printed && print_table_flush(&print, err);
    if (is_printed)
        complaint_formulas(WHO, print.csv.formulas);
    print_table_fini(&print);
    return is_printed;
}

static bool print_owners(const struct difference_owners *owners, enum print_form form,
                         const struct arguments *arguments, const struct store *store,
                         struct err *err) {
    struct sheet sheet = {.count = 0};
    struct arena arena;
    struct line head;
    arena_init(&arena);
    line_init(&head);
    difference_sums_add_scope(owners, arguments->from.text, arguments->to.text, &head);
    difference_sums_add(owners, &arena, &sheet);
    bool is_printed = (form == PRINT_CSV ? print_owners_csv(&sheet, err)
                                         : print_whole(&sheet, &head, form, store, err)) &&
                      output_finish(err);
    sheet_fini(&sheet);
    arena_fini(&arena);
    return is_printed;
}

static bool find_moment(struct store *store, const struct diff_word *word, int64_t *no,
                        struct err *err) {
    return history_moment_of_time(store, word->ms, no, err) &&
           (*no ||
            err_set(err, ERR_USAGE, "the store has nothing from %.40s or before", word->text));
}

static bool compare_owners(const struct arguments *arguments, struct store *store,
                           enum print_form form, struct err *err) {
    struct difference_owners owners;
    int64_t from, to;
    if (!find_moment(store, &arguments->from, &from, err) ||
        !find_moment(store, &arguments->to, &to, err))
        return false;
    difference_owners_init(&owners);
    bool is_printed = difference_owners_read(&owners, store, from, to, err) &&
                      print_owners(&owners, form, arguments, store, err);
    difference_owners_fini(&owners);
    return is_printed;
}

static bool print_steps(const struct timeline *timeline, enum print_form form,
                        const struct store *store, struct err *err) {
    const struct print_member members[] = {
        {"path", store->path}, {"kind", store->kind}, {"name", store->name}};
    struct print_table print;
    bool is_printed = true;
    print_table_init(&print, &timeline_table, form);
    if (form == PRINT_JSON) {
        print_table_json_about(&print, "store", members, sizeof members / sizeof *members);
        print_table_json_rows(&print, timeline_table.name);
    }
    print_table_titles(&print);
    for (size_t i = 0; is_printed && i < timeline->count; i++)
        is_printed =
            print_table_row(&print, &(struct timeline_row){.step = &timeline->steps[i]}, err);
    if (form == PRINT_JSON)
        buf_text_put(&print.out, "\n]}\n");
    is_printed = is_printed && print_table_flush(&print, err) && output_finish(err);
    print_table_fini(&print);
    return is_printed;
}

static bool print_timeline(struct store *store, const char *account, enum print_form form,
                           struct err *err) {
    struct timeline timeline;
    struct arena arena;
    const char *id;
    arena_init(&arena);
    timeline_init(&timeline);
    bool is_fine = comparison_find(store, account, &arena, &id, err) &&
                   timeline_read(&timeline, store, id, err);
    if (is_fine && !timeline.count)
        is_fine = err_set(err, ERR_USAGE, "the store has no list that is proved to be of “%.80s”",
                          account);
    is_fine = is_fine && print_steps(&timeline, form, store, err);
    timeline_fini(&timeline);
    arena_fini(&arena);
    return is_fine;
}

static bool check_all(const struct arguments *arguments, int count, struct err *err) {
    const struct diff_word *from = &arguments->from, *to = &arguments->to;
    if (count)
        return err_set(err, ERR_USAGE, "--all cannot be combined with an account");
    if (!from->text || !to->text || !from->is_date || !to->is_date)
        return err_set(err, ERR_USAGE, "--all needs two dates: --from DATE and --to DATE");
    if (arguments->is_excel)
        return err_set(err, ERR_USAGE, "--excel is for the changes of one account");
    return from->ms < to->ms || err_set(err, ERR_USAGE, "--from must be earlier than --to");
}

static bool check(const struct arguments *arguments, enum print_form form, int count,
                  struct err *err) {
    if (arguments->is_excel && form != PRINT_CSV)
        return err_set(err, ERR_USAGE, "--excel is for --csv");
    if (arguments->is_timeline &&
        (arguments->is_all || arguments->is_excel || arguments->from.text || arguments->to.text))
        return err_set(err, ERR_USAGE, "--timeline has all snapshots of one account");
    if (arguments->is_all)
        return check_all(arguments, count, err);
    return count == 1 ||
           err_set(err, ERR_USAGE, count ? "name one account" : "name an account, or --all");
}

static void put_words(FILE *out) {
    fputs("Without --from and --to, the two newest snapshots are compared. Newly listed is\n"
          "certain if the older list is complete, no longer listed if the newer list is.\n"
          "Deleted and banned accounts look like unfollowed ones.\n\n"
          "Exit status: 0; 64 a word is wrong; 65 the store is damaged; 75 the account has\n"
          "no older snapshot to compare.\n",
          out);
}

static bool run_on(struct arguments *arguments, struct store *store, const char *account,
                   enum print_form form, struct err *err) {
    return arguments->is_all        ? compare_owners(arguments, store, form, err)
           : arguments->is_timeline ? print_timeline(store, account, form, err)
                                    : compare_pair(arguments, store, account, form, err);
}

static bool run(void *target, int count, char **operands, struct err *err) {
    struct arguments *arguments = target;
    struct store_choice choice = {0};
    enum print_form form;
    if (!print_words_choose(&arguments->print, &form, err) || !check(arguments, form, count, err))
        return false;
    struct store *store = store_words_open_reader(&arguments->words, WHO, &choice, err);
    bool is_fine = store && run_on(arguments, store, operands[0], form, err);
    store_close(store);
    store_choice_fini(&choice);
    return is_fine;
}

static const struct shell_command command = {
    .who = WHO,
    .help = {.usage = "diff [OPTION...] ACCOUNT\n"
                      "diff [OPTION...] --timeline ACCOUNT\n"
                      "diff [OPTION...] --all --from DATE --to DATE",
             .about =
                 "Compares two snapshots of an account's list, or the lists of all accounts at\n"
                 "two dates. Nothing is fetched.\n",
             .rows = rows,
             .row_count = sizeof rows / sizeof *rows,
             .put_more = put_words},
    .has_operands = true,
    .run = run};

int diff_command(int argc, char **argv) {
    struct arguments arguments = {.status = EX_OK};
    int status = shell_run(&command, argc, argv, &arguments);
    return arguments.status != EX_OK ? arguments.status : status;
}
