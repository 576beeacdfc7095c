/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/config_command.h"

#include "base/mem.h"
#include "base/text.h"
#include "cli/complaint.h"
#include "cli/config.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/shell.h"
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
    OPTION_HELP_ROW(struct arguments),
};

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

static bool run(void *target, int count, char **operands, struct err *err) {
    const struct arguments *arguments = target;
    if (arguments->wants_default == arguments->wants_check)
        return err_set(err, ERR_USAGE, "give either --default or --check; see --help");
    if (count > (arguments->wants_check ? 1 : 0))
        return err_set(err, ERR_USAGE, "unexpected “%.80s”; see --help", operands[count - 1]);
    return arguments->wants_default ? print_default(err) : check(count ? operands[0] : NULL, err);
}

static const struct shell_command command = {
    .who = WHO,
    .help = {.usage = "config --default\nconfig --check [FILE]",
             .about = "Prints or checks the settings. To start a configuration file:\n\n"
                      "    followtrail config --default >~/.config/followtrail/config\n",
             .rows = rows,
             .row_count = sizeof rows / sizeof *rows},
    .has_operands = true,
    .run = run};

int config_command(int argc, char **argv) {
    struct arguments arguments = {.wants_help = false};
    return shell_run(&command, argc, argv, &arguments);
}
