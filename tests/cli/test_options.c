/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line over the environment and the configuration, and the store that follows from
 * them. */
#include "api/client.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/text.h"
#include "cli/options.h"
#include "cli/store_choice.h"
#include "store/store.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ARGS_MAX = 10 };

static struct scratch scratch;

static void write_config(const char *text) {
    char path[2 * SCRATCH_PATH_MAX];
    snprintf(path, sizeof path, "%s/followtrail", scratch.folder);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/followtrail/config", scratch.folder);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_ge(fputs(text, file), 0);
    ck_assert_int_eq(fclose(file), 0);
    ck_assert_int_eq(chmod(path, 0600), 0);
}

static void make_home(void) {
    scratch_init(&scratch);
    setenv("XDG_CONFIG_HOME", scratch.folder, 1);
    setenv("XDG_DATA_HOME", "/data", 1);
    unsetenv("NO_COLOR");
    unsetenv("FOLLOWTRAIL_API_URL");
}

static void remove_home(void) {
    char path[2 * SCRATCH_PATH_MAX];
    snprintf(path, sizeof path, "%s/followtrail/config", scratch.folder);
    unlink(path);
    snprintf(path, sizeof path, "%s/followtrail", scratch.folder);
    rmdir(path);
    scratch_fini(&scratch);
}

struct line {
    char *argv[ARGS_MAX + 2];
    int argc;
    struct options options;
    struct err err;
};

static bool parse(struct line *line, const char *const *args) {
    *line = (struct line){.argv = {mem_dup("followtrail")}, .argc = 1};
    for (; *args; args++)
        line->argv[line->argc++] = mem_dup(*args);
    return options_parse(line->argc, line->argv, &line->options, &line->err);
}

static void forget(struct line *line) {
    options_fini(&line->options);
    for (int i = 0; i < line->argc; i++)
        free(line->argv[i]);
}

static void take(struct line *line, const char *const *args) {
    bool is_fine = parse(line, args);
    ck_assert_msg(is_fine, "%s", line->err.text);
}

START_TEST(defaults) {
    struct line line;
    take(&line, (const char *const[]){NULL});
    const struct options *options = &line.options;
    ck_assert(!options->is_demo && !options->is_offline && !options->wants_help);
    ck_assert(options->has_profile && options->has_prefetch && options->has_colour);
    ck_assert(!options->is_plain);
    ck_assert_ptr_null(options->api_url);
    ck_assert_ptr_null(options->store_path);
    for (int scope = 0; scope < PURSE_SCOPE_COUNT; scope++)
        ck_assert_int_eq(options->caps.most[scope], PURSE_UNKNOWN);
    ck_assert_int_eq(options->threshold, 200);
    ck_assert_int_eq(options->page_size, 0);
    ck_assert_int_eq(options->load_page, 50);
    ck_assert_int_eq(options->silence_s, 30);
    ck_assert_int_eq(options->first_account, 1);
    forget(&line);
}
END_TEST

START_TEST(every_option_is_stored) {
    struct line line;
    take(&line, (const char *const[]){"--cap=0", "nasa", "--day-cap", "1000000000", "--store-cap=7",
                                      "--threshold=51", "--load-page=1", "--store=x.db",
                                      "--offline", NULL});
    const struct options *options = &line.options;
    ck_assert_int_eq(options->caps.most[PURSE_SESSION], 0);
    ck_assert_int_eq(options->caps.most[PURSE_DAY], 1000000000);
    ck_assert_int_eq(options->caps.most[PURSE_STORE], 7);
    ck_assert_int_eq(options->threshold, 51);
    ck_assert_int_eq(options->load_page, 1);
    ck_assert_str_eq(options->store_path, "x.db");
    ck_assert(options->is_offline);
    ck_assert_str_eq(line.argv[options->first_account], "nasa");
    forget(&line);
    take(&line, (const char *const[]){"--no-profile", "--no-prefetch", "--no-color", "--page=50",
                                      "--mouse", "--timeout=600", "--api-url=http://127.0.0.1:1/",
                                      "--demo", "--version", "--no-title", "--ascii", NULL});
    ck_assert(options->is_ascii && !options->has_title);
    ck_assert(!options->has_profile && !options->has_prefetch && !options->has_colour);
    ck_assert(options->has_mouse);
    ck_assert_int_eq(options->page_size, 50);
    ck_assert_int_eq(options->silence_s, 600);
    ck_assert(options->wants_version);
    forget(&line);
    take(&line, (const char *const[]){"--page=50", "--page", "auto", NULL});
    ck_assert_int_eq(options->page_size, 0);
    forget(&line);
}
END_TEST

