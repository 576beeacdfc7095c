/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/options.h"

#include "api/client.h"
#include "base/key.h"
#include "base/text.h"
#include "cli/api_key.h"
#include "cli/config.h"
#include "cli/option.h"
#include "cli/shell.h"
#include "command/bindings.h"
#include "store/home.h"
#include "store/store.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { SILENCE_MAX_S = 600, CREDITS_MAX = 1000000000, NAMED_MAX_BYTES = 512 };

/* Unless a variable moves it: home_store_path() knows. */
#define STORE_STANDARD "~/.local/share/followtrail/live.db"

static bool apply_api_url(void *target, const char *value, struct err *err) {
    ((struct options *)target)->api_url = value;
    return api_check_url(value, err);
}

static bool apply_store(void *target, const char *value, struct err *err) {
    ((struct options *)target)->store_path = value;
    return *value || err_set(err, ERR_USAGE, "a file name is missing");
}

static bool apply_shared(void *target, const char *value, struct err *err) {
    return option_switch(value, &((struct options *)target)->is_shared, err);
}

static bool apply_ca_file(void *target, const char *value, struct err *err) {
    ((struct options *)target)->trust = (struct trust){.file = value};
    return *value || err_set(err, ERR_USAGE, "a file name is missing");
}

static bool apply_groups(void *target, const char *value, struct err *err) {
    ((struct options *)target)->groups = value;
    return *value || err_set(err, ERR_USAGE, "a file name is missing");
}

/* Of the two, the one given closer to the command counts. */
static bool apply_key_command(void *target, const char *value, struct err *err) {
    struct options *options = target;
    options->key_command = value;
    options->is_key_told = true;
    return api_key_check_command(value, err);
}

static bool apply_key_file(void *target, const char *value, struct err *err) {
    struct options *options = target;
    options->key_file = value;
    options->is_key_told = true;
    return *value || err_set(err, ERR_USAGE, "a file name is missing");
}

static bool apply_config(void *target, const char *value, struct err *err) {
    ((struct options *)target)->config_path = value;
    return *value || err_set(err, ERR_USAGE, "a file name is missing");
}

static bool apply_cap_of(struct options *options, enum purse_scope scope, const char *value,
                         struct err *err) {
    int64_t *most = &options->caps.most[scope];
    if (strcmp(value, "none") == 0) {
        *most = PURSE_UNKNOWN;
        return true;
    }
    return option_number(value, 0, CREDITS_MAX, most, NULL) ||
           err_set(err, ERR_USAGE, "“%.80s” is not a whole number from 0 to %d, or none", value,
                   CREDITS_MAX);
}

static bool apply_cap(void *target, const char *value, struct err *err) {
    ((struct options *)target)->is_cap_told = true;
    return apply_cap_of(target, PURSE_SESSION, value, err);
}

static bool apply_day_cap(void *target, const char *value, struct err *err) {
    return apply_cap_of(target, PURSE_DAY, value, err);
}

static bool apply_store_cap(void *target, const char *value, struct err *err) {
    return apply_cap_of(target, PURSE_STORE, value, err);
}

static bool apply_threshold(void *target, const char *value, struct err *err) {
    return option_number(value, OPTIONS_THRESHOLD_MIN, CREDITS_MAX,
                         &((struct options *)target)->threshold, err);
}

static bool apply_page(void *target, const char *value, struct err *err) {
    int64_t *size = &((struct options *)target)->page_size;
    if (strcmp(value, "auto") == 0) {
        *size = 0;
        return true;
    }
    return option_number(value, 1, API_LIMIT_MAX, size, NULL) ||
           err_set(err, ERR_USAGE, "“%.80s” is not a whole number from 1 to %d, or auto", value,
                   API_LIMIT_MAX);
}

static bool apply_load_page(void *target, const char *value, struct err *err) {
    return option_number(value, 1, API_LIMIT_MAX, &((struct options *)target)->load_page, err);
}

static bool apply_profile(void *target, const char *value, struct err *err) {
    return option_switch(value, &((struct options *)target)->has_profile, err);
}

static bool apply_prefetch(void *target, const char *value, struct err *err) {
    return option_switch(value, &((struct options *)target)->has_prefetch, err);
}

