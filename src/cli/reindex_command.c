/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/reindex_command.h"

#include "base/clock.h"
#include "base/figure.h"
#include "cli/complaint.h"
#include "cli/intake.h"
#include "cli/option.h"
#include "cli/output.h"
#include "cli/store_choice.h"
#include "fetch/keep.h"

#include <stddef.h>
#include <stdlib.h>

struct arguments {
    struct store_words words; /* must be first: store_words_take_…() */
    bool wants_help;
};

static const struct option_row rows[] = {
    {"store", "FILE", "this store", store_words_take_store},
    {"sandbox", NULL, "the sandbox's own store",
     .flag = offsetof(struct arguments, words.is_sandbox)},
    {"config", "FILE", "read this configuration instead of the usual one", store_words_take_config},
    {"help", NULL, "print this help and exit", .flag = offsetof(struct arguments, wants_help)},
};

static const size_t row_count = sizeof rows / sizeof rows[0];

static bool print_help(struct err *err) {
    printf("Usage: followtrail reindex [OPTION...]\n\n"
           "Rebuilds accounts, lists and charges from every answer in the store.\n"
           "Nothing is fetched and nothing is lost. No other program may be using the store.\n\n");
    option_help(stdout, rows, row_count);
    return output_finish(err);
}

static bool read_arguments(int argc, char **argv, struct arguments *arguments, struct err *err) {
    *arguments = (struct arguments){.wants_help = false};
    return option_parse_alone(rows, row_count, argc, argv, arguments, err);
}

/* A store of any kind, because nothing new is added; none is created. */
static bool reindex(const char *path, struct err *err) {
    const struct store_config config = {.path = path};
    struct store *store = store_open(&config, clock_wall_ms(), err);
    int64_t count = 0;
    char figure[FIGURE_MAX];
    struct spill_intake intake;
    bool is_done = store && spill_take_in(store, &intake, err);
    if (is_done) {
        intake_print("followtrail reindex", &intake);
        is_done = keep_reindex(store, &count, err);
    }
    store_close(store);
    if (!is_done)
        return false;
    printf("%s answer%s read again\n", figure_grouped(count, figure), count == 1 ? "" : "s");
    return output_finish(err);
}

int reindex_command(int argc, char **argv) {
    struct arguments arguments;
    struct store_choice choice = {0};
    struct err err = {.kind = ERR_NONE};
    bool is_done = read_arguments(argc, argv, &arguments, &err);
    if (is_done && arguments.wants_help)
        is_done = print_help(&err);
    else if (is_done)
        is_done = store_words_choose(&arguments.words, &choice, &err) && reindex(choice.path, &err);
    store_choice_fini(&choice);
    return is_done ? EXIT_SUCCESS : complaint_print("followtrail reindex", &err);
}