static const struct refusal {
    const char *const args[4];
    const char *words;
} refusals[] = {
    {{"--cap=-1"}, "--cap: “-1” is not a whole number from 0 to 1000000000, or none"},
    {{"--cap="}, "is not a whole number from 0"},
    {{"--cap"}, "--cap needs an argument"},
    {{"--day-cap=1000000001"}, "--day-cap: “1000000001” is not a whole number"},
    {{"--store-cap", "1e3"}, "--store-cap: “1e3” is not a whole number"},
    {{"--threshold=50"}, "--threshold: “50” is not a whole number from 51 to 1000000000"},
    {{"--threshold=none"}, "not a whole number"},
    {{"--load-page=0"}, "--load-page: “0” is not a whole number from 1 to 50"},
    {{"--load-page=51"}, "from 1 to 50"},
    {{"--page=51"}, "“51” is not a whole number from 1 to 50, or auto"},
    {{"--page=0"}, "from 1 to 50, or auto"},
    {{"--timeout=601"}, "from 1 to 600"},
    {{"--theme=blue"}, "--theme: “blue” is not auto, dark, light, 16 or mono"},
    {{"--pane", "left"}, "--pane: “left” is not auto, below, beside or off"},
    {{"--columns=number name"}, "--columns: the column account is missing"},
    {{"--columns", "account sign:4"}, "--columns: the column sign has a fixed width"},
    {{"--store="}, "--store: a file name is missing"},
    {{"--config="}, "--config: a file name is missing"},
    {{"--api-url=http://example.org"}, "--api-url: plain http:// is allowed to this machine only"},
    {{"--demo", "--api-url=http://127.0.0.1:1"}, "--demo brings its own API"},
    {{"--demo", "--offline"}, "--offline --demo needs --store FILE"},
    {{"--offline=yes"}, "--offline takes no argument"},
    {{"--color=no"}, "--color takes no argument"},
    {{"--colour"}, "no option “--colour”"},
    {{"--colour=no"}, "no option “--colour”; did you mean --color?"},
    {{"--offline", "-q"}, "no option “-q”"},
    {{"--offline", "-qq"}, "no option “-qq”"},
    {{"nasa", "-o=1", "esa"}, "no option “-o”"},
    {{"--store", "-x", "-é"}, "no option “-é”"},
};

START_TEST(wrong_options_are_told) {
    struct line line;
    ck_assert(!parse(&line, refusals[_i].args));
    ck_assert_int_eq(line.err.kind, ERR_USAGE);
    ck_assert_msg(strstr(line.err.text, refusals[_i].words) != NULL, "%s", line.err.text);
    forget(&line);
}
END_TEST

