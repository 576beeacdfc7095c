/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/list_command.h"

#include "base/figure.h"
#include "base/text.h"
#include "cli/complaint.h"
#include "cli/output.h"
#include "cli/print_table.h"
#include "cli/shell.h"
#include "cli/store_choice.h"
#include "command/choice.h"
#include "session/counting.h"
#include "session/grouping.h"
#include "session/refine.h"
#include "session/source.h"
#include "session/source_followed_by.h"
#include "session/source_frontier.h"
#include "session/source_lists.h"
#include "view/account_table.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { WORDS_MAX = 512, DAY_MS = 24 * 60 * 60 * 1000, DAYS_APART = 30 };

struct kind;

struct arguments {
    struct store_words words; /* must be first: STORE_WORDS_ROWS */
    struct print_words print;
    const struct kind *kind;
    const char *filter;
    const char *order;  /* NULL: as it comes */
    const char *groups; /* a file; NULL: none */
    bool wants_help;
};

/* A command. */
struct kind {
    struct shell_command command;
    const char *rows;    /* what its rows are, in the plural */
    const char *operand; /* what must be named; NULL: nothing */
    bool (*open)(struct session *session, const char *operand, struct err *err);
    const struct table *scope; /* what its list covers, for programs */
};

static bool apply_filter(void *target, const char *value, struct err *err) {
    (void)err;
    ((struct arguments *)target)->filter = value;
    return true;
}

static bool apply_order(void *target, const char *value, struct err *err) {
    (void)err;
    ((struct arguments *)target)->order = value;
    return true;
}

static bool apply_groups(void *target, const char *value, struct err *err) {
    ((struct arguments *)target)->groups = value;
    return *value || err_set(err, ERR_USAGE, "a file name is missing");
}

static const struct option_row rows[] = {
    PRINT_WORDS_ROWS(struct arguments),
    {"filter", "FILTER", "print only what passes it; see Filters in the manual", apply_filter},
    {"order", "COLUMN", "sort by a column, as o does in the program", apply_order},
    {"groups", "FILE", "read a CSV file of accounts and their groups", apply_groups},
    STORE_WORDS_ROWS,
    OPTION_HELP_ROW(struct arguments),
};

/* A list being printed, and what it covers. */
struct print {
    const struct arguments *arguments;
    const struct session *session;
    const struct list *list;
    const struct excerpt *excerpt;
    struct print_table table;
};

/* What a list covers, for programs. Times are those of the oldest and the newest page. */
struct scope {
    int64_t lists, incomplete, listed, unknown, accounts, credits, oldest_ms, newest_ms, rows;
    const char *order;
};

#define COLUMN(id, name, kind)                                                                     \
    static const struct table_column id##_column = {name, NULL, NULL,                              \
                                                    NULL, kind, offsetof(struct scope, id)}
COLUMN(lists, "lists", CELL_NUMBER);
COLUMN(incomplete, "incomplete", CELL_NUMBER);
COLUMN(listed, "listed", CELL_NUMBER);
COLUMN(unknown, "unknown", CELL_NUMBER);
COLUMN(accounts, "accounts", CELL_NUMBER);
COLUMN(credits, "credits", CELL_NUMBER);
COLUMN(order, "order", CELL_TEXT);
COLUMN(oldest_ms, "oldest_at", CELL_TIME);
COLUMN(newest_ms, "newest_at", CELL_TIME);
COLUMN(rows, "rows", CELL_NUMBER);

static const struct table_column *const scope_columns[] = {
    &lists_column,     &incomplete_column, &listed_column, &unknown_column,
    &oldest_ms_column, &newest_ms_column,  &rows_column,   NULL};
static const struct table_column *const frontier_columns[] = {
    &lists_column, &incomplete_column, &accounts_column,  &credits_column, &unknown_column,
    &order_column, &oldest_ms_column,  &newest_ms_column, &rows_column,    NULL};
static const struct table scope_table = {.data = scope_columns};
static const struct table frontier_scope = {.data = frontier_columns};

/* Where no account is asked about, none is in a list or may be. */
static struct scope scope_of(const struct print *print) {
    const struct list *list = print->list;
    bool is_about = list->query != NULL;
    return (struct scope){.lists = (int64_t)list->tally.stored,
                          .incomplete = (int64_t)list->tally.incomplete,
                          .listed = is_about ? (int64_t)list->tally.matched : ACCOUNT_UNKNOWN,
                          .unknown = is_about ? (int64_t)list->tally.unknown : ACCOUNT_UNKNOWN,
                          .accounts = (int64_t)list->tally.matched,
                          .credits = list->tally.credits,
                          .order = list->query,
                          .oldest_ms = list->first_ms,
                          .newest_ms = list->last_ms,
                          .rows = (int64_t)print->excerpt->count};
}

