/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/doctor_command.h"

#include "api/client.h"
#include "api/proxy.h"
#include "api/url.h"
#include "base/clock.h"
#include "base/figure.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/api_key.h"
#include "cli/complaint.h"
#include "cli/option.h"
#include "cli/output.h"
#include "cli/store_choice.h"
#include "store/home.h"
#include "store/schema.h"
#include "store/spill.h"
#include "store/survey.h"

#include <inttypes.h>
#include <langinfo.h>
#include <locale.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    LINE_MAX_BYTES = 4096,
    SUBJECT_COLS = 13,
    LEAST_ROWS = 5,
    LEAST_COLS = 20,
    EXIT_PROBLEM = 1,
    KIB = 1024,
    SECOND_MS = 1000
};

enum health { HEALTH_OK, HEALTH_NOTE, HEALTH_PROBLEM };

struct arguments {
    struct store_words words; /* must be first: store_words_take_…() */
    bool wants_help;
};

struct visit {
    const struct arguments *arguments;
    bool has_problem;
};

static const struct option_row rows[] = {
    {"store", "FILE", "check this store", store_words_take_store},
    {"sandbox", NULL, "check the sandbox's own store",
     .flag = offsetof(struct arguments, words.is_sandbox)},
    {"config", "FILE", "check this configuration instead of the usual one",
     store_words_take_config},
    {"help", NULL, "print this help and exit", .flag = offsetof(struct arguments, wants_help)},
};

static const size_t row_count = sizeof rows / sizeof rows[0];

static void say(struct visit *visit, enum health health, const char *subject, const char *format,
                ...) __attribute__((format(printf, 4, 5)));

static void say(struct visit *visit, enum health health, const char *subject, const char *format,
                ...) {
    static const char *const words[] = {"ok", "note", "problem"};
    char line[LINE_MAX_BYTES];
    struct buf safe;
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    buf_init(&safe, sizeof line * TEXT_PIECE_MAX);
    text_reveal(&safe, line, strlen(line));
    printf("%-7s  %-*s  %s\n", words[health], SUBJECT_COLS, subject, buf_text(&safe));
    buf_fini(&safe);
    visit->has_problem = visit->has_problem || health == HEALTH_PROBLEM;
}

/* "" counts as unset. */
static const char *variable(const char *name) {
    const char *value = getenv(name);
    return value && *value ? value : NULL;
}

static const char *wanted_locale(void) {
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (variable(names[i]))
            return variable(names[i]);
    return "C";
}

static void look_at_locale(struct visit *visit) {
    const char *wanted = wanted_locale(), *used = setlocale(LC_CTYPE, NULL);
    locale_t found = newlocale(LC_CTYPE_MASK, wanted, (locale_t)0);
    char charset[64] = "";
    if (found) {
        snprintf(charset, sizeof charset, "%s", nl_langinfo_l(CODESET, found));
        freelocale(found);
    }
    if (text_is_ascii() && !text_has_utf8_locale())
        say(visit, HEALTH_PROBLEM, "locale",
            "no UTF-8 locale is installed, so text is ASCII only and names in other scripts are "
            "unreadable");
    else if (text_is_ascii())
        say(visit, HEALTH_NOTE, "locale", "%s is not UTF-8, so text is ASCII only", wanted);
    else if (!found)
        say(visit, HEALTH_NOTE, "locale", "%s is not installed; %s is used instead", wanted, used);
    else if (strcmp(charset, "UTF-8") != 0)
        say(visit, HEALTH_NOTE, "locale", "%s is %s, not UTF-8; %s is used instead", wanted,
            charset, used);
    else
        say(visit, HEALTH_OK, "locale", "%s, UTF-8", wanted);
}

