/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/list_command.h"

#include "cli/complaint.h"
#include "cli/list_scope.h"
#include "cli/output.h"
#include "cli/print_table.h"
#include "cli/shell.h"
#include "cli/store_choice.h"
#include "command/choice.h"
#include "session/counting.h"
#include "session/grouping.h"
#include "session/list_lookup.h"
#include "session/reading.h"
#include "session/refine.h"
#include "session/source.h"
#include "session/source_followed_by.h"
#include "session/source_frontier.h"
#include "session/source_lists.h"
#include "view/account_table.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { WORDS_MAX = 512 };

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
    /* How much of the list is known; NULL: it is of no account. Texts in the arena. */
    bool (*hold)(struct session *session, struct holding *holding, struct arena *arena,
                 struct err *err);
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
    {"jsonl", NULL, "JSON lines: an object a line",
     .flag = offsetof(struct arguments, print.wants_json_lines)},
    {"filter", "FILTER", "print only what passes it; see Filters in the manual", apply_filter},
    {"order", "COLUMN", "sort by a column, as o does in the program", apply_order},
    {"groups", "FILE", "read a CSV file of accounts and their groups", apply_groups},
    STORE_WORDS_ROWS,
    OPTION_HELP_ROW(struct arguments),
};

/* A list being printed. */
struct print {
    const struct arguments *arguments;
    const struct session *session;
    struct list_scope scope;
    struct print_table table;
};

static void put_json_head(struct print *print) {
    const struct store *store = print->session->store;
    const struct print_member members[] = {
        {"path", store->path}, {"kind", store->kind}, {"name", store->name}};
    print_table_json_about(&print->table, "store", members, sizeof members / sizeof *members);
    buf_text_put(&print->table.out, ",\n\"scope\": {");
    list_scope_json(&print->scope, print->arguments->kind->scope, &print->table.out);
    buf_text_put(&print->table.out, "}");
    print_table_json_rows(&print->table, print->arguments->kind->rows);
}

/* Nothing for JSON, which has it as an object: put_json_head(). CSV has no place for what a filter
 * leaves out, and for what a list lacks. */
static void tell_scope(struct print *print) {
    struct buf words;
    buf_init(&words, WORDS_MAX);
    list_scope_describe(&print->scope, &words);
    if (print->table.form == PRINT_TEXT)
        buf_format(&print->table.out, "%s\n\n", buf_text(&words));
    else if (print->table.form != PRINT_JSON && (print->scope.holding || print->scope.is_filtered))
        complaint_write(print->arguments->kind->command.who, buf_text(&words));
    buf_fini(&words);
}

static bool print_rows(struct print *print, struct err *err) {
    const struct excerpt *excerpt = print->scope.excerpt;
    for (size_t i = 0; i < excerpt->count; i++) {
        struct account_row row = account_table_row(print->scope.list, excerpt_row(excerpt, i));
        if (!print_table_row(&print->table, &row, err))
            return false;
    }
    return true;
}

static bool print_all(struct print *print, struct err *err) {
    if (print->table.form == PRINT_JSON)
        put_json_head(print);
    tell_scope(print);
    if (print->scope.excerpt->count || print->table.form != PRINT_TEXT)
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
                       const struct holding *holding, enum print_form form, struct err *err) {
    const struct place *place = session->trail.current;
    struct account_table table;
    struct print print = {.arguments = arguments,
                          .session = session,
                          .scope = {.list = place->list,
                                    .excerpt = &place->excerpt,
                                    .holding = holding,
                                    .is_filtered = arguments->filter != NULL}};
    account_table_init(&table, place->list, arguments->kind->rows);
    print_table_init(&print.table, &table.table, form);
    bool is_printed = print_all(&print, err);
    print_table_fini(&print.table);
    return is_printed;
}

