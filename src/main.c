/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Composition: the only file that sees both the core and the screen. */
#include "base/descriptors.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/answer_command.h"
#include "cli/api_key.h"
#include "cli/compare_command.h"
#include "cli/complaint.h"
#include "cli/config_command.h"
#include "cli/crawl_command.h"
#include "cli/diff_command.h"
#include "cli/doctor.h"
#include "cli/doctor_command.h"
#include "cli/export_command.h"
#include "cli/fetch_command.h"
#include "cli/intake.h"
#include "cli/ledger_command.h"
#include "cli/list_command.h"
#include "cli/methods_command.h"
#include "cli/names.h"
#include "cli/output.h"
#include "cli/reindex_command.h"
#include "cli/runtime.h"
#include "cli/sandbox_command.h"
#include "cli/shell.h"
#include "cli/stats_command.h"
#include "cli/verify_command.h"
#include "command/crawling.h"
#include "plain/plain.h"
#include "session/grouping.h"
#include "session/navigate.h"
#include "session/requests.h"
#include "session/source_lists.h"
#include "store/home.h"
#include "store/spill.h"
#include "ui/browser/loop.h"
#include "ui/terminal/screen_probe.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

/* One run of the browser. */
struct browser {
    struct runtime runtime;
    struct screen_facts facts; /* of the terminal, before a screen took it */
    struct screen *screen;
    struct app app;
    struct health_source health;
};

static bool check_terminal(struct err *err) {
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return err_set(err, ERR_USAGE,
                       "the browser needs a terminal for input and output; --plain does not");
    /* A non-blocking terminal makes curses spin while the line is slow; an earlier program may have
     * left it so. */
    for (int fd = STDIN_FILENO; fd <= STDOUT_FILENO; fd++) {
        int flags = fcntl(fd, F_GETFL);
        if (flags >= 0 && (flags & O_NONBLOCK))
            fcntl(fd, F_SETFL, flags & ~O_NONBLOCK);
    }
    return true;
}

static bool open_accounts(struct browser *browser, int argc, char **argv, struct err *err) {
    struct runtime *runtime = &browser->runtime;
    int at = runtime->options.first_account;
    const char *first = at < argc ? argv[at] : NULL;
    /* Going back leads into the previous session too, whatever is opened now. */
    bool is_back = runtime_come_back(runtime);
    for (int i = at + 1; i < argc; i++)
        if (!navigate_queue(&runtime->session, argv[i], err))
            return false;
    if (!first && is_back)
        return true;
    if (!first && runtime->sandbox)
        first = sandbox_showcase(runtime->sandbox);
    if (first)
        return navigate_open(&runtime->session, first, err) &&
               requests_announce_named(&runtime->session);
    if (!source_lists_open_any(&runtime->session) && browser->screen)
        app_ask_account(&browser->app);
    return true;
}

/* A terminal that cannot position its cursor gets lines, with a message. */
static void settle_plain(struct browser *browser) {
    struct options *options = &browser->runtime.options;
    screen_probe(&browser->facts);
    if (options->is_plain || !browser->facts.is_terminal || browser->facts.can_place)
        return;
    options->is_plain = true;
    fputs("followtrail: this terminal cannot position its cursor, so --plain is used.\n", stderr);
}

static struct health_terminal terminal_of(const struct screen_facts *facts) {
    return (struct health_terminal){.is_terminal = facts->is_terminal,
                                    .is_known = facts->is_known,
                                    .can_place = facts->can_place,
                                    .other = facts->other,
                                    .colours = facts->colours,
                                    .rows = facts->rows,
                                    .cols = facts->cols,
                                    .library = facts->library};
}

/* Lines may be as long as the terminal is now; a screen has adopted its size. */
static void examine_program(void *context, struct health *health) {
    struct browser *browser = context;
    if (!browser->screen)
        screen_probe(&browser->facts);
    struct health_terminal terminal = terminal_of(&browser->facts);
    if (browser->screen) {
        terminal.rows = screen_rows(browser->screen);
        terminal.cols = screen_cols(browser->screen);
    }
    terminal.is_plain = !browser->screen;
    terminal.is_ascii_wanted = browser->runtime.options.is_ascii;
    doctor_look_at_program(health, &browser->runtime, &terminal);
}

