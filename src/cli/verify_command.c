/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/verify_command.h"

#include "base/clock.h"
#include "base/figure.h"
#include "base/text.h"
#include "cli/complaint.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/shell.h"
#include "cli/store_choice.h"
#include "store/spill.h"
#include "verify/check_folder.h"
#include "verify/check_store.h"

#include <stddef.h>
#include <stdio.h>

#define WHO "followtrail verify"

enum { REPORT_MAX = 65536, SHOW_MS = 100 };

struct arguments {
    struct store_words words; /* must be first: STORE_WORDS_ROWS */
    bool wants_help;
};

static const struct option_row rows[] = {
    STORE_WORDS_ROWS,
    OPTION_HELP_ROW(struct arguments),
};

static bool print(const struct buf *report, struct err *err) {
    struct buf safe;
    buf_init(&safe, (size_t)REPORT_MAX * TEXT_PIECE_MAX);
    text_reveal(&safe, buf_text(report), report->len);
    printf("%s\n", buf_text(&safe));
    buf_fini(&safe);
    return output_finish(err);
}

static bool verify_folder(const char *dir, struct err *err) {
    struct buf report;
    buf_init(&report, REPORT_MAX);
    bool is_fine = check_folder(dir, &report, err) && print(&report, err);
    buf_fini(&report);
    return is_fine;
}

/* What is under way, on a line that is written over. */
static void show(void *context, const struct check_progress *progress) {
    int64_t *shown_ms = context, now_ms = clock_monotonic_ms();
    char done[FIGURE_MAX], all[FIGURE_MAX];
    struct buf line;
    if (progress->step == CHECK_READING && now_ms - *shown_ms < SHOW_MS)
        return;
    *shown_ms = now_ms;
    buf_init(&line, SIZE_MAX);
    if (progress->step == CHECK_READING) {
        progress_put_bar(&line, progress->done, progress->all);
        buf_format(&line, "%s of %s answers read", figure_grouped(progress->done, done),
                   figure_grouped(progress->all, all));
    } else if (progress->step == CHECK_COPYING) {
        buf_text_put(&line, "copying");
    } else {
        buf_format(&line, "comparing: %s", progress->table);
    }
    progress_show(buf_text(&line));
    buf_fini(&line);
}

static void tell_content(const struct check_report *report) {
    char figure[FIGURE_MAX];
    printf("%s read again: ", figure_counted(report->answers, "answer", figure));
    printf("%s, ", figure_counted(report->accounts, "account", figure));
    printf("%s, ", figure_counted(report->records, "record", figure));
    printf("%s of ", figure_counted(report->follows, "row", figure));
    printf("%s. The store says the same.\n", figure_counted(report->lists, "list", figure));
}

static void tell_ledger(const struct check_report *report) {
    char figure[FIGURE_MAX];
    printf("The ledger adds up: %s for ", figure_credits(report->credits, figure));
    printf("%s", figure_counted(report->requests, "request", figure));
    if (report->maybe)
        printf(", and perhaps up to %s more", figure_grouped(report->maybe, figure));
    printf(".");
    if (report->jumps)
        printf(" %s changed by something else", figure_counted(report->jumps, "balance", figure));
    if (report->jumps)
        printf(", by %s%s in all.", report->jump > 0 ? "+" : "",
               figure_grouped(report->jump, figure));
    if (report->remarks)
        printf(" %s odd (followtrail ledger).", figure_counted(report->remarks, "bill", figure));
    printf("\n");
}

static void tell_waiting(const char *path) {
    struct err note;
    if (spill_tell_waiting(path, "", &note))
        complaint_print(WHO, &note);
}

static bool verify_store(const char *path, struct err *err) {
    int64_t shown_ms = 0;
    const struct check_watch watch = {show, &shown_ms};
    struct check_report report;
    bool is_fine = check_store(path, &watch, &report, err);
    progress_end();
    if (!is_fine)
        return false;
    tell_waiting(path);
    tell_content(&report);
    tell_ledger(&report);
    return output_finish(err);
}

static bool run(void *target, int count, char **operands, struct err *err) {
    const struct arguments *arguments = target;
    const struct store_words *words = &arguments->words;
    struct store_choice choice;
    if (count > 1)
        return err_set(err, ERR_USAGE, "name the folder of one export, or none for the store");
    if (count && (words->store_path || words->is_sandbox || words->config_path))
        return err_set(err, ERR_USAGE, "name an export or a store, not both");
    if (count)
        return verify_folder(operands[0], err);
    bool is_fine = store_words_choose(words, &choice, err) && verify_store(choice.path, err);
    store_choice_fini(&choice);
    return is_fine;
}

static const struct shell_command command = {
    .who = WHO,
    .help = {.usage = "verify DIR\n"
                      "verify [OPTION...]",
             .about = "Checks an export: its files are all there and no others, and sizes, hashes, "
                      "rows,\ncolumns, types, keys and references are those of its "
                      "datapackage.json. Without\nDIR it checks the store: everything is derived "
                      "again from the stored answers, in\na copy, and compared, and the ledger is "
                      "added up. Nothing is changed. The first\ndifference ends it with status 65, "
                      "and a sentence says where it is.\n",
             .rows = rows,
             .row_count = sizeof rows / sizeof *rows},
    .has_operands = true,
    .run = run};

int verify_command(int argc, char **argv) {
    struct arguments arguments = {.wants_help = false};
    return shell_run(&command, argc, argv, &arguments);
}