static void look_at_type(struct visit *visit, const struct doctor_terminal *terminal) {
    const char *term = variable("TERM");
    char colours[48] = "no colours";
    if (terminal->colours > 0)
        snprintf(colours, sizeof colours, "%d colours", terminal->colours);
    if (!terminal->is_known && !terminal->other)
        say(visit, HEALTH_PROBLEM, "terminal",
            "terminal type %s is unknown; try TERM=xterm-256color", term ? term : "“”");
    else if (!terminal->is_known)
        say(visit, HEALTH_NOTE, "terminal", "terminal type %s is unknown; %s is assumed",
            term ? term : "“”", terminal->other);
    else if (!terminal->can_place)
        say(visit, HEALTH_NOTE, "terminal",
            "%s cannot position its cursor, so the browser uses --plain", term);
    else
        say(visit, HEALTH_OK, "terminal", "%s, %s", term, colours);
}

static void look_at_size(struct visit *visit, const struct doctor_terminal *terminal) {
    if (!terminal->is_terminal)
        say(visit, HEALTH_NOTE, "size",
            "not a terminal; the browser needs one unless --plain is given");
    else if (!terminal->rows || !terminal->cols)
        say(visit, HEALTH_NOTE, "size", "the terminal does not report its size");
    else if (terminal->rows < LEAST_ROWS || terminal->cols < LEAST_COLS)
        say(visit, HEALTH_NOTE, "size", "%d×%d is too small; the minimum is %d×%d", terminal->cols,
            terminal->rows, LEAST_COLS, LEAST_ROWS);
    else
        say(visit, HEALTH_OK, "size", "%d×%d", terminal->cols, terminal->rows);
}

/* A terminal name that tmux or screen documents for use inside it. */
static bool is_inner_type(const char *term) {
    return term && (strncmp(term, "tmux", 4) == 0 || strncmp(term, "screen", 6) == 0);
}

static void look_around(struct visit *visit) {
    bool has_tmux = variable("TMUX"), has_screen = variable("STY");
    bool is_remote = variable("SSH_CONNECTION") || variable("SSH_TTY");
    const char *inside = has_tmux ? "inside tmux" : has_screen ? "inside screen" : "";
    const char *remote = is_remote ? "over SSH" : "";
    if (!*inside && !*remote)
        say(visit, HEALTH_OK, "line", "local: no tmux, no screen, no SSH");
    else if (*inside && !is_inner_type(variable("TERM")))
        say(visit, HEALTH_NOTE, "line",
            "%s: TERM should begin with %s, or remains of old text may stay on the screen", inside,
            has_tmux ? "tmux or screen" : "screen");
    else
        say(visit, HEALTH_OK, "line", "%s%s%s", inside, *inside && *remote ? ", " : "", remote);
}

static void look_at_colours(struct visit *visit, const struct options *options) {
    if (variable("NO_COLOR"))
        say(visit, HEALTH_NOTE, "colours", "off: NO_COLOR is set");
    else if (!options->has_colour)
        say(visit, HEALTH_NOTE, "colours", "off (configuration)");
    else
        say(visit, HEALTH_OK, "colours", "on");
}

static void look_at_text(struct visit *visit, const struct options *options) {
    if (options->is_ascii)
        say(visit, HEALTH_NOTE, "text", "ASCII only (configuration)");
}

static void look_at_config(struct visit *visit, bool is_fine, const struct err *err) {
    const char *named = visit->arguments->words.config_path;
    char *usual = named ? NULL : home_config_path(NULL);
    const char *path = named ? named : usual;
    if (!is_fine)
        say(visit, HEALTH_PROBLEM, "configuration", "%s", err->text);
    else if (!path)
        say(visit, HEALTH_NOTE, "configuration", "not found: HOME is not set");
    else if (access(path, F_OK) != 0)
        say(visit, HEALTH_OK, "configuration", "no file %s; defaults apply", path);
    else
        say(visit, HEALTH_OK, "configuration", "%s", path);
    free(usual);
}

