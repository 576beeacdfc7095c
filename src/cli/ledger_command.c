/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/ledger_command.h"

#include "base/figure.h"
#include "base/json_text.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/complaint.h"
#include "cli/option.h"
#include "cli/output.h"
#include "cli/print_table.h"
#include "cli/store_choice.h"
#include "store/spill.h"
#include "view/ledger_table.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    CHUNK_ROWS = 2048,     /* read at a time */
    LINE_CEILING = 1 << 24 /* bytes; an answer, which has the longest text, is smaller */
};

enum form { FORM_TABLE, FORM_JSON, FORM_CSV };

struct arguments {
    struct store_words words; /* must be first: store_words_take_…() */
    enum form form;
    bool has_by, wants_help;
    enum ledger_by by;
};

/* A ledger being printed. */
struct print {
    const struct arguments *arguments;
    const struct table *table;
    struct store *store;
    struct buf out;
    struct ledger_sum total;
    int64_t printed; /* rows or sums */
    bool is_terminal;
};

static bool apply_form(struct arguments *arguments, enum form form, struct err *err) {
    if (arguments->form != FORM_TABLE && arguments->form != form)
        return err_set(err, ERR_USAGE, "give either --json or --csv");
    arguments->form = form;
    return true;
}

static bool apply_json(void *target, const char *value, struct err *err) {
    (void)value;
    return apply_form(target, FORM_JSON, err);
}

static bool apply_csv(void *target, const char *value, struct err *err) {
    (void)value;
    return apply_form(target, FORM_CSV, err);
}

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
    {"json", NULL, "one JSON object", apply_json},
    {"csv", NULL, "CSV with a header line", apply_csv},
    {"by", "WHAT", "sums by list, by day or by session instead of requests", apply_by},
    {"store", "FILE", "read this store", store_words_take_store},
    {"sandbox", NULL, "read the sandbox's own store",
     .flag = offsetof(struct arguments, words.is_sandbox)},
    {"config", "FILE", "read this configuration instead of the usual one", store_words_take_config},
    {"help", NULL, "print this help and exit", .flag = offsetof(struct arguments, wants_help)},
};

static const size_t row_count = sizeof rows / sizeof rows[0];

static bool set_write_failure(struct err *err) {
    return err_set(err, ERR_IO, "cannot write to stdout: %s", strerror(errno));
}

/* Prints what was collected so far. */
static bool flush_line(struct print *print, struct err *err) {
    struct buf *out = &print->out, shown;
    if (out->overflowed)
        return err_set(err, ERR_LIMIT, "a line of the ledger is longer than %d bytes",
                       LINE_CEILING);
    buf_init(&shown, (size_t)LINE_CEILING * TEXT_PIECE_MAX);
    if (print->arguments->form == FORM_TABLE) {
        text_reveal_lines(&shown, buf_text(out)); /* its own signs, on an ASCII terminal */
        out = &shown;
    }
    bool is_sent = !out->len || fwrite(buf_text(out), 1, out->len, stdout) == out->len;
    buf_fini(&shown);
    buf_clear(&print->out);
    return is_sent || set_write_failure(err);
}

static void put_json_head(struct print *print) {
    struct buf *out = &print->out;
    buf_text_put(out, "{\"store\": {\"path\": ");
    json_text_put(out, print->store->path);
    buf_text_put(out, ", \"kind\": ");
    json_text_put(out, print->store->kind);
    buf_text_put(out, ", \"name\": ");
    json_text_put(out, print->store->name);
    if (print->arguments->has_by)
        buf_format(out, "},\n\"by\": \"%s\",\n\"groups\": [", by_name(print->arguments->by));
    else
        buf_text_put(out, "},\n\"requests\": [");
}

static void put_head(struct print *print) {
    switch (print->arguments->form) {
    case FORM_TABLE:
        print_table_titles(&print->out, print->table);
        break;
    case FORM_CSV:
        print_table_csv_names(&print->out, print->table);
        break;
    case FORM_JSON:
        put_json_head(print);
        break;
    }
}

