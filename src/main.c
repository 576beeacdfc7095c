/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Composition: the one file that sees both the core and the screen. */
#include "base/mem.h"
#include "base/text.h"
#include "cli/api_key.h"
#include "cli/options.h"
#include "cli/sandbox_command.h"
#include "fetch/signals.h"
#include "sandbox/sandbox.h"
#include "session/navigate.h"
#include "ui/loop.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

/* What one run of the browser holds, in the order in which it is opened. */
struct browser {
    struct options options;
    char *key;
    struct mailbox *mailbox;
    struct signals *signals;
    struct sandbox *sandbox; /* --demo */
    struct worker *worker;
    struct session session;
    struct screen *screen;
    struct app app;
};

/* Everything that goes to stderr passes here: it may quote what came from outside. Line breaks of
 * our own stay. */
static void complain(const char *text) {
    struct buf safe;
    buf_init(&safe, (size_t)ERR_TEXT_MAX * TEXT_PIECE_MAX);
    for (size_t len; *text; text += len + (text[len] == '\n')) {
        len = strcspn(text, "\n");
        text_reveal(&safe, text, len);
        if (text[len])
            buf_text_put(&safe, "\n");
    }
    fprintf(stderr, "followtrail: %s\n", buf_text(&safe));
    buf_fini(&safe);
}

static bool check_terminal(struct err *err) {
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return err_set(err, ERR_USAGE, "the browser needs a terminal for its input and its output");
    /* A non-blocking terminal makes curses spin while the line is slow; whoever had it before may
     * have left it so. */
    for (int fd = STDIN_FILENO; fd <= STDOUT_FILENO; fd++) {
        int flags = fcntl(fd, F_GETFL);
        if (flags >= 0 && (flags & O_NONBLOCK))
            fcntl(fd, F_SETFL, flags & ~O_NONBLOCK);
    }
    return true;
}

static bool take_key(struct browser *browser, struct err *err) {
    browser->key = api_key_take();
    if (browser->options.is_demo) {
        api_key_free(browser->key);
        browser->key = mem_dup(SANDBOX_DEFAULT_KEY);
        return true;
    }
    if (browser->key)
        return api_check_key(browser->key, err);
    return err_set(err, ERR_CONFIG,
                   "there is no API key. Set it for this shell:\n\n    export UNIFAPI_API_KEY=…\n\n"
                   "or look around without one, at no cost:\n\n    followtrail --demo\n");
}

static bool open_worker(struct browser *browser, struct err *err) {
    const char *url = browser->options.api_url;
    if (browser->options.is_demo) {
        struct sandbox_config config;
        sandbox_config_init(&config);
        browser->sandbox = sandbox_open(&config, err);
        if (!browser->sandbox)
            return false;
        url = sandbox_url(browser->sandbox);
    }
    struct api_config api = {
        .url = url, .key = browser->key, .silence_s = (long)browser->options.silence_s};
    browser->worker = worker_open(&api, browser->mailbox, err);
    return browser->worker;
}

/* What the screen says of where the data comes from: nothing for the live API. */
static const char *name_place(const struct options *options) {
    if (options->is_demo)
        return "SANDBOX";
    if (!options->api_url || !strcmp(options->api_url, API_DEFAULT_URL))
        return NULL;
    const char *host = strstr(options->api_url, "://");
    return host ? host + strlen("://") : options->api_url;
}

/* Before anything is opened: a name that means nothing is to be told in the shell. */
static bool check_accounts(const struct options *options, int argc, char **argv, struct err *err) {
    struct reference reference;
    for (int i = options->first_account; i < argc; i++)
        if (!reference_parse(argv[i], &reference, err))
            return false;
    return true;
}

