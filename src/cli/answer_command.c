/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/answer_command.h"

#include "base/text.h"
#include "cli/output.h"
#include "cli/shell.h"
#include "cli/store_choice.h"
#include "record/answer_print.h"
#include "store/ledger.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define WHO "followtrail answer"

struct arguments {
    struct store_words words; /* must be first: STORE_WORDS_ROWS */
    const char *request;      /* a number or a request id, as typed */
    bool is_raw, wants_help;
};

static const struct option_row rows[] = {
    {"raw", NULL, "print the body only, byte for byte; not to a terminal",
     .flag = offsetof(struct arguments, is_raw)},
    STORE_WORDS_ROWS,
    OPTION_HELP_ROW(struct arguments),
};

static bool write_all(const char *bytes, size_t len, struct err *err) {
    if (len && fwrite(bytes, 1, len, stdout) != len)
        return err_set(err, ERR_IO, "cannot write to stdout: %s", strerror(errno));
    return output_finish(err);
}

static bool print_readable(const struct ledger_row *row, const struct journal_raw *raw,
                           struct err *err) {
    struct buf text;
    buf_init(&text, SIZE_MAX);
    answer_print(row, raw, &text);
    bool is_written = write_all(buf_text(&text), text.len, err);
    buf_fini(&text);
    return is_written;
}

static bool print_answer(const struct arguments *arguments, struct store *store,
                         const struct ledger_row *row, struct err *err) {
    struct journal_raw *raw;
    if (!journal_read_raw(store, row->request, &raw, err))
        return false;
    bool is_fine = false;
    if (!raw)
        err_set(err, ERR_USAGE, "the store has no answer to request %lld", (long long)row->request);
    else if (!raw->reply)
        err_set(err, ERR_DATA, "the stored answer to request %lld is damaged",
                (long long)row->request);
    else if (arguments->is_raw)
        is_fine = write_all(buf_text(&raw->reply->body), raw->reply->body.len, err);
    else
        is_fine = print_readable(row, raw, err);
    journal_raw_free(raw);
    return is_fine;
}

static bool find_and_print(const struct arguments *arguments, struct store *store,
                           struct err *err) {
    struct arena arena;
    struct ledger_row row;
    bool is_found = false;
    arena_init(&arena);
    bool is_fine = ledger_find(store, arguments->request, &arena, &row, &is_found, err);
    if (is_fine && !is_found)
        is_fine =
            err_set(err, ERR_USAGE, "the store has no request “%.80s”; see followtrail ledger",
                    arguments->request);
    is_fine = is_fine && print_answer(arguments, store, &row, err);
    arena_fini(&arena);
    return is_fine;
}

static bool read_request(struct arguments *arguments, int count, char **operands, struct err *err) {
    if (count != 1)
        return err_set(err, ERR_USAGE,
                       count ? "one request at a time; see --help"
                             : "name a request; followtrail ledger lists them");
    arguments->request = operands[0];
    if (arguments->is_raw && isatty(STDOUT_FILENO))
        return err_set(err, ERR_USAGE,
                       "--raw does not print to a terminal: redirect it to a file or a program");
    return true;
}

static bool run(void *target, int count, char **operands, struct err *err) {
    struct arguments *arguments = target;
    struct store_choice choice;
    if (!read_request(arguments, count, operands, err))
        return false;
    struct store *store = store_words_open_reader(&arguments->words, WHO, &choice, err);
    bool is_fine = store && find_and_print(arguments, store, err);
    store_close(store);
    store_choice_fini(&choice);
    return is_fine;
}

static const struct shell_command command = {
    .who = WHO,
    .help = {.usage = "answer [OPTION...] REQUEST",
             .about = "Prints the API's answer to one request as received: status, headers, bill "
                      "and body,\n"
                      "even if it could not be read. REQUEST is its number in the ledger, or the "
                      "API's\n"
                      "request id. Nothing is fetched.\n",
             .rows = rows,
             .row_count = sizeof rows / sizeof *rows},
    .has_operands = true,
    .run = run};

int answer_command(int argc, char **argv) {
    struct arguments arguments = {.request = NULL};
    return shell_run(&command, argc, argv, &arguments);
}
