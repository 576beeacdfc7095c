/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/export_command.h"

#include "base/figure.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/complaint.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/shell.h"
#include "cli/store_choice.h"
#include "export/exporter.h"

#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#define WHO "followtrail export"

struct arguments {
    struct store_words words; /* must be first: STORE_WORDS_ROWS */
    struct export_options options;
    const char *table; /* NULL: a folder of all */
    bool is_all, wants_help;
    int status; /* that a refusal or a signal gives; EX_OK: none */
};

static bool keep_word(const char **word, const char *value, const char *what, struct err *err) {
    *word = value;
    return *value || err_set(err, ERR_USAGE, "%s is missing", what);
}

static bool apply_filter(void *target, const char *value, struct err *err) {
    return keep_word(&((struct arguments *)target)->options.filter, value, "a filter", err);
}

static bool apply_groups(void *target, const char *value, struct err *err) {
    return keep_word(&((struct arguments *)target)->options.groups, value, "a file name", err);
}

static bool apply_without(void *target, const char *value, struct err *err) {
    return keep_word(&((struct arguments *)target)->options.without, value, "a file name", err);
}

static bool apply_license(void *target, const char *value, struct err *err) {
    return keep_word(&((struct arguments *)target)->options.license, value, "a licence", err);
}

static bool apply_table(void *target, const char *value, struct err *err) {
    return keep_word(&((struct arguments *)target)->table, value, "a table", err);
}

static bool apply_cofollow(void *target, const char *value, struct err *err) {
    return option_number(value, 1, INT32_MAX, &((struct arguments *)target)->options.cofollow, err);
}

static bool apply_as_of(void *target, const char *value, struct err *err) {
    struct export_options *options = &((struct arguments *)target)->options;
    options->as_of = value;
    return option_date(value, &options->as_of_ms, err); /* EXPORT_ALWAYS is no date */
}

#define FLAG(member) .flag = offsetof(struct arguments, member)

static const struct option_row rows[] = {
    {"all", NULL, "export everybody's list (default without an ACCOUNT)", FLAG(is_all)},
    {"filter", "FILTER", "of whom they follow, only who passes it; see Filters in the manual",
     apply_filter},
    {"as-of", "DATE", "as if what came after that day or time (UTC) were not stored", apply_as_of},
    {"groups", "FILE", "read a CSV file of accounts and their groups", apply_groups},
    {"without", "FILE", "withhold the accounts of this CSV file everywhere", apply_without},
    {"cofollow", "K", "also write the pairs that at least K complete lists have", apply_cofollow},
    {"complete", NULL, "write nothing unless every list is complete",
     FLAG(options.must_be_complete)},
    {"excel", NULL, "write CSV that a spreadsheet shows as text", FLAG(options.is_excel)},
    {"pseudonyms", NULL, "write pseudonyms, and nothing that names people",
     FLAG(options.is_pseudonymous)},
    {"license", "NAME", "name this licence, such as CC-BY-4.0 or its address, in the manifest",
     apply_license},
    {"table", "NAME",
     "with - for DIR: accounts, names, follows, lists, requests, crawls, crawl_steps or cofollow",
     apply_table},
    STORE_WORDS_ROWS,
    OPTION_HELP_ROW(struct arguments),
};

static bool check(const struct arguments *arguments, int count, char **operands, struct err *err) {
    if (!count)
        return err_set(err, ERR_USAGE, "name a new folder, or - with --table");
    bool is_stream = !strcmp(operands[0], "-");
    if (is_stream && !arguments->table)
        return err_set(err, ERR_USAGE, "to stdout goes one table: add --table follows, or another");
    if (!is_stream && arguments->table)
        return err_set(err, ERR_USAGE, "--table is for stdout: write - instead of “%.80s”",
                       operands[0]);
    if (arguments->is_all && count > 1)
        return err_set(err, ERR_USAGE, "--all cannot be combined with an account");
    return true;
}

/* Reports what is said of an export on stderr, a line each. */
static void tell(const struct buf *lines) {
    const char *line = buf_text(lines);
    while (*line) {
        size_t len = strcspn(line, "\n");
        char *text = mem_dup_n(line, len);
        complaint_write(WHO, text);
        free(text);
        line += len + (line[len] == '\n');
    }
}

static void tell_report(const struct arguments *arguments, const struct export_report *report) {
    struct buf lines;
    buf_init(&lines, SIZE_MAX);
    export_report_describe(report, &arguments->options, &lines);
    tell(&lines);
    buf_fini(&lines);
}

