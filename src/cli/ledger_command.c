/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/ledger_command.h"

#include "base/figure.h"
#include "base/mem.h"
#include "cli/complaint.h"
#include "cli/output.h"
#include "cli/print_table.h"
#include "cli/shell.h"
#include "cli/store_choice.h"
#include "store/spill.h"
#include "view/ledger_table.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define WHO "followtrail ledger"

enum { CHUNK_ROWS = 2048 }; /* read at a time */

struct arguments {
    struct store_words words; /* must be first: STORE_WORDS_ROWS */
    struct print_words print;
    bool has_by, wants_help;
    enum ledger_by by;
};

/* A ledger being printed. */
struct print {
    const struct arguments *arguments;
    struct store *store;
    struct print_table table;
    struct ledger_sum total;
};

/* The first column of a sum. */
static const char *by_name(enum ledger_by by) {
    return ledger_sum_tables[by].data[0]->name;
}

static bool apply_by(void *target, const char *value, struct err *err) {
    struct arguments *arguments = target;
    for (enum ledger_by by = LEDGER_BY_LIST; by <= LEDGER_BY_SESSION; by++)
        if (strcmp(value, by_name(by)) == 0) {
            arguments->has_by = true;
            arguments->by = by;
            return true;
        }
    return err_set(err, ERR_USAGE, "“%.80s” is not list, day or session", value);
}

static const struct option_row rows[] = {
    PRINT_WORDS_ROWS(struct arguments),
    {"by", "WHAT", "sums by list, by day or by session instead of requests", apply_by},
    STORE_WORDS_ROWS,
    OPTION_HELP_ROW(struct arguments),
};

static void put_json_head(struct print *print) {
    const struct store *store = print->store;
    const struct print_member members[] = {
        {"path", store->path}, {"kind", store->kind}, {"name", store->name}};
    print_table_json_about(&print->table, "store", members, sizeof members / sizeof *members);
    if (print->arguments->has_by)
        buf_format(&print->table.out, ",\n\"by\": \"%s\"", by_name(print->arguments->by));
    print_table_json_rows(&print->table, print->arguments->has_by ? "groups" : "requests");
}

/* All requests together. */
static void put_total(struct buf *out, const struct ledger_sum *total) {
    char requests[FIGURE_MAX], records[FIGURE_MAX], credits[FIGURE_MAX], dollars[FIGURE_MAX];
    buf_format(out, "\n%s, %s, %s (%s) charged",
               figure_counted(total->requests, "request", requests),
               figure_counted(total->rows, "record", records),
               figure_credits(total->credits, credits), figure_dollars(total->credits, dollars));
    if (total->maybe)
        buf_format(out, "; up to %s more (%s) may have been", figure_grouped(total->maybe, credits),
                   figure_dollars(total->maybe, dollars));
    buf_text_put(out, "\n");
}

static bool print_tail(struct print *print, struct err *err) {
    struct buf *out = &print->table.out;
    if (print->table.form == PRINT_TEXT) {
        put_total(out, &print->total);
    } else if (print->table.form == PRINT_JSON) {
        buf_text_put(out, "\n],\n\"sums\": {");
        table_json_members(out, &ledger_sum_tables[LEDGER_BY_SESSION], 1, &print->total);
        buf_text_put(out, "}}\n");
    }
    bool is_printed = print_table_flush(&print->table, err) && output_finish(err);
    if (is_printed)
        complaint_formulas(WHO, print->table.csv.formulas);
    return is_printed;
}

/* Reads the next rows in the order in which they were made, *count of them. Rows are only ever
 * added, so a place counted from the oldest stays valid, unlike one counted from the newest.
 * Nothing of the store is locked while they are printed, which a pager may delay. */
static bool read_chunk(struct print *print, int64_t upto, struct arena *arena,
                       struct ledger_row *chunk, size_t *count, struct err *err) {
    struct sql *sql = print->store->sql;
    int64_t all, want = upto - print->table.printed;
    *count = 0;
    if (want > CHUNK_ROWS)
        want = CHUNK_ROWS;
    if (want <= 0)
        return true;
    if (!sql_run(sql, "BEGIN", err))
        return false;
    bool is_read = ledger_count(print->store, &all, err) &&
                   ledger_read(print->store, all - print->table.printed - want, (size_t)want, arena,
                               chunk, count, err);
    sql_rollback(sql);
    return is_read;
}