static void look_at_api(struct visit *visit, const struct options *options) {
    if (!options->api_url)
        say(visit, HEALTH_OK, "API", "%s, not contacted", API_DEFAULT_URL);
    else
        say(visit, HEALTH_OK, "API", "%s (from %s), not contacted", options->api_url,
            variable("FOLLOWTRAIL_API_URL") ? "FOLLOWTRAIL_API_URL" : "the configuration");
}

/* Reports where the key is from and whether it can be one, but no part of it, not even its
 * length. */
static void look_at_found_key(struct visit *visit, const struct api_key_places *places) {
    char *key;
    const char *from;
    struct err err;
    bool has_variable = api_key_variable();
    if (!api_key_find(places, &key, &from, &err))
        say(visit, HEALTH_PROBLEM, "key", "%s%s", has_variable ? "from " : "", err.text);
    else if (!key)
        say(visit, HEALTH_PROBLEM, "key",
            "none: set UNIFAPI_API_KEY, key-command or key-file; --demo and --offline need none");
    else
        say(visit, HEALTH_OK, "key", "from %s", from);
    api_key_free(key);
}

/* A command may ask for a passphrase, so it is not run. */
static void look_at_key(struct visit *visit, const struct options *options) {
    const struct api_key_places places = {.command = options->key_command,
                                          .file = options->key_file};
    if (!api_key_variable() && places.command)
        say(visit, HEALTH_OK, "key", "from key-command, which was not run");
    else
        look_at_found_key(visit, &places);
    api_key_forget_environment();
}

/* Reports what is between this machine and the API, without a proxy's password. */
static void look_at_proxy(struct visit *visit, const char *host) {
    struct proxy proxy;
    struct err err;
    if (!proxy_read(host, &proxy, &err))
        say(visit, HEALTH_PROBLEM, "proxy", "%s", err.text);
    else if (proxy.variable && proxy.is_bypassed)
        say(visit, HEALTH_OK, "proxy", "%s is set, but no_proxy excludes %s", proxy.variable, host);
    else if (proxy.variable)
        say(visit, HEALTH_NOTE, "proxy", "%s (from %s)%s", proxy.shown, proxy.variable,
            *proxy.password  ? ", with a user name and a password"
            : proxy.has_user ? ", with a user name"
                             : "");
    else
        say(visit, HEALTH_OK, "proxy", "none");
    proxy_fini(&proxy);
}

static void look_at_trust(struct visit *visit, const struct trust *trust) {
    struct err err;
    if (!trust_check(trust, &err))
        say(visit, HEALTH_PROBLEM, "certificates", "%s", err.text);
    else if (trust->file)
        say(visit, HEALTH_NOTE, "certificates", "those in %s (from %s)%s%s", trust->file,
            trust->file_from ? trust->file_from : "the configuration",
            trust->folder ? " and in " : "", trust->folder ? trust->folder : "");
    else if (trust->folder)
        say(visit, HEALTH_NOTE, "certificates", "the system's, and those in %s (from SSL_CERT_DIR)",
            trust->folder);
    else
        say(visit, HEALTH_OK, "certificates", "the system's");
}

/* A loopback address has no proxy, and plain http no certificates. */
static void look_at_way(struct visit *visit, const struct options *options) {
    struct url_base base;
    if (!url_read_base(options->api_url ? options->api_url : API_DEFAULT_URL, &base, NULL))
        return;
    char *host = mem_dup_n(base.host, base.host_len);
    if (!base.is_loopback)
        look_at_proxy(visit, host);
    if (base.is_https)
        look_at_trust(visit, &options->trust);
    if (variable("SSLKEYLOGFILE"))
        say(visit, HEALTH_OK, "TLS keys", "SSLKEYLOGFILE is set and ignored");
    free(host);
}

static const char *count_of(int64_t count, const char *one, const char *many,
                            char out[static 2 * FIGURE_MAX]) {
    char figure[FIGURE_MAX];
    snprintf(out, 2 * FIGURE_MAX, "%s %s", figure_grouped(count, figure), count == 1 ? one : many);
    return out;
}