static bool open_screen(struct browser *browser, struct err *err) {
    struct screen_config config = {.out = stdout,
                                   .in = stdin,
                                   .has_colour = browser->runtime.options.has_colour,
                                   .theme = browser->runtime.options.look.theme,
                                   .has_title = browser->runtime.options.has_title};
    browser->screen = screen_open(&config, err);
    if (!browser->screen)
        return false;
    app_init(&browser->app, &browser->runtime.session, browser->screen);
    browser->app.front.health = &browser->health;
    if (browser->runtime.options.keys)
        browser->app.front.bindings = *browser->runtime.options.keys;
    if (browser->runtime.options.has_mouse)
        screen_use_mouse(browser->screen);
    return true;
}

/* A temporary session neither saves nor loads a look. `unread`: the saved one could not be read. */
static bool use_look(struct browser *browser, struct err *unread, struct err *err) {
    const struct options *options = &browser->runtime.options;
    char *path = NULL;
    if (browser->runtime.state_path && !(path = home_state_path("looks", err)))
        return false;
    app_use_look(&browser->app, &options->look, options->look_told, path, unread);
    free(path);
    return true;
}

static bool open_browser(struct browser *browser, int argc, char **argv, struct err *err) {
    struct runtime *runtime = &browser->runtime;
    bool is_plain = runtime->options.is_plain;
    struct err trouble, waiting, grouping, unread = {0};
    if (!runtime_open(runtime, err) || (!is_plain && !open_screen(browser, err)))
        return false;
    bool has_bookmarks = runtime_read_bookmarks(runtime, &trouble);
    bool has_groups = !runtime->options.groups ||
                      grouping_read(&runtime->session, runtime->options.groups, &grouping);
    /* The look first: a page is as large as the list's part of the window. */
    if ((!is_plain && !use_look(browser, &unread, err)) || !open_accounts(browser, argc, argv, err))
        return false;
    if (!runtime->session.message)
        crawling_tell_interrupted(&runtime->session);
    if (unread.kind)
        session_say(&runtime->session, TONE_WARNING, "%s.", unread.text);
    if (!is_plain && screen_other_term(browser->screen))
        session_say(&runtime->session, TONE_WARNING,
                    "$TERM names an unknown terminal type; %s is assumed.",
                    screen_other_term(browser->screen));
    if (*runtime->copy_note.text)
        session_say(&runtime->session, TONE_WARNING, "%s.", runtime->copy_note.text);
    if (runtime->options.is_offline &&
        spill_tell_waiting(runtime->store_path, runtime->reader->name, &waiting))
        session_say(&runtime->session, TONE_WARNING, "%s.", waiting.text);
    if (!is_plain && intake_tell(&runtime->intake, &waiting))
        session_say(&runtime->session, waiting.kind ? TONE_WARNING : TONE_INFO, "%s.",
                    waiting.text);
    if (has_groups && runtime->session.groups && groups_missing(runtime->session.groups))
        grouping_say(&runtime->session);
    if (!has_groups)
        session_say(&runtime->session, TONE_WARNING, "No groups: %s.", grouping.text);
    if (!has_bookmarks)
        session_say(&runtime->session, TONE_WARNING, "Note: %s.", trouble.text);
    return true;
}

/* The place in the lists survives any end of the program. A failure to save it is reported at exit,
 * when the screen is out of the way. */
static void save_place(void *context) {
    runtime_save_place(context, NULL);
}

/* If stderr goes to a stalled stdout, a message at exit would block for ever. */
static void hush_stalled(void) {
    struct stat out, err;
    if (fstat(STDOUT_FILENO, &out) != 0 || fstat(STDERR_FILENO, &err) != 0 ||
        out.st_dev != err.st_dev || out.st_ino != err.st_ino)
        return;
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (nowhere < 0)
        return;
    dup2(nowhere, STDERR_FILENO);
    close(nowhere);
}