static bool apply_color(void *target, const char *value, struct err *err) {
    return option_switch(value, &((struct options *)target)->has_colour, err);
}

static bool apply_look(struct options *options, const char *name, const char *value,
                       struct err *err) {
    enum look_choice choice = look_apply(&options->look, name, value, err);
    options->look_told |= choice;
    return choice != 0;
}

static bool apply_theme(void *target, const char *value, struct err *err) {
    return apply_look(target, "theme", value, err);
}

static bool apply_columns(void *target, const char *value, struct err *err) {
    return apply_look(target, "columns", value, err);
}

static bool apply_pane(void *target, const char *value, struct err *err) {
    return apply_look(target, "pane", value, err);
}

static bool apply_selection(void *target, const char *value, struct err *err) {
    return apply_look(target, "selection", value, err);
}

static bool apply_signs(void *target, const char *value, struct err *err) {
    return apply_look(target, "signs", value, err);
}

static bool apply_ascii(void *target, const char *value, struct err *err) {
    return option_switch(value, &((struct options *)target)->is_ascii, err);
}

static bool apply_title(void *target, const char *value, struct err *err) {
    return option_switch(value, &((struct options *)target)->has_title, err);
}

static bool apply_mouse(void *target, const char *value, struct err *err) {
    return option_switch(value, &((struct options *)target)->has_mouse, err);
}

/* Named by its opposite, like the others: the row defines both. */
static bool apply_no_plain(void *target, const char *value, struct err *err) {
    return option_switch(value, &((struct options *)target)->is_plain, err);
}

static bool apply_timeout(void *target, const char *value, struct err *err) {
    return option_number(value, 1, SILENCE_MAX_S, &((struct options *)target)->silence_s, err);
}

static char *find_usual_store(void) {
    return home_store_path(STORE_KIND_LIVE, NULL);
}