static void say_contents(struct visit *visit, const struct survey *survey) {
    char accounts[2 * FIGURE_MAX], lists[2 * FIGURE_MAX], requests[2 * FIGURE_MAX],
        size[FIGURE_MAX];
    bool is_older = survey->content == SURVEY_OLDER;
    say(visit, is_older ? HEALTH_NOTE : HEALTH_OK, "contents",
        "kind %s, version %" PRId64 "%s, %s, %s, %s, %s KiB", survey->kind, survey->version,
        !is_older           ? ""
        : survey->can_write ? " (upgraded when it is opened)"
                            : " (older than this program, so a temporary copy is read)",
        count_of(survey->accounts, "account", "accounts", accounts),
        count_of(survey->lists, "list", "lists", lists),
        count_of(survey->requests, "request", "requests", requests),
        figure_grouped((survey->bytes + KIB - 1) / KIB, size));
}

static void look_at_contents(struct visit *visit, const struct survey *survey, const char *kind) {
    switch (survey->content) {
    case SURVEY_NOTHING:
        say(visit, HEALTH_OK, "contents", "none yet; it is created when needed");
        return;
    case SURVEY_LEFT:
        say(visit, HEALTH_NOTE, "contents", "not read: a program that was killed left its log, %s",
            survey->can_write ? "which the next start recovers"
                              : "which ledger, answer and --offline read from a temporary copy");
        return;
    case SURVEY_CLOSED:
        say(visit, HEALTH_PROBLEM, "contents", "%s", survey->wrong.text);
        return;
    case SURVEY_READ:
    case SURVEY_OLDER:
        break;
    }
    say_contents(visit, survey);
    if (kind && strcmp(kind, survey->kind) != 0)
        say(visit, HEALTH_PROBLEM, "contents",
            "the store's kind is %s, the configured one is %s; the two never mix", survey->kind,
            kind);
}

/* Checks that take too long for the start or before a purchase. */
static void look_at_pages(struct visit *visit, const struct survey *survey) {
    if (survey->content != SURVEY_READ)
        return;
    if (survey->damage.kind != ERR_NONE)
        say(visit, HEALTH_PROBLEM, "pages", "%s", survey->damage.text);
    else if (!survey->are_sums_right)
        say(visit, HEALTH_PROBLEM, "pages",
            "the sums that caps rely on do not match the requests; followtrail reindex rebuilds "
            "them");
    else
        say(visit, HEALTH_OK, "pages", "all read: consistent, and the sums are right");
}

static void look_at_balance(struct visit *visit, const struct survey *survey, int64_t now_ms) {
    const struct purse *purse = &survey->purse;
    char credits[FIGURE_MAX], dollars[FIGURE_MAX], age[FIGURE_MAX], maybe[FIGURE_MAX];
    if (survey->content != SURVEY_READ || purse->balance == PURSE_UNKNOWN) {
        say(visit, HEALTH_OK, "balance", "unknown until the next answer");
    } else {
        figure_age((now_ms - purse->balance_ms) / SECOND_MS, age);
        say(visit, HEALTH_OK, "balance", "%s (%s), reported %s%s",
            figure_credits(purse->balance, credits), figure_dollars(purse->balance, dollars),
            *age ? age : "just now", *age ? " ago" : "");
    }
    if (purse->maybe)
        say(visit, HEALTH_NOTE, "charges",
            "up to %s more may have been charged for requests without a readable answer",
            figure_credits(purse->maybe, maybe));
}