static bool print_row(struct print *print, const void *row, struct err *err) {
    switch (print->arguments->form) {
    case FORM_TABLE:
        print_table_text(&print->out, print->table, row);
        break;
    case FORM_CSV:
        print_table_csv(&print->out, print->table, row, print->is_terminal);
        break;
    case FORM_JSON:
        buf_text_put(&print->out, print->printed ? ",\n{" : "\n{");
        print_table_json(&print->out, print->table, 0, row);
        buf_text_put(&print->out, "}");
        break;
    }
    print->printed++;
    return flush_line(print, err);
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
    if (print->arguments->form == FORM_TABLE) {
        put_total(&print->out, &print->total);
    } else if (print->arguments->form == FORM_JSON) {
        buf_text_put(&print->out, "\n],\n\"sums\": {");
        print_table_json(&print->out, &ledger_sum_tables[LEDGER_BY_SESSION], 1, &print->total);
        buf_text_put(&print->out, "}}\n");
    }
    return flush_line(print, err) && output_finish(err);
}

/* Reads the next rows in the order in which they were made, *count of them. Rows are only ever
 * added, so a place counted from the oldest stays valid, unlike one counted from the newest.
 * Nothing of the store is locked while they are printed, which a pager may delay. */
static bool read_chunk(struct print *print, int64_t upto, struct arena *arena,
                       struct ledger_row *chunk, size_t *count, struct err *err) {
    struct sql *sql = print->store->sql;
    int64_t all, want = upto - print->printed;
    *count = 0;
    if (want > CHUNK_ROWS)
        want = CHUNK_ROWS;
    if (want <= 0)
        return true;
    if (!sql_run(sql, "BEGIN", err))
        return false;
    bool is_read = ledger_count(print->store, &all, err) &&
                   ledger_read(print->store, all - print->printed - want, (size_t)want, arena,
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
            is_fine = print_row(print, &chunk[i - 1], err);
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
        is_fine = print_row(print, &sums[i - 1], err);
    arena_fini(&arena);
    return is_fine;
}

static bool print_ledger(const struct arguments *arguments, struct store *store, struct err *err) {
    struct print print = {
        .arguments = arguments,
        .table = arguments->has_by ? &ledger_sum_tables[arguments->by] : &ledger_requests,
        .store = store,
        .total = {.first_ms = REPLY_UNKNOWN, .last_ms = REPLY_UNKNOWN},
        .is_terminal = isatty(STDOUT_FILENO) == 1,
    };
    buf_init(&print.out, LINE_CEILING);
    put_head(&print);
    bool is_fine = flush_line(&print, err) &&
                   (arguments->has_by ? print_sums(&print, err) : print_rows(&print, err)) &&
                   print_tail(&print, err);
    buf_fini(&print.out);
    return is_fine;
}

static bool print_help(struct err *err) {
    printf("Usage: followtrail ledger [OPTION...]\n\n"
           "Prints what every request cost, oldest first. 1 credit is $0.001. Nothing is fetched.\n"
           "The default is a table; --json and --csv have times in UTC.\n\n");
    option_help(stdout, rows, row_count);
    printf("\n"
           "maybe_credits: the most that may have been charged in addition, for a request that is\n"
           "under way or was never answered. jump: balance change not caused by this program.\n"
           "proof: how the charge is known: from the answer's bill, from a later balance, from a\n"
           "later balance together with other requests (balance-shared), or not at all (none).\n"
           "remark: anything odd about the bill, such as more credits than announced.\n");
    return output_finish(err);
}

static bool read_arguments(int argc, char **argv, struct arguments *arguments, struct err *err) {
    *arguments = (struct arguments){.form = FORM_TABLE};
    return option_parse_alone(rows, row_count, argc, argv, arguments, err);
}

static bool run_order(const struct arguments *arguments, struct err *err) {
    struct store_choice choice;
    struct store *store =
        store_words_open_reader(&arguments->words, "followtrail ledger", &choice, err);
    bool is_fine = store && print_ledger(arguments, store, err);
    struct err note;
    if (is_fine && spill_tell_waiting(choice.path, store->name, &note))
        complaint_print("followtrail ledger", &note);
    store_close(store);
    store_choice_fini(&choice);
    return is_fine;
}

int ledger_command(int argc, char **argv) {
    struct arguments arguments;
    struct err err = {.kind = ERR_NONE};
    if (read_arguments(argc, argv, &arguments, &err) &&
        (arguments.wants_help ? print_help(&err) : run_order(&arguments, &err)))
        return EXIT_SUCCESS;
    return complaint_print("followtrail ledger", &err);
}