static int run_plain(struct browser *browser) {
    struct plain_result result;
    const struct plain_config config = {.mailbox = browser->runtime.mailbox,
                                        .keys = browser->runtime.options.keys,
                                        .health = &browser->health,
                                        .in_fd = STDIN_FILENO,
                                        .out_fd = STDOUT_FILENO,
                                        .moved = save_place,
                                        .context = &browser->runtime};
    enum plain_end end = plain_run(&browser->runtime.session, &config, &result);
    if (result.is_stalled)
        hush_stalled();
    switch (end) {
    case PLAIN_QUIT:
        return EX_OK;
    case PLAIN_HANGUP:
        return 128 + SIGHUP;
    case PLAIN_FAILED:
        return complaint_print("followtrail", &result.err);
    case PLAIN_SIGNAL:
        break;
    }
    return 128 + result.signal;
}

static int run_screen(struct browser *browser) {
    int signal = 0;
    const struct loop_config config = {.mailbox = browser->runtime.mailbox,
                                       .in_fd = STDIN_FILENO,
                                       .moved = save_place,
                                       .context = &browser->runtime};
    switch (loop_run(&browser->app, &config, &signal)) {
    case LOOP_QUIT:
        return EX_OK;
    case LOOP_HANGUP:
        return 128 + SIGHUP;
    case LOOP_SIGNAL:
        break;
    }
    return 128 + signal;
}

static int run_browser(struct browser *browser) {
    save_place(&browser->runtime);
    return browser->runtime.options.is_plain ? run_plain(browser) : run_screen(browser);
}

static int browse(int argc, char **argv) {
    struct browser browser = {.health = {examine_program, &browser}};
    struct runtime *runtime = &browser.runtime;
    struct err err = {0};
    int status = EX_OK;
    bool is_open = options_parse(argc, argv, &runtime->options, &err);
    /* In `ledgr --json` the command is the first mistake. */
    struct err wrong;
    if (!is_open && err.kind == ERR_USAGE && !names_check_command(argc, argv, &wrong))
        err = wrong;
    if (is_open && (runtime->options.wants_help || runtime->options.wants_version)) {
        if (runtime->options.wants_help)
            options_help(stdout);
        else
            puts(PACKAGE_STRING);
        options_fini(&runtime->options);
        return output_finish(&err) ? EX_OK : complaint_print("followtrail", &err);
    }
    if (is_open && runtime->options.is_refetch)
        is_open =
            err_set(&err, ERR_USAGE, "--refetch is for followtrail fetch; in the browser, press R");
    is_open = is_open && runtime_prepare(runtime, argc, argv, &err);
    if (is_open)
        settle_plain(&browser);
    is_open = is_open && (runtime->options.is_plain || check_terminal(&err)) &&
              open_browser(&browser, argc, argv, &err);
    if (is_open)
        status = run_browser(&browser);
    screen_close(browser.screen);
    if (browser.screen) /* else there is no app */
        app_fini(&browser.app);
    struct err trouble;
    if (is_open && !runtime_save_place(runtime, &trouble))
        complaint_print("followtrail", &trouble);
    if (!runtime_close(runtime) && status == EX_OK)
        status = EX_TEMPFAIL;
    return is_open ? status : complaint_print("followtrail", &err);
}

static int examine(int argc, char **argv) {
    struct screen_facts facts;
    screen_probe(&facts);
    const struct health_terminal terminal = terminal_of(&facts);
    return doctor_command(argc, argv, &terminal);
}

static int print_help(int argc, char **argv);
static void print_usage(const char *usage, const char *about) {
    static const struct option_row row = {"help", NULL, "print this help and exit"};
    const struct shell_help help = {.usage = usage, .about = about, .rows = &row, .row_count = 1};
    shell_help_print(stdout, &help);
}

static int print_version(int argc, char **argv);

/* What a command needs: files only; the key; the key and the API. */
enum reach { REACH_FILES, REACH_KEY, REACH_API };