static bool print_rows(struct print *print, struct err *err) {
    int64_t upto;
    if (!ledger_count(print->store, &upto, err))
        return false;
    struct ledger_row *chunk = mem_resize(NULL, CHUNK_ROWS, sizeof *chunk);
    struct arena arena;
    size_t count;
    bool is_fine;
    arena_init(&arena);
    do {
        is_fine = read_chunk(print, upto, &arena, chunk, &count, err);
        for (size_t i = count; is_fine && i > 0; i--) {
            ledger_add_row(&print->total, &chunk[i - 1]);
            is_fine = print_table_row(&print->table, &chunk[i - 1], err);
        }
        arena_fini(&arena);
    } while (is_fine && count);
    free(chunk);
    return is_fine;
}

/* By session, because every request is in one; profiles are in no list. */
static bool read_sums(struct print *print, struct arena *arena, struct ledger_sum **sums,
                      size_t *count, struct err *err) {
    struct ledger_sum *sessions;
    size_t session_count;
    if (!sql_run(print->store->sql, "BEGIN", err))
        return false;
    bool is_read =
        ledger_sums(print->store, print->arguments->by, arena, sums, count, err) &&
        ledger_sums(print->store, LEDGER_BY_SESSION, arena, &sessions, &session_count, err);
    sql_rollback(print->store->sql);
    for (size_t i = 0; is_read && i < session_count; i++)
        ledger_add_sum(&print->total, &sessions[i]);
    return is_read;
}

static bool print_sums(struct print *print, struct err *err) {
    struct ledger_sum *sums;
    size_t count;
    struct arena arena;
    arena_init(&arena);
    bool is_fine = read_sums(print, &arena, &sums, &count, err);
    for (size_t i = is_fine ? count : 0; is_fine && i > 0; i--)
        is_fine = print_table_row(&print->table, &sums[i - 1], err);
    arena_fini(&arena);
    return is_fine;
}

static bool print_ledger(const struct arguments *arguments, enum print_form form,
                         struct store *store, struct err *err) {
    struct print print = {.arguments = arguments,
                          .store = store,
                          .total = {.first_ms = REPLY_UNKNOWN, .last_ms = REPLY_UNKNOWN}};
    print_table_init(&print.table,
                     arguments->has_by ? &ledger_sum_tables[arguments->by] : &ledger_requests,
                     form);
    if (form == PRINT_JSON)
        put_json_head(&print);
    print_table_titles(&print.table);
    bool is_fine = print_table_flush(&print.table, err) &&
                   (arguments->has_by ? print_sums(&print, err) : print_rows(&print, err)) &&
                   print_tail(&print, err);
    print_table_fini(&print.table);
    return is_fine;
}

static void put_words(FILE *out) {
    fputs("maybe_credits: the most that may have been charged in addition, for a request that is\n"
          "under way or was never answered. jump: balance change not caused by this program.\n"
          "proof: how the charge is known: from the answer's bill, from a later balance, from a\n"
          "later balance together with other requests (balance-shared), or not at all (none).\n"
          "remark: anything odd about the bill, such as more credits than announced.\n",
          out);
}

static bool run(void *target, int count, char **operands, struct err *err) {
    (void)count, (void)operands;
    const struct arguments *arguments = target;
    struct store_choice choice = {0};
    enum print_form form;
    if (!print_words_choose(&arguments->print, &form, err))
        return false;
    struct store *store = store_words_open_reader(&arguments->words, WHO, &choice, err);
    bool is_fine = store && print_ledger(arguments, form, store, err);
    struct err note;
    if (is_fine && spill_tell_waiting(choice.path, store->name, &note))
        complaint_print(WHO, &note);
    store_close(store);
    store_choice_fini(&choice);
    return is_fine;
}

static const struct shell_command command = {
    .who = WHO,
    .help = {.usage = "ledger [OPTION...]",
             .about = "Prints what every request cost, oldest first. 1 credit is $0.001. Nothing "
                      "is fetched.\n"
                      "The default is a table; --json and --csv have times in UTC.\n",
             .rows = rows,
             .row_count = sizeof rows / sizeof *rows,
             .put_more = put_words},
    .run = run};

int ledger_command(int argc, char **argv) {
    struct arguments arguments = {.has_by = false};
    return shell_run(&command, argc, argv, &arguments);
}