static void look_at_disk(struct visit *visit, const struct survey *survey) {
    char figure[FIGURE_MAX];
    const char *kind = survey->is_local ? "a local disk"
                                        : "not a local disk: only one machine can use it at a time";
    enum health health = survey->is_local ? HEALTH_OK : HEALTH_NOTE;
    if (survey->free_bytes == PURSE_UNKNOWN)
        say(visit, health, "disk", "%s", kind);
    else if (survey->free_bytes < STORE_FREE_MIN)
        say(visit, HEALTH_PROBLEM, "disk", "full: %s KiB free, %d MiB needed",
            figure_grouped(survey->free_bytes / KIB, figure), STORE_FREE_MIN / KIB / KIB);
    else
        say(visit, health, "disk", "%s, %s MiB free", kind,
            figure_grouped(survey->free_bytes / KIB / KIB, figure));
}

static void look_at_store(struct visit *visit, const struct store_choice *choice) {
    struct survey survey;
    struct err waiting;
    int64_t now_ms = clock_wall_ms();
    struct err err;
    survey_store(choice->path, now_ms, &survey);
    if (!store_has_one_name(choice->path, &err))
        say(visit, HEALTH_PROBLEM, "store", "%s", err.text);
    if (survey.can_write)
        say(visit, HEALTH_OK, "store", "%s%s", choice->path,
            survey.is_in_use ? ", in use by another program" : "");
    else
        say(visit, HEALTH_PROBLEM, "store", "cannot write %s", choice->path);
    look_at_contents(visit, &survey, choice->kind);
    look_at_pages(visit, &survey);
    if (spill_tell_waiting(choice->path, survey.name, &waiting))
        say(visit, HEALTH_PROBLEM, "answers", "%s", waiting.text);
    look_at_disk(visit, &survey);
    look_at_balance(visit, &survey, now_ms);
}

static void look_for_store(struct visit *visit) {
    struct store_choice choice;
    struct err err;
    if (store_words_choose(&visit->arguments->words, &choice, &err))
        look_at_store(visit, &choice);
    else
        say(visit, HEALTH_NOTE, "store",
            "not checked, because of the problem above; --store FILE names one");
    store_choice_fini(&choice);
}

static void look_at_settings(struct visit *visit) {
    struct options options;
    struct err err;
    bool is_fine = options_read(visit->arguments->words.config_path, &options, &err);
    look_at_config(visit, is_fine, &err);
    if (is_fine) {
        look_at_colours(visit, &options);
        look_at_text(visit, &options);
        look_at_api(visit, &options);
        look_at_way(visit, &options);
    }
    /* If the file is wrong, its settings for the key are unknown. */
    const struct options none = {.has_colour = false};
    look_at_key(visit, is_fine ? &options : &none);
    options_fini(&options);
}

static bool print_help(struct err *err) {
    printf("Usage: followtrail doctor [OPTION...]\n\n"
           "Checks terminal, settings, key and store, and prints a line for each: ok, note or\n"
           "problem. It reads the whole store. Nothing is sent, created or changed.\n\n");
    option_help(stdout, rows, row_count);
    printf("\nExit status: 0 no problem; 1 a problem; others as in followtrail --help.\n");
    return output_finish(err);
}

static bool read_arguments(int argc, char **argv, struct arguments *arguments, struct err *err) {
    *arguments = (struct arguments){.wants_help = false};
    return option_parse_alone(rows, row_count, argc, argv, arguments, err);
}

int doctor_command(int argc, char **argv, const struct doctor_terminal *terminal) {
    struct arguments arguments;
    struct err err = {.kind = ERR_NONE};
    struct visit visit = {.arguments = &arguments};
    bool is_done = read_arguments(argc, argv, &arguments, &err);
    if (is_done && arguments.wants_help) {
        is_done = print_help(&err);
    } else if (is_done) {
        printf("%s\n", PACKAGE_STRING);
        look_at_locale(&visit);
        look_at_type(&visit, terminal);
        look_at_size(&visit, terminal);
        look_around(&visit);
        look_at_settings(&visit);
        look_for_store(&visit);
        is_done = output_finish(&err);
    }
    if (!is_done)
        return complaint_print("followtrail doctor", &err);
    return visit.has_problem ? EXIT_PROBLEM : EXIT_SUCCESS;
}