static bool open_accounts(struct browser *browser, int argc, char **argv, struct err *err) {
    const char *first =
        browser->options.first_account < argc ? argv[browser->options.first_account] : NULL;
    if (!first && browser->sandbox)
        first = sandbox_showcase(browser->sandbox);
    for (int i = browser->options.first_account + 1; i < argc; i++)
        if (!navigate_queue(&browser->session, argv[i], err))
            return false;
    if (first)
        return navigate_open(&browser->session, first, err);
    app_ask_account(&browser->app);
    return true;
}

static bool open_screen(struct browser *browser, struct err *err) {
    struct screen_config config = {
        .out = stdout, .in = stdin, .has_colour = browser->options.has_colour};
    browser->screen = screen_open(&config, err);
    if (!browser->screen)
        return false;
    app_init(&browser->app, &browser->session, browser->screen);
    return true;
}

static bool open_browser(struct browser *browser, int argc, char **argv, struct err *err) {
    struct session_config config = {.page_size = (int)browser->options.page_size,
                                    .wants_profile = browser->options.has_profile,
                                    .has_prefetch = browser->options.has_prefetch,
                                    .place_name = name_place(&browser->options)};
    browser->mailbox = mailbox_open(err);
    browser->signals = browser->mailbox ? signals_open(browser->mailbox, err) : NULL;
    if (!browser->signals || !open_worker(browser, err))
        return false;
    session_init(&browser->session, &config, browser->worker);
    if (!open_screen(browser, err) || !open_accounts(browser, argc, argv, err))
        return false;
    if (screen_took_other_term(browser->screen))
        session_say(
            &browser->session, TONE_WARNING,
            "This terminal's type, $TERM, is not known here; it is treated as xterm-256color.");
    return true;
}

/* One line that stays in the terminal: the money of this sitting, and what is not certain of it. */
static void report_money(const struct purse *purse) {
    if (purse->spent || purse->maybe)
        fprintf(stderr, "followtrail: %lld credits spent in this session", (long long)purse->spent);
    if (purse->maybe)
        fprintf(stderr, "; up to %lld more may have been charged for requests without an answer",
                (long long)purse->maybe);
    if (purse->spent || purse->maybe)
        fputs("\n", stderr);
}

static void close_browser(struct browser *browser) {
    struct purse purse = {0};
    screen_close(browser->screen);
    worker_close(browser->worker, &purse);
    session_fini(&browser->session);
    sandbox_close(browser->sandbox);
    signals_close(browser->signals);
    mailbox_close(browser->mailbox);
    api_key_free(browser->key);
    if (!browser->options.is_demo)
        report_money(&purse);
}

static int run_browser(struct browser *browser) {
    int signal = 0;
    switch (loop_run(&browser->app, browser->mailbox, STDIN_FILENO, &signal)) {
    case LOOP_QUIT:
        return EX_OK;
    case LOOP_HANGUP:
        return 128 + SIGHUP;
    case LOOP_SIGNAL:
        break;
    }
    return 128 + signal;
}

static int browse(int argc, char **argv) {
    struct browser browser = {0};
    struct err err = {0};
    int status = EX_OK;
    bool is_open = options_parse(argc, argv, &browser.options, &err);
    if (is_open && (browser.options.wants_help || browser.options.wants_version)) {
        if (browser.options.wants_help)
            options_help(stdout);
        else
            puts(PACKAGE_STRING);
        return fflush(stdout) ? EX_IOERR : EX_OK;
    }
    is_open = is_open && check_accounts(&browser.options, argc, argv, &err) &&
              take_key(&browser, &err) && check_terminal(&err) &&
              open_browser(&browser, argc, argv, &err);
    if (is_open)
        status = run_browser(&browser);
    close_browser(&browser);
    if (is_open)
        return status;
    complain(err.text);
    return err_exit_status(err.kind);
}

int main(int argc, char **argv) {
    const char *locale;
    text_use_locale(&locale);
    if (argc > 1 && !strcmp(argv[1], "sandbox"))
        return sandbox_command(argc - 1, argv + 1);
    api_key_seal_process();
    signals_block();
    return browse(argc, argv);
}