static bool print_held(const struct arguments *arguments, struct session *session,
                       enum print_form form, struct err *err) {
    struct holding holding;
    struct arena arena;
    if (!arguments->kind->hold)
        return print_list(arguments, session, NULL, form, err);
    arena_init(&arena);
    bool is_printed = arguments->kind->hold(session, &holding, &arena, err) &&
                      print_list(arguments, session, &holding, form, err);
    arena_fini(&arena);
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
    return !list_is_local(list) || !list->failure.brief ||
           err_set(err, ERR_IO, "%s", list->failure.text);
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
    is_fine = is_fine && print_held(arguments, &session, form, err);
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

/* The chosen list of the same owner, which an incomplete newer snapshot does not replace. */
static struct list *choose(struct session *session, struct list *list, struct err *err) {
    struct holding chosen;
    struct arena arena;
    arena_init(&arena);
    bool is_read = holding_chosen(session->store, list->snapshot, &chosen, &arena, err);
    if (is_read && chosen.snapshot && chosen.snapshot != list->snapshot)
        list = list_lookup_snapshot(session, chosen.snapshot);
    arena_fini(&arena);
    return is_read ? list : NULL;
}

static bool open_following(struct session *session, const char *operand, struct err *err) {
    struct reference reference;
    if (!reference_parse(operand, &reference, err))
        return false;
    struct list *list = list_lookup_reference(session, &reference);
    if (list->snapshot && !(list = choose(session, list, err)))
        return false;
    if (!list->is_unread && list_reported(list) != 0)
        return err_set(err, ERR_USAGE,
                       "The store has no list of “%.80s”. Nothing was requested; followtrail fetch "
                       "loads it.",
                       operand);
    if (list->is_unread)
        reading_finish(session, list);
    trail_open(&session->trail, list);
    return !session->message || session->tone != TONE_ERROR ||
           err_set(err, ERR_IO, "%s", session->message);
}

static bool hold_following(struct session *session, struct holding *holding, struct arena *arena,
                           struct err *err) {
    const struct list *list = session->trail.current->list;
    if (!list->snapshot)
        return holding_of(session->store, list->owner->no, holding, arena, err);
    struct holding chosen;
    if (!holding_of_snapshot(session->store, list->snapshot, holding, arena, err) ||
        !holding_chosen(session->store, list->snapshot, &chosen, arena, err))
        return false;
    holding->newer = chosen.snapshot == holding->snapshot ? chosen.newer : 0;
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

static void put_words_of_following(FILE *out) {
    fputs("in_lists: the stored lists that have the account; in_lists_max: those and the\n"
          "incomplete ones that may have it. back: whether it follows the owner, as far as stored\n"
          "lists say. list_state: of its own list. What the printed list lacks is said on stderr,\n"
          "and in the scope of the JSON.\n",
          out);
}

static const struct kind following = {
    .command = COMMAND("list", "list [OPTION...] ACCOUNT",
                       "Prints the stored list of whom the account follows: the newest complete "
                       "one, else\nthe newest. Nothing is fetched.\n",
                       put_words_of_following),
    .rows = "following",
    .operand = "account",
    .open = open_following,
    .hold = hold_following,
    .scope = &list_scope_following};

static const struct kind lists = {
    .command = COMMAND("lists", "lists [OPTION...]",
                       "Prints everybody whose list is stored, the newest first. Nothing is "
                       "fetched.\n",
                       put_words_of_lists),
    .rows = "lists",
    .open = open_lists,
    .scope = &list_scope_table};

static const struct kind followed_by = {
    .command = COMMAND("followed-by", "followed-by [OPTION...] ACCOUNT",
                       "Prints whose stored lists have the account, and whose may. Nothing is "
                       "fetched.\n",
                       put_words_of_followed_by),
    .rows = "owners",
    .operand = "account",
    .open = source_followed_by_open_typed,
    .scope = &list_scope_table};

static const struct kind frontier = {
    .command = COMMAND("frontier", "frontier [OPTION...]",
                       "Prints whom to open next: accounts in stored lists whose own list can be "
                       "loaded,\nwith its price. Nothing is fetched.\n",
                       put_words_of_frontier),
    .rows = "frontier",
    .open = open_frontier,
    .scope = &list_scope_frontier};

static int run_kind(const struct kind *kind, int argc, char **argv) {
    struct arguments arguments = {.kind = kind};
    return shell_run(&kind->command, argc, argv, &arguments);
}

int list_command(int argc, char **argv) {
    return run_kind(&following, argc, argv);
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