static const struct option_row rows[] = {
    {"demo", NULL, "browse the built-in sandbox: no key, no cost",
     .flag = offsetof(struct options, is_demo)},
    {"api-url", "URL", "the API's address (also FOLLOWTRAIL_API_URL); plain http only to loopback",
     apply_api_url, .setting = "api-url", .range = "an https address; plain http only to loopback",
     .standard = API_DEFAULT_URL},
    {"store", "FILE", "keep paid data in this file", apply_store, .setting = "store",
     .range = "a path from / or ~/", .standard = STORE_STANDARD, .is_path = true,
     .find_usual = find_usual_store},
    {"shared", NULL, "share the store with the users of its folder's group", apply_shared,
     .setting = "shared", .range = "yes or no", .standard = "no",
     .question = "share the store with the users of its folder's group"},
    {"ca-file", "FILE", "trust the CA certificates in this file instead of the system's",
     apply_ca_file, .setting = "ca-file", .range = "a path from / or ~/",
     .standard = "the system's", .is_path = true, .example = "~/campus-ca.pem"},
    {"key-command", "COMMAND", "run this; the first line it prints is the API key",
     apply_key_command, .setting = "key-command",
     .range = "a program and its arguments, without a shell; quote what contains spaces",
     .standard = "none", .example = "pass show unifapi"},
    {"key-file", "FILE", "read the API key from this file, which only you may read", apply_key_file,
     .setting = "key-file", .range = "a path from / or ~/, mode 600 or 400",
     .standard = "~/.config/followtrail/key", .is_path = true, .find_usual = api_key_usual_file},
    {"offline", NULL, "show what is stored; no key needed, no network used",
     .flag = offsetof(struct options, is_offline)},
    {"config", "FILE", "read this configuration instead of the usual one", apply_config},
    {"cap", "N", "spend at most N credits in this session; none: no limit (none)", apply_cap,
     .setting = "cap", .range = "0 to 1000000000, or none", .standard = "none"},
    {"day-cap", "N", "spend at most N credits a day, over all programs on this store (none)",
     apply_day_cap, .setting = "day-cap", .range = "0 to 1000000000, or none", .standard = "none"},
    {"store-cap", "N", "spend at most N credits for this store, ever (none)", apply_store_cap,
     .setting = "store-cap", .range = "0 to 1000000000, or none", .standard = "none"},
    {"threshold", "N", "ask before spending more than N credits, 51 or more (200)", apply_threshold,
     .setting = "threshold", .range = "51 to 1000000000", .standard = "200"},
    {"page", "N", "records per page while browsing, 1 to 50, or auto: fills the window (auto)",
     apply_page, .setting = "page", .range = "1 to 50, or auto", .standard = "auto"},
    {"load-page", "N", "records per page while loading the rest of a list, 1 to 50 (50)",
     apply_load_page, .setting = "load-page", .range = "1 to 50", .standard = "50"},
    {"no-profile", NULL, "do not request a typed account's profile first (saves 1 credit)",
     apply_profile, .setting = "profile", .range = "yes or no", .standard = "yes",
     .question = "request a typed account's profile first, for 1 credit"},
    {"no-prefetch", NULL, "fetch the next page only on a key, not while scrolling", apply_prefetch,
     .setting = "prefetch", .range = "yes or no", .standard = "yes",
     .question = "fetch the next page while scrolling; no: only on a key"},
    {"no-color", NULL, "no colours (also NO_COLOR)", apply_color, .setting = "color",
     .range = "yes or no", .standard = "yes", .question = "use colours; NO_COLOR turns them off"},
    {"theme", "NAME", "colours: auto, dark, light, 16 (only the first 16) or mono (auto)",
     apply_theme, .setting = "theme", .range = "auto, dark, light, 16 or mono", .standard = "auto"},
    {"columns", "NAMES",
     "the list's columns in order, separated by spaces or commas; account:24 sets a width",
     apply_columns, .setting = "columns",
     .range = "some of number sign account followers following likes videos region seen id lists "
              "back state rank rows age credits price excess, then "
              "some of change group name bio; each may have a width, as in account:24",
     .standard = COLUMNS_STANDARD},
    {"pane", "PLACE",
     "the detail pane: below or beside the list, off, or auto: beside from 120 columns on (auto)",
     apply_pane, .setting = "pane", .range = "auto, below, beside or off", .standard = "auto"},
    {"selection", "LOOK", "the selected row: a bar, or only a mark, for a slow line (bar)",
     apply_selection, .setting = "selection", .range = "bar or mark", .standard = "bar"},
    {"signs", "SET",
     "the program's own signs: unicode, or ascii if they are drawn too wide (unicode)", apply_signs,
     .setting = "signs", .range = "unicode or ascii", .standard = "unicode"},
    {"ascii", NULL, "send only ASCII to the terminal, other letters as the nearest ones",
     apply_ascii, .setting = "ascii", .range = "yes or no", .standard = "no",
     .question = "send only ASCII to the terminal, other letters as the nearest ones"},
    {"no-title", NULL, "leave the terminal's title as it is", apply_title, .setting = "title",
     .range = "yes or no", .standard = "yes",
     .question = "show the current list in the terminal's title"},
    {"no-mouse", NULL,
     "no mouse (default); with --mouse, clicks select and sort, the wheel scrolls", apply_mouse,
     .setting = "mouse", .range = "yes or no", .standard = "no",
     .question = "use the mouse: clicks select and sort, the wheel scrolls"},
    {"no-plain", NULL, "full screen (default); with --plain, lines of text, as for a screen reader",
     apply_no_plain, .setting = "plain", .range = "yes or no", .standard = "no",
     .question = "use lines of text, as for a screen reader, instead of the full screen"},
    {"timeout", "SECONDS", "give up a request after this long without data, 1 to 600 (30)",
     apply_timeout, .setting = "timeout", .range = "1 to 600", .standard = "30"},
    {"groups", "FILE", "read a CSV file of accounts and their groups (none)", apply_groups,
     .setting = "groups", .range = "a CSV file with an account and its group a line",
     .standard = "none", .is_path = true, .example = "~/accounts.csv"},
    {"refetch", NULL, "with fetch: start a new snapshot of each list and keep the old one",
     .flag = offsetof(struct options, is_refetch)},
    {"help", NULL, "print this help and exit", .flag = offsetof(struct options, wants_help)},
    {"version", NULL, "print the version and exit",
     .flag = offsetof(struct options, wants_version)},
};

static bool apply_key(void *target, const char *member, const char *value, size_t line,
                      struct err *err) {
    struct options *options = target;
    if (!options->keys) {
        options->keys = arena_alloc(&options->texts, sizeof *options->keys);
        bindings_init(options->keys);
    }
    return bindings_set(options->keys, member, value, line, err);
}