/* Each name is also in cli/names. */
static const struct command_row {
    const char *name;
    int (*run)(int argc, char **argv);
    enum reach reach;
} command_rows[] = {
    {"answer", answer_command, REACH_FILES},
    {"compare", compare_command, REACH_FILES},
    {"config", config_command, REACH_FILES},
    {"crawl", crawl_command, REACH_API},
    {"diff", diff_command, REACH_FILES},
    {"doctor", examine, REACH_KEY},
    {"export", export_command, REACH_FILES},
    {"fetch", fetch_command, REACH_API},
    {"followed-by", followed_by_command, REACH_FILES},
    {"frontier", frontier_command, REACH_FILES},
    {"help", print_help, REACH_FILES},
    {"ledger", ledger_command, REACH_FILES},
    {"list", list_command, REACH_FILES},
    {"lists", lists_command, REACH_FILES},
    {"reindex", reindex_command, REACH_FILES},
    {"sandbox", sandbox_command, REACH_FILES},
    {"methods", methods_command, REACH_FILES},
    {"stats", stats_command, REACH_FILES},
    {"verify", verify_command, REACH_FILES},
    {"version", print_version, REACH_FILES},
};

static const struct command_row *find_command(const char *name) {
    for (size_t i = 0; i < sizeof command_rows / sizeof *command_rows; i++)
        if (!strcmp(command_rows[i].name, name))
            return &command_rows[i];
    return NULL;
}

static int run_command(const struct command_row *command, int argc, char **argv) {
    if (command->reach != REACH_FILES)
        api_key_seal_process();
    if (command->reach == REACH_API)
        signals_block();
    return command->run(argc, argv);
}

static int finish_output(const char *who) {
    struct err err;
    return output_finish(&err) ? EX_OK : complaint_print(who, &err);
}

static bool is_help(const char *word) {
    return !strcmp(word, "--help") || !strcmp(word, "-h");
}

static int print_version(int argc, char **argv) {
    struct err err;
    if (argc == 2 && is_help(argv[1])) {
        print_usage("version", "Prints the version, like followtrail --version.\n");
        return finish_output("followtrail version");
    }
    if (argc > 1) {
        err_set(&err, ERR_USAGE, "unexpected “%.80s”: version takes no argument", argv[1]);
        return complaint_print("followtrail version", &err);
    }
    puts(PACKAGE_STRING);
    return finish_output("followtrail version");
}

static int print_help_of(char *name) {
    static char option[] = "--help";
    const struct command_row *command = find_command(name);
    char *words[] = {name, option, NULL};
    struct err err;
    bool is_exact;
    if (command && command->run != print_help && command->run != print_version)
        return run_command(command, 2, words);
    if (command) {
        options_help(stdout);
        return finish_output("followtrail help");
    }
    const char *near = names_find_command(name, &is_exact);
    if (near)
        err_set(&err, ERR_USAGE, "no command “%.80s”; did you mean “%s”?", name, near);
    else
        err_set(&err, ERR_USAGE, "no command “%.80s”; followtrail help lists them", name);
    return complaint_print("followtrail help", &err);
}

static int print_help(int argc, char **argv) {
    struct err err;
    if (argc == 2 && is_help(argv[1])) {
        print_usage("help [COMMAND]",
                    "Prints this program's help, or a command's, like its --help.\n");
        return finish_output("followtrail help");
    }
    if (argc == 2)
        return print_help_of(argv[1]);
    if (argc > 2) {
        err_set(&err, ERR_USAGE, "unexpected “%.80s”: help takes one command", argv[2]);
        return complaint_print("followtrail help", &err);
    }
    options_help(stdout);
    return finish_output("followtrail help");
}

int main(int argc, char **argv) {
    const char *locale;
    struct err err;
    if (!descriptors_fill_standard(&err))
        return complaint_print("followtrail", &err);
    signal(SIGXFSZ, SIG_IGN); /* exceeding the file size limit is then an error of the write */
    mem_keep_freed();
    text_use_locale(&locale);
    const struct command_row *command = argc > 1 ? find_command(argv[1]) : NULL;
    if (command)
        return run_command(command, argc - 1, argv + 1);
    api_key_seal_process();
    signals_block();
    return browse(argc, argv);
}
