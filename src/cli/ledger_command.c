/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/ledger_command.h"

#include "base/json_text.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/complaint.h"
#include "cli/ledger_cells.h"
#include "cli/ledger_text.h"
#include "cli/option.h"
#include "cli/output.h"
#include "cli/store_choice.h"
#include "store/spill.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    CHUNK_ROWS = 2048,     /* read at a time */
    LINE_CEILING = 1 << 24 /* bytes; an answer, from which the longest text comes, is smaller */
};

enum form { FORM_TABLE, FORM_JSON, FORM_CSV };

struct arguments {
    struct store_words words; /* first: store_words_take_…() */
    enum form form;
    bool has_by, wants_help;
    enum ledger_by by;
};

/* One ledger on its way to stdout. */
struct print {
    const struct arguments *arguments;
    struct store *store;
    struct buf out;
    struct ledger_sum total;
    int64_t printed; /* rows or sums */
    bool is_terminal;
};

static bool apply_form(struct arguments *arguments, enum form form, struct err *err) {
    if (arguments->form != FORM_TABLE && arguments->form != form)
        return err_set(err, ERR_USAGE, "it is either --json or --csv");
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

static const char *const by_names[] = {
    [LEDGER_BY_LIST] = "list", [LEDGER_BY_DAY] = "day", [LEDGER_BY_SESSION] = "session"};

static bool apply_by(void *target, const char *value, struct err *err) {
    struct arguments *arguments = target;
    for (enum ledger_by by = LEDGER_BY_LIST; by <= LEDGER_BY_SESSION; by++)
        if (strcmp(value, by_names[by]) == 0) {
            arguments->has_by = true;
            arguments->by = by;
            return true;
        }
    return err_set(err, ERR_USAGE, "“%.80s” is not list, day or session", value);
}

static const struct option_row rows[] = {
    {"json", NULL, "one JSON object", apply_json},
    {"csv", NULL, "CSV with a line of names", apply_csv},
    {"by", "WHAT", "sums by list, by day or by session in place of the requests", apply_by},
    {"store", "FILE", "the ledger of this store", store_words_take_store},
    {"sandbox", NULL, "the ledger of the sandbox's own store",
     .flag = offsetof(struct arguments, words.is_sandbox)},
    {"config", "FILE", "read this configuration instead of the usual one", store_words_take_config},
    {"help", NULL, "print this and exit", .flag = offsetof(struct arguments, wants_help)},
};

static const size_t row_count = sizeof rows / sizeof rows[0];

static bool set_write_failure(struct err *err) {
    return err_set(err, ERR_IO, "cannot write to stdout: %s", strerror(errno));
}

/* Sends what was put together so far. */
static bool flush_line(struct print *print, struct err *err) {
    struct buf *out = &print->out, shown;
    if (out->overflowed)
        return err_set(err, ERR_LIMIT, "a line of the ledger is longer than %d bytes",
                       LINE_CEILING);
    buf_init(&shown, (size_t)LINE_CEILING * TEXT_PIECE_MAX);
    if (print->arguments->form == FORM_TABLE) {
        text_reveal_lines(&shown, buf_text(out)); /* its own signs, for where there is but ASCII */
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
        buf_format(out, "},\n\"by\": \"%s\",\n\"groups\": [", by_names[print->arguments->by]);
    else
        buf_text_put(out, "},\n\"requests\": [");
}

static void put_head(struct print *print) {
    const struct arguments *arguments = print->arguments;
    struct cell cells[LEDGER_ROW_CELLS + 1];
    if (arguments->form == FORM_JSON) {
        put_json_head(print);
    } else if (arguments->form == FORM_TABLE) {
        if (arguments->has_by)
            ledger_text_sum_head(&print->out, arguments->by);
        else
            ledger_text_head(&print->out);
    } else if (arguments->has_by) {
        const struct ledger_sum none = {.label = ""};
        ledger_key_cell(&none, arguments->by, cells);
        ledger_sum_cells(&none, cells + 1);
        ledger_put_csv_names(&print->out, cells, LEDGER_SUM_CELLS + 1);
    } else {
        const struct ledger_row none = {.label = ""};
        ledger_row_cells(&none, cells);
        ledger_put_csv_names(&print->out, cells, LEDGER_ROW_CELLS);
    }
}

static void put_cells(struct print *print, const struct cell *cells, size_t count) {
    if (print->arguments->form == FORM_CSV) {
        ledger_put_csv(&print->out, cells, count, print->is_terminal);
        return;
    }
    buf_text_put(&print->out, print->printed ? ",\n{" : "\n{");
    ledger_put_json(&print->out, cells, count);
    buf_text_put(&print->out, "}");
}

static bool print_row(struct print *print, const struct ledger_row *row, struct err *err) {
    struct cell cells[LEDGER_ROW_CELLS];
    if (print->arguments->form == FORM_TABLE) {
        ledger_text_row(&print->out, row);
    } else {
        ledger_row_cells(row, cells);
        put_cells(print, cells, LEDGER_ROW_CELLS);
    }
    ledger_add_row(&print->total, row);
    print->printed++;
    return flush_line(print, err);
}

static bool print_sum(struct print *print, const struct ledger_sum *sum, struct err *err) {
    struct cell cells[LEDGER_SUM_CELLS + 1];
    if (print->arguments->form == FORM_TABLE) {
        ledger_text_sum(&print->out, print->arguments->by, sum);
    } else {
        ledger_key_cell(sum, print->arguments->by, cells);
        ledger_sum_cells(sum, cells + 1);
        put_cells(print, cells, LEDGER_SUM_CELLS + 1);
    }
    print->printed++;
    return flush_line(print, err);
}

static bool print_tail(struct print *print, struct err *err) {
    struct cell cells[LEDGER_SUM_CELLS];
    if (print->arguments->form == FORM_TABLE) {
        ledger_text_total(&print->out, &print->total);
    } else if (print->arguments->form == FORM_JSON) {
        ledger_sum_cells(&print->total, cells);
        buf_text_put(&print->out, "\n],\n\"sums\": {");
        ledger_put_json(&print->out, cells, LEDGER_SUM_CELLS);
        buf_text_put(&print->out, "}}\n");
    }
    if (!flush_line(print, err))
        return false;
    return output_finish(err);
}

/* The next rows in the order in which they were made, *count of them. Rows are only ever added: the
 * place of one counted from the oldest stays, from the newest it does not. Nothing of the store is
 * held while they are printed, which a pager may make long. */
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
        for (size_t i = count; is_fine && i > 0; i--)
            is_fine = print_row(print, &chunk[i - 1], err);
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
        is_fine = print_sum(print, &sums[i - 1], err);
    arena_fini(&arena);
    return is_fine;
}

static bool print_ledger(const struct arguments *arguments, struct store *store, struct err *err) {
    struct print print = {
        .arguments = arguments, .store = store, .is_terminal = isatty(STDOUT_FILENO) == 1};
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
           "Prints what every request cost, oldest first: 1 credit is $0.001. Nothing is fetched.\n"
           "For a person, unless --json or --csv is given; those have times in UTC.\n\n");
    option_help(stdout, rows, row_count);
    printf(
        "\nmaybe_credits: at most charged besides, for a request that is under way or was never\n"
        "answered. jump: by how much the balance moved without this program. proof: where the\n"
        "charge is known from: the answer's bill, a later balance, a later balance together\n"
        "with other requests (balance-shared), or nowhere (none). remark: what is odd about the\n"
        "bill, such as more credits than were announced.\n");
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