static void put_json_head(struct print *print) {
    const struct store *store = print->session->store;
    const struct scope scope = scope_of(print);
    const struct print_member members[] = {
        {"path", store->path}, {"kind", store->kind}, {"name", store->name}};
    print_table_json_about(&print->table, "store", members, sizeof members / sizeof *members);
    buf_text_put(&print->table.out, ",\n\"scope\": {");
    table_json_members(&print->table.out, print->arguments->kind->scope, 0, &scope);
    buf_text_put(&print->table.out, "}");
    print_table_json_rows(&print->table, print->arguments->kind->rows);
}

static void put_dates(const struct list *list, struct buf *out) {
    char oldest[FIGURE_MAX], newest[FIGURE_MAX];
    if (list->first_ms < 0)
        return;
    figure_date(list->first_ms, oldest);
    figure_date(list->last_ms, newest);
    if (strcmp(oldest, newest) != 0)
        buf_format(out, "; lists of %s to %s", oldest, newest);
    else
        buf_format(out, "; lists of %s", oldest);
    if (list->last_ms - list->first_ms > (int64_t)DAYS_APART * DAY_MS)
        buf_format(out, ", more than %d days apart", DAYS_APART);
}

/* "Followed by, in your store: 6 of 10 lists, 1 unknown; lists of 2026-11-29". */
static void put_head(struct print *print) {
    struct buf *out = &print->table.out;
    char shown[FIGURE_MAX], unknown[FIGURE_MAX];
    buf_format(out, "%s: ", source_of(print->list)->title);
    source_describe(print->list, out);
    put_dates(print->list, out);
    struct excerpt_cover cover = excerpt_cover(print->excerpt);
    if (print->arguments->filter)
        buf_format(out, "; %s shown", figure_grouped((int64_t)print->excerpt->count, shown));
    if (cover.unknown)
        buf_format(out, ", %s unknown", figure_grouped((int64_t)cover.unknown, unknown));
    buf_text_put(out, "\n\n");
}

static bool print_rows(struct print *print, struct err *err) {
    for (size_t i = 0; i < print->excerpt->count; i++) {
        struct account_row row = account_table_row(print->list, excerpt_row(print->excerpt, i));
        if (!print_table_row(&print->table, &row, err))
            return false;
    }
    return true;
}

static bool print_all(struct print *print, struct err *err) {
    if (print->table.form == PRINT_JSON)
        put_json_head(print);
    else if (print->table.form == PRINT_TEXT)
        put_head(print);
    if (print->excerpt->count || print->table.form != PRINT_TEXT)
        print_table_titles(&print->table);
    if (!print_rows(print, err))
        return false;
    if (print->table.form == PRINT_JSON)
        buf_text_put(&print->table.out, "\n]}\n");
    bool is_printed = print_table_flush(&print->table, err) && output_finish(err);
    if (is_printed)
        complaint_formulas(print->arguments->kind->command.who, print->table.csv.formulas);
    return is_printed;
}

static bool print_list(const struct arguments *arguments, const struct session *session,
                       enum print_form form, struct err *err) {
    const struct place *place = session->trail.current;
    struct account_table table;
    struct print print = {.arguments = arguments,
                          .session = session,
                          .list = place->list,
                          .excerpt = &place->excerpt};
    account_table_init(&table, place->list, arguments->kind->rows);
    print_table_init(&print.table, &table.table, form);
    bool is_printed = print_all(&print, err);
    print_table_fini(&print.table);
    return is_printed;
}

/* Nobody types it further, so it must be complete. */
static bool filter(struct session *session, const char *text, struct err *err) {
    if (!text)
        return true;
    if (!refine_filter(session, text, err))
        return false;
    const char *wanted = session->trail.current->excerpt.filter.wanted;
    return !wanted || err_set(err, ERR_USAGE, "Incomplete: %s is missing at the end.", wanted);
}

static bool open_list(const struct kind *kind, struct session *session, int count, char **operands,
                      struct err *err) {
    if (kind->operand && count != 1)
        return err_set(err, ERR_USAGE, "name one %s", kind->operand);
    if (!kind->operand && count)
        return err_set(err, ERR_USAGE, "unexpected “%.80s”", operands[0]);
    if (!counting_finish(session, err) || !kind->open(session, count ? operands[0] : NULL, err))
        return false;
    const struct list *list = session->trail.current->list;
    return !list->failure.brief || err_set(err, ERR_IO, "%s", list->failure.text);
}

/* Of a list, its columns; of a frontier, its own orders, too. */
static bool order(struct session *session, const char *name, struct err *err) {
    const struct list *list = session->trail.current->list;
    const struct choice *choice = choice_of_name(&choice_orders, list, name);
    struct buf names;
    if (choice && choice->value < CHOICE_RANKING) {
        refine_order(session, (enum order_key)choice->value);
        return true;
    }
    if (source_frontier_is(list) &&
        source_frontier_order(session, choice ? choice->name : name, err))
        return true;
    buf_init(&names, WORDS_MAX);
    choice_names(&choice_orders, list, &names);
    err_set(err, ERR_USAGE, "there is no order “%.40s”: %s", name, buf_text(&names));
    buf_fini(&names);
    return false;
}