START_TEST(flag_wins_over_environment_over_file) {
    struct line line;
    write_config("cap = 100\nday-cap = 200\ncolor = yes\nprofile = no\nprefetch = no\nmouse = yes\n"
                 "plain = yes\n"
                 "api-url = http://127.0.0.1:1\nstore = /file.db\nthreshold = 300\n");
    take(&line, (const char *const[]){NULL});
    const struct options *options = &line.options;
    ck_assert_int_eq(options->caps.most[PURSE_SESSION], 100);
    ck_assert_str_eq(options->api_url, "http://127.0.0.1:1");
    ck_assert_str_eq(options->store_path, "/file.db");
    ck_assert(options->has_colour && !options->has_profile && !options->has_prefetch);
    ck_assert(options->has_mouse);
    ck_assert(options->is_plain);
    forget(&line);
    setenv("NO_COLOR", "1", 1);
    setenv("FOLLOWTRAIL_API_URL", "http://127.0.0.1:2", 1);
    take(&line, (const char *const[]){NULL});
    ck_assert(!options->has_colour);
    ck_assert_str_eq(options->api_url, "http://127.0.0.1:2");
    forget(&line);
    take(&line,
         (const char *const[]){"--color", "--profile", "--api-url=http://127.0.0.1:3", "--no-mouse",
                               "--cap=none", "--day-cap=5", "--store=flag.db", "--no-plain", NULL});
    ck_assert(!options->is_plain);
    ck_assert(options->has_colour && options->has_profile && !options->has_prefetch);
    ck_assert(!options->has_mouse);
    ck_assert_str_eq(options->api_url, "http://127.0.0.1:3");
    ck_assert_int_eq(options->caps.most[PURSE_SESSION], PURSE_UNKNOWN);
    ck_assert_int_eq(options->caps.most[PURSE_DAY], 5);
    ck_assert_str_eq(options->store_path, "flag.db");
    ck_assert_int_eq(options->threshold, 300);
    forget(&line);
}
END_TEST

/* A saved look overrides the file, but not a flag, so it must be known which of them set a
 * value. */
START_TEST(a_look_knows_who_spoke_of_it) {
    struct line line;
    const struct options *options = &line.options;
    write_config("theme = light\ncolumns = account bio\npane = off\n");
    take(&line, (const char *const[]){"--theme=16", NULL});
    ck_assert_int_eq(options->look.theme, LOOK_SIXTEEN);
    ck_assert_int_eq(options->look.pane, LOOK_PANE_OFF);
    ck_assert(!options->look.columns[LOOK_LIST_ANY].items[COLUMN_NUMBER + 1].is_shown);
    ck_assert_int_eq((int)options->look_told, LOOK_THEME);
    forget(&line);
    take(&line, (const char *const[]){"--pane=beside", "--columns=account", NULL});
    ck_assert_int_eq(options->look.theme, LOOK_LIGHT);
    ck_assert_int_eq((int)options->look_told, LOOK_PANE | LOOK_COLUMNS);
    forget(&line);
}
END_TEST