static void print_keys(FILE *out) {
    struct bindings standard;
    struct buf named;
    char name[KEY_NAME_MAX];
    buf_init(&named, NAMED_MAX_BYTES);
    bindings_init(&standard);
    bindings_named_keys(&standard, &named);
    fprintf(out,
            "\n# Keys: `%s`. NAME is as in the help: x, ^X, Alt-x, F5, Space, PgDn; write\n"
            "# # and = as U+0023 and U+003D. COMMAND is one of those below, or none. These\n"
            "# keys are fixed, because messages name them: %s.\n"
            "# The default keys:\n",
            options_keys.form, buf_text(&named));
    for (size_t i = 0; i < standard.count; i++)
        fprintf(out, "#%s %s = %s\n", options_keys.name, key_label(standard.all[i].key, name),
                command_info(standard.all[i].command)->name);
    buf_fini(&named);
}

const struct config_family options_keys = {"key", "key NAME = COMMAND", apply_key, print_keys};

enum { ROW_COUNT = sizeof rows / sizeof *rows };

static void set_defaults(struct options *options) {
    *options = (struct options){.has_profile = true,
                                .has_prefetch = true,
                                .has_colour = true,
                                .has_title = true,
                                .threshold = OPTIONS_THRESHOLD_DEFAULT,
                                .load_page = API_LIMIT_MAX,
                                .silence_s = API_SILENCE_DEFAULT};
    caps_init(&options->caps);
    look_init(&options->look);
    arena_init(&options->texts);
}

static bool read_file(const char *named, struct options *options, struct err *err) {
    const struct config_table table = {rows, ROW_COUNT, &options_keys, options, &options->texts};
    if (named)
        return config_read(named, true, &table, err);
    char *usual = home_config_path(NULL);
    bool is_fine = !usual || config_read(usual, false, &table, err); /* no home folder, no file */
    free(usual);
    return is_fine;
}

static bool read_environment(struct options *options, bool wants_url, struct err *err) {
    const char *no_color = getenv("NO_COLOR"), *url = getenv("FOLLOWTRAIL_API_URL");
    struct err wrong;
    if (no_color && *no_color)
        options->has_colour = false;
    trust_read_environment(&options->trust);
    if (!wants_url || !url || !*url)
        return true;
    return apply_api_url(options, url, &wrong) ||
           err_set(err, ERR_USAGE, "FOLLOWTRAIL_API_URL: %s", wrong.text);
}

/* Also after an error, whose message must be readable too. */
static void settle_text(const struct options *options) {
    if (options->is_ascii)
        text_use_ascii();
}

bool options_read(const char *config_path, struct options *options, struct err *err) {
    set_defaults(options);
    bool is_read = read_file(config_path, options, err) && read_environment(options, true, err);
    settle_text(options);
    return is_read;
}

/* A demo has its own API and, unless one is named for it, its own store, so those of the file are
 * ignored. */
static bool settle_demo(const struct options *flags, struct options *options, struct err *err) {
    if (!options->is_demo)
        return true;
    if (flags->api_url)
        return err_set(err, ERR_USAGE,
                       "--demo brings its own API; it cannot be combined with --api-url");
    if (options->is_offline && !flags->store_path)
        return err_set(err, ERR_USAGE,
                       "--offline --demo needs --store FILE: the demo's own store is temporary and "
                       "would be empty");
    options->api_url = NULL;
    options->store_path = flags->store_path;
    return true;
}

/* With the rows of a command's own. */
struct parse {
    struct option_row rows[OPTION_TABLE_MAX];
    size_t count;
    int argc;
    char **argv;
};

static bool parse_into(struct parse *parse, struct options *options, struct err *err) {
    return option_parse(parse->rows, parse->count, parse->argc, parse->argv, options,
                        &options->first_account, err);
}