static bool read_groups(struct session *session, const struct arguments *arguments,
                        struct err *err) {
    if (!arguments->groups)
        return true;
    if (!grouping_read(session, arguments->groups, err))
        return false;
    complaint_groups(arguments->kind->command.who, session->groups);
    return true;
}

static bool make(const struct arguments *arguments, struct store *store, int count, char **operands,
                 enum print_form form, struct err *err) {
    const struct session_config config = {.threshold = 0};
    const struct purse purse = {.spent = {0}};
    struct session session;
    session_init(&session, &config, NULL, store, &purse);
    bool is_fine = read_groups(&session, arguments, err) &&
                   open_list(arguments->kind, &session, count, operands, err) &&
                   filter(&session, arguments->filter, err) &&
                   (!arguments->order || order(&session, arguments->order, err));
    is_fine = is_fine && print_list(arguments, &session, form, err);
    session_fini(&session);
    return is_fine;
}

static bool run(void *target, int count, char **operands, struct err *err) {
    const struct arguments *arguments = target;
    struct store_choice choice = {0};
    enum print_form form;
    if (!print_words_choose(&arguments->print, &form, err))
        return false;
    struct store *store =
        store_words_open_reader(&arguments->words, arguments->kind->command.who, &choice, err);
    bool is_fine = store && make(arguments, store, count, operands, form, err);
    store_close(store);
    store_choice_fini(&choice);
    return is_fine;
}

static bool open_lists(struct session *session, const char *operand, struct err *err) {
    (void)operand;
    (void)err;
    source_lists_open(session);
    return true;
}

static bool open_frontier(struct session *session, const char *operand, struct err *err) {
    (void)operand;
    return source_frontier_open(session, "", err);
}

#define COMMAND(name, usage_words, about_words, words)                                             \
    {                                                                                              \
        .who = "followtrail " name,                                                                \
        .help = {.usage = usage_words,                                                             \
                 .about = about_words,                                                             \
                 .rows = rows,                                                                     \
                 .row_count = sizeof rows / sizeof *rows,                                          \
                 .put_more = words},                                                               \
        .has_operands = true, .run = run                                                           \
    }

static void put_words_of_lists(FILE *out) {
    fputs("list_state: complete, nobody_reported (complete without a request), or why a list is\n"
          "not complete: complete_short, partial, cut_by_balance, stopped, failed, hidden,\n"
          "empty_unknown. in_lists: the lists that have the account; in_lists_max: those and the\n"
          "incomplete ones that may have it.\n",
          out);
}

static void put_words_of_followed_by(FILE *out) {
    fputs("membership: listed, with the account's rank in the list; or unknown, because the list\n"
          "is not complete. The account's own list counts neither for nor against it.\n",
          out);
}

static void put_words_of_frontier(FILE *out) {
    fputs("--order is a column, or one of " RANKING_NAMES ":\n"
          "per-credit is lists / (price + 20), the default; random:N is the SHA-256 of N, a colon\n"
          "and the id.\n"
          "List counts of a crawl favour its own order; random lessens this and does not remove "
          "it.\n",
          out);
}

static const struct kind lists = {
    .command = COMMAND("lists", "lists [OPTION...]",
                       "Prints everybody whose list is stored, the newest first. Nothing is "
                       "fetched.\n",
                       put_words_of_lists),
    .rows = "lists",
    .open = open_lists,
    .scope = &scope_table};

static const struct kind followed_by = {
    .command = COMMAND("followed-by", "followed-by [OPTION...] ACCOUNT",
                       "Prints whose stored lists have the account, and whose may. Nothing is "
                       "fetched.\n",
                       put_words_of_followed_by),
    .rows = "owners",
    .operand = "account",
    .open = source_followed_by_open_typed,
    .scope = &scope_table};

static const struct kind frontier = {
    .command = COMMAND("frontier", "frontier [OPTION...]",
                       "Prints whom to open next: accounts in stored lists whose own list can be "
                       "loaded,\nwith its price. Nothing is fetched.\n",
                       put_words_of_frontier),
    .rows = "frontier",
    .open = open_frontier,
    .scope = &frontier_scope};

static int run_kind(const struct kind *kind, int argc, char **argv) {
    struct arguments arguments = {.kind = kind};
    return shell_run(&kind->command, argc, argv, &arguments);
}

int lists_command(int argc, char **argv) {
    return run_kind(&lists, argc, argv);
}

int followed_by_command(int argc, char **argv) {
    return run_kind(&followed_by, argc, argv);
}

int frontier_command(int argc, char **argv) {
    return run_kind(&frontier, argc, argv);
}