/* Text takes effect immediately: messages may come before anything is opened. */
START_TEST(ascii_counts_from_then_on) {
    static const struct {
        const char *config, *words[2];
        bool is_ascii;
    } cases[] = {{"", {NULL}, false},
                 {"ascii = no\n", {NULL}, false},
                 {"ascii = yes\n", {NULL}, true},
                 {"ascii = no\n", {"--ascii"}, true},
                 {"ascii = yes\nno-such = 1\n", {NULL}, true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct line line;
        struct options options;
        struct err err;
        write_config(cases[i].config);
        setlocale(LC_CTYPE, "C.UTF-8");
        (void)!parse(&line, cases[i].words);
        ck_assert_msg(text_is_ascii() == cases[i].is_ascii, "case %zu", i);
        forget(&line);
        setlocale(LC_CTYPE, "C.UTF-8");
        (void)!options_read(NULL, &options, &err);
        ck_assert_msg(text_is_ascii() == (cases[i].is_ascii && !cases[i].words[0]), "case %zu", i);
        options_fini(&options);
    }
}
END_TEST

START_TEST(a_wrong_variable_counts_where_it_is_used) {
    struct line line;
    setenv("FOLLOWTRAIL_API_URL", "ftp://x", 1);
    ck_assert(!parse(&line, (const char *const[]){NULL}));
    ck_assert_int_eq(line.err.kind, ERR_USAGE);
    ck_assert_msg(!strncmp(line.err.text, "FOLLOWTRAIL_API_URL: ", 21), "%s", line.err.text);
    forget(&line);
    take(&line, (const char *const[]){"--demo", NULL});
    forget(&line);
}
END_TEST

START_TEST(a_demo_leaves_the_files_places_alone) {
    struct line line;
    write_config("api-url = https://api.example.org\nstore = /file.db\ncap = 9\n");
    take(&line, (const char *const[]){"--demo", NULL});
    ck_assert_ptr_null(line.options.api_url);
    ck_assert_ptr_null(line.options.store_path);
    ck_assert_int_eq(line.options.caps.most[PURSE_SESSION], 9);
    forget(&line);
    ck_assert(!parse(&line, (const char *const[]){"--demo", "--offline", NULL}));
    ck_assert_int_eq(line.err.kind, ERR_USAGE);
    forget(&line);
    take(&line, (const char *const[]){"--demo", "--offline", "--store=d.db", NULL});
    ck_assert_str_eq(line.options.store_path, "d.db");
    forget(&line);
}
END_TEST

START_TEST(help_needs_no_configuration) {
    struct line line;
    char text[8192];
    write_config("nonsense\n");
    ck_assert(!parse(&line, (const char *const[]){NULL}));
    ck_assert_int_eq(line.err.kind, ERR_CONFIG);
    forget(&line);
    take(&line, (const char *const[]){"--help", NULL});
    ck_assert(line.options.wants_help);
    forget(&line);
    FILE *out = fmemopen(text, sizeof text, "w");
    options_help(out);
    fclose(out);
    ck_assert_ptr_nonnull(strstr(text, "\n  --store-cap N "));
    ck_assert_ptr_nonnull(strstr(text, "followtrail fetch [OPTION...] ACCOUNT...\n"));
    ck_assert_ptr_nonnull(strstr(text, " profile (yes or no)"));
    ck_assert_ptr_null(strstr(text, " demo (")); /* not a setting */
}
END_TEST

static const struct place {
    const char *url, *kind, *path;
} places[] = {
    {NULL, STORE_KIND_LIVE, "/data/followtrail/live.db"},
    {API_DEFAULT_URL, STORE_KIND_LIVE, "/data/followtrail/live.db"},
    {API_DEFAULT_URL "/", STORE_KIND_LIVE, "/data/followtrail/live.db"},
    {"HTTPS://API.UnifAPI.com:0443/v1", STORE_KIND_LIVE, "/data/followtrail/live.db"},
    {API_DEFAULT_URL ":444", "api.unifapi.com:444", "/data/followtrail/api.unifapi.com_444.db"},
    {"http://127.0.0.1:4711", STORE_KIND_SANDBOX, "/data/followtrail/sandbox.db"},
    {"http://localhost", STORE_KIND_SANDBOX, "/data/followtrail/sandbox.db"},
    {"http://[::1]:1", STORE_KIND_SANDBOX, "/data/followtrail/sandbox.db"},
    {"https://127.0.0.1:08443/x:1", "127.0.0.1:8443", "/data/followtrail/127.0.0.1_8443.db"},
    {"https://Proxy.Example.org/a", "proxy.example.org", "/data/followtrail/proxy.example.org.db"},
    {"https://[::1]:443", "[::1]", "/data/followtrail/___1_.db"},
    {"https://[::1]", "[::1]", "/data/followtrail/___1_.db"},
    {"https://[::1]:9", "[::1]:9", "/data/followtrail/___1__9.db"},
    {"https://live", "live:443", "/data/followtrail/live_443.db"},
    {"https://sandbox:443/", "sandbox:443", "/data/followtrail/sandbox_443.db"},
};

START_TEST(an_address_has_its_store) {
    struct store_choice choice;
    struct err err;
    struct options options = {.api_url = places[_i].url};
    bool is_fine = store_choice_make(&options, &choice, &err);
    ck_assert_msg(is_fine, "%s", err.text);
    ck_assert_str_eq(choice.kind, places[_i].kind);
    ck_assert_str_eq(choice.path, places[_i].path);
    store_choice_fini(&choice);
    options.store_path = "named.db";
    ck_assert(store_choice_make(&options, &choice, &err));
    ck_assert_str_eq(choice.kind, places[_i].kind);
    ck_assert_str_eq(choice.path, "named.db");
    store_choice_fini(&choice);
}
END_TEST

START_TEST(a_demo_has_a_temporary_store) {
    struct store_choice choice;
    struct options options = {.is_demo = true};
    ck_assert(store_choice_make(&options, &choice, NULL));
    ck_assert_str_eq(choice.kind, STORE_KIND_SANDBOX);
    ck_assert_ptr_null(choice.path);
    store_choice_fini(&choice);
    options.store_path = "d.db";
    ck_assert(store_choice_make(&options, &choice, NULL));
    ck_assert_str_eq(choice.path, "d.db");
    store_choice_fini(&choice);
}
END_TEST

START_TEST(commands_choose_the_same_store) {
    struct store_choice choice;
    struct store_words words = {NULL};
    write_config("api-url = https://api.example.org\n");
    ck_assert(store_words_choose(&words, &choice, NULL));
    ck_assert_str_eq(choice.kind, "api.example.org");
    ck_assert_str_eq(choice.path, "/data/followtrail/api.example.org.db");
    store_choice_fini(&choice);
    words.is_sandbox = true;
    ck_assert(store_words_choose(&words, &choice, NULL));
    ck_assert_str_eq(choice.kind, STORE_KIND_SANDBOX);
    ck_assert_str_eq(choice.path, "/data/followtrail/sandbox.db");
    store_choice_fini(&choice);
    words = (struct store_words){.store_path = "any.db", .config_path = "/nowhere"};
    ck_assert(store_words_choose(&words, &choice, NULL));
    ck_assert_ptr_null(choice.kind);
    ck_assert_str_eq(choice.path, "any.db");
    store_choice_fini(&choice);
    words.store_path = NULL;
    ck_assert(!store_words_choose(&words, &choice, NULL));
    store_choice_fini(&choice);
}
END_TEST

START_TEST(the_nearest_word) {
    static const char *const words[] = {"cap", "day-cap", "store-cap", "prefetch", "page"};
    static const char *const pairs[][2] = {{"cpa", "cap"},
                                           {"daycap", "day-cap"},
                                           {"store_cap", "store-cap"},
                                           {"prefecth", "prefetch"},
                                           {"pge", "page"},
                                           {"caps", "cap"},
                                           {"xy", NULL},
                                           {"", NULL},
                                           {"mouse", NULL},
                                           {"prefetching-all-of-it-and-much-more", NULL}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        ck_assert_pstr_eq(nearest_of(pairs[i][0], words, sizeof words / sizeof *words),
                          pairs[i][1]);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("options");
    TCase *tc = tcase_create("options");
    tcase_add_checked_fixture(tc, make_home, remove_home);
    tcase_add_test(tc, defaults);
    tcase_add_test(tc, every_option_is_stored);
    tcase_add_loop_test(tc, wrong_options_are_told, 0, sizeof refusals / sizeof *refusals);
    tcase_add_test(tc, flag_wins_over_environment_over_file);
    tcase_add_test(tc, a_look_knows_who_spoke_of_it);
    tcase_add_test(tc, a_wrong_variable_counts_where_it_is_used);
    tcase_add_test(tc, ascii_counts_from_then_on);
    tcase_add_test(tc, a_demo_leaves_the_files_places_alone);
    tcase_add_test(tc, help_needs_no_configuration);
    tcase_add_loop_test(tc, an_address_has_its_store, 0, sizeof places / sizeof *places);
    tcase_add_test(tc, a_demo_has_a_temporary_store);
    tcase_add_test(tc, commands_choose_the_same_store);
    tcase_add_test(tc, the_nearest_word);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