static bool print_done(const struct export_report *report, const char *dir, struct err *err) {
    char accounts[FIGURE_MAX], follows[FIGURE_MAX], lists[FIGURE_MAX];
    struct buf shown;
    buf_init(&shown, SIZE_MAX);
    text_reveal(&shown, dir, strlen(dir));
    printf("%s: %s, %s, %s; export %s\n", buf_text(&shown),
           figure_counted(report->accounts, "account", accounts),
           figure_counted(report->follows, "follow", follows),
           figure_counted(report->lists, "list", lists), report->id);
    buf_fini(&shown);
    return output_finish(err);
}

/* The signals that end an export; blocked, so that it can tidy up. */
static sigset_t block_ends(void) {
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGHUP);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ends, NULL);
    return ends;
}

struct watching {
    sigset_t ends;
    int signal; /* 0: none */
};

static void show(const struct export_progress *progress) {
    char figure[FIGURE_MAX];
    struct buf line;
    buf_init(&line, SIZE_MAX);
    if (progress->file)
        buf_format(&line, "%s: %s in all", progress->file,
                   figure_counted(progress->rows, "row", figure));
    else
        buf_text_put(&line, "reading the store");
    progress_show(buf_text(&line));
    buf_fini(&line);
}

static bool watch(void *context, const struct export_progress *progress) {
    struct watching *watching = context;
    const struct timespec now = {0};
    int number = sigtimedwait(&watching->ends, NULL, &now);
    if (number > 0)
        watching->signal = number;
    else
        show(progress);
    return !watching->signal;
}

static bool write_folder(struct arguments *arguments, struct store *store, const char *dir,
                         struct export_report *report, struct err *err) {
    struct watching watching = {.ends = block_ends()};
    const struct export_watch own = {watch, &watching};
    bool is_written = exporter_write_folder(store, dir, &arguments->options, &own, report, err);
    progress_end();
    tell(&report->notes);
    if (report->is_refused)
        arguments->status = EX_TEMPFAIL;
    if (report->is_cancelled)
        arguments->status = 128 + watching.signal;
    if (!is_written)
        return false;
    tell_report(arguments, report);
    return print_done(report, dir, err);
}

static bool write_table(struct arguments *arguments, struct store *store,
                        struct export_report *report, struct err *err) {
    bool is_written = exporter_write_table(store, arguments->table, STDOUT_FILENO,
                                           &arguments->options, report, err);
    tell(&report->notes);
    if (report->is_refused)
        arguments->status = EX_TEMPFAIL;
    if (is_written)
        tell_report(arguments, report);
    return is_written;
}

static bool export_all(struct arguments *arguments, struct store *store, int count, char **operands,
                       struct err *err) {
    struct export_report report;
    arguments->options.accounts = (const char *const *)operands + 1;
    arguments->options.account_count = (size_t)count - 1;
    bool is_written = arguments->table ? write_table(arguments, store, &report, err)
                                       : write_folder(arguments, store, operands[0], &report, err);
    export_report_fini(&report);
    return is_written;
}

static void put_words(FILE *out) {
    fputs("DIR must not exist. It appears when all of it is on the disk: accounts.csv,\n"
          "names.csv, follows.csv, lists.csv, requests.csv, graph.graphml, README.txt, and\n"
          "datapackage.json, which describes every column. An id is \"tt\" and digits: read it\n"
          "as text. Lists that are not complete are in it, marked. The same store and options\n"
          "give the same bytes of data.\n\n"
          "Exit status: 0; 64 a word is wrong, or DIR exists; 65 the store or a file is\n"
          "damaged; 74 DIR cannot be written; 75 --complete, and a list is not.\n",
          out);
}

static bool run(void *target, int count, char **operands, struct err *err) {
    struct arguments *arguments = target;
    struct store_choice choice = {0};
    if (!check(arguments, count, operands, err))
        return false;
    struct store *store = store_words_open_reader(&arguments->words, WHO, &choice, err);
    bool is_fine = store && export_all(arguments, store, count, operands, err);
    store_choice_fini(&choice);
    return is_fine;
}

static const struct shell_command command = {
    .who = WHO,
    .help = {.usage = "export [OPTION...] DIR [ACCOUNT...]\n"
                      "export [OPTION...] --table NAME - [ACCOUNT...]",
             .about = "Writes the stored lists of the accounts (default: of everybody) to a new "
                      "folder, as\nCSV with a manifest; or one table to stdout. Nothing is "
                      "fetched.\n",
             .rows = rows,
             .row_count = sizeof rows / sizeof *rows,
             .put_more = put_words},
    .has_operands = true,
    .run = run};

int export_command(int argc, char **argv) {
    struct arguments arguments = {.options = {.as_of_ms = EXPORT_ALWAYS}};
    int status = shell_run(&command, argc, argv, &arguments);
    return arguments.status != EX_OK ? arguments.status : status;
}
