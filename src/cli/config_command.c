/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/config_command.h"

#include "base/mem.h"
#include "base/text.h"
#include "cli/complaint.h"
#include "cli/config.h"
#include "cli/options.h"
#include "cli/output.h"
#include "store/home.h"
#include "store/store.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define WHO "followtrail config"

struct arguments {
    bool wants_default, wants_check, wants_help;
};

/* One check of a file. */
struct check {
    size_t wrong; /* lines with errors */
};

static const struct option_row rows[] = {
    {"default", NULL, "print a file with every setting at its default, commented out",
     .flag = offsetof(struct arguments, wants_default)},
    {"check", NULL, "check FILE, or the usual file, and report errors by line",
     .flag = offsetof(struct arguments, wants_check)},
    {"help", NULL, "print this help and exit", .flag = offsetof(struct arguments, wants_help)},
};

static const size_t row_count = sizeof rows / sizeof rows[0];

static bool print_help(struct err *err) {
    printf("Usage: followtrail config --default\n"
           "       followtrail config --check [FILE]\n\n"
           "Prints or checks the settings. To start a configuration file:\n\n"
           "    followtrail config --default >~/.config/followtrail/config\n\n");
    option_help(stdout, rows, row_count);
    return output_finish(err);
}

/* Whether a line `store = PATH` would be read as that path. */
static bool can_be_value(const char *path) {
    size_t len = strlen(path);
    return !strpbrk(path, "#\r\n") && path[len - 1] != ' ' && path[len - 1] != '\t' &&
           text_is_utf8(path, len);
}

static void print_setting(const struct option_row *row) {
    char *usual = row->find_usual ? row->find_usual() : NULL;
    const char *value = row->example ? row->example : row->standard;
    printf("\n"
           "# %s.\n"
           "# Values: %s. Default: %s.\n"
           "#%s = %s\n",
           row->question ? row->question : row->help, row->range,
           row->find_usual ? "as below" : row->standard, row->setting,
           usual && can_be_value(usual) ? usual : value);
    free(usual);
}

static bool print_default(struct err *err) {
    size_t count;
    const struct option_row *settings = options_rows(&count);
    printf("# Settings of Followtrail: `name = value`; # begins a comment. To change a setting,\n"
           "# remove the # before its name. Command-line options override the environment,\n"
           "# which overrides this file. `followtrail config --check` reports errors in it.\n");
    for (size_t i = 0; i < count; i++)
        if (settings[i].setting)
            print_setting(&settings[i]);
    options_keys.print(stdout);
    return output_finish(err);
}

static void tell(void *context, const struct err *err) {
    struct check *check = context;
    check->wrong++;
    complaint_print(WHO, err);
}

static void print_verdict(const char *path, const char *words) {
    struct buf safe;
    size_t len = strlen(path);
    buf_init(&safe, (len + 1) * TEXT_PIECE_MAX);
    text_reveal(&safe, path, len);
    printf("%s: %s\n", buf_text(&safe), words);
    buf_fini(&safe);
}

static bool check_file(const char *path, bool must_exist, struct err *err) {
    struct options options = {.first_account = 0};
    struct check check = {.wrong = 0};
    struct config_table table = {.family = &options_keys,
                                 .target = &options,
                                 .texts = &options.texts,
                                 .tell = tell,
                                 .context = &check};
    table.rows = options_rows(&table.count);
    arena_init(&options.texts);
    bool is_fine = config_read(path, must_exist, &table, err);
    arena_fini(&options.texts);
    if (!is_fine && check.wrong)
        return err_set(err, ERR_CONFIG, "%.240s: errors on %zu line%s", path, check.wrong,
                       check.wrong == 1 ? "" : "s");
    if (!is_fine)
        return false;
    bool is_there = must_exist || access(path, F_OK) == 0;
    print_verdict(path, is_there ? "fine" : "no such file; every setting has its default");
    return output_finish(err);
}

static bool check(const char *named, struct err *err) {
    char *path = named ? mem_dup(named) : home_config_path(err);
    bool is_fine = path && check_file(path, named != NULL, err);
    free(path);
    return is_fine;
}

static bool read_arguments(int argc, char **argv, struct arguments *arguments, const char **file,
                           struct err *err) {
    int first;
    *arguments = (struct arguments){.wants_help = false};
    if (!option_parse(rows, row_count, argc, argv, arguments, &first, err))
        return false;
    *file = first < argc ? argv[first] : NULL;
    if (arguments->wants_help)
        return true;
    if (arguments->wants_default == arguments->wants_check)
        return err_set(err, ERR_USAGE, "give either --default or --check; see --help");
    if (first + (arguments->wants_check ? 1 : 0) < argc)
        return err_set(err, ERR_USAGE, "unexpected “%.80s”; see --help", argv[argc - 1]);
    return true;
}

int config_command(int argc, char **argv) {
    struct arguments arguments;
    struct err err = {.kind = ERR_NONE};
    const char *file;
    bool is_done = read_arguments(argc, argv, &arguments, &file, &err);
    if (is_done && arguments.wants_help)
        is_done = print_help(&err);
    else if (is_done)
        is_done = arguments.wants_default ? print_default(&err) : check(file, &err);
    return is_done ? EXIT_SUCCESS : complaint_print(WHO, &err);
}
