/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/reindex_command.h"

#include "base/clock.h"
#include "base/figure.h"
#include "cli/intake.h"
#include "cli/output.h"
#include "cli/shell.h"
#include "cli/store_choice.h"
#include "fetch/keep.h"

#include <stddef.h>

#define WHO "followtrail reindex"

struct arguments {
    struct store_words words; /* must be first: STORE_WORDS_ROWS */
    bool wants_help;
};

static const struct option_row rows[] = {
    STORE_WORDS_ROWS,
    OPTION_HELP_ROW(struct arguments),
};

/* A store of any kind, because nothing new is added; none is created. */
static bool reindex(const char *path, struct err *err) {
    const struct store_config config = {.path = path};
    struct store *store = store_open(&config, clock_wall_ms(), err);
    int64_t count = 0;
    char figure[FIGURE_MAX];
    struct spill_intake intake;
    bool is_done = store && spill_take_in(store, &intake, err);
    if (is_done) {
        intake_print(WHO, &intake);
        is_done = keep_reindex(store, &count, err);
    }
    store_close(store);
    if (!is_done)
        return false;
    printf("%s answer%s read again\n", figure_grouped(count, figure), count == 1 ? "" : "s");
    return output_finish(err);
}

static bool run(void *target, int count, char **operands, struct err *err) {
    (void)count, (void)operands;
    const struct arguments *arguments = target;
    struct store_choice choice;
    bool is_done = store_words_choose(&arguments->words, &choice, err) && reindex(choice.path, err);
    store_choice_fini(&choice);
    return is_done;
}

static const struct shell_command command = {
    .who = WHO,
    .help = {.usage = "reindex [OPTION...]",
             .about = "Rebuilds accounts, lists and charges from every answer in the store.\n"
                      "Nothing is fetched and nothing is lost. No other program may be using the "
                      "store.\n",
             .rows = rows,
             .row_count = sizeof rows / sizeof *rows},
    .run = run};

int reindex_command(int argc, char **argv) {
    struct arguments arguments = {.wants_help = false};
    return shell_run(&command, argc, argv, &arguments);
}