bool options_parse_more(int argc, char **argv, const struct option_row *more_rows, size_t count,
                        void *more, struct options *options, struct err *err) {
    struct parse parse = {.count = ROW_COUNT + count, .argc = argc, .argv = argv};
    struct options flags;
    memcpy(parse.rows, rows, sizeof rows);
    memcpy(parse.rows + ROW_COUNT, more_rows, count * sizeof *more_rows);
    set_defaults(&flags);
    set_defaults(options);
    flags.more = options->more = more;
    if (!parse_into(&parse, &flags, err))
        return false;
    if (flags.wants_help || flags.wants_version) {
        *options = flags;
        return true;
    }
    /* Flags again, over the settings of file and environment. */
    bool is_read = read_file(flags.config_path, options, err) &&
                   read_environment(options, !flags.api_url && !flags.is_demo, err) &&
                   parse_into(&parse, options, err);
    options->is_cap_told = flags.is_cap_told;
    options->is_key_told = flags.is_key_told;
    if (flags.key_file && !flags.key_command)
        options->key_command = NULL;
    options->look_told = flags.look_told;
    settle_text(options);
    return is_read && settle_demo(&flags, options, err);
}

bool options_parse(int argc, char **argv, struct options *options, struct err *err) {
    return options_parse_more(argc, argv, rows, 0, options, options, err);
}

void options_fini(struct options *options) {
    arena_fini(&options->texts);
}

const struct option_row *options_rows(size_t *count) {
    *count = ROW_COUNT;
    return rows;
}

static void put_setting_names(FILE *out) {
    struct buf names;
    buf_init(&names, SIZE_MAX);
    for (size_t i = 0; i < ROW_COUNT; i++)
        if (rows[i].setting)
            buf_format(&names, "%s%s%s", names.len ? " " : "", rows[i].setting,
                       rows[i].argument ? "" : " (yes or no)");
    option_help_row(out, "Names:", buf_text(&names));
    buf_fini(&names);
}

static void put_more(FILE *out) {
    fputs("The configuration, $XDG_CONFIG_HOME/followtrail/config, has lines\n"
          "`name = value`; # begins a comment.\n",
          out);
    put_setting_names(out);
    option_help_row(out, "And keys:", options_keys.form);
    fputs("Options override the environment, which overrides the configuration.\n"
          "--profile, --prefetch, --color, --title and --mouse override a `no` there,\n"
          "--no-plain a `yes`.\n\n"
          "The API key is read from UNIFAPI_API_KEY, then UNIFAPI_KEY, key-command, key-file.\n"
          "1 credit is $0.001. Each account in a list costs 1 credit, and so does a profile.\n"
          "Each command has its own --help.\n\n"
          "Exit status: 0 done; 64 wrong usage; 65 damaged store; 69 disk full; 74 input or\n"
          "output failed; 75 list incomplete (fetch); 78 no key, or an unsuitable setting,\n"
          "store or terminal; 128 plus the signal's number after a signal; 1 doctor found a\n"
          "problem.\n",
          out);
}

void options_help(FILE *out) {
    static const struct shell_help help = {
        .usage = "[OPTION...] [ACCOUNT...]\n"
                 "--demo\n"
                 "--plain [OPTION...] [ACCOUNT...]\n"
                 "fetch [OPTION...] ACCOUNT...\n"
                 "crawl [OPTION...] --budget N [ACCOUNT...]\n"
                 "list [OPTION...] ACCOUNT\n"
                 "lists [OPTION...]\n"
                 "followed-by [OPTION...] ACCOUNT\n"
                 "frontier [OPTION...]\n"
                 "ledger [OPTION...]\n"
                 "stats [OPTION...] [ACCOUNT...]\n"
                 "compare [OPTION...] ACCOUNT...\n"
                 "diff [OPTION...] ACCOUNT | --all\n"
                 "export [OPTION...] DIR [ACCOUNT...]\n"
                 "methods [OPTION...] [CRAWL]\n"
                 "config --default | --check [FILE]\n"
                 "doctor [OPTION...]\n"
                 "answer [OPTION...] REQUEST\n"
                 "reindex [OPTION...]\n"
                 "verify [OPTION...] [DIR]\n"
                 "sandbox [OPTION...]\n"
                 "help [COMMAND]\n"
                 "version",
        .about = "Browses who an account follows. ACCOUNT is @HANDLE (without the @ if the store\n"
                 "knows the name), a numeric id, a sec_uid, or a profile's address. With several\n"
                 "accounts, ] opens the next one. Without one, it opens where you left off.\n",
        .rows = rows,
        .row_count = ROW_COUNT,
        .put_more = put_more};
    shell_help_print(out, &help);
}
