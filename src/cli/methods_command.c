/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/methods_command.h"

#include "base/json_text.h"
#include "base/text.h"
#include "cli/output.h"
#include "cli/print_table.h"
#include "cli/shell.h"
#include "cli/store_choice.h"
#include "export/methods.h"

#include <inttypes.h>
#include <stddef.h>

#define WHO "followtrail methods"

struct arguments {
    struct store_words words; /* must be first: STORE_WORDS_ROWS */
    bool wants_json, wants_help;
};

static const struct option_row rows[] = {
    {"json", NULL, "one JSON object", .flag = offsetof(struct arguments, wants_json)},
    STORE_WORDS_ROWS,
    OPTION_HELP_ROW(struct arguments),
};

/* A crawl's number, as the program prints it or as files have it. */
static bool read_number(const char *word, int64_t *crawl, struct err *err) {
    const char *digits = *word == 'c' ? word + 1 : word;
    return option_number(digits, 1, INT64_MAX, crawl, NULL) ||
           err_set(err, ERR_USAGE, "“%.40s” is no number of a crawl", word);
}

/* Handles and filters are from outside. */
static void put_text(const struct buf *text, FILE *out) {
    struct buf revealed;
    buf_init(&revealed, SIZE_MAX);
    text_reveal_lines(&revealed, buf_text(text));
    fputs(buf_text(&revealed), out);
    buf_fini(&revealed);
}

static void put_figure(struct buf *out, const char *name, int64_t number) {
    buf_format(out, ",\n\"%s\": %" PRId64, name, number);
}

static void put_figures(const struct methods *methods, struct buf *out) {
    const struct crawl_record *crawl = &methods->crawl;
    put_figure(out, "requests", methods->requests);
    put_figure(out, "credits", methods->credits);
    put_figure(out, "maybe_credits", methods->maybe);
    put_figure(out, "lists", methods->lists);
    put_figure(out, "listed", methods->listed);
    put_figure(out, "repeats", methods->repeats);
    put_figure(out, "reported", methods->reported);
    put_figure(out, "not_listed", methods->not_listed);
    put_figure(out, "accounts", methods->accounts);
    if (!crawl->id)
        return;
    put_figure(out, "budget", crawl->order.budget);
    put_figure(out, "steps", crawl->steps);
    for (int outcome = CRAWL_UNDER_WAY + 1; outcome < CRAWL_OUTCOMES; outcome++)
        put_figure(out, crawl_outcome_name((enum crawl_outcome)outcome), crawl->outcomes[outcome]);
    put_figure(out, "new", methods->fresh);
}

static void put_json(const struct methods *methods, const struct store *store,
                     const struct buf *text, struct buf *out) {
    const struct print_member members[] = {
        {"path", store->path}, {"kind", store->kind}, {"name", store->name}};
    print_json_about(out, "store", members, sizeof members / sizeof *members);
    if (methods->crawl.id)
        buf_format(out, ",\n\"crawl\": \"c%" PRId64 "\"", methods->crawl.id);
    else
        buf_text_put(out, ",\n\"crawl\": null");
    put_figures(methods, out);
    buf_text_put(out, ",\n\"text\": ");
    json_text_put(out, buf_text(text));
    buf_text_put(out, "}\n");
}

static bool print(const struct arguments *arguments, const struct methods *methods,
                  const struct store *store, struct err *err) {
    struct buf text, json;
    buf_init(&text, SIZE_MAX);
    buf_init(&json, SIZE_MAX);
    methods_put(methods, &text);
    if (arguments->wants_json) {
        put_json(methods, store, &text, &json);
        fputs(buf_text(&json), stdout);
    } else {
        put_text(&text, stdout);
    }
    buf_fini(&json);
    buf_fini(&text);
    return output_finish(err);
}

static bool describe(const struct arguments *arguments, struct store *store, int64_t crawl,
                     struct err *err) {
    struct methods methods;
    struct arena arena;
    arena_init(&arena);
    bool is_fine =
        methods_read(store, crawl, &arena, &methods, err) && print(arguments, &methods, store, err);
    arena_fini(&arena);
    return is_fine;
}

static bool run(void *target, int count, char **operands, struct err *err) {
    const struct arguments *arguments = target;
    struct store_choice choice = {0};
    int64_t crawl = 0;
    if (count > 1)
        return err_set(err, ERR_USAGE, "one crawl at a time; see --help");
    if (count && !read_number(operands[0], &crawl, err))
        return false;
    struct store *store = store_words_open_reader(&arguments->words, WHO, &choice, err);
    bool is_fine = store && describe(arguments, store, crawl, err);
    store_close(store);
    store_choice_fini(&choice);
    return is_fine;
}

static const struct shell_command command = {
    .who = WHO,
    .help = {.usage = "methods [OPTION...] [CRAWL]",
             .about =
                 "Prints how the lists in the store were collected, as a paragraph for a paper:\n"
                 "by the crawl with that number or, without one, by hand. Nothing is fetched.\n",
             .rows = rows,
             .row_count = sizeof rows / sizeof *rows},
    .has_operands = true,
    .run = run};

int methods_command(int argc, char **argv) {
    struct arguments arguments = {.wants_help = false};
    return shell_run(&command, argc, argv, &arguments);
}
